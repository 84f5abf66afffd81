"""A store: one address of a dealer group, with its zone, currency and calendar."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.db import models

from forecourt.kernel.money import CNY
from forecourt.kernel.tenancy import TenantModel
from forecourt.store.scope import GroupQuerySet


class StoreQuerySet(GroupQuerySet["Store"]):
    pass


class Store(TenantModel):
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=20)
    phone = models.CharField(max_length=24, blank=True)
    address = models.CharField(max_length=160, blank=True)
    zone_name = models.CharField(max_length=40, default="Asia/Shanghai")
    currency = models.CharField(max_length=3, default=CNY)
    roster_until = models.DateField(null=True)  # shifts are planned up to this day, included

    objects = StoreQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="store_store_one_per_code"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone_name)

    def note_roster(self, until: date) -> None:
        """Shifts are planned up to this day."""
        self.roster_until = until
        self.save(update_fields=["roster_until"])

    @classmethod
    def open(
        cls,
        *,
        code: str,
        name: str,
        short_name: str,
        phone: str = "",
        address: str = "",
        zone_name: str = "Asia/Shanghai",
    ) -> Store:
        return Store.objects.create(
            code=code,
            name=name,
            short_name=short_name,
            phone=phone,
            address=address,
            zone_name=zone_name,
        )
