"""Relations between parties, with their dates."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.customers.facts import RelationEnded, RelationTied
from forecourt.customers.models import Party, PartyRelation, RelationKind
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked, locked_all
from forecourt.kernel.refusals import Refused, refused_by


class AlreadyTied(Refused):
    code = "already-tied"


@transaction.atomic
def tie_relation(
    *,
    party_id: UUID,
    other_id: UUID,
    kind: RelationKind,
    held_from: date,
    by: Actor,
    at: datetime,
) -> PartyRelation:
    """Note that one party is the spouse of, works for, was referred by another.

    Raises:
        Missing: this dealer group lacks one of the standing files.
        AlreadyTied: they are tied like that already, or it is one and the same party.
    """
    parties = locked_all(Party.objects.seen_by(by).standing(), {party_id, other_id})
    files = {party.pk: party for party in parties}
    tied = AlreadyTied(_("These two are tied like that already."))
    same = AlreadyTied(_("Nobody is related to themselves."))
    constraints: dict[str, Refused] = {
        "customers_partyrelation_once_at_a_time": tied,
        "customers_partyrelation_joins_two": same,
    }
    with refused_by(constraints):
        relation = PartyRelation.tie(files[party_id], kind, files[other_id], held_from=held_from)
    fact = RelationTied(
        party_id=party_id, other_id=other_id, relation_id=relation.pk, relation_kind=kind
    )
    record(fact, by=by, at=at)
    return relation


@transaction.atomic
def end_relation(*, relation_id: UUID, held_until: date, by: Actor, at: datetime) -> PartyRelation:
    """End a relation on a day.

    Raises:
        Missing: this dealer group has no such relation.
        Refused: that day is before it began.
    """
    relation = locked(PartyRelation.objects.seen_by(by), relation_id)
    if held_until < relation.held_from:
        raise Refused(_("It cannot end before it began."))
    relation.end(held_until)
    fact = RelationEnded(
        party_id=relation.party_id,
        other_id=relation.other_id,
        relation_id=relation.pk,
        held_until=held_until,
    )
    record(fact, by=by, at=at)
    return relation
