"""The arithmetic of reception."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from forecourt.service.rules import (
    JobPicture,
    by_pay_type,
    floor_stage_of,
    is_repeat,
    may_wait_here,
    minutes_late,
    promise_at,
    settlement_state,
    share_fen,
)


def _at(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ready", "promise"),
    [
        (_at(10, 0), _at(10, 10)),
        (_at(10, 1), _at(10, 15)),
        (_at(10, 0, 1), _at(10, 15)),
        (_at(23, 58), datetime(2026, 11, 25, 0, 10, tzinfo=UTC)),
    ],
)
def test_a_promise_has_a_margin_and_is_rounded_up(ready: datetime, promise: datetime) -> None:
    assert promise_at(ready, margin_minutes=10, rounding_minutes=5) == promise


@pytest.mark.parametrize(
    ("due", "late"), [(None, 0), (_at(10, 0), 0), (_at(9, 59, 59), 1), (_at(9, 33), 27)]
)
def test_late_is_whole_minutes(due: datetime | None, late: int) -> None:
    assert minutes_late(due, _at(10, 0)) == late


def test_the_limit_itself_may_wait_here() -> None:
    assert may_wait_here(120, limit_minutes=120)
    assert not may_wait_here(121, limit_minutes=120)


def _job(state: str, *, passed: bool = False, check: bool = True) -> JobPicture:
    return JobPicture(state, needs_check=check, is_passed=passed)


@pytest.mark.parametrize(
    ("jobs", "stage"),
    [
        ([], "dispatched"),
        ([_job("withdrawn")], "dispatched"),
        ([_job("planned")], "dispatched"),
        ([_job("carried_over")], "dispatched"),
        ([_job("planned"), _job("running")], "working"),
        ([_job("blocked"), _job("running")], "working"),
        ([_job("blocked"), _job("planned")], "stopped"),
        ([_job("parked")], "stopped"),
        ([_job("finished"), _job("planned")], "working"),
        ([_job("finished")], "work_done"),
        ([_job("finished"), _job("withdrawn")], "work_done"),
        ([_job("finished", passed=True), _job("finished")], "work_done"),
        ([_job("finished", passed=True)], "quality_passed"),
        ([_job("finished", passed=True), _job("finished", check=False)], "quality_passed"),
    ],
)
def test_the_stage_follows_the_jobs(jobs: list[JobPicture], stage: str) -> None:
    assert floor_stage_of(jobs) == stage


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (48_000, [20_000, 30_000], [19_200, 28_800]),
        (100, [1, 1, 1], [34, 33, 33]),
        (101, [1, 2], [34, 67]),
        (480, [0, 0], [480, 0]),
        (0, [5, 5], [0, 0]),
        (480, [], []),
    ],
)
def test_a_menu_price_is_spread_without_losing_a_fen(
    total: int, weights: list[int], shares: list[int]
) -> None:
    assert share_fen(total, weights) == shares
    assert sum(shares) == (total if weights else 0)


def test_sums_per_pay_type_keep_the_order() -> None:
    lines = [("warranty", 5), ("customer", 3), ("warranty", 2)]

    assert list(by_pay_type(lines).items()) == [("warranty", 7), ("customer", 3)]


@pytest.mark.parametrize(
    ("due", "paid", "state"),
    [(100, 0, "explained"), (100, 40, "partly_paid"), (100, 100, "paid"), (0, 0, "paid")],
)
def test_payments_make_the_state(due: int, paid: int, state: str) -> None:
    assert settlement_state(due_fen=due, paid_fen=paid) == state


@pytest.mark.parametrize(
    ("days", "km", "answer"),
    [(30, 5_000, True), (31, 1_000, True), (31, 1_001, False), (31, -5, False)],
)
def test_back_within_days_or_kilometres_is_a_repeat(days: int, km: int, *, answer: bool) -> None:
    assert is_repeat(days=days, km=km, within_days=30, within_km=1_000) is answer
