"""A call sheet: what one customer is told in one contact of one day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import models

from forecourt.customers.models import Party
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models import Store
from forecourt.store.scope import ScopedQuerySet


class CallSheetQuerySet(ScopedQuerySet["CallSheet"]):
    pass


class CallSheet(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    party = TenantForeignKey(Party, models.PROTECT, related_name="+")
    on = models.DateField()

    objects = CallSheetQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "party", "on"],
                name="followups_callsheet_one_per_customer_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.on}"

    @classmethod
    def open_for(cls, store_id: UUID, party_ids: Sequence[UUID], on: date) -> dict[UUID, CallSheet]:
        """The sheets of these customers for a day, made where they lack: party -> sheet."""
        fresh = [CallSheet(store_id=store_id, party_id=party_id, on=on) for party_id in party_ids]
        CallSheet.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=2000)
        rows = CallSheet.objects.filter(store_id=store_id, on=on, party_id__in=party_ids)
        return {row.party_id: row for row in rows}
