"""An owner's page: made at delivery, opened by the owner, bound to a person of the file."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import models

from forecourt.customers.models import Party
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models import Store
from forecourt.store.scope import GroupQuerySet


class OwnerPageQuerySet(GroupQuerySet["OwnerPage"]):
    pass


class OwnerPage(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")  # whose customer it is
    party = TenantForeignKey(Party, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)  # the first login, with a car as proof

    objects = OwnerPageQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "party"], name="portal_ownerpage_one_per_party"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}"

    @classmethod
    def make(cls, store_id: UUID, party_id: UUID, *, at: datetime) -> tuple[OwnerPage, bool]:
        """The party's page, made if it lacks; whether it is new."""
        return OwnerPage.objects.get_or_create(
            party_id=party_id, defaults={"store_id": store_id, "made_at": at}
        )

    def open(self, *, at: datetime) -> None:
        self.opened_at = at
        self.save(update_fields=["opened_at"])
