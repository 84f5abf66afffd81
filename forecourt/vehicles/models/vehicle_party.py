"""Who is what for a car, from when to when: owner, driver, payer, contact."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.fields.ranges import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forecourt.customers.models import Party
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.scope import GroupQuerySet
from forecourt.vehicles.models.vehicle import Vehicle


class VehicleRole(models.TextChoices):
    OWNER = "owner", _("Owner")
    DRIVER = "driver", _("Driver")
    PAYER = "payer", _("Payer")
    CONTACT = "contact", _("Contact")


class VehiclePartyQuerySet(GroupQuerySet["VehicleParty"]):
    def on(self, day: date) -> Self:
        """Roles that are held on a day."""
        return self.filter(during__contains=day)

    def open(self) -> Self:
        return self.filter(held_until__isnull=True)

    def end(self, held_until: date) -> int:
        """End these roles; one that began later than that day ends as it begins."""
        return self.update(held_until=models.functions.Greatest(F("held_from"), held_until))


class VehicleParty(TenantModel):
    vehicle = TenantForeignKey(Vehicle, models.CASCADE, related_name="parties")
    party = TenantForeignKey(Party, models.PROTECT, related_name="vehicles")
    role = models.CharField(max_length=8, choices=VehicleRole)
    held_from = models.DateField()
    held_until = models.DateField(null=True)
    during = models.GeneratedField(
        expression=models.Func(F("held_from"), F("held_until"), function="daterange"),
        output_field=DateRangeField(),
        db_persist=True,
    )

    objects = VehiclePartyQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=VehicleRole.values), name="vehicles_vehicleparty_role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(held_until__gte=F("held_from")),
                name="vehicles_vehicleparty_ends_after_start",
            ),
            ExclusionConstraint(
                name="vehicles_vehicleparty_one_owner_at_a_time",
                expressions=[
                    ("tenant", RangeOperators.EQUAL),
                    ("vehicle", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(role="owner"),
            ),
            ExclusionConstraint(
                name="vehicles_vehicleparty_role_once_at_a_time",
                expressions=[
                    ("tenant", RangeOperators.EQUAL),
                    ("vehicle", RangeOperators.EQUAL),
                    ("party", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.role} {self.vehicle_id}"

    @classmethod
    def tie(
        cls, vehicle: Vehicle, party_id: UUID, role: VehicleRole, *, held_from: date
    ) -> VehicleParty:
        return VehicleParty.objects.create(
            vehicle=vehicle, party_id=party_id, role=role, held_from=held_from
        )

    @classmethod
    def tie_all(cls, rows: Iterable[VehicleParty]) -> None:
        """Tie the owners of cars that an import filed."""
        VehicleParty.objects.bulk_create(rows, batch_size=2000)
