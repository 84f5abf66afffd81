"""How values are written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from forecourt.kernel.money import Money
from forecourt.ui.templatetags import ui_tags

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (123_400, "¥1,234.00"),
        (5, "¥0.05"),
        (-86_000, "\u2212¥860.00"),
        (Money(99_999_999_999), "¥999,999,999.99"),
        (None, ""),
    ],
)
def test_money(amount: Money | int | None, text: str) -> None:
    assert ui_tags.money(amount) == text


@pytest.mark.parametrize(
    ("plain", "shown"),
    [("沪ADK3752", "沪A·DK3752"), ("沪A·DK3752", "沪A·DK3752"), ("使014578", "使014578"), ("", "")],
)
def test_plates(plain: str, shown: str) -> None:
    assert ui_tags.plate(plain) == shown


def test_a_new_energy_plate_has_six_signs_after_the_city() -> None:
    assert ui_tags.is_green_plate("苏E6P28A") is False
    assert ui_tags.is_green_plate("沪ADK3752") is True


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13800138000", "138****8000"),
        ("+8613800138000", "138****8000"),
        ("02112345678", "021****5678"),
        ("1234567", "****4567"),
        ("", ""),
    ],
)
def test_phones_are_masked(number: str, shown: str) -> None:
    assert ui_tags.masked_phone(number) == shown


def test_moments_are_shown_on_the_wall_clock_of_the_store() -> None:
    with timezone.override("Asia/Shanghai"):
        assert ui_tags.clock(NOON) == "12:00"
        assert ui_tags.full_clock(NOON) == "2026-11-24 12:00"
        assert ui_tags.iso_local(NOON) == "2026-11-24T12:00:00"


@pytest.mark.parametrize(
    ("late", "english", "chinese"),
    [
        (timedelta(minutes=27), "27 minutes late", "超 27 分"),
        (timedelta(minutes=61), "1 h 01 late", "超 1 小时 01 分"),
        (timedelta(seconds=20), "1 minute late", "超 1 分"),
        (timedelta(days=2, hours=3), "2 d 3 h late", "超 2 天 3 小时"),
        (timedelta(days=30, hours=1), "30 days late", "超 30 天"),
        (timedelta(minutes=-1), "", ""),
    ],
)
def test_late_says_by_how_much(late: timedelta, english: str, chinese: str) -> None:
    with translation.override("en"):
        assert ui_tags.late_by(NOON - late, NOON) == english
    with translation.override("zh-hans"):
        assert ui_tags.late_by(NOON - late, NOON) == chinese


@pytest.mark.parametrize(
    ("count", "english", "chinese"),
    [
        (27, "27 min", "27 分"),
        (61, "1 h 01", "1 小时 01 分"),
        (3065, "2 d 3 h", "2 天 3 小时"),
    ],
)
def test_a_span_is_told_in_its_two_largest_units(count: int, english: str, chinese: str) -> None:
    with translation.override("en"):
        assert ui_tags.span(count) == english
    with translation.override("zh-hans"):
        assert ui_tags.span(count) == chinese


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(ui_tags.NoSuchIcon):
        ui_tags.icon("no-such-icon")
