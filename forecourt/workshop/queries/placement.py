"""What stands in the way when a chip lands, and whose promise it would break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar, Protocol, Required, TypedDict, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.prepared import prepared
from forecourt.kernel.refusals import Missing, Refused, WrongInput
from forecourt.store.models import Shift, Staff
from forecourt.store.queries import open_spans, rule, zone_of
from forecourt.workshop.models import (
    CERTIFICATES,
    ON_THE_BOARD,
    Bay,
    BayKind,
    Job,
    JobState,
    Skill,
    StaffSkill,
)
from forecourt.workshop.rules import (
    CELL,
    Chip,
    Delay,
    Forecast,
    floor_cell,
    forecasts,
    is_on_grid,
    overlaps,
    promise_effects,
    span_minutes,
)

Row = TypeVar("Row")
_K = BayKind
_ALSO_FITS = {  # slower, but it can be done there
    _K.EXPRESS_TWO_MAN: {_K.GENERAL_LIFT},
    _K.GENERAL_LIFT: {_K.DIAGNOSIS, _K.EXPRESS_TWO_MAN},
    _K.DIAGNOSIS: {_K.GENERAL_LIFT},
    _K.PDI: {_K.GENERAL_LIFT},
    _K.BP_DISMANTLE: {_K.BP_ASSEMBLY},
    _K.BP_ASSEMBLY: {_K.BP_DISMANTLE},
    _K.BP_PAINT: {_K.BP_BAKE},
}


class BayTaken(Refused):
    code = "bay-taken"


class BayClosed(Refused):
    code = "bay-closed"


class WrongBay(Refused):
    code = "wrong-bay"


class TechnicianTaken(Refused):
    code = "technician-taken"


class NotOnShift(Refused):
    code = "not-on-shift"


class NoCertificate(Refused):
    code = "no-certificate"


class StoreClosed(Refused):
    code = "store-closed"


class TimePassed(Refused):
    code = "time-passed"


class OffTheGrid(WrongInput):
    code: ClassVar[str] = "off-the-grid"


class Wanted(TypedDict, total=False):
    """A place as a form asks for it."""

    bay_id: Required[UUID]
    starts_at: Required[datetime]
    technician_id: UUID | None
    minutes: int | None
    accept_effects: bool


class OnBoard(Protocol):
    """A chip that holds cells, as much of it as a judgment needs."""

    @property
    def pk(self) -> UUID: ...
    @property
    def state(self) -> str: ...
    @property
    def bay_id(self) -> UUID | None: ...
    @property
    def technician_id(self) -> UUID | None: ...
    @property
    def starts_at(self) -> datetime | None: ...
    @property
    def ends_at(self) -> datetime | None: ...
    @property
    def standard_minutes(self) -> int: ...
    @property
    def worked_minutes(self) -> int: ...
    @property
    def entered_at(self) -> datetime: ...
    @property
    def promise_at(self) -> datetime | None: ...
    @property
    def plate(self) -> str: ...
    @property
    def title(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A chip of the same day, read beneath the ORM: each landing reads all of them."""

    pk: UUID
    state: str
    bay_id: UUID | None
    technician_id: UUID | None
    starts_at: datetime
    ends_at: datetime
    standard_minutes: int
    worked_minutes: int
    entered_at: datetime
    promise_at: datetime | None
    plate: str
    title: str

    def __str__(self) -> str:
        return f"{self.plate} {self.title}".strip()


_NEIGHBOURS = """
SELECT id, state, bay_id, technician_id, starts_at, ends_at, standard_minutes, worked_minutes,
       entered_at, promise_at, plate, title
FROM workshop_job
WHERE tenant_id = %(tenant)s AND store_id = %(store)s AND bay_id IS NOT NULL
  AND state IN ('planned', 'running', 'blocked')
  AND starts_at < %(end)s AND ends_at > %(start)s
ORDER BY starts_at, id
"""


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a chip is about to land."""

    job: Job
    bay: Bay
    technician: Staff | None
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Effect:
    """Another car that would be later, or this one (``is_own``), with its promise in words."""

    job_id: UUID
    plate: str
    title: str
    promise_at: datetime
    minutes: int
    minutes_over_promise: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to a landing: what forbids it, what speaks against it, whom it delays."""

    refusal: Refused | None
    warnings: tuple[str, ...]
    effects: tuple[Effect, ...]


