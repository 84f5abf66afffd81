"""Capacity: one function that the phone desk, the owner's page and the board all ask."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db import connection

from forecourt.kernel.actor import Actor
from forecourt.store.queries import open_spans, rules, zone_of
from forecourt.store.roles import Role
from forecourt.workshop.models import (
    Bay,
    BayKind,
    CapacityHold,
    Job,
)
from forecourt.workshop.rules import (
    CELL_MINUTES,
    Busy,
    Supply,
    cells,
    floor_cell,
    free_cells,
    free_starts,
    levelling_percent,
    span_minutes,
)

_HANDS = (Role.TECHNICIAN, Role.TECHNICAL_ADVISER)
_MOST_DAYS = 31
_RULES = (
    "workshop.walk_in_buffer_percent",
    "workshop.walk_in_buffer_released_minutes",
    "workshop.customers_per_adviser_day",
)

# Who works when, with roles and skills; written by hand because it is asked on every phone call.
_SHIFTS = """
SELECT shift.staff_id, shift.starts_at, shift.ends_at,
       array(SELECT post.role FROM store_staffpost post
             WHERE post.tenant_id = shift.tenant_id AND post.staff_id = shift.staff_id
               AND post.store_id = shift.store_id),
       array(SELECT known.skill FROM workshop_staffskill known
             WHERE known.tenant_id = shift.tenant_id AND known.staff_id = shift.staff_id)
FROM store_shift shift
WHERE shift.tenant_id = %s AND shift.store_id = %s AND shift.starts_at < %s AND shift.ends_at > %s
"""


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which a car can be taken in: a bay, hands and an adviser are free."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody's working time, with what this person can do."""

    staff_id: UUID
    starts_at: datetime
    ends_at: datetime
    roles: frozenset[str]
    skills: frozenset[str]

    @property
    def span(self) -> Busy:
        return Busy(self.staff_id, self.starts_at, self.ends_at)


def free_slots(
    by: Actor,
    *,
    bay_kind: str,
    minutes: int,
    from_: datetime,
    until: datetime,
    at: datetime,
    skill: str = "",
    limit: int = 200,
    leaving_out: CapacityHold | None = None,
) -> tuple[Slot, ...]:
    """Times from ``from_`` until ``until`` at which work of so many minutes can begin.

    Counts bays of the kind, technicians with the skill, shifts, breaks, chips on the board,
    holds, the buffer for walk-ins, and one hand-over per adviser and cell. ``leaving_out`` is a
    hold that is about to be given up. Asks at most a month ahead.
    """
    until = min(until, from_ + timedelta(days=_MOST_DAYS))
    asked = _Question(bay_kind, skill, from_, until, leaving_out)
    supply = _supply(by, asked, at=at)
    span = timedelta(minutes=span_minutes(minutes))
    starts = free_starts(supply, minutes=minutes, not_before=max(from_, at))
    within = (start for start in starts if start < until)
    return tuple(Slot(start, start + span) for start in islice(within, limit))


@dataclass(frozen=True, slots=True)
class DayCapacity:
    """How full one kind of bay is on one day, in minutes; ``level_percent`` aims at 130 or less."""

    on: date
    bay_kind: BayKind
    bays: int
    open_minutes: int
    job_minutes: int
    held_minutes: int
    free_minutes: int
    level_percent: int

    @property
    def load_percent(self) -> int:
        taken = self.job_minutes + self.held_minutes
        return taken * 100 // self.open_minutes if self.open_minutes else 100


def capacity(by: Actor, *, days: Collection[date], at: datetime) -> tuple[DayCapacity, ...]:
    """How full each kind of bay is on each of these days, closed days left out."""
    if not days:
        return ()
    spans = open_spans(by, first=min(days), last=max(days))
    zone = zone_of(by)
    kinds = _kinds(by)
    rows = []
    for opens, closes in spans:
        on = opens.astimezone(zone).date()
        if on in days:
            rows += [_day(by, on, kind, (opens, closes), at=at) for kind in kinds]
    return tuple(rows)


def workers(by: Actor, start: datetime, end: datetime) -> list[Worker]:
    """Who works between two moments."""
    with connection.cursor() as cursor:
        cursor.execute(_SHIFTS, [by.tenant_id, by.store_id, end, start])
        rows = cursor.fetchall()
    return [
        Worker(staff_id, starts_at, ends_at, frozenset(roles), frozenset(skills))
        for staff_id, starts_at, ends_at, roles, skills in rows
    ]


def _kinds(by: Actor) -> list[BayKind]:
    """The kinds of bay that are in use, from the top of the board."""
    rows = Bay.objects.seen_by(by).in_use().in_order().values_list("kind", flat=True)
    return [BayKind(kind) for kind in dict.fromkeys(rows)]


