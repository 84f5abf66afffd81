"""Contact points: adding, ending, and reading one in clear, which says why."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.customers import queries, rules
from forecourt.customers.facts import (
    ContactPointAdded,
    ContactPointEnded,
    ContactPointPreferred,
    ContactPointVerified,
    ContactRevealed,
)
from forecourt.customers.models import ContactKind, ContactPoint, Party, SearchKey
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.limits import knock
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Refused, WrongInput, refused_by
from forecourt.store import queries as store_queries

HOUR_SECONDS = 3600


class ContactKnown(Refused):
    code = "contact-known"


@transaction.atomic
def add_contact_point(
    *, party_id: UUID, kind: ContactKind, value: str, label: str = "", by: Actor, at: datetime
) -> ContactPoint:
    """Add a phone, WeChat, mail box or address; the first of its kind is the preferred one.

    Raises:
        Missing: this dealer group has no such standing file.
        NotYours: the file is another consultant's.
        WrongInput: the value has not the form of its kind.
        ContactKnown: the party has it already.
    """
    party = locked(Party.objects.seen_by(by).standing(), party_id)
    queries.check_own(by, party)
    plain = _value(kind, value)
    mine = ContactPoint.objects.seen_by(by).valid().filter(party=party, kind=kind)
    known = ContactKnown(_("This file has that contact already."))
    with refused_by({"customers_contactpoint_once_per_party": known}):
        point = ContactPoint.add(party, kind, plain, label=label, is_preferred=not mine.exists())
    _write_phone_keys(party, by)
    fact = ContactPointAdded(party_id=party.pk, contact_point_id=point.pk, contact_kind=kind)
    record(fact, by=by, at=at)
    return point


@transaction.atomic
def prefer_contact_point(*, contact_point_id: UUID, by: Actor, at: datetime) -> ContactPoint:
    """Make this the one to use among those of its kind.

    Raises:
        Missing: this dealer group has no such valid contact point.
        NotYours: the file is another consultant's.
    """
    point = _locked_point(contact_point_id, by)
    point.prefer()
    fact = ContactPointPreferred(party_id=point.party_id, contact_point_id=point.pk)
    record(fact, by=by, at=at)
    return point


@transaction.atomic
def verify_contact_point(*, contact_point_id: UUID, by: Actor, at: datetime) -> ContactPoint:
    """Note that the party was reached here, by a code or in person.

    Raises:
        Missing: this dealer group has no such valid contact point.
    """
    point = locked(ContactPoint.objects.seen_by(by).valid(), contact_point_id)
    point.verify(at=at)
    fact = ContactPointVerified(party_id=point.party_id, contact_point_id=point.pk)
    record(fact, by=by, at=at)
    return point


@transaction.atomic
def end_contact_point(*, contact_point_id: UUID, by: Actor, at: datetime) -> ContactPoint:
    """Note that it no longer reaches the party; search does not find it any more.

    Raises:
        Missing: this dealer group has no such valid contact point.
        NotYours: the file is another consultant's.
    """
    point = _locked_point(contact_point_id, by)
    point.end(at=at)
    _write_phone_keys(point.party, by)
    fact = ContactPointEnded(party_id=point.party_id, contact_point_id=point.pk)
    record(fact, by=by, at=at)
    return point


@transaction.atomic
def reveal_contact(*, contact_point_id: UUID, reason: str, by: Actor, at: datetime) -> ContactPoint:
    """Read one contact point in clear. The journal keeps who did so and why.

    Raises:
        Missing: this dealer group has no such valid contact point.
        WrongInput: no reason is given.
        TooOften: this person read too many within the hour.
    """
    point = locked(ContactPoint.objects.seen_by(by).valid(), contact_point_id)
    if not reason.strip():
        raise WrongInput(_("Say why you need it in clear."))
    limit = store_queries.rule(by, "store.phone_reveals_per_hour", on=at.date())
    knock("reveal", f"{by.tenant_id}/{by.key}", limit=limit, seconds=HOUR_SECONDS)
    fact = ContactRevealed(
        party_id=point.party_id,
        contact_point_id=point.pk,
        contact_kind=point.kind,
        reason=reason.strip()[:200],
    )
    record(fact, by=by, at=at)
    return point


def _locked_point(contact_point_id: UUID, by: Actor) -> ContactPoint:
    """The party is held before its contact point, as everywhere."""
    known = ContactPoint.objects.seen_by(by).valid().filter(pk=contact_point_id)
    for party_id in known.values_list("party_id", flat=True):
        queries.check_own(by, locked(Party.objects.seen_by(by), party_id))
    return locked(
        ContactPoint.objects.seen_by(by).valid().select_related("party"), contact_point_id
    )


def _write_phone_keys(party: Party, by: Actor) -> None:
    phones = ContactPoint.objects.seen_by(by).valid().filter(party=party, kind=ContactKind.PHONE)
    SearchKey.write_phones(party, phones.values_list("value", flat=True))


def _value(kind: ContactKind, value: str) -> str:
    text = rules.tidy(value)[:200]
    if kind == ContactKind.PHONE:
        number = rules.phone_e164(text)
        if number is None:
            raise WrongInput(_("“%(phone)s” is no phone number.") % {"phone": text})
        return number
    if not text or (kind == ContactKind.EMAIL and not rules.is_email(text)):
        raise WrongInput(_("“%(value)s” is no such contact.") % {"value": text})
    return text
