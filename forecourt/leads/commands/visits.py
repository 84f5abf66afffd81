"""What happens at the door: greet, first word, file, leave."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Missing, WrongInput
from forecourt.leads import queries
from forecourt.leads.commands.opportunities import file_opportunity
from forecourt.leads.commands.prospects import file_person_once
from forecourt.leads.facts import ContactStarted, VisitorArrived, VisitorLeft
from forecourt.leads.models import (
    DealKind,
    IntentLevel,
    Opportunity,
    Origin,
    Outcome,
    Visit,
    VisitReason,
)
from forecourt.store.models import Staff


@transaction.atomic
def greet_visitor(
    *,
    reason: VisitReason = VisitReason.NEW_CAR,
    party_size: int = 1,
    consultant_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Visit:
    """Count somebody who came through the door; the clock to the first word starts.

    Raises:
        Missing: the store has no such consultant.
        WrongInput: the number of people is not possible.
    """
    if not 1 <= party_size <= 50:  # noqa: PLR2004 - a bus is not one visit
        raise WrongInput(_("Between 1 and 50 people can come together."))
    if consultant_id and not Staff.objects.seen_by(by).filter(pk=consultant_id).exists():
        raise Missing(_("This record does not exist."))
    visit = Visit.open(
        store_id=by.store_id,
        reason=reason,
        party_size=party_size,
        greeter_id=by.staff_id,
        consultant_id=consultant_id,
        at=at,
    )
    fact = VisitorArrived(
        visit_id=visit.pk, party_size=party_size, reason=reason, consultant_id=consultant_id
    )
    record(fact, by=by, at=at)
    return visit


@transaction.atomic
def file_visit(
    *,
    visit_id: UUID | None = None,
    name: str,
    phone: str,
    model_id: UUID | None,
    consultant_id: UUID | None = None,
    party_id: UUID | None = None,
    reason: VisitReason = VisitReason.NEW_CAR,
    party_size: int = 1,
    origin: Origin = Origin.WALK_IN,
    level: IntentLevel = IntentLevel.C,
    present_car: str = "",
    by: Actor,
    at: datetime,
) -> Opportunity:
    """Put a visitor on file who was told what for and agreed; greets first if nobody has.

    Without a consultant it is the turn of the one who is free. A visitor who has an open file
    for this model comes again on that file, to the consultant who keeps it.

    Raises:
        Missing: no such visit, party or consultant.
        WrongInput: a new person has no name or no phone.
        VisitClosed: the visit has ended.
        ConsultantFull: the consultant has as many open files as one may have.
    """
    visit = locked(Visit.objects.seen_by(by), visit_id) if visit_id else None
    evidence = by.name or by.key
    party = file_person_once(
        name=name, phone=phone, party_id=party_id, evidence=evidence, by=by, at=at
    )
    deals = Opportunity.objects.seen_by(by.house()).open().of(party.pk)
    deal = deals.filter(model_id=model_id).first()
    if deal is None:
        free = None if consultant_id else queries.next_consultant(by, at=at)
        deal = file_opportunity(
            party_id=party.pk,
            model_id=model_id,
            level=level,
            origin=origin,
            consultant_id=consultant_id or (free.staff_id if free else None),
            present_car=present_car,
            deal_kind=DealKind.NEW,
            visit_id=visit_id,
            by=by,
            at=at,
        )
    if visit is None:
        visit = greet_visitor(
            reason=reason, party_size=party_size, consultant_id=deal.consultant_id, by=by, at=at
        )
    visit.belongs_to(deal)
    return deal


@transaction.atomic
def start_contact(
    *, visit_id: UUID, consultant_id: UUID | None = None, by: Actor, at: datetime
) -> Visit:
    """Somebody says the first word: by default the one who presses the button.

    Raises:
        Missing: the store has no such visit.
        VisitClosed: somebody talks to the visitor already, or the visit has ended.
    """
    visit = locked(Visit.objects.seen_by(by), visit_id)
    visit.start_contact(consultant_id or visit.consultant_id or by.staff_id, at=at)
    fact = ContactStarted(
        visit_id=visit.pk,
        consultant_id=visit.consultant_id,
        waited_seconds=visit.waited_seconds,
    )
    record(fact, by=by, at=at)
    return visit


@transaction.atomic
def close_visit(
    *, visit_id: UUID, outcome: Outcome, note: str = "", by: Actor, at: datetime
) -> Visit:
    """The visitor leaves.

    Raises:
        Missing: the store has no such visit.
        VisitClosed: the visit has ended.
        WrongInput: the outcome says “filed” and there is no file.
    """
    visit = locked(Visit.objects.seen_by(by), visit_id)
    if outcome in {Outcome.FILED, Outcome.ORDERED} and visit.opportunity_id is None:
        raise WrongInput(_("This visitor has no file. File the visitor, or choose another end."))
    visit.leave(outcome, note, at=at)
    fact = VisitorLeft(
        visit_id=visit.pk,
        outcome=outcome,
        party_id=visit.party_id,
        opportunity_id=visit.opportunity_id,
        consultant_id=visit.consultant_id,
    )
    record(fact, by=by, at=at)
    return visit
