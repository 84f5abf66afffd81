"""One person's work of today, and all that a screen asks about one job."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.store.queries import Person, people
from forecourt.store.roles import Role
from forecourt.workshop.models import (
    JOB_FLOW,
    ON_THE_BOARD,
    Bay,
    Job,
    JobState,
    StopReason,
    WorkClock,
)
from forecourt.workshop.queries.board import midnight
from forecourt.workshop.queries.checking import PastCheck, checks_of
from forecourt.workshop.queries.jobs import job as one_job
from forecourt.workshop.queries.placement import day_forecasts
from forecourt.workshop.rules import Forecast, minutes_late

_HANDS = (Role.TECHNICIAN, Role.WASHER, Role.TECHNICAL_ADVISER)


@dataclass(frozen=True, slots=True)
class Clock:
    technician: str
    started_at: datetime
    ended_at: datetime | None
    reason: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Work:
    """One job as its technician sees it, with the moves that the flow allows."""

    job_id: UUID
    plate: str
    vehicle: str
    title: str
    stage: str
    state: JobState
    word: str
    bay: str
    technician_id: UUID | None
    technician: str
    adviser: str
    starts_at: datetime | None
    ends_at: datetime | None
    promise_at: datetime | None
    forecast_at: datetime | None
    standard_minutes: int
    worked_minutes: int
    running_since: datetime | None
    minutes_late: int
    minutes_over_promise: int
    failed_checks: int
    note: str
    is_placed: bool

    @property
    def can_start(self) -> bool:
        return self.state == JobState.PLANNED and self.is_placed

    @property
    def can_stop(self) -> bool:
        return JOB_FLOW.allows(self.state, JobState.BLOCKED)

    @property
    def can_resume(self) -> bool:
        return self.state == JobState.BLOCKED

    @property
    def can_finish(self) -> bool:
        return JOB_FLOW.allows(self.state, JobState.FINISHED)

    @property
    def can_park(self) -> bool:
        return JOB_FLOW.allows(self.state, JobState.PARKED)

    @property
    def can_carry_over(self) -> bool:
        return JOB_FLOW.allows(self.state, JobState.CARRIED_OVER)

    @property
    def can_place(self) -> bool:
        return JOB_FLOW.allows(self.state, JobState.PLANNED) and self.state != JobState.FINISHED

    @property
    def can_unplace(self) -> bool:
        return self.can_start

    @property
    def can_withdraw(self) -> bool:
        return JOB_FLOW.allows(self.state, JobState.WITHDRAWN)

    @property
    def is_open(self) -> bool:
        return self.state not in {JobState.FINISHED, JobState.WITHDRAWN}

    @property
    def percent(self) -> int:
        return min(100, self.worked_minutes * 100 // self.standard_minutes)


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything about one job: what can be done, its clocks, its checks."""

    work: Work
    clocks: tuple[Clock, ...]
    checks: tuple[PastCheck, ...]
    bays: tuple[Person, ...]
    technicians: tuple[Person, ...]
    reasons: tuple[tuple[str, str], ...]


def bench(
    by: Actor, technician_id: UUID, *, on: date, zone: ZoneInfo, at: datetime
) -> tuple[Work, ...]:
    """The jobs of one technician today: what runs first, then in order of the plan."""
    rows = Job.objects.seen_by(by).filter(technician_id=technician_id)
    today = rows.filter(starts_at__lt=midnight(on, zone, 1)).exclude(
        state=JobState.FINISHED, finished_at__lt=midnight(on, zone)
    )
    jobs = list(
        today.filter(state__in=[*ON_THE_BOARD, JobState.FINISHED])
        .select_related("bay", "technician", "adviser")
        .order_by("starts_at", "pk")
    )
    expected = day_forecasts(jobs, at=at)
    works = [_work(job, expected, at=at) for job in jobs]
    rank = {JobState.RUNNING: 0, JobState.BLOCKED: 1, JobState.PLANNED: 2}
    return tuple(sorted(works, key=lambda work: rank.get(work.state, 3)))


def panel(by: Actor, job_id: UUID, *, at: datetime) -> Panel:
    """All about one job.

    Raises:
        Missing: this store has no such job.
    """
    job = one_job(by, job_id)
    neighbours = [job]
    if job.starts_at and job.ends_at:
        reach = timedelta(hours=12)
        rows = Job.objects.seen_by(by).on_the_board()
        neighbours = list(rows.between(job.starts_at - reach, job.ends_at + reach))
    bays = Bay.objects.seen_by(by).in_use().in_order()
    return Panel(
        work=_work(job, day_forecasts(neighbours, at=at), at=at),
        clocks=_clocks(by, job, at),
        checks=checks_of(by, job_id),
        bays=tuple(Person(bay.pk, f"{bay.name} · {bay.get_kind_display()}") for bay in bays),
        technicians=tuple(people(by, *_HANDS)),
        reasons=tuple((reason.value, str(reason.label)) for reason in StopReason),
    )


def _clocks(by: Actor, job: Job, at: datetime) -> tuple[Clock, ...]:
    rows = WorkClock.objects.seen_by(by).filter(job=job).select_related("technician")
    return tuple(
        Clock(
            technician=row.technician.name,
            started_at=row.started_at,
            ended_at=row.ended_at,
            reason=str(StopReason(row.stop_reason).label) if row.stop_reason else "",
            minutes=((row.ended_at or at) - row.started_at) // timedelta(minutes=1),
        )
        for row in rows.order_by("started_at", "pk")
    )


def _work(job: Job, expected: dict[object, Forecast], *, at: datetime) -> Work:
    state = JobState(job.state)
    forecast = expected.get(job.pk)
    running = state == JobState.RUNNING
    minutes = (at - job.entered_at) // timedelta(minutes=1) if running else 0
    left = timedelta(minutes=max(job.standard_minutes - job.worked_minutes - minutes, 0))
    ends = at + left if state in _UNFINISHED else None
    if forecast:
        ends = forecast.ends_at
    return Work(
        job_id=job.pk,
        plate=job.plate,
        vehicle=job.vehicle,
        title=job.title,
        stage=_STAGES.get(state, "plan"),
        state=state,
        word=_word(job, state),
        bay=job.bay.name if job.bay else "",
        technician_id=job.technician_id,
        technician=job.technician.name if job.technician else "",
        adviser=job.adviser.name if job.adviser else "",
        starts_at=job.starts_at,
        ends_at=job.ends_at,
        promise_at=job.promise_at,
        forecast_at=ends,
        standard_minutes=job.standard_minutes,
        worked_minutes=job.worked_minutes + minutes,
        running_since=job.entered_at if running else None,
        minutes_late=forecast.minutes_late if forecast else 0,
        minutes_over_promise=minutes_late(job.promise_at, ends) if job.promise_at and ends else 0,
        failed_checks=job.failed_checks,
        note=job.note,
        is_placed=job.is_placed,
    )


_UNFINISHED = frozenset(JobState) - {JobState.FINISHED, JobState.WITHDRAWN}
_STAGES = {
    JobState.RUNNING: "work",
    JobState.BLOCKED: "part",
    JobState.PARKED: "part",
    JobState.FINISHED: "done",
    JobState.CARRIED_OVER: "wait",
    JobState.WITHDRAWN: "wait",
}


def _word(job: Job, state: JobState) -> str:
    if job.stop_reason:
        return f"{state.label} · {StopReason(job.stop_reason).label}"
    if state == JobState.FINISHED and job.needs_check and job.passed_at is None:
        return _("Waiting for check")
    if state == JobState.PLANNED and not job.is_placed:
        return _("Waiting")
    return str(state.label)
