"""A job: one chip on the service board, worked on in one bay by one technician at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.fields.ranges import RangeOperators
from django.db import models
from django.db.models import Case, F, Func, Q, When
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.flow import Flow
from forecourt.kernel.rows import insert_rows
from forecourt.kernel.source import Source
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models import Staff, Store
from forecourt.store.scope import ScopedQuerySet
from forecourt.workshop.models.bay import Bay, BayKind
from forecourt.workshop.rules import span_minutes


class JobState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Working")
    BLOCKED = "blocked", _("Stopped")
    PARKED = "parked", _("Parked")
    FINISHED = "finished", _("Work done")
    CARRIED_OVER = "carried_over", _("Carried over")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class StopReason(models.TextChoices):
    PART = "part", _("Part missing")
    APPROVAL = "approval", _("Customer has not approved")
    SUBLET = "sublet", _("Outside work")
    DIAGNOSIS = "diagnosis", _("Diagnosis needed")
    TOOL = "tool", _("Tool missing")
    ABSENCE = "absence", _("Technician away")
    BAY_MOVED = "bay_moved", _("Bay changed")


class WaitType(models.TextChoices):
    WAITS_HERE = "waits_here", _("Waits here")
    LEAVES_CAR = "leaves_car", _("Leaves the car")
    LOANER = "loaner", _("Has a loaner car")
    PICK_UP_RETURN = "pick_up_return", _("Picked up and returned")
    SHUTTLE = "shuttle", _("Takes the shuttle")


JOB_FLOW = Flow(
    {
        JobState.PLANNED: {
            JobState.PLANNED,  # moved
            JobState.RUNNING,
            JobState.CARRIED_OVER,
            JobState.WITHDRAWN,
        },
        JobState.RUNNING: {JobState.BLOCKED, JobState.FINISHED, JobState.CARRIED_OVER},
        JobState.BLOCKED: {JobState.RUNNING, JobState.PARKED, JobState.CARRIED_OVER},
        JobState.PARKED: {JobState.PLANNED, JobState.WITHDRAWN},
        JobState.FINISHED: {JobState.PLANNED},  # a failed check sends it back
        JobState.CARRIED_OVER: {JobState.PLANNED, JobState.WITHDRAWN},
        JobState.WITHDRAWN: set(),
    }
)
ON_THE_BOARD = (JobState.PLANNED, JobState.RUNNING, JobState.BLOCKED)  # these hold their cells
OPEN = (*ON_THE_BOARD, JobState.PARKED, JobState.CARRIED_OVER)
WITH_REASON = (JobState.BLOCKED, JobState.PARKED)

PLACE = ("bay", "technician", "starts_at", "ends_at")
MOVED = ("state", "entered_at", "stop_reason", "note")

_CELL = "date_bin('15 minutes', %(expressions)s, 'epoch'::timestamptz)"


def _cell_of(field: str) -> Func:
    return Func(F(field), template=_CELL, output_field=models.DateTimeField())


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What somebody upstairs wants done: the job, without its place on the board."""

    source: Source
    title: str
    standard_minutes: int
    bay_kind: BayKind
    skill: str = ""
    plate: str = ""
    vehicle: str = ""
    customer_label: str = ""  # what a waiting customer may read, such as "Maintenance"
    wait_type: str = ""
    promise_at: datetime | None = None
    needs_check: bool = True


class JobQuerySet(ScopedQuerySet["Job"]):
    def held_by(self, technician: Staff) -> Self:
        """Jobs on the technician's clock; the database allows at most one."""
        return self.filter(technician=technician, state=JobState.RUNNING)

    def on_the_board(self) -> Self:
        """Jobs that hold cells of a bay; in the words of the index that holds only these."""
        return self.filter(state__in=ON_THE_BOARD, bay__isnull=False)

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def between(self, start: datetime, end: datetime) -> Self:
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def of(self, source: Source) -> Self:
        return self.filter(source_kind=source.kind, source_key=source.key)

    def waiting_for_check(self) -> Self:
        return self.filter(state=JobState.FINISHED, needs_check=True, passed_at__isnull=True)


