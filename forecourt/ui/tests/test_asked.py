"""What an address asks for, and what asks nothing."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from forecourt.ui.asked import asked_day, asked_key

KEY = "00000000-0000-7000-8000-0000000000aa"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-24", date(2026, 11, 24)),
        ("2026-99-99", None),
        ("0001-01-01", None),
        ("9999-12-31", None),
        ("", None),
    ],
)
def test_a_day_is_one_that_people_can_turn_to(text: str, day: date | None) -> None:
    assert asked_day(text) == day


@pytest.mark.parametrize(("text", "key"), [(KEY, UUID(KEY)), ("-1", None), ("", None)])
def test_a_key_is_a_key(text: str, key: UUID | None) -> None:
    assert asked_key(text) == key
