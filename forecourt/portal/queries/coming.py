"""What comes next for a car: the forecast with its reason, and the appointments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from forecourt.catalog.queries import MenuRow, menu_rows
from forecourt.kernel.actor import Actor
from forecourt.service.models import Appointment, AppointmentState
from forecourt.service.queries.booking import offered_slots
from forecourt.store.queries import business_day, open_spans, rules, store
from forecourt.vehicles.queries import forecast

FULL_DIAL = 100


@dataclass(frozen=True, slots=True)
class NextService:
    """When the car is due, why, and what the visit costs and takes."""

    due_on: date | None
    due_km: int | None
    km_left: int | None
    days_left: int | None
    items: tuple[str, ...]
    why: str
    menu_code: str
    menu_name: str
    price_fen: int | None
    minutes: int | None
    dial: int  # 0 to 100: how much of the way to the service is done


def next_service(by: Actor, vehicle_id: UUID, *, at: datetime) -> NextService:
    found = forecast(by, vehicle_id, at)
    on = business_day(by, at)
    menus = {row.code: row for row in menu_rows(by, on=on).rows} if found.menu_code else {}
    menu = menus.get(found.menu_code)
    due = found.due
    km_left = None
    if due and due.due_km and found.km_today is not None:
        km_left = max(due.due_km - found.km_today, 0)
    return NextService(
        due_on=due.due_on if due else None,
        due_km=due.due_km if due else None,
        km_left=km_left,
        days_left=max((due.due_on - on).days, 0) if due else None,
        items=due.items if due else (),
        why=found.why,
        menu_code=menu.code if menu else "",
        menu_name=menu.name if menu else "",
        price_fen=menu.price_fen if menu else None,
        minutes=menu.promise_minutes if menu else None,
        dial=_dial(due.due_km if due else None, km_left),
    )


def _dial(due_km: int | None, km_left: int | None) -> int:
    interval = 10_000 if due_km and due_km % 10_000 == 0 else due_km or 0
    if not interval or km_left is None:
        return 0
    return min(max(FULL_DIAL - round(FULL_DIAL * km_left / interval), 0), FULL_DIAL)


@dataclass(frozen=True, slots=True)
class Booked:
    appointment_id: UUID
    number: str
    arrives_at: datetime
    title: str
    state: str
    can_confirm: bool


_COMING = (AppointmentState.BOOKED, AppointmentState.CONFIRMED)


def booked(by: Actor, vehicle_id: UUID, *, at: datetime) -> tuple[Booked, ...]:
    """The appointments of the car that lie ahead: one statement."""
    rows = Appointment.objects.seen_by(by).of_vehicle(vehicle_id)
    ahead = rows.filter(state__in=_COMING, arrives_at__gt=at - timedelta(hours=1))
    return tuple(
        Booked(
            row.pk,
            row.number,
            row.arrives_at,
            row.title,
            str(AppointmentState(row.state).label),
            row.state == AppointmentState.BOOKED,
        )
        for row in ahead.order_by("arrives_at", "pk")
    )


@dataclass(frozen=True, slots=True)
class Booking:
    """What the booking page offers."""

    menus: tuple[MenuRow, ...]
    menu_code: str
    days: tuple[date, ...]
    on: date
    slots: tuple[datetime, ...]


def booking(by: Actor, *, menu_code: str, on: date | None, at: datetime) -> Booking:
    """Menus, open days and the really free times of the chosen day."""
    zone = store(by).zone
    today = at.astimezone(zone).date()
    found = rules(by, "portal.booking_days", "portal.first_booking_hours", on=today)
    last = today + timedelta(days=found["portal.booking_days"])
    spans = open_spans(by, first=today, last=last, zone=zone)
    days = tuple(opens.astimezone(zone).date() for opens, closes in spans if closes > at)
    menus = tuple(menu_rows(by, on=today).rows)
    code = menu_code if menu_code in {menu.code for menu in menus} else ""
    chosen = on if on in days else (days[0] if days else today)
    earliest = at + timedelta(hours=found["portal.first_booking_hours"])
    slots = offered_slots(by, menu_code=code, on=chosen, at=at)
    free = tuple(slot.arrives_at for slot in slots if slot.arrives_at >= earliest)
    return Booking(menus, code, days, chosen, free)
