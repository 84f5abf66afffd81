"""The arithmetic of the board, as tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from forecourt.workshop.rules import (
    Busy,
    Chip,
    Supply,
    ceil_cell,
    floor_cell,
    forecasts,
    free_cells,
    free_starts,
    is_promise_at_risk,
    levelling_percent,
    minutes_late,
    minutes_over_promise,
    promise_effects,
    span_minutes,
    tracks,
)

DAY = datetime(2026, 11, 24, tzinfo=UTC)


def clock(text: str) -> datetime:
    hours, minutes = text.split(":")
    return DAY + timedelta(hours=int(hours), minutes=int(minutes))


def chip(key: str, start: str, end: str, **changes: object) -> Chip:
    values = {
        "key": key,
        "bay": "G1",
        "starts_at": clock(start),
        "ends_at": clock(end),
        "minutes_left": int((clock(end) - clock(start)).total_seconds() // 60),
    }
    return Chip(**{**values, **changes})  # type: ignore[arg-type]  # the test names the fields


@pytest.mark.parametrize(
    ("minutes", "span"), [(1, 15), (15, 15), (16, 30), (45, 45), (0, 15), (660, 660)]
)
def test_work_takes_whole_cells(minutes: int, span: int) -> None:
    assert span_minutes(minutes) == span


@pytest.mark.parametrize(
    ("at", "floor", "ceiling"),
    [("9:00", "9:00", "9:00"), ("9:01", "9:00", "9:15"), ("9:59", "9:45", "10:00")],
)
def test_a_moment_lies_in_a_cell(at: str, floor: str, ceiling: str) -> None:
    assert (floor_cell(clock(at)), ceil_cell(clock(at))) == (clock(floor), clock(ceiling))


@pytest.mark.parametrize(
    ("wanted", "forecast", "late"), [("9:00", "9:00", 0), ("9:00", "8:00", 0), ("9:00", "9:27", 27)]
)
def test_late_is_minutes(wanted: str, forecast: str, late: int) -> None:
    assert minutes_late(clock(wanted), clock(forecast)) == late


def test_work_is_late_before_its_promise_has_passed() -> None:
    assert minutes_over_promise(clock("9:20"), minutes_left=30, at=clock("9:00")) == 10


def test_a_running_chip_ends_after_what_is_left_of_it() -> None:
    running = chip("a", "9:00", "10:00", running_since=clock("9:10"), has_begun=True)

    found = forecasts([running], at=clock("9:30"))["a"]

    assert (found.ends_at, found.minutes_late) == (clock("10:10"), 10)


def test_an_overrun_ends_now_at_the_earliest() -> None:
    running = chip("a", "9:00", "10:00", running_since=clock("9:00"), has_begun=True)

    found = forecasts([running], at=clock("10:27"))["a"]

    assert (found.ends_at, found.minutes_late) == (clock("10:27"), 27)


def test_the_next_car_waits_for_the_bay_and_for_the_technician() -> None:
    late = chip("a", "9:00", "10:00", running_since=clock("9:40"), has_begun=True, technician="Li")
    same_bay = chip("b", "10:00", "11:00")
    same_hand = chip("c", "10:00", "10:30", bay="G2", technician="Li")

    found = forecasts([late, same_bay, same_hand], at=clock("9:50"))

    assert [(found[key].starts_at, found[key].minutes_late) for key in "bc"] == [
        (clock("10:40"), 40),
        (clock("10:40"), 40),
    ]


def test_a_change_breaks_the_promises_that_it_makes_later() -> None:
    kept = chip("a", "10:00", "11:00", promise_at=clock("11:00"))
    before = forecasts([kept], at=clock("9:30"))
    after = forecasts([kept, chip("b", "9:00", "10:00")], at=clock("9:30"))

    (delay,) = promise_effects(before, after)

    assert (delay.key, delay.minutes, delay.minutes_over_promise) == ("a", 30, 30)


@pytest.mark.parametrize(("forecast", "risk"), [("10:45", False), ("10:46", True)])
def test_the_adviser_is_told_before_the_promise_breaks(forecast: str, *, risk: bool) -> None:
    assert is_promise_at_risk(clock("11:00"), clock(forecast), margin_minutes=15) is risk


def test_chips_that_overlap_get_lines_of_their_own() -> None:
    spans = [("9:00", "10:00"), ("9:30", "10:30"), ("10:00", "11:00")]

    assert tracks([(clock(start), clock(end)) for start, end in spans]) == [0, 1, 0]


def supply(**changes: object) -> Supply:
    values: dict[str, object] = {
        "open": [(clock("9:00"), clock("12:00"))],
        "bays": ["G1"],
        "jobs": [],
        "holds": [],
        "hands": [Busy("Li", clock("9:00"), clock("12:00"))],
        "at_work": [],
        "unmanned": [],
    }
    return Supply(**{**values, **changes})  # type: ignore[arg-type]  # the test names the fields


def starts(given: Supply, minutes: int = 60) -> list[str]:
    found = free_starts(given, minutes=minutes, not_before=clock("9:00"))
    return [f"{start:%H:%M}" for start in found]


def test_a_job_leaves_the_cells_around_it() -> None:
    taken = supply(jobs=[Busy("G1", clock("10:00"), clock("11:00"))])

    assert starts(taken) == ["09:00", "11:00"]


def test_a_hold_counts_like_a_car() -> None:
    assert starts(supply(holds=[(clock("10:00"), clock("11:00"))])) == ["09:00", "11:00"]


def test_two_bays_with_one_technician_take_one_car() -> None:
    two = supply(bays=["G1", "G2"], at_work=[Busy("Li", clock("9:00"), clock("11:00"))])

    assert starts(two) == ["11:00"]


def test_a_break_takes_no_car() -> None:
    lunch = [
        Busy("Li", clock("9:00"), clock("10:00")),
        Busy("Li", clock("10:30"), clock("12:00")),
    ]

    assert starts(supply(hands=lunch)) == ["09:00", "10:30", "10:45", "11:00"]


def test_work_that_does_not_end_before_closing_finds_no_start() -> None:
    assert starts(supply(), minutes=181) == []


def test_the_walk_in_buffer_is_kept_until_an_hour_before() -> None:
    five = {"bays": [f"G{n}" for n in range(5)], "buffer_percent": 20}
    hands = [Busy(n, clock("9:00"), clock("12:00")) for n in range(5)]
    four = [Busy(f"G{n}", clock("9:00"), clock("12:00")) for n in range(4)]
    given = supply(**five, hands=hands, jobs=four, buffer_until=clock("10:00"))

    assert starts(given, 15) == ["09:00", "09:15", "09:30", "09:45"]


def test_an_adviser_receives_one_customer_in_a_cell() -> None:
    adviser = [Busy("Wang", clock("9:00"), clock("12:00"))]
    given = supply(bays=["G1", "G2"], advisers=adviser, arrivals=[clock("9:00"), clock("11:00")])

    assert starts(given) == ["09:15", "09:30", "09:45", "10:00", "10:15", "10:30", "10:45"]


def test_an_adviser_receives_so_many_customers_a_day() -> None:
    adviser = [Busy("Wang", clock("9:00"), clock("12:00"))]
    given = supply(advisers=adviser, arrivals=[clock("9:00")], customers_per_adviser=1)

    assert starts(given) == []


def test_free_cells_are_never_fewer_than_none() -> None:
    crowded = supply(
        jobs=[Busy("G1", clock("9:00"), clock("12:00"))], holds=[(clock("9:00"), clock("12:00"))]
    )

    assert set(free_cells(crowded).values()) == {0}


@pytest.mark.parametrize(
    ("minutes", "percent"), [([15, 15], 100), ([30, 0], 200), ([], 100), ([0, 0], 100)]
)
def test_level_load_is_peak_against_mean(minutes: list[int], percent: int) -> None:
    assert levelling_percent(minutes) == percent
