"""What happens to leads and calls: receive, assign, contact, qualify, sort out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.catalog.queries import check_model
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked, locked_all
from forecourt.kernel.refusals import Refused, WrongInput, refused_by
from forecourt.leads.commands.opportunities import file_opportunity
from forecourt.leads.commands.prospects import file_person_once
from forecourt.leads.facts import (
    CallTaken,
    LeadAssigned,
    LeadContacted,
    LeadDuplicate,
    LeadInvalid,
    LeadQualified,
    LeadReceived,
    LeadTried,
)
from forecourt.leads.models import (
    REACHED,
    Call,
    Channel,
    Contact,
    ContactResult,
    IntentLevel,
    InvalidReason,
    Lead,
    Opportunity,
    Origin,
)
from forecourt.leads.rules import digits_of
from forecourt.store.models import Shift, Staff


class ReceivedBefore(Refused):
    code = "received-before"

    def __init__(self) -> None:
        super().__init__(_("This lead was received before."))


class NotOnShift(Refused):
    code = "not-on-shift"


class NobodysLead(Refused):
    code = "nobodys-lead"

    def __init__(self) -> None:
        super().__init__(_("Assign this lead to somebody first; a sorted-out one stays as it is."))


@transaction.atomic
def receive_lead(
    *,
    origin: Origin,
    name: str = "",
    phone: str = "",
    plate: str = "",
    address: str = "",
    model_id: UUID | None = None,
    words: str = "",
    outside_key: str = "",
    consent_text_version: str = "1",
    by: Actor,
    at: datetime,
) -> Lead:
    """Take an interest in; when the same person has an open lead, this one is its duplicate.

    Raises:
        WrongInput: there is neither a phone nor an address to answer to, or no such model.
        ReceivedBefore: the sender's key came before.
    """
    check_model(by, model_id)
    digits = digits_of(phone)
    if not digits and not address:
        sentence = _("A lead needs a phone or an address, else nobody can answer it.")
        raise WrongInput(sentence, field="phone")
    twins = Lead.objects.seen_by(by).twins(
        phone_digits=digits, name=name, plate=plate, address=address
    )
    first = twins.order_by("received_at", "pk").first()
    with refused_by({"leads_lead_received_once": ReceivedBefore()}):
        lead = Lead.receive(
            store_id=by.store_id,
            origin=origin,
            outside_key=outside_key,
            name=name,
            phone=phone,
            phone_digits=digits,
            plate=plate,
            address=address,
            model_id=model_id,
            words=words,
            consent_text_version=consent_text_version,
            at=at,
        )
    record(LeadReceived(lead_id=lead.pk, source=origin, received_at=at), by=by, at=at)
    if first is not None:
        _mark_duplicate(lead, first, by=by, at=at)
    return lead


@transaction.atomic
def assign_lead(*, lead_id: UUID, assignee_id: UUID, by: Actor, at: datetime) -> Lead:
    """Give the lead to a person who is at work now, or to the next one.

    Raises:
        Missing: the store has no such lead or person.
        NotOnShift: the store keeps shifts today and the person has none now.
        IllegalMove: the lead was contacted or sorted out already.
    """
    staff = locked(Staff.objects.seen_by(by), assignee_id)
    lead = locked(Lead.objects.seen_by(by), lead_id)
    shifts = Shift.objects.seen_by(by).covering(at)
    if shifts.exists() and not shifts.filter(staff=staff).exists():
        sentence = _("%(name)s is not on shift now. Choose somebody who is here.")
        raise NotOnShift(sentence % {"name": staff.name})
    lead.assign(staff.pk, at=at)
    record(LeadAssigned(lead_id=lead.pk, assignee_id=staff.pk), by=by, at=at)
    return lead


@transaction.atomic
def contact_lead(
    *,
    lead_id: UUID,
    channel: Channel,
    result: ContactResult,
    note: str = "",
    by: Actor,
    at: datetime,
) -> Lead:
    """Keep a talk or a try with somebody who is a lead only; a talk makes it contacted.

    Raises:
        Missing: the store has no such lead.
        NobodysLead: it is assigned to nobody, or sorted out.
    """
    lead = locked(Lead.objects.seen_by(by), lead_id)
    if lead.assignee_id is None or not lead.is_open:
        raise NobodysLead
    Contact.note_down(
        store_id=lead.store_id,
        staff_id=by.staff_id,
        channel=channel,
        result=result,
        at=at,
        lead=lead,
        note=note,
    )
    if result in REACHED and lead.first_contact_at is None:
        lead.contact(at=at)
    made = LeadContacted if result in REACHED else LeadTried
    record(made(lead_id=lead.pk, assignee_id=lead.assignee_id, result=result), by=by, at=at)
    return lead


@transaction.atomic
def qualify_lead(
    *,
    lead_id: UUID,
    level: IntentLevel,
    name: str = "",
    model_id: UUID | None = None,
    consultant_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Opportunity:
    """Make a prospect of a lead: reachable, with a model of interest.

    Raises:
        Missing: no such lead, or the store has no such consultant.
        WrongInput: name, phone or model is missing.
        IllegalMove: nobody has talked to the person yet, or the lead is sorted out.
        AlreadyInWork: the person has an open file for this model.
    """
    lead = locked(Lead.objects.seen_by(by), lead_id)
    wanted = model_id or lead.model_id
    if wanted is None:
        raise WrongInput(_("Say which model the person is interested in."), field="model_id")
    party = file_person_once(
        name=name or lead.name,
        phone=lead.phone,
        party_id=None,
        evidence=f"lead {lead.origin} {lead.consent_text_version}",
        by=by,
        at=at,
    )
    deal = file_opportunity(
        party_id=party.pk,
        model_id=wanted,
        level=level,
        origin=Origin(lead.origin),
        consultant_id=consultant_id or lead.assignee_id or by.staff_id,
        lead_id=lead.pk,
        by=by,
        at=at,
    )
    lead.convert(deal, at=at)
    fact = LeadQualified(lead_id=lead.pk, opportunity_id=deal.pk, party_id=party.pk)
    record(fact, by=by, at=at)
    return deal


@transaction.atomic
def mark_lead_duplicate(*, lead_id: UUID, duplicate_of_id: UUID, by: Actor, at: datetime) -> Lead:
    """Say that two leads are one.

    Raises:
        Missing: the store has no such lead.
        WrongInput: a lead cannot be its own duplicate.
        IllegalMove: the lead is sorted out already.
    """
    if lead_id == duplicate_of_id:
        raise WrongInput(_("Choose another lead: this is the same one."))
    found = {
        row.pk: row for row in locked_all(Lead.objects.seen_by(by), [lead_id, duplicate_of_id])
    }
    lead = found[lead_id]
    _mark_duplicate(lead, found[duplicate_of_id], by=by, at=at)
    return lead


def _mark_duplicate(lead: Lead, other: Lead, *, by: Actor, at: datetime) -> None:
    lead.mark_duplicate(other, at=at)
    record(LeadDuplicate(lead_id=lead.pk, duplicate_of_id=other.pk), by=by, at=at)


@transaction.atomic
def mark_lead_invalid(*, lead_id: UUID, reason: InvalidReason, by: Actor, at: datetime) -> Lead:
    """Say why there is nobody behind the lead.

    Raises:
        Missing: the store has no such lead.
        IllegalMove: the lead is sorted out already.
    """
    lead = locked(Lead.objects.seen_by(by), lead_id)
    lead.mark_invalid(reason, at=at)
    record(LeadInvalid(lead_id=lead.pk, reason=reason), by=by, at=at)
    return lead


@transaction.atomic
def take_call(
    *,
    name: str,
    phone: str,
    words: str,
    model_id: UUID | None = None,
    makes_lead: bool = True,
    by: Actor,
    at: datetime,
) -> Call:
    """Keep a call that came in; an interest in a car becomes a lead at once.

    Raises:
        WrongInput: nothing was said, a lead has no phone, or there is no such model.
    """
    check_model(by, model_id)
    if not words.strip():
        raise WrongInput(_("Write down what the caller wants."), field="words")
    lead = None
    if makes_lead:
        lead = receive_lead(
            origin=Origin.PHONE,
            name=name,
            phone=phone,
            words=words,
            model_id=model_id,
            by=by,
            at=at,
        )
    call = Call.take(
        store_id=by.store_id,
        taken_by_id=by.staff_id,
        name=name,
        phone=phone,
        words=words,
        party_id=None,
        lead=lead,
        at=at,
    )
    fact = CallTaken(call_id=call.pk, lead_id=lead.pk if lead else None, party_id=None)
    record(fact, by=by, at=at)
    return call
