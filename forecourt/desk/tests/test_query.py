"""Slices of data: what they show, what they hide, and what may leave the house."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from python_calamine import load_workbook

from forecourt.desk.commands import TooManyRows, drop_query, export_slice, save_query
from forecourt.desk.models import SavedQuery
from forecourt.desk.queries import slices, subjects
from forecourt.desk.queries.columns import Subject
from forecourt.desk.rules import Cell, as_csv, as_xlsx, harmless
from forecourt.kernel import clock
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing
from forecourt.parts.tests.make import make_part
from forecourt.store.commands import change_rule
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, login, make_actor, make_staff

pytestmark = pytest.mark.django_db


def _slice(address: str = "", *roles: Role) -> slices.Slice:
    by = make_actor(*roles)
    of = subjects.subject(by, "parts")
    assert of is not None
    return slices.asked(by, of, QueryDict(address))


def _cells(address: str, *roles: Role) -> list[list[str]]:
    by = make_actor(*roles)
    page = slices.page(by, _slice(address, *roles), QueryDict(address))
    return [[text for _column, text in row.cells] for row in page.rows]


@pytest.fixture
def _parts() -> None:
    make_part("Oil filter", "90915-1", price_fen=4_500)
    make_part("Brake pads", "04465-2", price_fen=86_000)
    make_part("=cmd|calc", "99999-9", price_fen=100)


@pytest.mark.usefixtures("_parts")
def test_a_slice_has_the_chosen_columns_in_the_asked_order() -> None:
    assert _cells("col=number&col=price&sort=-price") == [
        ["04465-2", "¥860.00"],
        ["90915-1", "¥45.00"],
        ["99999-9", "¥1.00"],
    ]


@pytest.mark.usefixtures("_parts")
@pytest.mark.parametrize(
    ("address", "numbers"),
    [
        ("f_name=brake", ["04465-2"]),
        ("f_price_from=10&f_price_to=100", ["90915-1"]),
        ("f_price_from=ten", ["04465-2", "90915-1", "99999-9"]),
        ("f_price_from=NaN", ["04465-2", "90915-1", "99999-9"]),
        ("f_retired=yes", []),
        ("f_password=x", ["04465-2", "90915-1", "99999-9"]),
        ("sort=password", ["04465-2", "90915-1", "99999-9"]),
    ],
)
def test_filters(address: str, numbers: list[str]) -> None:
    assert [row[0] for row in _cells(f"col=number&{address}")] == numbers


@pytest.mark.usefixtures("_parts")
def test_a_column_without_its_right_does_not_exist() -> None:
    assert "cost" in _slice("col=cost").chosen_keys
    assert "cost" not in _slice("col=cost&f_cost_from=1", Role.SERVICE_ADVISER).chosen_keys


@pytest.mark.usefixtures("_parts")
def test_an_export_is_a_line_in_the_journal() -> None:
    by = make_actor()

    body = export_slice(
        what=_slice("col=number&f_name=brake"), file_format="csv", reason="Audit", by=by, at=NINE
    )

    lines = body.decode("utf-8-sig").splitlines()
    assert lines[:2] == ["Part number", "04465-2"]
    assert lines[2].startswith("Chen Jie · 2026-11-24")
    entry = Entry.objects.get(kind="desk.data_exported")
    assert (entry.payload["subject"], entry.payload["row_count"]) == ("parts", 1)
    assert entry.payload["filters"] == ["name: brake"]


@pytest.mark.usefixtures("_parts")
def test_more_rows_than_the_limit_stay_in_the_house() -> None:
    by = make_actor()
    day = date(2026, 11, 24)
    change_rule(key="desk.export_most_rows", value="2", valid_from=day, by=by, at=NINE)

    with pytest.raises(TooManyRows, match="finds 3 rows; 2 may leave"):
        export_slice(what=_slice(), file_format="csv", reason="Audit", by=by, at=NINE)

    assert not Entry.objects.filter(kind="desk.data_exported").exists()


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+86138", "'+86138"),
        ("-x", "'-x"),
        ("@x", "'@x"),
        ("＝x", "'＝x"),
        ("\tx", "'\tx"),
        ("a=b", "a=b"),
        (-5, "-5"),
        (Decimal("-1.50"), "-1.50"),
        (None, ""),
    ],
)
def test_no_cell_is_a_formula(cell: str | int | Decimal | None, safe: str) -> None:
    assert harmless(cell) == safe


def test_a_spreadsheet_reads_texts_as_texts_and_numbers_as_numbers() -> None:
    rows: list[list[Cell]] = [["=1+1", Decimal("12.50"), 7, date(2026, 11, 24)]]

    book = load_workbook(io.BytesIO(as_xlsx(["A", "B", "C", "D"], rows, "mark")))

    sheet = book.get_sheet_by_index(0).to_python()
    assert sheet[1] == ["=1+1", 12.5, 7.0, date(2026, 11, 24)]
    assert sheet[2][0] == "mark"
    assert as_csv(["A"], [["x"]], "m").startswith(b"\xef\xbb\xbf")


def test_an_export_needs_the_right(client: Client) -> None:
    login(client, make_staff("Wang Fang", Role.SERVICE_ADVISER))

    reply = client.post("/desk/query/parts/export/", {"file_format": "csv", "reason": "Audit"})

    assert reply.status_code == 403


def test_the_page_asks_a_fixed_number_of_times(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    login(client, make_staff("Zhao Min", Role.ACCOUNTANT))
    make_part()

    with clock.frozen(NINE), django_assert_num_queries(3):  # who is it, rows, count
        reply = client.get("/desk/query/parts/?col=number&col=name")

    assert reply.status_code == 200
    assert "Oil filter" in reply.text


def test_a_subject_that_is_not_ones_own_is_not_there(client: Client) -> None:
    login(client, make_staff("Wang Fang", Role.RECEPTIONIST))

    assert client.get("/desk/query/moon/").status_code == 404
    assert client.get("/desk/query/jobs/").status_code == 404


def test_a_query_is_kept_replaced_shared_and_forgotten() -> None:
    wang, chen = make_staff("Wang Fang"), make_staff("Chen Jie")
    by, other = make_actor(staff=wang), make_actor(staff=chen)
    keep = partial(save_query, name="Dear parts", subject="parts", by=by, at=NINE)

    keep(address="f_price_from=500", is_shared=False)
    row = keep(address="f_price_from=900", is_shared=True)

    assert SavedQuery.objects.seen_by(other).get() == row
    assert row.address == "f_price_from=900"
    with pytest.raises(Missing):
        drop_query(query_id=row.pk, by=other)
    drop_query(query_id=row.pk, by=by)
    assert not SavedQuery.objects.exists()


@pytest.mark.parametrize("of", subjects.SUBJECTS, ids=lambda of: of.key)
def test_every_subject_can_be_sliced_by_all_its_columns(of: Subject) -> None:
    by = make_actor()
    keys = "&".join(f"col={column.key}" for column in of.columns)

    for column in of.columns:
        query = QueryDict(
            f"{keys}&sort=-{column.key}&f_{column.key}=x&f_{column.key}_from=2026-01-01"
        )
        page = slices.page(by, slices.asked(by, of, query), query)
        assert page.number == 1
