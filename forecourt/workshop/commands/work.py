"""What technicians do: start, stop with a reason, go on, finish; and where a stopped car goes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Refused, WrongInput, refused_by
from forecourt.store.models import Shift, Staff
from forecourt.store.queries import zone_of
from forecourt.workshop.facts import (
    JobCarriedOver,
    JobFinished,
    JobParked,
    JobResumed,
    JobStarted,
    JobStopped,
    PromiseAtRisk,
)
from forecourt.workshop.models import Job, JobState, StopReason, WorkClock
from forecourt.workshop.queries.jobs import promises_kept_open, technician_of
from forecourt.workshop.queries.placement import (
    NotOnShift,
    TechnicianTaken,
    day_forecasts,
    technician_taken,
)
from forecourt.workshop.queries.promising import check_promise
from forecourt.workshop.rules import is_promise_at_risk


class TechnicianBusy(Refused):
    code = "technician-busy"

    def __init__(self, technician: Staff, held: Job) -> None:
        sentence = _("%(name)s is still on “%(job)s”. Pause or finish that job first.")
        super().__init__(sentence % {"name": technician.name, "job": held.title})


class OthersJob(Refused):
    code = "others-job"


class NotPlaced(Refused):
    code = "not-placed"


@transaction.atomic
def start_job(*, job_id: UUID, technician_id: UUID, by: Actor, at: datetime) -> Job:
    """Put a planned job on the technician's clock.

    The technician is locked before the job (lower floor first), so two boards that start
    two jobs for one person queue up instead of both winning.

    Raises:
        Missing: this store has no such technician or job.
        OthersJob: a technician starts somebody else's work.
        NotPlaced: the job has no bay yet.
        TechnicianBusy: the technician already has a job on the clock.
        TechnicianTaken: the technician is planned on another chip in these cells.
        NotOnShift: the technician does not work now.
        IllegalMove: the job is in work, done or off the board.
    """
    technician = locked(Staff.objects.seen_by(by), technician_id)
    job = locked(Job.objects.seen_by(by), job_id)
    _check_own(technician_id, by)
    if job.state == JobState.BLOCKED:
        raise IllegalMove(_("“%(job)s” was stopped; resume it.") % {"job": job.title})
    if job.state == JobState.PLANNED and not job.is_placed:
        raise NotPlaced(_("“%(job)s” has no bay yet. Place it on the board.") % {"job": job.title})
    _check_free(technician, by)
    _check_shift(technician, by=by, at=at)
    _check_cells(job, technician, by)
    with refused_by(_busy_words(technician)):
        job.start(technician, at=at)
        WorkClock.begin(job, technician, at=at)
    fact = JobStarted(*job.about, technician_id=technician.pk)
    record(fact, by=by, at=at)
    return job


@transaction.atomic
def stop_job(*, job_id: UUID, reason: StopReason, by: Actor, at: datetime) -> Job:
    """Take a running job off the clock until the reason is gone; the bay stays taken.

    Raises:
        Missing: this store has no such job, or nobody has it.
        OthersJob: a technician stops somebody else's work.
        IllegalMove: the job is not running.
    """
    technician = locked(Staff.objects.seen_by(by), technician_of(by, job_id))
    job = locked(Job.objects.seen_by(by), job_id)
    _check_own(technician.pk, by)
    worked = _end_clock(job, reason=reason, by=by, at=at)
    job.stop(reason, worked_minutes=worked, at=at)
    fact = JobStopped(
        *job.about,
        technician_id=technician.pk,
        reason=reason,
        worked_minutes=worked,
    )
    record(fact, by=by, at=at)
    return job


@transaction.atomic
def resume_job(*, job_id: UUID, by: Actor, at: datetime) -> Job:
    """Go on with a stopped job: the reason is gone.

    Raises:
        Missing: this store has no such job, or nobody has it.
        OthersJob: a technician resumes somebody else's work.
        TechnicianBusy: the technician has another job on the clock.
        IllegalMove: the job is not stopped.
    """
    technician = locked(Staff.objects.seen_by(by), technician_of(by, job_id))
    job = locked(Job.objects.seen_by(by), job_id)
    _check_own(technician.pk, by)
    if job.state == JobState.PLANNED:
        raise IllegalMove(_("“%(job)s” has not begun; start it.") % {"job": job.title})
    _check_free(technician, by, but=job)
    reason, since = job.stop_reason, job.entered_at
    with refused_by(_busy_words(technician)):
        job.start(technician, at=at)
        WorkClock.begin(job, technician, at=at)
    fact = JobResumed(
        *job.about,
        technician_id=technician.pk,
        reason=reason,
        stopped_minutes=int((at - since).total_seconds() // 60),
    )
    record(fact, by=by, at=at)
    return job


@transaction.atomic
def finish_job(*, job_id: UUID, by: Actor, at: datetime) -> Job:
    """The work is done; the job waits for its quality check if it needs one.

    Raises:
        Missing: this store has no such job, or nobody has it.
        OthersJob: a technician finishes somebody else's work.
        IllegalMove: the job is not running.
    """
    technician = locked(Staff.objects.seen_by(by), technician_of(by, job_id))
    job = locked(Job.objects.seen_by(by), job_id)
    _check_own(technician.pk, by)
    worked = _end_clock(job, reason="", by=by, at=at)
    job.finish(worked_minutes=worked, at=at)
    fact = JobFinished(
        *job.about,
        technician_id=technician.pk,
        worked_minutes=job.worked_minutes,
        standard_minutes=job.standard_minutes,
        needs_check=job.needs_check,
    )
    record(fact, by=by, at=at)
    return job


@transaction.atomic
def park_job(*, job_id: UUID, where: str, by: Actor, at: datetime) -> Job:
    """Roll a stopped car out of its bay; the reason stays, and where it stands is noted.

    Raises:
        Missing: this store has no such job.
        WrongInput: nobody says where the car stands.
        IllegalMove: the job is not stopped.
    """
    if not where.strip():
        raise WrongInput(_("Say where the car stands."), field="where")
    job = locked(Job.objects.seen_by(by), job_id)
    bay_id = job.bay_id
    job.park(where.strip(), at=at)
    assert bay_id is not None  # a stopped job has a bay: workshop_job_in_work_has_bay
    fact = JobParked(*job.about, bay_id=bay_id, where=job.note)
    record(fact, by=by, at=at)
    return job


@transaction.atomic
def carry_over_job(
    *, job_id: UUID, why: str, promise_at: datetime | None = None, by: Actor, at: datetime
) -> Job:
    """Put an unfinished job into tomorrow's lane, with the reason and the new promise.

    Raises:
        Missing: this store has no such job.
        WrongInput: no reason, or a promise in the past or too far ahead.
        IllegalMove: the job is done, parked or already carried over.
    """
    if not why.strip():
        raise WrongInput(_("Say why the job is carried over."), field="why")
    if promise_at:
        check_promise(by, promise_at, at=at)
    job = locked(Job.objects.seen_by(by), job_id)
    worked = _end_clock(job, reason=StopReason.ABSENCE, by=by, at=at)
    job.carry_over(why.strip(), worked_minutes=worked, at=at)
    if promise_at:
        job.promise(promise_at)
    fact = JobCarriedOver(*job.about, why=job.note, promise_at=job.promise_at)
    record(fact, by=by, at=at)
    return job


@transaction.atomic
def tell_promises_at_risk(
    *, start: datetime, end: datetime, margin_minutes: int, by: Actor, at: datetime
) -> int:
    """Tell the advisers of promises that the forecast will break, each once; answers how many.

    Safe to run at any time and as often as one likes.
    """
    jobs = promises_kept_open(by, start=start, end=end)
    told = 0
    for key, forecast in day_forecasts(jobs, at=at).items():
        job = next(job for job in jobs if job.pk == key)
        if job.promise_at is None or job.risk_told_at:
            continue
        if not is_promise_at_risk(job.promise_at, forecast.ends_at, margin_minutes=margin_minutes):
            continue
        held = locked(Job.objects.seen_by(by), job.pk)
        if held.risk_told_at or held.promise_at != job.promise_at:
            continue
        held.tell_risk(at=at)
        fact = PromiseAtRisk(
            *held.about,
            promise_at=job.promise_at,
            forecast_at=forecast.ends_at,
            minutes_over=forecast.minutes_over_promise,
            adviser_id=held.adviser_id,
        )
        record(fact, by=by, at=at)
        told += 1
    return told


def _check_own(technician_id: UUID, by: Actor) -> None:
    if not by.may("workshop.plan_job") and by.staff_id != technician_id:
        raise OthersJob(_("This is another technician's job. Ask the controller."))


def _check_free(technician: Staff, by: Actor, but: Job | None = None) -> None:
    held = Job.objects.seen_by(by).held_by(technician).first()
    if held and held != but:
        raise TechnicianBusy(technician, held)


def _check_shift(technician: Staff, *, by: Actor, at: datetime) -> None:
    if not Shift.objects.seen_by(by).filter(staff=technician).covering(at).exists():
        raise NotOnShift(
            _("%(name)s is not on shift now, or has a break.") % {"name": technician.name}
        )


def _check_cells(job: Job, technician: Staff, by: Actor) -> None:
    """The chip's cells must be free for a technician who was not planned on it."""
    if job.technician_id == technician.pk or job.starts_at is None or job.ends_at is None:
        return
    rows = Job.objects.seen_by(by).on_the_board().filter(technician=technician)
    other = rows.between(job.starts_at, job.ends_at).exclude(pk=job.pk).first()
    if other:
        raise technician_taken(technician, other, zone_of(by))


def _end_clock(job: Job, *, reason: str, by: Actor, at: datetime) -> int:
    """Stop the clock that runs on the job and answer its minutes; 0 where none runs."""
    clock = WorkClock.objects.seen_by(by).running().filter(job=job).first()
    return clock.end(reason=reason, at=at) if clock else 0


def _busy_words(technician: Staff) -> dict[str, Refused]:
    """The same words as the checks, for the case that only the constraint saw it."""
    words = {"name": technician.name}
    busy = Refused(_("%(name)s has a job on the clock. Pause or finish it first.") % words)
    return {
        "workshop_job_one_running_per_technician": busy,
        "workshop_workclock_one_at_a_time": busy,
        "workshop_job_no_overlap_for_a_technician": TechnicianTaken(
            _("%(name)s is planned elsewhere at that time.") % words
        ),
    }
