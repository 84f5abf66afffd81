"""A demo car and its calendar: no two drives overlap on one car, the database sees to it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.fields.ranges import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.flow import Flow
from forecourt.kernel.models import Attachment
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.leads.models.opportunity import Opportunity
from forecourt.leads.rules import mean_rating
from forecourt.store.models import Staff, Store
from forecourt.store.scope import ScopedQuerySet
from forecourt.vehicles.models import Vehicle


class DemoCarQuerySet(ScopedQuerySet["DemoCar"]):
    def in_use(self) -> Self:
        return self.filter(is_withdrawn=False)


class DemoCar(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    vehicle = TenantForeignKey(Vehicle, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    insured_until = models.DateField()  # exclusive
    inspected_until = models.DateField()  # exclusive
    is_withdrawn = models.BooleanField(default=False)

    objects = DemoCarQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "vehicle"],
                condition=Q(is_withdrawn=False),
                name="leads_democar_one_per_vehicle",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "store"], name="leads_democar_by_store")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def put_up(
        cls,
        *,
        store_id: UUID,
        vehicle_id: UUID,
        name: str,
        insured_until: date,
        inspected_until: date,
    ) -> DemoCar:
        return DemoCar.objects.create(
            store_id=store_id,
            vehicle_id=vehicle_id,
            name=name,
            insured_until=insured_until,
            inspected_until=inspected_until,
        )

    def is_fit(self, on: date) -> bool:
        """Insured, inspected and not withdrawn on that day."""
        return not self.is_withdrawn and on < self.insured_until and on < self.inspected_until

    def change(self, *, insured_until: date, inspected_until: date, is_withdrawn: bool) -> None:
        self.insured_until, self.inspected_until = insured_until, inspected_until
        self.is_withdrawn = is_withdrawn
        self.save(update_fields=["insured_until", "inspected_until", "is_withdrawn"])


class TestDriveState(models.TextChoices):
    __test__ = False  # of the trade, not of pytest

    BOOKED = "booked", _("Booked")
    DRIVING = "driving", _("On the road")
    FINISHED = "finished", _("Finished")
    CANCELLED = "cancelled", _("Cancelled")
    NO_SHOW = "no_show", _("Did not come")


class Route(models.TextChoices):
    TOWN = "town", _("A: town, 6 km")
    MIXED = "mixed", _("B: mixed, 10 km")


TEST_DRIVE_FLOW = Flow(
    {
        TestDriveState.BOOKED: {
            TestDriveState.DRIVING,
            TestDriveState.CANCELLED,
            TestDriveState.NO_SHOW,
        },
        TestDriveState.DRIVING: {TestDriveState.FINISHED},
        TestDriveState.FINISHED: set(),
        TestDriveState.CANCELLED: set(),
        TestDriveState.NO_SHOW: set(),
    }
)
RATINGS = ("rating_start", "rating_brake", "rating_curve", "rating_noise", "rating_parking")
_MOVED = ("state", "entered_at")
_HOLDS = (TestDriveState.BOOKED.value, TestDriveState.DRIVING.value)


class TestDriveQuerySet(ScopedQuerySet["TestDrive"]):
    __test__ = False

    def between(self, start: datetime, end: datetime) -> Self:
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def holding(self) -> Self:
        """Those that keep their car from others."""
        return self.filter(state__in=_HOLDS)


class TestDrive(TenantModel):
    __test__ = False  # a noun of the trade, not a test

    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    demo_car = TenantForeignKey(DemoCar, models.PROTECT, related_name="drives")
    opportunity = TenantForeignKey(Opportunity, models.PROTECT, related_name="drives")
    consultant = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    during = models.GeneratedField(
        expression=models.Func(F("starts_at"), F("ends_at"), function="tstzrange"),
        output_field=DateTimeRangeField(),
        db_persist=True,
    )
    state = models.CharField(max_length=10, choices=TestDriveState, default=TestDriveState.BOOKED)
    entered_at = models.DateTimeField()
    route = models.CharField(max_length=8, choices=Route, default=Route.TOWN)
    licence_valid_until = models.DateField(null=True)  # seen, never copied
    agreement = TenantForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    km_out = models.PositiveIntegerField(null=True)
    km_in = models.PositiveIntegerField(null=True)
    damage = models.CharField(max_length=200, blank=True)
    rating_start = models.PositiveSmallIntegerField(null=True)
    rating_brake = models.PositiveSmallIntegerField(null=True)
    rating_curve = models.PositiveSmallIntegerField(null=True)
    rating_noise = models.PositiveSmallIntegerField(null=True)
    rating_parking = models.PositiveSmallIntegerField(null=True)
    compared_with = models.CharField(max_length=60, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)

    objects = TestDriveQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="leads_testdrive_ends_after_start"
            ),
            ExclusionConstraint(
                name="leads_testdrive_no_overlap_per_car",
                expressions=[
                    ("tenant", RangeOperators.EQUAL),
                    ("demo_car", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=_HOLDS),
            ),
            models.CheckConstraint(
                condition=Q(km_in__isnull=True) | Q(km_in__gte=F("km_out")),
                name="leads_testdrive_km_go_up",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["driving", "finished"])
                | Q(
                    km_out__isnull=False,
                    agreement__isnull=False,
                    licence_valid_until__isnull=False,
                ),
                name="leads_testdrive_no_drive_without_papers",
            ),
            models.CheckConstraint(
                condition=~Q(state="finished") | Q(km_in__isnull=False),
                name="leads_testdrive_finished_has_km",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True})
                    | Q(**{f"{name}__gte": 1, f"{name}__lte": 5}),
                    name=f"leads_testdrive_{name}_1_to_5",
                )
                for name in RATINGS
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "store", "starts_at"], name="leads_testdrive_by_day"),
            models.Index(fields=["tenant", "opportunity"], name="leads_testdrive_by_deal"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%m-%d %H:%M} {self.state}"

    @classmethod
    def book(
        cls,
        *,
        demo_car: DemoCar,
        opportunity: Opportunity,
        consultant_id: UUID | None,
        starts_at: datetime,
        ends_at: datetime,
        route: Route,
        at: datetime,
    ) -> TestDrive:
        return TestDrive.objects.create(
            store_id=demo_car.store_id,
            demo_car=demo_car,
            opportunity=opportunity,
            consultant_id=consultant_id,
            starts_at=starts_at,
            ends_at=ends_at,
            route=route,
            entered_at=at,
        )

    @property
    def rating(self) -> float | None:
        return mean_rating(getattr(self, name) for name in RATINGS)

    def start(
        self, *, licence_valid_until: date, agreement: Attachment, km_out: int, at: datetime
    ) -> None:
        """Hand over the key: licence seen, agreement signed, kilometers read."""
        self._enter(TestDriveState.DRIVING, at=at)
        self.licence_valid_until, self.agreement = licence_valid_until, agreement
        self.km_out = km_out
        self.save(update_fields=[*_MOVED, "licence_valid_until", "agreement", "km_out"])

    def finish(
        self,
        *,
        km_in: int,
        damage: str,
        ratings: dict[str, int | None],
        compared_with: str,
        at: datetime,
    ) -> None:
        self._enter(TestDriveState.FINISHED, at=at)
        self.km_in, self.damage, self.compared_with = km_in, damage, compared_with
        for name in RATINGS:
            setattr(self, name, ratings.get(name))
        self.save(update_fields=[*_MOVED, "km_in", "damage", "compared_with", *RATINGS])

    def cancel(self, reason: str, *, is_no_show: bool, at: datetime) -> None:
        target = TestDriveState.NO_SHOW if is_no_show else TestDriveState.CANCELLED
        self._enter(target, at=at)
        self.end_reason = reason
        self.save(update_fields=[*_MOVED, "end_reason"])

    def _enter(self, state: TestDriveState, *, at: datetime) -> None:
        TEST_DRIVE_FLOW.check(TestDriveState(self.state), state)
        self.state, self.entered_at = state, at
