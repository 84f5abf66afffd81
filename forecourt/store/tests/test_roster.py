"""Holidays, work weeks, and the shifts that the clock plans weeks ahead."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forecourt.kernel import clock
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, WrongInput
from forecourt.store import commands, jobs, queries
from forecourt.store.models import Holiday, Shift, Staff, WorkWeek
from forecourt.store.roles import Role
from forecourt.store.tests.make import (
    NINE,
    home_store,
    login,
    make_actor,
    make_staff,
    make_store,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)  # a Tuesday
TOMORROW = TODAY + timedelta(days=1)


def week(staff: Staff, days: str = "12345", begins: time = time(8, 30)) -> None:
    """Let somebody work on these days, as the founding of a store does."""
    weeks = (commands.NewWeek(staff.pk, days, begins, time(17, 30)),)
    commands.set_work_weeks(weeks=weeks, valid_from=TODAY, by=make_actor(), at=NINE)


def days_of(staff: Staff) -> list[date]:
    shifts = Shift.objects.filter(staff=staff).order_by("starts_at")
    return [shift.starts_at.astimezone(home_store().zone).date() for shift in shifts]


def test_shifts_are_planned_seven_weeks_ahead_by_the_work_week() -> None:
    li = make_staff("Li Wei", Role.TECHNICIAN)
    week(li, "126")

    count = commands.plan_roster(by=make_actor(), at=NINE)

    days = days_of(li)
    assert (count, len(days), days[:3]) == (
        22,
        22,
        [date(2026, 11, 24), date(2026, 11, 28), date(2026, 11, 30)],
    )
    assert home_store().roster_until == TODAY + timedelta(weeks=7)
    assert Entry.objects.filter(kind="store.roster_planned").count() == 1


def test_planned_again_the_same_day_nothing_happens() -> None:
    li = make_staff("Li Wei", Role.TECHNICIAN)
    week(li)
    commands.plan_roster(by=make_actor(), at=NINE)
    Shift.objects.order_by("starts_at")[0].delete()  # a day off that was given by hand

    count = commands.plan_roster(by=make_actor(), at=NINE)

    assert (count, days_of(li)[0]) == (0, TOMORROW)


def test_a_clock_moved_by_ninety_days_has_its_shifts_within_a_minute() -> None:
    li = make_staff("Li Wei", Role.TECHNICIAN)
    week(li)

    for days in (0, 90):
        with clock.frozen(NINE + timedelta(days=days)):
            jobs.roster(0)

    then = TODAY + timedelta(days=90)  # Monday 2027-02-22
    ahead = [day for day in days_of(li) if day >= then]
    assert (len(ahead), ahead[0], ahead[-1]) == (36, then, then + timedelta(weeks=7))


def test_nobody_works_when_the_store_is_closed_or_after_leaving() -> None:
    li, wang = make_staff("Li Wei"), make_staff("Wang Fang")
    week(li, "1234567")
    week(wang, "1234567")
    Staff.objects.filter(pk=wang.pk).update(left_on=TODAY)
    Holiday.declare(home_store(), TOMORROW, "New Year", is_worked=False)
    Holiday.declare(home_store(), date(2026, 11, 26), "Open", is_worked=False, store_opens=True)

    commands.plan_roster(by=make_actor(), at=NINE)

    assert days_of(li)[:2] == [TODAY, date(2026, 11, 26)]
    assert days_of(wang) == []


def test_a_new_work_week_replaces_the_shifts_from_its_day_on() -> None:
    li = make_staff("Li Wei", Role.TECHNICIAN)
    week(li, "1234567")
    commands.plan_roster(by=make_actor(), at=NINE)

    commands.set_work_week(
        staff_id=li.pk,
        valid_from=date(2026, 11, 26),
        weekdays=[1],
        begins=time(10),
        ends=time(15),
        by=make_actor(),
        at=NINE,
    )

    days = days_of(li)
    assert days[:4] == [TODAY, TOMORROW, date(2026, 11, 30), date(2026, 12, 7)]
    assert Shift.objects.filter(staff=li).latest("starts_at").starts_at.hour == 2  # 10:00 there
    payload = Entry.objects.filter(kind="store.work_week_set").latest("at", "pk").payload
    assert (payload["weekdays"], payload["begins"]) == ("1", "10:00")


def test_shifts_that_have_begun_stay_as_they_are() -> None:
    li = make_staff("Li Wei", Role.TECHNICIAN)

    with pytest.raises(commands.WeekBegun, match="Choose 2026-11-25 or later"):
        _set(li, valid_from=TODAY)

    assert not WorkWeek.objects.exists()


def test_a_shift_ends_after_it_begins() -> None:
    with pytest.raises(WrongInput, match="ends after it begins"):
        _set(make_staff("Li Wei"), begins=time(18))


def test_somebody_of_another_store_does_not_exist() -> None:
    other = make_staff("Sun Li", store=make_store())

    with pytest.raises(Missing):
        _set(other)


def _set(staff: Staff, valid_from: date = TOMORROW, begins: time = time(8)) -> None:
    commands.set_work_week(
        staff_id=staff.pk,
        valid_from=valid_from,
        weekdays=[1],
        begins=begins,
        ends=time(17),
        by=make_actor(),
        at=NINE,
    )


def test_a_day_that_closes_takes_its_shifts_back_and_gives_them_again() -> None:
    li = make_staff("Li Wei")
    week(li, "1234567")
    by = make_actor()
    commands.plan_roster(by=by, at=NINE)

    day = commands.declare_holiday(
        on=TOMORROW, name="Stocktaking", is_worked=False, store_opens=False, by=by, at=NINE
    )
    assert TOMORROW not in days_of(li)
    commands.drop_holiday(holiday_id=day.pk, by=by, at=NINE)

    assert TOMORROW in days_of(li)
    kinds = Entry.objects.filter(kind__contains="holiday").order_by("at", "pk")
    assert [entry.kind for entry in kinds] == ["store.holiday_declared", "store.holiday_dropped"]


def test_the_published_days_of_2026_are_put_up_once_and_the_stores_word_stays() -> None:
    by = make_actor()
    Holiday.declare(home_store(), date(2026, 10, 1), "Ours", is_worked=False)

    commands.load_defaults(by=by, at=NINE)
    commands.load_defaults(by=by, at=NINE)

    days = queries.holidays(by, 2026)
    off = [day for day in days if not day.is_worked]
    assert (len(days), len(off), sum(day.closes_store for day in days)) == (39, 33, 6)
    assert [day.name for day in days if day.on == date(2026, 10, 1)] == ["Ours"]
    assert {day.on.weekday() for day in days if day.is_worked} == {5, 6}
    spans = queries.open_spans(by, first=date(2026, 2, 14), last=date(2026, 2, 23))
    assert len(spans) == 5


def test_the_pages_show_and_change(client: Client) -> None:
    wu = make_staff("Wu Di", Role.GENERAL_MANAGER)
    login(client, wu)
    with clock.frozen(NINE):
        week(wu)

        entered = {"on": "2027-01-01", "name": "New Year", "store_opens": "on"}
        reply = client.post("/settings/holidays/declare/", entered)
        page = client.get(reply["Location"]).text
        planned = {"valid_from": "2026-11-25", "weekdays": ["1", "2"], "begins": "09:00"}
        wrong = client.post(f"/settings/roster/{wu.pk}/", planned)
        client.post(f"/settings/roster/{wu.pk}/", {**planned, "ends": "18:00"})
        roster = client.get("/settings/roster/?q=wu").text

    assert "holiday, the store opens" in page
    assert wrong.status_code == 422
    assert "2026-11-25 Mon Tue" in roster
    assert client.get("/settings/roster/?q=nobody").text.count("Nobody of this name") == 1


def test_who_may_look_may_not_change(client: Client) -> None:
    li = make_staff("Li Wei", Role.TECHNICIAN)
    login(client, li)

    assert client.get("/settings/roster/").status_code == 200
    assert client.get(f"/settings/roster/{li.pk}/").status_code == 403
    assert client.post("/settings/holidays/declare/", {}).status_code == 403


def test_the_roster_asks_a_fixed_number_of_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for name in ("Li Wei", "Wang Fang", "Chen Jie"):
        week(make_staff(name))
    by = make_actor()
    with django_assert_num_queries(4):
        queries.roster(by, on=TODAY)
