"""Orders that want a car, beside the cars that fit them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Missing
from forecourt.sales.models import Allocation, OrderState, SalesOrder, StockUnit
from forecourt.sales.queries.stock import StockRow, rows_of
from forecourt.store.queries import rule
from forecourt.ui.paging import Page, page_of


@dataclass(frozen=True, slots=True)
class WantingRow:
    """An order that wants a car, and how many cars in stock are exactly that."""

    order_id: UUID
    number: str
    name: str
    grade: str
    paint: str
    options: str
    promised_on: date
    has_deposit: bool
    made_at: datetime
    equal_count: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A car that is held or locked."""

    allocation_id: UUID
    order_id: UUID
    number: str
    name: str
    vin: str
    state_label: str
    is_locked: bool
    expires_at: datetime | None
    is_soon: bool  # it runs out within the hours in which the consultant is warned


@dataclass(frozen=True, slots=True)
class Allocating:
    """The allocation screen: orders, the chosen one's cars, and what is held."""

    orders: Page[WantingRow]
    chosen: WantingRow | None
    equal: tuple[StockRow, ...]
    near: tuple[StockRow, ...]
    coming: tuple[StockRow, ...]  # of the grade, when no car in stock is exactly the order
    held: tuple[HeldRow, ...]


MOST = 30


def allocating(
    by: Actor, *, order_id: UUID | None = None, page: int = 1, at: datetime
) -> Allocating:
    """Orders by deposit, then by the day they were made; fourteen statements at most."""
    rows = SalesOrder.objects.seen_by(by).wanting_a_car().without_a_car()
    rows = rows.select_related("party", "variant__model", "paint")
    # with a deposit first, then by the day of the order, then by what was promised
    found = page_of(rows.order_by("-state", "made_at", "promised_on", "pk"), page)
    free = StockUnit.objects.seen_by(by).free()
    counts: dict[str, int] = {}
    keys = {row.spec_key for row in found.rows}
    for key in free.filter(spec_key__in=keys).values_list("spec_key", flat=True):
        counts[key] = counts.get(key, 0) + 1
    drawn = found.with_rows([_row(row, counts, at) for row in found.rows])
    chosen = next((row for row in found.rows if row.pk == order_id), None)
    equal, near = ([], []) if chosen is None else _cars(by, chosen, at=at)
    coming = _coming(by, chosen, at=at) if chosen and not equal else []
    return Allocating(
        orders=drawn,
        chosen=_row(chosen, counts, at) if chosen else None,
        equal=tuple(equal),
        near=tuple(near),
        coming=tuple(coming),
        held=_held(by, at=at),
    )


def _row(row: SalesOrder, counts: dict[str, int], at: datetime) -> WantingRow:
    return WantingRow(
        order_id=row.pk,
        number=row.number,
        name=row.party.name,
        grade=str(row.variant),
        paint=str(row.paint or ""),
        options=row.spec_key.rsplit("|", maxsplit=1)[-1],
        promised_on=row.promised_on,
        has_deposit=row.state == OrderState.DEPOSIT_PAID,
        made_at=row.made_at,
        equal_count=counts.get(row.spec_key, 0),
        is_late=row.promised_on < at.date(),
    )


def _cars(by: Actor, order: SalesOrder, *, at: datetime) -> tuple[list[StockRow], list[StockRow]]:
    """Cars that are exactly the order, oldest first, and others of the same grade."""
    free = StockUnit.objects.seen_by(by).free()
    same = free.filter(variant_id=order.variant_id)
    same = same.select_related("variant__model", "paint", "interior")
    units = list(same.order_by("arrived_on", "pk")[:MOST])
    rows = rows_of(by, units, at=at)
    pairs = list(zip(units, rows, strict=True))
    equal = [row for unit, row in pairs if unit.spec_key == order.spec_key]
    return equal, [row for unit, row in pairs if unit.spec_key != order.spec_key]


def _coming(by: Actor, order: SalesOrder, *, at: datetime) -> list[StockRow]:
    """Cars of the grade that are not for sale yet, the next to come first."""
    units = StockUnit.objects.seen_by(by).coming().filter(variant_id=order.variant_id)
    units = units.select_related("variant__model", "paint", "interior")
    return rows_of(by, list(units.order_by("eta_on", "entered_at", "pk")[:MOST]), at=at)


def _held(by: Actor, *, at: datetime) -> tuple[HeldRow, ...]:
    hours = rule(by, "sales.reservation_warn_hours", on=at.date())
    soon = at + timedelta(hours=hours)
    rows = Allocation.objects.seen_by(by).live().select_related("order__party", "stock_unit")
    return tuple(
        HeldRow(
            allocation_id=row.pk,
            order_id=row.order_id,
            number=row.order.number,
            name=row.order.party.name,
            vin=row.stock_unit.vin,
            state_label=row.get_state_display(),
            is_locked=row.is_locked,
            expires_at=row.expires_at,
            is_soon=row.expires_at is not None and row.expires_at <= soon,
        )
        for row in rows.order_by("expires_at", "pk")[:100]
    )


@dataclass(frozen=True, slots=True)
class SwapRow:
    """A locked car with its order, as the swap shows it."""

    allocation_id: UUID
    order_id: UUID
    number: str
    name: str
    vin: str
    grade: str
    paint: str
    promised_on: date
    fits_mine: bool  # this car is what the order at the top wants
    mine_fits: bool  # and the other way round


@dataclass(frozen=True, slots=True)
class Swapping:
    mine: SwapRow
    others: tuple[SwapRow, ...]


def swapping(by: Actor, allocation_id: UUID) -> Swapping:
    """A locked car and those it can be swapped with: the same grade, equal ones first.

    Raises:
        Missing: the store has no such locked car of an order that is not invoiced.
    """
    rows = Allocation.objects.seen_by(by).swappable()
    rows = rows.select_related(
        "order__party", "order__variant__model", "order__paint", "stock_unit"
    )
    mine = rows.filter(pk=allocation_id).first()
    if mine is None:
        raise Missing(_("This record does not exist."))
    others = rows.filter(order__variant_id=mine.order.variant_id).exclude(pk=mine.pk)
    drawn = [_swap_row(row, mine) for row in others.order_by("order__promised_on", "pk")[:MOST]]
    drawn.sort(key=lambda row: not (row.fits_mine and row.mine_fits))
    return Swapping(_swap_row(mine, mine), tuple(drawn))


def _swap_row(row: Allocation, mine: Allocation) -> SwapRow:
    return SwapRow(
        allocation_id=row.pk,
        order_id=row.order_id,
        number=row.order.number,
        name=row.order.party.name,
        vin=row.stock_unit.vin,
        grade=str(row.order.variant),
        paint=str(row.order.paint or ""),
        promised_on=row.order.promised_on,
        fits_mine=row.stock_unit.spec_key == mine.order.spec_key,
        mine_fits=mine.stock_unit.spec_key == row.order.spec_key,
    )
