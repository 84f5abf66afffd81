"""Labour operations, menus and plans: changed by command, told to the journal."""

from __future__ import annotations

from datetime import date

import pytest

from forecourt.catalog import commands, queries
from forecourt.catalog.models import BayKind, LabourOperation, MaintenancePlanRow, SkillCode
from forecourt.catalog.tests.make import make_labour, make_menu, make_plan
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, Refused
from forecourt.kernel.tenancy import tenant_set
from forecourt.store.tests.make import NINE, TWIN, make_actor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def test_an_operation_is_filed_changed_and_withdrawn() -> None:
    by = make_actor()
    row = commands.file_labour(
        code="DG-1",
        name_zh="诊断",
        name_en="Diagnosis",
        standard_minutes=30,
        skill=SkillCode.DIAGNOSIS,
        bay_kind=BayKind.DIAGNOSIS,
        by=by,
        at=NINE,
    )
    commands.change_labour(
        operation_id=row.pk,
        name_zh="诊断",
        name_en="Diagnosis",
        standard_minutes=45,
        skill=SkillCode.DIAGNOSIS,
        bay_kind=BayKind.DIAGNOSIS,
        by=by,
        at=NINE,
    )
    commands.withdraw_labour(operation_id=row.pk, by=by, at=NINE)

    row.refresh_from_db()
    assert (row.standard_minutes, row.is_withdrawn) == (45, True)
    kinds = [*Entry.objects.order_by("pk").values_list("kind", flat=True)]
    assert kinds == ["catalog.labour_filed", "catalog.labour_changed", "catalog.labour_withdrawn"]
    changed = Entry.objects.get(kind="catalog.labour_changed")
    assert (changed.payload["was_minutes"], changed.payload["standard_minutes"]) == (30, 45)


def test_a_code_is_used_once() -> None:
    make_labour("EN-OIL")

    with pytest.raises(commands.CodeTaken, match="“EN-OIL” already"):
        commands.file_labour(
            code="EN-OIL",
            name_zh="x",
            name_en="x",
            standard_minutes=5,
            skill=SkillCode.REPAIR,
            bay_kind=BayKind.EV,
            by=make_actor(),
            at=NINE,
        )


def test_loading_operations_leaves_known_codes_alone() -> None:
    make_labour("EN-OIL", minutes=30)
    words = {"name_zh": "x", "name_en": "x", "skill": "repair", "bay_kind": "general_lift"}
    rows = [{"code": c, "standard_minutes": 9, **words} for c in ("EN-OIL", "EN-NEW")]

    assert commands.ship_labour(rows=rows, by=make_actor(), at=NINE) == 1

    known = dict(LabourOperation.objects.values_list("code", "standard_minutes"))
    assert known == {"EN-OIL": 30, "EN-NEW": 9}


def test_a_menus_promise_covers_its_work() -> None:
    menu = make_menu()
    words = {"name_zh": "保养", "name_en": "Service", "technicians": 2, "by": make_actor()}

    with pytest.raises(Refused, match="must cover"):
        commands.change_menu(
            menu_id=menu.pk,
            bay_minutes=61,
            promise_minutes=60,
            at=NINE,
            **words,  # type: ignore[arg-type]  # three kinds of value
        )


def test_an_item_of_a_plan_gets_the_stores_own_interval() -> None:
    by, plan = make_actor(), make_plan()
    row = MaintenancePlanRow.objects.get(plan=plan, item="engine_oil")

    commands.change_plan_row(
        plan_row_id=row.pk,
        first_km=7_500,
        first_months=6,
        repeat_km=7_500,
        repeat_months=6,
        minutes=12,
        by=by,
        at=NINE,
    )

    rows = queries.plan_rows(by, "CN-10K", on=TODAY, is_new_energy=False)
    assert [(r.item, r.first_km, r.repeat_km) for r in rows] == [
        ("first_check", 5_000, None),
        ("engine_oil", 7_500, 7_500),
    ]
    assert rows[1].basis == "changed by the store"


def test_an_item_that_is_never_due_is_refused() -> None:
    row = MaintenancePlanRow.objects.filter(plan=make_plan())[0]

    with pytest.raises(Refused, match="never due"):
        commands.change_plan_row(
            plan_row_id=row.pk,
            first_km=None,
            first_months=None,
            repeat_km=None,
            repeat_months=None,
            minutes=0,
            by=make_actor(),
            at=NINE,
        )


def test_the_operation_of_another_group_does_not_exist() -> None:
    with tenant_set(TWIN):
        theirs = make_labour("EN-OIL")

    with pytest.raises(Missing):
        commands.withdraw_labour(operation_id=theirs.pk, by=make_actor(), at=NINE)
    with pytest.raises(Missing):
        queries.labour(make_actor(), "EN-OIL", on=TODAY)
