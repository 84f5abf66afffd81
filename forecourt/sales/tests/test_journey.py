"""From the quotation to the gate through the commands, with each record as it is afterwards."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from forecourt.finance.queries import balance_of
from forecourt.kernel.models import Entry
from forecourt.leads.models import Opportunity, Stage
from forecourt.leads.tests.make import SIGNATURE, make_opportunity
from forecourt.sales import commands
from forecourt.sales.models import (
    Allocation,
    DeliveryDocument,
    InspectionPoint,
    OrderState,
    PreDeliveryInspection,
    SalesOrder,
    SideKind,
    SideService,
    StockUnit,
)
from forecourt.sales.tests.make import make_prices, make_unit, make_wish
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, make_actor, make_staff
from forecourt.vehicles.models import OdometerReading, VehicleParty

pytestmark = pytest.mark.django_db


def _ordered() -> SalesOrder:
    """Quoted, sent, signed, approved."""
    make_prices()
    by = make_actor()
    seller = make_staff("Zhou Wen", Role.SALES_CONSULTANT)
    deal = make_opportunity(stage=Stage.CONTACTED, consultant=seller)
    version = commands.draft_quotation(
        opportunity_id=deal.pk, wish=make_wish(options=("ACC-FILM",)), by=by, at=NINE
    )
    commands.send_quotation(version_id=version.pk, by=by, at=NINE)
    order = commands.draft_order(
        version_id=version.pk,
        deposit_fen=2_000_000,
        promised_on=date(2026, 12, 10),
        identity_tail="123X",
        by=by,
        at=NINE,
    )
    return commands.approve_order(order_id=order.pk, by=by, at=NINE)


def _inspected(order: SalesOrder) -> None:
    sheet = PreDeliveryInspection.objects.get(order=order)
    technician = make_staff("Li Wei", Role.TECHNICIAN)
    inspector = make_staff("Qian Bo", Role.QUALITY_INSPECTOR)
    hand = make_actor(staff=technician)
    vin = sheet.stock_unit.vin
    commands.start_inspection(inspection_id=sheet.pk, vin=vin[-6:], by=hand, at=NINE)
    for group in InspectionPoint.objects.filter(inspection=sheet).values_list("group", flat=True):
        commands.answer_group(inspection_id=sheet.pk, group=group, by=hand, at=NINE)
    commands.pass_inspection(inspection_id=sheet.pk, km=12, by=make_actor(staff=inspector), at=NINE)


def _served(order: SalesOrder) -> None:
    numbers = {SideKind.PLATE: "沪AD12345"}
    for service in SideService.objects.filter(order=order).order_by("pk"):
        commands.start_side_service(side_service_id=service.pk, by=make_actor(), at=NINE)
        commands.finish_side_service(
            side_service_id=service.pk,
            result_number=numbers.get(SideKind(service.kind), "N-1"),
            ends_on=date(2027, 11, 24) if service.kind == SideKind.INSURANCE else None,
            by=make_actor(),
            at=NINE,
        )


def _delivered(order: SalesOrder) -> None:
    by = make_actor()
    delivery = commands.plan_delivery(
        order_id=order.pk, room="Room 1", starts_at=NINE + timedelta(hours=1), by=by, at=NINE
    )
    for document in DeliveryDocument.objects.filter(delivery=delivery):
        commands.tick_document(
            delivery_id=delivery.pk, document_id=document.pk, is_done=True, by=by, at=NINE
        )
    key: dict[str, Any] = {"delivery_id": delivery.pk}
    commands.prepare_delivery(**key, is_washed=True, is_fuelled=True, by=by, at=NINE)
    commands.start_delivery(**key, identity_tail="123x", by=by, at=NINE)
    commands.sign_delivery(**key, signature=SIGNATURE, km=15, is_page_opened=True, by=by, at=NINE)
    commands.let_car_out(**key, by=by, at=NINE)


def test_one_car_from_the_quotation_to_its_owner() -> None:
    order, by = _ordered(), make_actor()
    unit = make_unit()

    commands.take_deposit(order_id=order.pk, amount_fen=2_000_000, method="card", by=by, at=NINE)
    commands.reserve_vehicle(order_id=order.pk, stock_unit_id=unit.pk, by=by, at=NINE)
    order.refresh_from_db()
    assert order.state == OrderState.ALLOCATED
    due = balance_of(by, order.source).due_fen
    assert due == order.total_fen - 2_000_000

    commands.take_payment(order_id=order.pk, amount_fen=due, method="transfer", by=by, at=NINE)
    commands.record_invoice(
        order_id=order.pk,
        invoice_code="131002600001",
        invoice_number="00000001",
        invoiced_on=date(2026, 11, 24),
        by=by,
        at=NINE,
    )
    _inspected(order)
    _served(order)
    commands.register_car(order_id=order.pk, by=by, at=NINE)
    commands.make_ready(order_id=order.pk, by=by, at=NINE)
    _delivered(order)
    commands.thank_customer(order_id=order.pk, channel="mail_letter", gift="Tea", by=by, at=NINE)

    order.refresh_from_db()
    assert (order.state, order.plate) == (OrderState.DELIVERED, "沪AD12345")
    assert Opportunity.objects.get().stage == Stage.DELIVERED
    assert StockUnit.objects.get().state == "delivered"
    assert Allocation.objects.get().state == "fulfilled"
    assert VehicleParty.objects.get(role="owner").party_id == order.party_id
    assert order.party.consultant_id == order.consultant_id is not None
    assert OdometerReading.objects.get().km == 15
    fact = Entry.objects.get(kind="sales.vehicle_delivered").payload
    assert (fact["km"], fact["delivered_on"], fact["insurance_ends_on"]) == (
        15,
        "2026-11-24",
        "2027-11-24",
    )
    assert Entry.objects.filter(kind="sales.thank_you_done").count() == 1
