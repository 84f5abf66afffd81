"""Giving a car to an order, taking it back, and what follows from either."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked, locked_all
from forecourt.kernel.refusals import Missing, Refused, WrongInput, refused_by
from forecourt.sales.commands.inspections import open_inspection
from forecourt.sales.commands.payments import bill_order
from forecourt.sales.facts import AllocationReleased, SideServiceMoved, VehicleAllocated
from forecourt.sales.models import (
    Allocation,
    LineKind,
    OrderState,
    PreDeliveryInspection,
    QuotationLine,
    SalesOrder,
    SideKind,
    SideService,
    SideState,
    StockState,
    StockUnit,
)
from forecourt.sales.queries.days import business_day
from forecourt.sales.rules import reserved_until
from forecourt.store.queries import rule


class VinTaken(Refused):
    code = "vin-taken"

    def __init__(self, unit: StockUnit) -> None:
        sentence = _("%(vin)s is already given to another order. Choose another car.")
        super().__init__(sentence % {"vin": unit.vin})


class OrderHasCar(Refused):
    code = "order-has-car"

    def __init__(self) -> None:
        super().__init__(_("This order already has a car. Release that one first."))


class NotForSale(Refused):
    code = "not-for-sale"


class SpecDiffers(Refused):
    code = "spec-differs"

    def __init__(self) -> None:
        sentence = _(
            "This car is not what the customer ordered. Write down what the customer agreed to."
        )
        super().__init__(sentence)


class WantsNoCar(Refused):
    code = "wants-no-car"


@transaction.atomic
def reserve_vehicle(
    *,
    order_id: UUID,
    stock_unit_id: UUID,
    agreed_difference: str = "",
    by: Actor,
    at: datetime,
) -> Allocation:
    """Give a car to an order: locked with a deposit, else held for so many hours.

    The database decides between two sellers; what this command reads of the car is only for
    the sentence.

    Raises:
        Missing: the store has no such order or car.
        WantsNoCar: the order is not signed, or has its car.
        NotForSale: the car is not for sale now.
        SpecDiffers: the car is another one than ordered, and the customer agreed to nothing.
        VinTaken: another order has the car.
        OrderHasCar: the order has a car.
    """
    order = locked(SalesOrder.objects.seen_by(by.house()), order_id)
    unit = locked(StockUnit.objects.seen_by(by), stock_unit_id)
    if order.state == OrderState.ALLOCATED:
        raise OrderHasCar
    if order.state not in {OrderState.APPROVED, OrderState.DEPOSIT_PAID}:
        label = OrderState(order.state).label
        raise WantsNoCar(_("This order is “%(state)s”; it wants no car now.") % {"state": label})
    if unit.state not in {StockState.IN_STOCK, StockState.ALLOCATED}:
        label = StockState(unit.state).label
        sentence = _("%(vin)s is “%(state)s”; it is not for sale now.")
        raise NotForSale(sentence % {"vin": unit.vin, "state": label})
    if unit.spec_key != order.spec_key and not agreed_difference.strip():
        raise SpecDiffers
    has_deposit = order.state == OrderState.DEPOSIT_PAID
    hours = rule(by, "sales.reservation_hours", on=business_day(by, at))
    taken = {
        "sales_allocation_one_live_per_vin": VinTaken(unit),
        "sales_allocation_one_live_per_order": OrderHasCar(),
    }
    with refused_by(taken):
        allocation = Allocation.make(
            order,
            unit,
            expires_at=None if has_deposit else reserved_until(at, hours=hours),
            agreed_difference=agreed_difference,
            made_by_id=by.staff_id,
            at=at,
        )
    unit.move(StockState.ALLOCATED, at=at)
    _record(allocation, order, unit, by=by, at=at)
    if has_deposit:
        note_car(order_id=order.pk, by=by, at=at)
    _order_inspection(order, unit, by=by, at=at)
    _want_services(order, by=by, at=at)
    return allocation


@transaction.atomic
def lock_allocation(*, order_id: UUID, by: Actor, at: datetime) -> Allocation | None:
    """The deposit is here: what was held is locked; None when no car is held yet.

    Raises:
        Missing: the store has no such order.
    """
    order = locked(SalesOrder.objects.seen_by(by.house()), order_id)
    held = Allocation.objects.seen_by(by).live().filter(order=order).first()
    if held is None:
        return None
    allocation = locked(Allocation.objects.seen_by(by).select_related("stock_unit"), held.pk)
    allocation.lock(at=at)
    _record(allocation, order, allocation.stock_unit, by=by, at=at)
    note_car(order_id=order.pk, by=by, at=at)
    return allocation


@transaction.atomic
def note_car(*, order_id: UUID, by: Actor, at: datetime) -> SalesOrder:
    """A car is locked for the order: the bill is written, the deposit used on it.

    Raises:
        Missing: the store has no such order.
        IllegalMove: the order has no deposit, or has its car.
    """
    order = locked(SalesOrder.objects.seen_by(by.house()), order_id)
    order.note_car(at=at)
    bill_order(order_id=order.pk, by=by, at=at)
    order.refresh_from_db(fields=["bill_id"])
    return order


@transaction.atomic
def release_vehicle(*, allocation_id: UUID, reason: str, by: Actor, at: datetime) -> Allocation:
    """Take the car from the order; it is for sale again.

    Raises:
        Missing: the store has no such allocation.
        WrongInput: no reason is given.
        IllegalMove: it has ended, or the order is paid already.
    """
    if not reason.strip():
        raise WrongInput(_("Say why the car is taken from the order."))
    order, unit, allocation = _held(allocation_id, by=by)
    allocation.release(reason, at=at)
    _take_back(order, unit, by=by, at=at)
    record(_released(allocation, reason), by=by, at=at)
    return allocation


@transaction.atomic
def expire_reservation(*, allocation_id: UUID, by: Actor, at: datetime) -> Allocation:
    """No deposit came in time: the car is for sale again.

    Raises:
        Missing: the store has no such allocation.
        StillHeld: its time is not over.
        IllegalMove: it is locked or has ended.
    """
    order, unit, allocation = _held(allocation_id, by=by)
    if allocation.expires_at is None or at < allocation.expires_at:
        raise StillHeld(_("This car is still held."))
    allocation.expire(at=at)
    _take_back(order, unit, by=by, at=at)
    fact = AllocationReleased(
        allocation_id=allocation.pk,
        order_id=order.pk,
        stock_unit_id=unit.pk,
        reason="expired",
        is_expired=True,
    )
    record(fact, by=by, at=at)
    return allocation


class CannotSwap(Refused):
    code = "cannot-swap"


class DatesNotAccepted(WrongInput):
    code = "dates-not-accepted"

    def __init__(self, first: SalesOrder, second: SalesOrder) -> None:
        sentence = _(
            "%(first)s is promised for %(first_on)s, %(second)s for %(second_on)s. "
            "Say that both dates still hold."
        )
        words = {
            "first": first.number,
            "first_on": first.promised_on,
            "second": second.number,
            "second_on": second.promised_on,
        }
        super().__init__(sentence % words)


@transaction.atomic
def swap_vehicles(
    *,
    allocation_id: UUID,
    other_id: UUID,
    reason: str,
    dates_hold: bool,
    agreed_difference: str = "",
    other_agreed_difference: str = "",
    by: Actor,
    at: datetime,
) -> tuple[Allocation, Allocation]:
    """Let two orders exchange their locked cars, in one step; answers the new allocations.

    Each car takes its inspection along. Orders are locked before cars, cars before allocations,
    and rows of one kind by their key, so that two swaps at once queue up.

    Raises:
        Missing: the store lacks one of the allocations.
        WrongInput: no reason is given, or both are the same.
        DatesNotAccepted: nobody said that both promised dates still hold.
        CannotSwap: one of the cars is not locked any more, invoiced, or being fitted.
        SpecDiffers: a car is another one than ordered, and the customer agreed to nothing.
    """
    if not reason.strip():
        raise WrongInput(_("Say why the cars are swapped."))
    if allocation_id == other_id:
        raise WrongInput(_("Choose another order to swap with."))
    first, second = _held_both(allocation_id, other_id, by=by)
    if not dates_hold:
        raise DatesNotAccepted(first.order, second.order)
    for mine, theirs, agreed in (
        (first, second, agreed_difference),
        (second, first, other_agreed_difference),
    ):
        _check_swap(mine, by=by)
        if theirs.stock_unit.spec_key != mine.order.spec_key and not agreed.strip():
            raise SpecDiffers
    for one in (first, second):
        one.release(reason, at=at)
        record(_released(one, reason), by=by, at=at)
    return (
        _take(first.order, second.stock_unit, agreed_difference, by=by, at=at),
        _take(second.order, first.stock_unit, other_agreed_difference, by=by, at=at),
    )


def _held_both(first_id: UUID, second_id: UUID, *, by: Actor) -> tuple[Allocation, Allocation]:
    """Both allocations with order and car, all locked."""
    found = {
        row.pk: row for row in Allocation.objects.seen_by(by).filter(pk__in=(first_id, second_id))
    }
    if len(found) != len({first_id, second_id}):
        raise Missing(_("This record does not exist."))
    house = SalesOrder.objects.seen_by(by.house())
    orders = {row.pk: row for row in locked_all(house, {row.order_id for row in found.values()})}
    cars = StockUnit.objects.seen_by(by)
    units = {row.pk: row for row in locked_all(cars, {row.stock_unit_id for row in found.values()})}
    rows = {row.pk: row for row in locked_all(Allocation.objects.seen_by(by), set(found))}
    for row in rows.values():
        row.order, row.stock_unit = orders[row.order_id], units[row.stock_unit_id]
    return rows[first_id], rows[second_id]


def _check_swap(allocation: Allocation, *, by: Actor) -> None:
    order = allocation.order
    if not allocation.is_locked:
        sentence = _("The car of %(number)s is “%(state)s”; only locked cars are swapped.")
        words = {"number": order.number, "state": allocation.get_state_display()}
        raise CannotSwap(sentence % words)
    if order.state not in {OrderState.ALLOCATED, OrderState.PAID}:
        sentence = _("%(number)s is “%(state)s”; its car stays with it.")
        raise CannotSwap(sentence % {"number": order.number, "state": order.get_state_display()})
    fitting = SideService.objects.seen_by(by).filter(order=order, kind=SideKind.FITTING)
    if fitting.exclude(state__in=(SideState.WANTED, SideState.DROPPED)).exists():
        sentence = _("Accessories of %(number)s are being fitted to its car. It stays with it.")
        raise CannotSwap(sentence % {"number": order.number})


def _take(
    order: SalesOrder, unit: StockUnit, agreed: str, *, by: Actor, at: datetime
) -> Allocation:
    """Lock the car for its new order; its inspection comes with it."""
    allocation = Allocation.make(
        order, unit, expires_at=None, agreed_difference=agreed, made_by_id=by.staff_id, at=at
    )
    _record(allocation, order, unit, by=by, at=at)
    _order_inspection(order, unit, by=by, at=at)
    return allocation


def _released(allocation: Allocation, reason: str) -> AllocationReleased:
    return AllocationReleased(
        allocation_id=allocation.pk,
        order_id=allocation.order_id,
        stock_unit_id=allocation.stock_unit_id,
        reason=reason,
        is_expired=False,
    )


class StillHeld(Refused):
    code = "still-held"


def _held(allocation_id: UUID, *, by: Actor) -> tuple[SalesOrder, StockUnit, Allocation]:
    """Order, car and allocation, locked in this order, which every command here keeps."""
    found = Allocation.objects.seen_by(by).filter(pk=allocation_id).first()
    if found is None:
        raise Missing(_("This record does not exist."))
    order = locked(SalesOrder.objects.seen_by(by.house()), found.order_id)
    unit = locked(StockUnit.objects.seen_by(by), found.stock_unit_id)
    return order, unit, locked(Allocation.objects.seen_by(by), allocation_id)


def _take_back(order: SalesOrder, unit: StockUnit, *, by: Actor, at: datetime) -> None:
    if order.state not in {OrderState.APPROVED, OrderState.DEPOSIT_PAID}:
        order.lose_car(at=at)
    unit.move(StockState.IN_STOCK, at=at)
    sheets = PreDeliveryInspection.objects.seen_by(by).live().filter(stock_unit=unit)
    for sheet in sheets.order_by("pk"):
        sheet.belongs_to(None)


def _record(
    allocation: Allocation, order: SalesOrder, unit: StockUnit, *, by: Actor, at: datetime
) -> None:
    assert unit.vehicle_id is not None
    fact = VehicleAllocated(
        allocation_id=allocation.pk,
        order_id=order.pk,
        stock_unit_id=unit.pk,
        vehicle_id=unit.vehicle_id,
        party_id=order.party_id,
        consultant_id=order.consultant_id,
        is_locked=allocation.is_locked,
        expires_at=allocation.expires_at,
    )
    record(fact, by=by, at=at)


def _order_inspection(order: SalesOrder, unit: StockUnit, *, by: Actor, at: datetime) -> None:
    """The sheet of the car follows it to the order; a car without one gets one."""
    sheet = PreDeliveryInspection.objects.seen_by(by).live().filter(stock_unit=unit).first()
    if sheet is not None:
        sheet.belongs_to(order)
    else:
        open_inspection(stock_unit_id=unit.pk, order_id=order.pk, by=by, at=at)


def _want_services(order: SalesOrder, *, by: Actor, at: datetime) -> None:
    """What the quotation promised to do for the buyer, each once."""
    kinds = set(
        QuotationLine.objects.seen_by(by)
        .filter(version_id=order.version_id)
        .values_list("kind", flat=True)
    )
    wanted = [SideKind.PURCHASE_TAX] if LineKind.PURCHASE_TAX in kinds else []
    wanted += [SideKind.INSURANCE] if LineKind.COMPULSORY_INSURANCE in kinds else []
    wanted += [SideKind.FITTING] if LineKind.ACCESSORY in kinds else []
    wanted += [] if order.registers_himself else [SideKind.PLATE]
    wanted += [SideKind.LOAN] if order.version.loan_fen else []
    services = SideService.objects.seen_by(by).filter(order=order)
    there = set(services.exclude(state="dropped").values_list("kind", flat=True))
    for kind in wanted:
        if kind in there:
            continue
        service = SideService.want(order, kind, at=at)
        fact = SideServiceMoved(
            side_service_id=service.pk,
            order_id=order.pk,
            service_kind=kind,
            state=service.state,
        )
        record(fact, by=by, at=at)
