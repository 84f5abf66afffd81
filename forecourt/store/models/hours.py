"""When the store is open, and when each person works."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Self

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
    pass


class Holiday(TenantModel):
    """A day that breaks the week: closed, or a weekend day that is worked (调休)."""

    store = TenantForeignKey(Store, models.CASCADE, related_name="+")
    on = models.DateField()
    name = models.CharField(max_length=40)
    is_worked = models.BooleanField(default=False)

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
    def declare(cls, store: Store, on: date, name: str, *, is_worked: bool) -> Holiday:
        return Holiday.objects.create(store=store, on=on, name=name, is_worked=is_worked)


class ShiftQuerySet(ScopedQuerySet["Shift"]):
    def covering(self, at: datetime) -> Self:
        return self.filter(starts_at__lte=at, ends_at__gt=at)

    def between(self, start: datetime, end: datetime) -> Self:
        return self.filter(starts_at__lt=end, ends_at__gt=start)


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

    @property
    def span(self) -> DateTimeTZRange:
        return DateTimeTZRange(self.starts_at, self.ends_at)
