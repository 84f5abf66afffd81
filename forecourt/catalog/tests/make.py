"""Makers: the smallest catalogue, with one grade, two options and a price for each."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from forecourt.catalog.models import (
    BayKind,
    Colour,
    ColourKind,
    LabourOperation,
    MaintenancePlan,
    MaintenancePlanRow,
    Marque,
    MenuLine,
    Option,
    OptionGroup,
    OptionRule,
    OptionRuleKind,
    PriceKind,
    PriceList,
    PriceListRow,
    ServiceMenu,
    SkillCode,
    VehicleModel,
    VehicleVariant,
)
from forecourt.kernel.actor import Actor
from forecourt.store.tests.make import NINE

BEGINNING = date(2020, 1, 1)


def make_model(code: str = "X5") -> VehicleModel:
    marque = Marque.put("HC", name_zh="恒川", name_en="Hengchuan")
    return VehicleModel.put(
        marque, code, name_zh=f"恒川{code}", name_en=f"Hengchuan {code}", body="suv", position=1
    )


def make_variant(
    product_code: str = "X5-25-LUX", *, powertrain: str = "petrol", plan_code: str = "CN-10K"
) -> VehicleVariant:
    return VehicleVariant.put(
        make_model(product_code.split("-", maxsplit=1)[0]),
        product_code,
        name_zh="豪华型",
        name_en="Luxury",
        model_year=2025,
        powertrain=powertrain,
        power_kw=140,
        plan_code=plan_code,
    )


def make_colour(variant: VehicleVariant, code: str = "W1") -> Colour:
    return Colour.put(
        variant, ColourKind.PAINT, code, name_zh="珠光白", name_en="Pearl white", hex="#f4f4f2"
    )


def make_option(variant: VehicleVariant, code: str = "X5-PANO", name: str = "") -> Option:
    return Option.put(
        variant,
        code,
        name_zh=name or code,
        name_en=name or code,
        group=OptionGroup.COMFORT,
        is_standard=False,
    )


def make_option_rule(option: Option, kind: OptionRuleKind, other: Option) -> OptionRule:
    return OptionRule.put(option, kind, other)


def make_price_list(
    kind: PriceKind = PriceKind.CAR,
    prices_fen: dict[str, int] | None = None,
    *,
    valid_from: date = BEGINNING,
    version: int = 1,
    name: str = "Prices",
) -> PriceList:
    """A published price list."""
    made = PriceList.draft(kind, name, version=version, valid_from=valid_from, at=NINE)
    PriceListRow.put(made, prices_fen or {"X5-25-LUX": 18_980_000})
    made.publish(at=NINE)
    return made


def make_labour(
    code: str = "EN-OIL", *, name: str = "Oil and filter", minutes: int = 30
) -> LabourOperation:
    return LabourOperation.file(
        code=code,
        name_zh=name,
        name_en=name,
        standard_minutes=minutes,
        skill=SkillCode.MAINTENANCE,
        bay_kind=BayKind.GENERAL_LIFT,
    )


def make_menu(code: str = "M10", *, name: str = "10,000 km service") -> ServiceMenu:
    menu, is_new = ServiceMenu.file(
        code, name_zh=name, name_en=name, bay_minutes=30, promise_minutes=60, due_km=10_000
    )
    if is_new:
        MenuLine.write(
            menu,
            [
                {"kind": "labour", "code": "EN-OIL", "name_zh": name, "name_en": name},
                {"kind": "part", "code": "HC-OIL-0W20", "name_zh": "机油", "name_en": "Oil"},
            ],
        )
    return menu


def make_plan(code: str = "CN-10K", *, name: str = "10,000 km plan") -> MaintenancePlan:
    plan, is_new = MaintenancePlan.file(
        code, name_zh=name, name_en=name, valid_from=BEGINNING, origin="test"
    )
    if is_new:
        MaintenancePlanRow.write(
            plan,
            [
                {
                    "item": "first_check",
                    "name_zh": "首次检查",
                    "name_en": "First check",
                    "action": "I",
                    "first_km": 5_000,
                    "first_months": 6,
                },
                {
                    "item": "engine_oil",
                    "name_zh": "机油机滤",
                    "name_en": "Engine oil and filter",
                    "action": "R",
                    "first_km": 10_000,
                    "first_months": 12,
                    "repeat_km": 10_000,
                    "repeat_months": 12,
                    "minutes": 10,
                },
            ],
        )
    return plan


def plant(by: Actor, canary: str) -> dict[str, UUID | str]:  # noqa: ARG001 - every room's plant is called alike
    """One of each record of this room, with the canary in its texts; may stand beside another's."""
    number = sum(canary.encode())
    code = f"P-{canary[:10]}"
    plan = make_plan(code, name=f"{canary} plan")
    row = MaintenancePlanRow.objects.filter(plan=plan).order_by("position")[0]
    listed = make_price_list(
        version=100 + number, valid_from=date(2001, 1, 1 + number % 28), name=canary
    )
    variant = make_variant()
    return {
        "variant_id": variant.pk,
        "product_code": variant.product_code,
        "price_list_id": listed.pk,
        "operation_id": make_labour(code, name=f"{canary} work").pk,
        "menu_id": make_menu(code, name=f"{canary} menu").pk,
        "plan_id": plan.pk,
        "plan_row_id": row.pk,
    }
