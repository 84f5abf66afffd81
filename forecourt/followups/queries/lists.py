"""Tasks as rows: mine by day, the counts above them, the manager's heat board."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, F, Q

from forecourt.followups.models import (
    OPEN_STATES,
    DayPlan,
    DayPlanRow,
    Task,
    TaskChannel,
    TaskState,
)
from forecourt.followups.models.task import TaskQuerySet
from forecourt.followups.queries.tasks import consent_words
from forecourt.kernel.actor import Actor
from forecourt.kernel.bilingual import said
from forecourt.store.models import Staff
from forecourt.store.queries import store
from forecourt.ui.paging import Page, page_of

WHENS: Final = ("late", "today", "coming", "done", "open")
SORTS: Final = frozenset({"due_at", "-priority", "rule__code", "party__name", "assignee__name"})
CHANNEL_ICONS: Final[Mapping[str, str]] = {
    TaskChannel.FACE: "users",
    TaskChannel.PHONE: "phone",
    TaskChannel.SMS: "message-2",
    TaskChannel.WECHAT: "brand-wechat",
    TaskChannel.MAIL_LETTER: "mail",
    TaskChannel.GIFT: "gift",
    TaskChannel.BOARD: "layout-board-split",
    TaskChannel.IN_APP: "clipboard-list",
}
_STAGES: Final[Mapping[str, str]] = {
    TaskState.PLANNED: "plan",
    TaskState.DUE: "part",
    TaskState.LATE: "late",
    TaskState.BLOCKED: "wait",
    TaskState.DONE: "done",
    TaskState.VOID: "wait",
    TaskState.FAILED: "wait",
}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task as a list draws it; ``days_late`` counts from the day it was due."""

    task_id: UUID
    sheet_id: UUID | None
    code: str
    title: str
    customer: str
    party_id: UUID | None
    plate: str
    why: str
    due_at: datetime
    channel: str
    channel_icon: str
    assignee: str
    state: str
    stage: str
    state_label: str
    days_late: int
    missing: str
    priority: int
    is_at_risk: bool


def day_of(by: Actor, at: datetime) -> date:
    """The store's day."""
    return at.astimezone(store(by).zone).date()


def task_rows(
    by: Actor,
    *,
    when: str = "today",
    who: str = "me",
    text: str = "",
    code: str = "",
    sort: str = "due_at",
    page: int = 1,
    at: datetime,
) -> Page[TaskRow]:
    """A page of tasks; two statements beside the store's. ``who`` is me, all, or a person's id."""
    rows = _whose(Task.objects.seen_by(by).of(by), by, who)
    rows = _when(rows, when, day_of(by, at), at)
    if code:
        rows = rows.filter(rule__code=code)
    if text:
        rows = rows.filter(Q(party__name__icontains=text) | Q(vehicle__plate__icontains=text))
    found = page_of(_joined(rows).order_by(*_order(sort), "pk"), page)
    return found.with_rows([row_of(task, at=at) for task in found.rows])


def _order(sort: str) -> tuple[str, ...]:
    return (sort,) if sort != "due_at" else ("due_at", "-priority")


def _whose(rows: TaskQuerySet, by: Actor, who: str) -> TaskQuerySet:
    if who == "all":
        return rows
    if who == "me":
        mine = Q(assignee_id=by.staff_id) if by.staff_id else Q(pk__in=())
        roles = list(by.roles)
        waits = Q(assignee__isnull=True, role__in=roles)
        return rows.filter(mine | waits | Q(escalated_role__in=roles))
    return rows.filter(assignee_id=UUID(who)) if _is_id(who) else rows.none()


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _when(rows: TaskQuerySet, when: str, today: date, at: datetime) -> TaskQuerySet:
    if when == "late":
        return rows.late(at=at)
    if when == "coming":
        return rows.open().filter(planned_on__gt=today)
    if when == "done":
        return rows.exclude(state__in=OPEN_STATES).filter(ended_at__gte=at - timedelta(days=7))
    if when == "open":
        return rows.open()
    return rows.open().filter(planned_on__lte=today)


def _joined(rows: TaskQuerySet) -> TaskQuerySet:
    return rows.select_related("rule", "step", "party", "vehicle", "assignee")


