"""Standard work: labour operations, service menus, maintenance plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from forecourt.catalog.models import (
    AppliesTo,
    BayKind,
    LabourOperation,
    MaintenancePlan,
    MaintenancePlanRow,
    MenuLine,
    MenuLineKind,
    PlanAction,
    PriceKind,
    ServiceMenu,
    SkillCode,
)
from forecourt.catalog.queries.prices import labour_prices_fen, prices_fen
from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Missing
from forecourt.ui.paging import Page, page_of


@dataclass(frozen=True, slots=True)
class LabourRow:
    """A labour operation; ``price_fen`` is None where nothing prices it."""

    operation_id: UUID
    code: str
    name: str
    name_zh: str
    name_en: str
    standard_minutes: int
    skill: str
    skill_label: str
    bay_kind: str
    bay_label: str
    is_withdrawn: bool
    price_fen: int | None


LABOUR_SORTS = frozenset({"code", "name", "standard_minutes", "skill", "bay_kind"})


def labour_rows(
    by: Actor, *, text: str = "", skill: str = "", sort: str = "code", page: int = 1, on: date
) -> Page[LabourRow]:
    """Labour operations with their prices: four statements."""
    rows = LabourOperation.objects.seen_by(by)
    if skill:
        rows = rows.filter(skill=skill)
    if text:
        rows = rows.filter(
            Q(code__icontains=text) | Q(name_zh__icontains=text) | Q(name_en__icontains=text)
        )
    order = sort.replace("name", "name_zh")
    found = page_of(rows.order_by("is_withdrawn", order, "pk"), page)
    prices = labour_prices_fen(by, [row.code for row in found.rows], on=on)
    return found.with_rows([_labour(row, prices.get(row.code)) for row in found.rows])


def labour(by: Actor, code: str, *, on: date) -> LabourRow:
    """One labour operation by its code.

    Raises:
        Missing: this dealer group has no such operation.
    """
    row = LabourOperation.objects.seen_by(by).filter(code=code).first()
    if row is None:
        raise Missing(_("There is no labour operation “%(code)s”.") % {"code": code})
    return _labour(row, labour_prices_fen(by, [code], on=on).get(code))


def labour_of(by: Actor, operation_id: UUID, *, on: date) -> LabourRow:
    """One labour operation by its key.

    Raises:
        Missing: this dealer group has no such operation.
    """
    row = LabourOperation.objects.seen_by(by).filter(pk=operation_id).first()
    if row is None:
        raise Missing(_("This record does not exist."))
    return _labour(row, labour_prices_fen(by, [row.code], on=on).get(row.code))


def _labour(row: LabourOperation, price: int | None) -> LabourRow:
    return LabourRow(
        operation_id=row.pk,
        code=row.code,
        name=row.name,
        name_zh=row.name_zh,
        name_en=row.name_en,
        standard_minutes=row.standard_minutes,
        skill=row.skill,
        skill_label=str(SkillCode(row.skill).label),
        bay_kind=row.bay_kind,
        bay_label=str(BayKind(row.bay_kind).label),
        is_withdrawn=row.is_withdrawn,
        price_fen=price,
    )


@dataclass(frozen=True, slots=True)
class MenuLineRow:
    """A line of a menu: a labour operation or a part, by its code."""

    kind: str
    kind_label: str
    code: str
    name: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class MenuRow:
    menu_id: UUID
    code: str
    name: str
    name_zh: str
    name_en: str
    due_km: int | None
    bay_minutes: int
    technicians: int
    promise_minutes: int
    bay_kind: str
    skill: str
    price_fen: int | None


@dataclass(frozen=True, slots=True)
class MenuCard:
    menu: MenuRow
    lines: tuple[MenuLineRow, ...]


def menu_rows(
    by: Actor, *, text: str = "", sort: str = "due_km", page: int = 1, on: date
) -> Page[MenuRow]:
    """Service menus with their fixed prices: three statements."""
    rows = ServiceMenu.objects.seen_by(by)
    if text:
        rows = rows.filter(
            Q(code__icontains=text) | Q(name_zh__icontains=text) | Q(name_en__icontains=text)
        )
    found = page_of(rows.order_by(sort, "pk"), page)
    prices = prices_fen(by, PriceKind.MENU, [row.code for row in found.rows], on=on)
    return found.with_rows([_menu(row, prices.get(row.code)) for row in found.rows])


def menu(by: Actor, code: str, *, on: date) -> MenuCard:
    """A menu with its lines and its price: three statements.

    Raises:
        Missing: this dealer group has no such menu.
    """
    row = ServiceMenu.objects.seen_by(by).filter(code=code).first()
    if row is None:
        raise Missing(_("There is no service menu “%(code)s”.") % {"code": code})
    return _menu_card(by, row, on)


def menu_card(by: Actor, menu_id: UUID, *, on: date) -> MenuCard:
    """A menu by its key, as ``menu`` answers it.

    Raises:
        Missing: this dealer group has no such menu.
    """
    row = ServiceMenu.objects.seen_by(by).filter(pk=menu_id).first()
    if row is None:
        raise Missing(_("This record does not exist."))
    return _menu_card(by, row, on)


def _menu_card(by: Actor, row: ServiceMenu, on: date) -> MenuCard:
    lines = MenuLine.objects.seen_by(by).filter(menu=row).order_by("position")
    price = prices_fen(by, PriceKind.MENU, [row.code], on=on).get(row.code)
    return MenuCard(_menu(row, price), tuple(_menu_line(line) for line in lines))


def _menu(row: ServiceMenu, price: int | None) -> MenuRow:
    return MenuRow(
        menu_id=row.pk,
        code=row.code,
        name=row.name,
        name_zh=row.name_zh,
        name_en=row.name_en,
        due_km=row.due_km,
        bay_minutes=row.bay_minutes,
        technicians=row.technicians,
        promise_minutes=row.promise_minutes,
        bay_kind=row.bay_kind,
        skill=row.skill,
        price_fen=price,
    )


def _menu_line(line: MenuLine) -> MenuLineRow:
    return MenuLineRow(
        kind=line.kind,
        kind_label=str(MenuLineKind(line.kind).label),
        code=line.code,
        name=line.name,
        quantity=line.quantity,
    )


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One item of a maintenance plan, as rules and screens use it."""

    plan_row_id: UUID
    plan_id: UUID
    item: str
    name: str
    action: str
    action_label: str
    first_km: int | None
    first_months: int | None
    repeat_km: int | None
    repeat_months: int | None
    severe_km: int | None
    severe_months: int | None
    applies_to: str
    applies_label: str
    minutes: int
    basis: str


