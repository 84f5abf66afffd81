"""When the store is open, and when each person works."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Self
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.fields.ranges import RangeOperators
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import F, Q

from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models.staff import Staff
from forecourt.store.models.store import Store
from forecourt.store.scope import ScopedQuerySet


class OpeningHoursQuerySet(ScopedQuerySet["OpeningHours"]):
    pass


class OpeningHours(TenantModel):
    """Hours of one weekday (Monday is 1), in the store's zone."""

    store = TenantForeignKey(Store, models.CASCADE, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    objects = OpeningHoursQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "weekday"], name="store_openinghours_one_per_weekday"
            ),
            models.CheckConstraint(
                condition=Q(weekday__gte=1, weekday__lte=7, closes__gt=F("opens")),
                name="store_openinghours_close_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.opens}-{self.closes}"

    @classmethod
    def put_up(cls, store: Store, weekdays: range, opens: time, closes: time) -> None:
        OpeningHours.objects.bulk_create(
            [OpeningHours(store=store, weekday=day, opens=opens, closes=closes) for day in weekdays]
        )


class HolidayQuerySet(ScopedQuerySet["Holiday"]):
    def of_year(self, year: int) -> Self:
        return self.filter(on__year=year)


class Holiday(TenantModel):
    """A day that breaks the week: a holiday, or a weekend day that is worked (调休).

    No holiday counts as a working day; the store itself is closed then, or opens all the same.
    """

    store = TenantForeignKey(Store, models.CASCADE, related_name="+")
    on = models.DateField()
    name = models.CharField(max_length=40)
    is_worked = models.BooleanField(default=False)
    store_opens = models.BooleanField(default=False)  # on a holiday, all the same
    source = models.CharField(max_length=120, blank=True)  # who published it; empty: the store

    objects = HolidayQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "on"], name="store_holiday_one_per_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"

    @classmethod
    def declare(
        cls, store: Store, on: date, name: str, *, is_worked: bool, store_opens: bool = False
    ) -> Holiday:
        """Say what a day is; said again, the last word counts."""
        row, _created = Holiday.objects.update_or_create(
            store=store,
            on=on,
            defaults={
                "name": name,
                "is_worked": is_worked,
                "store_opens": store_opens and not is_worked,
                "source": "",
            },
        )
        return row

    @classmethod
    def publish(cls, rows: Iterable[Holiday]) -> None:
        """Put up published days; what the store said of a day itself stays."""
        Holiday.objects.bulk_create(rows, ignore_conflicts=True)

    @property
    def closes_store(self) -> bool:
        return not (self.is_worked or self.store_opens)

    def drop(self) -> None:
        self.delete()


class WorkWeekQuerySet(ScopedQuerySet["WorkWeek"]):
    def in_order(self) -> Self:
        return self.order_by("staff", "valid_from", "pk")

    def store_ids(self) -> Iterable[UUID]:
        """Stores that keep a roster."""
        return self.order_by("store").values_list("store", flat=True).distinct()


class WorkWeek(TenantModel):
    """How a person works from a day on, week after week, until the next such row."""

    store = TenantForeignKey(Store, models.CASCADE, related_name="+")
    staff = TenantForeignKey(Staff, models.CASCADE, related_name="+")
    valid_from = models.DateField()
    weekdays = models.CharField(
        max_length=7, blank=True
    )  # "123456": off on Sunday; "": works no more
    begins = models.TimeField()
    ends = models.TimeField()

    objects = WorkWeekQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "staff", "valid_from"],
                name="store_workweek_one_per_person_and_day",
            ),
            models.CheckConstraint(
                condition=Q(weekdays__regex=r"^1?2?3?4?5?6?7?$", ends__gt=F("begins")),
                name="store_workweek_has_days_and_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.valid_from} {self.weekdays}"

    @classmethod
    def put_up(cls, rows: Iterable[WorkWeek]) -> None:
        """Say how people work; said again for the same first day, the last word counts."""
        WorkWeek.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["tenant", "store", "staff", "valid_from"],
            update_fields=["weekdays", "begins", "ends"],
            batch_size=2000,
        )

    def works_on(self, day: date) -> bool:
        return str(day.isoweekday()) in self.weekdays


class ShiftQuerySet(ScopedQuerySet["Shift"]):
    def covering(self, at: datetime) -> Self:
        return self.filter(starts_at__lte=at, ends_at__gt=at)

    def between(self, start: datetime, end: datetime) -> Self:
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def withdraw(self) -> int:
        """Take shifts back that have not begun; answer how many."""
        count, _kinds = self.delete()
        return count


class Shift(TenantModel):
    """One person's working time; breaks are the gaps between two shifts of a day."""

    store = TenantForeignKey(Store, models.CASCADE, related_name="+")
    staff = TenantForeignKey(Staff, models.CASCADE, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    during = models.GeneratedField(
        expression=models.Func(F("starts_at"), F("ends_at"), function="tstzrange"),
        output_field=DateTimeRangeField(),
        db_persist=True,
    )

    objects = ShiftQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="store_shift_ends_after_start"
            ),
            ExclusionConstraint(
                name="store_shift_no_overlap_per_person",
                expressions=[
                    ("tenant", RangeOperators.EQUAL),
                    ("staff", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "store", "starts_at"], name="store_shift_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.starts_at:%m-%d %H:%M}"

    @classmethod
    def plan(cls, store: Store, staff: Staff, starts_at: datetime, ends_at: datetime) -> Shift:
        return Shift.objects.create(store=store, staff=staff, starts_at=starts_at, ends_at=ends_at)

    @classmethod
    def plan_all(cls, shifts: Iterable[Shift]) -> None:
        """Plan many at once; who works already at that time is left as it is."""
        Shift.objects.bulk_create(shifts, batch_size=2000, ignore_conflicts=True)

    @property
    def span(self) -> DateTimeTZRange:
        return DateTimeTZRange(self.starts_at, self.ends_at)
