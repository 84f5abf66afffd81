"""Repair orders: opening one for a car, its promise, and ending one that comes to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.customers.commands import IndexKey, index_many
from forecourt.customers.models import KeyKind
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import Fact, record, record_all
from forecourt.kernel.locking import joined, locked
from forecourt.kernel.numbering import draw_number
from forecourt.kernel.refusals import Refused, WrongInput
from forecourt.kernel.rows import gathered
from forecourt.parts.commands import release_requests, request_parts
from forecourt.parts.models import PartRequest, RequestState
from forecourt.parts.rules import Wanted
from forecourt.service.facts import (
    ConcernAnswered,
    OrderChanged,
    OrderClosed,
    OrderDispatched,
    OrderVoided,
    PromiseChanged,
    PromiseSet,
    RepairOrderAuthorised,
    VehicleReceived,
)
from forecourt.service.models import (
    SOURCE_KIND,
    Appointment,
    AppointmentState,
    Authorization,
    AuthorizationState,
    Complaint,
    Concern,
    FloorStage,
    JobLine,
    LineKind,
    Method,
    Offer,
    Reception,
    RepairOrder,
    Verdict,
    WalkAround,
    Word,
)
from forecourt.service.queries.cars import KnownCar, known_car
from forecourt.service.queries.facts import about_order
from forecourt.service.queries.holding import held_appointment, held_order, own_order
from forecourt.service.queries.offers import labour_offers, menu_offers, part_offers
from forecourt.service.queries.repeats import is_repeat_repair
from forecourt.store.models import Staff
from forecourt.store.queries import business_day
from forecourt.store.roles import Role
from forecourt.vehicles.commands import read_odometer
from forecourt.vehicles.models import ReadingSource
from forecourt.workshop.commands import plan_job, release_hold, set_promises, withdraw_job
from forecourt.workshop.models import BayKind, Job, JobState, Order, WaitType
from forecourt.workshop.queries.promising import check_promise

_DISPATCHED = (
    FloorStage.INSPECTED,
    FloorStage.ESTIMATED,
    FloorStage.AUTHORISED,
    FloorStage.DISPATCHED,
)


class ConcernMissing(Refused):
    code = "concern-missing"
    status = 422

    def __init__(self) -> None:
        super().__init__(_("Write down what the customer says, or choose a menu."))


class WorkHasBegun(Refused):
    code = "work-has-begun"

    def __init__(self, order: RepairOrder) -> None:
        sentence = _("Work on %(order)s has begun, or parts were handed out: it cannot be voided.")
        super().__init__(sentence % {"order": order.number})


class CarIsHere(Refused):
    code = "car-is-here"

    def __init__(self, number: str) -> None:
        sentence = _(
            "This car is in the house already, with order %(order)s. Add what is new to that order."
        )
        super().__init__(sentence % {"order": number})


class StillOpen(Refused):
    code = "still-open"

    def __init__(self, order: RepairOrder) -> None:
        sentence = _("%(order)s is not closed. Change that order instead.")
        super().__init__(sentence % {"order": order.number})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What is ordered at reception: menus and labour by code, parts by number and quantity."""

    menu_codes: Sequence[str] = ()
    labour_codes: Sequence[str] = ()
    parts: Sequence[tuple[str, Decimal]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a job is put on the board at once."""

    bay_id: UUID
    starts_at: datetime
    technician_id: UUID | None = None


@transaction.atomic
def open_order(
    *,
    vehicle_id: UUID,
    odometer_km: int,
    wait_type: WaitType,
    concerns: Sequence[Complaint] = (),
    wishes: Wishes | None = None,
    party_id: UUID | None = None,
    contact_name: str = "",
    contact_phone: str = "",
    adviser_id: UUID | None = None,
    appointment_id: UUID | None = None,
    promise_at: datetime | None = None,
    wants_wash: bool = True,
    wants_old_parts: bool = False,
    by: Actor,
    at: datetime,
) -> RepairOrder:
    """Take car and keys and open a repair order; its lines wait for the customer's word.

    The adviser is whoever opens it, unless another is named. An appointment is checked in, and
    the capacity that it held is free for the order's own jobs.

    Raises:
        Missing: no such car, customer, adviser, appointment or menu.
        NobodyBringsIt: the car has no owner on file and nobody is named.
        CarIsHere: the car has an order that is not over.
        ConcernMissing: nothing is ordered and nobody said why the car is here.
        IllegalMove: the appointment's car has not arrived, or is checked in already.
        NoPrice, PartNotFiled: a line has no price, or a part is not in the master.
        WrongInput: the odometer went backwards, or the promise is past or too far ahead.
    """
    if promise_at:
        check_promise(by, promise_at, at=at)
    on = business_day(by, at)
    wishes = wishes or Wishes()
    car = known_car(by, vehicle_id, on=on, party_id=party_id)
    said = _complaints(concerns, wishes)
    if adviser_id:
        adviser_id = locked(Staff.objects.seen_by(by), adviser_id).pk
    offers = _offers(by, wishes, on=on)
    reception = _reception(
        car,
        odometer_km=odometer_km,
        wait_type=wait_type,
        contact_name=contact_name,
        contact_phone=contact_phone,
        adviser_id=adviser_id or _own_post(by),
        promise_at=promise_at,
        wants_wash=wants_wash,
        wants_old_parts=wants_old_parts,
        is_repeat=is_repeat_repair(by, vehicle_id, km=odometer_km, on=on, at=at),
    )
    if appointment_id:
        appointment = _checked_in(by, appointment_id, at=at)
        reception = replace(reception, appointment_id=appointment.pk)
    order = RepairOrder.prepared(reception, by_key=by.key, store_id=by.store_id, at=at)
    _read_odometer(order, on=on, by=by, at=at)
    _check_not_here(order, by=by)
    order.open(draw_number(by, "RO", on=on))
    index_many(keys=[_number_key(order)], by=by)
    Concern.write(order, said)
    JobLine.write(JobLine.prepared(order, offers, after=0, by=by, at=at))
    record_all(_opening_facts(order), by=by, at=at)
    return order


def _complaints(concerns: Sequence[Complaint], wishes: Wishes) -> list[Complaint]:
    said = [one for one in concerns if one.words.strip()]
    if not said and not (wishes.menu_codes or wishes.labour_codes or wishes.parts):
        raise ConcernMissing
    return said


def _own_post(by: Actor) -> UUID | None:
    """The actor as adviser, if that is their trade."""
    advises = by.is_any_of(Role.SERVICE_ADVISER, Role.SERVICE_MANAGER) or not by.roles
    return by.staff_id if advises else None


def _offers(by: Actor, wishes: Wishes, *, on: date) -> list[Offer]:
    return [
        *menu_offers(by, wishes.menu_codes, on=on),
        *labour_offers(by, wishes.labour_codes, on=on),
        *part_offers(by, wishes.parts),
    ]


def _reception(
    car: KnownCar,
    *,
    odometer_km: int,
    wait_type: WaitType,
    contact_name: str,
    contact_phone: str,
    adviser_id: UUID | None,
    promise_at: datetime | None,
    wants_wash: bool,
    wants_old_parts: bool,
    is_repeat: bool,
) -> Reception:
    return Reception(
        vehicle_id=car.vehicle_id,
        plate=car.plate,
        model_text=car.model_text,
        party_id=car.party_id,
        customer_name=car.party_name,
        contact_name=contact_name or car.party_name,
        contact_phone=contact_phone or car.phone,
        odometer_km=odometer_km,
        wait_type=wait_type,
        adviser_id=adviser_id,
        promise_at=promise_at,
        wants_wash=wants_wash,
        wants_old_parts=wants_old_parts,
        is_repeat=is_repeat,
    )


def _checked_in(by: Actor, appointment_id: UUID, *, at: datetime) -> Appointment:
    """The appointment's car is here now; what it held of the workshop is free for its jobs."""
    appointment = held_appointment(by, appointment_id, at=at)
    if appointment.state in {AppointmentState.BOOKED, AppointmentState.CONFIRMED}:
        appointment.arrive(at=at)
    appointment.check_in(at=at)
    release_hold(source=appointment.source, by=by, at=at)
    return appointment


def _read_odometer(order: RepairOrder, *, on: date, by: Actor, at: datetime) -> None:
    joined(read_odometer)(
        vehicle_id=order.vehicle_id,
        km=order.odometer_km,
        reading_source=ReadingSource.REPAIR_ORDER,
        source=order.source,
        on=on,
        by=by,
        at=at,
    )


def _check_not_here(order: RepairOrder, *, by: Actor) -> None:
    """One car has one order at a time; its row is locked since the odometer was read."""
    here = RepairOrder.objects.seen_by(by).in_house().of_vehicle(order.vehicle_id)
    numbers = here.order_by("opened_at", "pk").values_list("number", flat=True)
    if (number := numbers.first()) is not None:
        raise CarIsHere(number)


def _number_key(order: RepairOrder) -> IndexKey:
    """What the search finds the order by."""
    return IndexKey(KeyKind.DOCUMENT, order.number, SOURCE_KIND, order.pk, order.party_id)


def _opening_facts(order: RepairOrder) -> list[Fact]:
    facts: list[Fact] = [
        VehicleReceived(
            *about_order(order),
            appointment_id=order.appointment_id,
            odometer_km=order.odometer_km,
            wait_type=order.wait_type,
        )
    ]
    if order.promise_at:
        facts.append(PromiseSet(*about_order(order), promise_at=order.promise_at))
    return facts


@transaction.atomic
def open_order_with_lines(
    *,
    vehicle_id: UUID,
    odometer_km: int,
    wait_type: WaitType,
    wishes: Wishes,
    walk_around: str,
    person: str = "",
    method: Method = Method.IN_PERSON_PAPER,
    concerns: Sequence[Complaint] = (),
    party_id: UUID | None = None,
    promise_at: datetime | None = None,
    place: Place | None = None,
    by: Actor,
    at: datetime,
) -> RepairOrder:
    """Open, authorise and dispatch in one go, for a customer who signs at the counter.

    ``walk_around`` says why there is none on the tablet (on paper, customer in a hurry). Parts
    are reserved, one job goes to the board's waiting lane, or to ``place``. What is new goes in
    as one statement, however many lines there are; one fact tells of them all:
    ``RepairOrderAuthorised``.

    Raises:
        As ``open_order``; WrongInput: no labour is ordered, so that there is nothing to plan.
    """
    if promise_at:
        check_promise(by, promise_at, at=at)
    on = business_day(by, at)
    car = known_car(by, vehicle_id, on=on, party_id=party_id)
    offers = _offers(by, wishes, on=on)
    reception = _reception(
        car,
        odometer_km=odometer_km,
        wait_type=wait_type,
        contact_name="",
        contact_phone="",
        adviser_id=_own_post(by),
        promise_at=promise_at,
        wants_wash=True,
        wants_old_parts=False,
        is_repeat=False,
    )
    order = RepairOrder.prepared(reception, by_key=by.key, store_id=by.store_id, at=at)
    lines = JobLine.prepared(order, offers, after=0, by=by, at=at)
    labour = [line for line in lines if line.kind == LineKind.LABOUR]
    if not labour:
        raise WrongInput(_("Order some labour, so that there is something to plan."))
    word = Word(method=method, person=person or car.party_name, party_id=car.party_id)
    said = _complaints(concerns, wishes)
    with gathered():
        _read_odometer(order, on=on, by=by, at=at)
        _check_not_here(order, by=by)
        joined(request_parts)(
            source=order.source,
            lines=_wanted(lines),
            text=f"{car.plate} {car.model_text}"[:120],
            by=by,
            at=at,
        )
        job = joined(plan_job)(
            order=_job_order(order, labour),
            adviser_id=order.adviser_id,
            bay_id=place.bay_id if place else None,
            starts_at=place.starts_at if place else None,
            technician_id=place.technician_id if place else None,
            by=by,
            at=at,
        )
        _authorise_at_once(lines, job, word, by=by, at=at)
        Concern.write(order, said)
        WalkAround.waive(order, walk_around, by=by, at=at)
        order.open(draw_number(by, "RO", on=on), through=_DISPATCHED)
        joined(index_many)(keys=[_number_key(order)], by=by)
        amount_fen = sum(line.amount_fen for line in lines)
        authorised = RepairOrderAuthorised(
            *about_order(order), amount_fen=amount_fen, promise_at=promise_at
        )
        dispatched = OrderDispatched(*about_order(order), job_ids=(job.pk,))
        record_all([*_opening_facts(order), authorised, dispatched], by=by, at=at)
    return order


def _authorise_at_once(
    lines: Sequence[JobLine], job: Job, word: Word, *, by: Actor, at: datetime
) -> None:
    for line in lines:
        line.authorization = AuthorizationState.AUTHORISED
        line.job = job if line.kind == LineKind.LABOUR else None
        line.parts_asked_at = at if line.part_id else None
    JobLine.write(lines)
    Authorization.write(
        [Authorization.prepared(line, Verdict.AUTHORISED, word, by=by, at=at) for line in lines]
    )


def _wanted(lines: Sequence[JobLine]) -> list[Wanted]:
    return [
        Wanted(line.part_id, line.quantity.quantize(Decimal("0.01")), line.pk)
        for line in lines
        if line.part_id
    ]


def _job_order(order: RepairOrder, labour: Sequence[JobLine]) -> Order:
    return Order(
        source=order.source,
        title=", ".join(line.title for line in labour)[:120],
        standard_minutes=max(1, sum(line.sold_minutes for line in labour)),
        bay_kind=BayKind(labour[0].bay_kind or BayKind.GENERAL_LIFT),
        skill=labour[0].skill,
        plate=order.plate,
        vehicle=order.model_text[:60],
        customer_label=_("Service"),
        wait_type=order.wait_type,
        promise_at=order.promise_at,
    )


@transaction.atomic
def change_order(
    *,
    order_id: UUID,
    contact_name: str,
    contact_phone: str,
    wait_type: WaitType,
    wants_wash: bool,
    wants_old_parts: bool,
    adviser_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> RepairOrder:
    """Correct what was taken down at reception; no other adviser: it stays with its own.

    Raises:
        Missing: this store has no such order or adviser.
        NotAllowed: it is another adviser's order.
    """
    if adviser_id:
        adviser_id = locked(Staff.objects.seen_by(by), adviser_id).pk
    order = own_order(by, order_id)
    order.change(
        contact_name=contact_name,
        contact_phone=contact_phone or order.contact_phone,
        wait_type=wait_type,
        wants_wash=wants_wash,
        wants_old_parts=wants_old_parts,
        adviser_id=adviser_id or order.adviser_id,
    )
    record(OrderChanged(*about_order(order), wait_type=order.wait_type), by=by, at=at)
    return order


@transaction.atomic
def add_concern(*, order_id: UUID, concern: Complaint, by: Actor, at: datetime) -> Concern:
    """Write down another thing that the customer says.

    Raises:
        Missing: this store has no such order.
        NotAllowed: it is another adviser's order.
        ConcernMissing: nothing was said.
    """
    if not concern.words.strip():
        raise ConcernMissing
    order = own_order(by, order_id)
    after = Concern.objects.seen_by(by).of(order).count()
    written = Concern.write(order, [concern], after=after)[0]
    record(ConcernAnswered(order_id=order.pk, concern_id=written.pk), by=by, at=at)
    return written


@transaction.atomic
def answer_concern(
    *, concern_id: UUID, cause: str, correction: str, by: Actor, at: datetime
) -> Concern:
    """Write down the cause of a concern and what was done about it.

    Raises:
        Missing: this store has no such concern.
    """
    concern = locked(Concern.objects.seen_by(by), concern_id)
    concern.answer(cause=cause, correction=correction)
    record(ConcernAnswered(order_id=concern.order_id, concern_id=concern.pk), by=by, at=at)
    return concern


@transaction.atomic
def change_promise(
    *, order_id: UUID, promise_at: datetime, reason: str = "", by: Actor, at: datetime
) -> RepairOrder:
    """Give the customer a time, or another one; the first promise is kept for ever.

    The chips of the order on the board get the same promise.

    Raises:
        Missing: this store has no such order.
        NotAllowed: it is another adviser's order.
        WrongInput: the time lies in the past, or too far ahead.
    """
    order = own_order(by, order_id)
    set_promises(source=order.source, promise_at=promise_at, by=by, at=at)
    earlier = order.promise_at
    order.promise(promise_at)
    if earlier is None:
        record(PromiseSet(*about_order(order), promise_at=promise_at), by=by, at=at)
    else:
        fact = PromiseChanged(
            *about_order(order), promise_at=promise_at, earlier_promise_at=earlier, reason=reason
        )
        record(fact, by=by, at=at)
    return order


@transaction.atomic
def void_order(*, order_id: UUID, reason: str, by: Actor, at: datetime) -> RepairOrder:
    """End an order that comes to nothing: parts and bay time are free again.

    Raises:
        Missing: this store has no such order.
        WorkHasBegun: a technician has begun, or parts were handed out.
        IllegalMove: it is past dispatch.
    """
    order = held_order(by, order_id)
    _check_untouched(order, by=by)
    release_requests(source=order.source, by=by, at=at)
    jobs = Job.objects.seen_by(by).of(order.source).exclude(state=JobState.WITHDRAWN)
    for job_id in jobs.order_by("pk").values_list("pk", flat=True):
        withdraw_job(job_id=job_id, by=by, at=at)
    JobLine.objects.seen_by(by).filter(order_id=order.pk, job__isnull=False).off_job()
    order.void(reason, at=at)
    record(OrderVoided(*about_order(order), reason=reason), by=by, at=at)
    return order


def _check_untouched(order: RepairOrder, *, by: Actor) -> None:
    begun = Job.objects.seen_by(by).of(order.source).filter(started_at__isnull=False)
    out = PartRequest.objects.seen_by(by).of_source(order.source)
    if begun.exists() or out.filter(state=RequestState.ISSUED).exists():
        raise WorkHasBegun(order)


@transaction.atomic
def close_order(*, order_id: UUID, by: Actor, at: datetime) -> RepairOrder:
    """Nothing more is expected of this order; lines without an answer count as not answered.

    Raises:
        Missing: this store has no such order.
        IllegalMove: the car has not left, or the order is closed.
    """
    order = held_order(by, order_id)
    order.move(FloorStage.CLOSED, at=at)
    waiting = JobLine.objects.seen_by(by).filter(order_id=order.pk).proposed()
    expired = tuple(waiting.order_by("pk").values_list("pk", flat=True))
    waiting.expire(at=at)
    record(OrderClosed(*about_order(order), expired_line_ids=expired), by=by, at=at)
    return order


@transaction.atomic
def reopen_order(
    *, order_id: UUID, odometer_km: int, words: str, by: Actor, at: datetime
) -> RepairOrder:
    """The car is back with the same trouble: a new order that is linked to the closed one.

    Raises:
        Missing: this store has no such order.
        StillOpen: the earlier order is not closed; its car may still be here.
        CarIsHere: the car has come back meanwhile.
        WrongInput: the odometer went backwards.
    """
    earlier = held_order(by, order_id)
    if earlier.floor_stage not in {FloorStage.CLOSED, FloorStage.GATE_OUT}:
        raise StillOpen(earlier)
    on = business_day(by, at)
    car = known_car(by, earlier.vehicle_id, on=on, party_id=earlier.party_id)
    reception = _reception(
        car,
        odometer_km=odometer_km,
        wait_type=WaitType(earlier.wait_type),
        contact_name=earlier.contact_name,
        contact_phone=earlier.contact_phone,
        adviser_id=_own_post(by) or earlier.adviser_id,
        promise_at=None,
        wants_wash=earlier.wants_wash,
        wants_old_parts=earlier.wants_old_parts,
        is_repeat=True,
    )
    reception = replace(reception, reopened_from_id=earlier.pk)
    order = RepairOrder.prepared(reception, by_key=by.key, store_id=by.store_id, at=at)
    _read_odometer(order, on=on, by=by, at=at)
    _check_not_here(order, by=by)
    order.open(draw_number(by, "RO", on=on))
    index_many(keys=[_number_key(order)], by=by)
    Concern.write(order, [Complaint(words=words)])
    record_all(_opening_facts(order), by=by, at=at)
    return order
