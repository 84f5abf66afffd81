"""Loading what Forecourt ships: the made-up marque, standard work, menus, plans and prices."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from forecourt.catalog.defaults import hengchuan, plans, standard_work
from forecourt.catalog.facts import DefaultsLoaded
from forecourt.catalog.models import (
    Colour,
    LabourOperation,
    MaintenancePlan,
    MaintenancePlanRow,
    Marque,
    MenuLine,
    Option,
    OptionRule,
    PriceKind,
    PriceList,
    PriceListRow,
    ServiceMenu,
    VehicleModel,
    VehicleVariant,
)
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record

BEGINNING: Final = date(2000, 1, 1)
SHIPPED: Final = "shipped"
_FEN: Final = 100


@transaction.atomic
def load_defaults(*, by: Actor, at: datetime) -> None:
    """Load the shipped catalogue; what is there already stays as the store made it."""
    marque = _load_cars(by)
    _load_work()
    _load_plans()
    _load_prices(by, at=at)
    record(DefaultsLoaded(marque=marque.code), by=by, at=at)


def _load_cars(by: Actor) -> Marque:
    code, name_zh, name_en = hengchuan.MARQUE
    marque = Marque.put(code, name_zh=name_zh, name_en=name_en)
    known = VehicleVariant.objects.seen_by(by).filter(model__marque=marque)
    if known.count() >= len(hengchuan.GRADES):
        return marque
    models = {
        m.code: VehicleModel.put(
            marque, m.code, name_zh=m.name_zh, name_en=m.name_en, body=m.body, position=number
        )
        for number, m in enumerate(hengchuan.MODELS, 1)
    }
    for number, grade in enumerate(hengchuan.GRADES, 1):
        variant = VehicleVariant.put(
            models[grade.model], grade.product_code, **_facts(grade, number)
        )
        _load_choice(variant, grade.model, by)
    return marque


def _facts(grade: hengchuan.Grade, position: int) -> dict[str, Any]:  # Any: fields of a grade
    gearbox_zh, gearbox_en = grade.gearbox
    return {
        "name_zh": grade.name_zh,
        "name_en": grade.name_en,
        "model_year": hengchuan.MODEL_YEAR,
        "powertrain": grade.powertrain,
        "seats": grade.seats,
        "displacement_cc": grade.displacement_cc,
        "power_kw": grade.power_kw,
        "battery_wh": grade.battery_wh,
        "range_km": grade.range_km,
        "gearbox_zh": gearbox_zh,
        "gearbox_en": gearbox_en,
        "plan_code": "CN-10K",
        "position": position,
    }


def _load_choice(variant: VehicleVariant, model: str, by: Actor) -> None:
    Colour.ship(
        Colour(
            variant=variant,
            kind=shade.kind,
            code=f"{model}-{shade.code}",
            name_zh=shade.name_zh,
            name_en=shade.name_en,
            hex=shade.hex,
            position=number,
        )
        for number, shade in enumerate(hengchuan.SHADES, 1)
    )
    Option.ship(
        Option(
            variant=variant,
            code=f"{model}-{extra.code}",
            name_zh=extra.name_zh,
            name_en=extra.name_en,
            group=extra.group,
            is_standard=extra.is_standard,
            position=number,
        )
        for number, extra in enumerate(hengchuan.EXTRAS, 1)
        if model in extra.models
    )
    options = {row.code: row for row in Option.objects.seen_by(by).filter(variant=variant)}
    pairs = [(f"{model}-{a}", kind, f"{model}-{b}") for a, kind, b in hengchuan.EXTRA_RULES]
    OptionRule.ship(
        OptionRule(option=options[option], kind=kind, other=options[other])
        for option, kind, other in pairs
        if option in options and other in options
    )


def _load_work() -> None:
    LabourOperation.ship(
        [
            {
                "code": row.code,
                "name_zh": row.name_zh,
                "name_en": row.name_en,
                "standard_minutes": row.minutes,
                "skill": row.skill,
                "bay_kind": row.bay,
            }
            for row in standard_work.OPERATIONS
        ]
    )
    for menu in standard_work.MENUS:
        row, is_new = ServiceMenu.file(
            menu.code,
            name_zh=menu.name_zh,
            name_en=menu.name_en,
            due_km=menu.due_km,
            bay_minutes=menu.bay_minutes,
            promise_minutes=menu.promise_minutes,
        )
        if is_new:
            MenuLine.write(row, _menu_lines(menu))


def _menu_lines(menu: standard_work.Menu) -> list[dict[str, Any]]:  # Any: fields of a line
    operations = {row.code: row for row in standard_work.OPERATIONS}
    labour = [
        {
            "kind": "labour",
            "code": code,
            "name_zh": operations[code].name_zh,
            "name_en": operations[code].name_en,
            "quantity": Decimal(1),
        }
        for code in menu.labour
    ]
    parts = [
        {"kind": "part", "code": code, "name_zh": name_zh, "name_en": name_en, "quantity": quantity}
        for code, (name_zh, name_en, quantity) in standard_work.PARTS.items()
        if code in menu.parts
    ]
    return [*labour, *parts]


def _load_plans() -> None:
    for code, name_zh, name_en, items in plans.PLANS:
        plan, is_new = MaintenancePlan.file(
            code, name_zh=name_zh, name_en=name_en, valid_from=BEGINNING, origin=SHIPPED
        )
        if is_new:
            MaintenancePlanRow.write(plan, [_plan_row(item) for item in items])


def _plan_row(item: plans.Item) -> dict[str, Any]:  # Any: fields of a row
    return {
        "item": item.item,
        "name_zh": item.name_zh,
        "name_en": item.name_en,
        "action": item.action,
        "first_km": item.first[0],
        "first_months": item.first[1],
        "repeat_km": item.repeat[0],
        "repeat_months": item.repeat[1],
        "severe_km": item.severe[0],
        "severe_months": item.severe[1],
        "applies_to": item.applies_to,
        "minutes": item.minutes,
        "basis": item.basis,
    }


def _load_prices(by: Actor, *, at: datetime) -> None:
    cars = {grade.product_code: grade.yuan for grade in hengchuan.GRADES}
    options = {
        f"{model.code}-{row.code}": row.yuan
        for model in hengchuan.MODELS
        for row in (*hengchuan.SHADES, *hengchuan.EXTRAS)
        if isinstance(row, hengchuan.Shade) or model.code in row.models
    }
    rates = {f"RATE-{skill}": yuan for skill, yuan in standard_work.RATES.items()}
    menus = {menu.code: menu.yuan for menu in standard_work.MENUS}
    shipped = {
        PriceKind.CAR: ("恒川整车价目", cars),
        PriceKind.OPTION: ("恒川选装价目", options),
        PriceKind.LABOUR: ("工时单价", rates),
        PriceKind.MENU: ("保养套餐价目", menus),
    }
    for kind, (name, yuan) in shipped.items():
        if PriceList.objects.seen_by(by).filter(kind=kind).exists():
            continue
        made = PriceList.draft(kind, name, version=1, valid_from=BEGINNING, at=at)
        PriceListRow.put(made, {code: amount * _FEN for code, amount in yuan.items()})
        made.publish(at=at)
