"""Part orders and goods receipts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Missing
from forecourt.parts.models import (
    GoodsReceipt,
    GoodsReceiptLine,
    OrderKind,
    OrderState,
    PartOrder,
    PartOrderLine,
    ReceiptState,
)
from forecourt.parts.models.order import ENDED, ORDER_FLOW
from forecourt.parts.rules import counted
from forecourt.ui.paging import Page, page_of


@dataclass(frozen=True, slots=True)
class OrderRow:
    order_id: UUID
    number: str
    kind_label: str
    supplier: str
    state: OrderState
    line_count: int
    proposed_at: datetime
    expected_on: date | None

    @property
    def state_label(self) -> str:
        return str(self.state.label)

    @property
    def stage(self) -> str:
        return _ORDER_STAGES.get(self.state, "work")


_ORDER_STAGES = {
    OrderState.DRAFT: "plan",
    OrderState.BINNED: "done",
    OrderState.CLAIMED: "qc",
    OrderState.CANCELLED: "plan",
}
ORDER_SORTS = {"number", "supplier", "state", "proposed_at", "expected_on"}


def order_rows(
    by: Actor, *, text: str = "", which: str = "open", sort: str = "-proposed_at", page: int = 1
) -> Page[OrderRow]:
    """Part orders, ``open`` or all; three statements."""
    rows = PartOrder.objects.seen_by(by)
    if which == "open":
        rows = rows.on_the_way()
    if text:
        rows = rows.filter(Q(number__icontains=text) | Q(supplier__icontains=text))
    found = page_of(rows.order_by(sort, "pk"), page)
    lines = PartOrderLine.objects.seen_by(by).filter(order__in=[row.pk for row in found.rows])
    counts = dict(lines.values("order_id").annotate(n=Count("pk")).values_list("order_id", "n"))
    return found.with_rows([_order_row(row, counts.get(row.pk, 0)) for row in found.rows])


def _order_row(row: PartOrder, line_count: int) -> OrderRow:
    return OrderRow(
        order_id=row.pk,
        number=row.number,
        kind_label=str(OrderKind(row.kind).label),
        supplier=row.supplier,
        state=OrderState(row.state),
        line_count=line_count,
        proposed_at=row.proposed_at,
        expected_on=row.expected_on,
    )


@dataclass(frozen=True, slots=True)
class OrderLineRow:
    part_id: UUID
    number: str
    name: str
    unit: str
    quantity: str
    waiting: tuple[str, ...]  # what it is for, where somebody waits


@dataclass(frozen=True, slots=True)
class OrderCard:
    row: OrderRow
    proposed_by: str
    lines: tuple[OrderLineRow, ...]
    receipts: tuple[tuple[UUID, str], ...]
    next_states: tuple[OrderState, ...]

    @property
    def can_receive(self) -> bool:
        return self.row.state not in {*ENDED, OrderState.DRAFT}


def order_card(by: Actor, order_id: UUID) -> OrderCard:
    """One part order with its lines and receipts; four statements.

    Raises:
        Missing: this store has no such order.
    """
    order = PartOrder.objects.seen_by(by).filter(pk=order_id).first()
    if order is None:
        raise Missing(_("This record does not exist."))
    rows = PartOrderLine.objects.seen_by(by).filter(order=order).select_related("part")
    lines = [
        OrderLineRow(
            part_id=line.part_id,
            number=line.part.number,
            name=line.part.name,
            unit=line.part.unit,
            quantity=counted(line.quantity),
            waiting=tuple(r.source_text or r.source_key for r in line.requests.all()),
        )
        for line in rows.prefetch_related("requests").order_by("part__number", "pk")
    ]
    receipts = GoodsReceipt.objects.seen_by(by).filter(order=order).order_by("opened_at", "pk")
    state = OrderState(order.state)
    return OrderCard(
        row=_order_row(order, len(lines)),
        proposed_by=order.proposed_by,
        lines=tuple(lines),
        receipts=tuple(receipts.values_list("pk", "number")),
        next_states=tuple(one for one in OrderState if ORDER_FLOW.allows(state, one)),
    )


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    receipt_id: UUID
    number: str
    supplier: str
    delivery_note: str
    state: ReceiptState
    line_count: int
    opened_at: datetime
    posted_at: datetime | None

    @property
    def state_label(self) -> str:
        return str(self.state.label)

    @property
    def stage(self) -> str:
        return "done" if self.state == ReceiptState.POSTED else "work"


RECEIPT_SORTS = {"number", "supplier", "opened_at"}


def receipt_rows(
    by: Actor, *, text: str = "", sort: str = "-opened_at", page: int = 1
) -> Page[ReceiptRow]:
    """Goods receipts of the store; three statements."""
    rows = GoodsReceipt.objects.seen_by(by)
    if text:
        rows = rows.filter(
            Q(number__icontains=text)
            | Q(supplier__icontains=text)
            | Q(delivery_note__icontains=text)
        )
    found = page_of(rows.order_by(sort, "pk"), page)
    lines = GoodsReceiptLine.objects.seen_by(by).filter(receipt__in=[row.pk for row in found.rows])
    grouped = lines.values("receipt_id").annotate(n=Count("pk"))
    counts = dict(grouped.values_list("receipt_id", "n"))
    return found.with_rows([_receipt_row(row, counts.get(row.pk, 0)) for row in found.rows])


def _receipt_row(row: GoodsReceipt, line_count: int) -> ReceiptRow:
    return ReceiptRow(
        receipt_id=row.pk,
        number=row.number,
        supplier=row.supplier,
        delivery_note=row.delivery_note,
        state=ReceiptState(row.state),
        line_count=line_count,
        opened_at=row.opened_at,
        posted_at=row.posted_at,
    )


@dataclass(frozen=True, slots=True)
class ReceiptLineRow:
    line_id: UUID
    part_id: UUID
    number: str
    name: str
    unit: str
    quantity: Decimal
    unit_cost_fen: int
    bin_code: str

    @property
    def quantity_text(self) -> str:
        return counted(self.quantity)


@dataclass(frozen=True, slots=True)
class ReceiptCard:
    row: ReceiptRow
    order_id: UUID | None
    order_number: str
    opened_by: str
    posted_by: str
    lines: tuple[ReceiptLineRow, ...]

    @property
    def can_post(self) -> bool:
        return self.row.state == ReceiptState.DRAFT

    @property
    def total_fen(self) -> int:
        return sum(int(line.quantity * line.unit_cost_fen) for line in self.lines)


def receipt_card(by: Actor, receipt_id: UUID) -> ReceiptCard:
    """One goods receipt with its lines; two statements.

    Raises:
        Missing: this store has no such receipt.
    """
    rows = GoodsReceipt.objects.seen_by(by).select_related("order")
    receipt = rows.filter(pk=receipt_id).first()
    if receipt is None:
        raise Missing(_("This record does not exist."))
    found = GoodsReceiptLine.objects.seen_by(by).filter(receipt=receipt)
    lines = [
        ReceiptLineRow(
            line_id=line.pk,
            part_id=line.part_id,
            number=line.part.number,
            name=line.part.name,
            unit=line.part.unit,
            quantity=line.quantity,
            unit_cost_fen=line.unit_cost_fen,
            bin_code=line.bin.code if line.bin else "",
        )
        for line in found.select_related("part", "bin").order_by("pk")
    ]
    return ReceiptCard(
        row=_receipt_row(receipt, len(lines)),
        order_id=receipt.order_id,
        order_number=receipt.order.number if receipt.order else "",
        opened_by=receipt.opened_by,
        posted_by=receipt.posted_by,
        lines=tuple(lines),
    )
