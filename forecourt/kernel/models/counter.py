"""A counter: the last number drawn of one series in one store and period."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import models

from forecourt.kernel import aside
from forecourt.kernel.prepared import prepared
from forecourt.kernel.tenancy import TenantModel, TenantQuerySet, current_tenant_id

# Of a group that an open transaction founds, nobody else sees the row: nothing is drawn then.
_DRAW = """
INSERT INTO kernel_counter (tenant_id, id, store_id, series, period, last)
SELECT tenant.id, %(id)s, %(store)s, %(series)s, %(period)s, 1
FROM kernel_tenant tenant WHERE tenant.id = %(tenant)s
ON CONFLICT (tenant_id, store_id, series, period)
DO UPDATE SET last = kernel_counter.last + 1
RETURNING last
"""


class CounterQuerySet(TenantQuerySet["Counter"]):
    pass


class Counter(TenantModel):
    store_id = models.UUIDField()
    series = models.CharField(max_length=12)
    period = models.CharField(max_length=8)
    last = models.PositiveIntegerField()

    objects = CounterQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store_id", "series", "period"],
                name="kernel_counter_one_per_series",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series}-{self.period}: {self.last}"

    @classmethod
    def draw(cls, store_id: UUID, series: str, period: str) -> int:
        """The next number; its row stays locked until the transaction ends, so no gap appears."""
        with prepared() as cursor:
            cursor.execute(_DRAW, cls._values(store_id, series, period))
            drawn: int = cursor.fetchone()[0]
        return drawn

    @classmethod
    def draw_apart(cls, store_id: UUID, series: str, period: str) -> int:
        """The next number; it is drawn whatever becomes of the transaction, and holds nobody up.

        Without the second line to the database, or for a group that this very transaction
        founds, it is drawn like any other: slower, not wrong.
        """
        if not settings.NUMBERS_APART:
            return cls.draw(store_id, series, period)
        try:
            drawn = aside.first_value(_DRAW, cls._values(store_id, series, period))
        except psycopg.OperationalError:
            drawn = None
        return cls.draw(store_id, series, period) if drawn is None else int(drawn)

    @classmethod
    def _values(cls, store_id: UUID, series: str, period: str) -> dict[str, Any]:
        """Keys and texts, as the driver takes them."""
        return {
            "tenant": current_tenant_id(),
            "id": cls(store_id=store_id, series=series, period=period).pk,
            "store": store_id,
            "series": series,
            "period": period,
        }
