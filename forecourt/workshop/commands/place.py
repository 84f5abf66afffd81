"""Putting work on the board: ordering a job, dragging its chip, promising a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forecourt.kernel.actor import Actor
from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.journal import Fact, record, record_all
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Missing, Refused, WrongInput, refused_by
from forecourt.kernel.source import Source
from forecourt.store.models import Staff
from forecourt.store.roles import Role
from forecourt.workshop.facts import (
    JobMoved,
    JobPlanned,
    JobWithdrawn,
    PromiseChanged,
    PromiseSet,
)
from forecourt.workshop.models import JOB_FLOW, Bay, Job, JobState, Order
from forecourt.workshop.queries.placement import (
    BayTaken,
    Effect,
    Landing,
    TechnicianTaken,
    Verdict,
    verdict,
)
from forecourt.workshop.queries.promising import check_promise
from forecourt.workshop.rules import span_minutes

_HANDS = (Role.TECHNICIAN, Role.WASHER, Role.TECHNICAL_ADVISER, Role.QUALITY_INSPECTOR)


class PromisesChange(Refused):
    """Other cars would be late; whoever moves the chip says yes to that, or leaves it."""

    code = "promises-change"

    def __init__(self, effects: tuple[Effect, ...]) -> None:
        cars = ", ".join(f"{one.plate or one.title} +{one.minutes_over_promise}" for one in effects)
        sentence = ngettext(
            "This breaks a promise (minutes late): %(cars)s. Accept it or choose another place.",
            "This breaks %(count)d promises (minutes late): %(cars)s. "
            "Accept it or choose another place.",
            len(effects),
        )
        super().__init__(sentence % {"count": len(effects), "cars": cars})
        self.effects = effects


@dataclass(frozen=True, slots=True)
class Placed:
    """A chip that has landed, what speaks against it, and the promises that it delays."""

    job: Job
    warnings: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()


@transaction.atomic
def plan_job(
    *,
    order: Order,
    adviser_id: UUID | None = None,
    bay_id: UUID | None = None,
    technician_id: UUID | None = None,
    starts_at: datetime | None = None,
    accept_effects: bool = False,
    by: Actor,
    at: datetime,
) -> Job:
    """Order a job; with a bay and a start it lands there, else it waits to be placed.

    Raises:
        Missing: this store has no such adviser, bay or technician.
        WrongInput: a bay without a start, or the other way round.
        Refused: the chip cannot land there; see ``place_job``.
    """
    if (bay_id is None) != (starts_at is None):
        raise WrongInput(_("A place on the board is a bay and a start."))
    if order.standard_minutes <= 0:
        raise WrongInput(_("A job takes time: give its standard minutes."))
    if adviser_id and adviser_id != by.staff_id:  # whoever acts is known to work here
        adviser_id = _adviser(by, adviser_id)
    job = Job.prepared(order, store_id=by.store_id, adviser_id=adviser_id, at=at)
    facts: list[Fact] = [_planned(job)]
    bay, technician = None, None
    if bay_id and starts_at:
        technician, bay = _held(by, technician_id, bay_id)
        landing = _landing(job, bay, technician, starts_at)
        said = _judged(by, landing, accept_effects=accept_effects, at=at)
        job.put(bay, technician, starts_at=starts_at)
        facts.append(_moved(job, len(said.effects)))
    with refused_by(_taken_words(bay, technician)):
        job.write()
    record_all(facts, by=by, at=at)
    return job


def _planned(job: Job) -> JobPlanned:
    return JobPlanned(
        *job.about,
        standard_minutes=job.standard_minutes,
        bay_kind=job.bay_kind,
        promise_at=job.promise_at,
    )


def _adviser(by: Actor, adviser_id: UUID) -> UUID:
    """An adviser of this store; not held, so that all orders of one adviser go on at once."""
    if not Staff.objects.seen_by(by).filter(pk=adviser_id).exists():
        raise Missing(_("This record does not exist."))
    return adviser_id


@transaction.atomic
def place_job(
    *,
    job_id: UUID,
    bay_id: UUID,
    starts_at: datetime,
    technician_id: UUID | None = None,
    minutes: int | None = None,
    accept_effects: bool = False,
    by: Actor,
    at: datetime,
) -> Placed:
    """Let a chip land on the board, from a waiting lane or from another place.

    ``minutes`` stretches it; else it takes the standard minutes that are left. A chip in work
    keeps its bay, start and technician and can only be stretched. Technician, bay and job are
    locked in this order, so two drags into one bay queue up.

    Raises:
        Missing: this store has no such job, bay or technician.
        IllegalMove: the job is done or withdrawn, or it is in work and would leave its bay.
        BayTaken, BayClosed, WrongBay, TechnicianTaken, NotOnShift, NoCertificate, StoreClosed,
        TimePassed, OffTheGrid: the landing is forbidden; the sentence says by what.
        PromisesChange: other promises become later and ``accept_effects`` is not given.
    """
    technician, bay = _held(by, technician_id, bay_id)
    job = locked(Job.objects.seen_by(by), job_id)
    _check_movable(job, bay, technician, starts_at)
    landing = _landing(job, bay, technician, starts_at, minutes)
    said = _judged(by, landing, accept_effects=accept_effects, at=at)
    with refused_by(_taken_words(bay, technician)):
        job.place(bay, technician, starts_at=starts_at, minutes=minutes, at=at)
    record(_moved(job, len(said.effects)), by=by, at=at)
    return Placed(job, said.warnings, said.effects)


def _held(by: Actor, technician_id: UUID | None, bay_id: UUID) -> tuple[Staff | None, Bay]:
    """Hold the technician, then the bay: so two landings in one place queue up."""
    technician = None
    if technician_id:
        technician = locked(Staff.objects.with_role(by, *_HANDS), technician_id)
    return technician, locked(Bay.objects.seen_by(by), bay_id)


def _landing(
    job: Job, bay: Bay, technician: Staff | None, starts_at: datetime, minutes: int | None = None
) -> Landing:
    span = timedelta(minutes=span_minutes(minutes or job.minutes_left))
    return Landing(job, bay, technician, starts_at, starts_at + span)


def _judged(by: Actor, landing: Landing, *, accept_effects: bool, at: datetime) -> Verdict:
    said = verdict(by, landing, at=at)
    if said.refusal:
        raise said.refusal
    if said.effects and not accept_effects:
        raise PromisesChange(said.effects)
    return said


@transaction.atomic
def move_job(
    *,
    job_id: UUID,
    bay_id: UUID,
    starts_at: datetime,
    technician_id: UUID | None = None,
    minutes: int | None = None,
    accept_effects: bool = False,
    by: Actor,
    at: datetime,
) -> Placed:
    """Drag a chip that stands on the board; its technician stays unless another is named.

    Raises:
        As ``place_job``.
    """
    row = Job.objects.seen_by(by).filter(pk=job_id).values_list("technician_id", flat=True).first()
    return place_job(
        job_id=job_id,
        bay_id=bay_id,
        starts_at=starts_at,
        technician_id=technician_id or row,
        minutes=minutes,
        accept_effects=accept_effects,
        by=by,
        at=at,
    )


@transaction.atomic
def unplace_job(*, job_id: UUID, by: Actor, at: datetime) -> Job:
    """Take a planned chip from the board back into the waiting lane.

    Raises:
        Missing: this store has no such job.
        IllegalMove: the job has begun.
    """
    job = locked(Job.objects.seen_by(by), job_id)
    if job.state != JobState.PLANNED:
        JOB_FLOW.check(JobState(job.state), JobState.WITHDRAWN)
    job.unplace(at=at)
    record(_moved(job, 0), by=by, at=at)
    return job


@transaction.atomic
def withdraw_job(*, job_id: UUID, by: Actor, at: datetime) -> Job:
    """Take a job away because nobody wants it any more.

    Raises:
        Missing: this store has no such job.
        IllegalMove: it has begun and is not parked, or it is done.
    """
    job = locked(Job.objects.seen_by(by), job_id)
    job.withdraw(at=at)
    record(JobWithdrawn(*job.about), by=by, at=at)
    return job


@transaction.atomic
def drop_waiting_job(*, source: Source, by: Actor, at: datetime) -> int:
    """Take the jobs of a source away that nobody began: the work was done without the board.

    Doing nothing is fine: the job was clocked like any other. Answers how many were taken away.
    """
    rows = Job.objects.seen_by(by).of(source).filter(state=JobState.PLANNED)
    jobs = list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
    for job in jobs:
        job.withdraw(at=at)
        record(JobWithdrawn(*job.about), by=by, at=at)
    return len(jobs)


@transaction.atomic
def set_promise(*, job_id: UUID, promise_at: datetime, by: Actor, at: datetime) -> Job:
    """Give the customer a time, or another one; the first promise is kept beside it.

    Raises:
        Missing: this store has no such job.
        WrongInput: the time lies in the past, or too far ahead.
    """
    check_promise(by, promise_at, at=at)
    job = locked(Job.objects.seen_by(by), job_id)
    _promise(job, promise_at, by=by, at=at)
    return job


@transaction.atomic
def set_promises(*, source: Source, promise_at: datetime, by: Actor, at: datetime) -> int:
    """Give all open jobs of one order the same promise, and answer how many there were.

    Raises:
        WrongInput: the time lies in the past, or too far ahead.
    """
    check_promise(by, promise_at, at=at)
    rows = Job.objects.seen_by(by).of(source).open().select_for_update(of=("self",), no_key=True)
    jobs = list(rows.order_by("pk"))
    for job in jobs:
        _promise(job, promise_at, by=by, at=at)
    return len(jobs)


def _promise(job: Job, promise_at: datetime, *, by: Actor, at: datetime) -> None:
    earlier = job.promise_at
    if earlier == promise_at:
        return
    job.promise(promise_at)
    if earlier is None:
        record(PromiseSet(*job.about, promise_at=promise_at), by=by, at=at)
        return
    fact = PromiseChanged(*job.about, promise_at=promise_at, earlier_promise_at=earlier)
    record(fact, by=by, at=at)


def _check_movable(job: Job, bay: Bay, technician: Staff | None, starts_at: datetime) -> None:
    if job.state in {JobState.PLANNED, JobState.PARKED, JobState.CARRIED_OVER}:
        return
    if job.state in {JobState.RUNNING, JobState.BLOCKED}:
        kept = (job.bay_id, job.technician_id, job.starts_at)
        if kept == (bay.pk, technician.pk if technician else None, starts_at):
            return
        sentence = _("“%(job)s” is in work; stop and park it before it leaves its bay.")
        raise IllegalMove(sentence % {"job": job.title})
    JOB_FLOW.check(JobState(job.state), JobState.WITHDRAWN)


def _taken_words(bay: Bay | None, technician: Staff | None) -> dict[str, Refused]:
    """The same words as the check, for the case that only the constraint saw it."""
    words: dict[str, Refused] = {}
    if bay:
        in_bay = _("Bay %(bay)s is taken at that time.") % {"bay": bay.name}
        words["workshop_job_no_overlap_in_a_bay"] = BayTaken(in_bay)
    if technician:
        busy = _("%(name)s is planned elsewhere at that time.") % {"name": technician.name}
        words["workshop_job_no_overlap_for_a_technician"] = TechnicianTaken(busy)
    return words


def _moved(job: Job, accepted_effects: int) -> JobMoved:
    return JobMoved(
        *job.about,
        bay_id=job.bay_id,
        technician_id=job.technician_id,
        starts_at=job.starts_at,
        ends_at=job.ends_at,
        accepted_effects=accepted_effects,
    )
