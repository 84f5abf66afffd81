"""Appointments as they are offered, listed and opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from forecourt.catalog.models import LabourOperation
from forecourt.catalog.queries import MenuRow, menu_rows
from forecourt.customers.queries import find
from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Missing
from forecourt.service.models import (
    APPOINTMENT_FLOW,
    EXPECTED,
    Appointment,
    AppointmentState,
    AuthorizationState,
    JobLine,
    RepairOrder,
)
from forecourt.service.queries.cars import KnownCar, NobodyBringsIt, known_car
from forecourt.service.queries.offers import want
from forecourt.service.queries.spoken import title_said
from forecourt.service.rules import minutes_late
from forecourt.store.queries import Person, business_day, open_spans, people, rule
from forecourt.store.roles import Role
from forecourt.vehicles.models import VehicleParty
from forecourt.vehicles.queries.spoken import model_said
from forecourt.workshop.models import Bay, WaitType
from forecourt.workshop.queries import DayCapacity, capacity, free_slots

_A = AppointmentState
BADGES = {
    _A.HELD: "plan",
    _A.RELEASED: "plan",
    _A.BOOKED: "recv",
    _A.CONFIRMED: "wash",
    _A.ARRIVED: "work",
    _A.CHECKED_IN: "work",
    _A.FULFILLED: "done",
    _A.CANCELLED: "plan",
    _A.NO_SHOW: "late",
}
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Offer:
    """A free time; ``is_wished`` when it is the one that was asked for."""

    arrives_at: datetime
    is_wished: bool


def offered_slots(
    by: Actor, *, menu_code: str = "", on: date, at: datetime, wished_at: datetime | None = None
) -> list[Offer]:
    """Free times of a day for a menu, or without one for looking at a complaint."""
    wanted = want(by, menu_code, on=on)
    spans = open_spans(by, first=on, last=on)
    if not spans:
        return []
    opens, closes = spans[0]
    slots = free_slots(
        by,
        bay_kind=wanted.bay_kind,
        minutes=wanted.minutes,
        from_=max(opens, at),
        until=closes,
        at=at,
        skill=wanted.skill,
    )
    return [Offer(slot.starts_at, slot.starts_at == wished_at) for slot in slots]


@dataclass(frozen=True, slots=True)
class DayOffer:
    on: date
    free: int
    first_at: datetime


def other_days(by: Actor, *, menu_code: str = "", on: date, at: datetime) -> list[DayOffer]:
    """The next days with free times, the emptiest first: what is offered when a day is full."""
    ahead = rule(by, "service.alternative_days", on=on)
    found = []
    for number in range(1, ahead + 1):
        day = on + timedelta(days=number)
        slots = offered_slots(by, menu_code=menu_code, on=day, at=at)
        if slots:
            found.append(DayOffer(day, len(slots), slots[0].arrives_at))
    return sorted(found, key=lambda offer: -offer.free)


@dataclass(frozen=True, slots=True)
class CarHit:
    """A car that was found by the end of its plate or otherwise."""

    vehicle_id: UUID
    party_id: UUID | None
    label: str
    name: str
    phone: str


def find_cars(by: Actor, text: str, limit: int = 8) -> list[CarHit]:
    """Cars by plate tail, VIN tail, or whatever leads to their owner: two statements."""
    hits = find(by, text, limit) if text.strip() else ()
    cars = [
        CarHit(hit.subject, hit.party_id, hit.label, hit.name, hit.phone)
        for hit in hits
        if hit.subject_kind == "vehicles.vehicle"
    ]
    owners = {hit.party_id: hit for hit in hits if hit.subject_kind != "vehicles.vehicle"}
    keys = [key for key in owners if key]
    ties = VehicleParty.objects.seen_by(by).open().filter(party_id__in=keys)
    seen = {car.vehicle_id for car in cars}
    for tie in ties.select_related("vehicle").order_by("vehicle__plate", "pk"):
        hit = owners[tie.party_id]
        if tie.vehicle_id not in seen:
            seen.add(tie.vehicle_id)
            label = tie.vehicle.plate or tie.vehicle.vin
            cars.append(CarHit(tie.vehicle_id, tie.party_id, label, hit.name, hit.phone))
    return cars[:limit]


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to know before a car is booked or taken in."""

    icon: str
    text: str
    order_id: UUID | None = None  # the order that it speaks of


@dataclass(frozen=True, slots=True)
class CarPicture:
    """The car that was chosen, its customer, and what to know of it."""

    car: KnownCar | None
    vehicle_id: UUID
    hints: tuple[Hint, ...]


def car_picture(by: Actor, vehicle_id: UUID, *, at: datetime) -> CarPicture:
    """What the desk sees of a car before it books or opens an order.

    Raises:
        Missing: there is no such car.
    """
    on = business_day(by, at)
    try:
        car = known_car(by, vehicle_id, on=on)
    except NobodyBringsIt:
        car = None
    hints = [
        *_other_appointments(by, vehicle_id, at),
        *_open_orders(by, vehicle_id),
        *_missed(by, vehicle_id, at),
        *_open_wishes(by, vehicle_id),
    ]
    return CarPicture(car, vehicle_id, tuple(hints))


def _other_appointments(by: Actor, vehicle_id: UUID, at: datetime) -> list[Hint]:
    rows = Appointment.objects.seen_by(by).of_vehicle(vehicle_id).expected()
    return [
        Hint(
            "calendar-event",
            _("Has appointment %(number)s already.") % {"number": row.number},
        )
        for row in rows.filter(arrives_at__gt=at - timedelta(days=1)).order_by("arrives_at", "pk")
    ]


