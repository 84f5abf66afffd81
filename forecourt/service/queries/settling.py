"""The settlement as it is explained, paid and printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from forecourt.finance.models import PayMethod, Receipt
from forecourt.kernel.actor import Actor
from forecourt.kernel.money import in_words
from forecourt.kernel.refusals import Missing
from forecourt.kernel.source import Source
from forecourt.service.models import (
    SETTLEMENT_FLOW,
    GatePass,
    JobLine,
    LineKind,
    PayType,
    RepairOrder,
    Settlement,
    SettlementState,
)
from forecourt.service.queries.stages import SETTLEMENT_BADGES
from forecourt.ui.paging import Page, page_of

SOURCE_KIND = "service.settlement"
_S = SettlementState


@dataclass(frozen=True, slots=True)
class BillRow:
    """A line on the settlement: what the customer pays of it, and what others do."""

    position: int
    kind: str
    code: str
    title: str
    quantity: Decimal
    unit: str
    unit_price_fen: int
    discount_fen: int
    amount_fen: int
    pay_label: str
    is_customers: bool
    origin: str


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    number: str
    method: str
    amount_fen: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class SettlementCard:
    settlement: Settlement
    order: RepairOrder
    adviser: str
    state: str
    badge: str
    labour: tuple[BillRow, ...]
    parts: tuple[BillRow, ...]
    labour_fen: int
    parts_fen: int
    discount_fen: int
    due_fen: int
    paid_fen: int
    tax_fen: int
    in_words: str
    receipts: tuple[ReceiptRow, ...]
    can_explain: bool
    can_pay: bool
    can_credit: bool
    can_reverse: bool
    can_release: bool

    @property
    def left_fen(self) -> int:
        return max(self.due_fen - self.paid_fen, 0)


def settlement_card(by: Actor, settlement_id: UUID) -> SettlementCard:
    """One settlement with its lines and receipts: four statements.

    Raises:
        Missing: this store has no such settlement.
    """
    rows = Settlement.objects.seen_by(by).select_related("order__adviser", "bill")
    found = rows.filter(pk=settlement_id).first()
    if found is None:
        raise Missing(_("This record does not exist."))
    lines = JobLine.objects.seen_by(by).of(found.order_id).authorised().select_related("part")
    drawn = [_row(line) for line in lines]
    paid = Receipt.objects.seen_by(by).of_source(Source(SOURCE_KIND, str(found.pk)))
    state = SettlementState(found.state)
    bill = found.bill
    order = found.order
    mine = [row for row in drawn if row.is_customers]
    has_pass = GatePass.objects.seen_by(by).filter(order=order).exists()
    return SettlementCard(
        settlement=found,
        order=order,
        adviser=order.adviser.name if order.adviser else "",
        state=str(state.label),
        badge=SETTLEMENT_BADGES[state],
        labour=tuple(row for row in drawn if row.kind != LineKind.PART),
        parts=tuple(row for row in drawn if row.kind == LineKind.PART),
        labour_fen=sum(row.amount_fen for row in mine if row.kind != LineKind.PART),
        parts_fen=sum(row.amount_fen for row in mine if row.kind == LineKind.PART),
        discount_fen=sum(row.discount_fen for row in mine),
        due_fen=found.customer_fen,
        paid_fen=bill.paid_fen if bill else 0,
        tax_fen=bill.tax_fen if bill else 0,
        in_words=in_words(found.customer_fen),
        receipts=tuple(
            ReceiptRow(
                number=receipt.number,
                method=str(PayMethod(receipt.method).label),
                amount_fen=receipt.amount_fen,
                received_at=receipt.received_at,
            )
            for receipt in paid.order_by("received_at", "pk")
        ),
        can_explain=_may_change(by, order) and state == _S.DRAFT,
        can_pay=by.may("service.take_payment") and state in {_S.EXPLAINED, _S.PARTLY_PAID},
        can_credit=by.may("service.grant_credit") and SETTLEMENT_FLOW.allows(state, _S.ON_CREDIT),
        can_reverse=by.may("service.reverse_settlement")
        and SETTLEMENT_FLOW.allows(state, _S.REVERSED),
        can_release=by.may("service.give_gate_pass")
        and state in {_S.PAID, _S.ON_CREDIT}
        and not has_pass,
    )


def _may_change(by: Actor, order: RepairOrder) -> bool:
    is_own = order.adviser_id is None or by.staff_id is None or order.adviser_id == by.staff_id
    may = by.may("service.prepare_settlement")
    return may and (is_own or by.may("service.change_any_order"))


def _row(line: JobLine) -> BillRow:
    gross = int(line.quantity * line.unit_price_fen)
    return BillRow(
        position=line.position,
        kind=line.kind,
        code=line.code,
        title=line.title,
        quantity=line.quantity.normalize(),
        unit=line.unit,
        unit_price_fen=line.unit_price_fen,
        discount_fen=max(gross - line.amount_fen, 0),
        amount_fen=line.amount_fen,
        pay_label=str(PayType(line.pay_type).label),
        is_customers=line.pay_type == PayType.CUSTOMER,
        origin=line.part.get_origin_class_display() if line.part else "",
    )


@dataclass(frozen=True, slots=True)
class SettlementLine:
    """A line in the list of settlements."""

    settlement_id: UUID
    number: str
    order_number: str
    plate: str
    customer: str
    state: str
    badge: str
    prepared_at: datetime
    customer_fen: int
    left_fen: int


SORTS = {
    "time": ("prepared_at", "pk"),
    "-time": ("-prepared_at", "-pk"),
    "number": ("number", "pk"),
    "-number": ("-number", "pk"),
    "plate": ("order__plate", "pk"),
    "-plate": ("-order__plate", "pk"),
    "amount": ("customer_fen", "pk"),
    "-amount": ("-customer_fen", "pk"),
}


def settlement_rows(
    by: Actor, *, text: str = "", is_open: bool = False, sort: str = "-time", page: int = 1
) -> Page[SettlementLine]:
    """Settlements, the newest first: two statements."""
    rows = Settlement.objects.seen_by(by).select_related("order", "bill")
    if is_open:
        rows = rows.filter(state__in=(_S.DRAFT, _S.EXPLAINED, _S.PARTLY_PAID))
    if text:
        rows = rows.filter(
            Q(number__icontains=text)
            | Q(order__number__icontains=text)
            | Q(order__plate__icontains=text)
            | Q(order__customer_name__icontains=text)
        )
    found = page_of(rows.order_by(*SORTS[sort]), page)
    return found.with_rows([_line(row) for row in found.rows])


def _line(row: Settlement) -> SettlementLine:
    state = SettlementState(row.state)
    return SettlementLine(
        settlement_id=row.pk,
        number=row.number,
        order_number=row.order.number,
        plate=row.order.plate,
        customer=row.order.customer_name,
        state=str(state.label),
        badge=SETTLEMENT_BADGES[state],
        prepared_at=row.prepared_at,
        customer_fen=row.customer_fen,
        left_fen=max(row.customer_fen - (row.bill.paid_fen if row.bill else 0), 0),
    )


@dataclass(frozen=True, slots=True)
class PassRow:
    """A pass that was given and whose car is still here."""

    pass_id: UUID
    number: str
    plate: str
    model: str
    order_number: str
    given_at: datetime


def waiting_passes(by: Actor) -> list[PassRow]:
    rows = GatePass.objects.seen_by(by).waiting().select_related("order")
    return [
        PassRow(
            row.pk,
            row.number,
            row.order.plate,
            row.order.model_text,
            row.order.number,
            row.given_at,
        )
        for row in rows.order_by("given_at", "pk")
    ]


def gate_pass(by: Actor, pass_id: UUID) -> GatePass:
    """A gate pass with its order.

    Raises:
        Missing: this store has no such pass.
    """
    found = GatePass.objects.seen_by(by).select_related("order").filter(pk=pass_id).first()
    if found is None:
        raise Missing(_("This record does not exist."))
    return found
