"""The plan of a day: fixed once, levelled under the caps, one sheet per customer."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from forecourt.customers.models import ConsentPurpose
from forecourt.customers.tests.make import make_consent, make_party
from forecourt.followups import commands
from forecourt.followups.models import DayPlan, DayPlanRow, Task, TaskState
from forecourt.followups.tests.make import make_rules, make_system, make_task
from forecourt.kernel.models import Entry
from forecourt.store.commands import change_rule
from forecourt.store.models import Holiday, Shift
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, home_store, make_staff
from forecourt.vehicles.models import Vehicle
from forecourt.vehicles.tests.make import make_vehicle

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 24)


def plan() -> DayPlan:
    return commands.plan_day(on=ON, by=make_system(), at=NINE)


def test_the_plan_is_fixed_once() -> None:
    make_task("F11")
    first = plan()
    make_task("F13")

    again = plan()

    assert (first.row_count, again.row_count, again.fixed_at) == (1, 1, NINE)
    assert DayPlanRow.objects.count() == 1


def test_the_journal_says_that_the_plan_was_fixed() -> None:
    make_staff("An", Role.RELATION_AGENT)
    make_task("F11")

    fixed = plan()

    entry = Entry.objects.get(kind="followups.day_plan_fixed")
    assert entry.payload == {
        "plan_id": str(fixed.pk),
        "on": "2026-11-24",
        "rows": 1,
        "overflow": 0,
    }


def test_two_tasks_of_one_customer_share_a_sheet() -> None:
    zhao = make_party("Zhao Min")
    make_staff("An", Role.RELATION_AGENT)
    make_task("F11", party=zhao)
    make_task("F13", party=zhao)

    plan()

    sheets = {task.sheet_id for task in Task.objects.all()}
    assert len(sheets) == 1
    assert None not in sheets


def test_what_is_over_the_cap_is_shown_as_overflow_and_stays_due() -> None:
    agent = make_staff("An", Role.RELATION_AGENT)
    by = make_system()
    change_rule(key="followups.cap_relation_agent", value="1", valid_from=ON, by=by, at=NINE)
    for _count in range(3):
        make_task("F11", assignee=agent)

    fixed = plan()

    assert (fixed.row_count, fixed.overflow_count) == (3, 2)
    assert set(Task.objects.values_list("state", "planned_on")) == {("due", ON)}


def test_what_nobody_can_do_is_shown_to_the_manager() -> None:
    make_task("F11")

    assert plan().overflow_count == 1


def test_work_is_shared_out_among_those_on_shift() -> None:
    store = home_store()
    here, away = make_staff("An", Role.RELATION_AGENT), make_staff("Bo", Role.RELATION_AGENT)
    start = datetime.combine(ON, time(9), ZoneInfo("Asia/Shanghai"))
    Shift.plan(store, here, start, start + timedelta(hours=8))
    make_task("F11", assignee=away)

    plan()

    task = Task.objects.get()
    assert (task.assignee, task.handed_over_why) == (here, "away")


def test_a_task_without_consent_is_not_in_the_plan() -> None:
    make_task("F21", "greet")

    fixed = plan()

    assert (fixed.row_count, Task.objects.get().state) == (0, TaskState.BLOCKED)


def test_a_birthday_makes_a_gift_and_a_greeting_once_a_year() -> None:
    make_rules()
    zhao = make_party("Zhao Min", born_on=date(1988, 11, 29))
    make_consent(zhao, ConsentPurpose.MARKETING)
    by = make_system()

    born = commands.strike_clock(on=ON, by=by, at=NINE)
    again = commands.strike_clock(on=ON + timedelta(days=1), by=by, at=NINE)

    assert (born, again) == (2, 0)
    rows = Task.objects.order_by("due_on")
    assert [(t.step_key, t.due_on) for t in rows] == [
        ("gift", date(2026, 11, 26)),
        ("greet", date(2026, 11, 29)),
    ]


def test_a_car_not_seen_for_six_months_is_called() -> None:
    make_rules()
    zhao = make_party("Zhao Min")
    make_consent(zhao, ConsentPurpose.MARKETING)
    car = make_vehicle(owner=zhao)
    Vehicle.objects.filter(pk=car.pk).update(last_service_on=date(2026, 5, 24))

    born = commands.strike_clock(on=ON, by=make_system(), at=NINE)

    task = Task.objects.get(rule__code="F20")
    assert (born, task.vehicle, task.due_on) == (1, car, ON)
    assert task.why_en == "F20 v1: last visit on 2026-05-24, 6 months ago; due 2026-11-24"


def test_a_year_without_holidays_is_told() -> None:
    assert plan().calendar_lacks_year is True


def test_a_holiday_of_spring_says_that_the_year_is_known() -> None:
    Holiday.declare(home_store(), date(2026, 2, 17), "Spring", is_worked=False)

    assert plan().calendar_lacks_year is False


def test_in_december_a_holiday_of_january_still_says_that_the_year_is_known() -> None:
    Holiday.declare(home_store(), date(2026, 1, 1), "New Year", is_worked=False)
    christmas = date(2026, 12, 25)

    found = commands.plan_day(on=christmas, by=make_system(), at=NINE + (christmas - ON))

    assert found.calendar_lacks_year is False
