"""The settlement: prepared from the lines, explained, paid in one or several parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.finance.commands import draft_bill, drop_draft, post_bill, reverse_bill
from forecourt.finance.commands import take_payment as take_money
from forecourt.finance.models import Bill, BillState, NewLine
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.numbering import draw_number_without_gaps
from forecourt.kernel.refusals import Missing, Refused, refused_by
from forecourt.kernel.source import Source
from forecourt.parts.models import PartRequest
from forecourt.service.facts import (
    SettlementExplained,
    SettlementOnCredit,
    SettlementPaid,
    SettlementPrepared,
    SettlementReversed,
    StageEntered,
)
from forecourt.service.models import (
    SETTLED,
    FloorStage,
    JobLine,
    LineKind,
    PayType,
    RepairOrder,
    Settlement,
    SettlementState,
)
from forecourt.service.queries.facts import about_order
from forecourt.service.queries.holding import held_order, own_order
from forecourt.service.rules import by_pay_type, settlement_state
from forecourt.store.queries import business_day, rule

SOURCE_KIND = "service.settlement"
CAN_SETTLE = (FloorStage.QUALITY_PASSED, FloorStage.WASHING, FloorStage.READY)


class NotCheckedYet(Refused):
    code = "not-checked-yet"

    def __init__(self, order: RepairOrder) -> None:
        stage = FloorStage(order.floor_stage).label
        sentence = _("%(order)s is “%(stage)s”. It is settled once the quality check is passed.")
        super().__init__(sentence % {"order": order.number, "stage": stage})


class SettledAlready(Refused):
    code = "settled-already"

    def __init__(self, order: RepairOrder) -> None:
        sentence = _("There is a settlement of %(order)s already. Open that one.")
        super().__init__(sentence % {"order": order.number})


class PartsNotIssued(Refused):
    code = "parts-not-issued"

    def __init__(self, names: Sequence[str]) -> None:
        sentence = _("Not handed out yet: %(parts)s. Issue them, or take their lines back.")
        super().__init__(sentence % {"parts": ", ".join(names)})


class NotExplained(Refused):
    code = "not-explained"

    def __init__(self) -> None:
        super().__init__(_("Explain the lines to the customer first; then the cashier takes over."))


class OverCredit(Refused):
    code = "over-credit"

    def __init__(self, limit_yuan: int) -> None:
        sentence = _("Credit goes up to ¥%(limit)d. Take a part payment first.")
        super().__init__(sentence % {"limit": limit_yuan})


@transaction.atomic
def prepare_settlement(*, order_id: UUID, by: Actor, at: datetime) -> Settlement:
    """Write the settlement of what was authorised; the customer's lines become a draft bill.

    Raises:
        Missing: this store has no such order.
        NotAllowed: it is another adviser's order.
        NotCheckedYet: the quality check is not passed.
        PartsNotIssued: a part on the bill is still in the store room.
        SettledAlready: there is one that was not reversed.
    """
    order = own_order(by, order_id)
    if order.floor_stage not in CAN_SETTLE:
        raise NotCheckedYet(order)
    if Settlement.objects.seen_by(by).of(order.pk).live().exists():
        raise SettledAlready(order)
    _check_parts_are_out(by, order)
    lines = list(JobLine.objects.seen_by(by).of(order.pk).authorised().select_related("part"))
    sums = by_pay_type([(line.pay_type, line.amount_fen) for line in lines])
    on = business_day(by, at)
    with refused_by({"service_settlement_one_live_per_order": SettledAlready(order)}):
        settlement = Settlement.prepare(
            order,
            draw_number_without_gaps(by, "ST", on=on),
            total_fen=sum(sums.values()),
            customer_fen=sums.get(PayType.CUSTOMER, 0),
            by=by,
            at=at,
        )
    if settlement.customer_fen:
        _draft(order, settlement, lines, by=by, at=at)
    fact = SettlementPrepared(
        *about_order(order),
        settlement_id=settlement.pk,
        settlement_number=settlement.number,
        total_fen=settlement.total_fen,
        customer_fen=settlement.customer_fen,
    )
    record(fact, by=by, at=at)
    return settlement


def _check_parts_are_out(by: Actor, order: RepairOrder) -> None:
    waiting = PartRequest.objects.seen_by(by).of_source(order.source).open()
    names = list(waiting.order_by("pk").values_list("part__name", flat=True))
    if names:
        raise PartsNotIssued(names)


def _draft(
    order: RepairOrder,
    settlement: Settlement,
    lines: Sequence[JobLine],
    *,
    by: Actor,
    at: datetime,
) -> None:
    tax = Decimal(rule(by, "service.tax_percent", on=at.date()))
    bill = draft_bill(
        source=Source(SOURCE_KIND, str(settlement.pk)),
        party_id=order.party_id,
        title=f"{settlement.number} {order.plate}".strip(),
        lines=[_bill_line(one, tax) for one in lines if one.pay_type == PayType.CUSTOMER],
        by=by,
        at=at,
    )
    settlement.be_billed(bill)


def _bill_line(line: JobLine, tax_percent: Decimal) -> NewLine:
    """A line at its list price with the discount that a menu gives, or as one piece."""
    quantity = line.quantity.quantize(Decimal("0.01"))
    whole = NewLine(
        text=line.title,
        quantity=quantity,
        unit_price_fen=line.unit_price_fen,
        kind=line.kind,
        code=line.code,
        unit=line.unit,
        pay_type=line.pay_type,
        tax_percent=tax_percent,
        origin_class=line.part.origin_class if line.part and line.kind == LineKind.PART else "",
    )
    discount_fen = whole.total_fen - line.amount_fen
    is_plain = discount_fen >= 0
    return NewLine(
        text=whole.text,
        quantity=quantity if is_plain else Decimal(1),
        unit_price_fen=line.unit_price_fen if is_plain else line.amount_fen,
        kind=whole.kind,
        code=whole.code,
        unit=whole.unit if is_plain else "",
        discount_fen=discount_fen if is_plain else 0,
        pay_type=whole.pay_type,
        tax_percent=tax_percent,
        origin_class=whole.origin_class,
    )


@transaction.atomic
def explain_settlement(*, settlement_id: UUID, by: Actor, at: datetime) -> Settlement:
    """The customer has seen lines and old parts: the bill is final and goes to the cashier.

    Where the customer owes nothing it is paid by that.

    Raises:
        Missing: this store has no such settlement.
        NotAllowed: it is another adviser's order.
        IllegalMove: it was explained already, or reversed.
    """
    order, settlement = _held(by, settlement_id, is_own=True)
    settlement.explain(by=by, at=at)
    if settlement.bill_id:
        post_bill(bill_id=settlement.bill_id, by=by, at=at)
    fact = SettlementExplained(*about_order(order), settlement_id=settlement.pk)
    record(fact, by=by, at=at)
    if not settlement.bill_id:
        _follow_money(order, settlement, due_fen=0, paid_fen=0, by=by, at=at)
    return settlement


def _held(
    by: Actor, settlement_id: UUID, *, is_own: bool = False
) -> tuple[RepairOrder, Settlement]:
    rows = Settlement.objects.seen_by(by)
    order_id = rows.filter(pk=settlement_id).values_list("order_id", flat=True).first()
    if order_id is None:
        raise Missing(_("This record does not exist."))
    order = own_order(by, order_id) if is_own else held_order(by, order_id)
    return order, locked(rows, settlement_id)


@transaction.atomic
def take_payment(
    *,
    settlement_id: UUID,
    amount_fen: int,
    method: str,
    note: str = "",
    by: Actor,
    at: datetime,
) -> Settlement:
    """Take money at the counter, all of it or a part; with the last fen the order is settled.

    Raises:
        Missing: this store has no such settlement.
        NotExplained: the customer has not seen the lines yet.
        BillNotOpen, TooMuch: nothing is due, or less than this.
        IllegalMove: it was reversed.
    """
    order, settlement = _held(by, settlement_id)
    if settlement.state == SettlementState.DRAFT or not settlement.bill_id:
        raise NotExplained
    take_money(
        bill_id=settlement.bill_id, amount_fen=amount_fen, method=method, note=note, by=by, at=at
    )
    bill = Bill.objects.seen_by(by).get(pk=settlement.bill_id)
    _follow_money(order, settlement, due_fen=bill.total_fen, paid_fen=bill.paid_fen, by=by, at=at)
    return settlement


@transaction.atomic
def follow_bill(*, bill_id: UUID, by: Actor, at: datetime) -> Settlement | None:
    """Bring the settlement to what its bill says; asked twice it changes nothing more.

    None: the bill belongs to no settlement.

    Raises:
        Missing: this store has no such bill.
    """
    rows = Settlement.objects.seen_by(by).filter(bill_id=bill_id)
    settlement_id = rows.values_list("pk", flat=True).first()
    if settlement_id is None:
        return None
    order, settlement = _held(by, settlement_id)
    bill = Bill.objects.seen_by(by).get(pk=bill_id)
    if bill.state == BillState.POSTED and settlement.state not in SETTLED:
        _follow_money(
            order, settlement, due_fen=bill.total_fen, paid_fen=bill.paid_fen, by=by, at=at
        )
    return settlement


def _follow_money(
    order: RepairOrder,
    settlement: Settlement,
    *,
    due_fen: int,
    paid_fen: int,
    by: Actor,
    at: datetime,
) -> None:
    state = SettlementState(settlement_state(due_fen=due_fen, paid_fen=paid_fen))
    is_same = state == settlement.state and state != SettlementState.PARTLY_PAID
    if is_same or state == SettlementState.EXPLAINED:
        return
    settlement.move(state, at=at)
    fact = SettlementPaid(
        *about_order(order),
        settlement_id=settlement.pk,
        paid_fen=paid_fen,
        left_fen=max(due_fen - paid_fen, 0),
    )
    record(fact, by=by, at=at)
    _settle_order(order, settlement, by=by, at=at)


def _settle_order(order: RepairOrder, settlement: Settlement, *, by: Actor, at: datetime) -> None:
    """A car that is ready and settled may have its gate pass; one in the wash is so later."""
    if settlement.state in SETTLED and order.floor_stage == FloorStage.READY:
        order.move(FloorStage.SETTLED, at=at)
        fact = StageEntered(
            *about_order(order),
            stage=order.floor_stage,
            earlier_stage=FloorStage.READY,
            reason="",
        )
        record(fact, by=by, at=at)


def _bill(by: Actor, settlement: Settlement) -> Bill | None:
    if settlement.bill_id is None:
        return None
    return Bill.objects.seen_by(by).get(pk=settlement.bill_id)


@transaction.atomic
def grant_credit(*, settlement_id: UUID, reason: str, by: Actor, at: datetime) -> Settlement:
    """Let the customer pay later, up to the limit.

    Raises:
        Missing: this store has no such settlement.
        OverCredit: more than the limit is due.
        IllegalMove: it was not explained, or is paid.
    """
    order, settlement = _held(by, settlement_id)
    limit_yuan = rule(by, "service.credit_limit_yuan", on=at.date())
    bill = _bill(by, settlement)
    left_fen = bill.due_fen if bill else 0
    settlement.move(SettlementState.ON_CREDIT, reason=reason, at=at)
    if left_fen > limit_yuan * 100:
        raise OverCredit(limit_yuan)
    fact = SettlementOnCredit(
        *about_order(order), settlement_id=settlement.pk, left_fen=left_fen, reason=reason
    )
    record(fact, by=by, at=at)
    _settle_order(order, settlement, by=by, at=at)
    return settlement


@transaction.atomic
def reverse_settlement(*, settlement_id: UUID, reason: str, by: Actor, at: datetime) -> Settlement:
    """Correct a settlement: a reversing bill stands against it, and a new one may be prepared.

    What was paid is free to be used on the new bill, or paid back.

    Raises:
        Missing: this store has no such settlement.
        IllegalMove: it is partly paid (pay back first), on credit, or reversed already.
    """
    order, settlement = _held(by, settlement_id)
    settlement.move(SettlementState.REVERSED, reason=reason, at=at)
    bill = _bill(by, settlement)
    if bill and bill.state == BillState.DRAFT:
        settlement.be_billed(None)
        drop_draft(bill_id=bill.pk, by=by, at=at)
    elif bill:
        reverse_bill(bill_id=bill.pk, reason=reason, by=by, at=at)
    fact = SettlementReversed(*about_order(order), settlement_id=settlement.pk, reason=reason)
    record(fact, by=by, at=at)
    if order.floor_stage == FloorStage.SETTLED:
        order.move(FloorStage.READY, at=at)
    return settlement