class Job(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    source_kind = models.CharField(max_length=40)
    source_key = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    plate = models.CharField(max_length=16, blank=True)
    vehicle = models.CharField(max_length=60, blank=True)  # model, in words
    customer_label = models.CharField(max_length=60, blank=True)
    adviser = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    standard_minutes = models.PositiveIntegerField()
    bay_kind = models.CharField(max_length=20, choices=BayKind)
    skill = models.CharField(max_length=20, blank=True)
    wait_type = models.CharField(max_length=16, choices=WaitType, blank=True)
    first_promise_at = models.DateTimeField(null=True)
    promise_at = models.DateTimeField(null=True)

    state = models.CharField(max_length=12, choices=JobState, default=JobState.PLANNED)
    entered_at = models.DateTimeField()  # when the job entered its present state
    stop_reason = models.CharField(max_length=12, choices=StopReason, blank=True)
    note = models.CharField(max_length=120, blank=True)  # where the car is parked, why carried over

    bay = TenantForeignKey(Bay, models.PROTECT, null=True, related_name="jobs")
    technician = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="jobs")
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    during = models.GeneratedField(
        expression=Case(
            When(
                starts_at__isnull=False,
                then=Func(F("starts_at"), F("ends_at"), function="tstzrange"),
            )
        ),
        output_field=DateTimeRangeField(),
        db_persist=True,
    )

    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    worked_minutes = models.PositiveIntegerField(default=0)  # closed clocks only
    needs_check = models.BooleanField(default=True)
    passed_at = models.DateTimeField(null=True)
    failed_checks = models.PositiveSmallIntegerField(default=0)
    risk_told_at = models.DateTimeField(null=True)  # when the adviser was told of a promise at risk

    objects = JobQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "technician"],
                condition=Q(state="running"),
                name="workshop_job_one_running_per_technician",
            ),
            ExclusionConstraint(
                name="workshop_job_no_overlap_in_a_bay",
                expressions=[
                    ("tenant", RangeOperators.EQUAL),
                    ("bay", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=["planned", "running", "blocked"], bay__isnull=False),
            ),
            ExclusionConstraint(
                name="workshop_job_no_overlap_for_a_technician",
                expressions=[
                    ("tenant", RangeOperators.EQUAL),
                    ("technician", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(
                    state__in=["planned", "running", "blocked"],
                    technician__isnull=False,
                    starts_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in JobState]),
                name="workshop_job_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(bay_kind__in=[kind.value for kind in BayKind]),
                name="workshop_job_bay_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(starts_at=_cell_of("starts_at"), ends_at=_cell_of("ends_at"))
                | Q(starts_at__isnull=True),
                name="workshop_job_stands_on_the_grid",
            ),
            models.CheckConstraint(
                condition=Q(bay__isnull=True, starts_at__isnull=True, ends_at__isnull=True)
                | Q(
                    bay__isnull=False,
                    starts_at__isnull=False,
                    ends_at__isnull=False,  # else the comparison is unknown, which passes a check
                    ends_at__gt=F("starts_at"),
                ),
                name="workshop_job_has_a_whole_place_or_none",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["running", "blocked"])
                | Q(bay__isnull=False, technician__isnull=False),
                name="workshop_job_in_work_has_bay_and_technician",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["parked", "carried_over", "withdrawn"])
                | Q(bay__isnull=True),
                name="workshop_job_off_the_board_holds_no_bay",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=["blocked", "parked"]) & ~Q(stop_reason=""))
                | (~Q(state__in=["blocked", "parked"]) & Q(stop_reason="")),
                name="workshop_job_stopped_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(standard_minutes__gt=0), name="workshop_job_takes_time"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "store", "starts_at"], name="workshop_job_by_day"),
            models.Index(
                fields=["tenant", "store", "ends_at"],
                condition=Q(state__in=["planned", "running", "blocked"], bay__isnull=False),
                name="workshop_job_holding_cells",
            ),
            models.Index(
                fields=["tenant", "store"],
                condition=Q(state__in=["planned", "parked", "carried_over"], bay__isnull=True),
                name="workshop_job_waiting",
            ),
            models.Index(
                fields=["tenant", "store", "finished_at"],
                condition=Q(state="finished", needs_check=True, passed_at__isnull=True),
                name="workshop_job_unchecked",
            ),
            models.Index(
                fields=["tenant", "source_kind", "source_key"], name="workshop_job_by_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plate} {self.title}".strip()

    @property
    def source(self) -> Source:
        return Source(self.source_kind, self.source_key)

    @property
    def about(self) -> tuple[UUID, str, str, UUID | None]:
        """What every fact about the job begins with; the last is the source's key as an id."""
        try:
            source_id = UUID(self.source_key)
        except ValueError:
            source_id = None
        return self.pk, self.source_kind, self.source_key, source_id

    @property
    def minutes_left(self) -> int:
        """Standard minutes that closed clocks have not used up, for a chip that is moved."""
        return max(self.standard_minutes - self.worked_minutes, 1)

    @property
    def is_placed(self) -> bool:
        return self.starts_at is not None

    @classmethod
    def prepared(
        cls, order: Order, *, store_id: UUID, adviser_id: UUID | None, at: datetime
    ) -> Job:
        """A job that is not written yet; it waits for a place unless ``put`` gives it one."""
        return Job(
            store_id=store_id,
            source_kind=order.source.kind,
            source_key=order.source.key,
            title=order.title,
            plate=order.plate,
            vehicle=order.vehicle,
            customer_label=order.customer_label,
            adviser_id=adviser_id,
            standard_minutes=order.standard_minutes,
            bay_kind=order.bay_kind,
            skill=order.skill,
            wait_type=order.wait_type,
            first_promise_at=order.promise_at,
            promise_at=order.promise_at,
            needs_check=order.needs_check,
            entered_at=at,
        )

    def write(self) -> None:
        """Write a prepared job."""
        insert_rows([self])

    def put(
        self, bay: Bay, technician: Staff | None, *, starts_at: datetime, minutes: int | None = None
    ) -> None:
        """Stand on cells of the board; who calls this writes the job."""
        self.bay, self.technician, self.starts_at = bay, technician, starts_at
        self.ends_at = starts_at + timedelta(minutes=span_minutes(minutes or self.minutes_left))

    def place(
        self,
        bay: Bay,
        technician: Staff | None,
        *,
        starts_at: datetime,
        minutes: int | None = None,
        at: datetime,
    ) -> None:
        """Put the chip on its cells; a parked or carried-over job is planned again by that.

        A chip in work may be stretched; it keeps its bay and start.
        """
        if self.state not in ON_THE_BOARD:
            self._enter(JobState.PLANNED, at=at)
        self.put(bay, technician, starts_at=starts_at, minutes=minutes)
        self.save(update_fields=[*MOVED, *PLACE])

    def unplace(self, *, at: datetime) -> None:
        """Take a planned chip back into the waiting lane."""
        self._enter(JobState.PLANNED, at=at)
        self._leave_the_board()
        self.save(update_fields=[*MOVED, *PLACE])

    def start(self, technician: Staff, *, at: datetime) -> None:
        """Put the job on the technician's clock, for the first time or again."""
        self._enter(JobState.RUNNING, at=at)
        self.technician, self.started_at = technician, self.started_at or at
        self.save(update_fields=[*MOVED, "technician", "started_at"])

    def stop(self, reason: StopReason, *, worked_minutes: int, at: datetime) -> None:
        """Take the job off the clock until ``reason`` is gone."""
        self._enter(JobState.BLOCKED, at=at)
        self.stop_reason, self.worked_minutes = reason, self.worked_minutes + worked_minutes
        self.save(update_fields=[*MOVED, "worked_minutes"])

    def finish(self, *, worked_minutes: int, at: datetime) -> None:
        self._enter(JobState.FINISHED, at=at)
        self.finished_at, self.worked_minutes = at, self.worked_minutes + worked_minutes
        self.save(update_fields=[*MOVED, "finished_at", "worked_minutes"])

    def park(self, where: str, *, at: datetime) -> None:
        """Free the bay; the car stands at ``where`` and the reason stays."""
        reason = self.stop_reason
        self._enter(JobState.PARKED, at=at)
        self._leave_the_board()
        self.stop_reason, self.note = reason, where
        self.save(update_fields=[*MOVED, *PLACE])

    def carry_over(self, why: str, *, worked_minutes: int, at: datetime) -> None:
        """Put the chip into tomorrow's lane; the bay is free."""
        self._enter(JobState.CARRIED_OVER, at=at)
        self._leave_the_board()
        self.note, self.worked_minutes = why, self.worked_minutes + worked_minutes
        self.save(update_fields=[*MOVED, *PLACE, "worked_minutes"])

    def withdraw(self, *, at: datetime) -> None:
        """Take the job away before any work; what was begun is finished or carried over."""
        self._enter(JobState.WITHDRAWN, at=at)
        self._leave_the_board()
        self.save(update_fields=[*MOVED, *PLACE])

    def pass_check(self, *, at: datetime) -> None:
        self.passed_at = at
        self.save(update_fields=["passed_at"])

    def send_back(self, *, at: datetime) -> None:
        """A failed check: the work waits for a place again, and the rework is counted."""
        self._enter(JobState.PLANNED, at=at)
        self._leave_the_board()
        self.finished_at, self.failed_checks = None, self.failed_checks + 1
        self.save(update_fields=[*MOVED, *PLACE, "finished_at", "failed_checks"])

    def promise(self, promise_at: datetime) -> None:
        self.promise_at = promise_at
        self.first_promise_at = self.first_promise_at or promise_at
        self.risk_told_at = None
        self.save(update_fields=["promise_at", "first_promise_at", "risk_told_at"])

    def tell_risk(self, *, at: datetime) -> None:
        """The adviser knows that the promise is at risk; told once per promise."""
        self.risk_told_at = at
        self.save(update_fields=["risk_told_at"])

    def _enter(self, state: JobState, *, at: datetime) -> None:
        JOB_FLOW.check(JobState(self.state), state)
        self.state, self.entered_at, self.stop_reason, self.note = state, at, "", ""

    def _leave_the_board(self) -> None:
        self.bay = self.technician = self.starts_at = self.ends_at = None