def verdict(by: Actor, landing: Landing, *, at: datetime) -> Verdict:
    """Judge a landing; hard conflicts first, the rest only where there is none."""
    zone = zone_of(by)
    neighbours = _neighbours(by, landing)
    shifts = _shifts(by, landing)
    skills = _skills(by, landing)
    refusal = (
        _wrong_time(by, landing, zone, at)
        or _wrong_bay(landing)
        or _taken(landing, neighbours, zone)
        or _no_technician(landing, shifts, skills)
    )
    if refusal:
        return Verdict(refusal, (), ())
    warnings = (
        *_slower_bay(landing),
        *_breaks(landing, shifts),
        *_weak_skill(by, landing, skills, at),
        *_held_slots(by, landing, at),
    )
    return Verdict(None, warnings, _effects(landing, neighbours, at))


def asked_landing(by: Actor, job_id: UUID, wish: Wanted, *, at: datetime) -> Verdict:
    """Judge what somebody asks for before anything is locked; the command judges again.

    Raises:
        Missing: this store has no such job, bay or technician.
    """
    job = _one(Job.objects.seen_by(by).filter(pk=job_id).first())
    bay = _one(Bay.objects.seen_by(by).filter(pk=wish["bay_id"]).first())
    who = wish.get("technician_id") or job.technician_id
    technician = _one(Staff.objects.seen_by(by).filter(pk=who).first()) if who else None
    starts_at = wish["starts_at"]
    span = timedelta(minutes=span_minutes(wish.get("minutes") or job.minutes_left))
    return verdict(by, Landing(job, bay, technician, starts_at, starts_at + span), at=at)


def _one(row: Row | None) -> Row:
    if row is None:
        raise Missing(_("This record does not exist."))
    return row


def chip_of(job: OnBoard) -> Chip:
    """What the forecast needs of a placed job."""
    assert job.starts_at is not None
    assert job.ends_at is not None
    return Chip(
        key=job.pk,
        bay=job.bay_id,
        technician=job.technician_id,
        starts_at=job.starts_at,
        ends_at=job.ends_at,
        minutes_left=max(job.standard_minutes - job.worked_minutes, 0),
        running_since=job.entered_at if job.state == JobState.RUNNING else None,
        has_begun=job.state in {JobState.RUNNING, JobState.BLOCKED},
        promise_at=job.promise_at,
    )


def day_forecasts(jobs: Iterable[OnBoard], *, at: datetime) -> dict[object, Forecast]:
    """Forecasts of the chips that hold cells; others have none."""
    placed = [chip_of(job) for job in jobs if job.starts_at and job.state in ON_THE_BOARD]
    return forecasts(placed, at=at)


# What is refused


def _wrong_time(by: Actor, landing: Landing, zone: ZoneInfo, at: datetime) -> Refused | None:
    if not is_on_grid(landing.starts_at):
        return OffTheGrid(_("A chip starts on a quarter of an hour."))
    if landing.starts_at < floor_cell(at) and landing.starts_at != landing.job.starts_at:
        return TimePassed(_("That time has passed. Drop the chip at or after the now line."))
    day = landing.starts_at.astimezone(zone).date()
    for opens, closes in open_spans(by, first=day, last=day, zone=zone):
        if opens <= landing.starts_at and landing.ends_at <= closes:
            return None
        if opens <= landing.starts_at < closes:
            sentence = _("The store closes at %(time)s; this would end at %(end)s.")
            return StoreClosed(
                sentence % {"time": _time(closes, zone), "end": _time(landing.ends_at, zone)}
            )
    return StoreClosed(_("The store is closed then."))


def _wrong_bay(landing: Landing) -> Refused | None:
    bay, job = landing.bay, landing.job
    if bay.is_out_of_use:
        return BayClosed(_("Bay %(bay)s is out of use.") % {"bay": bay.name})
    wanted = BayKind(job.bay_kind)
    if bay.kind != wanted and BayKind(bay.kind) not in _ALSO_FITS.get(wanted, ()):
        sentence = _("“%(job)s” needs a bay of the kind “%(wanted)s”; %(bay)s is “%(kind)s”.")
        words = {
            "job": job.title,
            "wanted": wanted.label,
            "bay": bay.name,
            "kind": BayKind(bay.kind).label,
        }
        return WrongBay(sentence % words)
    return None


