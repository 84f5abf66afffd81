"""Ordering parts, and counting what comes in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Missing, Refused
from forecourt.kernel.source import Source
from forecourt.parts.commands.stock import serve_waiting
from forecourt.parts.facts import (
    GoodsReceiptCounted,
    GoodsReceiptOpened,
    GoodsReceived,
    PartOrderMoved,
    PartOrderProposed,
)
from forecourt.parts.models import (
    Bin,
    GoodsReceipt,
    GoodsReceiptLine,
    MoveKind,
    OrderKind,
    OrderState,
    Part,
    PartOrder,
    PartOrderLine,
    PartRequest,
    ReceiptState,
    Stock,
    StockMove,
)
from forecourt.parts.rules import Received
from forecourt.store.queries import business_day


class EmptyReceipt(Refused):
    code = "empty-receipt"

    def __init__(self) -> None:
        super().__init__(_("The receipt has no lines. Put down what was counted first."))


class AlreadyPosted(Refused):
    code = "already-posted"

    def __init__(self, number: str) -> None:
        sentence = _("Receipt %(number)s is posted; it keeps its lines.")
        super().__init__(sentence % {"number": number})


class EmptyOrder(Refused):
    code = "empty-order"

    def __init__(self) -> None:
        super().__init__(_("An order needs at least one part."))


class NothingMissing(Refused):
    code = "nothing-missing"

    def __init__(self) -> None:
        super().__init__(_("No missing part is without an order."))


@transaction.atomic
def open_goods_receipt(
    *,
    supplier: str,
    delivery_note: str = "",
    order_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> GoodsReceipt:
    """Begin to count a delivery; the lines of its order are put down as expected.

    Raises:
        Missing: this store has no such order.
    """
    lines: list[Received] = []
    if order_id is not None:
        order = locked(PartOrder.objects.seen_by(by), order_id)
        ordered = PartOrderLine.objects.seen_by(by).filter(order=order).select_related("part")
        lines = [Received(line.part_id, line.quantity, line.part.cost_fen) for line in ordered]
        supplier = supplier or order.supplier
    receipt = GoodsReceipt.open(
        supplier,
        delivery_note=delivery_note,
        order_id=order_id,
        on=business_day(by, at),
        by=by,
        at=at,
    )
    _write_lines(receipt, lines, by=by)
    record(GoodsReceiptOpened(receipt_id=receipt.pk, number=receipt.number), by=by, at=at)
    return receipt


@transaction.atomic
def add_receipt_line(
    *, receipt_id: UUID, line: Received, by: Actor, at: datetime
) -> GoodsReceiptLine:
    """Put a counted line on a receipt that is not posted yet.

    Raises:
        Missing: this store has no such receipt, or the dealer group no such part.
        AlreadyPosted: the receipt moved the stock already.
    """
    receipt = _draft(receipt_id, by=by)
    if not Part.objects.seen_by(by).filter(pk=line.part_id).exists():
        raise Missing(_("This record does not exist."))
    written = _write_lines(receipt, [line], by=by)[0]
    fact = GoodsReceiptCounted(
        receipt_id=receipt.pk, part_id=line.part_id, quantity=str(line.quantity)
    )
    record(fact, by=by, at=at)
    return written


@transaction.atomic
def drop_receipt_line(*, receipt_id: UUID, line_id: UUID, by: Actor, at: datetime) -> None:
    """Take a line off a receipt that is not posted yet.

    Raises:
        Missing: this store has no such receipt or line.
        AlreadyPosted: the receipt moved the stock already.
    """
    receipt = _draft(receipt_id, by=by)
    rows = GoodsReceiptLine.objects.seen_by(by).filter(receipt=receipt)
    line = locked(rows, line_id)
    rows.filter(pk=line.pk).drop()
    fact = GoodsReceiptCounted(receipt_id=receipt.pk, part_id=line.part_id, quantity="0")
    record(fact, by=by, at=at)


@transaction.atomic
def post_goods_receipt(*, receipt_id: UUID, by: Actor, at: datetime) -> GoodsReceipt:
    """Put what was counted into the stock; who waits for it gets it, the oldest first.

    The order that the goods came for is put away.

    Raises:
        Missing: this store has no such receipt.
        AlreadyPosted: it moved the stock already.
        EmptyReceipt: nothing was counted.
    """
    receipt = _draft(receipt_id, by=by)
    order = locked(PartOrder.objects.seen_by(by), receipt.order_id) if receipt.order_id else None
    found = GoodsReceiptLine.objects.seen_by(by).filter(receipt=receipt)
    lines = list(found.select_related("bin").order_by("pk"))
    if not lines:
        raise EmptyReceipt
    stocks = Stock.objects.seen_by(by).held({line.part_id for line in lines}, store_id=by.store_id)
    _find_homes(stocks.values(), lines, by=by)
    receipt.post(by=by, at=at)
    paper = Source("parts.goods_receipt", str(receipt.pk))
    StockMove.post(
        StockMove.of(
            stocks[line.part_id],
            MoveKind.RECEIPT,
            line.quantity,
            source=paper,
            line=line.pk,
            unit_cost_fen=line.unit_cost_fen,
            by=by,
            at=at,
        )
        for line in lines
    )
    Part.objects.seen_by(by).bought_at(
        {line.part_id: line.unit_cost_fen for line in lines if line.unit_cost_fen}
    )
    if order:
        order.put_away(at=at)
    fact = GoodsReceived(
        receipt_id=receipt.pk,
        number=receipt.number,
        part_ids=tuple(sorted(stocks)),
        order_id=receipt.order_id,
    )
    record(fact, by=by, at=at)
    free: dict[UUID, Decimal] = {part_id: stock.free for part_id, stock in stocks.items()}
    for line in lines:
        free[line.part_id] += line.quantity
    serve_waiting(free=free, by=by, at=at)
    return receipt


@transaction.atomic
def receive_goods(
    *,
    supplier: str,
    lines: Sequence[Received],
    delivery_note: str = "",
    by: Actor,
    at: datetime,
) -> GoodsReceipt:
    """Count and post a delivery in one go.

    Raises:
        Missing: the dealer group has no such part.
        EmptyReceipt: there are no lines.
    """
    receipt = GoodsReceipt.open(
        supplier, delivery_note=delivery_note, order_id=None, on=business_day(by, at), by=by, at=at
    )
    if Part.objects.seen_by(by).filter(pk__in={line.part_id for line in lines}).count() < len(
        {line.part_id for line in lines}
    ):
        raise Missing(_("This record does not exist."))
    _write_lines(receipt, lines, by=by)
    return post_goods_receipt(receipt_id=receipt.pk, by=by, at=at)


@transaction.atomic
def propose_part_order(
    *,
    kind: OrderKind,
    supplier: str,
    lines: Iterable[tuple[UUID, Decimal]],
    by: Actor,
    at: datetime,
) -> PartOrder:
    """Draft an order to a supplier: part and quantity per line; a part twice is added up.

    Raises:
        EmptyOrder: there are no lines.
        Missing: the dealer group has no such part.
    """
    quantities: dict[UUID, Decimal] = defaultdict(Decimal)
    for part_id, quantity in lines:
        quantities[part_id] += quantity
    if not quantities:
        raise EmptyOrder
    if Part.objects.seen_by(by).filter(pk__in=quantities).count() < len(quantities):
        raise Missing(_("This record does not exist."))
    order = PartOrder.propose(kind, supplier, on=business_day(by, at), by=by, at=at)
    PartOrderLine.write(order, quantities.items())
    fact = PartOrderProposed(
        order_id=order.pk, number=order.number, part_ids=tuple(sorted(quantities))
    )
    record(fact, by=by, at=at)
    return order


@transaction.atomic
def order_missing(*, supplier: str, by: Actor, at: datetime) -> PartOrder:
    """Draft an urgent order for every missing part that no order is under way for.

    Raises:
        NothingMissing: there is none.
    """
    rows = PartRequest.objects.seen_by(by).missing().filter(order_line__isnull=True)
    requests = list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
    if not requests:
        raise NothingMissing
    order = propose_part_order(
        kind=OrderKind.URGENT,
        supplier=supplier,
        lines=[(request.part_id, request.quantity) for request in requests],
        by=by,
        at=at,
    )
    lines = {line.part_id: line for line in PartOrderLine.objects.seen_by(by).filter(order=order)}
    PartRequest.objects.seen_by(by).order_by_lines(
        [(request, lines[request.part_id]) for request in requests]
    )
    return order


@transaction.atomic
def move_part_order(
    *,
    order_id: UUID,
    state: OrderState,
    by: Actor,
    at: datetime,
    expected_on: date | None = None,
) -> PartOrder:
    """Take an order one step along its flow; a cancelled one leaves its parts missing again.

    Raises:
        Missing: this store has no such order.
        IllegalMove: the flow has no such step.
    """
    order = locked(PartOrder.objects.seen_by(by), order_id)
    order.move(state, at=at, expected_on=expected_on)
    if state == OrderState.CANCELLED:
        PartRequest.objects.seen_by(by).lose_order(order)
    record(PartOrderMoved(order_id=order.pk, state=state), by=by, at=at)
    return order


def _draft(receipt_id: UUID, *, by: Actor) -> GoodsReceipt:
    receipt = locked(GoodsReceipt.objects.seen_by(by), receipt_id)
    if receipt.state == ReceiptState.POSTED:
        raise AlreadyPosted(receipt.number)
    return receipt


def _write_lines(
    receipt: GoodsReceipt, lines: Iterable[Received], *, by: Actor
) -> list[GoodsReceiptLine]:
    counted = tuple(lines)
    bins = Bin.objects.seen_by(by).ensured(by.store_id, [line.bin_code for line in counted])
    return GoodsReceiptLine.write(
        GoodsReceiptLine(
            store_id=receipt.store_id,
            receipt=receipt,
            part_id=line.part_id,
            quantity=line.quantity,
            unit_cost_fen=line.unit_cost_fen,
            bin=bins.get(line.bin_code),
        )
        for line in counted
    )


def _find_homes(stocks: Iterable[Stock], lines: Iterable[GoodsReceiptLine], *, by: Actor) -> None:
    """A part without a home bin is at home where it was put first."""
    put = {line.part_id: line.bin for line in lines if line.bin}
    homeless = [stock for stock in stocks if stock.bin is None and stock.part_id in put]
    for stock in homeless:
        stock.bin = put[stock.part_id]
    if homeless:
        Stock.objects.seen_by(by).put_in_bins(homeless)
