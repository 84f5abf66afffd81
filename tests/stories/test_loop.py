"""One customer and one car, all the way round: nineteen steps by commands, with a moved clock."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from forecourt.catalog.models import VehicleVariant
from forecourt.customers.models import ContactPoint, Message
from forecourt.demo import cast
from forecourt.demo.copying import Keys
from forecourt.demo.crew import Crew
from forecourt.demo.founding import found
from forecourt.demo.shelves import SMALL_BAYS, fill_bays, fill_shelves
from forecourt.demo.small.build import demo_cars
from forecourt.demo.small.deals import Deal, Reach, stock_up
from forecourt.demo.small.deals import walk as walk_deal
from forecourt.demo.small.owners import OwnedCar
from forecourt.demo.small.visits import Visit
from forecourt.demo.small.visits import walk as walk_visit
from forecourt.followups.commands import note_result, strike_clock
from forecourt.followups.models import Result, Task
from forecourt.kernel import clock
from forecourt.kernel.actor import Actor, ActorKind
from forecourt.kernel.models import Entry
from forecourt.kernel.relay import deliver_waiting
from forecourt.kernel.tenancy import tenant_set
from forecourt.leads.commands import file_opportunity
from forecourt.leads.models import (
    DealKind,
    DemoCar,
    IntentLevel,
    Opportunity,
    Origin,
    TestDrive,
)
from forecourt.leads.models import Visit as Visited
from forecourt.portal.commands import ask_code, enter_code
from forecourt.portal.models import OwnerPage
from forecourt.sales.models import (
    Allocation,
    Delivery,
    PreDeliveryInspection,
    QuotationVersion,
    SalesOrder,
)
from forecourt.service.commands import book_slot, note_arrival, tick_preparation
from forecourt.service.jobs import close_orders
from forecourt.service.models import (
    Appointment,
    Channel,
    GatePass,
    JobLine,
    RepairOrder,
    Settlement,
    WalkAround,
)
from forecourt.service.queries.preparing import point_of, wanted_codes
from forecourt.store.commands import plan_roster
from forecourt.store.roles import Role
from forecourt.vehicles.models import Vehicle
from forecourt.workshop.models import Bay, Job, QualityCheck, WaitType

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Asia/Shanghai")
FIRST_VISIT = datetime(2026, 11, 2, 9, 5, tzinfo=ZONE)
DAY = timedelta(days=1)
NEXT_CAR = datetime(2029, 11, 8, 6, tzinfo=ZONE)

STEPS = (  # the event that ends each step, and who brings it about
    ("leads.prospect_filed", "staff:receptionist"),  # 1 prospect
    ("leads.contact_made", "staff:sales_consultant"),  # 2 follow-up
    ("leads.test_drive_finished", "staff:sales_consultant"),  # 3 test drive
    ("sales.quotation_sent", "staff:sales_consultant"),  # 4 quotation
    ("sales.order_signed", "staff:sales_manager"),  # 5 order
    ("sales.vehicle_allocated", "staff:allocation_clerk"),  # 6 allocation
    ("sales.pdi_passed", "staff:quality_inspector"),  # 7 PDI
    ("sales.vehicle_delivered", "staff:delivery_specialist"),  # 8 delivery
    ("sales.thank_you_done", "staff:sales_consultant"),  # 9 thank-you
    ("portal.owner_page_opened", "portal"),  # 10 owner page
    ("followups.reminder_reached", "staff:"),  # 11 maintenance reminder
    ("service.appointment_booked", "owner:"),  # 12 appointment, by the owner
    ("service.preparation_ready", "staff:"),  # 13 preparation
    ("service.repair_order_authorised", "staff:service_adviser"),  # 14 reception
    ("workshop.job_finished", "staff:technician"),  # 15 production
    ("workshop.quality_passed", "staff:quality_inspector"),  # 16 quality check
    ("service.service_closed", "staff:receptionist"),  # 17 settlement and gate
    ("followups.task_done", "staff:"),  # 18 thank-you call
)

DEAL = ("deal_kind", "stage")
ENDS = {
    "deals": [("new", "delivered"), ("trade_up", "filed")],
    "visit filed": True,
    "drive": "finished",
    "quotation": "accepted",
    "order": "delivered",
    "allocation": "fulfilled",
    "inspection": "passed",
    "delivery": "done",
    "page opened": True,
    "appointment": "fulfilled",
    "walk-around signed": True,
    "repair": "closed",
    "lines": {"authorised"},
    "job": ("finished", True),
    "check passed": True,
    "settlement": "released",
    "gate pass used": True,
    "thank-you and reminder": ["done", "done"],
}


@pytest.fixture
def crew() -> Crew:
    system = found(cast.SMALL, seed=7, at=FIRST_VISIT)
    return Crew(system, ZONE)


def _deliver(at: datetime) -> None:
    """Let the worker tell everybody who listens."""
    with clock.frozen(at):
        while deliver_waiting(now=lambda: at):
            pass


def _buy(crew: Crew) -> tuple[UUID, Vehicle]:
    """Steps 1 to 9: from the first visit to the thank-you letter."""
    variant = VehicleVariant.objects.order_by("position", "product_code").first()
    assert variant is not None
    unit = stock_up(crew, 1, FIRST_VISIT)[0]
    deal = Deal(
        number=0,
        name="赵敏",
        variant=variant,
        began_at=FIRST_VISIT,
        level=IntentLevel.H,
        reach=Reach.THANKED,
        drive=_demo_car(crew),
    )
    opportunity = walk_deal(crew, deal, unit)
    _deliver(FIRST_VISIT + 8 * DAY)
    return opportunity.party_id, Vehicle.objects.get(vin=unit.vin)


def _open_page(party_id: UUID, vehicle: Vehicle) -> None:
    """Step 10: the page was made at the delivery; the owner comes in by phone, code and car."""
    page, at = OwnerPage.objects.get(party_id=party_id), FIRST_VISIT + 9 * DAY
    phone = ContactPoint.objects.get(party_id=party_id, kind="phone").value
    ask_code(phone=phone, browser="of the owner", address="", at=at)
    code = re.findall(r"\d{6}", Message.objects.filter(purpose="login").latest("queued_at").text)
    car = vehicle.vin[-6:]
    assert enter_code(
        browser="of the owner", code=code[0], car=car, user_agent="story", at=at + DAY / 1440
    )
    page.refresh_from_db()
    assert page.opened_at == at + DAY / 1440


def _demo_car(crew: Crew) -> tuple[DemoCar, int]:
    return demo_cars(crew, FIRST_VISIT)[0], 1200


def _task(rule: str, party_id: UUID) -> Task:
    return Task.objects.filter(rule__code=rule, party_id=party_id).latest("pk")


def _until_reminded(crew: Crew, party_id: UUID, first: date) -> datetime:
    """Move the clock week by week until the planner reminds of the service."""
    for week in range(60):
        day = first + 7 * week * DAY
        at = datetime(day.year, day.month, day.day, 6, tzinfo=ZONE)
        strike_clock(on=day, by=crew.system, at=at)
        if Task.objects.filter(rule__code="F15", party_id=party_id).exists():
            return at
    pytest.fail("Nobody was reminded of the service within a year.")


def _owner(party_id: UUID, system: Actor) -> Actor:
    return Actor(
        tenant_id=system.tenant_id,
        store_id=system.store_id,
        key=f"owner:{party_id}",
        kind=ActorKind.OWNER,
        party_id=party_id,
    )


def _book(crew: Crew, party_id: UUID, vehicle: Vehicle, at: datetime) -> Appointment:
    """Steps 12 and 13: the owner books, and the store prepares the day before."""
    arrives_at = (at + 3 * DAY).replace(hour=9, minute=30)
    appointment = book_slot(
        arrives_at=arrives_at,
        vehicle_id=vehicle.pk,
        wait_type=WaitType.WAITS_HERE,
        menu_code="M10",
        channel=Channel.PORTAL,
        by=_owner(party_id, crew.system),
        at=at,
    )
    keeper = crew.one(Role.SERVICE_MANAGER)
    for code in sorted(wanted_codes(keeper, appointment)):
        _tick(crew, appointment, code, arrives_at - DAY)
    return appointment


def _tick(crew: Crew, appointment: Appointment, code: str, at: datetime) -> None:
    point = point_of(code)
    assert point is not None
    role = Role(point.role or Role.SERVICE_ADVISER)
    tick_preparation(appointment_id=appointment.pk, code=code, by=crew.one(role), at=at)


def _serve(crew: Crew, party_id: UUID, vehicle: Vehicle, appointment: Appointment) -> RepairOrder:
    """Steps 14 to 17: from the keys to the gate."""
    note_arrival(
        appointment_id=appointment.pk,
        by=crew.one(Role.RECEPTIONIST),
        at=appointment.arrives_at,
    )
    bay = Bay.objects.filter(kind="express_two_man").order_by("position")[0]
    opened_at = appointment.arrives_at + timedelta(minutes=2)
    return walk_visit(
        crew,
        Visit(
            car=OwnedCar(
                vehicle_id=vehicle.pk,
                party_id=party_id,
                owner="赵敏",
                phone="",
                plate=vehicle.plate,
                km=0,
                delivered_on=FIRST_VISIT.date(),
                km_per_day=45,
            ),
            opened_at=opened_at,
            starts_at=appointment.arrives_at + timedelta(minutes=15),
            bay=bay,
            technician=0,
            menu="M10",
            appointment_id=appointment.pk,
        ),
    )


def test_one_customer_walks_all_the_way_round(crew: Crew) -> None:
    system = crew.system
    with tenant_set(system.tenant_id):
        keys = Keys(7)
        fill_bays(system, SMALL_BAYS, keys=keys, at=FIRST_VISIT)
        fill_shelves(system, 20, seed=7, keys=keys, at=FIRST_VISIT)
        party_id, vehicle = _buy(crew)
        _open_page(party_id, vehicle)

        at = _until_reminded(crew, party_id, date(2026, 12, 7))
        reminder = _task("F15", party_id)  # step 11
        assert reminder.why_zh
        assert reminder.why_en
        clerk = crew.one(Role.APPOINTMENT_CLERK)
        note_result(task_id=reminder.pk, result=Result.REACHED, by=clerk, at=at + 4 * DAY / 24)

        plan_roster(by=system, at=at)
        appointment = _book(crew, party_id, vehicle, at + 5 * DAY / 24)
        order = _serve(crew, party_id, vehicle, appointment)
        order.refresh_from_db()
        assert order.floor_stage in {"gate_out", "closed"}

        _deliver(appointment.arrives_at + DAY)
        thanks = _task("F13", party_id)  # step 18
        relation = crew.one(Role.RELATION_AGENT)
        note_result(
            task_id=thanks.pk,
            result=Result.REACHED,
            by=relation,
            at=appointment.arrives_at + DAY,
        )

        _deliver(NEXT_CAR - DAY)
        close_orders(crew.system, NEXT_CAR - DAY)
        _trade_up(crew, party_id)  # step 19

        _assert_every_step_ended_in_its_turn()
        _assert_every_record_is_where_it_ends(party_id, vehicle, order, (thanks.pk, reminder.pk))


def _trade_up(crew: Crew, party_id: UUID) -> None:
    """Three years after the delivery the planner invites to the next car."""
    at = NEXT_CAR
    strike_clock(on=at.date(), by=crew.system, at=at)
    invitation = _task("F25", party_id)
    assert invitation.why_zh
    file_opportunity(
        party_id=party_id,
        model_id=None,
        level=IntentLevel.C,
        origin=Origin.OWNER_BASE,
        consultant_id=crew.post(Role.SALES_CONSULTANT),
        deal_kind=DealKind.TRADE_UP,
        by=crew.one(Role.SALES_CONSULTANT),
        at=at + DAY,
    )


def _assert_every_step_ended_in_its_turn() -> None:
    """Each step's event comes after that of the step before, by the hand that it belongs to."""
    journal, place = list(Entry.objects.order_by("at", "pk")), 0
    seen: list[tuple[str, str]] = []
    for kind, who in STEPS:
        later = range(place, len(journal))
        found = [n for n in later if journal[n].kind == kind and journal[n].actor.startswith(who)]
        seen.append((kind, who if found else "nobody in time"))
        place = found[0] + 1 if found else place
    assert seen == list(STEPS)
    assert Entry.objects.filter(kind="leads.prospect_filed").count() == 2  # and round again
    assert Entry.objects.latest("at").kind == "leads.prospect_filed"
    assert not Entry.objects.filter(delivered_at=None, at__lt=NEXT_CAR).exists()


