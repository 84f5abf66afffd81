"""The board of this hour for a wall screen that is read from five metres."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from forecourt.kernel.actor import Actor
from forecourt.workshop.queries.board import (
    Hour,
    Lane,
    beside,
    day_window,
    lanes_of,
    midnight,
    now_classes,
)
from forecourt.workshop.queries.chips import (
    FIRST_COLUMN,
    PLACED,
    Chip,
    Row,
    Window,
    cell_classes,
    drawn_cells,
    lane_chip,
    rows_of,
)
from forecourt.workshop.rules import CELL, CELL_MINUTES, ceil_cell, floor_cell

_HOUR_CELLS = 60 // CELL_MINUTES
_ROWS = 8  # bays at once on a screen
_BEFORE = timedelta(hours=1)
_SLOTS = 17  # an hour back, three ahead, and the quarter that runs


@dataclass(frozen=True, slots=True)
class WallPage:
    """Eight bays of the wall screen, with the chips of four hours."""

    number: int
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Wall:
    """What hangs on the wall: from one hour ago to three ahead, bays in pages, lists below."""

    hours: tuple[Hour, ...]
    pages: tuple[WallPage, ...]
    closed: tuple[str, ...]
    now: str
    waiting: tuple[Chip, ...]
    in_check: tuple[Chip, ...]
    in_wash: tuple[Chip, ...]
    late: int
    without_part: int


def wall(by: Actor, *, zone: ZoneInfo, at: datetime, group: str = "") -> Wall:
    """The board of this hour for a screen that is read from five metres."""
    on = at.astimezone(zone).date()
    day = day_window(by, on, zone, at)
    span = replace(day, begins_at=floor_cell(at) - _BEFORE, slots=_SLOTS)
    placed = rows_of(by, PLACED, begin=midnight(on, zone), end=midnight(on, zone, 1))
    shown = [row for row in placed if _is_in_sight(row, span)]
    every = [chip for lane in lanes_of(by, "", placed, day) for chip in lane.chips]
    lanes = lanes_of(by, group, shown, span)
    waiting = [row for row in beside(by, on, zone) if row.bay_id is None]
    return Wall(
        hours=tuple(_hours_in(span, zone)),
        pages=tuple(_pages(lanes)),
        closed=tuple(_closed_in(span)),
        now=now_classes(span, at),
        waiting=tuple(lane_chip(row, at, zone) for row in waiting),
        in_check=tuple(chip for chip in every if chip.stage == "qc"),
        in_wash=tuple(chip for chip in every if chip.stage == "wash"),
        late=sum(1 for chip in every if chip.minutes_over_promise),
        without_part=sum(1 for chip in every if chip.stage == "part"),
    )


def _is_in_sight(row: Row, span: Window) -> bool:
    start, end = drawn_cells(row)
    return start < span.ends_at and end > span.begins_at


def _hours_in(span: Window, zone: ZoneInfo) -> Iterator[Hour]:
    """The full hours within the window; it may begin at any quarter."""
    for slot in range(span.slots):
        moment = span.begins_at + slot * CELL
        if moment.astimezone(zone).minute == 0:
            yield Hour(moment, FIRST_COLUMN + slot, min(_HOUR_CELLS, span.slots - slot))


def _closed_in(span: Window) -> Iterator[str]:
    opens = min(max(span.slot(span.opens), 0), span.slots)
    closes = min(max(span.slot(ceil_cell(span.closes)), 0), span.slots)
    if opens > 0:
        yield cell_classes(0, opens)
    if closes < span.slots:
        yield cell_classes(closes, span.slots)


def _pages(lanes: Sequence[Lane]) -> Iterator[WallPage]:
    """Eight bays a page, never smaller rows."""
    for first in range(0, len(lanes), _ROWS):
        some = lanes[first : first + _ROWS]
        yield WallPage(
            first // _ROWS + 1,
            tuple(some),
        )