def _open_orders(by: Actor, vehicle_id: UUID) -> list[Hint]:
    rows = RepairOrder.objects.seen_by(by).of_vehicle(vehicle_id).in_house().order_by("pk")
    return [
        Hint("clipboard-check", _("Is here on %(number)s.") % {"number": row.number}, row.pk)
        for row in rows
    ]


def _missed(by: Actor, vehicle_id: UUID, at: datetime) -> list[Hint]:
    missed = Appointment.objects.seen_by(by).of_vehicle(vehicle_id).missed(since=at - _YEAR)
    if not (count := missed.count()):
        return []
    return [Hint("user-question", _("Missed %(count)d appointments.") % {"count": count})]


def _open_wishes(by: Actor, vehicle_id: UUID) -> list[Hint]:
    rows = JobLine.objects.seen_by(by).open_wishes(vehicle_id).order_by("-entered_at", "pk")
    return [
        Hint(
            "history",
            _("%(state)s last time: %(title)s")
            % {"state": AuthorizationState(row.authorization).label, "title": row.title},
        )
        for row in rows[:4]
    ]


def menus(by: Actor, *, on: date) -> list[MenuRow]:
    """Service menus to choose from, with their prices."""
    return list(menu_rows(by, on=on).rows)


def operations(by: Actor) -> list[LabourOperation]:
    """Labour operations to choose from, by code."""
    return list(LabourOperation.objects.seen_by(by).order_by("code", "pk"))


def bays_in_use(by: Actor) -> list[Bay]:
    """The bays that a chip can be put into, from the top of the board."""
    return list(Bay.objects.seen_by(by).in_use().in_order())


def advisers(by: Actor) -> list[Person]:
    return people(by, Role.SERVICE_ADVISER, Role.SERVICE_MANAGER)


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """A line of the day."""

    appointment_id: UUID
    number: str
    arrives_at: datetime
    plate: str
    model: str
    customer: str
    title: str
    minutes: int
    wait: str
    adviser: str
    state: str
    badge: str
    minutes_late: int
    is_prepared: bool
    is_expected: bool
    is_here: bool


SORTS = {
    "time": ("arrives_at", "pk"),
    "-time": ("-arrives_at", "pk"),
    "plate": ("plate", "pk"),
    "-plate": ("-plate", "pk"),
    "customer": ("contact_name", "pk"),
    "-customer": ("-contact_name", "pk"),
    "state": ("state", "arrives_at", "pk"),
    "-state": ("-state", "arrives_at", "pk"),
}


def day_rows(
    by: Actor,
    *,
    start: datetime,
    end: datetime,
    text: str = "",
    sort: str = "time",
    at: datetime,
) -> list[AppointmentRow]:
    """The appointments between two moments: one statement."""
    rows = Appointment.objects.seen_by(by).shown().between(start, end)
    if text:
        rows = rows.filter(
            Q(plate__icontains=text) | Q(contact_name__icontains=text) | Q(number__icontains=text)
        )
    found = rows.select_related("adviser", "menu", "vehicle__variant__model")
    return [_row(row, at) for row in found.order_by(*SORTS[sort])]


def _row(row: Appointment, at: datetime) -> AppointmentRow:
    is_expected = row.state in EXPECTED
    return AppointmentRow(
        appointment_id=row.pk,
        number=row.number,
        arrives_at=row.arrives_at,
        plate=row.plate,
        model=model_said(row.vehicle, row.model_text),
        customer=row.contact_name,
        title=title_said(row),
        minutes=row.minutes,
        wait=str(WaitType(row.wait_type).label),
        adviser=row.adviser.name if row.adviser else "",
        state=str(AppointmentState(row.state).label),
        badge=BADGES[AppointmentState(row.state)],
        minutes_late=minutes_late(row.arrives_at, at) if is_expected else 0,
        is_prepared=row.prepared_at is not None,
        is_expected=is_expected,
        is_here=row.state == AppointmentState.ARRIVED,
    )


def day_capacity(by: Actor, on: date, *, at: datetime) -> tuple[DayCapacity, ...]:
    """How full the bays are on a day, by kind."""
    return capacity(by, days=[on], at=at)


@dataclass(frozen=True, slots=True)
class AppointmentCard:
    row: AppointmentRow
    appointment: Appointment
    can_confirm: bool
    can_change: bool
    can_arrive: bool
    can_miss: bool
    can_check_in: bool
    order_id: UUID | None


def appointment_card(by: Actor, appointment_id: UUID, *, at: datetime) -> AppointmentCard:
    """One appointment with what may be done with it: two statements.

    Raises:
        Missing: this store has no such appointment.
    """
    rows = Appointment.objects.seen_by(by).shown().select_related("adviser", "menu")
    found = rows.filter(pk=appointment_id).first()
    if found is None:
        raise Missing(_("This record does not exist."))
    orders = RepairOrder.objects.seen_by(by).filter(appointment=found).order_by("-pk")
    state = AppointmentState(found.state)
    may = by.may("service.book_appointment")
    welcomes = by.may("service.receive_customer")
    return AppointmentCard(
        row=_row(found, at),
        appointment=found,
        can_confirm=may and APPOINTMENT_FLOW.allows(state, _A.CONFIRMED),
        can_change=may and APPOINTMENT_FLOW.allows(state, _A.CANCELLED),
        can_arrive=welcomes and APPOINTMENT_FLOW.allows(state, _A.ARRIVED),
        can_miss=may and APPOINTMENT_FLOW.allows(state, _A.NO_SHOW) and found.arrives_at < at,
        can_check_in=by.may("service.open_order")
        and state in {_A.ARRIVED, _A.BOOKED, _A.CONFIRMED},
        order_id=orders.values_list("pk", flat=True).first(),
    )
