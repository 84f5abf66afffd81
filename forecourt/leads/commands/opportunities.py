"""What people do to an opportunity while it is in work."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.catalog.queries import check_model
from forecourt.customers.models import Party
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Missing, Refused, WrongInput, refused_by
from forecourt.leads.facts import (
    ContactMade,
    ContactTried,
    LevelSet,
    OpportunityAssigned,
    OpportunityStageChanged,
    ProspectFiled,
    WishChanged,
)
from forecourt.leads.models import (
    REACHED,
    Channel,
    Contact,
    ContactResult,
    DealKind,
    Direction,
    IntentLevel,
    Opportunity,
    Origin,
    Stage,
)
from forecourt.store.models import Staff, Store
from forecourt.store.queries import check_ahead, rule


class AlreadyInWork(Refused):
    code = "already-in-work"

    def __init__(self) -> None:
        sentence = _("This customer already has an open file for this model. Open that one.")
        super().__init__(sentence)


class ConsultantFull(Refused):
    code = "consultant-full"


@transaction.atomic
def file_opportunity(
    *,
    party_id: UUID,
    model_id: UUID | None,
    level: IntentLevel,
    origin: Origin,
    consultant_id: UUID | None,
    deal_kind: DealKind = DealKind.NEW,
    wish: str = "",
    present_car: str = "",
    visit_id: UUID | None = None,
    lead_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Opportunity:
    """Put a customer on file as a prospect.

    Raises:
        Missing: the dealer group has no such party, or the store no such consultant.
        ConsultantFull: the consultant has as many open files as one may have.
        AlreadyInWork: an open file of this customer for this model exists.
        WrongInput: the catalogue has no such model.
    """
    party = locked(Party.objects.seen_by(by), party_id)
    check_model(by, model_id)
    if consultant_id is not None:
        _check_load(consultant_id, by=by, at=at)
    with refused_by({"leads_opportunity_one_open_per_party_and_model": AlreadyInWork()}):
        row = Opportunity.file(
            store_id=by.store_id,
            party_id=party.pk,
            consultant_id=consultant_id,
            model_id=model_id,
            level=level,
            origin=origin,
            deal_kind=deal_kind,
            wish=wish,
            present_car=present_car,
            at=at,
        )
    fact = ProspectFiled(
        opportunity_id=row.pk,
        party_id=party.pk,
        consultant_id=consultant_id,
        level=level,
        source=origin,
        deal_kind=deal_kind,
        visit_id=visit_id,
        lead_id=lead_id,
    )
    record(fact, by=by, at=at)
    return row


def _check_load(consultant_id: UUID, *, by: Actor, at: datetime) -> None:
    staff = Staff.objects.seen_by(by).working().filter(pk=consultant_id).first()
    if staff is None:
        raise Missing(_("This record does not exist."))
    most = rule(by, "leads.open_per_consultant", on=at.date())
    held = (
        Opportunity.objects.seen_by(by.house()).open().filter(consultant_id=consultant_id).count()
    )
    if held >= most:
        sentence = _("%(name)s already has %(count)d open files. Choose somebody else.")
        raise ConsultantFull(sentence % {"name": staff.name, "count": held})


@transaction.atomic
def change_opportunity(
    *,
    opportunity_id: UUID,
    model_id: UUID | None,
    wish: str,
    present_car: str,
    by: Actor,
    at: datetime,
) -> Opportunity:
    """Note what the customer wants now.

    Raises:
        Missing: not a file of this person.
        AlreadyInWork: another open file of the customer is for that model.
        WrongInput: the catalogue has no such model.
    """
    row = locked(Opportunity.objects.seen_by(by), opportunity_id)
    check_model(by, model_id)
    with refused_by({"leads_opportunity_one_open_per_party_and_model": AlreadyInWork()}):
        row.change(model_id=model_id, wish=wish, present_car=present_car)
    fact = WishChanged(opportunity_id=row.pk, party_id=row.party_id, wish=wish)
    record(fact, by=by, at=at)
    return row


@transaction.atomic
def set_level(
    *, opportunity_id: UUID, level: IntentLevel, reason: str, by: Actor, at: datetime
) -> Opportunity:
    """Change how soon the customer means to buy; ``reason`` is what makes us think so.

    Raises:
        Missing: not a file of this person.
        WrongInput: no reason is given.
        NotInWork: the deal is not open.
    """
    row = locked(Opportunity.objects.seen_by(by), opportunity_id)
    if not reason.strip():
        raise WrongInput(_("Say what makes you change the level."))
    row.must_be_open()
    before = row.intent_level
    row.set_level(level, at=at)
    _record_level(row, before, reason, by=by, at=at)
    return row


def _record_level(row: Opportunity, before: str, reason: str, *, by: Actor, at: datetime) -> None:
    fact = LevelSet(
        opportunity_id=row.pk,
        party_id=row.party_id,
        consultant_id=row.consultant_id,
        level=row.intent_level,
        level_before=before,
        reason=reason,
    )
    record(fact, by=by, at=at)


@transaction.atomic
def make_contact(
    *,
    opportunity_id: UUID,
    channel: Channel,
    result: ContactResult,
    note: str = "",
    next_step: str = "",
    next_on: date | None = None,
    direction: Direction = Direction.OUT,
    level: IntentLevel | None = None,
    by: Actor,
    at: datetime,
) -> Contact:
    """Keep a talk or a try; with a ``level`` the talk is the reason for a new one.

    Raises:
        Missing: not a file of this person.
        WrongInput: the next contact lies in the past, or too far ahead.
    """
    row = locked(Opportunity.objects.seen_by(by), opportunity_id)
    zone = Store.objects.seen_by(by).get(pk=by.store_id).zone
    if next_on is not None:
        today = at.astimezone(zone).date()
        if next_on < today:
            raise WrongInput(_("The next contact cannot be in the past."), field="next_on")
        check_ahead(next_on, "leads.next_contact_most_days", field="next_on", by=by, on=today)
    contact = Contact.note_down(
        store_id=row.store_id,
        staff_id=by.staff_id,
        channel=channel,
        result=result,
        at=at,
        opportunity=row,
        direction=direction,
        note=note,
        next_step=next_step,
        next_on=next_on,
    )
    if result in REACHED:
        _reached(row, contact, level, by=by, at=at)
    else:
        row.note_missed(at=at)
        fact = ContactTried(
            contact_id=contact.pk,
            opportunity_id=row.pk,
            party_id=row.party_id,
            consultant_id=row.consultant_id,
            channel=channel,
            result=result,
        )
        record(fact, by=by, at=at)
    return contact


def _reached(
    row: Opportunity, contact: Contact, level: IntentLevel | None, *, by: Actor, at: datetime
) -> None:
    before = row.intent_level
    row.note_contact(next_on=contact.next_on, at=at)
    if level is not None and level != before and row.is_open:
        row.set_level(level, at=at)
    fact = ContactMade(
        contact_id=contact.pk,
        opportunity_id=row.pk,
        party_id=row.party_id,
        consultant_id=row.consultant_id,
        channel=contact.channel,
        result=contact.result,
        level=row.intent_level,
        next_on=contact.next_on,
    )
    record(fact, by=by, at=at)
    if row.intent_level != before:
        _record_level(row, before, contact.note or "contact", by=by, at=at)


@transaction.atomic
def assign_opportunity(
    *, opportunity_id: UUID, consultant_id: UUID, by: Actor, at: datetime
) -> Opportunity:
    """Give the customer to another consultant.

    Raises:
        Missing: the store has no such file or consultant.
        ConsultantFull: the consultant has as many open files as one may have.
    """
    row = locked(Opportunity.objects.seen_by(by), opportunity_id)
    row.must_be_open()
    _check_load(consultant_id, by=by, at=at)
    before = row.consultant_id
    row.give_to(consultant_id)
    fact = OpportunityAssigned(
        opportunity_id=row.pk,
        party_id=row.party_id,
        consultant_id=consultant_id,
        consultant_before_id=before,
    )
    record(fact, by=by, at=at)
    return row


@transaction.atomic
def mark_quoted(*, opportunity_id: UUID, by: Actor, at: datetime) -> Opportunity:
    """A quotation was given to the customer; once quoted it stays so.

    Raises:
        IllegalMove: the deal is not in work.
    """
    row = locked(Opportunity.objects.seen_by(by.house()), opportunity_id)
    return row if row.stage == Stage.QUOTED else _move(row, Stage.QUOTED, by=by, at=at)


@transaction.atomic
def mark_ordered(*, opportunity_id: UUID, by: Actor, at: datetime) -> Opportunity:
    """The contract is signed.

    Raises:
        IllegalMove: the deal is not in work.
    """
    row = locked(Opportunity.objects.seen_by(by.house()), opportunity_id)
    return _move(row, Stage.ORDERED, by=by, at=at)


@transaction.atomic
def mark_unordered(*, opportunity_id: UUID, by: Actor, at: datetime) -> Opportunity:
    """The order was cancelled: the deal is in work again.

    Raises:
        IllegalMove: the deal was not ordered.
    """
    row = locked(Opportunity.objects.seen_by(by.house()), opportunity_id)
    return _move(row, Stage.QUOTED, by=by, at=at)


@transaction.atomic
def mark_delivered(*, opportunity_id: UUID, by: Actor, at: datetime) -> Opportunity:
    """The car is with its owner.

    Raises:
        IllegalMove: the deal was not ordered.
    """
    row = locked(Opportunity.objects.seen_by(by.house()), opportunity_id)
    return _move(row, Stage.DELIVERED, by=by, at=at)


def _move(row: Opportunity, stage: Stage, *, by: Actor, at: datetime) -> Opportunity:
    before = row.stage
    row.move_on(stage, at=at)
    fact = OpportunityStageChanged(
        opportunity_id=row.pk,
        party_id=row.party_id,
        consultant_id=row.consultant_id,
        stage=stage,
        stage_before=before,
    )
    record(fact, by=by, at=at)
    return row