@dataclass(frozen=True, slots=True)
class _Question:
    bay_kind: str
    skill: str
    start: datetime
    end: datetime
    leaving_out: CapacityHold | None = None


def _supply(by: Actor, asked: _Question, *, at: datetime) -> Supply:
    bay_kind, skill, start, end = asked.bay_kind, asked.skill, asked.start, asked.end
    numbers = rules(by, *_RULES, on=start.date())
    bays = Bay.objects.seen_by(by).in_use().filter(kind=bay_kind)
    day_start, day_end = start - timedelta(days=1), end + timedelta(days=1)
    rows = Job.objects.seen_by(by).on_the_board().between(day_start, day_end)
    jobs = [
        (bay, technician, wanted, kind, starts_at, ends_at)
        for bay, technician, wanted, kind, starts_at, ends_at in rows.values_list(
            "bay_id", "technician_id", "skill", "bay_kind", "starts_at", "ends_at"
        )
        if starts_at and ends_at
    ]
    holds = CapacityHold.objects.seen_by(by).live(at).between(day_start, day_end)
    if asked.leaving_out:
        holds = holds.exclude(pk=asked.leaving_out.pk)
    held = list(holds.values_list("bay_kind", "skill", "arrives_at", "starts_at", "ends_at"))
    people = workers(by, day_start, day_end)
    hands = [one for one in people if _is_hand(one, bay_kind, skill)]
    who = {one.staff_id for one in hands}
    bay_ids = frozenset(bays.values_list("pk", flat=True))
    free_of_buffer = timedelta(minutes=numbers["workshop.walk_in_buffer_released_minutes"])
    return Supply(
        open=open_spans(by, first=day_start.date(), last=day_end.date()),
        bays=bay_ids,
        jobs=[Busy(bay, s, e) for bay, _t, _s, _k, s, e in jobs if bay in bay_ids],
        holds=[(s, e) for kind, _s, _a, s, e in held if kind == bay_kind],
        hands=[one.span for one in hands],
        at_work=[Busy(t, s, e) for _b, t, _s, _k, s, e in jobs if t in who],
        unmanned=[
            *(
                (s, e)
                for _b, technician, wanted, kind, s, e in jobs
                if technician is None and _wants(wanted, kind, bay_kind, skill)
            ),
            *((s, e) for kind, wanted, _a, s, e in held if _wants(wanted, kind, bay_kind, skill)),
        ],
        arrivals=[arrives_at for _k, _s, arrives_at, _start, _end in held],
        advisers=[one.span for one in people if Role.SERVICE_ADVISER in one.roles],
        customers_per_adviser=numbers["workshop.customers_per_adviser_day"],
        buffer_percent=numbers["workshop.walk_in_buffer_percent"],
        buffer_until=floor_cell(at) + free_of_buffer,
    )


def _is_hand(one: Worker, bay_kind: str, skill: str) -> bool:
    """Whether this person can take the work: by the skill, else by the trade."""
    if bay_kind == BayKind.WASH:
        return Role.WASHER in one.roles
    return not one.roles.isdisjoint(_HANDS) and (not skill or skill in one.skills)


def _wants(wanted: str, kind: str, bay_kind: str, skill: str) -> bool:
    """Whether other work asks for the same hands."""
    if (kind == BayKind.WASH) != (bay_kind == BayKind.WASH):
        return False
    return not skill or not wanted or wanted == skill


def _day(
    by: Actor, on: date, kind: BayKind, span: tuple[datetime, datetime], *, at: datetime
) -> DayCapacity:
    opens, closes = span
    supply = _supply(by, _Question(kind, "", opens, closes), at=at)
    bays = len(supply.bays)
    today = Supply(
        open=[span],
        bays=supply.bays,
        jobs=supply.jobs,
        holds=supply.holds,
        hands=supply.hands,
        at_work=supply.at_work,
        unmanned=supply.unmanned,
    )
    taken = [(job.starts_at, job.ends_at) for job in supply.jobs]
    per_cell = [
        sum(CELL_MINUTES for start, end in (*taken, *supply.holds) if start <= cell < end)
        for cell in cells(opens, closes)
    ]
    return DayCapacity(
        on=on,
        bay_kind=kind,
        bays=bays,
        open_minutes=bays * len(per_cell) * CELL_MINUTES,
        job_minutes=_minutes_within(taken, span),
        held_minutes=_minutes_within(supply.holds, span),
        free_minutes=sum(free_cells(today).values()) * CELL_MINUTES,
        level_percent=levelling_percent(per_cell),
    )


def _minutes_within(
    spans: Collection[tuple[datetime, datetime]], window: tuple[datetime, datetime]
) -> int:
    whole = timedelta()
    for start, end in spans:
        whole += max(timedelta(), min(end, window[1]) - max(start, window[0]))
    return whole // timedelta(minutes=1)
