"""An odometer reading: kilometres on a day, and where they were read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.scope import GroupQuerySet
from forecourt.vehicles.models.vehicle import Vehicle


class ReadingSource(models.TextChoices):
    REPAIR_ORDER = "repair_order", _("Repair order")
    DELIVERY = "delivery", _("Handover")
    TELEMATICS = "telematics", _("Telematics")
    OWNER_LOG = "owner_log", _("Owner's log")
    PHONE = "phone", _("Said on the phone")


class OdometerReadingQuerySet(GroupQuerySet["OdometerReading"]):
    def in_order(self) -> Self:
        return self.order_by("read_at", "pk")


class OdometerReading(TenantModel):
    vehicle = TenantForeignKey(Vehicle, models.CASCADE, related_name="readings")
    read_at = models.DateTimeField()
    km = models.PositiveIntegerField()
    source = models.CharField(max_length=12, choices=ReadingSource)
    is_replaced = models.BooleanField(default=False)  # the odometer was changed; counting is new
    source_kind = models.CharField(max_length=60, blank=True)
    source_key = models.CharField(max_length=80, blank=True)
    recorded_by = models.CharField(max_length=60)

    objects = OdometerReadingQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=ReadingSource.values, km__lte=2_000_000),
                name="vehicles_odometerreading_is_possible",
            ),
            models.UniqueConstraint(
                fields=["tenant", "vehicle", "source_kind", "source_key"],
                condition=~Q(source_key=""),
                name="vehicles_odometerreading_once_per_source",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "vehicle", "read_at"], name="vehicles_odometerreading_log"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.km} km"

    @classmethod
    def note(
        cls,
        vehicle: Vehicle,
        km: int,
        *,
        source: ReadingSource,
        is_replaced: bool,
        source_kind: str,
        source_key: str,
        recorded_by: str,
        at: datetime,
    ) -> OdometerReading:
        return OdometerReading.objects.create(
            vehicle=vehicle,
            read_at=at,
            km=km,
            source=source,
            is_replaced=is_replaced,
            source_kind=source_kind,
            source_key=source_key,
            recorded_by=recorded_by,
        )

    @classmethod
    def note_all(cls, rows: Iterable[OdometerReading]) -> None:
        """Note the readings of cars that an import filed."""
        OdometerReading.objects.bulk_create(rows, batch_size=2000)
