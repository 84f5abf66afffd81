"""Makers: a shop that can take cars in, Zhao Min and her car, appointments and orders."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any, Final
from uuid import UUID

from PIL import Image

from forecourt.catalog.models import LabourOperation, PriceKind
from forecourt.catalog.tests.make import make_labour, make_menu, make_price_list
from forecourt.customers.models import Party
from forecourt.customers.tests.make import make_party
from forecourt.finance.models import PayMethod
from forecourt.kernel.actor import Actor, ActorKind
from forecourt.parts import commands as parts
from forecourt.parts.models import Part, PartRequest, RequestState
from forecourt.parts.tests.make import make_part, make_stock
from forecourt.service import commands
from forecourt.service.models import (
    Appointment,
    AppointmentState,
    Complaint,
    Concern,
    DamageKind,
    DamageMark,
    DamageSize,
    FloorStage,
    JobLine,
    Method,
    RepairOrder,
    Settlement,
    Told,
)
from forecourt.store.models import Shift, Staff, Store
from forecourt.store.roles import Role
from forecourt.store.tests.make import (
    NINE,
    home_store,
    login,
    make_actor,
    make_staff,
    make_store,
)
from forecourt.vehicles.models import Vehicle
from forecourt.vehicles.tests.make import make_vehicle
from forecourt.workshop import commands as workshop
from forecourt.workshop.models import Bay, BayKind, Job, JobState, WaitType
from forecourt.workshop.tests.make import make_bay, make_technician

__all__ = [
    "NINE",
    "PLATE",
    "STEPS",
    "TEN",
    "bring_to",
    "home_store",
    "issue",
    "login",
    "make_actor",
    "make_adviser",
    "make_appointment",
    "make_car",
    "make_catalogue",
    "make_order",
    "make_owner",
    "make_picture",
    "make_shop",
    "make_staff",
    "make_store",
    "minutes",
    "pass_check",
    "plant",
    "settle",
    "work_on",
]

PLATE: Final = "沪A·DK3752"
TEN: Final = NINE + timedelta(hours=1)
MENU: Final = "M10"
OIL: Final = "HC-OIL-0W20"
WAIVED: Final = "Walked around on paper"


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def make_car(
    plate: str = PLATE, *, owner: Party | None = None, owner_name: str = "Zhao Min"
) -> Vehicle:
    """Zhao Min's car."""
    return make_vehicle(plate, owner=owner or make_party(owner_name))


def make_owner(vehicle: Vehicle, *, store: Store | None = None) -> Actor:
    """The owner of a car, logged in to her page."""
    party_id = vehicle.parties.order_by("pk")[0].party_id
    store = store or home_store()
    return Actor(
        tenant_id=store.tenant_id,
        store_id=store.pk,
        key=f"owner:{party_id}",
        kind=ActorKind.OWNER,
        name="Zhao Min",
        party_id=party_id,
    )


def make_adviser(name: str = "Wang Fang", *, store: Store | None = None) -> tuple[Staff, Actor]:
    """An adviser with a login, and as who does things."""
    staff = make_staff(name, Role.SERVICE_ADVISER, store=store)
    return staff, make_actor(Role.SERVICE_ADVISER, staff=staff, store=store)


def make_catalogue(stock: int = 40, *, by: Actor | None = None) -> Part:
    """Menu M10 for 480 yuan, labour EN-OIL for 200, 4 litres of oil for 75 each in stock."""
    menu = make_menu(MENU)
    menu.lines.filter(kind="part").update(quantity=Decimal(4))
    if not LabourOperation.objects.filter(code="EN-OIL").exists():
        make_labour("EN-OIL")
        make_price_list(PriceKind.LABOUR, {"EN-OIL": 20_000, "BR-PAD": 30_000})
        make_price_list(PriceKind.MENU, {MENU: 48_000})
    filed = Part.objects.filter(number=OIL).first()  # stores of a group share the catalogue
    part = filed or make_part("Engine oil", OIL, price_fen=7_500)
    if stock:
        make_stock(part, stock, by=by)
    return part


def make_shop(
    bays: int = 2, *, day: date | None = None, store: Store | None = None
) -> tuple[list[Bay], list[Staff]]:
    """Express bays with a technician each, at work the whole of a day."""
    start = Bay.objects.count()
    places = [
        make_bay(f"E{start + number}", BayKind.EXPRESS_TWO_MAN, store=store)
        for number in range(1, bays + 1)
    ]
    hands = [
        make_technician(f"Li Wei {start + number}", store=store) for number in range(1, bays + 1)
    ]
    if day:
        opens = datetime(day.year, day.month, day.day, 0, 30, tzinfo=UTC)
        for one in hands:
            Shift.plan(store or home_store(), one, opens, opens + timedelta(hours=9))
    return places, hands


