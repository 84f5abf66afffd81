"""Money: taken for a bill or before it, used once, paid back by the right person."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from forecourt.finance import commands, queries
from forecourt.finance.models import Bill, PayMethod, Receipt, ReceiptUse, Refund
from forecourt.finance.tests.make import (
    NINE,
    OIL_SERVICE_FEN,
    ORDER,
    make_actor,
    make_bill,
    make_deposit,
    make_posted,
    make_store,
    other_person,
)
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, WrongInput, constraint_name

pytestmark = pytest.mark.django_db


def _refused(sql: str, *values: UUID) -> str:
    with (
        pytest.raises(IntegrityError) as said,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, values)
    return constraint_name(said.value)


def _pay(bill: Bill, amount_fen: int, method: str = "wechat") -> Receipt:
    return commands.take_payment(
        bill_id=bill.pk, amount_fen=amount_fen, method=method, by=make_actor(), at=NINE
    )


def test_a_bill_is_paid_in_two_parts() -> None:
    bill, by = make_posted(), make_actor()

    first = _pay(bill, 50_000)
    assert queries.due_fen(by, bill.pk) == 21_600
    second = _pay(bill, 21_600, "cash")

    assert queries.due_fen(by, bill.pk) == 0
    assert [first.number, second.number] == ["RC-261124-0001", "RC-261124-0002"]
    assert (first.kind, first.left_fen) == ("service", 0)
    facts = Entry.objects.filter(kind="finance.payment_taken").order_by("pk")
    assert [(f.payload["due_fen"], f.payload["is_settled"]) for f in facts] == [
        (21_600, False),
        (0, True),
    ]


def test_more_than_is_due_is_refused_and_nothing_is_taken() -> None:
    bill = make_posted()
    _pay(bill, 50_000)

    with pytest.raises(commands.TooMuch, match=r"Only ¥216\.00 are open"):
        _pay(bill, 21_601)

    assert Receipt.objects.count() == 1


@pytest.mark.parametrize("amount_fen", [0, -100])
def test_nothing_or_less_is_no_payment(amount_fen: int) -> None:
    with pytest.raises(WrongInput):
        _pay(make_posted(), amount_fen)


def test_a_draft_takes_no_money() -> None:
    with pytest.raises(commands.BillNotOpen, match="Draft"):
        _pay(make_bill(), 100)


def test_a_refused_payment_leaves_no_gap_in_the_numbers() -> None:
    bill = make_posted()
    with pytest.raises(commands.TooMuch):
        _pay(bill, OIL_SERVICE_FEN + 1)

    assert _pay(bill, OIL_SERVICE_FEN).number == "RC-261124-0001"


def test_a_deposit_waits_for_its_bill_and_is_used_up_to_what_is_due() -> None:
    deposit, by = make_deposit(100_000), make_actor()
    bill = make_posted()

    use = commands.use_deposit(receipt_id=deposit.pk, bill_id=bill.pk, by=by, at=NINE)

    assert use.amount_fen == OIL_SERVICE_FEN
    row = queries.deposits(by, ORDER)[0]
    assert (row.number, row.left_fen) == ("RC-261124-0001", 100_000 - OIL_SERVICE_FEN)
    assert queries.balance_of(by, ORDER).is_settled


def test_a_deposit_is_used_once() -> None:
    deposit, by = make_deposit(10_000), make_actor()
    first, second = make_posted(), make_posted()
    commands.use_deposit(receipt_id=deposit.pk, bill_id=first.pk, by=by, at=NINE)

    with pytest.raises(commands.NothingLeft, match="RC-261124-0001"):
        commands.use_deposit(receipt_id=deposit.pk, bill_id=second.pk, by=by, at=NINE)

    assert queries.due_fen(by, second.pk) == OIL_SERVICE_FEN


def test_a_paid_bill_takes_no_deposit() -> None:
    bill = make_posted()
    _pay(bill, OIL_SERVICE_FEN)

    with pytest.raises(commands.BillNotOpen):
        commands.use_deposit(
            receipt_id=make_deposit().pk, bill_id=bill.pk, by=make_actor(), at=NINE
        )


def test_a_second_person_pays_a_deposit_back() -> None:
    deposit = make_deposit(100_000, kind="earnest_money")

    with pytest.raises(commands.SecondPersonNeeded, match="Above ¥200"):
        commands.refund_receipt(
            receipt_id=deposit.pk, amount_fen=100_000, reason="No car", by=make_actor(), at=NINE
        )
    refund = commands.refund_receipt(
        receipt_id=deposit.pk, amount_fen=100_000, reason="No car", by=other_person(), at=NINE
    )

    assert (refund.number, refund.method) == ("RF-261124-0001", PayMethod.CARD)
    assert Receipt.objects.get(pk=deposit.pk).left_fen == 0
    assert Entry.objects.get(kind="finance.receipt_refunded").payload["reason"] == "No car"


def test_a_small_sum_is_paid_back_by_who_took_it() -> None:
    deposit = make_deposit(20_000)

    commands.refund_receipt(
        receipt_id=deposit.pk, amount_fen=20_000, reason="Too much", by=make_actor(), at=NINE
    )

    assert Refund.objects.count() == 1


def test_what_was_used_cannot_be_paid_back_too() -> None:
    deposit, bill = make_deposit(OIL_SERVICE_FEN + 5_000), make_posted()
    commands.use_deposit(receipt_id=deposit.pk, bill_id=bill.pk, by=make_actor(), at=NINE)

    with pytest.raises(commands.TooMuch, match=r"Only ¥50\.00"):
        commands.refund_receipt(
            receipt_id=deposit.pk, amount_fen=5_001, reason="x", by=other_person(), at=NINE
        )


def test_a_refund_says_why() -> None:
    with pytest.raises(WrongInput):
        commands.refund_receipt(
            receipt_id=make_deposit().pk, amount_fen=1, reason=" ", by=other_person(), at=NINE
        )


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("UPDATE finance_receipt SET amount_fen = 1", "finance_receipt_is_final"),
        ("UPDATE finance_receipt SET used_fen = 0", "finance_receipt_is_final"),
        ("DELETE FROM finance_receipt", "finance_receipt_is_final"),
        ("UPDATE finance_receiptuse SET amount_fen = 1", "finance_receipt_is_final"),
        ("DELETE FROM finance_receiptuse", "finance_receipt_is_final"),
        ("DELETE FROM finance_refund", "finance_receipt_is_final"),
    ],
)
def test_nobody_changes_money_by_hand(sql: str, name: str) -> None:
    deposit, bill = make_deposit(100_000), make_posted()
    commands.use_deposit(receipt_id=deposit.pk, bill_id=bill.pk, by=make_actor(), at=NINE)
    commands.refund_receipt(
        receipt_id=deposit.pk, amount_fen=1_000, reason="x", by=other_person(), at=NINE
    )

    assert _refused(f"{sql} WHERE tenant_id = %s", bill.tenant_id) == name


def test_the_database_keeps_used_within_paid_and_within_due() -> None:
    deposit, bill, by = make_deposit(50_000), make_posted(), make_actor()

    with (
        pytest.raises(IntegrityError, match="finance_receipt_gives_what_it_holds"),
        transaction.atomic(),
    ):
        ReceiptUse.write(deposit, bill, 50_001, by=by, at=NINE)
    deposit = make_deposit(100_000)
    with (
        pytest.raises(IntegrityError, match="finance_bill_paid_is_within_its_total"),
        transaction.atomic(),
    ):
        ReceiptUse.write(deposit, bill, OIL_SERVICE_FEN + 1, by=by, at=NINE)

    assert queries.due_fen(by, bill.pk) == OIL_SERVICE_FEN


def test_the_database_asks_for_the_second_person_too() -> None:
    deposit = make_deposit(50_000)

    with (
        pytest.raises(IntegrityError, match="finance_refund_needs_a_second_person"),
        transaction.atomic(),
    ):
        Refund.write(
            deposit,
            50_000,
            method="cash",
            reason="x",
            alone_up_to_fen=20_000,
            on=NINE.date(),
            by=make_actor(),
            at=NINE,
        )


def test_the_money_of_another_store_does_not_exist() -> None:
    deposit, bill = make_deposit(), make_posted()
    stranger = make_actor(store=make_store())

    with pytest.raises(Missing):
        commands.refund_receipt(
            receipt_id=deposit.pk, amount_fen=1, reason="x", by=stranger, at=NINE
        )
    with pytest.raises(Missing):
        commands.take_payment(bill_id=bill.pk, amount_fen=1, method="cash", by=stranger, at=NINE)
    assert queries.deposits(stranger, ORDER) == []


def test_the_day_book_adds_up_per_method() -> None:
    bill = make_posted()
    _pay(bill, 50_000, "wechat")
    _pay(bill, 10_000, "wechat")
    _pay(bill, 5_000, "cash")
    deposit = make_deposit(20_000)
    commands.refund_receipt(
        receipt_id=deposit.pk, amount_fen=4_000, reason="x", by=other_person(), at=NINE
    )

    book = queries.day_book(make_actor(), on=NINE.date())

    assert {total.method.value: (total.count, total.net_fen) for total in book.totals} == {
        "cash": (1, 5_000),
        "card": (1, 16_000),
        "wechat": (2, 60_000),
        "alipay": (0, 0),
        "transfer": (0, 0),
    }
    assert (book.net_fen, len(book.receipts), len(book.refunds)) == (81_000, 4, 1)
