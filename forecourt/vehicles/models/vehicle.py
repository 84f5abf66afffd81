"""A vehicle: one car, known by its VIN, or by its plate until somebody has read the VIN."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.catalog.models import Colour, VehicleVariant
from forecourt.kernel.tenancy import TenantModel
from forecourt.store.scope import GroupQuerySet


class VinState(models.TextChoices):
    UNKNOWN = "unknown", _("Not read yet")
    SOUND = "sound", _("Sound")
    FLAGGED = "flagged", _("Check digit is wrong")


class VehicleQuerySet(GroupQuerySet["Vehicle"]):
    def by_vin(self, vin: str) -> Self:
        return self.filter(vin=vin)


class Vehicle(TenantModel):
    vin = models.CharField(max_length=17, blank=True)
    vin_state = models.CharField(max_length=8, choices=VinState, default=VinState.UNKNOWN)
    vin_reason = models.CharField(max_length=200, blank=True)  # why a wrong check digit was kept
    variant = models.ForeignKey(VehicleVariant, models.PROTECT, null=True, related_name="+")
    model_text = models.CharField(max_length=80, blank=True)
    model_year = models.PositiveSmallIntegerField(null=True)
    paint = models.ForeignKey(Colour, models.PROTECT, null=True, related_name="+")
    colour_text = models.CharField(max_length=40, blank=True)
    engine_number = models.CharField(max_length=30, blank=True)
    plate = models.CharField(max_length=16, blank=True)  # the present one; history in PlateHistory
    plate_kind = models.CharField(max_length=12, blank=True)
    first_registered_on = models.DateField(null=True)
    delivered_on = models.DateField(null=True)
    plan_code = models.CharField(max_length=16, blank=True)
    is_severe_use = models.BooleanField(default=False)
    odometer_km = models.PositiveIntegerField(null=True)  # the last reading
    odometer_on = models.DateField(null=True)
    last_service_km = models.PositiveIntegerField(null=True)
    last_service_on = models.DateField(null=True)
    note = models.CharField(max_length=400, blank=True)
    filed_at = models.DateTimeField()

    objects = VehicleQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "vin"],
                condition=~Q(vin=""),
                name="vehicles_vehicle_one_per_vin",
            ),
            models.CheckConstraint(
                condition=Q(vin="") | Q(vin__regex=r"^[A-HJ-NPR-Z0-9]{17}$"),
                name="vehicles_vehicle_vin_has_its_form",
            ),
            models.CheckConstraint(
                condition=Q(vin="", vin_state="unknown")
                | (~Q(vin="") & Q(vin_state__in=["sound", "flagged"])),
                name="vehicles_vehicle_vin_state_fits",
            ),
            models.CheckConstraint(
                condition=~Q(vin_state="flagged") | ~Q(vin_reason=""),
                name="vehicles_vehicle_wrong_vin_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "plate"], name="vehicles_vehicle_by_plate"),
            models.Index(fields=["tenant", "filed_at", "id"], name="vehicles_vehicle_by_filing"),
        ]

    def __str__(self) -> str:
        return self.plate or self.vin or str(self.pk)

    @property
    def model_name(self) -> str:
        """The grade as the catalogue names it, or what was typed; ``variant`` must be read."""
        return str(self.variant) if self.variant else self.model_text

    @classmethod
    def register(cls, *, at: datetime, **facts: Any) -> Vehicle:  # Any: own fields
        return Vehicle.objects.create(filed_at=at, **facts)

    def change(self, values: dict[str, Any]) -> tuple[str, ...]:  # Any: own fields
        """Write the fields that differ and answer their names."""
        changed = tuple(name for name, new in values.items() if getattr(self, name) != new)
        if changed:
            for name in changed:
                setattr(self, name, values[name])
            self.save(update_fields=[name.removesuffix("_id") for name in changed])
        return changed

    def carry_plate(self, plate: str, kind: str) -> None:
        self.plate, self.plate_kind = plate, kind
        self.save(update_fields=["plate", "plate_kind"])

    def show_km(self, km: int | None, on: date | None) -> None:
        self.odometer_km, self.odometer_on = km, on
        self.save(update_fields=["odometer_km", "odometer_on"])

    def note_service(self, km: int, on: date) -> None:
        self.last_service_km, self.last_service_on = km, on
        self.save(update_fields=["last_service_km", "last_service_on"])

    @classmethod
    def register_all(cls, rows: Iterable[Vehicle]) -> None:
        """File cars that an import made."""
        Vehicle.objects.bulk_create(rows, batch_size=2000)