def make_appointment(
    vehicle: Vehicle | None = None,
    *,
    arrives_at: datetime = TEN,
    state: AppointmentState = AppointmentState.BOOKED,
    wait_type: WaitType = WaitType.WAITS_HERE,
    menu_code: str = MENU,
    by: Actor | None = None,
    at: datetime = NINE,
) -> Appointment:
    """An appointment in any state but held; the shop and the catalogue must stand."""
    by = by or make_actor()
    made = commands.book_slot(
        arrives_at=arrives_at,
        vehicle_id=(vehicle or make_car()).pk,
        wait_type=wait_type,
        menu_code=menu_code,
        by=by,
        at=at,
    )
    named: Any = {"appointment_id": made.pk, "by": by}  # Any: each command takes them
    if state == AppointmentState.CONFIRMED:
        return commands.confirm_appointment(**named, at=at)
    if state == AppointmentState.CANCELLED:
        return commands.cancel_appointment(**named, reason="ill", at=at)
    if state == AppointmentState.NO_SHOW:
        return commands.note_no_show(**named, at=arrives_at + minutes(30))
    if state == AppointmentState.ARRIVED:
        return commands.note_arrival(**named, at=arrives_at)
    return made


def make_order(
    vehicle: Vehicle | None = None,
    *,
    stage: FloorStage = FloorStage.OPENED,
    words: str = "It squeaks when braking",
    menu_code: str = MENU,
    odometer_km: int = 20_000,
    promise_at: datetime | None = None,
    adviser: Staff | None = None,
    appointment: Appointment | None = None,
    by: Actor | None = None,
    at: datetime = NINE,
) -> RepairOrder:
    """An order brought to a stage by the people who do it; the catalogue must stand."""
    by = by or make_actor()
    order = commands.open_order(
        vehicle_id=(vehicle or make_car()).pk,
        odometer_km=odometer_km,
        wait_type=WaitType.WAITS_HERE,
        concerns=[Complaint(words=words)] if words else [],
        wishes=commands.Wishes(menu_codes=[menu_code] if menu_code else []),
        adviser_id=adviser.pk if adviser else None,
        promise_at=promise_at,
        appointment_id=appointment.pk if appointment else None,
        by=by,
        at=at,
    )
    return bring_to(order, stage, by=by, at=at)


def bring_to(
    order: RepairOrder, stage: FloorStage, *, by: Actor | None = None, at: datetime = NINE
) -> RepairOrder:
    """Walk an order on to a stage."""
    order.refresh_from_db()
    done = _AFTER[FloorStage(order.floor_stage)]
    for step in STEPS[done:]:
        if order.floor_stage == stage:
            break
        step(order, by or make_actor(), at)
        order.refresh_from_db()
    assert order.floor_stage == stage, order.floor_stage
    return order


def _inspect(order: RepairOrder, by: Actor, at: datetime) -> None:
    commands.refuse_signature(order_id=order.pk, reason=WAIVED, by=by, at=at)


def _estimate(order: RepairOrder, by: Actor, at: datetime) -> None:
    promise_at = order.promise_at or at + minutes(90)
    commands.estimate_order(order_id=order.pk, promise_at=promise_at, by=by, at=at)


def _authorise(order: RepairOrder, by: Actor, at: datetime) -> None:
    lines = JobLine.objects.filter(order=order).proposed()
    versions = {line.pk: line.text_version for line in lines}
    commands.authorise_lines(
        order_id=order.pk, versions=versions, method=Method.IN_PERSON_PAPER, by=by, at=at
    )


def _dispatch(order: RepairOrder, by: Actor, at: datetime) -> None:
    commands.dispatch_order(order_id=order.pk, accept_missing=True, by=by, at=at)


def work_on(order: RepairOrder, by: Actor, at: datetime = NINE) -> None:
    """A technician starts the order's jobs, in a bay of their own."""
    for job in Job.objects.filter(source_key=str(order.pk), state=JobState.PLANNED):
        name = f"Hand {str(job.pk)[-6:]}"
        technician = make_technician(name, store=Store.objects.get(pk=order.store_id))
        bay = make_bay(
            name[-10:], BayKind(job.bay_kind), store=Store.objects.get(pk=order.store_id)
        )
        workshop.place_job(
            job_id=job.pk,
            bay_id=bay.pk,
            starts_at=at,
            technician_id=technician.pk,
            accept_effects=True,
            by=by,
            at=at,
        )
        workshop.start_job(job_id=job.pk, technician_id=technician.pk, by=by, at=at)
    commands.follow_workshop(order_id=order.pk, by=by, at=at)


def _finish(order: RepairOrder, by: Actor, at: datetime) -> None:
    issue(order, by, at)
    for job in Job.objects.filter(source_key=str(order.pk), state=JobState.RUNNING):
        workshop.finish_job(job_id=job.pk, by=by, at=at + minutes(30))
    commands.follow_workshop(order_id=order.pk, by=by, at=at)


def issue(order: RepairOrder, by: Actor, at: datetime) -> None:
    """The keeper hands out what is reserved for the order."""
    rows = PartRequest.objects.filter(source_key=str(order.pk))
    keys = list(rows.filter(state=RequestState.RESERVED).values_list("pk", flat=True))
    if keys:
        parts.pick_requests(request_ids=keys, by=by, at=at)
        parts.issue_requests(request_ids=keys, by=by, at=at)


