"""One customer through the screens, each step by the person who does it in a store."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from forecourt.catalog.models import VehicleModel
from forecourt.kernel import clock
from forecourt.leads.models import Opportunity, TestDrive, Visit
from forecourt.leads.tests.make import SIGNATURE, make_demo_car, make_scenes
from forecourt.sales.models import (
    Delivery,
    DiscountApproval,
    InspectionPoint,
    PreDeliveryInspection,
    QuotationVersion,
    SalesOrder,
    SideService,
    StockUnit,
)
from forecourt.sales.tests.make import CODE, make_prices, make_unit
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, login, make_staff

pytestmark = pytest.mark.django_db


class _Staff:
    """Ten people, each with an own login; every press of a button must be let through."""

    def __init__(self) -> None:
        self.clients: dict[Role, Client] = {}

    def does(self, role: Role, path: str, **values: Any) -> None:  # Any: what a form sends
        if role not in self.clients:
            self.clients[role] = login(Client(), make_staff(f"The {role}"[:30], role))
        form = {"idempotency_key": uuid4(), **values}
        with clock.frozen(NINE):
            reply = self.clients[role].post(path, form)
        assert reply.status_code == 302, f"{role} {path}: {reply.status_code} {reply.text[:600]}"

    def sees(self, role: Role, path: str, words: str) -> None:
        with clock.frozen(NINE):
            reply = self.clients[role].get(path)
        assert reply.status_code == 200, path
        assert words in reply.text, path


def test_one_customer_from_the_door_to_the_gate() -> None:
    make_scenes()
    make_prices()
    make_unit()
    staff = _Staff()

    _prospect(staff)
    _quotation(staff)
    order = _order(staff)
    _inspection(staff)
    _services(staff, order)
    _delivery(staff, order)

    order.refresh_from_db()
    assert (
        order.state,
        StockUnit.objects.get(vin=order.allocations.get().stock_unit.vin).state,
    ) == (
        "delivered",
        "delivered",
    )
    assert Opportunity.objects.get().stage == "delivered"
    staff.does(Role.SALES_CONSULTANT, f"/sales/orders/{order.pk}/thank/", channel="wechat")


def _prospect(staff: _Staff) -> None:
    seller = Role.SALES_CONSULTANT
    staff.clients[seller] = login(Client(), make_staff("Zhou Yang", seller))
    model = VehicleModel.objects.get()
    who = {"name": "王芳", "phone": "13800138000", "model_id": model.pk}
    staff.does(Role.RECEPTIONIST, "/leads/visits/file/", **who)
    deal = Opportunity.objects.get()
    visit = Visit.objects.get()
    staff.does(seller, f"/leads/visits/{visit.pk}/start/")
    talk = {"channel": "face", "direction": "in", "result": "reached", "level": "A"}
    staff.does(seller, f"/leads/deals/{deal.pk}/contact/", **talk)
    drive = {"demo_car_id": make_demo_car().pk, "opportunity_id": deal.pk}
    staff.does(seller, "/leads/drives/book/", starts_at="2026-11-24T09:15", **drive)
    key = TestDrive.objects.get().pk
    papers = {"licence_valid_until": "2027-01-01", "has_consent": "on", "signature": SIGNATURE}
    staff.does(seller, f"/leads/drives/{key}/start/", km_out=10, **papers)
    staff.does(seller, f"/leads/drives/{key}/finish/", km_in=16, has_damage="no", rating_start=5)
    staff.sees(seller, f"/leads/deals/{deal.pk}/", "Test driven")


def _quotation(staff: _Staff) -> None:
    seller, deal = Role.SALES_CONSULTANT, Opportunity.objects.get()
    choice = {
        "opportunity_id": deal.pk,
        "product_code": CODE,
        "paint": "W1",
        "options": ["ACC-FILM"],
        "is_insured_here": "on",
        "discount_fen": "3000",
        "discount_reason": "competitor_offer",
    }
    staff.does(seller, "/sales/quotations/draft/", **choice)
    version = QuotationVersion.objects.get()
    staff.does(seller, f"/sales/versions/{version.pk}/ask/")
    approval = DiscountApproval.objects.get()
    staff.does(Role.SALES_MANAGER, f"/sales/approvals/{approval.pk}/approve/")
    staff.does(seller, f"/sales/versions/{version.pk}/send/")
    terms = {"deposit_fen": "20000", "promised_on": "2026-12-10", "identity_tail": "123X"}
    staff.does(seller, f"/sales/versions/{version.pk}/sign/", **terms)


def _order(staff: _Staff) -> SalesOrder:
    order = SalesOrder.objects.get()
    unit = StockUnit.objects.get(state="in_stock")
    staff.does(Role.SALES_MANAGER, f"/sales/orders/{order.pk}/approve/")
    deposit = {"amount_fen": "20000", "kind": "deposit", "method": "card"}
    staff.does(Role.CASHIER, f"/sales/orders/{order.pk}/deposit/", **deposit)
    pair = {"order_id": order.pk, "stock_unit_id": unit.pk}
    staff.does(Role.ALLOCATION_CLERK, "/sales/allocation/reserve/", **pair)
    order.refresh_from_db()
    due = f"{(order.total_fen - 2_000_000) / 100:.2f}"
    staff.does(Role.CASHIER, f"/sales/orders/{order.pk}/pay/", amount_fen=due, method="transfer")
    staff.sees(Role.CASHIER, f"/sales/orders/{order.pk}/", "Paid")
    invoice = {
        "invoice_code": "131002600001",
        "invoice_number": "00000001",
        "invoiced_on": "2026-11-24",
    }
    staff.does(Role.ACCOUNTANT, f"/sales/orders/{order.pk}/invoice/", **invoice)
    return order


def _inspection(staff: _Staff) -> None:
    sheet = PreDeliveryInspection.objects.get()
    url, hand = f"/sales/inspections/{sheet.pk}", Role.TECHNICIAN
    staff.does(hand, f"{url}/start/", vin=sheet.stock_unit.vin[-6:])
    groups = InspectionPoint.objects.filter(inspection=sheet).values_list("group", flat=True)
    for group in sorted(set(groups)):
        staff.does(hand, f"{url}/all/", group=group)
    staff.does(Role.QUALITY_INSPECTOR, f"{url}/pass/", km=12)


def _services(staff: _Staff, order: SalesOrder) -> None:
    clerks = {
        "insurance": (Role.INSURANCE_CLERK, "PICC-1"),
        "purchase_tax": (Role.REGISTRATION_CLERK, "TAX-1"),
        "plate": (Role.REGISTRATION_CLERK, "沪AD12345"),
        "fitting": (Role.ACCESSORY_CLERK, "FIT-1"),
    }
    services = list(SideService.objects.filter(order=order).order_by("pk"))
    assert {service.kind for service in services} == set(clerks)
    for service in services:
        role, number = clerks[service.kind]
        staff.does(role, f"/sales/side-services/{service.pk}/start/")
        staff.does(role, f"/sales/side-services/{service.pk}/finish/", result_number=number)
    staff.does(Role.REGISTRATION_CLERK, f"/sales/orders/{order.pk}/register/")


def _delivery(staff: _Staff, order: SalesOrder) -> None:
    host = Role.DELIVERY_SPECIALIST
    staff.does(host, f"/sales/orders/{order.pk}/ready/")
    hour = {"room": "Room 1", "starts_at": "2026-11-24T10:00"}
    staff.does(host, f"/sales/orders/{order.pk}/plan/", **hour)
    delivery = Delivery.objects.get()
    url = f"/sales/deliveries/{delivery.pk}"
    for document in delivery.documents.all():
        staff.does(host, f"{url}/documents/{document.pk}/tick/", is_done="on")
    staff.does(host, f"{url}/prepare/", is_washed="on", is_fuelled="on")
    staff.does(host, f"{url}/start/", identity_tail="123X")
    staff.does(host, f"{url}/sign/", km=15, is_page_opened="on", signature=SIGNATURE)
    staff.does(Role.RECEPTIONIST, f"{url}/out/")
