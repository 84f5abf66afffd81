"""The service board: which chip stands where, how late it is, and what waits beside it.

It is drawn again for every person at every change, so its rows come straight from the database,
without records: a fixed number of statements, however many cars.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.store.queries import open_spans
from forecourt.workshop.models import (
    ON_THE_BOARD,
    Bay,
    BayGroup,
    BayKind,
    CapacityHold,
    JobState,
)
from forecourt.workshop.queries.chips import (
    FIRST_COLUMN,
    PLACED,
    WAITING,
    Chip,
    Row,
    Window,
    cell_classes,
    drawn_cells,
    lane_chip,
    minutes_into_cell,
    placed_chip,
    planned,
    rows_of,
)
from forecourt.workshop.rules import (
    CELL,
    CELL_MINUTES,
    Forecast,
    ceil_cell,
    forecasts,
    minutes_late,
    tracks,
)

_HOUR_CELLS = 60 // CELL_MINUTES
_FIRST_ROW = 2  # the head is line 1
_DEEPEST = 4  # so many chips of one bay are drawn under each other at most
_MOST_WAITING = 60


@dataclass(frozen=True, slots=True)
class Lane:
    """One bay across the day."""

    bay_id: UUID
    name: str
    kind: str
    kind_word: str
    people: str
    load_percent: int
    minutes_late: int
    row: int
    depth: int
    is_out_of_use: bool
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A customer who is expected today."""

    hold_id: UUID
    at: datetime
    plate: str
    title: str
    minutes_late: int


@dataclass(frozen=True, slots=True)
class Hour:
    at: datetime
    column: int
    span: int


@dataclass(frozen=True, slots=True)
class Count:
    stage: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class Board:
    on: date
    is_today: bool
    is_open: bool
    begins_at: datetime
    slots: int
    hours: tuple[Hour, ...]
    lanes: tuple[Lane, ...]
    closed: tuple[str, ...]  # classes of cells outside the opening hours
    waiting: tuple[Chip, ...]
    carried_over: tuple[Chip, ...]
    arrivals: tuple[Arrival, ...]
    counts: tuple[Count, ...]
    late: int
    load_percent: int
    rows: int
    now: str  # classes of the now line; empty on another day

    @property
    def chips(self) -> Iterator[Chip]:
        for lane in self.lanes:
            yield from lane.chips


def board(by: Actor, *, on: date, zone: ZoneInfo, at: datetime, group: str = "") -> Board:
    """The board of one day; ``group`` leaves out the bays of other groups."""
    is_today = on == at.astimezone(zone).date()
    span = day_window(by, on, zone, at if is_today else None)
    placed = rows_of(by, PLACED, begin=midnight(on, zone), end=midnight(on, zone, 1))
    lanes = lanes_of(by, group, placed, span)
    besides = beside(by, on, zone) if is_today else []
    carried = [row for row in besides if row.bay_id or row.state == JobState.CARRIED_OVER]
    waiting = [row for row in besides if row not in carried]
    every = [chip for lane in lanes for chip in lane.chips]
    return Board(
        on=on,
        is_today=is_today,
        is_open=span.is_open,
        begins_at=span.begins_at,
        slots=span.slots,
        hours=tuple(_hours(span)),
        lanes=lanes,
        closed=tuple(_closed(span)),
        waiting=tuple(lane_chip(row, at, zone) for row in waiting),
        carried_over=tuple(lane_chip(row, at, zone) for row in carried),
        arrivals=_arrivals(by, on, zone, at),
        counts=_counts(every),
        late=sum(1 for chip in every if chip.minutes_over_promise),
        load_percent=_load(lanes),
        rows=sum(lane.depth for lane in lanes) + 1,
        now=now_classes(span, at) if is_today else "",
    )


# The day


def midnight(on: date, zone: ZoneInfo, ahead: int = 0) -> datetime:
    return datetime.combine(on + timedelta(days=ahead), time(), zone).astimezone(UTC)


