"""Makers: prices, quotations, cars in stock, orders at any state, sheets and deliveries."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID, uuid4

from forecourt.catalog.models import Option, OptionGroup, PriceKind, PriceList, VehicleVariant
from forecourt.catalog.tests.make import make_colour, make_price_list, make_variant
from forecourt.customers.models import Party
from forecourt.customers.tests.make import make_party
from forecourt.kernel.actor import Actor
from forecourt.leads.models import Opportunity, Stage
from forecourt.leads.tests.make import make_consultant, make_opportunity
from forecourt.sales.defaults import DELIVERY_POINTS, PDI_POINTS
from forecourt.sales.models import (
    Allocation,
    Answer,
    Delivery,
    DeliveryState,
    DiscountApproval,
    DiscountReason,
    InspectionPoint,
    InspectionState,
    Line,
    LineKind,
    Offer,
    OrderState,
    PreDeliveryInspection,
    Quotation,
    QuotationVersion,
    SalesOrder,
    SideKind,
    SideService,
    StockState,
    StockUnit,
    VersionState,
)
from forecourt.sales.queries import Wish
from forecourt.sales.rules import spec_key
from forecourt.store.models import Staff, Store
from forecourt.store.tests.make import NINE, home_store, make_actor
from forecourt.vehicles.tests.make import make_vehicle

CODE = "X5-25-LUX"
LIST_FEN = 18_980_000
FILM_FEN = 268_000
SPEC = spec_key(CODE, "W1", "", ())
_numbers = count(1)


def make_prices() -> VehicleVariant:
    """A grade with a paint, an accessory, and published prices of both kinds."""
    variant = make_variant(CODE)
    make_colour(variant)
    Option.put(
        variant,
        "ACC-FILM",
        name_zh="隔热膜",
        name_en="Window film",
        group=OptionGroup.ACCESSORY,
        is_standard=False,
    )
    if not PriceList.objects.filter(kind=PriceKind.CAR, version=1).exists():
        make_price_list(PriceKind.CAR, {CODE: LIST_FEN})
        make_price_list(PriceKind.OPTION, {"ACC-FILM": FILM_FEN})
    return variant


def make_wish(*, discount_fen: int = 0, options: tuple[str, ...] = (), loan_fen: int = 0) -> Wish:
    return Wish(
        product_code=CODE,
        paint="W1",
        options=options,
        discount_fen=discount_fen,
        discount_reason=DiscountReason.COMPETITOR_OFFER if discount_fen else "",
        loan_fen=loan_fen,
        loan_months=36 if loan_fen else 0,
    )


def make_offer(*, discount_fen: int = 0, note: str = "") -> Offer:
    variant = make_variant(CODE)
    lines = [Line(LineKind.CAR, CODE, str(variant), LIST_FEN)]
    if discount_fen:
        lines.append(Line(LineKind.DISCOUNT, "", "Discount", -discount_fen))
    return Offer(
        variant=variant,
        paint=make_colour(variant),
        interior=None,
        option_codes=(),
        spec_key=SPEC,
        list_fen=LIST_FEN,
        discount_fen=discount_fen,
        discount_reason=DiscountReason.COMPETITOR_OFFER if discount_fen else "",
        discount_note=note,
        loan_fen=0,
        loan_months=0,
        registers_himself=True,
        lines=tuple(lines),
    )


def make_version(
    deal: Opportunity | None = None,
    *,
    state: VersionState = VersionState.DRAFT,
    discount_fen: int = 0,
    note: str = "",
    by: Actor | None = None,
    at: datetime = NINE,
) -> QuotationVersion:
    """A first version of 189,800 yuan, brought to ``state``."""
    deal = deal or make_opportunity()
    quotation = Quotation.open(deal, number=f"QT-TEST-{next(_numbers):03d}", at=at)
    offer = make_offer(discount_fen=discount_fen, note=note)
    version = QuotationVersion.write(quotation, offer, version=1, by=by or make_actor(), at=at)
    if state is VersionState.APPROVAL_WANTED:
        version.want_approval(at=at)
    elif state is not VersionState.DRAFT:
        version.send(valid_until=at.date() + timedelta(days=7), at=at)
    if state is VersionState.ACCEPTED:
        version.accept(at=at)
    return version


_PATH = (
    OrderState.APPROVED,
    OrderState.DEPOSIT_PAID,
    OrderState.ALLOCATED,
    OrderState.PAID,
    OrderState.INVOICED,
    OrderState.READY,
)


def make_order(
    party: Party | None = None,
    *,
    state: OrderState = OrderState.DRAFT,
    consultant: Staff | None = None,
    deal: Opportunity | None = None,
    store: Store | None = None,
    at: datetime = NINE,
) -> SalesOrder:
    """An order of 189,800 yuan without books behind it, brought to ``state`` by its verbs."""
    deal = deal or make_opportunity(
        party or make_party(phone=""), consultant=consultant, stage=Stage.QUOTED, store=store
    )
    order = SalesOrder.draft(
        make_version(deal, state=VersionState.ACCEPTED),
        number=f"SO-TEST-{next(_numbers):03d}",
        deposit_fen=1_000_000,
        promised_on=date(2026, 12, 10),
        identity_tail="123X",
        at=at,
    )
    if state is not OrderState.DRAFT:
        deal.move_on(Stage.ORDERED, at=at)
    for target in _PATH[: _PATH.index(state) + 1] if state in _PATH else ():
        _bring(order, target, at)
    return order


def _bring(order: SalesOrder, target: OrderState, at: datetime) -> None:
    if target is OrderState.APPROVED:
        order.approve(by=make_actor(), at=at)
    elif target is OrderState.DEPOSIT_PAID:
        order.note_deposit(receipt_id=uuid4(), kind="deposit", amount_fen=1_000_000, at=at)
    elif target is OrderState.ALLOCATED:
        order.note_car(at=at)
    elif target is OrderState.PAID:
        order.note_paid(at=at)
    elif target is OrderState.INVOICED:
        number = f"{next(_numbers):08d}"
        order.note_invoice(code="131002600001", number=number, on=at.date(), at=at)
    else:
        order.note_ready(at=at)


def make_unit(
    *,
    state: StockState = StockState.IN_STOCK,
    spec: str = SPEC,
    location: str = "A-01",
    arrived_on: date = date(2026, 11, 1),
    store: Store | None = None,
    at: datetime = NINE,
) -> StockUnit:
    """A white X5 with all its papers, for sale; or a step before."""
    variant = make_variant(CODE)
    unit = StockUnit.take_in(
        store_id=(store or home_store()).pk,
        vehicle=make_vehicle(variant=variant, delivered_on=None),
        variant=variant,
        paint=make_colour(variant),
        interior=None,
        option_codes=(),
        spec_key=spec,
        state=StockState.IN_TRANSIT,
        eta_on=None,
        purchase_record="MI-1",
        engine_number="EN123456",
        certificate_number="CC123456",
        at=at,
    )
    if state is not StockState.IN_TRANSIT:
        unit.arrive(on=arrived_on, location=location, at=at)
    if state not in {StockState.IN_TRANSIT, StockState.ARRIVED}:
        unit.accept(location=location, key_number="K1", at=at)
    if state not in {StockState.IN_TRANSIT, StockState.ARRIVED, StockState.IN_STOCK}:
        unit.move(state, at=at)
    return unit


def make_allocation(
    order: SalesOrder,
    unit: StockUnit | None = None,
    *,
    expires_at: datetime | None = None,
    note: str = "",
) -> Allocation:
    """A car for the order: locked, or held until ``expires_at``."""
    unit = unit or make_unit()
    allocation = Allocation.make(
        order, unit, expires_at=expires_at, agreed_difference=note, made_by_id=None, at=NINE
    )
    unit.move(StockState.ALLOCATED, at=NINE)
    return allocation


def make_inspection(
    unit: StockUnit | None = None,
    order: SalesOrder | None = None,
    *,
    state: InspectionState = InspectionState.OPEN,
    technician: Staff | None = None,
    at: datetime = NINE,
) -> PreDeliveryInspection:
    """A sheet with the shipped points; passed ones are answered."""
    sheet = PreDeliveryInspection.open(
        unit or make_unit(),
        order,
        PDI_POINTS,
        number=f"PD-TEST-{next(_numbers):03d}",
        is_recheck=False,
        at=at,
    )
    by = make_actor()
    if state is not InspectionState.OPEN:
        sheet.start(technician.pk if technician else None, at=at)
    if state is InspectionState.PASSED:
        for point in InspectionPoint.objects.filter(inspection=sheet):
            point.say(Answer.OK, by=by, at=at)
        sheet.note_km(12)
        sheet.succeed(by=by, at=at)
    return sheet


def make_side_service(order: SalesOrder, kind: SideKind = SideKind.INSURANCE) -> SideService:
    return SideService.want(order, kind, at=NINE)


def make_delivery(
    order: SalesOrder | None = None,
    *,
    room: str = "Room 1",
    starts_at: datetime = NINE,
    state: DeliveryState = DeliveryState.PLANNED,
) -> Delivery:
    """An hour of delivery with the shipped checklist."""
    delivery = Delivery.plan(
        order or make_order(state=OrderState.READY),
        DELIVERY_POINTS,
        number=f"DV-TEST-{next(_numbers):03d}",
        room=room,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=60),
        specialist_id=None,
        at=NINE,
    )
    if state is not DeliveryState.PLANNED:
        delivery.prepare(at=NINE)
    if state is DeliveryState.IN_PROGRESS:
        delivery.start(at=NINE)
    return delivery


def plant(by: Actor, canary: str) -> dict[str, UUID]:
    """One of each record of this room, with the canary in its texts."""
    make_prices()
    store = Store.objects.get(pk=by.store_id)
    seller = make_consultant(f"{canary} Closer", store=store)
    deal = make_opportunity(
        make_party(f"{canary} Buyer", phone=""), consultant=seller, wish=canary, store=store
    )
    version = make_version(
        deal, state=VersionState.APPROVAL_WANTED, discount_fen=1_000_000, note=canary, by=by
    )
    approval = DiscountApproval.ask(version, share_x100=527, by=by, at=NINE)
    order = make_order(
        make_party(f"{canary} Owner", phone=""),
        state=OrderState.APPROVED,
        consultant=seller,
        store=store,
    )
    unit = make_unit(location=f"{canary} yard", store=store)
    allocation = make_allocation(
        order, unit, expires_at=NINE + timedelta(hours=72), note=f"{canary} agreed"
    )
    sheet = make_inspection(unit, order)
    point = InspectionPoint.objects.filter(inspection=sheet).order_by("position")[0]
    service = make_side_service(order)
    ready = make_order(
        make_party(f"{canary} Ready", phone=""),
        state=OrderState.READY,
        consultant=seller,
        store=store,
    )
    delivery = make_delivery(ready, room=f"{canary} room")
    document = delivery.documents.order_by("position")[0]
    return {
        "quotation_id": version.quotation_id,
        "version_id": version.pk,
        "approval_id": approval.pk,
        "sales_order_id": order.pk,
        "stock_unit_id": unit.pk,
        "allocation_id": allocation.pk,
        "inspection_id": sheet.pk,
        "point_id": point.pk,
        "side_service_id": service.pk,
        "delivery_id": delivery.pk,
        "document_id": document.pk,
    }
