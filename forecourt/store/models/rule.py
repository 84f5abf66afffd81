"""A rule value: a number or text of the trade that this store works by, with its date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

from django.db import models

from forecourt.kernel.actor import Actor
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models.store import Store
from forecourt.store.scope import GroupQuerySet


class RuleValueQuerySet(GroupQuerySet["RuleValue"]):
    def in_force(self, key: str, *, on: date) -> Self:
        """Versions that have begun, newest first; the store's own before the group's."""
        begun = self.filter(key=key, valid_from__lte=on)
        return begun.order_by(models.F("store_id").asc(nulls_last=True), "-valid_from", "-pk")


class RuleValue(TenantModel):
    store = TenantForeignKey(Store, models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=60)
    valid_from = models.DateField()
    value = models.CharField(max_length=200)
    unit = models.CharField(max_length=20)
    origin = models.CharField(max_length=120)  # "shipped", or who changed it
    changed_at = models.DateTimeField()

    objects = RuleValueQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "key", "valid_from"],
                nulls_distinct=False,
                name="store_rulevalue_one_version_per_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value} {self.unit}"

    @classmethod
    def ship(cls, rows: Iterable[tuple[str, str, str]], *, on: date, at: datetime) -> None:
        """Load shipped values (key, value, unit) that are not there yet."""
        fresh = [
            RuleValue(
                key=key, value=value, unit=unit, valid_from=on, origin="shipped", changed_at=at
            )
            for key, value, unit in rows
        ]
        RuleValue.objects.bulk_create(fresh, ignore_conflicts=True)

    @classmethod
    def change(
        cls, key: str, value: str, unit: str, *, valid_from: date, by: Actor, at: datetime
    ) -> RuleValue:
        """Write a new version for the actor's store; one of the same day is replaced."""
        row, _created = RuleValue.objects.update_or_create(
            store_id=by.store_id,
            key=key,
            valid_from=valid_from,
            defaults={"value": value, "unit": unit, "origin": by.key, "changed_at": at},
        )
        return row
