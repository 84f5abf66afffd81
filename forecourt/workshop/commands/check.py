"""The quality check: it passes, or it sends the job back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Refused, WrongInput
from forecourt.store.models import Staff
from forecourt.workshop.facts import QualityFailed, QualityPassed
from forecourt.workshop.models import Job, JobState, QualityCheck, WorkClock
from forecourt.workshop.queries.checking import checklist


class OwnWork(Refused):
    code = "own-work"


@transaction.atomic
def check_job(
    *,
    job_id: UUID,
    failed_points: Collection[str] = (),
    note: str = "",
    by: Actor,
    at: datetime,
) -> QualityCheck:
    """Look at finished work, point by point; one failed point sends the job back.

    The job then waits for a place on the board again, and the rework is counted.

    Raises:
        Missing: this store has no such job, or the inspector does not work here.
        OwnWork: the inspector worked on this job.
        WrongInput: a failed point is not on the checklist.
        IllegalMove: the job is not finished, or it has passed already.
    """
    inspector = locked(Staff.objects.seen_by(by), by.staff_id or UUID(int=0))
    job = locked(Job.objects.seen_by(by), job_id)
    if job.state != JobState.FINISHED or job.passed_at or not job.needs_check:
        raise IllegalMove(_("“%(job)s” is not waiting for a check.") % {"job": job.title})
    if WorkClock.objects.seen_by(by).filter(job=job, technician=inspector).exists():
        raise OwnWork(_("Nobody checks their own work. Ask another inspector."))
    points = [(p.code, p.text, p.code not in failed_points) for p in checklist(by, on=at.date())]
    if unknown := set(failed_points) - {code for code, _text, _fine in points}:
        raise WrongInput(_("The checklist has no point “%(code)s”.") % {"code": min(unknown)})
    check = QualityCheck.write(job, inspector, points, note=note.strip(), at=at)
    if check.is_passed:
        job.pass_check(at=at)
        passed = QualityPassed(
            *job.about,
            check_id=check.pk,
            inspector_id=inspector.pk,
            round_number=check.round_number,
        )
        record(passed, by=by, at=at)
        return check
    job.send_back(at=at)
    failed = QualityFailed(
        *job.about,
        check_id=check.pk,
        inspector_id=inspector.pk,
        round_number=check.round_number,
        failed_points=tuple(sorted(failed_points)),
    )
    record(failed, by=by, at=at)
    return check
