"""The store room's screens in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forecourt.kernel import clock
from forecourt.parts.models import GoodsReceipt, IssueSlip, Part, PartOrder, PartRequest, Stock
from forecourt.parts.tests.make import (
    NINE,
    Role,
    issue,
    login,
    make_order,
    make_part,
    make_receipt,
    make_request,
    make_staff,
    make_stock,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nine() -> Iterator[None]:
    with clock.frozen(NINE):
        yield


@pytest.fixture
def keeper(client: Client) -> Client:
    return login(client, make_staff("Zhou Min", Role.PARTS_KEEPER))


@pytest.fixture
def manager() -> Client:
    return login(Client(), make_staff("He Jun", Role.PARTS_MANAGER))


def _key() -> dict[str, str]:
    return {"idempotency_key": str(uuid4())}


def test_the_list_shows_every_part_with_its_shelf(keeper: Client) -> None:
    part = make_stock(make_part("机油滤清器", "90915-YZZD4"), 12, bin_code="A-03-2")
    make_request(part, 5)

    page = keeper.get("/parts/", {"q": "机油"}).text

    assert "90915-YZZD4" in page
    assert "A-03-2" in page
    assert '<td class="r num b">7</td>' in page


@pytest.mark.parametrize("sort", ["number", "-name", "bin", "-on_hand", "price"])
def test_the_list_is_read_in_a_fixed_number_of_statements(
    keeper: Client, django_assert_num_queries: DjangoAssertNumQueries, sort: str
) -> None:
    for _number in range(5):
        make_stock()

    with django_assert_num_queries(4):  # who, page, count, shelves
        reply = keeper.get("/parts/", {"sort": sort})

    assert reply.text.count('class="go"') == 5


def test_the_list_can_leave_out_what_is_not_there(keeper: Client) -> None:
    there, gone = make_stock(), make_part("Gasket")

    assert there.number in keeper.get("/parts/", {"show": "stock"}).text
    assert gone.number not in keeper.get("/parts/", {"show": "stock"}).text
    assert gone.number in keeper.get("/parts/", {"show": "none"}).text
    assert "No parts found" in keeper.get("/parts/", {"q": "nothing like it"}).text


def test_the_part_page_shows_every_move_with_its_paper(keeper: Client) -> None:
    part = make_stock(quantity=10)
    issue(make_request(part, 4))

    page = keeper.get(f"/parts/{part.pk}/").text

    for text in ("GR-261124-001", "IS-261124-0001", "+10", "-4"):
        assert text in page


def test_an_adviser_sees_no_cost_and_may_not_hand_out(client: Client) -> None:
    adviser = login(client, make_staff("Wang Fang", Role.SERVICE_ADVISER))
    part = make_stock()

    assert "Last cost" not in adviser.get(f"/parts/{part.pk}/").text
    assert adviser.get("/parts/picking/").status_code == 403
    assert adviser.get("/parts/new/").status_code == 403


def test_the_manager_files_and_corrects_a_part(manager: Client) -> None:
    form = {"number": "04465-YZZ", "name": "Brake pads", "unit": "set", "price_fen": "420"}

    reply = manager.post("/parts/new/", {**form, "origin_class": "original"})
    part = Part.objects.get(number="04465-YZZ")
    changed = {**form, "price_fen": "398.5", "origin_class": "equal_quality"}
    manager.post(f"/parts/{part.pk}/change/", changed)

    assert reply["Location"] == f"/parts/{part.pk}/"
    part.refresh_from_db()
    assert (part.price_fen, part.origin_class) == (39_850, "equal_quality")


def test_a_part_without_a_name_is_said_at_the_field(manager: Client) -> None:
    reply = manager.post("/parts/new/", {"number": "1", "unit": "pc", "origin_class": "original"})

    assert (reply.status_code, Part.objects.count()) == (422, 0)
    assert 'id="name-error"' in reply.text


def test_the_keeper_picks_and_hands_out_what_an_order_needs(keeper: Client) -> None:
    li = make_staff("Li Wei", Role.TECHNICIAN)
    requests = [make_request(make_stock(bin_code=code)) for code in ("B-02-1", "A-01-1")]
    keys = [str(request.pk) for request in requests]
    page = keeper.get("/parts/picking/").text
    assert page.index("A-01-1") < page.index("B-02-1")
    assert "Li Wei" not in page

    keeper.post("/parts/picking/pick/", {"request_ids": keys})
    assert "Li Wei" in keeper.get("/parts/picking/").text
    form = {"request_ids": keys, "taken_by_id": str(li.pk), **_key()}
    first, again = (keeper.post("/parts/picking/issue/", form) for _time in range(2))

    slip = IssueSlip.objects.get()
    assert first["Location"] == again["Location"] == f"/parts/slips/{slip.pk}/"
    assert slip.taken_by == li
    assert "Nothing to pick" in keeper.get("/parts/picking/").text
    assert "IS-261124-0001" in keeper.get(f"/parts/slips/{slip.pk}/").text


def test_nothing_ticked_is_wrong_input(keeper: Client) -> None:
    assert keeper.post("/parts/picking/pick/", {}).status_code == 422
    assert keeper.post("/parts/picking/pick/", {"request_ids": "x"}).status_code == 422


def test_the_picking_list_is_read_in_a_fixed_number_of_statements(
    keeper: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(4):
        make_request(make_stock())

    with django_assert_num_queries(4):  # who, requests, bins, technicians
        keeper.get("/parts/picking/")


def test_missing_parts_are_listed_and_ordered(keeper: Client) -> None:
    part = make_part("Headlamp")
    make_request(part, 2)
    assert "not ordered" in keeper.get("/parts/missing/").text

    reply = keeper.post("/parts/missing/order/", {"supplier": "Hengchuan", **_key()})

    order = PartOrder.objects.get()
    assert reply["Location"] == f"/parts/orders/{order.pk}/"
    assert "RO-261124-001" in keeper.get(f"/parts/orders/{order.pk}/").text
    assert order.number in keeper.get("/parts/missing/").text


def test_unused_parts_come_back_from_the_workshop(keeper: Client) -> None:
    part = make_stock(quantity=10)
    request = make_request(part, 4)
    issue(request)
    assert part.number in keeper.get("/parts/issued/").text

    reply = keeper.post(f"/parts/requests/{request.pk}/return/", {"quantity": "4", **_key()})

    assert reply.status_code == 302
    assert int(Stock.objects.get(part=part).on_hand) == 10
    assert "No part is with the workshop" in keeper.get("/parts/issued/").text


def test_a_delivery_is_opened_counted_and_put_into_stock(keeper: Client) -> None:
    part = make_part()
    keeper.post("/parts/receipts/new/", {"supplier": "Hengchuan", "delivery_note": "LS-88"})
    receipt = GoodsReceipt.objects.get()
    home = f"/parts/receipts/{receipt.pk}"
    line = {"number": part.number, "quantity": "6", "unit_cost_fen": "31.5", "bin_code": "C-1"}

    wrong = keeper.post(f"{home}/add/", {**line, "number": "no such", **_key()})
    keeper.post(f"{home}/add/", {**line, **_key()})
    page = keeper.get(f"{home}/").text
    keeper.post(f"{home}/post/", _key())

    assert wrong.status_code == 422
    assert "The master has no part with this number" in wrong.text
    assert "¥189.00" in page
    assert int(Stock.objects.get(part=part).on_hand) == 6
    assert "Put into stock" not in keeper.get(f"{home}/").text
    assert "LS-88" in keeper.get("/parts/receipts/", {"q": "ls-88"}).text


def test_an_order_is_drafted_by_the_keeper_and_sent_by_the_manager(
    keeper: Client, manager: Client
) -> None:
    part = make_part()
    form = {"kind": "stock", "supplier": "Hengchuan", "lines": f"{part.number} 5\n"}
    keeper.post("/parts/orders/new/", form)
    order = PartOrder.objects.get()
    home = f"/parts/orders/{order.pk}"

    assert keeper.post(f"{home}/send/", {"state": "reported"}).status_code == 403
    assert keeper.post(f"{home}/move/", {"state": "reported"}).status_code == 422
    assert manager.post(f"{home}/send/", {"state": "reported"}).status_code == 302
    reply = keeper.post(f"{home}/receive/", _key())
    receipt = GoodsReceipt.objects.get()
    keeper.post(f"/parts/receipts/{receipt.pk}/post/", _key())

    order.refresh_from_db()
    assert reply["Location"] == f"/parts/receipts/{receipt.pk}/"
    assert (order.state, int(Stock.objects.get(part=part).on_hand)) == ("binned", 5)


@pytest.mark.parametrize("lines", ["no-such-part 4", "90915", "90915 x", ""])
def test_an_order_of_unknown_parts_is_said_at_the_field(keeper: Client, lines: str) -> None:
    form = {"kind": "stock", "supplier": "Hengchuan", "lines": lines}

    reply = keeper.post("/parts/orders/new/", form)

    assert (reply.status_code, PartOrder.objects.count()) == (422, 0)
    assert 'id="lines-error"' in reply.text


def test_a_number_is_offered_while_it_is_typed(keeper: Client) -> None:
    part = make_stock(make_part("Oil filter", "90915-YZZD4"), 3)

    page = keeper.get("/parts/options/", {"number": "yzzd"}).text

    assert f'value="{part.number}"' in page
    assert "Oil filter · 3 pc" in page


def test_the_other_lists_open_empty_and_filled(keeper: Client) -> None:
    for address in ("/parts/orders/", "/parts/receipts/", "/parts/missing/"):
        assert keeper.get(address).status_code == 200
    order, receipt = make_order(make_part()), make_receipt([(make_part(), 1)])

    assert order.number in keeper.get("/parts/orders/", {"q": "hengchuan"}).text
    assert receipt.number in keeper.get("/parts/receipts/").text
    assert PartRequest.objects.count() == 0
