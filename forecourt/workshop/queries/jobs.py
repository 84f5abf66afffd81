"""Jobs by what they are for, and the work that one person has."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing
from forecourt.kernel.source import Source
from forecourt.kernel.tenancy import all_tenants
from forecourt.workshop.models import Job, JobState


def job(by: Actor, job_id: UUID) -> Job:
    """One job with its bay and people.

    Raises:
        Missing: this store has no such job.
    """
    rows = Job.objects.seen_by(by).select_related("bay", "technician", "adviser")
    found = rows.filter(pk=job_id).first()
    if found is None:
        raise Missing(_("This record does not exist."))
    return found


def jobs_of(by: Actor, source: Source) -> list[Job]:
    """The jobs of one order, in order of birth; withdrawn ones are left out."""
    rows = Job.objects.seen_by(by).of(source).exclude(state=JobState.WITHDRAWN)
    return list(rows.select_related("bay", "technician").order_by("pk"))


def technician_of(by: Actor, job_id: UUID) -> UUID:
    """Who has this job.

    Raises:
        Missing: this store has no such job, or nobody has it.
    """
    technician_id = (
        Job.objects.seen_by(by).filter(pk=job_id).values_list("technician_id", flat=True).first()
    )
    if technician_id is None:
        raise Missing(_("This record does not exist."))
    return technician_id


def promises_kept_open(by: Actor, *, start: datetime, end: datetime) -> list[Job]:
    """The chips between two moments that hold cells, for the forecast of their promises."""
    rows = Job.objects.seen_by(by).on_the_board().between(start, end)
    return list(rows.order_by("starts_at", "pk"))


def busy_stores() -> list[tuple[UUID, UUID]]:
    """Dealer group and store of every workshop that has chips with a promise on its board."""
    with all_tenants("the workshop's minute: each store is then served in its own group"):
        rows = Job.objects.on_the_board().filter(
            promise_at__isnull=False, risk_told_at__isnull=True
        )
        return list(rows.order_by().values_list("tenant_id", "store_id").distinct())


_BOARD_CHANGES: Final = (
    *("workshop.job_moved", "workshop.job_started", "workshop.job_stopped", "workshop.job_resumed"),
    *("workshop.promise_set", "workshop.promise_changed"),
)


def board_changes_wait(entry: Entry) -> bool:
    """Whether the board changed again after this entry, and that is still to be heard of."""
    return Entry.objects.after(entry, _BOARD_CHANGES).exists()
