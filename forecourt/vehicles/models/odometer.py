"""An odometer reading: kilometres on a day, and where they were read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.prepared import prepared
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel, current_tenant_id
from forecourt.store.scope import GroupQuerySet
from forecourt.vehicles.models.vehicle import Vehicle

# Every car that comes in has its kilometres read, so the ordinary case is one statement: nothing
# later is in the log, nothing higher on the car, and the source has not told before.
_NOTE_LATEST = """
WITH car AS (
    UPDATE vehicles_vehicle SET odometer_km = %(km)s, odometer_on = %(on)s
    WHERE tenant_id = %(tenant)s AND id = %(car)s AND (odometer_km IS NULL OR odometer_km <= %(km)s)
      AND NOT EXISTS (
          SELECT 1 FROM vehicles_odometerreading r
          WHERE r.tenant_id = %(tenant)s AND r.vehicle_id = %(car)s
            AND (r.read_at > %(at)s
                 OR (r.source_kind = %(kind)s AND r.source_key = %(key)s AND r.source_key <> '')))
    RETURNING id)
INSERT INTO vehicles_odometerreading (
    tenant_id, id, vehicle_id, read_at, km, source, is_replaced, source_kind, source_key,
    recorded_by)
SELECT %(tenant)s, %(id)s, car.id, %(at)s, %(km)s, %(source)s, false, %(kind)s, %(key)s, %(by)s
FROM car
"""


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

    def strike_out(self) -> None:
        """Take a wrong reading out of the log; the journal keeps it."""
        self.delete()

    @classmethod
    def note_all(cls, rows: Iterable[OdometerReading]) -> None:
        """Note the readings of cars that an import filed."""
        OdometerReading.objects.bulk_create(rows, batch_size=2000)

    @classmethod
    def note_latest(
        cls,
        vehicle_id: UUID,
        km: int,
        *,
        on: date,
        source: ReadingSource,
        source_kind: str,
        source_key: str,
        recorded_by: str,
        at: datetime,
    ) -> OdometerReading | None:
        """Note a reading that is the latest and the highest, and show it on the car.

        None, and nothing is written, where that is not so, or there is no such car.
        """
        reading = OdometerReading(
            vehicle_id=vehicle_id,
            read_at=at,
            km=km,
            source=source,
            source_kind=source_kind,
            source_key=source_key,
            recorded_by=recorded_by,
        )
        values: dict[str, Any] = {  # Any: as the driver takes them
            "tenant": current_tenant_id(),
            "id": reading.pk,
            "car": vehicle_id,
            "km": km,
            "on": on,
            "at": at,
            "source": str(source),  # a form gives it as plain text
            "kind": source_kind,
            "key": source_key,
            "by": recorded_by,
        }
        with prepared() as cursor:
            cursor.execute(_NOTE_LATEST, values)
            is_written = cursor.rowcount == 1
        reading._state.adding = False
        return reading if is_written else None
