"""Bills: a document is the sum of its lines, posted means unchangeable, reversed at most once."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from forecourt.finance import commands, queries
from forecourt.finance.models import Bill, BillLine, BillState, NewLine, Receipt
from forecourt.finance.tests.make import (
    NINE,
    OIL_SERVICE_FEN,
    ORDER,
    make_actor,
    make_bill,
    make_party,
    make_posted,
    make_store,
)
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, constraint_name

pytestmark = pytest.mark.django_db


def _refused(sql: str, *values: UUID) -> str:
    """What the database says to a hand that writes past the commands, at the commit at last."""
    with pytest.raises(IntegrityError) as said:
        _write(sql, values)
    return constraint_name(said.value)


@transaction.atomic
def _write(sql: str, values: tuple[UUID, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_draft_is_the_sum_of_its_lines_with_the_tax_in_it() -> None:
    bill = make_bill()

    assert (bill.state, bill.number, bill.total_fen) == ("draft", "", OIL_SERVICE_FEN)
    lines = BillLine.objects.filter(bill=bill).order_by("place")
    assert [(line.place, line.total_fen, line.tax_fen) for line in lines] == [
        (1, 32_000, 3_681),
        (2, 39_600, 4_556),
    ]
    assert bill.tax_fen == 8_237


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "total"),
    [("1", 999, 0, 999), ("0.5", 999, 0, 500), ("0.15", 10, 0, 2), ("2.25", 10_10, 73, 2_200)],
)
def test_a_line_is_rounded_half_up_once(
    quantity: str, price: int, discount: int, total: int
) -> None:
    line = NewLine("Work", Decimal(quantity), price, discount_fen=discount)

    bill = make_posted([line])

    assert bill.total_fen == total


def test_a_posted_bill_has_a_number_without_gaps() -> None:
    first, dropped, second = make_bill(), make_bill(), make_bill()
    by = make_actor()

    commands.post_bill(bill_id=first.pk, by=by, at=NINE)
    commands.drop_draft(bill_id=dropped.pk, by=by, at=NINE)
    commands.post_bill(bill_id=second.pk, by=by, at=NINE)

    numbers = list(Bill.objects.order_by("number").values_list("number", flat=True))
    assert numbers == ["BL-261124-0001", "BL-261124-0002"]
    entry = Entry.objects.filter(kind="finance.bill_posted").order_by("pk").first()
    assert entry is not None
    assert entry.payload["number"] == "BL-261124-0001"
    assert entry.payload["total_fen"] == OIL_SERVICE_FEN


def test_a_draft_takes_other_lines_and_a_posted_bill_does_not() -> None:
    bill, by = make_bill(), make_actor()
    lines = [NewLine("Wash", Decimal(1), 3_000)]

    bill = commands.change_draft(bill_id=bill.pk, lines=lines, by=by, at=NINE)
    commands.post_bill(bill_id=bill.pk, by=by, at=NINE)

    assert bill.total_fen == 3_000
    with pytest.raises(commands.BillNotOpen):
        commands.change_draft(bill_id=bill.pk, lines=lines, by=by, at=NINE)
    with pytest.raises(commands.BillNotOpen):
        commands.drop_draft(bill_id=bill.pk, by=by, at=NINE)
    with pytest.raises(commands.BillNotOpen, match="Posted"):
        commands.post_bill(bill_id=bill.pk, by=by, at=NINE)


def test_a_bill_without_lines_or_party_is_refused() -> None:
    with pytest.raises(commands.EmptyBill):
        make_bill([])
    with pytest.raises(Missing):
        commands.draft_bill(
            source=ORDER,
            party_id=uuid4(),
            lines=[NewLine("Wash", Decimal(1), 3_000)],
            by=make_actor(),
            at=NINE,
        )
    assert not Bill.objects.exists()


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("UPDATE finance_bill SET total_fen = 1", "finance_bill_is_final"),
        ("UPDATE finance_bill SET title = 'x'", "finance_bill_is_final"),
        ("UPDATE finance_bill SET state = 'draft'", "finance_bill_is_final"),
        ("UPDATE finance_bill SET paid_fen = 5", "finance_bill_paid_by_receipts"),
        ("UPDATE finance_bill SET state = 'reversed'", "finance_bill_reversed_by_a_bill"),
        ("DELETE FROM finance_bill", "finance_bill_is_final"),
        ("UPDATE finance_billline SET text = 'x'", "finance_bill_is_final"),
        ("DELETE FROM finance_billline", "finance_bill_is_final"),
    ],
)
def test_nobody_changes_a_posted_bill_by_hand(sql: str, name: str) -> None:
    bill = make_posted()

    assert _refused(f"{sql} WHERE tenant_id = %s", bill.tenant_id) == name


def test_a_bill_that_is_not_the_sum_of_its_lines_cannot_be_posted() -> None:
    bill = make_bill()
    sql = """UPDATE finance_bill SET total_fen = 1, state = 'posted', number = 'BL-1',
             posted_at = now() WHERE tenant_id = %s"""

    assert _refused(sql, bill.tenant_id) == "finance_bill_is_its_lines"


def test_a_line_is_its_quantity_times_its_price() -> None:
    bill = make_bill()
    sql = "UPDATE finance_billline SET total_fen = total_fen + 1 WHERE tenant_id = %s"

    assert _refused(sql, bill.tenant_id) == "finance_billline_total_is_quantity_times_price"


def test_a_reversal_stands_against_the_bill_and_frees_its_money() -> None:
    bill, by = make_posted(), make_actor()
    receipt = commands.take_payment(
        bill_id=bill.pk, amount_fen=10_000, method="cash", by=by, at=NINE
    )

    counter = commands.reverse_bill(bill_id=bill.pk, reason="Wrong car", by=by, at=NINE)

    bill.refresh_from_db()
    counter.refresh_from_db()
    assert (bill.state, bill.paid_fen) == (BillState.REVERSED, 0)
    assert (counter.number, counter.total_fen) == ("RV-261124-0001", -OIL_SERVICE_FEN)
    assert counter.tax_fen == -bill.tax_fen
    assert Receipt.objects.get(pk=receipt.pk).left_fen == 10_000
    assert queries.balance_of(by, ORDER) == queries.Balance(0, 0)
    payload = Entry.objects.get(kind="finance.bill_reversed").payload
    assert payload["freed_receipt_ids"] == [str(receipt.pk)]


def test_a_bill_is_reversed_at_most_once_and_a_reversal_never() -> None:
    bill, by = make_posted(), make_actor()
    counter = commands.reverse_bill(bill_id=bill.pk, reason="Wrong car", by=by, at=NINE)

    for one in (bill, counter):
        with pytest.raises(commands.BillNotOpen):
            commands.reverse_bill(bill_id=one.pk, reason="Again", by=by, at=NINE)

    assert Bill.objects.count() == 2


def test_the_bill_of_another_store_does_not_exist() -> None:
    bill = make_bill()
    stranger = make_actor(store=make_store())

    with pytest.raises(Missing):
        commands.post_bill(bill_id=bill.pk, by=stranger, at=NINE)
    with pytest.raises(Missing):
        queries.bill(stranger, bill.pk)


def test_two_stores_may_use_one_number() -> None:
    second = make_actor(store=make_store())

    numbers = [make_posted(by=by).number for by in (make_actor(), second)]

    assert numbers == ["BL-261124-0001", "BL-261124-0001"]


@pytest.mark.parametrize("count", [1, 10])
def test_the_statements_do_not_grow_with_the_lines(count: int) -> None:
    party, by = make_party(), make_actor()
    lines = [NewLine("Work", Decimal(1), 1_000)] * count

    with CaptureQueriesContext(connection) as asked:
        make_bill(lines, party=party, by=by)

    work = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    assert len(work) == 5  # party, currency, head, lines, journal
