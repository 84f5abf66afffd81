"""A maintenance plan: what the maker wants done, by distance and by months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.bilingual import said
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.scope import GroupQuerySet


class PlanAction(models.TextChoices):
    INSPECT = "I", _("Inspect")
    REPLACE = "R", _("Replace")
    TIGHTEN = "T", _("Tighten")
    CLEAN = "C", _("Clean")


class AppliesTo(models.TextChoices):
    ALL = "", _("All cars")
    COMBUSTION = "combustion", _("Cars with an engine")
    NEW_ENERGY = "new_energy", _("New-energy cars")


class MaintenancePlanQuerySet(GroupQuerySet["MaintenancePlan"]):
    pass


class MaintenancePlan(TenantModel):
    code = models.CharField(max_length=16)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    origin = models.CharField(max_length=120)

    objects = MaintenancePlanQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "code", "version"], name="catalog_maintenanceplan_one_per_version"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return said(self.name_zh, self.name_en)

    @classmethod
    def file(
        cls,
        code: str,
        *,
        name_zh: str,
        name_en: str,
        valid_from: date,
        origin: str,
        version: int = 1,
    ) -> tuple[MaintenancePlan, bool]:
        """File a version of a plan unless it is there; whether it is new."""
        facts = {
            "name_zh": name_zh,
            "name_en": name_en,
            "valid_from": valid_from,
            "origin": origin,
        }
        return MaintenancePlan.objects.get_or_create(code=code, version=version, defaults=facts)


class MaintenancePlanRowQuerySet(GroupQuerySet["MaintenancePlanRow"]):
    pass


class MaintenancePlanRow(TenantModel):
    """One item: first at ``first_km`` or after ``first_months``, then at each interval."""

    plan = TenantForeignKey(MaintenancePlan, models.CASCADE, related_name="rows")
    position = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=30)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    action = models.CharField(max_length=1, choices=PlanAction)
    first_km = models.PositiveIntegerField(null=True)
    first_months = models.PositiveSmallIntegerField(null=True)
    repeat_km = models.PositiveIntegerField(null=True)
    repeat_months = models.PositiveSmallIntegerField(null=True)
    severe_km = models.PositiveIntegerField(null=True)  # interval in severe use, where it differs
    severe_months = models.PositiveSmallIntegerField(null=True)
    applies_to = models.CharField(max_length=12, choices=AppliesTo, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    basis = models.CharField(max_length=80, blank=True)

    objects = MaintenancePlanRowQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "plan", "position"],
                name="catalog_maintenanceplanrow_one_per_position",
            ),
            models.CheckConstraint(
                condition=Q(first_km__isnull=False, first_km__gt=0)
                | Q(first_months__isnull=False, first_months__gt=0),
                name="catalog_maintenanceplanrow_is_due_some_day",
            ),
            models.CheckConstraint(
                condition=Q(action__in=PlanAction.values, applies_to__in=AppliesTo.values),
                name="catalog_maintenanceplanrow_words_are_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return said(self.name_zh, self.name_en)

    @classmethod
    def write(
        cls, plan: MaintenancePlan, rows: Sequence[dict[str, Any]]
    ) -> None:  # Any: own fields
        """Write the items of a plan in their order; the old ones go."""
        MaintenancePlanRow.objects.filter(plan=plan).delete()
        MaintenancePlanRow.objects.bulk_create(
            [
                MaintenancePlanRow(plan=plan, position=number, **row)
                for number, row in enumerate(rows, 1)
            ]
        )

    def change(
        self,
        *,
        first_km: int | None,
        first_months: int | None,
        repeat_km: int | None,
        repeat_months: int | None,
        minutes: int,
    ) -> None:
        """Change the intervals; the basis is then the store's own."""
        self.first_km, self.first_months = first_km, first_months
        self.repeat_km, self.repeat_months = repeat_km, repeat_months
        self.minutes, self.basis = minutes, "changed by the store"
        self.save()