def _taken(landing: Landing, neighbours: Iterable[OnBoard], zone: ZoneInfo) -> Refused | None:
    for other in neighbours:
        if other.pk == landing.job.pk or other.starts_at is None or other.ends_at is None:
            continue
        if not overlaps(landing.starts_at, landing.ends_at, other.starts_at, other.ends_at):
            continue
        if other.bay_id == landing.bay.pk:
            return bay_taken(landing.bay, other, zone)
        if landing.technician and other.technician_id == landing.technician.pk:
            return technician_taken(landing.technician, other, zone)
    return None


def bay_taken(bay: Bay, other: OnBoard, zone: ZoneInfo) -> BayTaken:
    sentence = _("Bay %(bay)s is taken by “%(job)s” from %(start)s until %(end)s.")
    return BayTaken(sentence % {"bay": bay.name, **_words(other, zone)})


def technician_taken(technician: Staff, other: OnBoard, zone: ZoneInfo) -> TechnicianTaken:
    sentence = _("%(name)s is planned on “%(job)s” from %(start)s until %(end)s.")
    return TechnicianTaken(sentence % {"name": technician.name, **_words(other, zone)})


def _words(job: OnBoard, zone: ZoneInfo) -> dict[str, str]:
    assert job.starts_at is not None
    assert job.ends_at is not None
    return {
        "job": str(job),
        "start": _time(job.starts_at, zone),
        "end": _time(job.ends_at, zone),
    }


def _no_technician(
    landing: Landing, shifts: Sequence[Shift], skills: dict[str, StaffSkill]
) -> Refused | None:
    if landing.technician is None:
        return None
    if not any(one.starts_at <= landing.starts_at < one.ends_at for one in shifts):
        return NotOnShift(
            _("%(name)s is not on shift then, or has a break.") % {"name": landing.technician.name}
        )
    wanted = landing.job.skill
    if wanted in CERTIFICATES and wanted not in skills:
        sentence = _("%(name)s has no “%(skill)s”.")
        words = {"name": landing.technician.name, "skill": Skill(wanted).label}
        return NoCertificate(sentence % words)
    return None


# What is only warned of


def _slower_bay(landing: Landing) -> Iterable[str]:
    if landing.bay.kind != landing.job.bay_kind:
        wanted = BayKind(landing.job.bay_kind).label
        yield _("Slower here: the job was planned for “%(kind)s”.") % {"kind": wanted}


def _breaks(landing: Landing, shifts: Sequence[Shift]) -> Iterable[str]:
    if landing.technician is None:
        return
    covered = landing.starts_at
    for shift in sorted(shifts, key=lambda shift: shift.starts_at):
        if shift.starts_at <= covered < shift.ends_at:
            covered = shift.ends_at
    if covered < landing.ends_at:
        yield _("The job runs through a break of %(name)s, or past the end of the shift.") % {
            "name": landing.technician.name
        }


def _weak_skill(
    by: Actor, landing: Landing, skills: dict[str, StaffSkill], at: datetime
) -> Iterable[str]:
    wanted = landing.job.skill
    if landing.technician is None or wanted not in Skill.values:
        return
    words = {"name": landing.technician.name, "skill": Skill(wanted).label}
    held = skills.get(wanted)
    if held is None:
        yield _("%(name)s has no entry for “%(skill)s” in the skill map.") % words
    elif held.level == 1:
        yield _("%(name)s is still learning “%(skill)s”.") % words
    else:
        months = rule(by, "workshop.skill_review_months", on=at.date())
        if (at.date() - held.reviewed_on).days > months * 31:
            yield _("The skill “%(skill)s” of %(name)s was not reviewed lately.") % words


def _held_slots(by: Actor, landing: Landing, at: datetime) -> Iterable[str]:
    """A chip that leaves too few bays of its kind for the customers who are booked."""
    held = _held_count(by, landing, at)
    if not held:
        return
    bays = Bay.objects.seen_by(by).in_use().filter(kind=landing.bay.kind).count()
    busy = {
        other.bay_id
        for other in Job.objects.seen_by(by)
        .on_the_board()
        .filter(bay__kind=landing.bay.kind)
        .between(landing.starts_at, landing.ends_at)
        if other.pk != landing.job.pk
    }
    if len(busy | {landing.bay.pk}) + held > bays:
        yield _("An appointment is booked for this kind of bay at that time.")


