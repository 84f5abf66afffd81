"""The engine: rule, fact, calendar and clock in; dated tasks with their reason out.

Nothing here reads a clock or a table: the same values always give the same tasks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import add
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

UNKNOWN: Final = "…"  # what a text says where the fact has no such value
OUTBOUND: Final = frozenset({"phone", "sms", "wechat"})  # what quiet hours protect from
BREAKS_ONE_A_DAY: Final = 80  # complaint, recall, part arrival: with a note
NEVER_WAITS: Final = 90  # from here on nothing is levelled
_LONGEST_SEARCH_DAYS: Final = 60
_SATURDAY: Final = 6
_MORNING_ENDS: Final = time(12, 0)
_HALF_DAYS: Final = (time(10, 0), time(15, 0))
_CLAUSE: Final = re.compile(r"(\w+)\s*(>=|<=|!=|=|>|<)?\s*(.*)")
_HOLE: Final = re.compile(r"\{(\w+)\}")


# ---- the calendar --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the store is open and which days are worked, in the store's zone.

    ``hours`` is by weekday (Monday is 1); ``exceptions`` are holidays (False) and weekend days
    that are worked (True). A year without any exception is not known: weekends are used then.
    """

    zone: ZoneInfo
    hours: Mapping[int, tuple[time, time]]
    exceptions: Mapping[date, bool] = field(default_factory=dict)
    opens_anyway: frozenset[date] = frozenset()  # holidays on which the store opens all the same
    # What was asked before: the next open day, and the moments of a step after an anchor.
    _open: dict[date, date] = field(default_factory=dict, compare=False)
    dues: dict[tuple[object, ...], Due] = field(default_factory=dict, compare=False)

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone)

    def knows(self, year: int) -> bool:
        return any(day.year == year for day in self.exceptions)

    def is_open(self, day: date) -> bool:
        is_closed = not self.exceptions.get(day, True) and day not in self.opens_anyway
        return not is_closed and day.isoweekday() in self.hours

    def is_worked(self, day: date) -> bool:
        return self.exceptions.get(day, day.isoweekday() < _SATURDAY)

    def open_day(self, day: date) -> date:
        """This day, or the next one on which the store is open."""
        if day not in self._open:
            self._open[day] = next((d for d in _days_from(day) if self.is_open(d)), day)
        return self._open[day]

    def working_day(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``."""
        worked = [d for d in _days_from(day + timedelta(days=1)) if self.is_worked(d)]
        return worked[count - 1] if len(worked) >= count else day + timedelta(days=count)

    def span(self, day: date) -> tuple[datetime, datetime]:
        opens, closes = self.hours.get(day.isoweekday(), (time(9), time(18)))
        return self.at(day, opens), self.at(day, closes)

    def in_opening(self, moment: datetime) -> datetime:
        """The moment itself while the store is open, else the next opening."""
        day = self.day_of(moment)
        opens, closes = self.span(day)
        if self.is_open(day) and moment < closes:
            return max(moment, opens)
        return self.span(self.open_day(day + timedelta(days=1)))[0]


def _days_from(day: date) -> Iterable[date]:
    return (day + timedelta(days=count) for count in range(_LONGEST_SEARCH_DAYS))


@dataclass(frozen=True, slots=True)
class Numbers:
    """The store's own numbers of the engine: minutes of the day, days, hours, tries."""

    quiet_from_minute: int
    quiet_until_minute: int
    lunch_from_minute: int
    lunch_until_minute: int
    window_before_days: int
    window_after_days: int
    merge_days: int
    household_days: int
    retry_first_hours: int
    retry_second_days: int
    retry_third_days: int
    retry_evening_minute: int
    retry_most: int
    late_points_most: int


def out_of_quiet(moment: datetime, calendar: Calendar, numbers: Numbers) -> datetime:
    """The moment itself, or the end of the quiet hours that it lies in."""
    local = moment.astimezone(calendar.zone)
    minute, day = local.hour * 60 + local.minute, local.date()
    if minute < numbers.quiet_until_minute:
        return calendar.at(day, _clock(numbers.quiet_until_minute))
    if minute >= numbers.quiet_from_minute:
        return calendar.at(day + timedelta(days=1), _clock(numbers.quiet_until_minute))
    if numbers.lunch_from_minute <= minute < numbers.lunch_until_minute:
        return calendar.at(day, _clock(numbers.lunch_until_minute))
    return moment


def _clock(minute: int) -> time:
    return time(minute // 60, minute % 60)


# ---- from a fact to tasks ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rung:
    after_minutes: int
    counts_from_fact: bool
    action: str
    role: str
    anchor: str = ""  # the field of the fact that holds the day it counts from


@dataclass(frozen=True, slots=True)
class Asked:
    """One step of a rule version, as the engine reads it."""

    rule_id: UUID
    version_id: UUID
    step_id: UUID
    code: str
    number: int
    key: str
    trigger: str
    condition: str
    anchor: str
    subject: str
    person: str
    amount: int
    unit: str
    channel: str
    role: str
    purpose: str
    priority: int
    is_movable: bool
    is_urgent: bool
    replaces: str
    why: tuple[str, str]
    ladder: tuple[Rung, ...] = ()


@dataclass(frozen=True, slots=True)
class Happened:
    """A fact: a line of the journal, or what the clock says of one record."""

    fact_id: UUID
    kind: str
    at: datetime
    values: Mapping[str, Any]  # Any: JSON
    occurrence: str = ""  # what makes it another one; the line of the journal by default
    known: frozenset[str] = frozenset()  # tasks of these occurrences are there already


@dataclass(frozen=True, slots=True)
class Due:
    at: datetime
    on: date
    window_from: date
    window_until: date


@dataclass(frozen=True, slots=True)
class Draft:
    """A task that a rule asks for."""

    asked: Asked
    subject_id: UUID
    occurrence: str
    due: Due
    why_zh: str
    why_en: str
    escalate_at: datetime | None
    person_id: UUID | None


def drafts(
    steps: Iterable[Asked],
    fact: Happened,
    calendar: Calendar,
    numbers: Numbers,
    *,
    between: tuple[date, date] | None = None,
) -> tuple[Draft, ...]:
    """The tasks that these steps ask for after this fact, in the order of the rules.

    ``between`` leaves out what was to be done before the first day, or is due after the last.
    """
    fitting = [
        step
        for step in steps
        if step.trigger == fact.kind
        and fact.values.get(step.subject)
        and holds(step.condition, fact.values)
        and (not step.anchor or fact.values.get(step.anchor))
        and occurrence(step, fact) not in fact.known
    ]
    fitting.sort(key=lambda step: (step.code, step.key, str(step.step_id)))
    dues = [(step, due(step, fact, calendar, numbers)) for step in fitting]
    if between:
        first, last = between
        dues = [(s, d) for s, d in dues if first <= d.window_until and d.on <= last]
    return tuple(_draft(step, fact, moment, calendar) for step, moment in dues)


def draft(step: Asked, fact: Happened, calendar: Calendar, numbers: Numbers) -> Draft:
    """The task that one step asks for."""
    moment = due(step, fact, calendar, numbers)
    return _draft(step, fact, moment, calendar)


def occurrence(step: Asked, fact: Happened) -> str:
    return f"{step.key} {fact.occurrence or fact.fact_id}"


def _draft(step: Asked, fact: Happened, moment: Due, calendar: Calendar) -> Draft:
    person = fact.values.get(step.person) if step.person else None
    return Draft(
        asked=step,
        subject_id=key_of(fact.values[step.subject]),
        occurrence=occurrence(step, fact),
        due=moment,
        why_zh=why(step, fact, moment, calendar, 0),
        why_en=why(step, fact, moment, calendar, 1),
        escalate_at=rung_at(step.ladder, 0, fact, due_at=moment.at, zone=calendar.zone),
        person_id=key_of(person) if person else None,
    )


@lru_cache(maxsize=100)  # the tasks of one fact name the same few records
def key_of(value: object) -> UUID:
    """A key as the values of a fact hold it: as text."""
    return UUID(str(value))


def holds(condition: str, values: Mapping[str, Any]) -> bool:
    """Whether a condition such as ``level=H|A and km>=50000`` is true of these values."""
    return all(_clause(part, values) for part in condition.split(" and ") if part.strip())


def _clause(text: str, values: Mapping[str, Any]) -> bool:
    found = _CLAUSE.fullmatch(text.strip())
    if found is None:
        return False
    name, sign, wanted = found.groups()
    value = values.get(name)
    if not sign:
        return bool(value)
    if sign in {"=", "!="}:
        said = str(value).lower() if isinstance(value, bool) else str(value)
        return (said in wanted.split("|")) == (sign == "=")
    if not isinstance(value, int) or not wanted.lstrip("-").isdigit():
        return False
    limit = int(wanted)
    return {
        ">=": value >= limit,
        "<=": value <= limit,
        ">": value > limit,
        "<": value < limit,
    }[sign]


def due(step: Asked, fact: Happened, calendar: Calendar, numbers: Numbers) -> Due:
    """When the contact is due, and the days between which the plan may move it.

    Minutes count in opening hours; days end when the store closes; nothing is due on a day on
    which it is shut, nor in the quiet hours unless the customer asked for it.
    """
    anchor = str(fact.values.get(step.anchor) or "") if step.anchor else ""
    offset = (step.amount, step.unit, step.channel, step.priority, step.is_urgent, step.is_movable)
    key = (offset, anchor, fact.at, numbers)
    if key not in calendar.dues:
        calendar.dues[key] = _due(step, fact, calendar, numbers)
    return calendar.dues[key]


def _due(step: Asked, fact: Happened, calendar: Calendar, numbers: Numbers) -> Due:
    """All of the step that it looks at stands in the key above."""
    start = _anchor(step, fact, calendar)
    if step.unit == "min":
        at = calendar.in_opening(start) + timedelta(minutes=step.amount)
    elif step.unit == "h":
        at = calendar.in_opening(start + timedelta(hours=step.amount))
    else:
        at = _close_of(_day(step, calendar.day_of(start), calendar), fact, calendar)
    if step.channel in OUTBOUND and not step.is_urgent:
        at = out_of_quiet(at, calendar, numbers)
    on = calendar.day_of(at)
    if not step.is_movable or step.priority >= NEVER_WAITS or step.unit in {"min", "h"}:
        return Due(at, on, on, on)
    known_on = min(calendar.day_of(fact.at), on)
    first = max(on - timedelta(days=numbers.window_before_days), known_on)
    return Due(at, on, first, on + timedelta(days=numbers.window_after_days))


def _anchor(step: Asked, fact: Happened, calendar: Calendar) -> datetime:
    value = str(fact.values.get(step.anchor) or "") if step.anchor else ""
    if not value:
        return fact.at
    if "T" in value:
        return datetime.fromisoformat(value)
    return calendar.at(date.fromisoformat(value), time(0))


def _day(step: Asked, start: date, calendar: Calendar) -> date:
    if step.unit == "wd":
        return calendar.working_day(start, step.amount)
    return start + timedelta(days=step.amount)


def _close_of(day: date, fact: Happened, calendar: Calendar) -> datetime:
    """The close of an open day that is not over when the fact happens."""
    on = calendar.open_day(day)
    closes = calendar.span(on)[1]
    if closes <= fact.at and calendar.day_of(fact.at) == on:
        closes = calendar.span(calendar.open_day(on + timedelta(days=1)))[1]
    return closes


def rung_at(
    ladder: Sequence[Rung], position: int, fact: Happened, *, due_at: datetime, zone: ZoneInfo
) -> datetime | None:
    """When the step number ``position`` (from zero) of a ladder is reached, never before due.

    A step that counts from a day of which the fact says nothing counts from the due moment.
    """
    if position >= len(ladder):
        return None
    rung = ladder[position]
    day = fact.values.get(rung.anchor) if rung.anchor else None
    start = fact.at if rung.counts_from_fact else due_at
    if day:
        start = datetime.combine(date.fromisoformat(str(day)[:10]), time(0), zone)
    return max(start + timedelta(minutes=rung.after_minutes), due_at)


# ---- words ---------------------------------------------------------------------------------


def why(step: Asked, fact: Happened, moment: Due, calendar: Calendar, language: int) -> str:
    """The reason in one line: rule and version, fact and its date, due date. 0 is Chinese."""
    plain, holes = _pieces(step.why[language] or "{fact_day}")
    said = _joined(plain, [_word(hole, fact, calendar) for hole in holes])
    if language == 0:
        return f"{step.code} v{step.number}：{said}；应于{moment.on}完成"
    return f"{step.code} v{step.number}: {said}; due {moment.on}"


def _word(name: str, fact: Happened, calendar: Calendar) -> str:
    """What a reason may speak of: the day of the fact, its time of day, and its values."""
    if name == "fact_day":
        return calendar.day_of(fact.at).isoformat()
    if name == "fact_clock":
        return f"{fact.at.astimezone(calendar.zone):%H:%M}"
    value = fact.values.get(name)
    return UNKNOWN if value is None else _said(value, calendar) or UNKNOWN


def spoken(values: Mapping[str, Any], calendar: Calendar) -> dict[str, str]:
    """Values of a fact as a person reads them: moments in the store's zone."""
    return {name: _said(value, calendar) for name, value in values.items() if value is not None}


def _said(value: object, calendar: Calendar) -> str:
    text = str(value)
    if isinstance(value, str) and len(text) > 18 and text[10:11] == "T":  # noqa: PLR2004 - a moment
        return f"{datetime.fromisoformat(text).astimezone(calendar.zone):%Y-%m-%d %H:%M}"
    return text


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its holes filled; what is not known is left open for the speaker."""
    plain, holes = _pieces(text)
    return _joined(plain, [values.get(hole) or UNKNOWN for hole in holes])


def _joined(plain: Sequence[str], said: Sequence[str]) -> str:
    return plain[0] + "".join(map(add, said, plain[1:]))


@lru_cache(maxsize=1000)  # the same few texts for a hundred thousand cars
def _pieces(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands around the holes of a text, and their names."""
    pieces = _HOLE.split(text)
    return tuple(pieces[::2]), tuple(pieces[1::2])


# ---- a try that did not reach --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Retry:
    at: datetime
    channel: str


def retry(
    tries: int,
    *,
    at: datetime,
    channel: str,
    calendar: Calendar,
    numbers: Numbers,
    other: str = "",
) -> Retry | None:
    """When to try again after ``tries`` tries; None when that was the last one.

    After some hours; the next day in the other half of it; two days later in the evening; then
    once by the ``other`` way, if there is one.
    """
    local = at.astimezone(calendar.zone)
    if tries >= numbers.retry_most:
        if not other or tries > numbers.retry_most:
            return None
        day = calendar.open_day(local.date() + timedelta(days=1))
        return Retry(out_of_quiet(calendar.at(day, _HALF_DAYS[0]), calendar, numbers), other)
    if tries == 1:
        again = at + timedelta(hours=numbers.retry_first_hours)
    elif tries == 2:  # noqa: PLR2004 - the second of the retry table
        morning, afternoon = _HALF_DAYS
        clock = afternoon if local.time() < _MORNING_ENDS else morning
        day = calendar.open_day(local.date() + timedelta(days=numbers.retry_second_days))
        again = calendar.at(day, clock)
    else:
        day = calendar.open_day(local.date() + timedelta(days=numbers.retry_third_days))
        again = calendar.at(day, _clock(numbers.retry_evening_minute))
    again = out_of_quiet(again, calendar, numbers)
    if not calendar.is_open(calendar.day_of(again)):
        again = calendar.in_opening(again)
    return Retry(again, channel)


# ---- the plan of a day ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open task that might be done today."""

    task_id: UUID
    party_id: UUID | None
    household_id: UUID | None
    assignee_id: UUID | None
    role: str
    purpose: str
    merge_group: str
    priority: int
    due_on: date
    window_from: date
    window_until: date
    is_movable: bool
    planned_on: date | None = None
    is_outbound: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    task_id: UUID
    party_id: UUID | None
    on: date
    staff_id: UUID | None
    is_overflow: bool
    delegated_from: UUID | None = None


@dataclass(frozen=True, slots=True)
class Bench:
    """Who is there: by role those present, each person's cap, managers by role for the rest."""

    present: Mapping[str, tuple[UUID, ...]]
    caps: Mapping[UUID, int]
    away: frozenset[UUID] = frozenset()
    deputies: Mapping[str, tuple[UUID, ...]] = field(default_factory=dict)


def urgency(priority: int, due_on: date, today: date, most: int) -> int:
    """The priority, one more for each day late, up to ``most``."""
    return priority + min(max((today - due_on).days, 0), most)


def plan(
    candidates: Iterable[Candidate],
    bench: Bench,
    *,
    today: date,
    open_days: Sequence[date],
    numbers: Numbers,
) -> tuple[Placed, ...]:
    """Put each task on the first day of its window that has room, the most urgent first.

    What has no room stays on its day and is overflow. ``open_days`` begins with today. The tasks
    of one customer within some days of each other go to the earliest of their days.
    """
    order = sorted(
        candidates,
        key=lambda c: (
            -urgency(c.priority, c.due_on, today, numbers.late_points_most),
            c.due_on,
            str(c.task_id),
        ),
    )
    hands = _Hands(bench)
    placed: list[Placed] = []
    visits: dict[tuple[UUID, str], tuple[date, UUID | None]] = {}  # by customer and merge group
    homes: dict[tuple[UUID, str], tuple[UUID, date]] = {}
    for one in order:
        days = _days_of(one, today, open_days)
        if visit := _visit(one, visits, days, numbers):
            placed.append(Placed(one.task_id, one.party_id, *visit, is_overflow=False))
            continue
        if waits := _household_wait(one, homes, numbers):
            days = tuple(d for d in days if d >= waits) or (max(days[0], waits),)
        found = hands.place(one, days)
        placed.append(found)
        if one.party_id and not found.is_overflow:
            visits.setdefault((one.party_id, one.merge_group), (found.on, found.staff_id))
        if one.household_id and one.party_id and one.is_outbound:
            homes.setdefault((one.household_id, one.purpose), (one.party_id, found.on))
    return tuple(placed)


class _Hands:
    """Shares tasks out: the customer's own person if there, else the one with the least to do."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.loads: dict[tuple[UUID, date], int] = defaultdict(int)
        self.full: set[tuple[str, date]] = set()  # roles without room on a day

    def place(self, one: Candidate, days: Sequence[date]) -> Placed:
        """The first day with room, and who has it; else its own day, as overflow."""
        own = one.assignee_id
        if own and own not in self.bench.away:
            day = next((d for d in days if self._has_room(own, d)), None)
            return self._put(one, day, own, days)
        mates = [p for p in self.bench.present.get(one.role, ()) if p != own]
        pool = mates or list(self.bench.deputies.get(one.role, ()))
        for day in days:
            if (one.role, day) in self.full:
                continue
            free = [p for p in pool if self._has_room(p, day)]
            if free:
                return self._put(one, day, self._least(free, day), days, was=own)
            if own is None:
                self.full.add((one.role, day))
        heir = self._least(pool, days[0]) if own and pool else own  # never left with the absent
        return self._put(one, None, heir, days, was=own)

    def _put(
        self,
        one: Candidate,
        day: date | None,
        staff: UUID | None,
        days: Sequence[date],
        *,
        was: UUID | None = None,
    ) -> Placed:
        on = day or max(one.due_on, days[0])
        if staff is not None:
            self.loads[staff, on] += 1
        delegated = was if was and staff != was else None
        return Placed(one.task_id, one.party_id, on, staff, day is None, delegated)

    def _least(self, pool: Sequence[UUID], day: date) -> UUID:
        return min(pool, key=lambda p: (self.loads.get((p, day), 0), str(p)))

    def _has_room(self, staff: UUID, day: date) -> bool:
        return self.loads.get((staff, day), 0) < self.bench.caps.get(staff, 0)


def _days_of(one: Candidate, today: date, open_days: Sequence[date]) -> tuple[date, ...]:
    """The open days of its window from today on; a late one is for today."""
    if not one.is_movable or one.priority >= NEVER_WAITS:
        return (max(one.due_on, today),)
    first, last = max(one.window_from, today), one.window_until
    return tuple(d for d in open_days if first <= d <= last) or (max(one.due_on, today),)


def _visit(
    one: Candidate,
    visits: Mapping[tuple[UUID, str], tuple[date, UUID | None]],
    days: Sequence[date],
    numbers: Numbers,
) -> tuple[date, UUID | None] | None:
    """Day and person of a contact that this customer has anyway, near enough to join."""
    if one.party_id is None or not one.is_movable:
        return None
    visit = visits.get((one.party_id, one.merge_group))
    if visit is None or abs((max(one.due_on, days[0]) - visit[0]).days) > numbers.merge_days:
        return None
    return visit


def _household_wait(
    one: Candidate,
    homes: Mapping[tuple[UUID, str], tuple[UUID, date]],
    numbers: Numbers,
) -> date | None:
    """The day before which the household is not contacted again for this purpose."""
    if one.household_id is None or not one.is_outbound or one.priority >= BREAKS_ONE_A_DAY:
        return None
    first = homes.get((one.household_id, one.purpose))
    if first is None or first[0] == one.party_id:
        return None
    return first[1] + timedelta(days=numbers.household_days)
