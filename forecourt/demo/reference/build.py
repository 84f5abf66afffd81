"""Five years, month by month: the cars that come, the people who buy, what is on the shelf."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from forecourt.catalog import queries as catalog
from forecourt.catalog.models import VehicleVariant
from forecourt.demo.copying import Keys, check_money, look_around, written_as_posted
from forecourt.demo.drawing import signature
from forecourt.demo.progress import told
from forecourt.demo.reference import sales, service
from forecourt.demo.reference.books import Books
from forecourt.demo.reference.people import file_person, give_car
from forecourt.demo.reference.today import live
from forecourt.demo.shelves import REFERENCE_BAYS, fill_bays, fill_shelves
from forecourt.kernel import clock
from forecourt.kernel.actor import Actor
from forecourt.kernel.attachments import keep_signature
from forecourt.kernel.models import Counter
from forecourt.kernel.tenancy import tenant_set
from forecourt.parts.models import Part
from forecourt.store.models import Staff
from forecourt.store.roles import Role
from forecourt.workshop.models import Bay

# All of it from one large outlet: docs/sources.md, anchor reference-store.
YEARS: Final = 5
OWNERS_AT_START: Final = 22_000
SALES_A_YEAR: Final = 4_424
ENTRIES_A_YEAR: Final = 54_720
OPEN_DAYS_A_YEAR: Final = 360
PART_NUMBERS: Final = 6_000  # own default
LOOKED_AT: Final = (0, 1, 5, 23)  # months after which the planner is told what is there
AGE_SHARES: Final = (92, 85, 73, 54, 45)  # retention of owners by age of the car, in years
SPECIFICATION_SHARES: Final = (22, 16, 12, 10, 8, 6.5, 5.6, 3.2, 2.8, 2.3, 2.0)


def build(
    system: Actor, *, seed: int, at: datetime, scale: float, say: Callable[[str], object]
) -> None:
    """Write five years up to the day before ``at``, then live that day up to the moment.

    ``scale`` 1 is the whole store. Each month is one transaction.
    """
    zone = ZoneInfo("Asia/Shanghai")
    with tenant_set(system.tenant_id):
        books = Books(system, zone, seed, Keys(seed), scale)
        last = at.astimezone(zone).date()
        first = last - timedelta(days=365 * YEARS)
        with transaction.atomic():
            opened_at = books.moment(first, 8)
            fill_bays(system, REFERENCE_BAYS, keys=books.keys, at=opened_at)
            count = books.scaled(PART_NUMBERS)
            fill_shelves(system, count, seed=seed, keys=books.keys, at=opened_at)
            showroom, floor = _showroom(books), _floor(books)
            _owners(books, showroom, first)
            books.write()
        look_around()
        months = list(_months(first, last))
        for number, days in enumerate(told(months, len(months), "Five years of the store")):
            with written_as_posted():
                _month(books, showroom, floor, days)
                books.write()
            if number in LOOKED_AT:
                look_around()
        with transaction.atomic():
            _end(books)
        check_money()
        look_around()
        with clock.frozen(at):
            live(books, at)
    look_around()
    say(f"{books.people} customers, {len(books.cars)} cars that come to service")


def _month(books: Books, showroom: sales.Showroom, floor: service.Floor, days: list[date]) -> None:
    for day in days:
        chance = books.chance(f"{day}")
        sold = _share(SALES_A_YEAR * books.scale / 365, day)
        sales.open_day(books, showroom, day, sold, chance)
        if _is_open(day):
            entries = _share(ENTRIES_A_YEAR * books.scale / OPEN_DAYS_A_YEAR, day)
            service.work_day(books, floor, day, entries, chance)


def _share(per_day: float, day: date) -> int:
    """Whole pieces of this day, so that the sum over all days is right."""
    ordinal = day.toordinal()
    return int(per_day * (ordinal + 1)) - int(per_day * ordinal)


def _is_open(day: date) -> bool:
    """The service is closed on the five days of the new year."""
    return not (day.month == 1 and day.day <= 365 - OPEN_DAYS_A_YEAR)


def _months(first: date, last: date) -> Iterator[list[date]]:
    months: dict[tuple[int, int], list[date]] = defaultdict(list)
    for number in range((last - first).days):
        day = first + timedelta(days=number)
        months[day.year, day.month].append(day)
    yield from months.values()


def _owners(books: Books, showroom: sales.Showroom, first: date) -> None:
    chance = books.chance("owners at start")
    for _owner in range(books.scaled(OWNERS_AT_START)):
        years = chance.weighted(range(len(AGE_SHARES)), AGE_SHARES)
        delivered_on = first - timedelta(days=365 * years + chance.between(1, 364))
        owner = file_person(books, chance, books.moment(delivered_on, 10), None)
        car = give_car(
            books,
            chance,
            owner,
            showroom.variants,
            showroom.shares,
            delivered_on=delivered_on,
            advisers=showroom.advisers,
        )
        books.cars.append(car)


def _showroom(books: Books) -> sales.Showroom:
    by = books.system

    def people(*roles: Role) -> list[UUID]:
        rows = Staff.objects.with_role(by, *roles).order_by("employee_number")
        return list(rows.values_list("pk", flat=True))

    on = date(2100, 1, 1)
    variants = list(VehicleVariant.objects.order_by("position", "product_code"))
    shares = [*SPECIFICATION_SHARES, *([1.0] * len(variants))][: len(variants)]
    return sales.Showroom(
        consultants=people(Role.SALES_CONSULTANT),
        managers=people(Role.SALES_MANAGER),
        specialists=people(Role.DELIVERY_SPECIALIST),
        technicians=people(Role.TECHNICIAN),
        inspectors=people(Role.QUALITY_INSPECTOR),
        advisers=people(Role.SERVICE_ADVISER),
        variants=variants,
        shares=shares,
        prices_fen=catalog.prices_fen(by, "car", [v.product_code for v in variants], on=on),
        signature_id=keep_signature(signature(), by=by, at=books.moment(date(2021, 1, 1), 9)).pk,
    )


def _floor(books: Books) -> service.Floor:
    by = books.system
    bays: dict[str, list[Bay]] = defaultdict(list)
    for bay in Bay.objects.seen_by(by).order_by("position", "pk"):
        bays[bay.kind].append(bay)
    hands = Staff.objects.with_role(by, Role.TECHNICIAN).order_by("employee_number")
    eyes = Staff.objects.with_role(by, Role.QUALITY_INSPECTOR).order_by("employee_number")
    return service.Floor(
        bays=bays,
        technicians=list(hands.values_list("pk", flat=True)),
        inspectors=list(eyes.values_list("pk", flat=True)),
        parts=list(Part.objects.seen_by(by).order_by("number")),
    )


def _end(books: Books) -> None:
    """Bring cars and counters to where five years have left them."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE vehicles_vehicle SET odometer_km = %s, odometer_on = %s, last_service_km = %s, "
            "last_service_on = %s WHERE tenant_id = %s AND id = %s",
            [
                (
                    round(car.km),
                    car.km_on,
                    car.last_service_km or None,
                    car.last_service_on,
                    books.system.tenant_id,
                    car.vehicle_id,
                )
                for car in books.cars
            ],
        )
    Counter.objects.bulk_create(
        [
            Counter(store_id=books.system.store_id, series=series, period=period, last=last)
            for (series, period), last in books.counters.items()
        ],
        batch_size=2000,
    )
