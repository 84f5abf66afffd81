"""A technician's clock on a job: when it ran, and why it was stopped."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.fields.ranges import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models import Staff, Store
from forecourt.store.scope import ScopedQuerySet
from forecourt.workshop.models.job import Job, StopReason


class WorkClockQuerySet(ScopedQuerySet["WorkClock"]):
    def running(self) -> Self:
        return self.filter(ended_at__isnull=True)


class WorkClock(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    technician = TenantForeignKey(Staff, models.PROTECT, related_name="clocks")
    job = TenantForeignKey(Job, models.PROTECT, related_name="clocks")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    stop_reason = models.CharField(max_length=12, choices=StopReason, blank=True)
    during = models.GeneratedField(
        expression=Func(F("started_at"), F("ended_at"), function="tstzrange"),
        output_field=DateTimeRangeField(),
        db_persist=True,
    )

    objects = WorkClockQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            ExclusionConstraint(
                name="workshop_workclock_one_at_a_time",
                expressions=[
                    ("tenant", RangeOperators.EQUAL),
                    ("technician", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="workshop_workclock_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "job", "started_at"], name="workshop_workclock_by_job"),
            models.Index(
                fields=["tenant", "store", "started_at"], name="workshop_workclock_by_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.technician_id} {self.started_at:%m-%d %H:%M}"

    @classmethod
    def begin(cls, job: Job, technician: Staff, *, at: datetime) -> WorkClock:
        return WorkClock.objects.create(
            store_id=job.store_id, job=job, technician=technician, started_at=at
        )

    def end(self, *, reason: str = "", at: datetime) -> int:
        """Stop the clock and answer the whole minutes that it ran."""
        self.ended_at, self.stop_reason = max(at, self.started_at), reason
        self.save(update_fields=["ended_at", "stop_reason"])
        return round((self.ended_at - self.started_at).total_seconds() / 60)
