"""Orders: the list, and one with its money, its car and all that is still to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from forecourt.finance.queries import Balance, ReceiptRow, balance_of, receipts_of
from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Missing
from forecourt.sales.models import (
    ORDER_FLOW,
    PATH,
    Allocation,
    AllocationState,
    Delivery,
    Fault,
    GiftIssue,
    InspectionState,
    OrderState,
    PreDeliveryInspection,
    SalesOrder,
    SideKind,
    SideService,
    SideState,
    StockUnit,
)
from forecourt.sales.queries.days import business_day
from forecourt.sales.queries.quotations import LineRow, line_rows
from forecourt.sales.rules import deposit_limit_fen
from forecourt.store.queries import rule
from forecourt.ui.paging import Page, page_of
from forecourt.ui.strip import Move, Strip, steps

ORDER_SORTS = frozenset({"number", "promised_on", "party", "total_fen", "state"})
_ORDERS = {
    "number": "number",
    "promised_on": "promised_on",
    "party": "party__name",
    "total_fen": "total_fen",
    "state": "state",
}
STAGE_OF = {
    OrderState.DRAFT: "wait",
    OrderState.APPROVED: "recv",
    OrderState.DEPOSIT_PAID: "recv",
    OrderState.ALLOCATED: "work",
    OrderState.PAID: "work",
    OrderState.INVOICED: "qc",
    OrderState.REGISTERED: "qc",
    OrderState.READY: "wash",
    OrderState.DELIVERED: "done",
    OrderState.REPORTED: "done",
    OrderState.CANCELLED: "plan",
}
SIDE_STAGE = {
    SideState.WANTED: "wait",
    SideState.IN_WORK: "work",
    SideState.WAITING: "part",
    SideState.DONE: "done",
    SideState.DROPPED: "plan",
}


@dataclass(frozen=True, slots=True)
class OrderRow:
    order_id: UUID
    number: str
    name: str
    grade: str
    vin: str
    consultant: str
    state: str
    state_label: str
    css: str
    total_fen: int
    promised_on: date
    is_late: bool


def order_rows(
    by: Actor,
    *,
    text: str = "",
    state: str = "open",
    sort: str = "promised_on",
    page: int = 1,
    at: datetime,
) -> Page[OrderRow]:
    """Orders this person may see: four statements."""
    today = business_day(by, at)
    rows = SalesOrder.objects.seen_by(by).select_related("party", "variant__model", "consultant")
    if state == "open":
        rows = rows.open()
    elif state in OrderState.values:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(
            Q(number__icontains=text)
            | Q(party__name__icontains=text)
            | Q(party__pinyin__startswith=text.lower())
            | Q(allocations__stock_unit__vin__endswith=text.upper())
        ).distinct()
    sign, key = ("-", sort[1:]) if sort.startswith("-") else ("", sort)
    found = page_of(rows.order_by(f"{sign}{_ORDERS[key]}", "pk"), page)
    cars = _cars(by, [row.pk for row in found.rows])
    return found.with_rows([_row(row, cars.get(row.pk, ""), today) for row in found.rows])


def _cars(by: Actor, order_ids: list[UUID]) -> dict[UUID, str]:
    held = Allocation.objects.seen_by(by).filter(
        order_id__in=order_ids,
        state__in=[AllocationState.RESERVED, AllocationState.LOCKED, AllocationState.FULFILLED],
    )
    return dict(held.values_list("order_id", "stock_unit__vin"))


def _row(row: SalesOrder, vin: str, today: date) -> OrderRow:
    state = OrderState(row.state)
    return OrderRow(
        order_id=row.pk,
        number=row.number,
        name=row.party.name,
        grade=str(row.variant),
        vin=vin,
        consultant=row.consultant.name if row.consultant else "",
        state=state,
        state_label=str(state.label),
        css=STAGE_OF[state],
        total_fen=row.total_fen,
        promised_on=row.promised_on,
        is_late=row.is_open and row.promised_on < today,
    )


@dataclass(frozen=True, slots=True)
class SideRow:
    """A side service on an order or in a clerk's list."""

    side_service_id: UUID
    order_id: UUID
    order_number: str
    name: str
    kind: str
    kind_label: str
    state: str
    state_label: str
    css: str
    clerk: str
    waits_for: str
    waits_until: date | None
    is_late: bool
    result_number: str
    entered_at: datetime


def _side(service: SideService, today: date) -> SideRow:
    state = SideState(service.state)
    waits_until = service.waits_until
    return SideRow(
        side_service_id=service.pk,
        order_id=service.order_id,
        order_number=service.order.number,
        name=service.order.party.name,
        kind=service.kind,
        kind_label=service.label,
        state=state,
        state_label=str(state.label),
        css=SIDE_STAGE[state],
        clerk=service.clerk.name if service.clerk else "",
        waits_for=service.waits_for,
        waits_until=waits_until,
        is_late=waits_until is not None and waits_until < today and service.is_open,
        result_number=service.result_number,
        entered_at=service.entered_at,
    )


