"""Stock changes by moves only, is never negative, and no move is ever changed."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum
from uuid_utils.compat import uuid7

from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, constraint_name
from forecourt.kernel.source import Source
from forecourt.parts import commands
from forecourt.parts.models import MoveKind, OrderKind, OrderState, Part, Stock, StockMove
from forecourt.parts.rules import Received
from forecourt.parts.tests.make import (
    NINE,
    issue,
    make_actor,
    make_order,
    make_part,
    make_receipt,
    make_request,
    make_stock,
    make_store,
)

pytestmark = pytest.mark.django_db


def _refused(sql: str, *values: UUID) -> str:
    """What the database says to a hand that writes past the commands."""
    with (
        pytest.raises(IntegrityError) as said,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, values)
    return constraint_name(said.value)


def test_on_hand_is_the_sum_of_the_moves() -> None:
    part = make_stock(quantity=10)
    request = make_request(part, 4)
    issue(request)
    commands.return_part(request_id=request.pk, quantity=Decimal(1), by=make_actor(), at=NINE)

    moved = StockMove.objects.filter(part=part).aggregate(total=Sum("quantity"))
    assert (int(Stock.objects.get(part=part).on_hand), int(moved["total"])) == (7, 7)


@pytest.mark.parametrize("change", ["on_hand = 99", "reserved = 1", "on_hand = on_hand + 1"])
def test_nobody_writes_the_stock_by_hand(change: str) -> None:
    part = make_stock(quantity=10)
    sql = f"UPDATE parts_stock SET {change} WHERE tenant_id = %s AND part_id = %s"  # noqa: S608

    assert _refused(sql, part.tenant_id, part.pk) == "parts_stock_only_by_moves"


@pytest.mark.parametrize(
    ("table", "verb"),
    [
        ("parts_stockmove", "UPDATE parts_stockmove SET quantity = 99 WHERE tenant_id = %s"),
        ("parts_stockmove", "DELETE FROM parts_stockmove WHERE tenant_id = %s"),
        ("parts_slipline", "UPDATE parts_slipline SET quantity = 99 WHERE tenant_id = %s"),
        ("parts_issueslip", "DELETE FROM parts_issueslip WHERE tenant_id = %s"),
        ("parts_goodsreceipt", "UPDATE parts_goodsreceipt SET supplier = 'x' WHERE tenant_id = %s"),
        ("parts_goodsreceiptline", "DELETE FROM parts_goodsreceiptline WHERE tenant_id = %s"),
        ("parts_partrequest", "DELETE FROM parts_partrequest WHERE tenant_id = %s"),
    ],
)
def test_posted_papers_are_kept_as_they_are(table: str, verb: str) -> None:
    part = make_stock()
    issue(make_request(part))

    assert (table, _refused(verb, part.tenant_id)) == (table, "parts_paper_is_kept")


def test_stock_is_never_negative() -> None:
    part = make_stock(quantity=2)
    stock = Stock.objects.get(part=part)
    move = StockMove.of(
        stock,
        MoveKind.ISSUE,
        Decimal(-3),
        source=Source("test", "1"),
        line=uuid7(),
        by=make_actor(),
        at=NINE,
    )

    with pytest.raises(IntegrityError, match="parts_stock_is_never_negative"), transaction.atomic():
        StockMove.post([move])

    assert Stock.objects.get(part=part).on_hand == 2


def test_a_document_line_moves_stock_once() -> None:
    part = make_stock(quantity=2)
    stock, line = Stock.objects.get(part=part), uuid7()

    def post() -> None:
        source, by = Source("test", "1"), make_actor()
        move = StockMove.of(
            stock, MoveKind.RECEIPT, Decimal(1), source=source, line=line, by=by, at=NINE
        )
        with transaction.atomic():
            StockMove.post([move])

    post()
    with pytest.raises(IntegrityError, match="parts_stockmove_line_moves_once"):
        post()

    assert Stock.objects.get(part=part).on_hand == 3


def test_a_receipt_finds_a_home_bin_and_the_last_price() -> None:
    part = make_part()

    receipt = make_receipt([(part, 3)], bin_code="B-02-4")

    stock = Stock.objects.select_related("bin").get(part=part)
    assert stock.bin is not None
    assert (receipt.number, stock.bin.code) == ("GR-261124-001", "B-02-4")
    assert Part.objects.get(pk=part.pk).cost_fen == 3_000
    assert Entry.objects.get(kind="parts.goods_received").payload["number"] == "GR-261124-001"


def test_a_draft_receipt_is_counted_line_by_line_and_posted_once() -> None:
    part, by = make_part(), make_actor()
    receipt = commands.open_goods_receipt(supplier="Hengchuan", by=by, at=NINE)
    wrong = commands.add_receipt_line(
        receipt_id=receipt.pk, line=Received(part.pk, Decimal(9)), by=by, at=NINE
    )
    commands.drop_receipt_line(receipt_id=receipt.pk, line_id=wrong.pk, by=by, at=NINE)
    with pytest.raises(commands.EmptyReceipt):
        commands.post_goods_receipt(receipt_id=receipt.pk, by=by, at=NINE)
    commands.add_receipt_line(
        receipt_id=receipt.pk, line=Received(part.pk, Decimal(6)), by=by, at=NINE
    )

    commands.post_goods_receipt(receipt_id=receipt.pk, by=by, at=NINE)

    assert Stock.objects.get(part=part).on_hand == 6
    with pytest.raises(commands.AlreadyPosted):
        commands.post_goods_receipt(receipt_id=receipt.pk, by=by, at=NINE)


def test_missing_parts_are_ordered_at_once_and_put_away_by_their_receipt() -> None:
    part, by = make_part(), make_actor()
    request = make_request(part, 3)

    order = commands.order_missing(supplier="Hengchuan", by=by, at=NINE)
    commands.move_part_order(order_id=order.pk, state=OrderState.REPORTED, by=by, at=NINE)
    receipt = commands.open_goods_receipt(supplier="", order_id=order.pk, by=by, at=NINE)
    commands.post_goods_receipt(receipt_id=receipt.pk, by=by, at=NINE)

    order.refresh_from_db()
    request.refresh_from_db()
    assert (order.number, order.kind, order.state) == ("PO-261124-001", "urgent", "binned")
    assert (request.state, receipt.supplier) == ("reserved", "Hengchuan")
    with pytest.raises(commands.NothingMissing):
        commands.order_missing(supplier="Hengchuan", by=by, at=NINE)


def test_a_cancelled_order_leaves_its_parts_without_an_order() -> None:
    part, by = make_part(), make_actor()
    make_request(part, 3)
    order = commands.order_missing(supplier="Hengchuan", by=by, at=NINE)

    commands.move_part_order(order_id=order.pk, state=OrderState.CANCELLED, by=by, at=NINE)

    assert commands.order_missing(supplier="Other", by=by, at=NINE).number == "PO-261124-002"


def test_an_order_without_parts_is_refused() -> None:
    with pytest.raises(commands.EmptyOrder):
        commands.propose_part_order(
            kind=OrderKind.STOCK, supplier="Hengchuan", lines=[], by=make_actor(), at=NINE
        )


def test_a_number_is_in_the_master_once() -> None:
    part, by = make_part(), make_actor()

    with pytest.raises(commands.PartNumberTaken, match=part.number):
        commands.file_part(number=part.number, name="Other", by=by, at=NINE)


def test_a_price_change_keeps_the_price_before_in_the_journal() -> None:
    part, by = make_part(price_fen=4_500), make_actor()

    commands.change_part(part_id=part.pk, name="Oil filter", price_fen=4_800, by=by, at=NINE)

    entry = Entry.objects.get(kind="parts.part_changed")
    assert (entry.payload["price_fen_before"], entry.payload["price_fen"]) == (4_500, 4_800)


def test_a_part_moves_to_a_new_bin() -> None:
    part = make_stock(bin_code="A-01-1")

    stock = commands.put_in_bin(part_id=part.pk, bin_code="C-09-1", by=make_actor(), at=NINE)

    assert stock.bin is not None
    assert stock.bin.code == "C-09-1"


def test_papers_of_another_store_do_not_exist() -> None:
    part = make_part()
    order, receipt = make_order(part), make_receipt([(part, 1)])
    stranger = make_actor(store=make_store())

    with pytest.raises(Missing):
        commands.move_part_order(order_id=order.pk, state=OrderState.REPORTED, by=stranger, at=NINE)
    with pytest.raises(Missing):
        commands.post_goods_receipt(receipt_id=receipt.pk, by=stranger, at=NINE)
