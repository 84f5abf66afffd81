"""The on-road table: taxes, insurance and fees as dated rows, beside the shipped ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Q

from forecourt.kernel.tenancy import TenantModel
from forecourt.sales.defaults import Rate
from forecourt.store.scope import GroupQuerySet


class OnRoadRateQuerySet(GroupQuerySet["OnRoadRate"]):
    def in_order(self) -> Self:
        return self.order_by("code", "valid_from", "cc_from", "pk")


class OnRoadRate(TenantModel):
    code = models.CharField(max_length=24)
    applies = models.CharField(max_length=12, default="any")
    cc_from = models.PositiveIntegerField(default=0)
    cc_until = models.PositiveIntegerField(default=0)  # exclusive; 0 is without end
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)  # exclusive
    percent_x100 = models.PositiveIntegerField(default=0)
    amount_fen = models.BigIntegerField(default=0)
    cap_fen = models.BigIntegerField(default=0)
    source = models.CharField(max_length=120)

    objects = OnRoadRateQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "code", "applies", "cc_from", "valid_from"],
                name="sales_onroadrate_one_per_day",
            ),
            models.CheckConstraint(
                condition=Q(applies__in=["any", "fuel", "new_energy"]),
                name="sales_onroadrate_applies_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.valid_from}"

    @classmethod
    def ship(cls, rates: Iterable[Rate]) -> None:
        """Load shipped rates that are not there yet."""
        rows = [
            OnRoadRate(
                code=rate.code,
                applies=rate.applies,
                cc_from=rate.cc_from,
                cc_until=rate.cc_until,
                valid_from=rate.valid_from,
                valid_until=rate.valid_until,
                percent_x100=rate.percent_x100,
                amount_fen=rate.amount_fen,
                cap_fen=rate.cap_fen,
                source=rate.source,
            )
            for rate in rates
        ]
        OnRoadRate.objects.bulk_create(rows, ignore_conflicts=True)

    @property
    def rate(self) -> Rate:
        return Rate(
            self.code,
            self.applies,
            self.cc_from,
            self.cc_until,
            self.valid_from,
            self.valid_until,
            self.percent_x100,
            self.amount_fen,
            self.cap_fen,
            self.source,
        )