def row_of(task: Task, *, at: datetime) -> TaskRow:
    """A task with rule, step, party, vehicle and assignee read."""
    state = TaskState(task.state)
    is_late = state in OPEN_STATES and task.due_at < at
    shown = TaskState.LATE if is_late and state != TaskState.BLOCKED else state
    channel = TaskChannel(task.channel)
    return TaskRow(
        task_id=task.pk,
        sheet_id=task.sheet_id,
        code=task.rule.code,
        title=task.step.title,
        customer=task.party.name if task.party else "",
        party_id=task.party_id,
        plate=task.vehicle.plate if task.vehicle else "",
        why=task.why,
        due_at=task.due_at,
        channel=str(channel.label),
        channel_icon=CHANNEL_ICONS[channel],
        assignee=task.assignee.name if task.assignee else "",
        state=shown,
        stage=_STAGES[shown],
        state_label=str(shown.label),
        days_late=(at - task.due_at).days if is_late else 0,
        missing=consent_words(task.blocked_by) if task.blocked_by else "",
        priority=task.priority,
        is_at_risk=task.is_at_risk,
    )


@dataclass(frozen=True, slots=True)
class Counts:
    late: int
    today: int
    coming: int
    done: int
    blocked: int


def counts(by: Actor, *, who: str = "me", at: datetime) -> Counts:
    """How many tasks are late, for today, coming, done in a week, blocked: one statement."""
    today = day_of(by, at)
    rows = _whose(Task.objects.seen_by(by).of(by), by, who)
    is_open = Q(state__in=OPEN_STATES)
    found = rows.filter(is_open | Q(ended_at__gte=at - timedelta(days=7))).aggregate(
        late=Count("pk", filter=is_open & Q(due_at__lt=at)),
        today=Count("pk", filter=is_open & Q(planned_on__lte=today)),
        coming=Count("pk", filter=is_open & Q(planned_on__gt=today)),
        done=Count("pk", filter=~is_open),
        blocked=Count("pk", filter=Q(state=TaskState.BLOCKED)),
    )
    return Counts(**found)


@dataclass(frozen=True, slots=True)
class TodayPlan:
    """A person's day: the sheets in order, and how far the fixed plan has come."""

    sheets: tuple[tuple[TaskRow, ...], ...]
    counts: Counts
    planned: int
    done_of_planned: int
    is_fixed: bool
    calendar_lacks_year: bool


MOST_OF_A_DAY: Final = 150


def today_plan(by: Actor, *, at: datetime) -> TodayPlan:
    """What the actor does today, one group per customer, the most urgent first."""
    today = day_of(by, at)
    mine = _whose(Task.objects.seen_by(by), by, "me").open().filter(planned_on__lte=today)
    tasks = list(_joined(mine).order_by("-priority", "due_at", "pk")[:MOST_OF_A_DAY])
    groups: dict[UUID, list[TaskRow]] = {}
    for task in tasks:
        groups.setdefault(task.sheet_id or task.pk, []).append(row_of(task, at=at))
    plan = DayPlan.objects.seen_by(by).filter(on=today).first()
    mine_in_plan = Q(staff_id=by.staff_id) if by.staff_id else Q(pk__in=())
    rows = DayPlanRow.objects.seen_by(by).filter(mine_in_plan, plan__on=today)
    kept = rows.aggregate(
        planned=Count("pk"),
        done=Count("pk", filter=Q(task__state=TaskState.DONE)),
    )
    return TodayPlan(
        sheets=tuple(tuple(group) for group in groups.values()),
        counts=counts(by, at=at),
        planned=kept["planned"],
        done_of_planned=kept["done"],
        is_fixed=bool(plan and plan.fixed_at),
        calendar_lacks_year=bool(plan and plan.calendar_lacks_year),
    )


