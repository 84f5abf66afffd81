"""What is owed, what was paid, and the cashier's day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Sum
from django.utils.translation import gettext as _

from forecourt.finance.models import (
    Bill,
    BillLine,
    BillState,
    PayMethod,
    PayType,
    Receipt,
    ReceiptKind,
    ReceiptUse,
    Refund,
)
from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Missing
from forecourt.kernel.source import Source
from forecourt.ui.paging import Page, page_of


def bill(by: Actor, bill_id: UUID) -> Bill:
    """One bill of this store, with its party.

    Raises:
        Missing: there is none.
    """
    found = Bill.objects.seen_by(by).select_related("party").filter(pk=bill_id).first()
    if found is None:
        raise Missing(_("This record does not exist."))
    return found


def due_fen(by: Actor, bill_id: UUID) -> int:
    """What is still to be paid on a bill.

    Raises:
        Missing: there is none.
    """
    return bill(by, bill_id).due_fen


@dataclass(frozen=True, slots=True)
class Balance:
    """All posted bills of one source together."""

    total_fen: int
    paid_fen: int

    @property
    def due_fen(self) -> int:
        return self.total_fen - self.paid_fen

    @property
    def is_settled(self) -> bool:
        return self.due_fen == 0


def balance(by: Actor, bill_id: UUID) -> Balance:
    """Total and paid of one bill; a draft or a reversed bill asks for nothing.

    Raises:
        Missing: there is none.
    """
    found = bill(by, bill_id)
    if found.state != BillState.POSTED:
        return Balance(0, 0)
    return Balance(found.total_fen, found.paid_fen)


def balance_of(by: Actor, source: Source) -> Balance:
    """Total and paid of the posted bills of a source; reversed bills count nothing."""
    rows = Bill.objects.seen_by(by).of_source(source).filter(state=BillState.POSTED)
    sums = rows.filter(reverses__isnull=True).aggregate(
        total=Sum("total_fen", default=0), paid=Sum("paid_fen", default=0)
    )
    return Balance(int(sums["total"]), int(sums["paid"]))


def bills_of(by: Actor, source: Source) -> list[Bill]:
    """Every bill of a source, the oldest first."""
    return list(Bill.objects.seen_by(by).of_source(source).order_by("drafted_at", "pk"))


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    receipt_id: UUID
    number: str
    party_id: UUID
    party_name: str
    kind: ReceiptKind
    method: PayMethod
    amount_fen: int
    left_fen: int
    refunded_fen: int
    source_text: str
    received_at: datetime
    received_by: str

    @property
    def kind_label(self) -> str:
        return str(self.kind.label)

    @property
    def method_label(self) -> str:
        return str(self.method.label)


def deposits(by: Actor, source: Source) -> list[ReceiptRow]:
    """Earnest money and deposits of a source, with what is left of each."""
    rows = Receipt.objects.seen_by(by).of_source(source).advances()
    return _receipt_rows(rows.select_related("party").order_by("received_at", "pk"))


def receipts_of(by: Actor, source: Source) -> list[ReceiptRow]:
    """All money that came in for a source."""
    rows = Receipt.objects.seen_by(by).of_source(source).select_related("party")
    return _receipt_rows(rows.order_by("received_at", "pk"))


def _receipt_rows(receipts: Iterable[Receipt]) -> list[ReceiptRow]:
    return [
        ReceiptRow(
            receipt_id=receipt.pk,
            number=receipt.number,
            party_id=receipt.party_id,
            party_name=receipt.party.name,
            kind=ReceiptKind(receipt.kind),
            method=PayMethod(receipt.method),
            amount_fen=receipt.amount_fen,
            left_fen=receipt.left_fen,
            refunded_fen=receipt.refunded_fen,
            source_text=receipt.note or receipt.source_key,
            received_at=receipt.received_at,
            received_by=receipt.received_by,
        )
        for receipt in receipts
    ]


@dataclass(frozen=True, slots=True)
class BillRow:
    bill_id: UUID
    number: str
    title: str
    party_name: str
    state: BillState
    total_fen: int
    paid_fen: int
    due_fen: int
    at: datetime

    @property
    def state_label(self) -> str:
        if self.state == BillState.POSTED:
            return str(_("Paid")) if not self.due_fen else str(_("To be paid"))
        return str(self.state.label)

    @property
    def stage(self) -> str:
        """One of the stages of ``badge``."""
        if self.state == BillState.POSTED:
            return "wait" if self.due_fen else "done"
        return "plan"


BILL_SORTS = {"number", "party__name", "total_fen", "drafted_at"}


def bill_rows(
    by: Actor, *, text: str = "", which: str = "open", sort: str = "-drafted_at", page: int = 1
) -> Page[BillRow]:
    """Bills of the store: ``open`` (posted, not paid), ``draft``, or all; two statements."""
    rows = Bill.objects.seen_by(by).select_related("party")
    if which == "open":
        rows = rows.unpaid()
    elif which == "draft":
        rows = rows.filter(state=BillState.DRAFT)
    if text:
        rows = rows.found_by(text)
    found = page_of(rows.order_by(sort, "pk"), page)
    return found.with_rows([_bill_row(row) for row in found.rows])


def _bill_row(row: Bill) -> BillRow:
    return BillRow(
        bill_id=row.pk,
        number=row.number,
        title=row.title,
        party_name=row.party.name,
        state=BillState(row.state),
        total_fen=row.total_fen,
        paid_fen=row.paid_fen,
        due_fen=row.due_fen,
        at=row.posted_at or row.drafted_at,
    )


@dataclass(frozen=True, slots=True)
class BillLineRow:
    place: int
    kind_label: str
    code: str
    text: str
    unit: str
    quantity: str
    unit_price_fen: int
    discount_fen: int
    total_fen: int
    pay_type_label: str
    origin_class: str


@dataclass(frozen=True, slots=True)
class UseRow:
    receipt_id: UUID
    number: str
    method_label: str
    kind_label: str
    amount_fen: int
    used_at: datetime


@dataclass(frozen=True, slots=True)
class BillCard:
    """A bill with everything on its page."""

    row: BillRow
    party_id: UUID
    source: Source
    lines: tuple[BillLineRow, ...]
    uses: tuple[UseRow, ...]
    tax_fen: int
    reverses_id: UUID | None
    reversed_by_id: UUID | None
    reason: str
    posted_by: str


def bill_card(by: Actor, bill_id: UUID) -> BillCard:
    """One bill with its lines and payments; four statements.

    Raises:
        Missing: there is none.
    """
    found = bill(by, bill_id)
    lines = BillLine.objects.seen_by(by).filter(bill=found).order_by("place")
    uses = ReceiptUse.objects.seen_by(by).filter(bill=found).select_related("receipt")
    reversal = Bill.objects.seen_by(by).filter(reverses=found).values_list("pk", flat=True)
    return BillCard(
        row=_bill_row(found),
        party_id=found.party_id,
        source=found.source,
        lines=tuple(_line_row(line) for line in lines),
        uses=tuple(
            UseRow(
                receipt_id=use.receipt_id,
                number=use.receipt.number,
                method_label=str(PayMethod(use.receipt.method).label),
                kind_label=str(ReceiptKind(use.receipt.kind).label),
                amount_fen=use.amount_fen,
                used_at=use.used_at,
            )
            for use in uses.order_by("used_at", "pk")
        ),
        tax_fen=found.tax_fen,
        reverses_id=found.reverses_id,
        reversed_by_id=reversal.first(),
        reason=found.reason,
        posted_by=found.posted_by,
    )


def _line_row(line: BillLine) -> BillLineRow:
    return BillLineRow(
        place=line.place,
        kind_label=str(line.get_kind_display()),
        code=line.code,
        text=line.text,
        unit=line.unit,
        quantity=f"{line.quantity.normalize():f}",
        unit_price_fen=line.unit_price_fen,
        discount_fen=line.discount_fen,
        total_fen=line.total_fen,
        pay_type_label=str(PayType(line.pay_type).label),
        origin_class=line.origin_class,
    )


@dataclass(frozen=True, slots=True)
class MethodTotal:
    method: PayMethod
    count: int
    in_fen: int
    out_fen: int

    @property
    def label(self) -> str:
        return str(self.method.label)

    @property
    def net_fen(self) -> int:
        return self.in_fen - self.out_fen


@dataclass(frozen=True, slots=True)
class RefundRow:
    number: str
    receipt_id: UUID
    receipt_number: str
    method_label: str
    amount_fen: int
    reason: str
    refunded_by: str
    refunded_at: datetime


@dataclass(frozen=True, slots=True)
class DayBook:
    """What the till took and paid back on one business day."""

    on: date
    receipts: tuple[ReceiptRow, ...]
    refunds: tuple[RefundRow, ...]
    totals: tuple[MethodTotal, ...]

    @property
    def net_fen(self) -> int:
        return sum(total.net_fen for total in self.totals)


def day_book(by: Actor, *, on: date) -> DayBook:
    """The cashier's day; four statements."""
    receipts = Receipt.objects.seen_by(by).filter(received_on=on)
    refunds = Refund.objects.seen_by(by).filter(refunded_on=on)
    came = {
        row["method"]: (row["count"], row["fen"])
        for row in receipts.values("method").annotate(count=Count("pk"), fen=Sum("amount_fen"))
    }
    went = dict(
        refunds.values("method").annotate(fen=Sum("amount_fen")).values_list("method", "fen")
    )
    totals = [
        MethodTotal(method, *came.get(method, (0, 0)), went.get(method, 0)) for method in PayMethod
    ]
    newest = receipts.select_related("party").order_by("-received_at", "-pk")
    return DayBook(
        on=on,
        receipts=tuple(_receipt_rows(newest)),
        refunds=tuple(
            RefundRow(
                number=refund.number,
                receipt_id=refund.receipt_id,
                receipt_number=refund.receipt.number,
                method_label=str(PayMethod(refund.method).label),
                amount_fen=refund.amount_fen,
                reason=refund.reason,
                refunded_by=refund.refunded_by,
                refunded_at=refund.refunded_at,
            )
            for refund in refunds.select_related("receipt").order_by("-refunded_at", "-pk")
        ),
        totals=tuple(totals),
    )


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """What stands on the printed receipt."""

    row: ReceiptRow
    note: str
    bills: tuple[tuple[str, int], ...]
    is_refunded: bool


def receipt_paper(by: Actor, receipt_id: UUID) -> ReceiptPaper:
    """A receipt for its paper; two statements.

    Raises:
        Missing: this store has no such receipt.
    """
    found = Receipt.objects.seen_by(by).select_related("party").filter(pk=receipt_id).first()
    if found is None:
        raise Missing(_("This record does not exist."))
    uses = ReceiptUse.objects.seen_by(by).filter(receipt=found).order_by("used_at", "pk")
    bills = uses.annotate(number=F("bill__number")).values_list("number", "amount_fen")
    return ReceiptPaper(
        row=_receipt_rows([found])[0],
        note=found.note,
        bills=tuple((number, amount) for number, amount in bills),
        is_refunded=found.refunded_fen > 0,
    )