def _assert_every_record_is_where_it_ends(
    party_id: UUID, vehicle: Vehicle, order: RepairOrder, done: tuple[UUID, UUID]
) -> None:
    """One of each, of this customer and this car, in the state that its step leaves it in."""
    order.refresh_from_db()
    of_deal = {"opportunity__party_id": party_id}
    sold = SalesOrder.objects.get(party_id=party_id)
    job = Job.objects.get(source_kind=order.source.kind, source_key=order.source.key)
    assert {
        "deals": sorted(Opportunity.objects.filter(party_id=party_id).values_list(*DEAL)),
        "visit filed": Visited.objects.get(party_id=party_id).opportunity_id is not None,
        "drive": TestDrive.objects.get(**of_deal).state,
        "quotation": QuotationVersion.objects.get(pk=sold.version_id).state,
        "order": sold.state,
        "allocation": Allocation.objects.get(order=sold).state,
        "inspection": PreDeliveryInspection.objects.get(order=sold).state,
        "delivery": Delivery.objects.get(order=sold).state,
        "page opened": OwnerPage.objects.get(party_id=party_id).opened_at is not None,
        "appointment": Appointment.objects.get(vehicle=vehicle).state,
        "walk-around signed": WalkAround.objects.get(order=order).signature_id is not None,
        "repair": order.floor_stage,
        "lines": {*JobLine.objects.filter(order=order).values_list("authorization", flat=True)},
        "job": (job.state, job.passed_at is not None),
        "check passed": QualityCheck.objects.get(job=job).is_passed,
        "settlement": Settlement.objects.get(order=order).state,
        "gate pass used": GatePass.objects.get(order=order).used_at is not None,
        "thank-you and reminder": [Task.objects.get(pk=key).state for key in done],
    } == ENDS
