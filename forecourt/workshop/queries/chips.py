"""A chip of the service board: its row from the database, its cells, its color and words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.prepared import prepared
from forecourt.ui.spans import HOUR, span_words
from forecourt.workshop.models import BayKind, JobState, StopReason, WaitType
from forecourt.workshop.rules import (
    CELL,
    CELL_MINUTES,
    Forecast,
    ceil_cell,
    floor_cell,
    minutes_late,
)
from forecourt.workshop.rules import Chip as Planned

FIRST_COLUMN = 2  # the names of the bays are column 1
_PLATE_HEAD = 2  # province and city
_GREEN_SIGNS = 6

_COLUMNS = """
SELECT job.id, job.plate, job.title, job.vehicle, job.standard_minutes, job.worked_minutes,
       job.state, job.stop_reason, job.entered_at, job.starts_at, job.ends_at, job.finished_at,
       job.promise_at, job.bay_id, job.technician_id, coalesce(hand.name, ''),
       coalesce(adviser.name, ''), job.needs_check, job.passed_at, job.failed_checks,
       job.wait_type, job.note, job.bay_kind
FROM workshop_job job
LEFT JOIN store_staff hand ON hand.tenant_id = job.tenant_id AND hand.id = job.technician_id
LEFT JOIN store_staff adviser ON adviser.tenant_id = job.tenant_id AND adviser.id = job.adviser_id
WHERE job.tenant_id = %(tenant)s AND job.store_id = %(store)s
"""
PLACED = f"""{_COLUMNS}
  AND job.starts_at < %(end)s AND job.starts_at >= %(begin)s AND job.state <> 'withdrawn'
ORDER BY job.starts_at, job.id
"""
# What has no cells of this day: waiting, parked, carried over, or left standing on an earlier day.
WAITING = f"""{_COLUMNS}
  AND job.bay_id IS NULL AND job.state IN ('planned', 'parked', 'carried_over')
UNION ALL {_COLUMNS}
  AND job.bay_id IS NOT NULL AND job.state IN ('planned', 'running', 'blocked')
  AND job.ends_at <= %(today)s
