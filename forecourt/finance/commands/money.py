"""Money that comes in, is used on bills, or is paid back; bills are locked before receipts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.customers.models import Party
from forecourt.finance.commands.bills import BillNotOpen
from forecourt.finance.facts import DepositTaken, DepositUsed, PaymentTaken, ReceiptRefunded
from forecourt.finance.models import (
    Bill,
    BillState,
    Receipt,
    ReceiptKind,
    ReceiptUse,
    Refund,
)
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.money import Money
from forecourt.kernel.refusals import Missing, Refused, WrongInput
from forecourt.kernel.source import Source
from forecourt.store.queries import business_day, rule, store

_FEN = 100


class TooMuch(Refused):
    """More money than the bill still asks for, or than the receipt holds."""

    code = "too-much"

    def __init__(self, left_fen: int) -> None:
        sentence = _("Only ¥%(amount)s are open. Take at most that.")
        super().__init__(sentence % {"amount": f"{Money(left_fen).major:,.2f}"})


class NothingLeft(Refused):
    code = "nothing-left"

    def __init__(self, receipt: Receipt) -> None:
        sentence = _("Nothing is left of receipt %(number)s: it was used or paid back.")
        super().__init__(sentence % {"number": receipt.number})


class SecondPersonNeeded(Refused):
    code = "second-person-needed"

    def __init__(self, limit_yuan: int) -> None:
        sentence = _("Above ¥%(limit)d a second person pays back what you took.")
        super().__init__(sentence % {"limit": limit_yuan})


@transaction.atomic
def take_payment(
    *,
    bill_id: UUID,
    amount_fen: int,
    method: str,
    by: Actor,
    at: datetime,
    kind: str = "",
    note: str = "",
) -> Receipt:
    """Take money for a posted bill, all of it or a part; ``kind`` follows from its source.

    The bill is locked, so that two cashiers cannot both take the rest.

    Raises:
        Missing: this store has no such bill.
        BillNotOpen: it is a draft, or reversed.
        TooMuch: less than this is open.
        WrongInput: the amount is not positive.
    """
    _check_positive(amount_fen)
    bill = locked(Bill.objects.seen_by(by), bill_id)
    if bill.state != BillState.POSTED:
        raise BillNotOpen(bill)
    if amount_fen > bill.due_fen:
        raise TooMuch(bill.due_fen)
    is_service = bill.source_kind.startswith("service.")
    receipt = Receipt.write(
        party_id=bill.party_id,
        kind=kind or (ReceiptKind.SERVICE if is_service else ReceiptKind.BALANCE),
        method=method,
        amount_fen=amount_fen,
        currency=bill.currency,
        source=bill.source,
        note=note,
        on=business_day(by, at),
        by=by,
        at=at,
    )
    ReceiptUse.write(receipt, bill, amount_fen, by=by, at=at)
    fact = PaymentTaken(
        bill_id=bill.pk,
        receipt_id=receipt.pk,
        number=receipt.number,
        party_id=bill.party_id,
        source_kind=bill.source_kind,
        source_key=bill.source_key,
        method=method,
        amount_fen=amount_fen,
        due_fen=bill.due_fen,
        is_settled=not bill.due_fen,
    )
    record(fact, by=by, at=at)
    return receipt


@transaction.atomic
def take_deposit(
    *,
    source: Source,
    party_id: UUID,
    amount_fen: int,
    kind: str,
    method: str,
    by: Actor,
    at: datetime,
    note: str = "",
) -> Receipt:
    """Take earnest money (refundable) or a deposit (binding) before there is a bill.

    Raises:
        Missing: the dealer group has no such party.
        WrongInput: the amount is not positive.
    """
    _check_positive(amount_fen)
    if not Party.objects.seen_by(by).filter(pk=party_id).exists():
        raise Missing(_("This record does not exist."))
    receipt = Receipt.write(
        party_id=party_id,
        kind=kind,
        method=method,
        amount_fen=amount_fen,
        currency=store(by).currency,
        source=source,
        note=note,
        on=business_day(by, at),
        by=by,
        at=at,
    )
    fact = DepositTaken(
        receipt_id=receipt.pk,
        number=receipt.number,
        party_id=party_id,
        source_kind=source.kind,
        source_key=source.key,
        receipt_kind=kind,
        method=method,
        amount_fen=amount_fen,
    )
    record(fact, by=by, at=at)
    return receipt


@transaction.atomic
def use_deposit(*, receipt_id: UUID, bill_id: UUID, by: Actor, at: datetime) -> ReceiptUse:
    """Use what is left of a receipt on a posted bill, up to what is due.

    Raises:
        Missing: this store has no such receipt or bill.
        BillNotOpen: the bill is a draft, reversed, or paid.
        NothingLeft: the receipt was used or paid back already.
    """
    bill = locked(Bill.objects.seen_by(by), bill_id)
    receipt = locked(Receipt.objects.seen_by(by), receipt_id)
    if not bill.due_fen:
        raise BillNotOpen(bill)
    if not receipt.left_fen:
        raise NothingLeft(receipt)
    amount_fen = min(receipt.left_fen, bill.due_fen)
    use = ReceiptUse.write(receipt, bill, amount_fen, by=by, at=at)
    fact = DepositUsed(
        receipt_id=receipt.pk,
        bill_id=bill.pk,
        source_kind=bill.source_kind,
        source_key=bill.source_key,
        amount_fen=amount_fen,
        due_fen=bill.due_fen,
        is_settled=not bill.due_fen,
    )
    record(fact, by=by, at=at)
    return use


@transaction.atomic
def refund_receipt(
    *,
    receipt_id: UUID,
    amount_fen: int,
    reason: str,
    by: Actor,
    at: datetime,
    method: str = "",
) -> Refund:
    """Pay back money that is not used on a bill, by default the way it came.

    Raises:
        Missing: this store has no such receipt.
        TooMuch: less than this is unused.
        SecondPersonNeeded: the amount is above the limit and the actor took the money.
        WrongInput: the amount is not positive, or there is no reason.
    """
    _check_positive(amount_fen)
    if not reason.strip():
        raise WrongInput(_("Say why the money is paid back."))
    receipt = locked(Receipt.objects.seen_by(by), receipt_id)
    if amount_fen > receipt.left_fen:
        raise TooMuch(receipt.left_fen)
    day = business_day(by, at)
    alone_up_to_yuan = rule(by, "finance.refund_alone_up_to_yuan", on=day)
    if receipt.received_by == by.key and amount_fen > alone_up_to_yuan * _FEN:
        raise SecondPersonNeeded(alone_up_to_yuan)
    refund = Refund.write(
        receipt,
        amount_fen,
        method=method or receipt.method,
        reason=reason.strip(),
        alone_up_to_fen=alone_up_to_yuan * _FEN,
        on=day,
        by=by,
        at=at,
    )
    fact = ReceiptRefunded(
        receipt_id=receipt.pk,
        refund_id=refund.pk,
        number=refund.number,
        source_kind=receipt.source_kind,
        source_key=receipt.source_key,
        amount_fen=amount_fen,
        reason=refund.reason,
    )
    record(fact, by=by, at=at)
    return refund


def _check_positive(amount_fen: int) -> None:
    if amount_fen <= 0:
        raise WrongInput(_("Enter an amount above zero."))
