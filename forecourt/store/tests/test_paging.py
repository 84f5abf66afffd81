"""The pages of a list of records, and an address that asks for one past the end."""

from __future__ import annotations

import pytest

from forecourt.store.models import Staff
from forecourt.store.tests.make import make_staff
from forecourt.ui.paging import page_of


@pytest.mark.django_db
def test_an_address_past_the_end_shows_the_last_page() -> None:
    for number in range(5):
        make_staff(f"Person {number}")
    people = Staff.objects.order_by("name", "pk")

    found, none = page_of(people, 9999, size=2), page_of(people.none(), 9999, size=2)

    assert (found.number, found.total, [one.name for one in found.rows]) == (3, 5, ["Person 4"])
    assert (none.rows, none.total) == ((), 0)