# ---- the heat board ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    code: str
    late: int
    open: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One person: late tasks per rule, and how much of the plan was done on its day."""

    staff_id: UUID | None
    name: str
    cells: tuple[Cell, ...]
    late: int
    planned: int
    done: int

    @property
    def share(self) -> int | None:
        return round(100 * self.done / self.planned) if self.planned else None


@dataclass(frozen=True, slots=True)
class Heat:
    codes: tuple[tuple[str, str], ...]  # code, name
    rows: tuple[HeatRow, ...]
    compliance: tuple[HeatRow, ...]  # by rule: name is the code
    overflow: tuple[TaskRow, ...]
    plan: DayPlan | None


def heat(by: Actor, *, days: int = 7, at: datetime) -> Heat:
    """People by rules: what is late now, and compliance over the last days; five statements."""
    today = day_of(by, at)
    open_rows = list(
        Task.objects.seen_by(by)
        .open()
        .filter(planned_on__lte=today)
        .values("assignee_id", "rule__code", "rule__name_zh", "rule__name_en")
        .annotate(late=Count("pk", filter=Q(due_at__lt=at)), count=Count("pk"))
        .order_by("rule__code")
    )
    kept = list(
        DayPlanRow.objects.seen_by(by)
        .filter(plan__on__gt=today - timedelta(days=days), plan__on__lte=today)
        .values("staff_id", "task__rule__code")
        .annotate(
            planned=Count("pk"),
            done=Count("pk", filter=Q(task__state="done", task__done_on__lte=F("plan__on"))),
        )
    )
    names = {
        row["rule__code"]: said(row["rule__name_zh"], row["rule__name_en"]) for row in open_rows
    }
    codes = sorted({*names, *(row["task__rule__code"] for row in kept)})
    people = dict(Staff.objects.seen_by(by).values_list("pk", "name"))
    staff_ids = {row["assignee_id"] for row in open_rows} | {row["staff_id"] for row in kept}
    rows = [_heat_row(s, people, codes, open_rows, kept) for s in staff_ids]
    plan = DayPlan.objects.seen_by(by).filter(on=today).first()
    return Heat(
        codes=tuple((code, names.get(code, code)) for code in codes),
        rows=tuple(sorted(rows, key=lambda row: (-row.late, row.name, str(row.staff_id)))),
        compliance=tuple(_by_rule(code, kept) for code in codes),
        overflow=_overflow(by, today, at),
        plan=plan,
    )


def _heat_row(
    staff_id: UUID | None,
    people: Mapping[UUID, str],
    codes: Collection[str],
    open_rows: Collection[Mapping[str, object]],
    kept: Collection[Mapping[str, object]],
) -> HeatRow:
    mine = {row["rule__code"]: row for row in open_rows if row["assignee_id"] == staff_id}
    cells = tuple(
        Cell(code, _number(mine, code, "late"), _number(mine, code, "count")) for code in codes
    )
    plan = [row for row in kept if row["staff_id"] == staff_id]
    return HeatRow(
        staff_id=staff_id,
        name=people.get(staff_id, "") if staff_id else "",
        cells=cells,
        late=sum(cell.late for cell in cells),
        planned=_total(plan, "planned"),
        done=_total(plan, "done"),
    )


def _by_rule(code: str, kept: Collection[Mapping[str, object]]) -> HeatRow:
    plan = [row for row in kept if row["task__rule__code"] == code]
    return HeatRow(None, code, (), 0, _total(plan, "planned"), _total(plan, "done"))


def _number(rows: Mapping[object, Mapping[str, object]], code: str, name: str) -> int:
    return int(str(rows[code][name])) if code in rows else 0


def _total(rows: Collection[Mapping[str, object]], name: str) -> int:
    return sum(int(str(row[name])) for row in rows)


def _overflow(by: Actor, today: date, at: datetime) -> tuple[TaskRow, ...]:
    over = DayPlanRow.objects.seen_by(by).overflowing().filter(plan__on=today)
    tasks = _joined(Task.objects.seen_by(by).open().filter(pk__in=over.values("task_id")))
    return tuple(row_of(task, at=at) for task in tasks.order_by("-priority", "pk")[:50])


# ---- for other rooms -----------------------------------------------------------------------


def timeline(by: Actor, party_id: UUID, *, limit: int = 50, at: datetime) -> tuple[TaskRow, ...]:
    """The tasks about one customer, newest first: one statement."""
    rows = _joined(Task.objects.seen_by(by).filter(party_id=party_id))
    return tuple(row_of(task, at=at) for task in rows.order_by("-planned_on", "-pk")[:limit])


def next_actions(by: Actor, party_id: UUID, *, limit: int = 3, at: datetime) -> tuple[TaskRow, ...]:
    """The next planned contacts of one customer: one statement."""
    rows = _joined(Task.objects.seen_by(by).open().filter(party_id=party_id))
    return tuple(row_of(task, at=at) for task in rows.order_by("planned_on", "pk")[:limit])
