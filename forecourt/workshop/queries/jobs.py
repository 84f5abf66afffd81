"""Jobs by what they are for, and the work that one person has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing
from forecourt.kernel.source import Source
from forecourt.kernel.tenancy import all_tenants
from forecourt.store.queries import open_spans, rule, zone_of
from forecourt.workshop.models import Job, JobState, StopReason
from forecourt.workshop.queries.capacity import free_slots


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


@dataclass(frozen=True, slots=True)
class LeftStanding:
    """A chip whose cells are over and whose work is not; why, and when it could be ready now."""

    job_id: UUID
    why: str
    ready_at: datetime | None


def stores_with_chips() -> list[tuple[UUID, UUID]]:
    """Dealer group and store of every workshop that has a chip on its board."""
    with all_tenants("closing time: each store is then served in its own group"):
        rows = Job.objects.on_the_board().order_by()
        return list(rows.values_list("tenant_id", "store_id").distinct())


def left_standing(by: Actor, *, at: datetime) -> list[LeftStanding]:
    """The chips that the last closing time found unfinished, the earliest promise first.

    Whoever works on after closing time is left in peace for some minutes. A chip whose cells go
    on behind closing time, such as paint that dries, is not one of them.
    """
    zone = zone_of(by)
    on = at.astimezone(zone).date()
    grace = timedelta(minutes=rule(by, "workshop.carry_over_after_minutes", on=on))
    spans = open_spans(by, first=on - timedelta(days=_LONGEST_CLOSED), last=on, zone=zone)
    closings = [closes for _opens, closes in spans if closes + grace <= at]
    if not closings:
        return []
    rows = Job.objects.seen_by(by).on_the_board().filter(ends_at__lte=closings[-1])
    return [
        LeftStanding(job.pk, _why_left(job), _ready_at(by, job, at=at))
        for job in rows.order_by(F("promise_at").asc(nulls_last=True), "pk")
    ]


def _why_left(job: Job) -> str:
    if job.state == JobState.BLOCKED:
        words = {"reason": StopReason(job.stop_reason).label}
        return _("Closing time: stopped, %(reason)s") % words
    if job.state == JobState.RUNNING:
        return _("Closing time: not finished")
    return _("Closing time: not begun")


def _ready_at(by: Actor, job: Job, *, at: datetime) -> datetime | None:
    """When the rest of the work is done if it is the first in the capacity that is free."""
    left = max(job.standard_minutes - job.worked_minutes, 1)
    until = at + timedelta(days=_DAYS_LOOKED)
    slots = free_slots(
        by,
        bay_kind=job.bay_kind,
        minutes=left,
        skill=job.skill,
        from_=at,
        until=until,
        at=at,
        limit=1,
    )
    margin = rule(by, "workshop.promise_margin_minutes", on=at.astimezone(zone_of(by)).date())
    return slots[0].ends_at + timedelta(minutes=margin) if slots else None


_LONGEST_CLOSED: Final = 14  # days, as over Spring Festival
_DAYS_LOOKED: Final = 14

_BOARD_CHANGES: Final = (
    *("workshop.job_moved", "workshop.job_started", "workshop.job_stopped", "workshop.job_resumed"),
    *("workshop.promise_set", "workshop.promise_changed"),
)


def board_changes_wait(entry: Entry) -> bool:
    """Whether the board changed again after this entry, and that is still to be heard of."""
    return Entry.objects.after(entry, _BOARD_CHANGES).exists()
