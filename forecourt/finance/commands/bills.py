"""Bills: drafted by the rooms above, posted, and at most once reversed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.customers.models import Party
from forecourt.finance.facts import BillDrafted, BillPosted, BillReversed, DraftDropped
from forecourt.finance.models import Bill, BillLine, BillState, NewLine, Receipt, ReceiptUse
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked, locked_all
from forecourt.kernel.refusals import Missing, Refused
from forecourt.kernel.source import Source
from forecourt.store.queries import business_day, store


class EmptyBill(Refused):
    code = "empty-bill"

    def __init__(self) -> None:
        super().__init__(_("A bill needs at least one line."))


class BillNotOpen(Refused):
    code = "bill-not-open"

    def __init__(self, bill: Bill) -> None:
        sentence = _("Bill %(bill)s is “%(state)s”; that cannot be done with it now.")
        state = BillState(bill.state).label
        super().__init__(sentence % {"bill": bill, "state": state})


@transaction.atomic
def draft_bill(
    *,
    source: Source,
    party_id: UUID,
    lines: Iterable[NewLine],
    by: Actor,
    at: datetime,
    title: str = "",
) -> Bill:
    """Write a bill that can still change; ``title`` says what it is for, such as the order.

    Raises:
        EmptyBill: there are no lines.
        Missing: the dealer group has no such party.
    """
    rows = tuple(lines)
    if not rows:
        raise EmptyBill
    if not Party.objects.seen_by(by).filter(pk=party_id).exists():
        raise Missing(_("This record does not exist."))
    bill = Bill.draft(
        title=title or source.key,
        party_id=party_id,
        source=source,
        lines=rows,
        currency=store(by).currency,
        by=by,
        at=at,
    )
    _record_drafting(bill, by=by, at=at)
    return bill


@transaction.atomic
def change_draft(*, bill_id: UUID, lines: Iterable[NewLine], by: Actor, at: datetime) -> Bill:
    """Put other lines on a bill that is not posted.

    Raises:
        Missing: this store has no such bill.
        EmptyBill: there are no lines.
        BillNotOpen: it is posted or reversed.
    """
    rows = tuple(lines)
    if not rows:
        raise EmptyBill
    bill = _draft(bill_id, by=by)
    bill.redraft(rows)
    _record_drafting(bill, by=by, at=at)
    return bill


@transaction.atomic
def drop_draft(*, bill_id: UUID, by: Actor, at: datetime) -> None:
    """Throw a draft away.

    Raises:
        Missing: this store has no such bill.
        BillNotOpen: it is posted or reversed.
    """
    bill = _draft(bill_id, by=by)
    fact = DraftDropped(bill_id=bill.pk, source_kind=bill.source_kind, source_key=bill.source_key)
    Bill.objects.seen_by(by).filter(pk=bill.pk).drop()
    record(fact, by=by, at=at)


@transaction.atomic
def post_bill(*, bill_id: UUID, by: Actor, at: datetime, series: str = "BL") -> Bill:
    """Make a draft final and give it a number of its series, which has no gaps.

    Raises:
        Missing: this store has no such bill.
        BillNotOpen: it is posted or reversed.
    """
    bill = _draft(bill_id, by=by)
    bill.post(series=series, on=business_day(by, at), by=by, at=at)
    fact = BillPosted(
        bill_id=bill.pk,
        number=bill.number,
        party_id=bill.party_id,
        source_kind=bill.source_kind,
        source_key=bill.source_key,
        total_fen=bill.total_fen,
    )
    record(fact, by=by, at=at)
    return bill


@transaction.atomic
def reverse_bill(*, bill_id: UUID, reason: str, by: Actor, at: datetime) -> Bill:
    """Set a reversing bill against a posted one and answer it; at most once.

    What was paid is free again: use it on the next bill, or pay it back.

    Raises:
        Missing: this store has no such bill.
        BillNotOpen: it is a draft, reversed already, or a reversing bill itself.
    """
    bill = locked(Bill.objects.seen_by(by), bill_id)
    if bill.state != BillState.POSTED or bill.reverses_id:
        raise BillNotOpen(bill)
    freed = _free_money(bill, by=by, at=at)
    lines = BillLine.objects.seen_by(by).filter(bill=bill).order_by("place")
    counter = Bill.draft(
        title=_("Reversal of %(number)s") % {"number": bill.number},
        party_id=bill.party_id,
        source=bill.source,
        lines=[line.turned() for line in lines],
        currency=bill.currency,
        reverses=bill,
        reason=reason,
        by=by,
        at=at,
    )
    counter.post(series="RV", on=business_day(by, at), by=by, at=at)
    bill.be_reversed()
    fact = BillReversed(
        bill_id=bill.pk,
        reversing_bill_id=counter.pk,
        source_kind=bill.source_kind,
        source_key=bill.source_key,
        freed_receipt_ids=freed,
        reason=reason,
    )
    record(fact, by=by, at=at)
    return counter


def _free_money(bill: Bill, *, by: Actor, at: datetime) -> tuple[UUID, ...]:
    """Take the uses of receipts on this bill back."""
    used: dict[UUID, int] = defaultdict(int)
    uses = ReceiptUse.objects.seen_by(by).filter(bill=bill)
    for receipt_id, amount_fen in uses.values_list("receipt_id", "amount_fen"):
        used[receipt_id] += amount_fen
    held = {receipt_id: amount for receipt_id, amount in used.items() if amount}
    for receipt in locked_all(Receipt.objects.seen_by(by), held):
        ReceiptUse.write(receipt, bill, -held[receipt.pk], by=by, at=at)
    return tuple(sorted(held))


def _draft(bill_id: UUID, *, by: Actor) -> Bill:
    bill = locked(Bill.objects.seen_by(by), bill_id)
    if bill.state != BillState.DRAFT:
        raise BillNotOpen(bill)
    return bill


def _record_drafting(bill: Bill, *, by: Actor, at: datetime) -> None:
    fact = BillDrafted(
        bill_id=bill.pk,
        party_id=bill.party_id,
        source_kind=bill.source_kind,
        source_key=bill.source_key,
        total_fen=bill.total_fen,
    )
    record(fact, by=by, at=at)
