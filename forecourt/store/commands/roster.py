"""Who works when, and which days break the week: holidays, work weeks, and the shifts of both."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record, record_all
from forecourt.kernel.locking import locked, locked_all
from forecourt.kernel.refusals import WrongInput
from forecourt.store import queries
from forecourt.store.defaults import HOLIDAYS, HOLIDAYS_SOURCE
from forecourt.store.facts import HolidayDeclared, HolidayDropped, RosterPlanned, WorkWeekSet
from forecourt.store.models import Holiday, Shift, Staff, Store, WorkWeek
from forecourt.store.models.hours import ShiftQuerySet


class WeekBegun(WrongInput):
    code = "week-begun"

    def __init__(self, tomorrow: date) -> None:
        sentence = _("Shifts that have begun stay as they are. Choose %(day)s or later.")
        super().__init__(sentence % {"day": tomorrow.isoformat()})


@transaction.atomic
def load_defaults(*, by: Actor, at: datetime) -> None:  # noqa: ARG001 - as each room's
    """Put up the published holidays that the store lacks; its own words about a day stay."""
    store = queries.store(by)
    Holiday.publish(
        Holiday(
            store=store,
            on=day,
            name=holiday.name,
            is_worked=day in holiday.worked,
            store_opens=day not in holiday.worked and day not in holiday.closed,
            source=HOLIDAYS_SOURCE,
        )
        for holiday in HOLIDAYS
        for day in (*holiday.days(), *holiday.worked)
    )


@transaction.atomic
def declare_holiday(
    *, on: date, name: str, is_worked: bool, store_opens: bool, by: Actor, at: datetime
) -> Holiday:
    """Say that a day breaks the week; shifts of that day follow.

    A holiday counts as no working day, and closes the store unless ``store_opens``; ``is_worked``
    is a weekend day that is worked for another.
    """
    store = locked(Store.objects.seen_by(by), by.store_id)
    day = Holiday.declare(store, on, name, is_worked=is_worked, store_opens=store_opens)
    if day.closes_store:
        _withdraw(Shift.objects.seen_by(by), store, on, on, at)
    else:
        _plan(store, None, on, min(on, store.roster_until or on - _DAY), by=by, at=at)
    fact = HolidayDeclared(on=on, name=name, is_worked=is_worked, store_opens=day.store_opens)
    record(fact, by=by, at=at)
    return day


@transaction.atomic
def drop_holiday(*, holiday_id: UUID, by: Actor, at: datetime) -> None:
    """Let a day be one like others again; its shifts are planned.

    Raises:
        Missing: this store has no such day.
    """
    store = locked(Store.objects.seen_by(by), by.store_id)
    day = locked(Holiday.objects.seen_by(by), holiday_id)
    fact = HolidayDropped(on=day.on, name=day.name)
    day.drop()
    _plan(store, None, fact.on, min(fact.on, store.roster_until or fact.on - _DAY), by=by, at=at)
    record(fact, by=by, at=at)


@dataclass(frozen=True, slots=True)
class NewWeek:
    """How a person works from a day on: ``weekdays`` such as "123456" (Monday is 1)."""

    staff_id: UUID
    weekdays: str
    begins: time
    ends: time


@transaction.atomic
def set_work_week(
    *,
    staff_id: UUID,
    valid_from: date,
    weekdays: Collection[int],
    begins: time,
    ends: time,
    by: Actor,
    at: datetime,
) -> None:
    """Say how a person works from a day on; shifts that were planned otherwise are planned anew.

    Raises:
        Missing: nobody with this key works here.
        WeekBegun: the day is not after today.
        WrongInput: the day ends before it begins.
    """
    if ends <= begins:
        raise WrongInput(_("A shift ends after it begins."))
    today = queries.business_day(by, at)
    if valid_from <= today:
        raise WeekBegun(today + _DAY)
    week = NewWeek(staff_id, "".join(str(day) for day in sorted(set(weekdays))), begins, ends)
    set_work_weeks(weeks=(week,), valid_from=valid_from, by=by, at=at)


@transaction.atomic
def set_work_weeks(
    *, weeks: Collection[NewWeek], valid_from: date, by: Actor, at: datetime
) -> None:
    """Say how many people work from a day on, as a store that opens does.

    Raises:
        Missing: somebody of them does not work here.
    """
    store = locked(Store.objects.seen_by(by), by.store_id)
    locked_all(Staff.objects.seen_by(by), [week.staff_id for week in weeks])
    WorkWeek.put_up(
        WorkWeek(
            store=store,
            staff_id=week.staff_id,
            valid_from=valid_from,
            weekdays=week.weekdays,
            begins=week.begins,
            ends=week.ends,
        )
        for week in weeks
    )
    if store.roster_until and store.roster_until >= valid_from:
        people = [week.staff_id for week in weeks]
        theirs = Shift.objects.seen_by(by).filter(staff__in=people)
        _withdraw(theirs, store, valid_from, store.roster_until, at)
        _plan(store, people, valid_from, store.roster_until, by=by, at=at)
    facts = [
        WorkWeekSet(
            staff_id=week.staff_id,
            valid_from=valid_from,
            weekdays=week.weekdays,
            begins=f"{week.begins:%H:%M}",
            ends=f"{week.ends:%H:%M}",
        )
        for week in weeks
    ]
    record_all(facts, by=by, at=at)


@transaction.atomic
def plan_roster(*, by: Actor, at: datetime) -> int:
    """Plan the shifts of the weeks ahead that are not planned yet; answer how many.

    Run again on the same day it finds nothing to do. Days that went by without it stay empty.
    """
    store = locked(Store.objects.seen_by(by), by.store_id)
    today = queries.business_day(by, at)
    weeks = queries.rule(by, "store.roster_weeks_ahead", on=today)
    first = max(today, store.roster_until + _DAY) if store.roster_until else today
    until = today + timedelta(weeks=weeks)
    if first > until:
        return 0
    count = _plan(store, None, first, until, by=by, at=at)
    store.note_roster(until)
    record(RosterPlanned(first=first, until=until, shift_count=count), by=by, at=at)
    return count


_DAY = timedelta(days=1)


def _plan(
    store: Store,
    people: Collection[UUID] | None,
    first: date,
    until: date,
    *,
    by: Actor,
    at: datetime,
) -> int:
    """Plan shifts by the work weeks in force, on days when the store is open."""
    shifts = [
        Shift(store=store, staff_id=staff_id, starts_at=begins, ends_at=ends)
        for staff_id, begins, ends in queries.shifts_wanted(
            by, store.zone, people, first=first, until=until
        )
        if ends > at
    ]
    Shift.plan_all(shifts)
    return len(shifts)


def _withdraw(shifts: ShiftQuerySet, store: Store, first: date, until: date, at: datetime) -> None:
    begin = max(datetime.combine(first, time(), store.zone), at)
    end = datetime.combine(until + _DAY, time(), store.zone)
    shifts.filter(starts_at__gt=begin, starts_at__lt=end).withdraw()