def pass_check(order: RepairOrder, by: Actor, at: datetime = NINE) -> None:
    """An inspector passes the order's jobs."""
    store = Store.objects.get(pk=order.store_id)
    inspector = make_staff(f"Inspector {str(order.pk)[-6:]}", Role.QUALITY_INSPECTOR, store=store)
    who = make_actor(Role.QUALITY_INSPECTOR, staff=inspector, store=store)
    for job in Job.objects.filter(source_key=str(order.pk), state=JobState.FINISHED):
        workshop.check_job(job_id=job.pk, by=who, at=at)
    commands.follow_workshop(order_id=order.pk, by=by, at=at)


def _check(order: RepairOrder, by: Actor, at: datetime) -> None:
    commands.start_check(order_id=order.pk, by=by, at=at)


def _wash(order: RepairOrder, by: Actor, at: datetime) -> None:
    commands.start_wash(order_id=order.pk, by=by, at=at)


def _ready(order: RepairOrder, by: Actor, at: datetime) -> None:
    commands.make_ready(order_id=order.pk, how=Told.PHONE, by=by, at=at)


def settle(order: RepairOrder, by: Actor, at: datetime = NINE) -> Settlement:
    """Prepared, explained, and paid in full."""
    settlement = commands.prepare_settlement(order_id=order.pk, by=by, at=at)
    commands.explain_settlement(settlement_id=settlement.pk, by=by, at=at)
    if settlement.customer_fen:
        commands.take_payment(
            settlement_id=settlement.pk,
            amount_fen=settlement.customer_fen,
            method=PayMethod.WECHAT,
            by=by,
            at=at,
        )
    settlement.refresh_from_db()
    return settlement


def _settle(order: RepairOrder, by: Actor, at: datetime) -> None:
    settle(order, by, at)


def _leave(order: RepairOrder, by: Actor, at: datetime) -> None:
    gate_pass = commands.give_gate_pass(order_id=order.pk, by=by, at=at)
    commands.open_gate(code=gate_pass.number, by=by, at=at)


def _close(order: RepairOrder, by: Actor, at: datetime) -> None:
    commands.close_order(order_id=order.pk, by=by, at=at)


STEPS = (
    _inspect,
    _estimate,
    _authorise,
    _dispatch,
    work_on,
    _finish,
    _check,
    pass_check,
    _wash,
    _ready,
    _settle,
    _leave,
    _close,
)


_S = FloorStage
_REACHED = (
    _S.OPENED,
    _S.INSPECTED,
    _S.ESTIMATED,
    _S.AUTHORISED,
    _S.DISPATCHED,
    _S.WORKING,
    _S.WORK_DONE,
    _S.IN_QUALITY_CHECK,
    _S.QUALITY_PASSED,
    _S.WASHING,
    _S.READY,
    _S.SETTLED,
    _S.GATE_OUT,
    _S.CLOSED,
)
_AFTER = {stage: steps_done for steps_done, stage in enumerate(_REACHED)}


def make_picture() -> BytesIO:
    """A small photo as a tablet sends it."""
    stream = BytesIO()
    Image.new("RGB", (16, 12), (90, 90, 90)).save(stream, "JPEG")
    stream.seek(0)
    return stream


def plant(by: Actor, canary: str) -> dict[str, UUID]:
    """One of each record of this room, with the canary in its texts."""
    store = Store.objects.get(pk=by.store_id)
    make_catalogue(by=by)
    make_shop(store=store)
    vehicle = make_car(canary[:16], owner_name=f"{canary} Owner")
    appointment = make_appointment(vehicle, by=by)
    commands.tick_preparation(appointment_id=appointment.pk, code="bay", by=by, at=NINE)
    order = make_order(vehicle, stage=FloorStage.OPENED, words=canary, by=by)
    commands.mark_damage(
        order_id=order.pk,
        x=1,
        y=1,
        kind=DamageKind.DENT,
        size=DamageSize.SMALL,
        note=canary,
        by=by,
        at=NINE,
    )
    photo = commands.keep_photo(order_id=order.pk, file=make_picture(), by=by, at=NINE)
    second = make_car(f"{canary[:14]}-2", owner_name=f"{canary} Owner")
    later = make_order(second, stage=FloorStage.SETTLED, words=canary, by=by)
    gate_pass = commands.give_gate_pass(order_id=later.pk, by=by, at=NINE)
    line = JobLine.objects.filter(order=order).order_by("position")[0]
    return {
        "appointment_id": appointment.pk,
        "order_id": order.pk,
        "line_id": line.pk,
        "concern_id": Concern.objects.filter(order=order).order_by("pk")[0].pk,
        "mark_id": DamageMark.objects.filter(walk_around__order=order)[0].pk,
        "settlement_id": Settlement.objects.filter(order=later)[0].pk,
        "pass_id": gate_pass.pk,
        "photo_id": photo.pk,
    }
