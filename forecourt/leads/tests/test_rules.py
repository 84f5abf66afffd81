"""Levels, clocks and turns."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from forecourt.leads import rules
from forecourt.leads.rules import Load
from forecourt.store.tests.make import NINE


@pytest.mark.parametrize(
    ("stage", "level", "code"),
    [
        ("filed", "H", "H"),
        ("quoted", "A", "A"),
        ("ordered", "H", "O"),
        ("delivered", "H", "D"),
        ("lost", "B", "F1"),
        ("frozen", "C", "F2"),
        ("out_of_control", "C", "L"),
    ],
)
def test_the_code_on_the_card(stage: str, level: str, code: str) -> None:
    assert rules.display_code(stage, level) == code


def test_the_clock_runs_until_the_first_word() -> None:
    later = NINE + timedelta(seconds=200)

    assert rules.waited_seconds(NINE, None, at=later) == 200
    assert rules.waited_seconds(NINE, NINE + timedelta(seconds=90), at=later) == 90
    assert not rules.is_over_limit(180, limit_minutes=3)
    assert rules.is_over_limit(181, limit_minutes=3)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("138 0013 8000", "13800138000"),
        ("+86 138-0013-8000", "13800138000"),
        ("008613800138000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("021-12345678", "02112345678"),
        ("", ""),
    ],
)
def test_two_spellings_of_a_phone_are_one(typed: str, digits: str) -> None:
    assert rules.digits_of(typed) == digits


def test_the_next_contact_follows_the_level() -> None:
    days = {"H": 7, "A": 15, "B": 30, "C": 90}

    assert rules.next_contact_on(date(2026, 11, 24), level="H", level_days=days) == date(
        2026, 12, 1
    )
    assert rules.idle_since(NINE, level="B", idle_days=days) == NINE + timedelta(days=30)


def _load(number: int, *, talking: int = 0, files: int = 0, minutes_ago: int | None = None) -> Load:
    last = None if minutes_ago is None else NINE - timedelta(minutes=minutes_ago)
    return Load(UUID(int=number), f"Seller {number}", talking, files, last)


@pytest.mark.parametrize(
    ("loads", "turn"),
    [
        ([_load(1, talking=1), _load(2, files=9)], 2),
        ([_load(1, minutes_ago=5), _load(2, minutes_ago=50)], 2),
        ([_load(1, minutes_ago=5), _load(2)], 2),
        ([_load(1, files=3), _load(2, files=1)], 2),
    ],
)
def test_whose_turn_it_is(loads: list[Load], turn: int) -> None:
    free = rules.next_free(loads)

    assert free is not None
    assert free.staff_id == UUID(int=turn)


def test_nobody_is_free_when_nobody_is_here() -> None:
    assert rules.next_free([]) is None


def test_the_mean_counts_answered_questions_only() -> None:
    assert rules.mean_rating([5, 4, None, 4, None]) == 4.3
    assert rules.mean_rating([None, None]) is None
