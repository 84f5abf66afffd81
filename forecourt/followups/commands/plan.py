"""The plan of a day, and what the minutes do to it: due, late, up the ladder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from forecourt.followups import queries
from forecourt.followups.commands.engine import strike_clock
from forecourt.followups.facts import DayPlanFixed, TaskEscalated
from forecourt.followups.models import CallSheet, DayPlan, DayPlanRow, Task
from forecourt.followups.models.task import Placing
from forecourt.followups.rules import Calendar, Happened, Placed, plan, rung_at
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record

AWAY = "away"  # why a task was handed over: its person is not there
_DAYS_AHEAD = 14


@transaction.atomic
def plan_day(*, on: date, by: Actor, at: datetime) -> DayPlan:
    """Make the plan of a day for the whole store and fix it as the baseline.

    Reads the clock's facts first if nobody has. A plan that is fixed stays as it is: what comes
    during the day is an addition.
    """
    sheet = DayPlan.open_for(by.store_id, on)
    if sheet.fixed_at:
        return sheet
    if not sheet.struck_at:
        strike_clock(on=on, by=by, at=at)
        sheet = DayPlan.open_for(by.store_id, on)
    calendar, numbers = queries.calendar(by, on=on), queries.numbers(by, on=on)
    turn(by=by, at=at)
    Task.block_unconsented(by.store_id, on=on, at=at)
    Task.free_consented(by.store_id, on=on, at=at)
    ahead = numbers.window_before_days + numbers.window_after_days
    waiting = queries.candidates(by, on=on, ahead_days=ahead)
    found = plan(
        waiting,
        queries.bench(by, on=on, calendar=calendar),
        today=on,
        open_days=_open_days(calendar, on),
        numbers=numbers,
    )
    sheets = CallSheet.open_for(by.store_id, _customers(found, on), on)
    before = {c.task_id: (c.planned_on, c.assignee_id) for c in waiting}
    moved = [p for p in found if _is_in_plan(p, on) or before[p.task_id] != (p.on, p.staff_id)]
    Task.place(by.store_id, [_placing(p, sheets, on) for p in moved])
    Task.objects.seen_by(by).fall_due(on, at=at)
    today = [p for p in found if p.on <= on]
    DayPlanRow.write(
        sheet, [(p.task_id, p.staff_id, n, p.is_overflow) for n, p in enumerate(today, 1)]
    )
    overflow = sum(p.is_overflow for p in today)
    sheet.fix(
        row_count=len(today),
        overflow_count=overflow,
        calendar_lacks_year=not calendar.knows(on.year),
        at=at,
    )
    record(DayPlanFixed(sheet.pk, on, len(today), overflow), by=by, at=at)
    return sheet


def _open_days(calendar: Calendar, on: date) -> Sequence[date]:
    days = (on + timedelta(days=count) for count in range(_DAYS_AHEAD))
    return [day for day in days if calendar.is_open(day)]


def _customers(found: Sequence[Placed], on: date) -> list[UUID]:
    """The customers who are contacted today, in order."""
    return sorted({p.party_id for p in found if p.party_id and _is_in_plan(p, on)})


def _is_in_plan(placed: Placed, on: date) -> bool:
    return placed.on <= on and not placed.is_overflow


def _placing(placed: Placed, sheets: dict[UUID, CallSheet], on: date) -> Placing:
    is_today = placed.party_id is not None and _is_in_plan(placed, on)
    sheet = sheets.get(placed.party_id) if placed.party_id and is_today else None
    why = AWAY if placed.delegated_from else ""
    return placed.task_id, placed.on, placed.staff_id, sheet.pk if sheet else None, why


@transaction.atomic
def turn(*, by: Actor, at: datetime) -> None:
    """What a minute does: what has come is due, what has passed is late."""
    on = queries.day_of(by, at)
    ours = Task.objects.seen_by(by)
    ours.fall_due(on, at=at)
    ours.fall_late(at=at)


@transaction.atomic
def escalate(*, task_id: UUID, by: Actor, at: datetime) -> Task | None:
    """Take a late task one step up its ladder; None when somebody else was faster.

    Tell: the role above sees it among its own. Hand over: another person gets it. At risk: it is
    marked, and the role above hears of it.
    """
    rows = Task.objects.seen_by(by).to_escalate(at=at).filter(pk=task_id)
    task = rows.select_for_update(of=("self",), no_key=True, skip_locked=True).first()
    if task is None:
        return None
    calendar = queries.calendar(by, on=at.date())
    ladder = queries.ladder_of(by, task.version_id, on=calendar.day_of(at))
    if task.rung >= len(ladder):
        task.climb(rung=task.rung, next_at=None, role="", is_at_risk=False, staff_id=None, why="")
        return task
    rung = ladder[task.rung]
    role = queries.manager_of(task.role) if rung.role == queries.MANAGER else rung.role
    staff = _next_person(task, str(role), calendar, by, at) if rung.action == "reassign" else None
    fact = Happened(task.fact_id, task.fact_kind, task.fact_at, task.values)
    task.climb(
        rung=task.rung + 1,
        next_at=rung_at(ladder, task.rung + 1, fact, due_at=task.due_at, zone=calendar.zone),
        role="" if rung.action in {"remind", "reassign"} else str(role),
        is_at_risk=rung.action == "at_risk",
        staff_id=staff,
        why="ladder",
    )
    record(TaskEscalated(task.pk, task.rung, rung.action, str(role), staff), by=by, at=at)
    return task


def _next_person(task: Task, role: str, calendar: Calendar, by: Actor, at: datetime) -> UUID | None:
    on = calendar.day_of(at)
    return queries.least_busy(by, role, on=on, calendar=calendar, but_not=task.assignee_id)
