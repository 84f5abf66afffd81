"""The small store: what has happened lately, what stands on the floor now, what is booked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from forecourt.demo.chance import Chance
from forecourt.demo.copying import Keys, look_around
from forecourt.demo.crew import Crew
from forecourt.demo.shelves import SMALL_BAYS, fill_bays, fill_shelves
from forecourt.demo.small.owners import OwnedCar, settle_in
from forecourt.demo.small.visits import MINUTE, Until, Visit, walk
from forecourt.kernel.actor import Actor
from forecourt.kernel.tenancy import tenant_set
from forecourt.service.commands import book_slot, confirm_appointment, note_arrival
from forecourt.store.roles import Role
from forecourt.workshop.models import Bay, WaitType

PART_NUMBERS: Final = 60
PAST_DAYS: Final = 12

# The floor this morning: bay kind, number there, minutes after opening, how far, what for.
MORNING: Final = (
    ("express_two_man", 0, 0, Until.GONE, "M10", "做一万公里保养"),
    ("express_two_man", 1, 0, Until.GONE, "M20", ""),
    ("express_two_man", 2, 0, Until.READY, "M10", "雨刮有点响"),
    ("express_two_man", 0, 60, Until.DONE, "M10", ""),
    ("express_two_man", 1, 60, Until.FINDING, "M20", "刹车有异响"),
    ("express_two_man", 2, 75, Until.WORKING, "M10", ""),
    ("general_lift", 0, 15, Until.WORKING, "", "空调不制冷"),
    ("general_lift", 1, 30, Until.STOPPED, "", "底盘过减速带咯噔响"),
    ("general_lift", 2, 60, Until.WORKING, "", "方向盘抖动"),
    ("diagnosis", 0, 45, Until.WORKING, "", "故障灯亮"),
)
LABOUR: Final = {"general_lift": ("SU-ARM",), "diagnosis": ("DG-SCN",)}


def build(system: Actor, *, seed: int, at: datetime, say: Callable[[str], object]) -> None:
    """Walk a few weeks of the store up to the moment ``at``, by commands."""
    zone = ZoneInfo("Asia/Shanghai")
    with tenant_set(system.tenant_id):
        crew, chance = Crew(system, zone), Chance(seed, "small")
        began = at - timedelta(days=PAST_DAYS + 2)
        keys = Keys(seed)
        fill_bays(system, SMALL_BAYS, keys=keys, at=began)
        fill_shelves(system, PART_NUMBERS, seed=seed, keys=keys, at=began)
        say("Filing owners and their cars")
        cars = settle_in(crew, chance, at)
        say("Walking the last days of the workshop")
        look_around()
        _past(crew, cars, at)
        look_around()
        _morning(crew, cars[PAST_DAYS * 3 :], at)
        _bookings(crew, cars[PAST_DAYS * 3 + len(MORNING) :], at)


def _opening(crew: Crew, at: datetime, days: int) -> datetime:
    day = at.astimezone(crew.zone).date() + timedelta(days=days)
    return datetime.combine(day, time(8, 30), crew.zone)


def _bays(crew: Crew) -> dict[str, list[Bay]]:
    bays: dict[str, list[Bay]] = defaultdict(list)
    for bay in Bay.objects.seen_by(crew.system).order_by("position", "pk"):
        bays[bay.kind].append(bay)
    return bays


def _past(crew: Crew, cars: list[OwnedCar], at: datetime) -> None:
    bays = _bays(crew)["express_two_man"]
    for number, car in enumerate(cars[: PAST_DAYS * 3]):
        opens = _opening(crew, at, number // 3 - PAST_DAYS)
        place = number % 3
        starts_at = opens + (30 + 15 * place) * MINUTE
        visit = Visit(
            car=car,
            opened_at=starts_at - 20 * MINUTE,
            starts_at=starts_at,
            bay=bays[place],
            technician=place,
            adviser=number,
            menu=("M10", "M20", "M40")[place],
        )
        walk(crew, visit)


def _morning(crew: Crew, cars: list[OwnedCar], at: datetime) -> None:
    bays, opens = _bays(crew), _opening(crew, at, 0)
    for number, (kind, bay, after, until, menu, words) in enumerate(MORNING):
        starts_at = opens + (after + 15) * MINUTE
        visit = Visit(
            car=cars[number],
            opened_at=starts_at - 12 * MINUTE,
            starts_at=starts_at,
            bay=bays[kind][bay],
            technician=bays[kind][bay].position,
            adviser=number,
            minutes=None if menu else 90,
            promise_minutes=10 if until is Until.WORKING else 30,
            menu=menu,
            labour=() if menu else LABOUR[kind],
            parts=(("HC-00008", Decimal(1)),) if until is Until.STOPPED else (),
            words=words,
            until=until,
        )
        walk(crew, visit)


def _bookings(crew: Crew, cars: list[OwnedCar], at: datetime) -> None:
    clerk = crew.one(Role.APPOINTMENT_CLERK)
    for number, car in enumerate(cars[:16]):
        days, place = (0, number) if number < 4 else (1 + number % 3, number)  # noqa: PLR2004
        hour = 13 * 60 if days == 0 else 9 * 60
        day = _opening(crew, at, days)
        arrives_at = day.replace(hour=0, minute=0) + (hour + 30 * (place % 6)) * MINUTE
        appointment = book_slot(
            arrives_at=arrives_at,
            vehicle_id=car.vehicle_id,
            wait_type=WaitType.WAITS_HERE,
            menu_code=("M10", "M20")[number % 2],
            by=clerk,
            at=at - timedelta(days=2, minutes=number),
        )
        if days <= 1:
            confirm_appointment(appointment_id=appointment.pk, by=clerk, at=at - timedelta(days=1))
        if number == 0:
            note_arrival(appointment_id=appointment.pk, by=crew.one(Role.RECEPTIONIST), at=at)
