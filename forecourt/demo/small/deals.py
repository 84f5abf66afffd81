"""One deal, walked from the first visit as far as it goes, by whoever does each step in a store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import Final
from uuid import UUID

from forecourt.catalog.models import Colour, VehicleVariant
from forecourt.customers.commands import set_identity
from forecourt.demo.chance import Chance, identity, phone, plate, vin
from forecourt.demo.crew import Crew
from forecourt.demo.drawing import signature
from forecourt.finance.queries import balance_of
from forecourt.leads import commands as leads
from forecourt.leads.models import Channel, ContactResult, DemoCar, IntentLevel, Opportunity
from forecourt.sales import commands
from forecourt.sales.models import (
    DeliveryDocument,
    InspectionPoint,
    PreDeliveryInspection,
    SalesOrder,
    SideKind,
    SideService,
    StockUnit,
)
from forecourt.sales.queries import Wish
from forecourt.store.queries import open_spans
from forecourt.store.roles import Role

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
PHONES_FROM: Final = 400  # numbers in the phone block that belong to visitors
NEW_CARS_FROM: Final = 5_000  # serial numbers of cars in stock
NEW_PLATES_FROM: Final = 9_000


class Reach(IntEnum):
    """How far a deal goes."""

    FILED = 0
    CONTACTED = 1
    DRIVEN = 2
    QUOTED = 3
    ORDERED = 4
    DEPOSIT = 5
    ALLOCATED = 6
    PAID = 7
    READY = 8
    DELIVERED = 9
    THANKED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """Who wants what, and when the first visit was."""

    number: int
    name: str
    variant: VehicleVariant
    began_at: datetime
    level: IntentLevel
    reach: Reach
    drive: tuple[DemoCar, int] | None = None  # the demo car and its kilometres
    handed_over_at: datetime | None = None  # when the car is handed over; else the day after

    @property
    def identity(self) -> str:
        return identity(self.number)


def stock_up(crew: Crew, count: int, at: datetime) -> list[StockUnit]:
    """Announce, receive and accept new cars, the older ones first."""
    by, eye = crew.one(Role.ALLOCATION_CLERK), crew.one(Role.QUALITY_INSPECTOR)
    units = []
    for number, variant in zip(range(count), _variants(count), strict=True):
        moment = at - DAY * (75 - number * 70 // count)
        code = vin(NEW_CARS_FROM + number, year=2026, model_sign=variant.product_code[0])
        unit = commands.announce_vehicle(
            vin=code,
            product_code=variant.product_code,
            paint=colour(variant, "paint"),
            interior=colour(variant, "interior"),
            purchase_record=f"P{number:05d}",
            engine_number=f"EN{number:06d}",
            certificate_number=f"WDC{number:06d}",
            by=by,
            at=moment - DAY * 3,
        )
        commands.receive_vehicle(
            stock_unit_id=unit.pk, vin=code, location="收车区", is_damaged=False, by=by, at=moment
        )
        place = f"A-{number + 1:02d}"
        commands.accept_vehicle(
            stock_unit_id=unit.pk,
            location=place,
            key_number=f"K{number + 1:03d}",
            by=eye,
            at=moment + HOUR,
        )
        units.append(unit)
    return units


def colour(variant: VehicleVariant, kind: str) -> str:
    """The first that the grade comes in: what stands in stock and what most people take."""
    found = Colour.objects.filter(variant=variant, kind=kind).order_by("position").first()
    return found.code if found else ""


def _variants(count: int) -> list[VehicleVariant]:
    all_of_them = list(VehicleVariant.objects.order_by("position", "product_code"))
    return [all_of_them[number % len(all_of_them)] for number in range(count)]


def walk(crew: Crew, deal: Deal, unit: StockUnit | None) -> Opportunity:
    """Walk a deal as far as it goes."""
    consultant = crew.one(Role.SALES_CONSULTANT, deal.number)
    desk = crew.one(Role.RECEPTIONIST)
    visit = leads.greet_visitor(by=desk, at=deal.began_at)
    leads.start_contact(visit_id=visit.pk, by=consultant, at=deal.began_at + timedelta(minutes=2))
    opportunity = leads.file_visit(
        visit_id=visit.pk,
        name=deal.name,
        phone=phone(PHONES_FROM + deal.number).removeprefix("+86"),
        model_id=deal.variant.model_id,
        consultant_id=crew.post(Role.SALES_CONSULTANT, deal.number),
        level=deal.level,
        by=desk,
        at=deal.began_at + timedelta(minutes=10),
    )
    if deal.reach >= Reach.CONTACTED:
        leads.make_contact(
            opportunity_id=opportunity.pk,
            channel=Channel.PHONE,
            result=ContactResult.REACHED,
            note="周末带家人再来看车",
            by=consultant,
            at=deal.began_at + 20 * HOUR,
        )
    if deal.drive and deal.reach >= Reach.DRIVEN:
        _drive(crew, deal, opportunity.pk)
    if deal.reach >= Reach.QUOTED:
        version_id = _quote(crew, deal, opportunity.pk)
        if deal.reach >= Reach.ORDERED:
            _order(crew, deal, opportunity.party_id, version_id, unit)
    return opportunity


def _drive(crew: Crew, deal: Deal, opportunity_id: UUID) -> None:
    assert deal.drive is not None  # the caller asked
    demo_car, km = deal.drive
    by = crew.one(Role.SALES_CONSULTANT, deal.number)
    starts_at = (deal.began_at + DAY).replace(minute=0)
    if not open_spans(by, first=starts_at.date(), last=starts_at.date()):
        return  # a holiday on which the store is closed
    drive = leads.book_test_drive(
        demo_car_id=demo_car.pk,
        opportunity_id=opportunity_id,
        starts_at=starts_at,
        by=by,
        at=deal.began_at + 21 * HOUR,
    )
    leads.start_test_drive(
        test_drive_id=drive.pk,
        licence_valid_until=date(2031, 5, 1),
        has_consent=True,
        signature=signature(),
        km_out=km,
        by=by,
        at=starts_at,
    )
    leads.finish_test_drive(
        test_drive_id=drive.pk, km_in=km + 18, ratings={}, by=by, at=starts_at + HOUR / 2
    )


def _quote(crew: Crew, deal: Deal, opportunity_id: UUID) -> UUID:
    by = crew.one(Role.SALES_CONSULTANT, deal.number)
    at = deal.began_at + DAY + 2 * HOUR
    wish = Wish(
        product_code=deal.variant.product_code,
        paint=colour(deal.variant, "paint"),
        interior=colour(deal.variant, "interior"),
    )
    version = commands.draft_quotation(opportunity_id=opportunity_id, wish=wish, by=by, at=at)
    commands.send_quotation(version_id=version.pk, by=by, at=at + HOUR / 4)
    return version.pk


def _order(
    crew: Crew, deal: Deal, party_id: UUID, version_id: UUID, unit: StockUnit | None
) -> None:
    by = crew.one(Role.SALES_CONSULTANT, deal.number)
    cashier = crew.one(Role.CASHIER)
    at = deal.began_at + 2 * DAY
    set_identity(party_id=party_id, identity_kind="resident", number=deal.identity, by=by, at=at)
    order = commands.draft_order(
        version_id=version_id,
        deposit_fen=500_000,
        promised_on=(deal.began_at + 14 * DAY).date(),
        identity_tail=deal.identity[-4:],
        by=by,
        at=at,
    )
    commands.approve_order(order_id=order.pk, by=crew.one(Role.SALES_MANAGER), at=at + HOUR / 4)
    if deal.reach < Reach.DEPOSIT:
        return
    commands.take_deposit(
        order_id=order.pk, amount_fen=500_000, method="wechat", by=cashier, at=at + HOUR / 2
    )
    if deal.reach < Reach.ALLOCATED or unit is None:
        return
    clerk = crew.one(Role.ALLOCATION_CLERK)
    commands.reserve_vehicle(order_id=order.pk, stock_unit_id=unit.pk, by=clerk, at=at + HOUR)
    if deal.reach < Reach.PAID:
        return
    _pay(crew, deal, order, at + DAY)
    if deal.reach >= Reach.READY:
        _finish(crew, deal, order, unit, at + 2 * DAY)


def _pay(crew: Crew, deal: Deal, order: SalesOrder, at: datetime) -> None:
    cashier = crew.one(Role.CASHIER)
    due_fen = balance_of(cashier, order.source).due_fen
    commands.take_payment(
        order_id=order.pk, amount_fen=due_fen, method="transfer", by=cashier, at=at
    )
    commands.record_invoice(
        order_id=order.pk,
        invoice_code="031002600311",
        invoice_number=f"{deal.number + 1:08d}",
        invoiced_on=at.date(),
        by=crew.one(Role.ACCOUNTANT),
        at=at + HOUR,
    )


def _finish(crew: Crew, deal: Deal, order: SalesOrder, unit: StockUnit, at: datetime) -> None:
    _inspect(crew, unit, at)
    _serve(crew, deal, order, at + HOUR)
    clerk = crew.one(Role.REGISTRATION_CLERK)
    specialist = crew.one(Role.DELIVERY_SPECIALIST)
    commands.register_car(order_id=order.pk, by=clerk, at=at + 3 * HOUR)
    commands.make_ready(order_id=order.pk, by=specialist, at=at + 4 * HOUR)
    starts_at = deal.handed_over_at or (at + DAY).replace(hour=10, minute=0)
    delivery = commands.plan_delivery(
        order_id=order.pk,
        room="交车间 1",
        starts_at=starts_at,
        specialist_id=crew.post(Role.DELIVERY_SPECIALIST),
        by=specialist,
        at=at + 5 * HOUR,
    )
    if deal.reach < Reach.DELIVERED:
        return
    for document in DeliveryDocument.objects.filter(delivery=delivery):
        commands.tick_document(
            delivery_id=delivery.pk,
            document_id=document.pk,
            is_done=True,
            by=specialist,
            at=starts_at,
        )
    commands.prepare_delivery(
        delivery_id=delivery.pk, is_washed=True, is_fuelled=True, by=specialist, at=starts_at
    )
    commands.start_delivery(
        delivery_id=delivery.pk, identity_tail=deal.identity[-4:], by=specialist, at=starts_at
    )
    commands.sign_delivery(
        delivery_id=delivery.pk,
        signature=signature(),
        km=15,
        is_page_opened=True,
        by=specialist,
        at=starts_at + HOUR,
    )
    commands.let_car_out(delivery_id=delivery.pk, by=specialist, at=starts_at + HOUR)
    if deal.reach >= Reach.THANKED:
        commands.thank_customer(
            order_id=order.pk,
            channel="mail_letter",
            gift="茶礼盒",
            by=crew.one(Role.SALES_CONSULTANT, deal.number),
            at=starts_at + 2 * HOUR,
        )


def _inspect(crew: Crew, unit: StockUnit, at: datetime) -> None:
    hand, eye = crew.one(Role.TECHNICIAN), crew.one(Role.QUALITY_INSPECTOR)
    sheet = PreDeliveryInspection.objects.get(stock_unit=unit)
    commands.start_inspection(inspection_id=sheet.pk, vin=unit.vin[-6:], by=hand, at=at)
    groups = InspectionPoint.objects.filter(inspection=sheet).values_list("group", flat=True)
    for group in sorted(set(groups)):
        commands.answer_group(inspection_id=sheet.pk, group=group, by=hand, at=at)
    commands.pass_inspection(inspection_id=sheet.pk, km=12, by=eye, at=at + HOUR / 2)


def _serve(crew: Crew, deal: Deal, order: SalesOrder, at: datetime) -> None:
    roles = {
        SideKind.INSURANCE: Role.INSURANCE_CLERK,
        SideKind.LOAN: Role.FINANCE_CLERK,
        SideKind.MORTGAGE: Role.FINANCE_CLERK,
        SideKind.FITTING: Role.ACCESSORY_CLERK,
        SideKind.GIFT: Role.ACCESSORY_CLERK,
    }
    new_energy = deal.variant.powertrain in {"electric", "plug_in_hybrid"}
    for service in SideService.objects.filter(order=order).order_by("pk"):
        kind = SideKind(service.kind)
        by = crew.one(roles.get(kind, Role.REGISTRATION_CLERK))
        number = f"{kind.value[:2].upper()}{deal.number:06d}"
        if kind is SideKind.PLATE:
            number = plate(NEW_PLATES_FROM + deal.number, new_energy=new_energy)
        commands.start_side_service(side_service_id=service.pk, by=by, at=at)
        commands.finish_side_service(
            side_service_id=service.pk,
            result_number=number,
            ends_on=at.date() + 365 * DAY if kind is SideKind.INSURANCE else None,
            by=by,
            at=at + HOUR / 2,
        )


def names(chance: Chance, count: int) -> list[str]:
    return [chance.person() for _ in range(count)]
