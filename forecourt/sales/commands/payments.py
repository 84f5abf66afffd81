"""Money of an order: the bill, payments on it, and the moment when all is paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.finance import commands as finance
from forecourt.finance import queries as books
from forecourt.finance.models import LineKind as BillLineKind
from forecourt.finance.models import NewLine, Receipt
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Refused
from forecourt.sales.facts import OrderPaid
from forecourt.sales.models import LineKind, OrderState, QuotationLine, SalesOrder

_BILL_KINDS = {
    LineKind.CAR: BillLineKind.CAR,
    LineKind.OPTION: BillLineKind.OPTION,
    LineKind.ACCESSORY: BillLineKind.OPTION,
    LineKind.SERVICE_FEE: BillLineKind.SERVICE,
    LineKind.FINANCE_FEE: BillLineKind.SERVICE,
}
# Passed on to the state or an insurer, or no sale at all: no tax of ours is in it.
_PASSED_ON = frozenset(
    {
        LineKind.PURCHASE_TAX,
        LineKind.COMPULSORY_INSURANCE,
        LineKind.COMMERCIAL_INSURANCE,
        LineKind.VEHICLE_TAX,
        LineKind.PLATE_FEE,
        LineKind.TRADE_IN,  # the old car in payment: nothing of the new one
    }
)


class NoBillYet(Refused):
    code = "no-bill-yet"

    def __init__(self) -> None:
        super().__init__(_("There is no bill yet: the order needs its deposit and a car first."))


@transaction.atomic
def bill_order(*, order_id: UUID, by: Actor, at: datetime) -> UUID:
    """Write and post the bill from the lines of the quotation, once; the deposit is used on it.

    Raises:
        Missing: the store has no such order.
    """
    order = locked(SalesOrder.objects.seen_by(by.house()), order_id)
    if order.bill_id is not None:
        return order.bill_id
    bill = finance.draft_bill(
        source=order.source,
        party_id=order.party_id,
        lines=list(_lines(order, by=by)),
        title=order.number,
        by=by,
        at=at,
    )
    finance.post_bill(bill_id=bill.pk, by=by, at=at)
    order.note_bill(bill.pk)
    if order.deposit_receipt_id is not None:
        finance.use_deposit(receipt_id=order.deposit_receipt_id, bill_id=bill.pk, by=by, at=at)
    return bill.pk


def _lines(order: SalesOrder, *, by: Actor) -> Iterator[NewLine]:
    rows = QuotationLine.objects.seen_by(by).filter(version_id=order.version_id)
    for row in rows.order_by("position"):
        kind = LineKind(row.kind)
        lowers = row.amount_fen < 0
        yield NewLine(
            text=row.text,
            quantity=Decimal(-1) if lowers else row.quantity,
            unit_price_fen=abs(row.unit_price_fen),
            kind=_BILL_KINDS.get(kind, BillLineKind.OTHER),
            code=row.code,
            tax_percent=Decimal(0) if kind in _PASSED_ON else Decimal(13),
        )


@transaction.atomic
def take_payment(
    *, order_id: UUID, amount_fen: int, method: str, by: Actor, at: datetime
) -> Receipt:
    """Take money for the order; when nothing is open any more the order is paid.

    Raises:
        Missing: the store has no such order.
        NoBillYet: no car is allocated yet.
        TooMuch: more than is due.
    """
    order = locked(SalesOrder.objects.seen_by(by.house()), order_id)
    if order.bill_id is None:
        raise NoBillYet
    receipt = finance.take_payment(
        bill_id=order.bill_id, amount_fen=amount_fen, method=method, kind="balance", by=by, at=at
    )
    check_paid(order_id=order.pk, by=by, at=at)
    return receipt


@transaction.atomic
def check_paid(*, order_id: UUID, by: Actor, at: datetime) -> SalesOrder:
    """See whether receipts and the approved loan cover the bill; safe to ask twice.

    Raises:
        Missing: the store has no such order.
    """
    order = locked(SalesOrder.objects.seen_by(by.house()), order_id)
    if order.state != OrderState.ALLOCATED or order.bill_id is None:
        return order
    if books.due_fen(by, order.bill_id) <= order.loan_approved_fen:
        order.note_paid(at=at)
        fact = OrderPaid(order_id=order.pk, party_id=order.party_id, total_fen=order.total_fen)
        record(fact, by=by, at=at)
    return order
