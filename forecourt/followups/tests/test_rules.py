"""The engine as pure functions: when is a task due, why, when again, on which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from forecourt.followups.rules import (
    Asked,
    Bench,
    Calendar,
    Candidate,
    Happened,
    Numbers,
    Rung,
    draft,
    drafts,
    filled,
    holds,
    out_of_quiet,
    plan,
    retry,
    rung_at,
    urgency,
)

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(
    zone=ZONE,
    hours={day: (time(8, 30), time(17, 30)) for day in range(1, 8)},
    exceptions={date(2026, 10, 1): False, date(2026, 10, 2): False, date(2026, 10, 10): True},
)
NUMBERS = Numbers(
    quiet_from_minute=1200,
    quiet_until_minute=540,
    lunch_from_minute=750,
    lunch_until_minute=810,
    window_before_days=3,
    window_after_days=2,
    merge_days=3,
    household_days=7,
    retry_first_hours=4,
    retry_second_days=1,
    retry_third_days=2,
    retry_evening_minute=1110,
    retry_most=4,
    late_points_most=15,
)
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
ONE, TWO, LI, WANG = (UUID(int=number) for number in (1, 2, 11, 12))


def asked(offset: str = "+7 d", **changes: object) -> Asked:
    amount, unit = offset.split(" ")
    values: dict[str, object] = {
        "rule_id": ONE,
        "version_id": ONE,
        "step_id": ONE,
        "code": "F05",
        "number": 3,
        "key": "H",
        "trigger": "leads.contact_made",
        "condition": "",
        "anchor": "",
        "subject": "opportunity_id",
        "person": "consultant_id",
        "amount": int(amount),
        "unit": unit,
        "channel": "phone",
        "role": "sales_consultant",
        "purpose": "enquiry",
        "priority": 40,
        "is_movable": True,
        "is_urgent": False,
        "replaces": "",
        "why": ("{level}级，{fact_day}联系", "level {level} as of {fact_day}"),
    }
    return Asked(**{**values, **changes})  # type: ignore[arg-type]  # a test may change any


def fact(at: datetime = TUESDAY, **values: object) -> Happened:
    payload = {"opportunity_id": str(TWO), "consultant_id": str(LI), "level": "H", **values}
    return Happened(ONE, "leads.contact_made", at, payload)


@pytest.mark.parametrize(
    ("offset", "at", "channel", "expected"),
    [
        ("+7 d", "2026-11-24 09:00", "phone", "2026-12-01 17:30"),
        ("+0 d", "2026-11-24 09:00", "phone", "2026-11-24 17:30"),
        ("+0 d", "2026-11-24 18:00", "phone", "2026-11-25 17:30"),  # after closing
        ("+1 wd", "2026-11-27 16:00", "phone", "2026-11-30 17:30"),  # Friday to Monday
        ("+1 wd", "2026-09-30 16:00", "phone", "2026-10-05 17:30"),  # over the holiday
        ("+1 wd", "2026-10-09 16:00", "phone", "2026-10-10 17:30"),  # a worked Saturday
        ("+7 d", "2026-09-24 09:00", "phone", "2026-10-03 17:30"),  # the store is shut on the 1st
        ("+24 h", "2026-11-24 15:00", "phone", "2026-11-25 15:00"),
        ("+24 h", "2026-11-24 12:40", "phone", "2026-11-25 13:30"),  # lunch
        ("+24 h", "2026-11-24 12:40", "face", "2026-11-25 12:40"),
        ("+5 min", "2026-11-24 10:00", "phone", "2026-11-24 10:05"),
        ("+5 min", "2026-11-24 22:00", "face", "2026-11-25 08:35"),  # opening and five minutes
    ],
)
def test_when_a_contact_is_due(offset: str, at: str, channel: str, expected: str) -> None:
    happened = fact(datetime.fromisoformat(at).replace(tzinfo=ZONE))

    found = draft(asked(offset, channel=channel), happened, CALENDAR, NUMBERS)

    assert f"{found.due.at.astimezone(ZONE):%Y-%m-%d %H:%M}" == expected


def test_a_customer_who_asked_is_called_in_quiet_hours() -> None:
    early = fact(datetime(2026, 11, 24, 8, 31, tzinfo=ZONE))

    found = draft(asked("+5 min", is_urgent=True), early, CALENDAR, NUMBERS)

    assert found.due.at == datetime(2026, 11, 24, 8, 36, tzinfo=ZONE)


def test_days_count_from_the_field_that_the_rule_names() -> None:
    step = asked("-14 d", anchor="due_on")

    found = draft(step, fact(due_on="2026-12-20"), CALENDAR, NUMBERS)

    assert (found.due.on, found.due.window_from, found.due.window_until) == (
        date(2026, 12, 6),
        date(2026, 12, 3),
        date(2026, 12, 8),
    )


def test_the_why_line_says_rule_fact_and_dates_in_both_languages() -> None:
    found = draft(asked(), fact(), CALENDAR, NUMBERS)

    assert found.why_en == "F05 v3: level H as of 2026-11-24; due 2026-12-01"
    assert found.why_zh == "F05 v3：H级，2026-11-24联系；应于2026-12-01完成"


def test_the_same_fact_gives_the_same_tasks_in_the_same_order() -> None:
    steps = [asked(key=key, step_id=UUID(int=n)) for n, key in enumerate("CBAH", 1)]

    first = drafts(steps, fact(), CALENDAR, NUMBERS)
    again = drafts(reversed(steps), fact(), CALENDAR, NUMBERS)

    assert first == again
    assert [one.asked.key for one in first] == ["A", "B", "C", "H"]


def test_a_step_fires_only_for_its_fact_subject_and_condition() -> None:
    steps = [
        asked(trigger="leads.level_set"),
        asked(condition="level=A|B"),
        asked(subject="order_id"),
        asked(key="fits", condition="level=H"),
    ]

    assert [one.asked.key for one in drafts(steps, fact(), CALENDAR, NUMBERS)] == ["fits"]


@pytest.mark.parametrize(
    ("condition", "values", "answer"),
    [
        ("", {}, True),
        ("level=H", {"level": "H"}, True),
        ("level=H|A", {"level": "A"}, True),
        ("level!=H", {"level": "H"}, False),
        ("km>=50000", {"km": 50000}, True),
        ("km>=50000", {"km": 49999}, False),
        ("km>=50000", {}, False),
        ("is_last=true and km<9", {"is_last": True, "km": 8}, True),
        ("party_id and level=H", {"party_id": None, "level": "H"}, False),
    ],
)
def test_conditions(condition: str, values: dict[str, object], *, answer: bool) -> None:
    assert holds(condition, values) is answer


def test_what_is_not_known_stays_open_in_a_text() -> None:
    assert filled("{customer}您好，{model}", {"customer": "赵敏"}) == "赵敏您好，…"


@pytest.mark.parametrize(
    ("clock", "expected"),
    [("07:00", "09:00"), ("12:45", "13:30"), ("19:59", "19:59"), ("20:00", "09:00")],
)
def test_quiet_hours(clock: str, expected: str) -> None:
    moment = datetime.fromisoformat(f"2026-11-24 {clock}").replace(tzinfo=ZONE)

    assert f"{out_of_quiet(moment, CALENDAR, NUMBERS).astimezone(ZONE):%H:%M}" == expected


@pytest.mark.parametrize(
    ("tries", "expected"),
    [
        (1, "2026-11-24 13:30"),  # four hours later is lunch
        (2, "2026-11-25 15:00"),  # a morning call: tomorrow afternoon
        (3, "2026-11-26 18:30"),
        (4, None),
    ],
)
def test_the_retry_table(tries: int, expected: str | None) -> None:
    found = retry(tries, at=TUESDAY, channel="phone", calendar=CALENDAR, numbers=NUMBERS)

    assert (f"{found.at.astimezone(ZONE):%Y-%m-%d %H:%M}" if found else None) == expected


def rung(minutes: int, action: str = "copy", *, is_from_fact: bool = False) -> Rung:
    return Rung(minutes, is_from_fact, action, "sales_manager")


def test_a_ladder_counts_from_the_fact_or_from_the_due_moment() -> None:
    ladder = (rung(15, "reassign", is_from_fact=True), rung(60))
    due_at = TUESDAY + timedelta(minutes=5)

    assert [rung_at(ladder, n, fact(), due_at=due_at, zone=ZONE) for n in range(3)] == [
        TUESDAY + timedelta(minutes=15),
        TUESDAY + timedelta(minutes=65),
        None,
    ]


def test_a_ladder_never_climbs_before_the_task_is_due() -> None:
    at_night = datetime(2026, 11, 24, 22, 0, tzinfo=ZONE)
    due_at = datetime(2026, 11, 25, 8, 35, tzinfo=ZONE)

    night = replace(fact(), at=at_night)
    found = rung_at((rung(15, is_from_fact=True),), 0, night, due_at=due_at, zone=ZONE)

    assert found == due_at


@pytest.mark.parametrize(
    ("days", "expected"), [(14, "2026-12-26 00:00"), (-30, "2026-11-24 09:05")]
)
def test_a_ladder_counts_from_a_day_of_the_fact_and_never_climbs_before_the_task_is_due(
    days: int, expected: str
) -> None:
    from_day = (replace(rung(days * 24 * 60), anchor="due_on"),)
    due_at = TUESDAY + timedelta(minutes=5)

    found = rung_at(from_day, 0, fact(due_on="2026-12-12"), due_at=due_at, zone=ZONE)

    assert f"{found:%Y-%m-%d %H:%M}" == expected


def test_urgency_grows_by_a_point_a_day_up_to_fifteen() -> None:
    today = date(2026, 11, 24)

    assert [urgency(40, today - timedelta(days=n), today, 15) for n in (-2, 0, 3, 40)] == [
        40,
        40,
        43,
        55,
    ]


# ---- the plan of a day ---------------------------------------------------------------------

TODAY = date(2026, 11, 24)
OPEN_DAYS = [TODAY + timedelta(days=n) for n in range(10)]


def candidate(number: int, **changes: object) -> Candidate:
    values: dict[str, object] = {
        "task_id": UUID(int=1000 + number),
        "party_id": UUID(int=2000 + number),
        "household_id": None,
        "assignee_id": LI,
        "role": "relation_agent",
        "purpose": "after_sales",
        "merge_group": "care",
        "priority": 40,
        "due_on": TODAY,
        "window_from": TODAY,
        "window_until": TODAY + timedelta(days=2),
        "is_movable": True,
        "is_outbound": True,
    }
    return Candidate(**{**values, **changes})  # type: ignore[arg-type]  # a test may change any


def bench(cap: int = 2, **changes: object) -> Bench:
    values: dict[str, object] = {
        "present": {"relation_agent": (LI, WANG)},
        "caps": {LI: cap, WANG: cap},
    }
    return Bench(**{**values, **changes})  # type: ignore[arg-type]  # a test may change any


def days(found: object) -> list[int]:
    return [(one.on - TODAY).days for one in found]  # type: ignore[attr-defined]


def test_what_does_not_fit_goes_to_the_next_day_of_its_window() -> None:
    found = plan(
        [candidate(n) for n in range(5)], bench(), today=TODAY, open_days=OPEN_DAYS, numbers=NUMBERS
    )

    assert days(found) == [0, 0, 1, 1, 2]


def test_what_fits_nowhere_stays_on_its_day_and_is_overflow() -> None:
    one_day = [candidate(n, window_until=TODAY) for n in range(3)]

    found = plan(one_day, bench(), today=TODAY, open_days=OPEN_DAYS, numbers=NUMBERS)

    assert days(found) == [0, 0, 0]
    assert [one.is_overflow for one in found] == [False, False, True]


def test_the_more_urgent_takes_the_room() -> None:
    calm, hot = candidate(1, priority=10), candidate(2, priority=70)

    found = plan([calm, hot], bench(1), today=TODAY, open_days=OPEN_DAYS, numbers=NUMBERS)

    assert [(one.task_id, (one.on - TODAY).days) for one in found] == [
        (hot.task_id, 0),
        (calm.task_id, 1),
    ]


def test_a_complaint_never_moves() -> None:
    rows = [candidate(1, priority=95), candidate(2, priority=100, is_movable=False)]

    found = plan(rows, bench(0), today=TODAY, open_days=OPEN_DAYS, numbers=NUMBERS)

    assert days(found) == [0, 0]


def test_tasks_of_one_customer_within_three_days_are_one_contact() -> None:
    party = UUID(int=7)
    soon = candidate(1, party_id=party)
    later = candidate(
        2, party_id=party, due_on=TODAY + timedelta(days=3), window_from=TODAY + timedelta(days=1)
    )
    far = candidate(
        3, party_id=party, due_on=TODAY + timedelta(days=5), window_from=TODAY + timedelta(days=5)
    )

    found = plan([soon, later, far], bench(1), today=TODAY, open_days=OPEN_DAYS, numbers=NUMBERS)

    assert days(found) == [0, 0, 5]


def test_a_household_hears_once_in_seven_days_for_one_purpose() -> None:
    home = UUID(int=9)
    rows = [candidate(1, household_id=home), candidate(2, household_id=home)]

    found = plan(rows, bench(9), today=TODAY, open_days=OPEN_DAYS, numbers=NUMBERS)

    assert days(found) == [0, 7]


def test_nothing_is_left_with_an_absent_person() -> None:
    away = bench(9, present={"relation_agent": (WANG,)}, away=frozenset({LI}))

    (found,) = plan([candidate(1)], away, today=TODAY, open_days=OPEN_DAYS, numbers=NUMBERS)

    assert (found.staff_id, found.delegated_from) == (WANG, LI)


def test_with_nobody_there_the_manager_gets_it() -> None:
    boss = UUID(int=99)
    empty = Bench({"relation_agent": ()}, {boss: 40}, frozenset({LI}), {"relation_agent": (boss,)})

    (found,) = plan([candidate(1)], empty, today=TODAY, open_days=OPEN_DAYS, numbers=NUMBERS)

    assert found.staff_id == boss


def test_the_plan_is_the_same_in_whatever_order_the_tasks_come() -> None:
    rows = [candidate(n, assignee_id=None, priority=10 + n % 3) for n in range(12)]

    first = plan(rows, bench(), today=TODAY, open_days=OPEN_DAYS, numbers=NUMBERS)
    again = plan(rows[::-1], bench(), today=TODAY, open_days=OPEN_DAYS, numbers=NUMBERS)

    assert first == again


def test_an_unknown_year_is_told() -> None:
    assert (CALENDAR.knows(2026), CALENDAR.knows(2027)) == (True, False)
    assert CALENDAR.is_worked(date(2027, 1, 2)) is False  # a Saturday


def test_a_moment_is_told_in_the_stores_zone() -> None:
    step = asked("-1 d", anchor="arrives_at", why=("{arrives_at}", "{arrives_at}"))
    moment = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)

    found = draft(step, fact(arrives_at=moment.isoformat()), CALENDAR, NUMBERS)

    assert found.why_en == "F05 v3: 2026-11-26 09:00; due 2026-11-25"
