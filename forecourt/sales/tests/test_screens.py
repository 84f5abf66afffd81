"""The screens of the sale: what they show, who may open them, how much they ask."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forecourt.customers.tests.make import make_party
from forecourt.kernel import clock
from forecourt.leads.models import Stage
from forecourt.leads.tests.make import SIGNATURE, make_opportunity
from forecourt.sales.models import (
    DeliveryState,
    DiscountApproval,
    InspectionPoint,
    InspectionState,
    OrderState,
    QuotationVersion,
    SalesOrder,
    StockState,
    StockUnit,
    VersionState,
)
from forecourt.sales.tests.make import (
    CODE,
    SPEC,
    make_allocation,
    make_delivery,
    make_inspection,
    make_order,
    make_prices,
    make_side_service,
    make_unit,
    make_version,
)
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, login, make_actor, make_staff
from forecourt.vehicles.rules import sound_vin

pytestmark = pytest.mark.django_db
ALL = (
    Role.SALES_MANAGER,
    Role.ALLOCATION_CLERK,
    Role.CASHIER,
    Role.ACCOUNTANT,
    Role.DELIVERY_SPECIALIST,
    Role.TECHNICIAN,
    Role.QUALITY_INSPECTOR,
    Role.INSURANCE_CLERK,
)


@pytest.fixture
def desk(client: Client) -> Client:
    """Somebody who may do everything, so that a screen shows all it can."""
    return login(client, make_staff("Zhao Min", *ALL))


def _get(client: Client, path: str, **values: Any) -> str:
    with clock.frozen(NINE):
        reply = client.get(f"/sales/{path}", values)
    assert reply.status_code == 200
    return reply.text


def _post(client: Client, path: str, **values: Any) -> int:
    with clock.frozen(NINE):
        reply = client.post(f"/sales/{path}", {"idempotency_key": uuid4(), **values})
    return reply.status_code


def test_the_builder_shows_rules_and_the_price_on_the_road(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_prices()
    deal = make_opportunity()

    with django_assert_num_queries(18):
        page = _get(
            desk,
            "quotations/new/",
            opportunity=deal.pk,
            product_code=CODE,
            opportunity_id=deal.pk,
            paint="W1",
            options="ACC-FILM",
        )

    assert "Window film" in page
    assert "¥189,800.00" in page
    assert "Keep this version" in page


def test_the_builder_begins_with_the_model_of_the_deal(desk: Client) -> None:
    make_prices()
    deal = make_opportunity()

    assert "Keep this version" in _get(desk, "quotations/new/", opportunity=deal.pk)


def test_a_version_is_kept_revised_and_compared(desk: Client) -> None:
    make_prices()
    deal = make_opportunity(stage=Stage.CONTACTED)
    choice = {"opportunity_id": deal.pk, "product_code": CODE, "paint": "W1"}

    assert _post(desk, "quotations/draft/", **choice) == 302
    first = QuotationVersion.objects.get()
    assert "Customer sees to the plate" in _get(desk, "quotations/new/", version=first.pk)
    assert (
        _post(
            desk,
            "quotations/draft/",
            **choice,
            quotation_id=first.quotation_id,
            discount_fen="5000",
            discount_reason="competitor_offer",
        )
        == 302
    )

    page = _get(desk, f"quotations/{first.quotation_id}/compare/", left=1, right=2)
    assert "−¥5,000.00" in page


def test_a_wrong_amount_is_said_at_the_field(desk: Client) -> None:
    make_prices()
    deal = make_opportunity()

    status = _post(
        desk,
        "quotations/draft/",
        opportunity_id=deal.pk,
        product_code=CODE,
        discount_fen="a lot",
    )

    assert status == 422


@pytest.mark.parametrize("slip", ["-100", "abc", "12.345", "99999999999999999"])
def test_one_slip_takes_nothing_of_the_rest_off_the_builder(desk: Client, slip: str) -> None:
    make_prices()
    deal = make_opportunity()
    choice = {
        "opportunity_id": deal.pk,
        "product_code": CODE,
        "paint": "W1",
        "options": "ACC-FILM",
        "discount_fen": slip,
        "discount_note": "an old friend",
        "trade_in_note": "沪A12345",
    }

    looked = _get(desk, "quotations/new/", **choice)
    with clock.frozen(NINE):
        kept = desk.post("/sales/quotations/draft/", {"idempotency_key": uuid4(), **choice})

    assert kept.status_code == 422
    for page in (looked, kept.text):
        assert 'id="discount_fen-error"' in page
        assert f'value="{slip}"' in page
        assert 'value="W1" checked' in page
        assert 'value="ACC-FILM" checked' in page
        assert "¥189,800.00" in page
        assert "an old friend" in page
        assert "沪A12345" in page
        assert "Keep this version" in page
    assert not QuotationVersion.objects.exists()


def test_the_list_of_quotations(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        make_version(make_opportunity(make_party(f"Customer {number}", phone="")))

    with django_assert_num_queries(3):
        page = _get(desk, "quotations/", q="customer", sort="party")

    assert page.count('class="go"') == 3


def test_the_page_of_a_quotation(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version = make_version(state=VersionState.SENT)

    with django_assert_num_queries(7):
        page = _get(desk, f"quotations/{version.quotation_id}/")

    assert "Customer signs" in page
    assert "¥189,800.00" in _get(desk, f"quotations/{version.quotation_id}/paper/")


def test_a_discount_is_approved_in_the_inbox(desk: Client) -> None:
    version = make_version(state=VersionState.APPROVAL_WANTED, discount_fen=500_000)
    approval = DiscountApproval.objects.create(
        store_id=version.store_id, version=version, share_x100=264, asked_at=NINE
    )

    assert "2.64" in _get(desk, "approvals/")
    assert _post(desk, f"approvals/{approval.pk}/approve/") == 302

    version.refresh_from_db()
    assert version.state == VersionState.DRAFT


def test_the_list_of_orders(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        make_order(make_party(f"Customer {number}", phone=""))

    with django_assert_num_queries(5):
        page = _get(desk, "orders/", sort="-promised_on")

    assert page.count('class="go"') == 3


def test_the_page_of_an_order(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    order = make_order(state=OrderState.ALLOCATED)
    unit = make_unit()
    make_allocation(order, unit)
    make_inspection(unit, order)
    make_side_service(order)

    with django_assert_num_queries(13):
        page = _get(desk, f"orders/{order.pk}/")

    assert unit.vin in page
    assert "Take a payment" in page
    assert "Sales contract" in _get(desk, f"orders/{order.pk}/paper/")
    assert "This is not an invoice" in _get(desk, f"orders/{order.pk}/sheet/")


def test_an_order_is_signed_on_the_screen(desk: Client) -> None:
    version = make_version(make_opportunity(stage=Stage.QUOTED), state=VersionState.SENT)

    status = _post(
        desk,
        f"versions/{version.pk}/sign/",
        deposit_fen="20000",
        promised_on="2026-12-10",
        identity_tail="123X",
    )

    order = SalesOrder.objects.get()
    assert (status, order.deposit_fen) == (302, 2_000_000)
    assert _post(desk, f"orders/{order.pk}/approve/") == 302


def test_the_list_of_cars_shows_their_age(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_unit()
    make_unit(arrived_on=NINE.date() - timedelta(days=70))

    with django_assert_num_queries(5):
        page = _get(desk, "stock/")

    assert page.count('class="go"') == 2
    assert 'class="chip st-late"' in page
    assert _get(desk, "stock/", age="red").count('class="go"') == 1


def test_a_car_is_announced_received_and_accepted(desk: Client) -> None:
    make_prices()
    vin = sound_vin("LHC", "A1B2C", "R", 900_001)
    assert "Announce a car" in _get(desk, "stock/new/")

    assert _post(desk, "stock/announce/", vin=vin, product_code=CODE, paint="W1") == 302
    unit = StockUnit.objects.get()
    assert _post(desk, f"stock/{unit.pk}/receive/", vin=vin, location="Gate") == 302
    place = {"location": "A-01", "key_number": "K7"}
    assert _post(desk, f"stock/{unit.pk}/accept/", **place) == 302

    unit.refresh_from_db()
    assert (unit.state, unit.location, unit.spec_key) == ("in_stock", "A-01", SPEC)


def test_the_page_of_a_car(desk: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    unit = make_unit()

    with django_assert_num_queries(9):
        page = _get(desk, f"stock/{unit.pk}/")

    assert unit.vin in page
    assert "Use otherwise" in page
    assert (
        _post(desk, f"stock/{unit.pk}/cost/", kind="freight", amount_fen="1200", on="2026-11-24")
        == 302
    )
    assert "¥1,200.00" in _get(desk, f"stock/{unit.pk}/")
    assert _post(desk, f"stock/{unit.pk}/use/", state="display") == 302
    assert StockUnit.objects.get().state == "display"


def test_the_allocation_screen_puts_orders_beside_cars(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    order = make_order(state=OrderState.APPROVED)
    unit = make_unit()

    with django_assert_num_queries(9):
        page = _get(desk, "allocation/", order=order.pk)

    assert unit.vin in page
    assert _post(desk, "allocation/reserve/", order_id=order.pk, stock_unit_id=unit.pk) == 302


def test_an_order_without_an_equal_car_shows_what_is_coming_and_what_to_do(desk: Client) -> None:
    order = make_order(state=OrderState.APPROVED)
    coming = make_unit(state=StockState.IN_TRANSIT)
    StockUnit.objects.filter(pk=coming.pk).update(eta_on=date(2026, 12, 3))

    page = _get(desk, "allocation/", order=order.pk)

    assert f'href="/sales/stock/{coming.pk}/"' in page
    assert "12-03" in page[page.index('id="coming"') : page.index('id="next-steps"')]
    steps = page[page.index('id="next-steps"') :]
    assert f'href="/sales/orders/{order.pk}/"' in steps
    assert 'href="/sales/stock/new/"' in steps


def test_the_sheet_is_answered_point_by_point(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sheet = make_inspection(state=InspectionState.IN_WORK)
    point = InspectionPoint.objects.filter(inspection=sheet).order_by("position")[0]

    with django_assert_num_queries(3):
        assert "All fine" in _get(desk, f"inspections/{sheet.pk}/")
    with clock.frozen(NINE):
        reply = desk.post(
            f"/sales/inspections/{sheet.pk}/points/{point.pk}/answer/",
            {"answer": "ok"},
            headers={"HX-Request": "true"},
        )

    assert 'id="points"' in reply.text
    assert 'id="flow"' in reply.text
    assert sheet.number in _get(desk, "inspections/")
    assert sheet.number in _get(desk, f"inspections/{sheet.pk}/paper/")


def test_a_clerk_takes_up_a_side_service(desk: Client) -> None:
    service = make_side_service(make_order(state=OrderState.APPROVED))

    assert "Take up" in _get(desk, "side-services/")
    assert _post(desk, f"side-services/{service.pk}/start/") == 302
    assert _post(desk, f"side-services/{service.pk}/finish/", result_number="P-1") == 302


def test_the_delivery_is_ticked_and_signed(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    delivery = make_delivery(state=DeliveryState.IN_PROGRESS)
    document = delivery.documents.order_by("position")[0]

    with django_assert_num_queries(4):
        assert "Sign the sheet" in _get(desk, f"deliveries/{delivery.pk}/")
    with clock.frozen(NINE):
        reply = desk.post(
            f"/sales/deliveries/{delivery.pk}/documents/{document.pk}/tick/",
            {"is_done": "on"},
            headers={"HX-Request": "true"},
        )
    assert 'id="documents"' in reply.text
    for row in delivery.documents.all():
        row.tick(is_done=True, by=make_actor(), at=NINE)
    status = _post(
        desk, f"deliveries/{delivery.pk}/sign/", km=15, is_page_opened="on", signature=SIGNATURE
    )

    delivery.refresh_from_db()
    assert (status, delivery.state) == (302, DeliveryState.SIGNED)
    assert delivery.number in _get(desk, f"deliveries/{delivery.pk}/paper/")
    with clock.frozen(NINE):
        image = desk.get(f"/sales/deliveries/{delivery.pk}/signature/")
    assert image["Content-Type"] == "image/png"
    assert "Room 1" in _get(desk, "deliveries/")


def test_a_consultant_sees_the_own_orders_only(client: Client) -> None:
    order = make_order()
    login(client, make_staff("Sun Li", Role.SALES_CONSULTANT))

    with clock.frozen(NINE):
        assert client.get(f"/sales/orders/{order.pk}/").status_code == 404
        assert client.get("/sales/allocation/").status_code == 403
