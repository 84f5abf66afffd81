"""The screens of the catalogue: what they show, what they ask, who may change what."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forecourt.catalog.models import OptionRuleKind, PriceKind, PriceList, PriceListRow
from forecourt.catalog.tests.make import (
    make_colour,
    make_labour,
    make_menu,
    make_option,
    make_option_rule,
    make_plan,
    make_price_list,
    make_variant,
)
from forecourt.kernel import clock
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, login, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client: Client) -> Client:
    zhao = make_staff("Zhao Min", Role.GENERAL_MANAGER)
    return login(client, zhao)


def test_the_list_of_grades_shows_prices_in_a_fixed_number_of_statements(
    manager: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_variant()
    make_variant("X7-25-LUX")
    make_price_list()

    with clock.frozen(NINE), django_assert_num_queries(5):  # visitor, rows, count, prices, models
        page = manager.get("/catalog/?sort=-power")

    assert page.status_code == 200
    assert "¥189,800.00" in page.text
    assert page.text.count('class="go"') == 2


def test_a_grade_reckons_a_choice_and_says_what_is_wrong_with_it(manager: Client) -> None:
    variant = make_variant()
    make_colour(variant, "X5-W1")
    vent, leather = make_option(variant, "X5-VENT", "Vent"), make_option(variant, "X5-LEA", "Hide")
    make_option_rule(vent, OptionRuleKind.REQUIRES, leather)
    make_price_list()
    make_price_list(PriceKind.OPTION, {"X5-VENT": 500_000, "X5-LEA": 750_000, "X5-W1": 0})
    url = "/catalog/grades/X5-25-LUX/?paint=X5-W1&option=X5-VENT"

    with clock.frozen(NINE):
        broken, whole = manager.get(url), manager.get(f"{url}&option=X5-LEA")

    assert "“Vent” requires “Hide”" in broken.text
    assert "¥202,300.00" in whole.text
    assert "This choice can be built." in whole.text


def test_an_unknown_grade_is_not_there(manager: Client) -> None:
    assert manager.get("/catalog/grades/NONE/").status_code == 404


def test_a_new_version_is_drafted_priced_and_published_on_the_screen(manager: Client) -> None:
    make_price_list()
    form = {"kind": "car", "name": "Winter", "valid_from": "2026-11-25"}

    with clock.frozen(NINE):
        reply = manager.post("/catalog/prices/draft/", form)
        draft = PriceList.objects.get(name="Winter")
        bad = manager.post(f"/catalog/prices/{draft.pk}/set/", {"code": "A", "price": "x"})
        manager.post(f"/catalog/prices/{draft.pk}/set/", {"code": "A", "price": "￥1,280.5"})
        page = manager.get(f"/catalog/prices/{draft.pk}/?q=A")
        published = manager.post(f"/catalog/prices/{draft.pk}/publish/")
        closed = manager.post(f"/catalog/prices/{draft.pk}/set/", {"code": "A", "price": "1"})

    assert (reply.status_code, bad.status_code, published.status_code) == (302, 422, 302)
    assert "¥1,280.50" in page.text
    assert closed.status_code == 409
    assert PriceListRow.objects.get(price_list=draft, code="A").price_fen == 128_050


@pytest.mark.parametrize(
    "path",
    ["prices/?kind=car", "labour/?q=oil&sort=-skill", "menus/?q=M", "plans/", "labour/?q=nothing"],
)
def test_the_lists_open_in_both_languages(client: Client, path: str) -> None:
    make_labour()
    make_menu()
    make_plan()
    make_price_list()
    chen = make_staff("Chen Jie", Role.SERVICE_MANAGER)

    for language in ("en", "zh-hans"):
        page = login(client, chen, language=language).get(f"/catalog/{path}")
        assert page.status_code == 200


def test_operations_menus_and_items_are_edited(manager: Client) -> None:
    operation, menu, plan = make_labour(), make_menu(), make_plan()
    item = plan.rows.get(item="engine_oil")
    words = {"name_zh": "换油", "name_en": "Oil", "skill": "repair", "bay_kind": "ev"}

    pages = [
        manager.get(f"/catalog/labour/{operation.pk}/"),
        manager.get(f"/catalog/menus/{menu.pk}/"),
        manager.get(f"/catalog/plans/{plan.pk}/"),
        manager.get(f"/catalog/plans/rows/{item.pk}/"),
    ]
    changed = [
        manager.post(f"/catalog/labour/{operation.pk}/change/", {**words, "standard_minutes": 45}),
        manager.post(
            f"/catalog/menus/{menu.pk}/change/",
            {"name_zh": "保养", "bay_minutes": 40, "technicians": 2, "promise_minutes": 70},
        ),
        manager.post(f"/catalog/plans/rows/{item.pk}/change/", {"first_km": 7500, "minutes": 9}),
    ]

    assert [page.status_code for page in pages] == [200] * 4
    assert [reply.status_code for reply in changed] == [302] * 3
    for record in (operation, menu, item):
        record.refresh_from_db()
    assert (operation.standard_minutes, menu.bay_minutes, item.first_km) == (45, 40, 7500)


def test_a_technician_reads_the_work_but_no_price_and_changes_nothing(client: Client) -> None:
    row = make_labour()
    make_price_list(PriceKind.LABOUR, {"EN-OIL": 123_400})
    li = login(client, make_staff("Li Wei", Role.TECHNICIAN))

    page = li.get("/catalog/labour/")
    reply = li.post(f"/catalog/labour/{row.pk}/withdraw/")

    assert page.status_code == 200
    assert "1,234.00" not in page.text
    assert reply.status_code == 403
