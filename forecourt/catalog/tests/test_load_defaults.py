"""Loading the shipped catalogue: complete, buildable, priced, and harmless when repeated."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from forecourt.catalog import commands, queries
from forecourt.catalog.models import (
    Colour,
    LabourOperation,
    MaintenancePlanRow,
    Option,
    OptionRule,
    PriceListRow,
    ServiceMenu,
    VehicleVariant,
)
from forecourt.kernel.tenancy import tenant_set
from forecourt.store.tests.make import NINE, TWIN, make_actor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def _counts() -> tuple[int, ...]:
    nouns = (VehicleVariant, Colour, Option, OptionRule, LabourOperation, ServiceMenu)
    return (*(noun.objects.count() for noun in nouns), PriceListRow.objects.count())


def test_loading_twice_changes_nothing() -> None:
    by = make_actor()
    commands.load_defaults(by=by, at=NINE)
    first = _counts()

    commands.load_defaults(by=by, at=NINE)

    assert _counts() == first == (16, 128, 256, 94, 58, 5, 150)


def test_a_second_dealer_group_gets_its_own_work_and_shares_the_makers_tables() -> None:
    commands.load_defaults(by=make_actor(), at=NINE)
    with tenant_set(TWIN):
        by = make_actor()
        commands.load_defaults(by=by, at=NINE)
        assert LabourOperation.objects.count() == 58
        assert queries.price_fen(by, "car", "X5-380T-AWD-26", on=TODAY) == 22_580_000

    assert VehicleVariant.objects.count() == 16


def test_what_a_store_changed_stays() -> None:
    by = make_actor()
    commands.load_defaults(by=by, at=NINE)
    row = LabourOperation.objects.get(code="EN-OIL")
    row.change(
        name_zh="换油",
        name_en="Oil",
        standard_minutes=24,
        skill=row.skill,
        bay_kind=row.bay_kind,
    )

    commands.load_defaults(by=by, at=NINE)

    assert LabourOperation.objects.get(code="EN-OIL").standard_minutes == 24


def test_everything_that_can_be_chosen_has_a_price() -> None:
    by = make_actor()
    commands.load_defaults(by=by, at=NINE)
    codes = {*Option.objects.values_list("code", flat=True)}
    codes |= {*Colour.objects.values_list("code", flat=True)}
    grades = [*VehicleVariant.objects.values_list("product_code", flat=True)]

    assert set(queries.prices_fen(by, "option", codes, on=TODAY)) == codes
    assert len(queries.prices_fen(by, "car", grades, on=TODAY)) == 16
    operations = [*LabourOperation.objects.values_list("code", flat=True)]
    assert len(queries.labour_prices_fen(by, operations, on=TODAY)) == 58


def test_the_menus_carry_the_prices_and_minutes_of_the_trade() -> None:
    by = make_actor()
    commands.load_defaults(by=by, at=NINE)

    page = queries.menu_rows(by, on=TODAY)

    found = [(m.code, m.bay_minutes, m.promise_minutes, m.price_fen) for m in page.rows]
    assert found == [
        ("M05", 20, 45, 0),
        ("M10", 30, 60, 48_000),
        ("M20", 32, 60, 62_000),
        ("M40", 45, 75, 108_000),
        ("M60", 60, 90, 198_000),
    ]
    lines = queries.menu(by, "M10", on=TODAY).lines
    assert [line.code for line in lines] == [
        "EN-OIL",
        "TY-ROT",
        "CK-SHEET",
        "HC-OIL-0W20",
        "HC-FLT-OIL",
        "HC-WSH-DRN",
    ]


def test_the_plan_of_an_electric_car_has_no_oil() -> None:
    by = make_actor()
    commands.load_defaults(by=by, at=NINE)

    petrol = queries.plan_rows(by, "CN-10K", on=TODAY, is_new_energy=False)
    electric = queries.plan_rows(by, "CN-10K", on=TODAY, is_new_energy=True)

    assert len(petrol) == 11
    assert [row.item for row in electric] == [
        "first_check",
        "cabin_filter",
        "brake_fluid",
        "tyres_brakes",
        "wiper_blades",
        "high_voltage",
    ]
    assert MaintenancePlanRow.objects.filter(plan__code="EU-15K").count() == 9


def test_no_completed_choice_of_any_grade_breaks_a_requirement() -> None:
    by = make_actor()
    commands.load_defaults(by=by, at=NINE)
    variant = VehicleVariant.objects.get(product_code="X5-380T-AWD-26")
    codes = [*Option.objects.filter(variant=variant).values_list("code", flat=True)]

    for pair in combinations(codes, 2):
        whole = queries.completed_options(by, variant.pk, pair)
        against = queries.check_options(by, variant.pk, whole)
        assert not [words for words in against if "requires" in words]
