"""The checklist of the quality check, and the work that waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from forecourt.kernel.actor import Actor
from forecourt.workshop.defaults import QUALITY_POINTS
from forecourt.workshop.models import Job, QualityCheck, QualityPoint, QualityResult


@dataclass(frozen=True, slots=True)
class Point:
    code: str
    text: str


def checklist(by: Actor, *, on: date) -> tuple[Point, ...]:
    """The store's own points in force on a day, else the shipped ones."""
    own = QualityPoint.objects.seen_by(by).in_force(on).order_by("position", "pk")
    points = tuple(Point(row.code, row.text) for row in own)
    return points or tuple(Point(code, str(text)) for code, text in QUALITY_POINTS)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Finished work that waits for its check."""

    job_id: UUID
    plate: str
    vehicle: str
    title: str
    technician: str
    bay: str
    promise_at: datetime | None
    waited_minutes: int
    round_number: int


def waiting_for_check(by: Actor, *, at: datetime) -> tuple[Waiting, ...]:
    """Finished work without a passed check, earliest promise first."""
    rows = Job.objects.seen_by(by).waiting_for_check().select_related("technician", "bay")
    return tuple(
        Waiting(
            job_id=job.pk,
            plate=job.plate,
            vehicle=job.vehicle,
            title=job.title,
            technician=job.technician.name if job.technician else "",
            bay=job.bay.name if job.bay else "",
            promise_at=job.promise_at,
            waited_minutes=int((at - job.entered_at).total_seconds() // 60),
            round_number=job.failed_checks + 1,
        )
        for job in rows.order_by("promise_at", "finished_at", "pk")
    )


@dataclass(frozen=True, slots=True)
class PastCheck:
    """A check that was made, with the points that were not fine."""

    checked_at: datetime
    inspector: str
    is_passed: bool
    round_number: int
    note: str
    failed: tuple[str, ...]


def checks_of(by: Actor, job_id: UUID) -> tuple[PastCheck, ...]:
    """The checks of one job, the last one first."""
    checks = list(
        QualityCheck.objects.seen_by(by)
        .filter(job_id=job_id)
        .select_related("inspector")
        .order_by("-round_number", "pk")
    )
    bad = QualityResult.objects.seen_by(by).filter(quality_check__in=checks, is_fine=False)
    failed: dict[UUID, list[str]] = {}
    for result in bad.order_by("pk"):
        failed.setdefault(result.quality_check_id, []).append(result.text)
    return tuple(
        PastCheck(
            checked_at=check.checked_at,
            inspector=check.inspector.name,
            is_passed=check.is_passed,
            round_number=check.round_number,
            note=check.note,
            failed=tuple(failed.get(check.pk, ())),
        )
        for check in checks
    )