def day_window(by: Actor, on: date, zone: ZoneInfo, at: datetime | None) -> Window:
    """Whole hours around the opening hours; a closed day is drawn from eight to six."""
    found = open_spans(by, first=on, last=on, zone=zone)
    if not found:
        begins = midnight(on, zone) + timedelta(hours=8)
        return Window(begins, 10 * _HOUR_CELLS, begins, begins, is_open=False, zone=zone, at=at)
    opens, closes = found[0]
    begins = opens - timedelta(minutes=opens.astimezone(zone).minute)
    minutes = (closes - begins) // timedelta(minutes=1)
    slots = -(-minutes // 60) * _HOUR_CELLS
    return Window(begins, slots, opens, closes, is_open=True, zone=zone, at=at)


def _hours(span: Window) -> Iterator[Hour]:
    for slot in range(0, span.slots, _HOUR_CELLS):
        moment = span.begins_at + slot * CELL
        yield Hour(moment, FIRST_COLUMN + slot, min(_HOUR_CELLS, span.slots - slot))


def _closed(span: Window) -> Iterator[str]:
    before, after = span.slot(span.opens), span.slot(ceil_cell(span.closes))
    if not span.is_open:
        yield cell_classes(0, span.slots)
        return
    if before > 0:
        yield cell_classes(0, before)
    if after < span.slots:
        yield cell_classes(after, span.slots)


def now_classes(span: Window, at: datetime) -> str:
    slot = span.slot(at)
    if not 0 <= slot < span.slots:
        return ""
    return f"{cell_classes(slot, slot + 1)} in-{minutes_into_cell(at)}"


# The lanes


def lanes_of(by: Actor, group: str, rows: Sequence[Row], span: Window) -> tuple[Lane, ...]:
    """The bays from the top, with their chips."""
    bays = Bay.objects.seen_by(by).in_order()
    if group:
        bays = bays.filter(kind__in=BayGroup(group).kinds)
    alive = [planned(row) for row in rows if row.state in ON_THE_BOARD]
    expected = forecasts(alive, at=span.at) if span.at else {}
    by_bay: dict[UUID | None, list[Row]] = {}
    for row in rows:
        by_bay.setdefault(row.bay_id, []).append(row)
    lanes: list[Lane] = []
    line = _FIRST_ROW
    for bay in bays:
        lane = _lane(bay, by_bay.get(bay.pk, []), span, expected, line)
        lanes.append(lane)
        line += lane.depth
    return tuple(lanes)


def _lane(
    bay: Bay,
    rows: Sequence[Row],
    span: Window,
    expected: dict[object, Forecast],
    line: int,
) -> Lane:
    drawn = [drawn_cells(row) for row in rows]
    lines = [min(track, _DEEPEST - 1) for track in tracks(drawn)]
    chips = tuple(
        placed_chip(row, cells, span, line + track, expected.get(row.job_id))
        for row, cells, track in zip(rows, drawn, lines, strict=True)
    )
    busy = sum((end - start) // CELL for start, end in drawn)
    slots = max(1, (span.closes - span.opens) // CELL)
    people = dict.fromkeys(row.technician for row in rows if row.technician)
    return Lane(
        bay_id=bay.pk,
        name=bay.name,
        kind=bay.kind,
        kind_word=str(BayKind(bay.kind).label),
        people="、".join(list(people)[:2]),
        load_percent=min(100, busy * 100 // slots),
        minutes_late=sum(chip.minutes_late for chip in chips),
        row=line,
        depth=max(lines, default=0) + 1,
        is_out_of_use=bay.is_out_of_use,
        chips=chips,
    )


# Beside the board


def beside(by: Actor, on: date, zone: ZoneInfo) -> list[Row]:
    """What has no cells of today, earliest promise first."""
    return rows_of(by, WAITING, today=midnight(on, zone), most=_MOST_WAITING)


def _arrivals(by: Actor, on: date, zone: ZoneInfo, at: datetime) -> tuple[Arrival, ...]:
    rows = CapacityHold.objects.seen_by(by).live(at)
    today = rows.filter(arrives_at__gte=midnight(on, zone), arrives_at__lt=midnight(on, zone, 1))
    values = today.order_by("arrives_at", "pk").values_list("pk", "arrives_at", "plate", "title")
    return tuple(
        Arrival(hold_id, arrives_at, plate, title, minutes_late(arrives_at, at))
        for hold_id, arrives_at, plate, title in values
    )


def _counts(chips: Iterable[Chip]) -> tuple[Count, ...]:
    words = {
        "plan": _("Planned"),
        "work": _("Working"),
        "part": _("Part missing"),
        "wait": _("Stopped"),
        "qc": _("Check"),
        "wash": _("Wash"),
        "done": _("Done"),
    }
    found: dict[str, int] = dict.fromkeys(words, 0)
    for chip in chips:
        found[chip.stage] += 1
    return tuple(Count(stage, words[stage], count) for stage, count in found.items())


def _load(lanes: Collection[Lane]) -> int:
    used = [lane.load_percent for lane in lanes if not lane.is_out_of_use]
    return sum(used) // len(used) if used else 0