def side_rows(
    by: Actor, *, kind: str = "", state: str = "open", page: int = 1, at: datetime
) -> Page[SideRow]:
    """Side services of the store, longest waiting first: three statements."""
    rows = SideService.objects.seen_by(by).select_related("order__party", "clerk")
    if state == "open":
        rows = rows.unfinished()
    elif state in SideState.values:
        rows = rows.filter(state=state)
    if kind in SideKind.values:
        rows = rows.filter(kind=kind)
    today = business_day(by, at)
    found = page_of(rows.order_by("entered_at", "pk"), page)
    return found.with_rows([_side(row, today) for row in found.rows])


@dataclass(frozen=True, slots=True)
class OrderCard:
    """An order with all that its page shows."""

    order: SalesOrder
    row: OrderRow
    lines: tuple[LineRow, ...]
    receipts: tuple[ReceiptRow, ...]
    balance: Balance
    due_fen: int
    deposit_limit_fen: int
    unit: StockUnit | None
    allocation: Allocation | None
    inspection: PreDeliveryInspection | None
    services: tuple[SideRow, ...]
    delivery: Delivery | None
    gifts: tuple[GiftIssue, ...]
    fault: str
    strip: Strip
    can_swap: bool


def order(by: Actor, order_id: UUID) -> SalesOrder:
    """One order as a record, with party, grade and quotation.

    Raises:
        Missing: no such order of this person.
    """
    rows = SalesOrder.objects.seen_by(by).select_related(
        "party",
        "variant__model__marque",
        "paint",
        "interior",
        "consultant",
        "approved_by",
        "version__quotation",
        "store",
    )
    row = rows.filter(pk=order_id).first()
    if row is None:
        raise Missing(_("This record does not exist."))
    return row


def order_card(by: Actor, order_id: UUID, *, at: datetime) -> OrderCard:
    """One order: eleven statements.

    Raises:
        Missing: no such order of this person.
    """
    row = order(by, order_id)
    today = business_day(by, at)
    allocation = allocation_of(by, row)
    unit = allocation.stock_unit if allocation else None
    sheets = PreDeliveryInspection.objects.seen_by(by).live().filter(stock_unit=unit)
    inspection = sheets.first() if unit else None
    services = SideService.objects.seen_by(by).filter(order=row)
    services = services.select_related("order__party", "clerk").order_by("entered_at", "pk")
    sides = tuple(_side(service, today) for service in services)
    delivery = Delivery.objects.seen_by(by).live().filter(order=row).first()
    balance = balance_of(by, row.source)
    receipts = tuple(receipts_of(by, row.source))
    paid = balance.paid_fen if row.bill_id else sum(one.left_fen for one in receipts)
    due = 0 if row.state == OrderState.CANCELLED else row.total_fen - paid
    most = rule(by, "sales.deposit_most_percent", on=today)
    return OrderCard(
        order=row,
        row=_row(row, unit.vin if unit else "", today),
        lines=line_rows(by, row.version_id),
        receipts=receipts,
        balance=balance,
        due_fen=due,
        deposit_limit_fen=deposit_limit_fen(row.goods_fen, most),
        unit=unit,
        allocation=allocation,
        inspection=inspection,
        services=sides,
        delivery=delivery,
        gifts=tuple(GiftIssue.objects.seen_by(by).filter(order=row).order_by("issued_at", "pk")),
        fault=str(Fault(row.cancel_fault).label) if row.cancel_fault else "",
        strip=_Moves(by, row, unit, inspection, sides, delivery).strip(),
        can_swap=bool(
            allocation
            and allocation.is_locked
            and row.state in {OrderState.ALLOCATED, OrderState.PAID}
            and by.may("sales.swap_vehicles")
        ),
    )


def allocation_of(by: Actor, row: SalesOrder) -> Allocation | None:
    held = Allocation.objects.seen_by(by).filter(
        order=row,
        state__in=[AllocationState.RESERVED, AllocationState.LOCKED, AllocationState.FULFILLED],
    )
    return held.select_related("stock_unit__variant__model", "stock_unit__vehicle").first()


