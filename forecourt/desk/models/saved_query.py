"""A saved query: a slice of data with a name, asked again with one click."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from forecourt.kernel.actor import Actor
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models import Staff, Store
from forecourt.store.scope import ScopedQuerySet


class SavedQueryQuerySet(ScopedQuerySet["SavedQuery"]):
    def seen_by(self, actor: Actor) -> Self:
        """One's own, and those that a colleague of the store shared."""
        mine = Q(staff_id=actor.staff_id) | Q(is_shared=True)
        return super().seen_by(actor).filter(mine)

    def owned_by(self, actor: Actor) -> Self:
        return self.seen_by(actor).filter(staff_id=actor.staff_id)


class SavedQuery(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    staff = TenantForeignKey(Staff, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    subject = models.CharField(max_length=40)
    address = models.CharField(max_length=2000, blank=True)  # columns, filters and order
    is_shared = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    objects = SavedQueryQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "staff", "name"],
                name="desk_savedquery_one_per_name",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="desk_savedquery_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def keep(
        cls,
        *,
        store_id: UUID,
        staff_id: UUID,
        name: str,
        subject: str,
        address: str,
        is_shared: bool,
        at: datetime,
    ) -> SavedQuery:
        """Keep a query; one of the same name by the same person is replaced."""
        row, _created = SavedQuery.objects.update_or_create(
            store_id=store_id,
            staff_id=staff_id,
            name=name,
            defaults={
                "subject": subject,
                "address": address,
                "is_shared": is_shared,
                "saved_at": at,
            },
        )
        return row

    def drop(self) -> None:
        self.delete()
