"""The small store: what has happened lately, what stands on the floor now, what is booked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from forecourt.catalog.models import VehicleVariant
from forecourt.demo.chance import Chance, plate, vin
from forecourt.demo.copying import Keys, look_around
from forecourt.demo.crew import Crew
from forecourt.demo.shelves import SMALL_BAYS, fill_bays, fill_shelves
from forecourt.demo.small.day import Walked, open_doors, order_scarce_part, scarce_part, work_off
from forecourt.demo.small.deals import Deal, Reach, names, stock_up
from forecourt.demo.small.deals import walk as walk_deal
from forecourt.demo.small.owners import OwnedCar, settle_in
from forecourt.demo.small.visits import MINUTE, Until, Visit, walk
from forecourt.followups.commands import plan_day
from forecourt.kernel.actor import Actor
from forecourt.kernel.relay import deliver_waiting
from forecourt.kernel.tenancy import tenant_set
from forecourt.leads.commands import put_up_demo_car
from forecourt.leads.models import DemoCar, IntentLevel
from forecourt.service.commands import book_slot, confirm_appointment, note_arrival
from forecourt.store.roles import Role
from forecourt.vehicles.commands import register_vehicle
from forecourt.workshop.models import Bay, WaitType

PART_NUMBERS: Final = 60
PAST_DAYS: Final = 7
PAST_CARS: Final = PAST_DAYS * 2  # two a day

# Deals by how far they went; those of the last steps come first, for the oldest cars.
DEALS: Final = {
    Reach.THANKED: 2,
    Reach.DELIVERED: 1,
    Reach.READY: 2,
    Reach.PAID: 1,
    Reach.ALLOCATED: 2,
    Reach.DEPOSIT: 2,
    Reach.ORDERED: 1,
    Reach.QUOTED: 6,
    Reach.CONTACTED: 6,
    Reach.FILED: 7,
}
DAYS_AGO: Final = {
    Reach.THANKED: 12,
    Reach.DELIVERED: 9,
    Reach.READY: 7,
    Reach.PAID: 7,
    Reach.ALLOCATED: 6,
    Reach.DEPOSIT: 5,
    Reach.ORDERED: 4,
    Reach.QUOTED: 5,
    Reach.CONTACTED: 3,
    Reach.FILED: 0,
}

# The floor this morning: bay kind, number there, minutes after opening, how far, what for.
MORNING: Final = (
    ("express_two_man", 0, 0, Until.GONE, "M10", "做一万公里保养"),
    ("express_two_man", 1, 0, Until.PAID, "M20", ""),
    ("express_two_man", 2, 0, Until.READY, "M10", "雨刮有点响"),
    ("express_two_man", 0, 45, Until.SETTLED, "M10", ""),
    ("express_two_man", 1, 45, Until.WASHING, "M20", ""),
    ("express_two_man", 2, 60, Until.DONE, "M10", ""),
    ("express_two_man", 0, 90, Until.WORKING, "M10", ""),
    ("express_two_man", 1, 105, Until.FINDING, "M20", "刹车有异响"),
    ("general_lift", 0, 15, Until.WORKING, "", "空调不制冷"),
    ("general_lift", 1, 30, Until.STOPPED, "", "底盘过减速带咯噔响"),
    ("general_lift", 2, 60, Until.WORKING, "", "方向盘抖动"),
    ("diagnosis", 0, 45, Until.WORKING, "", "故障灯亮"),
    ("alignment", 0, 15, Until.WORKED, "", "跑偏，方向盘不正"),
    ("bp_body", 0, 30, Until.WORKING, "", "左前门剐蹭"),
    ("express_two_man", 2, 135, Until.PLACED, "M10", ""),
    ("express_two_man", 0, 135, Until.PLACED, "M20", ""),
    ("express_two_man", 1, 150, Until.PLACED, "M10", ""),
    ("general_lift", 0, 270, Until.PLACED, "", "起步时有异响"),
    ("general_lift", 2, 285, Until.PLACED, "", "换挡顿挫"),
    ("diagnosis", 0, 270, Until.PLACED, "", "续航掉得快"),
    ("alignment", 0, 150, Until.PLACED, "", "换完轮胎做定位"),
    ("bp_paint", 0, 255, Until.PLACED, "", "右后翼子板补漆"),
    ("express_two_man", 0, 165, Until.AUTHORISED, "M10", ""),
    ("general_lift", 1, 300, Until.AUTHORISED, "", "减振器渗油"),
    ("express_two_man", 2, 180, Until.INSPECTED, "M20", ""),
    ("express_two_man", 1, 180, Until.OPENED, "M10", "玻璃水不出水"),
)
WORK_MINUTES: Final = {
    "general_lift": 90,
    "diagnosis": 75,
    "alignment": 60,
    "bp_body": 180,
    "bp_paint": 180,
}
LABOUR: Final = {
    "general_lift": ("SU-ARM",),
    "diagnosis": ("DG-SCN",),
    "alignment": ("AL-4WH",),
    "bp_body": ("BP-PNL",),
    "bp_paint": ("BP-PNT",),
}
BOOKED: Final = {  # days from today, and the minutes of the day at which they come
    0: (720, 735, 780, 810, 840, 870, 930, 960),
    1: (540, 570, 600, 630, 810, 840),
    2: (540, 570, 600, 810),
    3: (540, 600, 660),
}


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
        deals = _deals(crew, chance, at)
        _past(crew, cars, at)
        look_around()
        _morning(crew, cars[PAST_CARS:], at)
        _bookings(crew, cars[PAST_CARS + len(MORNING) :], at)
        order_scarce_part(crew, at)
        open_doors(crew, chance, deals, at)
    say("Telling everybody who listens, and planning the day")
    while deliver_waiting(now=lambda: at):
        pass
    opens = _opening(crew, at, 0)
    with tenant_set(system.tenant_id):
        work_off(crew, until=opens)
        plan_day(on=at.astimezone(zone).date(), by=system, at=opens)
        work_off(crew, until=at, of_plan=True)
        look_around()
    while deliver_waiting(now=lambda: at):
        pass


def _deals(crew: Crew, chance: Chance, at: datetime) -> list[Walked]:
    """Deals at every step: some of this week, some of the weeks before."""
    units, walked = stock_up(crew, 16, at), []
    test_cars = demo_cars(crew, at)
    variants = [unit.variant for unit in units]
    reaches = [reach for reach, count in DEALS.items() for _ in range(count)]
    for number, (reach, name) in enumerate(zip(reaches, names(chance, len(reaches)), strict=True)):
        days = DAYS_AGO[reach] + number % 3
        began = (at - timedelta(days=days)).astimezone(crew.zone)
        began = began.replace(hour=9 + number % 8, minute=5)
        deal = Deal(
            number=number,
            name=name,
            variant=variants[number % len(variants)],
            began_at=began if began < at else began - timedelta(days=1),
            level=tuple(IntentLevel)[number % 4],
            reach=reach,
            drive=(test_cars[number % 2], 1200 + number * 20) if number % 2 else None,
            handed_over_at=_handing_over(crew, at, number) if reach is Reach.READY else None,
        )
        unit = units[number % len(units)] if reach >= Reach.ALLOCATED else None
        walked.append((deal, walk_deal(crew, deal, unit)))
    return walked


def _handing_over(crew: Crew, at: datetime, number: int) -> datetime:
    """This afternoon or tomorrow morning."""
    opens = _opening(crew, at, number % 2)
    return opens.replace(hour=10 if number % 2 else 14, minute=30)


def demo_cars(crew: Crew, at: datetime) -> list[DemoCar]:
    """Two cars to drive, registered for the store."""
    by = crew.one(Role.SALES_MANAGER)
    today = at.astimezone(crew.zone).date()
    cars = []
    for number, variant in enumerate(VehicleVariant.objects.order_by("position")[1:3]):
        vehicle = register_vehicle(
            vin=vin(8_000 + number, year=2026, model_sign=variant.product_code[0]),
            plate=plate(8_000 + number, new_energy=False),
            product_code=variant.product_code,
            first_registered_on=today - timedelta(days=200),
            by=crew.system,
            at=at - timedelta(days=60),
        )
        cars.append(
            put_up_demo_car(
                vehicle_id=vehicle.pk,
                name=f"试驾 {number + 1} 号车",
                insured_until=today + timedelta(days=200),
                inspected_until=today + timedelta(days=500),
                by=by,
                at=at - timedelta(days=60),
            )
        )
    return cars


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
    for number, car in enumerate(cars[:PAST_CARS]):
        opens = _opening(crew, at, number // 2 - PAST_DAYS)
        place = number % 2
        starts_at = opens + (30 + 15 * place) * MINUTE
        visit = Visit(
            car=car,
            opened_at=starts_at - 20 * MINUTE,
            starts_at=starts_at,
            bay=bays[place],
            technician=place,
            adviser=number,
            menu=("M10", "M20", "M40")[number % 3],
        )
        walk(crew, visit)


def _morning(crew: Crew, cars: list[OwnedCar], at: datetime) -> None:
    bays, opens = _bays(crew), _opening(crew, at, 0)
    for number, (kind, bay, after, until, menu, words) in enumerate(MORNING):
        starts_at = opens + (after + 15) * MINUTE
        visit = Visit(
            car=cars[number],
            opened_at=min(starts_at, at - number * MINUTE) - 12 * MINUTE,
            starts_at=starts_at,
            bay=bays[kind][bay],
            technician=bays[kind][bay].position - 1,
            adviser=number,
            minutes=None if menu else WORK_MINUTES[kind],
            promise_minutes=10 if until is Until.WORKING else 45,
            menu=menu,
            labour=() if menu else LABOUR[kind],
            parts=scarce_part(crew) if until is Until.STOPPED else (),
            words=words,
            until=until,
        )
        walk(crew, visit)


def _bookings(crew: Crew, cars: list[OwnedCar], at: datetime) -> None:
    clerk = crew.one(Role.APPOINTMENT_CLERK)
    times = [(days, minute) for days, minutes in BOOKED.items() for minute in minutes]
    for number, ((days, minute), car) in enumerate(zip(times, cars, strict=False)):
        appointment = book_slot(
            arrives_at=_opening(crew, at, days).replace(hour=0, minute=0) + minute * MINUTE,
            vehicle_id=car.vehicle_id,
            wait_type=WaitType.WAITS_HERE,
            menu_code=("M10", "M20")[number % 2],
            adviser_id=crew.post(Role.SERVICE_ADVISER, number),
            by=clerk,
            at=at - timedelta(days=2, minutes=number),
        )
        if days <= 1 and number % 5 != 4:  # noqa: PLR2004 - one of five is not reached
            confirm_appointment(appointment_id=appointment.pk, by=clerk, at=at - timedelta(days=1))
        if number == 0:
            note_arrival(appointment_id=appointment.pk, by=crew.one(Role.RECEPTIONIST), at=at)
