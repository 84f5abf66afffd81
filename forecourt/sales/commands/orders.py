"""What people do to orders: sign, approve, take the deposit, invoice, register, cancel."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.customers.models import Party
from forecourt.finance import commands as finance
from forecourt.finance.models import Receipt
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.numbering import draw_number
from forecourt.kernel.refusals import Refused, WrongInput, refused_by
from forecourt.leads import commands as leads
from forecourt.sales.commands.allocations import lock_allocation
from forecourt.sales.facts import (
    AllocationReleased,
    DepositTaken,
    EtaChanged,
    OrderCancelled,
    OrderDrafted,
    OrderInvoiced,
    OrderReady,
    OrderRegistered,
    OrderSigned,
)
from forecourt.sales.models import (
    Allocation,
    Fault,
    InspectionState,
    OrderState,
    PreDeliveryInspection,
    QuotationVersion,
    SalesOrder,
    SideKind,
    SideService,
    StockState,
    StockUnit,
    VersionState,
)
from forecourt.sales.queries.days import business_day
from forecourt.sales.rules import deposit_limit_fen, is_inspection_fresh, refund_of
from forecourt.store.queries import check_ahead, rule

DEPOSIT, EARNEST = "deposit", "earnest_money"


class QuotationExpiredAlready(Refused):
    code = "quotation-expired"

    def __init__(self, on: date) -> None:
        sentence = _("This quotation was valid until %(day)s. Make a new version.")
        super().__init__(sentence % {"day": on.isoformat()})


class OrderExists(Refused):
    code = "order-exists"

    def __init__(self) -> None:
        super().__init__(_("This deal already has an order. Open that one."))


class DepositTooHigh(Refused):
    code = "deposit-too-high"

    def __init__(self, most_fen: int) -> None:
        sentence = _("A binding deposit is at most ¥%(most)s. Take the rest as a payment.")
        super().__init__(sentence % {"most": f"{most_fen / 100:,.2f}"})


class DataSheetIncomplete(Refused):
    code = "data-sheet-incomplete"


class NotReady(Refused):
    code = "not-ready"


class InvoiceUsed(Refused):
    code = "invoice-used"

    def __init__(self) -> None:
        super().__init__(_("This invoice number is on another order."))


@transaction.atomic
def draft_order(
    *,
    version_id: UUID,
    deposit_fen: int,
    promised_on: date,
    identity_tail: str,
    by: Actor,
    at: datetime,
) -> SalesOrder:
    """The customer accepts the version and signs; the paper that says who it is was seen.

    Raises:
        Missing: no such version of this person.
        WrongInput: no identity was seen, or the car is promised for a past day or one too far
            ahead.
        QuotationExpiredAlready: its last day is over.
        DepositTooHigh: more than the law allows.
        OrderExists: the deal has an order.
        IllegalMove: the version is not with the customer.
    """
    rows = QuotationVersion.objects.seen_by(by).select_related("quotation")
    version = locked(rows, version_id)
    today = business_day(by, at)
    if version.state == VersionState.EXPIRED or (
        version.valid_until is not None and version.valid_until < today
    ):
        raise QuotationExpiredAlready(version.valid_until or today)
    if promised_on < today:
        raise WrongInput(_("The promised day is past."), field="promised_on")
    check_ahead(promised_on, "sales.promise_most_days", field="promised_on", by=by, on=today)
    _check_identity(version.quotation.party_id, identity_tail, by=by)
    _check_deposit(version.goods_fen, deposit_fen, on=today, by=by)
    version.accept(at=at)
    taken = {
        "sales_salesorder_one_live_per_version": OrderExists(),
        "sales_salesorder_one_live_per_deal": OrderExists(),
    }
    with refused_by(taken):
        order = SalesOrder.draft(
            version,
            number=draw_number(by, "SO", on=today),
            deposit_fen=deposit_fen,
            promised_on=promised_on,
            identity_tail=identity_tail,
            at=at,
        )
    fact = OrderDrafted(
        order_id=order.pk,
        version_id=version.pk,
        opportunity_id=order.opportunity_id,
        party_id=order.party_id,
    )
    record(fact, by=by, at=at)
    return order


def _check_identity(party_id: UUID, tail: str, *, by: Actor) -> None:
    if len(tail.strip()) != 4:  # noqa: PLR2004 - the last four signs of the paper
        raise WrongInput(_("Look at the buyer's paper and type its last four signs."))
    party = Party.objects.seen_by(by).get(pk=party_id)
    mask = party.identity_mask
    known = mask[-1:]  # the file keeps first and last sign only
    if known and known != "*" and not tail.upper().endswith(known.upper()):
        raise WrongInput(_("The paper does not match the buyer's file. Check who signs."))


def _check_deposit(price_fen: int, deposit_fen: int, *, on: date, by: Actor) -> None:
    if deposit_fen < 0:
        raise WrongInput(_("A deposit is not negative."))
    most = deposit_limit_fen(price_fen, rule(by, "sales.deposit_most_percent", on=on))
    if deposit_fen > most:
        raise DepositTooHigh(most)


@transaction.atomic
def approve_order(*, order_id: UUID, by: Actor, at: datetime) -> SalesOrder:
    """The sales manager countersigns: the contract holds from now on.

    Raises:
        Missing: the store has no such order.
        IllegalMove: it is not a draft, or the deal is not in work.
    """
    order = locked(SalesOrder.objects.seen_by(by), order_id)
    order.approve(by=by, at=at)
    leads.mark_ordered(opportunity_id=order.opportunity_id, by=by, at=at)
    fact = OrderSigned(
        order_id=order.pk,
        opportunity_id=order.opportunity_id,
        party_id=order.party_id,
        consultant_id=order.consultant_id,
        number=order.number,
        total_fen=order.total_fen,
        promised_on=order.promised_on,
    )
    record(fact, by=by, at=at)
    return order


@transaction.atomic
def take_deposit(
    *, order_id: UUID, amount_fen: int, method: str, kind: str = DEPOSIT, by: Actor, at: datetime
) -> Receipt:
    """Take the deposit (定金, binding) or earnest money (订金); a held car is locked with it.

    Raises:
        Missing: the store has no such order.
        DepositTooHigh: a binding deposit above the limit of the law.
        IllegalMove: the order is not approved, or has its deposit.
    """
    order = locked(SalesOrder.objects.seen_by(by), order_id)
    if kind == DEPOSIT:
        _check_deposit(order.goods_fen, amount_fen, on=business_day(by, at), by=by)
    receipt = finance.take_deposit(
        source=order.source,
        party_id=order.party_id,
        amount_fen=amount_fen,
        kind=kind,
        method=method,
        by=by,
        at=at,
    )
    order.note_deposit(receipt_id=receipt.pk, kind=kind, amount_fen=amount_fen, at=at)
    fact = DepositTaken(
        order_id=order.pk, party_id=order.party_id, amount_fen=amount_fen, receipt_kind=kind
    )
    record(fact, by=by, at=at)
    lock_allocation(order_id=order.pk, by=by, at=at)
    return receipt


@transaction.atomic
def change_promise(
    *, order_id: UUID, promised_on: date, reason: str, by: Actor, at: datetime
) -> SalesOrder:
    """Promise another day; the customer is told today.

    Raises:
        Missing: no such order of this person.
        WrongInput: no reason, or a day that is past or too far ahead.
        NotReady: the order is over.
    """
    order = locked(SalesOrder.objects.seen_by(by), order_id)
    if not order.is_open:
        raise NotReady(_("This order is over; nothing is promised any more."))
    today = business_day(by, at)
    if not reason.strip() or promised_on < today:
        field = "promised_on" if reason.strip() else "reason"
        raise WrongInput(_("Choose a day to come and say why it changes."), field=field)
    check_ahead(promised_on, "sales.promise_most_days", field="promised_on", by=by, on=today)
    before = order.promised_on
    order.promise(promised_on)
    fact = EtaChanged(
        order_id=order.pk,
        opportunity_id=order.opportunity_id,
        party_id=order.party_id,
        consultant_id=order.consultant_id,
        promised_on=promised_on,
        promised_before=before,
        reason=reason,
    )
    record(fact, by=by, at=at)
    return order


@transaction.atomic
def record_invoice(
    *,
    order_id: UUID,
    invoice_code: str,
    invoice_number: str,
    invoiced_on: date,
    by: Actor,
    at: datetime,
) -> SalesOrder:
    """Write down the invoice that the tax system has issued for this car.

    Raises:
        Missing: the store has no such order.
        DataSheetIncomplete: names what the data sheet lacks.
        InvoiceUsed: another order has this number.
        IllegalMove: the order is not paid.
        WrongInput: code or number is missing, or the day is before the order or to come.
    """
    order = locked(SalesOrder.objects.seen_by(by), order_id)
    unit = _car(order, by=by)
    if lacking := _lacking(unit):
        sentence = _("The data sheet lacks: %(what)s. Complete it on the car's page.")
        raise DataSheetIncomplete(sentence % {"what": ", ".join(lacking)})
    if not invoice_number.strip() or not invoice_code.strip():
        raise WrongInput(_("Code and number stand on the invoice; type both."))
    if not business_day(by, order.made_at) <= invoiced_on <= business_day(by, at):
        sentence = _("The invoice is issued between the day of the order and today.")
        raise WrongInput(sentence, field="invoiced_on")
    with refused_by({"sales_salesorder_one_per_invoice": InvoiceUsed()}):
        order.note_invoice(code=invoice_code, number=invoice_number, on=invoiced_on, at=at)
    unit.move(StockState.INVOICED, at=at)
    assert unit.vehicle_id is not None
    fact = OrderInvoiced(
        order_id=order.pk,
        party_id=order.party_id,
        vehicle_id=unit.vehicle_id,
        invoice_number=invoice_number,
        invoiced_on=invoiced_on,
    )
    record(fact, by=by, at=at)
    return order


def _lacking(unit: StockUnit) -> list[str]:
    wanted = {
        _("engine number"): unit.engine_number,
        _("certificate number"): unit.certificate_number,
        _("purchase record of the VIN"): unit.purchase_record,
    }
    return [name for name, value in wanted.items() if not value]


@transaction.atomic
def register_car(*, order_id: UUID, by: Actor, at: datetime) -> SalesOrder:
    """The car has its plate, or the customer sees to it.

    Raises:
        Missing: the store has no such order.
        NotReady: the plate is not there.
        IllegalMove: the order is not invoiced.
    """
    order = locked(SalesOrder.objects.seen_by(by), order_id)
    unit = _car(order, by=by)
    plates = SideService.objects.seen_by(by).filter(order=order, kind=SideKind.PLATE)
    if not order.registers_himself and not plates.filter(state="done").exists():
        raise NotReady(_("The plate is not there yet. Finish “Plate” on this order first."))
    order.note_registered(at=at)
    assert unit.vehicle_id is not None
    record(OrderRegistered(order_id=order.pk, vehicle_id=unit.vehicle_id), by=by, at=at)
    return order


@transaction.atomic
def make_ready(*, order_id: UUID, by: Actor, at: datetime) -> SalesOrder:
    """Everything is done: the car may be delivered.

    Raises:
        Missing: the store has no such order.
        NotReady: names what is not done.
        IllegalMove: the order is not invoiced.
    """
    order = locked(SalesOrder.objects.seen_by(by), order_id)
    unit = _car(order, by=by)
    days = rule(by, "sales.pdi_valid_days", on=business_day(by, at))
    sheet = (
        PreDeliveryInspection.objects.seen_by(by)
        .filter(stock_unit=unit, state=InspectionState.PASSED)
        .first()
    )
    if (
        sheet is None
        or sheet.passed_at is None
        or not is_inspection_fresh(sheet.passed_at, at=at, valid_days=days)
    ):
        raise NotReady(_("The car has not passed its inspection, or that is too long ago."))
    open_services = SideService.objects.seen_by(by).unfinished().filter(order=order)
    if labels := [row.label for row in open_services.order_by("kind", "pk")]:
        sentence = _("Not done yet: %(what)s.")
        raise NotReady(sentence % {"what": ", ".join(labels)})
    order.note_ready(at=at)
    assert unit.vehicle_id is not None
    fact = OrderReady(order_id=order.pk, party_id=order.party_id, vehicle_id=unit.vehicle_id)
    record(fact, by=by, at=at)
    return order


def _car(order: SalesOrder, *, by: Actor) -> StockUnit:
    held = Allocation.objects.seen_by(by).live().filter(order=order).first()
    if held is None:
        raise NotReady(_("This order has no car."))
    return locked(StockUnit.objects.seen_by(by).select_related("variant"), held.stock_unit_id)


@transaction.atomic
def cancel_order(
    *,
    order_id: UUID,
    fault: Fault,
    reason: str,
    reversed_invoice_number: str = "",
    by: Actor,
    at: datetime,
) -> SalesOrder:
    """End the order: the car is released, the bill reversed, money goes back by the rule.

    Earnest money and payments go back. A binding deposit is kept when the customer withdraws,
    goes back when both agree, and is owed twice when the store fails.

    Raises:
        Missing: the store has no such order.
        WrongInput: no reason, or an invoice that is not reversed outside.
        NotReady: only the general manager cancels after the invoice.
        IllegalMove: the order is too far, or over.
    """
    order = locked(SalesOrder.objects.seen_by(by), order_id)
    if not reason.strip():
        raise WrongInput(_("Say why the order is cancelled."))
    if order.state == OrderState.INVOICED:
        if not by.may("sales.cancel_invoiced_order"):
            raise NotReady(_("After the invoice only the general manager cancels."))
        if not reversed_invoice_number.strip():
            raise WrongInput(_("Reverse the invoice in the tax system and type its number."))
    was_signed = order.state != OrderState.DRAFT
    receipts = list(Receipt.objects.seen_by(by).of_source(order.source).order_by("pk"))
    advances = {DEPOSIT: 0, EARNEST: 0}
    paid = 0
    for receipt in receipts:
        if receipt.kind in advances:
            advances[receipt.kind] += receipt.amount_fen - receipt.refunded_fen
        else:
            paid += receipt.amount_fen - receipt.refunded_fen
    refund = refund_of(advances[EARNEST], advances[DEPOSIT], paid, fault=fault)
    order.cancel(
        fault=fault,
        reason=reason,
        refund_fen=refund.refund_fen,
        kept_fen=refund.kept_fen,
        compensation_fen=refund.compensation_fen,
        reversed_invoice_number=reversed_invoice_number,
        at=at,
    )
    _release_car(order, reason, by=by, at=at)
    if order.bill_id is not None:
        finance.reverse_bill(bill_id=order.bill_id, reason=reason, by=by, at=at)
    _pay_back(order, reason, keeps_deposit=bool(refund.kept_fen), by=by, at=at)
    for service in SideService.objects.seen_by(by).unfinished().filter(order=order).order_by("pk"):
        service.drop(reason, at=at)
    version = locked(QuotationVersion.objects.seen_by(by), order.version_id)
    version.supersede(at=at)
    if was_signed:
        leads.mark_unordered(opportunity_id=order.opportunity_id, by=by, at=at)
    fact = OrderCancelled(
        order_id=order.pk,
        opportunity_id=order.opportunity_id,
        party_id=order.party_id,
        consultant_id=order.consultant_id,
        fault=fault,
        refund_fen=refund.refund_fen,
    )
    record(fact, by=by, at=at)
    return order


def _release_car(order: SalesOrder, reason: str, *, by: Actor, at: datetime) -> None:
    held = Allocation.objects.seen_by(by).live().filter(order=order).first()
    if held is None:
        return
    unit = locked(StockUnit.objects.seen_by(by), held.stock_unit_id)
    allocation = locked(Allocation.objects.seen_by(by), held.pk)
    allocation.release(reason, at=at)
    unit.move(StockState.IN_STOCK, at=at)
    for sheet in PreDeliveryInspection.objects.seen_by(by).filter(order=order).order_by("pk"):
        sheet.belongs_to(None)
    fact = AllocationReleased(
        allocation_id=allocation.pk,
        order_id=order.pk,
        stock_unit_id=unit.pk,
        reason=reason,
        is_expired=False,
    )
    record(fact, by=by, at=at)


def _pay_back(
    order: SalesOrder, reason: str, *, keeps_deposit: bool, by: Actor, at: datetime
) -> None:
    """Pay back what the rule says; receipts are read anew, since the bill has let them go."""
    receipts = Receipt.objects.seen_by(by).of_source(order.source).order_by("pk")
    for receipt in receipts:
        is_kept = keeps_deposit and receipt.kind == DEPOSIT
        if receipt.left_fen > 0 and not is_kept:
            finance.refund_receipt(
                receipt_id=receipt.pk, amount_fen=receipt.left_fen, reason=reason, by=by, at=at
            )
