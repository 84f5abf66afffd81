"""A day plan: who was to do what, as fixed before opening; changes afterwards are additions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, Self
from uuid import UUID

from django.db import connection, models
from django.db.models import F
from uuid_utils.compat import uuid7

from forecourt.followups.models.task import Task
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models import Staff, Store
from forecourt.store.scope import ScopedQuerySet


class DayPlanQuerySet(ScopedQuerySet["DayPlan"]):
    def fixed(self) -> Self:
        return self.filter(fixed_at__isnull=False)


class DayPlan(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    on = models.DateField()
    struck_at = models.DateTimeField(null=True)  # the clock's facts of this day were read
    fixed_at = models.DateTimeField(null=True)
    row_count = models.PositiveIntegerField(default=0)
    overflow_count = models.PositiveIntegerField(default=0)
    calendar_lacks_year = models.BooleanField(default=False)

    objects = DayPlanQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "on"], name="followups_dayplan_one_per_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}"

    @classmethod
    def open_for(cls, store_id: UUID, on: date) -> DayPlan:
        """The plan of a day, held until the transaction ends; born if it lacks."""
        DayPlan.objects.bulk_create([DayPlan(store_id=store_id, on=on)], ignore_conflicts=True)
        return DayPlan.objects.select_for_update(no_key=True).get(store_id=store_id, on=on)

    def strike(self, *, at: datetime) -> None:
        self.struck_at = at
        self.save(update_fields=["struck_at"])

    def fix(
        self, *, row_count: int, overflow_count: int, calendar_lacks_year: bool, at: datetime
    ) -> None:
        """Make this the baseline of the day."""
        self.fixed_at, self.row_count, self.overflow_count = at, row_count, overflow_count
        self.calendar_lacks_year = calendar_lacks_year
        self.save(update_fields=["fixed_at", "row_count", "overflow_count", "calendar_lacks_year"])


class DayPlanRowQuerySet(ScopedQuerySet["DayPlanRow"]):
    def overflowing(self) -> Self:
        return self.filter(is_overflow=True)

    def done_in_time(self) -> Self:
        """Rows whose task was done on the planned day."""
        return self.filter(task__state="done", task__done_on__lte=F("plan__on"))


class DayPlanRow(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    plan = TenantForeignKey(DayPlan, models.CASCADE, related_name="rows")
    task = TenantForeignKey(Task, models.CASCADE, related_name="plan_rows")
    staff = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    position = models.PositiveIntegerField()
    is_overflow = models.BooleanField(default=False)  # over the cap; it stays due all the same

    objects = DayPlanRowQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "plan", "task"], name="followups_dayplanrow_once_per_task"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}"

    @classmethod
    def write(cls, plan: DayPlan, rows: Iterable[tuple[UUID, UUID | None, int, bool]]) -> None:
        """Write the baseline: task, person, place, overflow. Copied in, for there may be many."""
        with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            for row in rows:
                copy.write_row((plan.tenant_id, uuid7(), plan.store_id, plan.pk, *row))


_COPY: Final = (
    "COPY followups_dayplanrow (tenant_id, id, store_id, plan_id, task_id, staff_id, position,"
    " is_overflow) FROM STDIN"
)