@dataclass(frozen=True, slots=True)
class PlanCard:
    plan_id: UUID
    code: str
    name: str
    version: int
    valid_from: date
    rows: tuple[PlanRow, ...]


def plan_list(by: Actor, *, on: date) -> list[PlanCard]:
    """The plans in force on a day, each in its newest version, with their items: two statements."""
    newest = list(_in_force(by, on=on))
    rows: dict[UUID, list[PlanRow]] = {plan.pk: [] for plan in newest}
    items = MaintenancePlanRow.objects.seen_by(by).filter(plan__in=newest)
    for row in items.order_by("plan", "position"):
        rows[row.plan_id].append(_plan_row(row))
    return [_plan(plan, rows[plan.pk]) for plan in newest]


def plan_card(by: Actor, plan_id: UUID) -> PlanCard:
    """One plan with its items.

    Raises:
        Missing: this dealer group has no such plan.
    """
    plan = MaintenancePlan.objects.seen_by(by).filter(pk=plan_id).first()
    if plan is None:
        raise Missing(_("This record does not exist."))
    items = MaintenancePlanRow.objects.seen_by(by).filter(plan=plan).order_by("position")
    return _plan(plan, [_plan_row(row) for row in items])


def plan_row(by: Actor, plan_row_id: UUID) -> PlanRow:
    """One item of a plan by its key.

    Raises:
        Missing: this dealer group has no such item.
    """
    row = MaintenancePlanRow.objects.seen_by(by).filter(pk=plan_row_id).first()
    if row is None:
        raise Missing(_("This record does not exist."))
    return _plan_row(row)


def plan_rows(by: Actor, plan_code: str, *, on: date, is_new_energy: bool) -> tuple[PlanRow, ...]:
    """The items of the plan in force that apply to a kind of car; none for an unknown plan."""
    kept = AppliesTo.NEW_ENERGY if is_new_energy else AppliesTo.COMBUSTION
    plans = [card for card in plan_list(by, on=on) if card.code == plan_code]
    rows = plans[0].rows if plans else ()
    return tuple(row for row in rows if row.applies_to in {"", kept})


def _in_force(by: Actor, *, on: date) -> Sequence[MaintenancePlan]:
    begun = MaintenancePlan.objects.seen_by(by).filter(valid_from__lte=on)
    return list(begun.order_by("code", "-valid_from", "-version").distinct("code"))


def _plan(plan: MaintenancePlan, rows: Sequence[PlanRow]) -> PlanCard:
    return PlanCard(plan.pk, plan.code, plan.name, plan.version, plan.valid_from, tuple(rows))


def _plan_row(row: MaintenancePlanRow) -> PlanRow:
    return PlanRow(
        plan_row_id=row.pk,
        plan_id=row.plan_id,
        item=row.item,
        name=row.name,
        action=row.action,
        action_label=str(PlanAction(row.action).label),
        first_km=row.first_km,
        first_months=row.first_months,
        repeat_km=row.repeat_km,
        repeat_months=row.repeat_months,
        severe_km=row.severe_km,
        severe_months=row.severe_months,
        applies_to=row.applies_to,
        applies_label=str(AppliesTo(row.applies_to).label),
        minutes=row.minutes,
        basis=row.basis,
    )