ORDER BY 13 NULLS LAST, 1
LIMIT %(most)s
"""


class Row(NamedTuple):
    job_id: UUID
    plate: str
    title: str
    vehicle: str
    standard_minutes: int
    worked_minutes: int
    state: str
    stop_reason: str
    entered_at: datetime
    starts_at: datetime | None
    ends_at: datetime | None
    finished_at: datetime | None
    promise_at: datetime | None
    bay_id: UUID | None
    technician_id: UUID | None
    technician: str
    adviser: str
    needs_check: bool
    passed_at: datetime | None
    failed_checks: int
    wait_type: str
    note: str
    bay_kind: str

    @property
    def minutes_left(self) -> int:
        return max(self.standard_minutes - self.worked_minutes, 0)


@dataclass(frozen=True, slots=True)
class Chip:
    """One job as the board draws it; ``place`` are the classes of its cells, empty in a lane."""

    job_id: UUID
    plate_head: str
    plate_tail: str
    is_green: bool
    title: str
    vehicle: str
    stage: str
    word: str
    note: str
    promise: str
    minutes_late: int
    minutes_over_promise: int
    progress: int | None
    cells: int
    place: str
    tail: str  # the classes of the cells by which it overran its plan
    flag: str  # the classes of the moment that was promised, where that is broken
    is_fixed: bool  # in work or done: it cannot be dragged
    kind: str
    technician: str
    adviser: str
    forecast_at: datetime | None

    @property
    def plate(self) -> str:
        return f"{self.plate_head}{self.plate_tail}"

    @property
    def classes(self) -> str:
        """All of its classes at once: a template that is drawn sixty times asks few questions."""
        late = " is-late" if self.minutes_over_promise else ""
        return f"job st-{self.stage} {self.place or 'bk'}{late}"

    @property
    def columns(self) -> str:
        """Its cells alone, for a screen that draws each bay by itself."""
        return self.place.partition(" ")[2]

    @property
    def line(self) -> str:
        return f"{self.vehicle} · {self.title}" if self.vehicle else self.title

    @property
    def late_word(self) -> str:
        if not self.minutes_over_promise:
            return ""
        return _("%(span)s late") % {"span": span_words(self.minutes_over_promise)}

    @property
    def slow_word(self) -> str:
        """How far it is behind its plan: short, for a card of 30 minutes."""
        late = self.minutes_late
        return str(late) if late < HOUR else span_words(late)


@dataclass(frozen=True, slots=True)
class Window:
    begins_at: datetime
    slots: int
    opens: datetime
    closes: datetime
    is_open: bool
    zone: ZoneInfo
    at: datetime | None  # None on another day than today

    def slot(self, moment: datetime) -> int:
        return (floor_cell(moment) - self.begins_at) // CELL

    @property
    def on(self) -> date:
        return self.begins_at.astimezone(self.zone).date()

    @property
    def ends_at(self) -> datetime:
        return self.begins_at + self.slots * CELL


def cell_classes(first: int, last: int) -> str:
    return f"col-{FIRST_COLUMN + first} span-{last - first}"


def minutes_into_cell(at: datetime) -> int:
    return (at - floor_cell(at)) // timedelta(minutes=1)


def planned(row: Row) -> Planned:
    assert row.starts_at is not None
    assert row.ends_at is not None
    return Planned(
        key=row.job_id,
        bay=row.bay_id,
        technician=row.technician_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        minutes_left=row.minutes_left,
        running_since=row.entered_at if row.state == JobState.RUNNING else None,
        has_begun=row.state in {JobState.RUNNING, JobState.BLOCKED},
        promise_at=row.promise_at,
    )


def drawn_cells(row: Row) -> tuple[datetime, datetime]:
    """The cells that a chip covers: its plan, and of finished work what it took."""
    assert row.starts_at is not None
    assert row.ends_at is not None
    if row.finished_at is None:
        return row.starts_at, row.ends_at
    end = max(ceil_cell(row.finished_at), row.starts_at + CELL)
    return row.starts_at, min(row.ends_at, end)


def placed_chip(
    row: Row,
    cells: tuple[datetime, datetime],
    span: Window,
    line: int,
    forecast: Forecast | None,
) -> Chip:
    start, end = cells
    first = min(max(span.slot(start), 0), span.slots - 1)
    last = max(first + 1, min(span.slot(ceil_cell(end)), span.slots))
    chip = _bare(row, span.zone, span.on, forecast)
    return replace(
        chip,
        cells=last - first,
        place=f"row-{line} {cell_classes(first, last)}",
        tail=_tail(row, span, line),
        flag=_flag(row, span, line) if chip.minutes_over_promise else "",
        progress=_progress(row, span.at),
    )


def lane_chip(row: Row, at: datetime, zone: ZoneInfo) -> Chip:
    """A chip beside the board: only its promise can be missed, from now on."""
    over = 0
    if row.promise_at:
        over = minutes_late(row.promise_at, at + timedelta(minutes=row.minutes_left))
    chip = _bare(row, zone, at.astimezone(zone).date(), None)
    note = chip.note or _day_note(row, zone) or _wait_word(row)
    return replace(chip, minutes_over_promise=over, note=note)


def _bare(row: Row, zone: ZoneInfo, on: date, forecast: Forecast | None) -> Chip:
    stage, word = _stage(row)
    head, tail = _plate(row.plate)
    return Chip(
        job_id=row.job_id,
        plate_head=head,
        plate_tail=tail,
        is_green=len(tail) == _GREEN_SIGNS,
        title=row.title,
        vehicle=row.vehicle,
        stage=stage,
        word=word,
        note=row.note or _again(row),
        promise=_promise(row, zone, on),
        minutes_late=forecast.minutes_late if forecast else 0,
        minutes_over_promise=forecast.minutes_over_promise if forecast else 0,
        progress=None,
        cells=-(-max(row.minutes_left, 1) // CELL_MINUTES),
        place="",
        tail="",
        flag="",
        is_fixed=row.state not in {JobState.PLANNED, JobState.PARKED, JobState.CARRIED_OVER},
        kind=row.bay_kind,
        technician=row.technician,
        adviser=row.adviser,
        forecast_at=forecast.ends_at if forecast else None,
    )


def _promise(row: Row, zone: ZoneInfo, on: date) -> str:
    """The promised time, with its day where that is another one."""
    if row.promise_at is None:
        return ""
    promised = row.promise_at.astimezone(zone)
    return f"{promised:%H:%M}" if promised.date() == on else f"{promised:%m-%d %H:%M}"


def _stage(row: Row) -> tuple[str, str]:
    """The colour of a chip and its word; red is never one of them."""
    if row.state == JobState.RUNNING:
        return ("wash" if row.bay_kind == BayKind.WASH else "work"), str(JobState.RUNNING.label)
    if row.state in {JobState.BLOCKED, JobState.PARKED}:
        stage = "part" if row.stop_reason == StopReason.PART else "wait"
        return stage, str(StopReason(row.stop_reason).label)
    if row.state == JobState.FINISHED:
        if row.needs_check and row.passed_at is None:
            return "qc", _("Waiting for check")
        return "done", str(JobState.FINISHED.label)
    if row.state == JobState.CARRIED_OVER or row.bay_id is None:
        return "wait", str(JobState(row.state).label) if row.state != JobState.PLANNED else _(
            "Waiting"
        )
    return "plan", str(JobState.PLANNED.label)


def _plate(plate: str) -> tuple[str, str]:
    """Province and city apart from the rest, so that a narrow chip can drop them."""
    if "·" in plate:
        head, _dot, tail = plate.partition("·")
        return f"{head}·", tail
    if len(plate) > _PLATE_HEAD and not plate[0].isascii():
        return f"{plate[:_PLATE_HEAD]}·", plate[_PLATE_HEAD:]
    return "", plate


def _again(row: Row) -> str:
    return _("Rework %(count)d") % {"count": row.failed_checks} if row.failed_checks else ""


def _wait_word(row: Row) -> str:
    return str(WaitType(row.wait_type).label) if row.wait_type else ""


def _day_note(row: Row, zone: ZoneInfo) -> str:
    """Of a chip that was left standing: since which day."""
    return f"{row.starts_at.astimezone(zone):%m-%d}" if row.starts_at else ""


def _progress(row: Row, at: datetime | None) -> int | None:
    """How much of the standard time is used up, in percent; None while nothing was done."""
    if row.state == JobState.FINISHED:
        return 100
    worked = row.worked_minutes
    if row.state == JobState.RUNNING and at:
        worked += (at - row.entered_at) // timedelta(minutes=1)
    return min(100, worked * 100 // row.standard_minutes) if worked else None


def _tail(row: Row, span: Window, line: int) -> str:
    """From the planned end to now, of work that is not done."""
    at = span.at
    if at is None or row.ends_at is None or row.state not in {JobState.RUNNING, JobState.BLOCKED}:
        return ""
    first, last = span.slot(row.ends_at), min(span.slot(ceil_cell(at)), span.slots)
    return f"row-{line} {cell_classes(first, last)}" if 0 <= first < last else ""


def _flag(row: Row, span: Window, line: int) -> str:
    assert row.promise_at is not None
    slot = span.slot(row.promise_at)
    if not 0 <= slot < span.slots:
        return ""
    return f"row-{line} {cell_classes(slot, slot + 1)} in-{minutes_into_cell(row.promise_at)}"


def rows_of(by: Actor, sql: str, **values: datetime | int) -> list[Row]:
    with prepared() as cursor:
        cursor.execute(sql, {**_whose(by), **values})
        return [Row(*row) for row in cursor.fetchall()]


def _whose(by: Actor) -> dict[str, UUID | datetime | int]:
    return {"tenant": by.tenant_id, "store": by.store_id}
