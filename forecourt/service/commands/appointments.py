"""Appointments: holding a slot, booking it, moving it, coming, not coming."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.customers.commands import IndexKey, index_many
from forecourt.customers.models import KeyKind
from forecourt.kernel.actor import Actor, ActorKind
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.numbering import draw_number
from forecourt.kernel.refusals import Refused, WrongInput, refused_by
from forecourt.service.facts import (
    AppointmentArrived,
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentChanged,
    AppointmentConfirmed,
    AppointmentHeld,
    AppointmentNoShow,
    AppointmentReleased,
)
from forecourt.service.models import (
    EXPECTED,
    Appointment,
    Channel,
    PreparationTick,
    Slot,
)
from forecourt.service.queries.cars import check_is_own, known_car
from forecourt.service.queries.holding import held_appointment
from forecourt.service.queries.offers import Want, want
from forecourt.service.rules import may_wait_here, minutes_late
from forecourt.store.models import Staff
from forecourt.store.queries import business_day, rule
from forecourt.workshop.commands import book_hold, hold_capacity, release_hold
from forecourt.workshop.models import BayKind, CapacityHold, WaitType, Wish

YEAR = timedelta(days=365)


class TooLongToWait(Refused):
    code = "too-long-to-wait"

    def __init__(self, minutes: int, limit: int) -> None:
        sentence = _("This takes %(minutes)d minutes; customers wait here up to %(limit)d.")
        super().__init__(sentence % {"minutes": minutes, "limit": limit})


class BookedTwice(Refused):
    code = "booked-twice"

    def __init__(self) -> None:
        super().__init__(_("This car is booked for that time already. Open that appointment."))


class NotOverdue(Refused):
    code = "not-overdue"

    def __init__(self) -> None:
        super().__init__(_("It is too early to call this a no-show."))


class NotYet(Refused):
    code = "not-yet"

    def __init__(self) -> None:
        super().__init__(_("This slot is still held. Wait until its time is over."))


@transaction.atomic
def hold_appointment(
    *,
    arrives_at: datetime,
    menu_code: str = "",
    channel: Channel = Channel.PHONE,
    by: Actor,
    at: datetime,
) -> Appointment:
    """Hold a slot for a few minutes while the rest is asked; ``menu_code`` says how long it is.

    Raises:
        Missing: there is no such menu.
        SlotTaken: no bay, technician or adviser is free then; the sentence names other times.
        WrongInput: the time is over, or not on a quarter of an hour.
    """
    wanted = want(by, menu_code, on=business_day(by, arrives_at))
    return _hold(arrives_at, wanted, channel=channel, by=by, at=at)[0]


def _hold(
    arrives_at: datetime, wanted: Want, *, channel: Channel, by: Actor, at: datetime
) -> tuple[Appointment, CapacityHold]:
    if arrives_at < at:
        raise WrongInput(_("That time has passed. Choose a later one."))
    is_owner = by.kind is ActorKind.OWNER
    appointment = Appointment.hold(
        _slot(arrives_at, wanted),
        store_id=by.store_id,
        channel=Channel.PORTAL if is_owner else channel,
        held_for_id=by.party_id if is_owner else None,
        held_until=at + timedelta(minutes=rule(by, "workshop.hold_minutes", on=at.date())),
        at=at,
    )
    hold = hold_capacity(wish=_wish(appointment), by=by, at=at)
    fact = AppointmentHeld(
        appointment_id=appointment.pk,
        arrives_at=arrives_at,
        minutes=appointment.minutes,
        held_until=appointment.held_until or at,
    )
    record(fact, by=by, at=at)
    return appointment, hold


def _slot(arrives_at: datetime, wanted: Want) -> Slot:
    return Slot(
        arrives_at=arrives_at,
        work_at=arrives_at,
        minutes=wanted.minutes,
        bay_kind=wanted.bay_kind,
        skill=wanted.skill,
        menu=wanted.menu,
        title=wanted.title[:120],
    )


def _wish(appointment: Appointment) -> Wish:
    return Wish(
        source=appointment.source,
        bay_kind=BayKind(appointment.bay_kind),
        starts_at=appointment.work_at,
        arrives_at=appointment.arrives_at,
        minutes=appointment.minutes,
        skill=appointment.skill,
        plate=appointment.plate,
        title=appointment.title,
        wait_type=appointment.wait_type,
    )


@transaction.atomic
def book_appointment(
    *,
    appointment_id: UUID,
    vehicle_id: UUID,
    wait_type: WaitType,
    contact_name: str = "",
    contact_phone: str = "",
    words: str = "",
    party_id: UUID | None = None,
    adviser_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Appointment:
    """Make a held slot the appointment of a car.

    Raises:
        Missing: no such slot, car, customer or adviser; an owner books own cars only.
        NobodyBringsIt: the car has no owner on file and nobody is named.
        TooLongToWait: the customer would wait here longer than the limit.
        HoldRunOut: it took too long, and the slot is offered to others again.
        BookedTwice: this car is booked for that time already.
        IllegalMove: the slot is booked already, or released.
    """
    on = business_day(by, at)
    check_is_own(by, vehicle_id, on=on)
    appointment = held_appointment(by, appointment_id, at=at)
    _check_wait(by, wait_type, appointment.minutes, at=at)
    party_id = by.party_id if by.kind is ActorKind.OWNER else party_id
    car = known_car(by, vehicle_id, on=on, party_id=party_id)
    if adviser_id:
        adviser_id = locked(Staff.objects.seen_by(by), adviser_id).pk
    book_hold(
        source=appointment.source,
        plate=car.plate,
        title=appointment.title,
        wait_type=wait_type,
        by=by,
        at=at,
    )
    with refused_by({"service_appointment_car_once_at_a_time": BookedTwice()}):
        appointment.book(
            number=draw_number(by, "AT", on=on),
            vehicle_id=vehicle_id,
            plate=car.plate,
            model_text=car.model_text,
            party_id=car.party_id,
            contact_name=contact_name or car.party_name,
            contact_phone=contact_phone or car.phone,
            words=words,
            wait_type=wait_type,
            adviser_id=adviser_id,
            by=by,
            at=at,
        )
    number = IndexKey(
        KeyKind.DOCUMENT,
        appointment.number,
        appointment.source.kind,
        appointment.pk,
        appointment.party_id,
    )
    index_many(keys=[number], by=by)
    _record_booking(appointment, by=by, at=at)
    return appointment


@transaction.atomic
def book_slot(
    *,
    arrives_at: datetime,
    vehicle_id: UUID,
    wait_type: WaitType,
    menu_code: str = "",
    contact_name: str = "",
    contact_phone: str = "",
    words: str = "",
    party_id: UUID | None = None,
    adviser_id: UUID | None = None,
    channel: Channel = Channel.PHONE,
    by: Actor,
    at: datetime,
) -> Appointment:
    """Hold and book in one go, as the phone desk does; see both for what is refused."""
    check_is_own(by, vehicle_id, on=business_day(by, at))
    held = hold_appointment(
        arrives_at=arrives_at, menu_code=menu_code, channel=channel, by=by, at=at
    )
    return book_appointment(
        appointment_id=held.pk,
        vehicle_id=vehicle_id,
        wait_type=wait_type,
        contact_name=contact_name,
        contact_phone=contact_phone,
        words=words,
        party_id=party_id,
        adviser_id=adviser_id,
        by=by,
        at=at,
    )


def _check_wait(by: Actor, wait_type: str, minutes: int, *, at: datetime) -> None:
    limit = rule(by, "service.wait_here_limit_minutes", on=at.date())
    if wait_type == WaitType.WAITS_HERE and not may_wait_here(minutes, limit_minutes=limit):
        raise TooLongToWait(minutes, limit)


def _record_booking(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    fact = AppointmentBooked(
        *_about(appointment),
        minutes=appointment.minutes,
        wait_type=appointment.wait_type,
        menu_code=appointment.menu.code if appointment.menu else "",
        adviser_id=appointment.adviser_id,
    )
    record(fact, by=by, at=at)


def _about(appointment: Appointment) -> tuple[UUID, str, UUID, UUID, datetime]:
    """What every fact about a booked appointment begins with."""
    assert appointment.vehicle_id is not None
    assert appointment.party_id is not None
    return (
        appointment.pk,
        appointment.number,
        appointment.vehicle_id,
        appointment.party_id,
        appointment.arrives_at,
    )


@transaction.atomic
def confirm_appointment(*, appointment_id: UUID, by: Actor, at: datetime) -> Appointment:
    """The customer said on the day before: I will come.

    Raises:
        Missing: this store has no such appointment, or it is another owner's.
        IllegalMove: it is confirmed already, or not booked.
    """
    appointment = held_appointment(by, appointment_id, at=at)
    appointment.confirm(at=at)
    PreparationTick.put(appointment, ["confirmed"], by=by, at=at)
    record(AppointmentConfirmed(*_about(appointment)), by=by, at=at)
    return appointment


@transaction.atomic
def change_appointment(
    *, appointment_id: UUID, arrives_at: datetime, reason: str = "", by: Actor, at: datetime
) -> Appointment:
    """Move an appointment to another free time; the old one is given up in the same breath.

    Raises:
        Missing: this store has no such appointment, or it is another owner's.
        SlotTaken: nothing is free then; the appointment stays as it is.
        WrongInput: the time is over, or not on a quarter of an hour.
        BookedTwice: this car has another appointment then.
        IllegalMove: the car is here, or nobody expects it.
    """
    appointment = held_appointment(by, appointment_id, at=at)
    earlier = appointment.arrives_at
    if arrives_at < at:
        raise WrongInput(_("That time has passed. Choose a later one."))
    slot = Slot(
        arrives_at=arrives_at,
        work_at=arrives_at,
        minutes=appointment.minutes,
        bay_kind=BayKind(appointment.bay_kind),
    )
    with refused_by({"service_appointment_car_once_at_a_time": BookedTwice()}):
        appointment.change(slot, reason=reason, at=at)
    hold_capacity(wish=_wish(appointment), is_booked=True, by=by, at=at)
    PreparationTick.objects.seen_by(by).of(appointment).take_away()
    fact = AppointmentChanged(*_about(appointment), earlier_arrives_at=earlier, reason=reason)
    record(fact, by=by, at=at)
    return appointment


@transaction.atomic
def cancel_appointment(
    *, appointment_id: UUID, reason: str, by: Actor, at: datetime
) -> Appointment:
    """The customer does not come; the time is free for others.

    Raises:
        Missing: this store has no such appointment, or it is another owner's.
        IllegalMove: the car is here, or nobody expects it.
    """
    appointment = held_appointment(by, appointment_id, at=at)
    appointment.cancel(reason, at=at)
    release_hold(source=appointment.source, by=by, at=at)
    record(AppointmentCancelled(*_about(appointment), reason=reason), by=by, at=at)
    return appointment


@transaction.atomic
def release_appointment(*, appointment_id: UUID, by: Actor, at: datetime) -> Appointment:
    """Give a held slot back that nobody booked in time.

    Raises:
        Missing: this store has no such slot.
        NotYet: its time is not over.
        IllegalMove: it was booked, or released already.
    """
    appointment = held_appointment(by, appointment_id, at=at)
    is_own = by.kind is ActorKind.OWNER
    if not is_own and appointment.held_until and appointment.held_until > at:
        raise NotYet
    appointment.release(at=at)
    release_hold(source=appointment.source, by=by, at=at)
    record(AppointmentReleased(appointment_id=appointment.pk), by=by, at=at)
    return appointment


@transaction.atomic
def note_no_show(*, appointment_id: UUID, by: Actor, at: datetime) -> Appointment:
    """Nobody came and nobody called; the time is free, and a call is due.

    Raises:
        Missing: this store has no such appointment.
        NotOverdue: the limit after the agreed time is not over.
        IllegalMove: the car is here, or nobody expects it.
    """
    limit = timedelta(minutes=rule(by, "service.no_show_minutes", on=at.date()))
    appointment = held_appointment(by, appointment_id, at=at)
    if appointment.state in EXPECTED and at < appointment.arrives_at + limit:
        raise NotOverdue
    appointment.miss(at=at)
    release_hold(source=appointment.source, by=by, at=at)
    about = _about(appointment)
    missed = Appointment.objects.seen_by(by).of_vehicle(about[2]).missed(since=at - YEAR)
    record(AppointmentNoShow(*about, no_shows=missed.count()), by=by, at=at)
    return appointment


@transaction.atomic
def note_arrival(*, appointment_id: UUID, by: Actor, at: datetime) -> Appointment:
    """The car is here. Whoever was given up as a no-show is taken as a walk-in.

    Raises:
        Missing: this store has no such appointment.
        IllegalMove: the car is here already, or nobody expects it.
    """
    appointment = held_appointment(by, appointment_id, at=at)
    appointment.arrive(at=at)
    fact = AppointmentArrived(
        *_about(appointment),
        minutes_late=minutes_late(appointment.arrives_at, at),
        is_walk_in=appointment.is_walk_in,
    )
    record(fact, by=by, at=at)
    return appointment
