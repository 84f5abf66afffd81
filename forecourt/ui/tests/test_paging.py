"""Pages of a list, and what an address may ask for."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from forecourt.ui.paging import Page, page_number, sort_key


def test_a_page_knows_its_neighbours() -> None:
    page = Page(tuple(range(50)), 2, 120)

    assert (page.pages, page.first, page.last, page.before, page.after) == (3, 51, 100, 1, 3)


def test_a_page_past_the_end_leads_back() -> None:
    page: Page[int] = Page((), 9, 120)

    assert (page.first, page.last, page.before, page.after) == (0, 0, 3, None)


@pytest.mark.parametrize(
    ("asked", "number"),
    [("2", 2), ("0", 1), ("-3", 1), ("x", 1), ("", 1), ("²", 1), ("9" * 9, 100_000)],
)
def test_what_is_no_page_number_is_the_first_page(asked: str, number: int) -> None:
    assert page_number(QueryDict(f"page={asked}")) == number


def test_only_allowed_orders_are_taken() -> None:
    assert sort_key(QueryDict("sort=-due"), {"due"}, "name") == "-due"
    assert sort_key(QueryDict("sort=password"), {"due"}, "name") == "name"
