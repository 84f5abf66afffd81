"""The cashier's screens in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forecourt.finance import commands
from forecourt.finance.models import Bill, Receipt, Refund
from forecourt.finance.tests.make import (
    NINE,
    OIL_SERVICE_FEN,
    Role,
    login,
    make_actor,
    make_bill,
    make_deposit,
    make_posted,
    make_staff,
)
from forecourt.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nine() -> Iterator[None]:
    with clock.frozen(NINE):
        yield


@pytest.fixture
def cashier(client: Client) -> Client:
    return login(client, make_staff("Sun Li", Role.CASHIER))


@pytest.fixture
def accountant() -> Client:
    return login(Client(), make_staff("Wu Hong", Role.ACCOUNTANT))


def _pay(client: Client, bill: Bill, amount: str, **more: str) -> int:
    form = {"amount_fen": amount, "method": "wechat", "idempotency_key": str(uuid4()), **more}
    return client.post(f"/finance/bills/{bill.pk}/pay/", form).status_code


def test_the_till_shows_open_bills_and_todays_money(cashier: Client) -> None:
    paid, due = make_posted(), make_posted()
    commands.take_payment(
        bill_id=paid.pk, amount_fen=OIL_SERVICE_FEN, method="cash", by=make_actor(), at=NINE
    )

    page = cashier.get("/finance/").text

    assert f'id="bill-{due.pk}"' in page
    assert f'id="bill-{paid.pk}"' not in page
    assert "RC-261124-0001" in page
    assert page.count("¥716.00") >= 3


def test_the_till_reads_its_page_in_a_fixed_number_of_statements(
    cashier: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(5):
        make_posted()

    with django_assert_num_queries(7):  # who (1), page and count (2), day book (4)
        cashier.get("/finance/")


def test_a_bill_is_found_by_its_order_and_by_its_payer(cashier: Client) -> None:
    bill = make_posted()

    for text in ("ro-261124", "张伟", "BL-261124-0001"):
        assert f'id="bill-{bill.pk}"' in cashier.get("/finance/", {"q": text}).text
    assert "No bill waits for money" in cashier.get("/finance/", {"q": "Nobody"}).text


def test_a_part_payment_is_taken_once_and_its_receipt_can_be_printed(cashier: Client) -> None:
    bill = make_posted()
    key = str(uuid4())

    first = _pay(cashier, bill, "500", idempotency_key=key)
    second = _pay(cashier, bill, "500", idempotency_key=key)

    assert (first, second) == (302, 302)
    receipt = Receipt.objects.get()
    page = cashier.get(f"/finance/bills/{bill.pk}/", {"receipt": str(receipt.pk)}).text
    assert "¥216.00" in page
    assert f"/finance/receipts/{receipt.pk}/" in page
    paper = cashier.get(f"/finance/receipts/{receipt.pk}/").text
    assert "RC-261124-0001" in paper
    assert "¥500.00" in paper


@pytest.mark.parametrize("amount", ["", "abc", "0", "1.234"])
def test_a_wrong_amount_is_said_at_the_field(cashier: Client, amount: str) -> None:
    assert _pay(cashier, make_posted(), amount) == 422
    assert not Receipt.objects.exists()


def test_too_much_is_a_sentence_in_the_notices(cashier: Client) -> None:
    bill = make_posted()
    form = {"amount_fen": "800", "method": "cash", "idempotency_key": str(uuid4())}

    reply = cashier.post(f"/finance/bills/{bill.pk}/pay/", form, headers={"HX-Request": "true"})

    assert (reply.status_code, reply["HX-Retarget"]) == (409, "#notices")
    assert "Only ¥716.00 are open" in reply.text


def test_a_deposit_is_offered_and_used(cashier: Client) -> None:
    deposit, bill = make_deposit(10_000), make_posted()
    assert "Unused money" in cashier.get(f"/finance/bills/{bill.pk}/").text

    cashier.post(
        f"/finance/bills/{bill.pk}/use-deposit/",
        {"receipt_id": str(deposit.pk), "idempotency_key": str(uuid4())},
    )

    assert Bill.objects.get(pk=bill.pk).paid_fen == 10_000
    assert "Unused money" not in cashier.get(f"/finance/bills/{bill.pk}/").text


def test_a_draft_asks_for_no_money(cashier: Client) -> None:
    page = cashier.get(f"/finance/bills/{make_bill().pk}/").text

    assert 'id="pay"' not in page


def test_the_accountant_reverses_and_the_cashier_may_not(
    cashier: Client, accountant: Client
) -> None:
    bill = make_posted()
    form = {"reason": "Wrong car", "idempotency_key": str(uuid4())}

    assert cashier.post(f"/finance/bills/{bill.pk}/reverse/", form).status_code == 403
    assert "data-open" not in cashier.get(f"/finance/bills/{bill.pk}/").text
    assert accountant.post(f"/finance/bills/{bill.pk}/reverse/", form).status_code == 302

    assert Bill.objects.get(pk=bill.pk).state == "reversed"


def test_the_accountant_pays_back_and_the_day_book_shows_it(accountant: Client) -> None:
    deposit = make_deposit(50_000)
    form = {"amount_fen": "500", "method": "card", "reason": "No car"}
    assert accountant.get(f"/finance/receipts/{deposit.pk}/refund/").status_code == 200

    reply = accountant.post(
        f"/finance/receipts/{deposit.pk}/refund/", {**form, "idempotency_key": str(uuid4())}
    )

    assert reply.status_code == 302
    assert Refund.objects.get().reason == "No car"
    book = accountant.get("/finance/day-book/", {"on": "2026-11-24"}).text
    assert "No car" in book
    assert "No money yet" in accountant.get("/finance/day-book/", {"on": "2026-11-23"}).text


def test_the_bill_page_reads_everything_in_a_fixed_number_of_statements(
    cashier: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    bill = make_posted()

    with django_assert_num_queries(6):  # who, bill, lines, uses, reversal, unused money
        cashier.get(f"/finance/bills/{bill.pk}/")