_HELD = """
SELECT count(*) FROM workshop_capacityhold
WHERE tenant_id = %(tenant)s AND store_id = %(store)s AND bay_kind = %(kind)s
  AND released_at IS NULL AND (expires_at IS NULL OR expires_at > %(at)s)
  AND starts_at < %(end)s AND ends_at > %(start)s
"""


def _held_count(by: Actor, landing: Landing, at: datetime) -> int:
    values: dict[str, Any] = {  # Any: keys and moments, as the driver takes them
        "tenant": by.tenant_id,
        "store": by.store_id,
        "kind": landing.bay.kind,
        "at": at,
        "start": landing.starts_at,
        "end": landing.ends_at,
    }
    with prepared() as cursor:
        cursor.execute(_HELD, values)
        return int(cursor.fetchone()[0])


def _effects(landing: Landing, neighbours: Sequence[OnBoard], at: datetime) -> tuple[Effect, ...]:
    """Promises that break, or break by more, when the chip lands there; its own included."""
    before = day_forecasts(neighbours, at=at)
    landed = replace(
        chip_of(_as_landed(landing)),
        minutes_left=max(landing.job.standard_minutes - landing.job.worked_minutes, 0),
    )
    others = [chip_of(job) for job in neighbours if job.pk != landing.job.pk and _counts(job)]
    after = forecasts([*others, landed], at=at)
    by_key: dict[UUID, OnBoard] = {job.pk: job for job in (*neighbours, landing.job)}
    delays = list(promise_effects(before, after))
    own = after[landing.job.pk]
    if landing.job.pk not in before and own.minutes_over_promise:
        delays.append(Delay(landing.job.pk, 0, own.minutes_over_promise))
    return tuple(_effect(by_key[_key(d)], d, is_own=d.key == landing.job.pk) for d in delays)


def _key(delay: Delay) -> UUID:
    assert isinstance(delay.key, UUID)
    return delay.key


def _counts(job: OnBoard) -> bool:
    return job.starts_at is not None and job.state in ON_THE_BOARD


def _as_landed(landing: Landing) -> Job:
    job = landing.job
    return Job(
        id=job.pk,
        tenant_id=job.tenant_id,
        state=job.state if job.state in ON_THE_BOARD else JobState.PLANNED,
        entered_at=job.entered_at,
        standard_minutes=job.standard_minutes,
        worked_minutes=job.worked_minutes,
        promise_at=job.promise_at,
        bay=landing.bay,
        technician=landing.technician,
        starts_at=landing.starts_at,
        ends_at=landing.ends_at,
    )


def _effect(job: OnBoard, delay: Delay, *, is_own: bool) -> Effect:
    assert job.promise_at is not None
    return Effect(
        job_id=job.pk,
        plate=job.plate,
        title=job.title,
        promise_at=job.promise_at,
        minutes=delay.minutes,
        minutes_over_promise=delay.minutes_over_promise,
        is_own=is_own,
    )


# Rows


def _neighbours(by: Actor, landing: Landing) -> list[Neighbour]:
    """The chips of that day, whose plans hang together through bays and technicians."""
    reach = timedelta(hours=12)
    values: dict[str, Any] = {  # Any: keys and moments, as the driver takes them
        "tenant": by.tenant_id,
        "store": by.store_id,
        "start": landing.starts_at - reach,
        "end": landing.ends_at + reach,
    }
    with prepared() as cursor:
        cursor.execute(_NEIGHBOURS, values)
        return [Neighbour(*row) for row in cursor.fetchall()]


def _shifts(by: Actor, landing: Landing) -> list[Shift]:
    if landing.technician is None:
        return []
    rows = Shift.objects.seen_by(by).filter(staff=landing.technician)
    return list(rows.between(landing.starts_at, max(landing.ends_at, landing.starts_at + CELL)))


def _skills(by: Actor, landing: Landing) -> dict[str, StaffSkill]:
    if landing.technician is None or not landing.job.skill:
        return {}
    known = StaffSkill.objects.seen_by(by)
    rows = known.filter(staff=landing.technician, skill=landing.job.skill)
    return {row.skill: row for row in rows}


def _time(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"
