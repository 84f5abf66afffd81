"""The arithmetic of the board: cells, lateness, forecasts, free slots, level load."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

CELL_MINUTES = (
    15  # Source: docs/sources.md#service-board-cell (confirmed); the grid is in the database
)
CELL = timedelta(minutes=CELL_MINUTES)
_MINUTE = timedelta(minutes=1)


def span_minutes(minutes: int) -> int:
    """Minutes of whole cells that hold this much work; at least one cell."""
    return max(1, ceil(minutes / CELL_MINUTES)) * CELL_MINUTES


def floor_cell(at: datetime) -> datetime:
    """The start of the cell in which ``at`` lies."""
    past = timedelta(minutes=at.minute % CELL_MINUTES, seconds=at.second)
    return at - past - timedelta(microseconds=at.microsecond)


def ceil_cell(at: datetime) -> datetime:
    """The first cell start at or after ``at``."""
    floor = floor_cell(at)
    return floor if floor == at else floor + CELL


def is_on_grid(at: datetime) -> bool:
    return floor_cell(at) == at


def cells(start: datetime, end: datetime) -> Iterator[datetime]:
    """The starts of the cells from ``start`` until ``end``."""
    at = start
    while at < end:
        yield at
        at += CELL


def overlaps(a_start: datetime, a_end: datetime, b_start: datetime, b_end: datetime) -> bool:
    """Whether two spans share time; touching ends do not."""
    return a_start < b_end and b_start < a_end


def minutes_late(wanted_at: datetime, forecast_at: datetime) -> int:
    """Whole minutes by which ``forecast_at`` misses ``wanted_at``; begun minutes count."""
    return max(0, ceil((forecast_at - wanted_at) / _MINUTE))


def minutes_over_promise(promised_at: datetime, *, minutes_left: int, at: datetime) -> int:
    """Whole minutes by which work that goes on from ``at`` will miss its promise.

    Work is late before its promise has passed: 30 minutes of work promised in 20 is 10 late.
    """
    return minutes_late(promised_at, at + timedelta(minutes=minutes_left))


# Forecasts


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """What the forecast needs of one chip that stands on the board.

    ``running_since`` is None while nobody works on it; ``minutes_left`` counts from then, or
    from when it can go on.
    """

    key: object
    bay: object
    technician: object = None
    starts_at: datetime
    ends_at: datetime
    minutes_left: int
    running_since: datetime | None = None
    has_begun: bool = False
    promise_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """When a chip will start and end, and how many minutes that is behind its plan."""

    starts_at: datetime
    ends_at: datetime
    minutes_late: int  # behind the plan: its start while it waits, its end once it has begun
    minutes_over_promise: int


def forecasts(chips: Iterable[Chip], *, at: datetime) -> dict[object, Forecast]:
    """What becomes of the chips of a board, in order of their plan, if all goes on from ``at``.

    A chip that has not begun starts at its plan, at once when that has passed, and never before
    its bay and its technician are done with the one in front.
    """
    found: dict[object, Forecast] = {}
    free_at: dict[object, datetime] = {}
    for chip in sorted(chips, key=lambda chip: (not chip.has_begun, chip.starts_at)):
        needed = [one for one in (chip.bay, chip.technician) if one is not None]
        ready = max([at, chip.starts_at, *(free_at[one] for one in needed if one in free_at)])
        begins = chip.running_since or (at if chip.has_begun else ready)
        ends = max(begins + chip.minutes_left * _MINUTE, at)
        late = (
            minutes_late(chip.ends_at, ends)
            if chip.has_begun
            else minutes_late(chip.starts_at, begins)
        )
        over = minutes_late(chip.promise_at, ends) if chip.promise_at else 0
        found[chip.key] = Forecast(begins, ends, late, over)
        for one in needed:
            free_at[one] = max(ends, free_at.get(one, ends))
    return found


@dataclass(frozen=True, slots=True)
class Delay:
    """A promise that a change breaks: the car is ``minutes`` later than without the change."""

    key: object
    minutes: int
    minutes_over_promise: int


def promise_effects(
    before: Mapping[object, Forecast], after: Mapping[object, Forecast]
) -> tuple[Delay, ...]:
    """The chips whose promise a change would break, or break by more."""
    return tuple(
        Delay(
            key, minutes_late(before[key].ends_at, forecast.ends_at), forecast.minutes_over_promise
        )
        for key, forecast in after.items()
        if key in before and forecast.minutes_over_promise > before[key].minutes_over_promise
    )


def is_promise_at_risk(promise_at: datetime, forecast_at: datetime, *, margin_minutes: int) -> bool:
    """Whether the adviser must call before the promise breaks."""
    return forecast_at > promise_at - margin_minutes * _MINUTE


def tracks(spans: Sequence[tuple[datetime, datetime]]) -> list[int]:
    """In which line of a lane each span is drawn, so that none hides another; 0 is the first."""
    ends: list[datetime] = []
    placed = [0] * len(spans)
    for index in sorted(range(len(spans)), key=lambda index: spans[index]):
        start, end = spans[index]
        line = next((n for n, busy_until in enumerate(ends) if busy_until <= start), len(ends))
        if line == len(ends):
            ends.append(end)
        else:
            ends[line] = end
        placed[index] = line
    return placed


# Capacity


@dataclass(frozen=True, slots=True)
class Busy:
    """Somebody or something taken for a while; ``who`` is a bay, a technician, or nobody yet."""

    who: object
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Supply:
    """What one kind of bay offers in a period, and what is taken of it.

    ``jobs`` are chips with their bay, ``holds`` are spans without one; ``hands`` are working
    spans of technicians who have the skill, ``at_work`` the spans of these technicians, and
    ``unmanned`` the spans of work that still needs one.
    """

    open: Sequence[tuple[datetime, datetime]]
    bays: Collection[object]
    jobs: Sequence[Busy]
    holds: Sequence[tuple[datetime, datetime]]
    hands: Sequence[Busy]
    at_work: Sequence[Busy]
    unmanned: Sequence[tuple[datetime, datetime]]
    arrivals: Sequence[datetime] = ()  # of customers who are expected
    advisers: Sequence[Busy] = ()  # their working spans; none planned: no limit by hand-over
    customers_per_adviser: int = 0  # in a day; 0: no limit
    buffer_percent: int = 0  # of the bays, kept for customers without an appointment
    buffer_until: datetime | None = None  # cells that begin before this have no buffer


def free_starts(supply: Supply, *, minutes: int, not_before: datetime) -> Iterator[datetime]:
    """The cells at which work of this length can begin: a bay, hands and the buffer allow it.

    One bay must be free for the whole span, and in each of its cells more bays than those
    spoken for by holds and kept for walk-ins; likewise for technicians.
    """
    span = timedelta(minutes=span_minutes(minutes))
    room = _room_per_cell(supply)
    welcome = _hand_overs_per_cell(supply)
    busy = _by_owner(supply.jobs)
    for opens, closes in supply.open:
        for start in cells(max(ceil_cell(not_before), opens), closes):
            end = start + span
            if end > closes:
                break
            if welcome.get(start, 1) <= 0:
                continue
            if all(room.get(cell, 0) > 0 for cell in cells(start, end)) and any(
                not _is_taken(busy.get(bay, ()), start, end) for bay in supply.bays
            ):
                yield start


def free_cells(supply: Supply) -> Mapping[datetime, int]:
    """How many more cars each open cell takes."""
    return {cell: max(0, room) for cell, room in _room_per_cell(supply).items()}


def _room_per_cell(supply: Supply) -> dict[datetime, int]:
    open_cells = [cell for opens, closes in supply.open for cell in cells(opens, closes)]
    taken = _count(open_cells, [(b.starts_at, b.ends_at) for b in supply.jobs])
    held = _count(open_cells, supply.holds)
    hands = _count(open_cells, [(b.starts_at, b.ends_at) for b in supply.hands], whole=True)
    working = _count(open_cells, [(b.starts_at, b.ends_at) for b in supply.at_work])
    waiting = _count(open_cells, supply.unmanned)
    kept = len(supply.bays) * supply.buffer_percent // 100
    room: dict[datetime, int] = {}
    for cell in open_cells:
        buffer = 0 if supply.buffer_until and cell < supply.buffer_until else kept
        bays = len(supply.bays) - taken[cell] - held[cell] - buffer
        room[cell] = min(bays, hands[cell] - working[cell] - waiting[cell])
    return room


def _hand_overs_per_cell(supply: Supply) -> dict[datetime, int]:
    """How many more customers can be received in each cell: one per adviser, so many a day."""
    room: dict[datetime, int] = {}
    for opens, closes in supply.open:
        today = [
            one for one in supply.advisers if overlaps(one.starts_at, one.ends_at, opens, closes)
        ]
        if not today:
            continue
        day_cells = list(cells(opens, closes))
        present = _count(day_cells, [(one.starts_at, one.ends_at) for one in today], whole=True)
        coming = [arrival for arrival in supply.arrivals if opens <= arrival < closes]
        per_cell = _count(day_cells, [(arrival, arrival + _MINUTE) for arrival in coming])
        most = supply.customers_per_adviser * len({one.who for one in today})
        is_full = bool(supply.customers_per_adviser) and len(coming) >= most
        for cell in day_cells:
            room[cell] = 0 if is_full else present[cell] - per_cell[cell]
    return room


def _count(
    open_cells: Iterable[datetime],
    spans: Iterable[tuple[datetime, datetime]],
    *,
    whole: bool = False,
) -> dict[datetime, int]:
    """How many spans touch each cell, or cover the whole of it."""
    counts = dict.fromkeys(open_cells, 0)
    for start, end in spans:
        first, last = (ceil_cell(start), floor_cell(end)) if whole else (floor_cell(start), end)
        for cell in cells(first, last):
            if cell in counts:
                counts[cell] += 1
    return counts


def _by_owner(busy: Iterable[Busy]) -> dict[object, list[tuple[datetime, datetime]]]:
    spans: dict[object, list[tuple[datetime, datetime]]] = {}
    for one in busy:
        spans.setdefault(one.who, []).append((one.starts_at, one.ends_at))
    return spans


def _is_taken(spans: Iterable[tuple[datetime, datetime]], start: datetime, end: datetime) -> bool:
    return any(overlaps(start, end, *span) for span in spans)


def levelling_percent(minutes_per_cell: Sequence[int]) -> int:
    """Peak against mean of the planned minutes per cell; 100 is perfectly level.

    Source: docs/sources.md#levelling-index; aim at most 130.
    """
    total = sum(minutes_per_cell)
    return max(minutes_per_cell) * len(minutes_per_cell) * 100 // total if total else 100
