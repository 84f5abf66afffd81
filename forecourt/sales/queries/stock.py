"""Cars by VIN: where they stand, how old they are, what they cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Missing
from forecourt.sales.models import (
    STOCK_FLOW,
    Allocation,
    CostKind,
    CostLayer,
    PreDeliveryInspection,
    StockState,
    StockUnit,
)
from forecourt.sales.models.stock import GONE
from forecourt.sales.queries.days import business_day
from forecourt.sales.rules import age_days, age_grade, interest_per_day_fen
from forecourt.store.queries import rules
from forecourt.ui.paging import Page, page_of
from forecourt.ui.strip import Move, Strip, steps

STOCK_SORTS = frozenset({"arrived_on", "vin", "location", "grade", "state"})
_ORDERS = {
    "arrived_on": "arrived_on",
    "vin": "vin",
    "location": "location",
    "grade": "variant__product_code",
    "state": "state",
}
STAGE_OF = {
    StockState.IN_TRANSIT: "recv",
    StockState.ARRIVED: "recv",
    StockState.DAMAGED: "part",
    StockState.IN_STOCK: "wait",
    StockState.ALLOCATED: "work",
    StockState.INVOICED: "qc",
    StockState.DELIVERED: "done",
    StockState.DEMO: "wash",
    StockState.DISPLAY: "wash",
}


@dataclass(frozen=True, slots=True)
class StockRow:
    """A car in the list."""

    stock_unit_id: UUID
    vin: str
    grade: str
    product_code: str
    paint: str
    interior: str
    options: str
    state: str
    state_label: str
    css: str
    location: str
    key_number: str
    arrived_on: date | None
    eta_on: date | None
    days: int
    age: str  # fresh, amber, red, sheet


@dataclass(frozen=True, slots=True)
class _Ages:
    amber: int
    red: int
    sheet: int


def _ages(by: Actor, on: date) -> _Ages:
    keys = tuple(f"sales.stock_{name}_days" for name in ("amber", "red", "sheet"))
    found = rules(by, *keys, on=on)
    return _Ages(*(found[key] for key in keys))


def stock_rows(
    by: Actor,
    *,
    text: str = "",
    state: str = "live",
    age: str = "",
    sort: str = "arrived_on",
    page: int = 1,
    at: datetime,
) -> Page[StockRow]:
    """Cars of the store, oldest first: four statements."""
    on = business_day(by, at)
    ages = _ages(by, on)
    rows = StockUnit.objects.seen_by(by).select_related("variant__model", "paint", "interior")
    if state == "live":
        rows = rows.exclude(state__in=GONE)
    elif state in StockState.values:
        rows = rows.filter(state=state)
    limits = {"amber": ages.amber, "red": ages.red, "sheet": ages.sheet}
    if age in limits:
        rows = rows.older_than(on, limits[age])
    if text:
        rows = rows.filter(
            Q(vin__endswith=text.upper())
            | Q(location__icontains=text)
            | Q(key_number__iexact=text)
            | Q(variant__product_code__icontains=text)
            | Q(variant__name_zh__icontains=text)
            | Q(variant__name_en__icontains=text)
        )
    sign, key = ("-", sort[1:]) if sort.startswith("-") else ("", sort)
    found = page_of(rows.order_by(f"{sign}{_ORDERS[key]}", "pk"), page)
    return found.with_rows([row_of(unit, on=on, ages=ages) for unit in found.rows])


def row_of(unit: StockUnit, *, on: date, ages: _Ages) -> StockRow:
    state = StockState(unit.state)
    days = age_days(unit.arrived_on, on=on) if state not in GONE else 0
    return StockRow(
        stock_unit_id=unit.pk,
        vin=unit.vin,
        grade=str(unit.variant),
        product_code=unit.variant.product_code,
        paint=str(unit.paint or ""),
        interior=str(unit.interior or ""),
        options=unit.option_codes,
        state=state,
        state_label=str(state.label),
        css=STAGE_OF.get(state, "plan"),
        location=unit.location,
        key_number=unit.key_number,
        arrived_on=unit.arrived_on,
        eta_on=unit.eta_on,
        days=days,
        age=age_grade(days, amber=ages.amber, red=ages.red, sheet=ages.sheet),
    )


def rows_of(by: Actor, units: list[StockUnit], *, at: datetime) -> list[StockRow]:
    """These cars as rows."""
    on = business_day(by, at)
    ages = _ages(by, on)
    return [row_of(unit, on=on, ages=ages) for unit in units]


@dataclass(frozen=True, slots=True)
class CostRow:
    kind: str
    amount_fen: int
    on: date
    note: str


@dataclass(frozen=True, slots=True)
class StockCard:
    """One car with its costs, its order and its inspection."""

    unit: StockUnit
    row: StockRow
    costs: tuple[CostRow, ...]
    cost_fen: int
    interest_per_day_fen: int
    order_id: UUID | None
    can_open_order: bool
    order_number: str
    allocation_id: UUID | None
    inspection_id: UUID | None
    inspection_label: str
    strip: Strip


def stock_card(by: Actor, stock_unit_id: UUID, *, at: datetime) -> StockCard:
    """One car: seven statements; what it cost is shown by right only.

    Raises:
        Missing: the store has no such car.
    """
    rows = StockUnit.objects.seen_by(by).select_related(
        "variant__model", "paint", "interior", "vehicle"
    )
    unit = rows.filter(pk=stock_unit_id).first()
    if unit is None:
        raise Missing(_("This record does not exist."))
    on = business_day(by, at)
    layers = list(CostLayer.objects.seen_by(by).filter(stock_unit=unit).order_by("on", "pk"))
    cost = sum(layer.amount_fen for layer in layers)
    rate = rules(by, "sales.floor_plan_rate_x100", on=on)["sales.floor_plan_rate_x100"]
    held = Allocation.objects.seen_by(by).live().filter(stock_unit=unit).select_related("order")
    allocation = held.first()
    sheet = PreDeliveryInspection.objects.seen_by(by).live().filter(stock_unit=unit).first()
    sees_cost = by.may("sales.view_cost")
    return StockCard(
        unit=unit,
        row=row_of(unit, on=on, ages=_ages(by, on)),
        costs=tuple(
            CostRow(str(CostKind(one.kind).label), one.amount_fen, one.on, one.note)
            for one in layers
            if sees_cost
        ),
        cost_fen=cost if sees_cost else 0,
        interest_per_day_fen=interest_per_day_fen(cost, rate) if sees_cost else 0,
        order_id=allocation.order_id if allocation else None,
        can_open_order=allocation is not None and allocation.order.is_seen_by(by),
        order_number=allocation.order.number if allocation else "",
        allocation_id=allocation.pk if allocation else None,
        inspection_id=sheet.pk if sheet else None,
        inspection_label=sheet.get_state_display() if sheet else "",
        strip=_strip(by, unit, has_sheet=sheet is not None),
    )


_PATH = (
    StockState.IN_TRANSIT,
    StockState.ARRIVED,
    StockState.IN_STOCK,
    StockState.ALLOCATED,
    StockState.INVOICED,
    StockState.DELIVERED,
)


def _strip(by: Actor, unit: StockUnit, *, has_sheet: bool) -> Strip:
    state = StockState(unit.state)
    if state in _PATH:
        drawn = steps(tuple(step.label for step in _PATH), _PATH.index(state))
    else:
        drawn = steps((state.label,), 0)
    moves: list[Move] = []
    if STOCK_FLOW.allows(state, StockState.ARRIVED) and by.may("sales.change_stock"):
        moves.append(Move(_("Arrives"), dialog="receive", icon="truck-delivery"))
    is_new_here = state in {StockState.ARRIVED, StockState.DAMAGED}
    if is_new_here and by.may("sales.accept_stock"):
        moves.append(Move(_("Accept into stock"), dialog="accept", icon="check"))
    if uses_of(unit) and by.may("sales.change_stock"):
        moves.append(Move(_("Use otherwise"), dialog="use", icon="arrows-exchange"))
    if not has_sheet and state is StockState.IN_STOCK and by.may("sales.allocate_vehicle"):
        url = reverse("sales:inspection_open", args=[unit.pk])
        moves.append(Move(_("Order an inspection"), url, "clipboard-list"))
    return Strip(drawn, tuple(moves))


def uses_of(unit: StockUnit) -> list[tuple[str, str]]:
    """What else may be done with a car that stands here."""
    names = {
        StockState.FUNDED: _("Funded"),
        StockState.IN_PRODUCTION: _("In production"),
        StockState.IN_TRANSIT: _("Under way"),
        StockState.DEMO: _("Use as demo car"),
        StockState.DISPLAY: _("Put on display"),
        StockState.TRADED_OUT: _("Trade to a dealer"),
        StockState.RETURNED: _("Return to the maker"),
    }
    state = StockState(unit.state)
    if state in {StockState.DEMO, StockState.DISPLAY}:
        return [(StockState.IN_STOCK.value, str(_("Back to sale")))]
    allowed = [target for target in names if STOCK_FLOW.allows(state, target)]
    return [(target.value, str(names[target])) for target in allowed]


def cost_total_fen(by: Actor, stock_unit_id: UUID) -> int:
    """What a car has cost so far."""
    rows = CostLayer.objects.seen_by(by).filter(stock_unit_id=stock_unit_id)
    return rows.aggregate(total=Sum("amount_fen"))["total"] or 0
