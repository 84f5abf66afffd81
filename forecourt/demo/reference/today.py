"""The day on which the reference store wakes: a full floor, the phone ringing, the plan made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Final
from uuid import UUID

from forecourt.demo.crew import Crew
from forecourt.demo.progress import told
from forecourt.demo.reference.books import Books, Car
from forecourt.demo.small.visits import MINUTE, Until, Visit, walk
from forecourt.followups.commands import plan_day
from forecourt.kernel.relay import deliver_waiting
from forecourt.service.commands import book_slot, confirm_appointment
from forecourt.store.roles import Role
from forecourt.workshop.models import Bay, WaitType


@dataclass(frozen=True, slots=True)
class Chips:
    """Chips that begin at one time in every bay of a kind, or in the first ``bays`` of them."""

    bay_kind: str
    minute: int  # after opening
    menu: str = ""
    labour: str = ""
    minutes: int | None = None
    bays: int = 46


# Sixty cars over the day, as many as the stalls of one large outlet work on: docs/sources.md,
# anchor reference-store. The hours are an own default.
FLOOR: Final = (
    Chips("express_two_man", 15, "M10"),
    Chips("express_two_man", 75, "M20"),
    Chips("express_two_man", 120, "M10"),
    Chips("express_two_man", 180, "M40"),
    Chips("express_two_man", 300, "M20"),
    Chips("general_lift", 15, labour="SU-ARM", minutes=90),
    Chips("general_lift", 120, labour="BR-FDS", minutes=75),
    Chips("diagnosis", 45, labour="DG-DEEP", minutes=90),
    Chips("alignment", 90, labour="AL-4WH", minutes=60),
    Chips("bp_body", 0, labour="BP-PNL", minutes=180),
    Chips("bp_paint", 0, labour="BP-PNT", minutes=210),
    Chips("bp_polish", 60, labour="BP-POL", minutes=90, bays=1),
)
WORDS: Final = ("", "刹车有异响", "空调不制冷", "方向盘抖动", "", "雨刮有点响")
BOOKED_DAYS: Final = 3
BOOKED_AT_ONCE: Final = 2  # customers in the same half hour
BOOKED_FROM, BOOKED_UNTIL = 9 * 60, 16 * 60 + 30  # minutes of the day


@dataclass(frozen=True, slots=True)
class Coming:
    """A car of the five years as a visit wants it."""

    vehicle_id: UUID
    owner: str
    km: int
    km_per_day: float
    since: date

    def km_on(self, day: date) -> int:
        return self.km + round(self.km_per_day * (day - self.since).days)


def live(books: Books, at: datetime) -> None:
    """Walk the day up to the moment ``at`` by commands, whoever does each step in a store."""
    crew = Crew(books.system, books.zone)
    known = (car for car in books.cars if car.last_service_on)
    cars = (_coming(car) for car in sorted(known, key=_longest_away))
    visits = list(_visits(crew, cars, at))
    for visit in told(visits, len(visits), "The cars of this morning"):
        walk(crew, visit)
    _book(crew, cars, at)
    while deliver_waiting(now=lambda: at):
        pass
    plan_day(on=_day(crew, at), by=books.system, at=_opening(crew, at, 0))


def _longest_away(car: Car) -> tuple[date, str]:
    return car.last_service_on or date.min, car.vin


def _coming(car: Car) -> Coming:
    return Coming(car.vehicle_id, car.customer_name, round(car.km), car.km_per_day, car.km_on)


def _day(crew: Crew, at: datetime) -> date:
    return at.astimezone(crew.zone).date()


def _opening(crew: Crew, at: datetime, days: int) -> datetime:
    return datetime.combine(_day(crew, at) + timedelta(days=days), time(8, 30), crew.zone)


def _visits(crew: Crew, cars: Iterator[Coming], at: datetime) -> Iterator[Visit]:
    bays: dict[str, list[Bay]] = defaultdict(list)
    for bay in Bay.objects.seen_by(crew.system).order_by("position", "pk"):
        bays[bay.kind].append(bay)
    count = 0
    for chips in FLOOR:
        starts_at = _opening(crew, at, 0) + chips.minute * MINUTE
        for bay in bays[chips.bay_kind][: chips.bays]:
            yield Visit(
                car=next(cars),
                opened_at=min(starts_at - 12 * MINUTE, at - (20 + count) * MINUTE),
                starts_at=starts_at,
                bay=bay,
                technician=bay.position,
                adviser=count,
                menu=chips.menu,
                labour=(chips.labour,) if chips.labour else (),
                minutes=chips.minutes,
                promise_minutes=30 + 10 * (count % 4),
                words=WORDS[count % len(WORDS)] or ("" if chips.menu else "底盘异响"),
                until=_until(chips, starts_at, at, count),
            )
            count += 1


def _until(chips: Chips, starts_at: datetime, at: datetime, count: int) -> Until:
    """Gone or at the check when there was time; at work, stopped or with a finding else."""
    ends_at = starts_at + (chips.minutes or 45) * MINUTE
    if ends_at + 45 * MINUTE <= at:
        return (Until.GONE, Until.GONE, Until.READY)[count % 3]
    if ends_at + 5 * MINUTE <= at:
        return Until.DONE  # and the next chip of the bay is at work already
    if starts_at > at - 25 * MINUTE:
        return Until.WORKING if starts_at <= at else Until.PLACED
    return (Until.WORKING, Until.STOPPED, Until.WORKING, Until.FINDING)[count % 4]


def _book(crew: Crew, cars: Iterator[Coming], at: datetime) -> None:
    """Appointments of the afternoon and of the days that come."""
    clerk = crew.one(Role.APPOINTMENT_CLERK)
    for days in range(BOOKED_DAYS + 1):
        midnight = _opening(crew, at, days).replace(hour=0, minute=0)
        first = 14 * 60 + 30 if days == 0 else BOOKED_FROM
        for minute in range(first, BOOKED_UNTIL, 30):
            for number, car in enumerate(islice(cars, BOOKED_AT_ONCE)):
                appointment = book_slot(
                    arrives_at=midnight + minute * MINUTE,
                    vehicle_id=car.vehicle_id,
                    wait_type=WaitType.WAITS_HERE,
                    menu_code=("M10", "M20")[number % 2],
                    by=clerk,
                    at=at - timedelta(days=2, minutes=number),
                )
                if days <= 1:
                    day_before = at - timedelta(days=1)
                    confirm_appointment(appointment_id=appointment.pk, by=clerk, at=day_before)
