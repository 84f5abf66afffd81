"""Plate history: which plate a vehicle carried from when to when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.fields.ranges import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.scope import GroupQuerySet
from forecourt.vehicles.models.vehicle import Vehicle


class PlateKind(models.TextChoices):
    ORDINARY = "ordinary", _("Ordinary plate")
    NEW_ENERGY = "new_energy", _("New-energy plate")
    LEARNER = "learner", _("Learner plate")
    TRAILER = "trailer", _("Trailer plate")
    HONG_KONG = "hong_kong", _("Hong Kong plate")
    MACAU = "macau", _("Macau plate")
    POLICE = "police", _("Police plate")
    TEMPORARY = "temporary", _("Temporary plate")
    MILITARY = "military", _("Military plate")
    EMBASSY = "embassy", _("Embassy plate")
    FOREIGN = "foreign", _("Foreign plate")


class PlateHistoryQuerySet(GroupQuerySet["PlateHistory"]):
    def on(self, day: date) -> Self:
        return self.filter(during__contains=day)

    def open(self) -> Self:
        return self.filter(held_until__isnull=True)


class PlateHistory(TenantModel):
    vehicle = TenantForeignKey(Vehicle, models.CASCADE, related_name="plates")
    plate = models.CharField(max_length=16)
    kind = models.CharField(max_length=12, choices=PlateKind)
    held_from = models.DateField()
    held_until = models.DateField(null=True)
    during = models.GeneratedField(
        expression=models.Func(F("held_from"), F("held_until"), function="daterange"),
        output_field=DateRangeField(),
        db_persist=True,
    )

    objects = PlateHistoryQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=PlateKind.values) & ~Q(plate=""),
                name="vehicles_platehistory_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(held_until__gte=F("held_from")),
                name="vehicles_platehistory_ends_after_start",
            ),
            ExclusionConstraint(
                name="vehicles_platehistory_one_plate_per_vehicle",
                expressions=[
                    ("tenant", RangeOperators.EQUAL),
                    ("vehicle", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="vehicles_platehistory_one_vehicle_per_plate",
                expressions=[
                    ("tenant", RangeOperators.EQUAL),
                    ("plate", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.plate

    @classmethod
    def put(cls, vehicle: Vehicle, plate: str, kind: str, *, held_from: date) -> PlateHistory:
        return PlateHistory.objects.create(
            vehicle=vehicle, plate=plate, kind=kind, held_from=held_from
        )

    def take_off(self, held_until: date) -> None:
        self.held_until = held_until
        self.save(update_fields=["held_until"])

    @classmethod
    def put_all(cls, rows: Iterable[PlateHistory]) -> None:
        """Put the plates of cars that an import filed."""
        PlateHistory.objects.bulk_create(rows, batch_size=2000)