@dataclass(frozen=True, slots=True)
class _Moves:
    """What may come next on an order, asked of the flow and of what is still open."""

    by: Actor
    row: SalesOrder
    unit: StockUnit | None
    inspection: PreDeliveryInspection | None
    sides: tuple[SideRow, ...]
    delivery: Delivery | None

    def strip(self) -> Strip:
        state = OrderState(self.row.state)
        if state in PATH:
            is_late = self.row.is_open and self.row.promised_on < self.row.entered_at.date()
            drawn = steps(tuple(s.label for s in PATH), PATH.index(state), is_late=is_late)
        else:
            drawn = steps((OrderState.DRAFT.label, state.label), 1)
        return Strip(drawn, tuple(self._moves(state)))

    def _moves(self, state: OrderState) -> list[Move]:
        moves = list[Move]()
        for allowed, make in (
            (state is OrderState.DRAFT, self._approve),
            (state is OrderState.APPROVED, self._deposit),
            (state in {OrderState.APPROVED, OrderState.DEPOSIT_PAID}, self._allocate),
            (state is OrderState.ALLOCATED, self._pay),
            (state is OrderState.PAID, self._invoice),
            (state is OrderState.INVOICED, self._register),
            (state in {OrderState.INVOICED, OrderState.REGISTERED}, self._ready),
            (state is OrderState.READY, self._deliver),
            (state in {OrderState.DELIVERED, OrderState.REPORTED}, self._thank),
        ):
            if allowed:
                moves += make()
        if ORDER_FLOW.allows(state, OrderState.CANCELLED) and self.by.may("sales.cancel_order"):
            moves.append(Move(_("Cancel the order"), dialog="cancel", icon="circle-x"))
        return moves

    def _url(self, name: str) -> str:
        return reverse(f"sales:{name}", args=[self.row.pk])

    def _approve(self) -> list[Move]:
        if not self.by.may("sales.approve_order"):
            return [Move(_("Approve"), refusal=_("Waits for the sales manager."))]
        return [Move(_("Approve"), self._url("order_approve"), "check")]

    def _deposit(self) -> list[Move]:
        if not self.by.may("sales.take_money"):
            return [Move(_("Deposit"), refusal=_("The cashier takes it."))]
        return [Move(_("Take the deposit"), dialog="deposit", icon="cash")]

    def _allocate(self) -> list[Move]:
        if self.unit is not None or not self.by.may("sales.allocate_vehicle"):
            return []
        url = f"{reverse('sales:allocation')}?order={self.row.pk}"
        return [Move(_("Find a car"), url, "car", is_link=True)]

    def _pay(self) -> list[Move]:
        if not self.by.may("sales.take_money"):
            return [Move(_("Pay"), refusal=_("The cashier takes it."))]
        return [Move(_("Take a payment"), dialog="pay", icon="cash")]

    def _invoice(self) -> list[Move]:
        if not self.by.may("sales.record_invoice"):
            return [Move(_("Invoice"), refusal=_("The accountant writes it down."))]
        return [Move(_("Write down the invoice"), dialog="invoice", icon="receipt-tax")]

    def _register(self) -> list[Move]:
        if not self.by.may("sales.register_car"):
            return []
        has_plate = any(s.kind == SideKind.PLATE and s.state == SideState.DONE for s in self.sides)
        if not self.row.registers_himself and not has_plate:
            return [Move(_("Registered"), refusal=_("The plate is not there yet."))]
        return [Move(_("Registered"), self._url("order_register"), "check")]

    def _ready(self) -> list[Move]:
        if not self.by.may("sales.deliver_car"):
            return []
        if self.inspection is None or self.inspection.state != InspectionState.PASSED:
            return [Move(_("Ready for delivery"), refusal=_("The inspection is not passed."))]
        if open_sides := [
            s.kind_label for s in self.sides if s.state not in {SideState.DONE, SideState.DROPPED}
        ]:
            refusal = _("Not done yet: %(what)s.") % {"what": ", ".join(open_sides)}
            return [Move(_("Ready for delivery"), refusal=refusal)]
        return [Move(_("Ready for delivery"), self._url("order_ready"), "check")]

    def _deliver(self) -> list[Move]:
        if self.delivery is not None:
            url = reverse("sales:delivery", args=[self.delivery.pk])
            return [Move(_("Open the delivery"), url, "key", is_link=True)]
        if self.by.may("sales.deliver_car"):
            return [Move(_("Plan the delivery"), dialog="plan", icon="calendar-plus")]
        return []

    def _thank(self) -> list[Move]:
        if self.by.may("sales.give_thanks"):
            return [Move(_("Thank the customer"), dialog="thank", icon="heart-handshake")]
        return []


def orders_of(by: Actor, party_id: UUID, *, at: datetime) -> list[OrderRow]:
    """Every order of one customer that this person may see, newest first."""
    today = business_day(by, at)
    rows = SalesOrder.objects.seen_by(by).filter(party_id=party_id)
    found = list(rows.select_related("party", "variant__model", "consultant").order_by("-pk"))
    cars = _cars(by, [row.pk for row in found])
    return [_row(row, cars.get(row.pk, ""), today) for row in found]
