"""A device account: a wall or lounge screen that was paired; narrow, and revocable at any time.

The database's clock counts for keys, not the practice clock: moving that must darken no screen.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.models import Tenant
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models.store import Store
from forecourt.store.scope import ScopedQuerySet

PAIRING_MINUTES: Final = 10  # how long a code on a screen can be confirmed


class DeviceKind(models.TextChoices):
    LOUNGE = "lounge", _("Lounge board")
    WALL = "wall", _("Workshop wall")

    @property
    def right(self) -> str:
        """The only right that such a device has."""
        return f"boards.view_{self.value}"


class DeviceQuerySet(ScopedQuerySet["Device"]):
    def in_order(self) -> Self:
        """Those that work first, then by name."""
        return self.order_by(models.F("revoked_at").asc(nulls_first=True), "name", "pk")


class Device(TenantModel):
    store = TenantForeignKey(Store, models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=DeviceKind)
    key_hash = models.CharField(max_length=64, blank=True)  # empty until the screen fetched its key
    former_key_hash = models.CharField(max_length=64, blank=True)  # good for an hour after a change
    key_made_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    paired_at = models.DateTimeField()
    paired_by = models.CharField(max_length=80)
    revoked_at = models.DateTimeField(null=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "name"],
                condition=Q(revoked_at__isnull=True),
                name="store_device_one_per_name",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in DeviceKind]),
                name="store_device_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(key_hash="", former_key_hash=""),
                name="store_device_revoked_has_no_key",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def pair(
        cls, store: Store, *, name: str, kind: DeviceKind, by_key: str, at: datetime
    ) -> Device:
        return Device.objects.create(
            store=store, name=name, kind=kind, paired_by=by_key, paired_at=at
        )

    def change_key(self, key_hash: str) -> None:
        """Put another key in force; the former one works a little longer, for a lost answer."""
        self.former_key_hash, self.key_hash = self.key_hash, key_hash
        self.key_made_at = Now()
        self.save(update_fields=["former_key_hash", "key_hash", "key_made_at"])

    def revoke(self, *, at: datetime) -> None:
        self.key_hash = self.former_key_hash = ""
        self.revoked_at = at
        self.save(update_fields=["key_hash", "former_key_hash", "revoked_at"])


class PairingQuerySet(models.QuerySet["Pairing"]):
    def live(self, *, at: datetime) -> Self:
        return self.filter(expires_at__gt=at)

    def of_browser(self, browser_hash: str) -> Self:
        return self.filter(browser_hash=browser_hash)

    def forget(self, browser_hash: str, *, at: datetime) -> None:
        """Earlier codes of this browser, and those of all that ran out."""
        self.filter(Q(browser_hash=browser_hash) | Q(expires_at__lt=at)).delete()


class Pairing(models.Model):
    """A code that a screen shows until a manager types it in.

    Global: whose screen it will be is not known yet. It keeps the hash of what the browser holds.
    """

    browser_hash = models.CharField(primary_key=True, max_length=64)
    code = models.CharField(max_length=8, unique=True)
    expires_at = models.DateTimeField()
    home_tenant = models.ForeignKey(Tenant, models.CASCADE, null=True, related_name="+")
    device_id = models.UUIDField(null=True)

    objects = PairingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.code

    @classmethod
    def show(cls, browser_hash: str, code: str, *, at: datetime) -> Pairing:
        Pairing.objects.forget(browser_hash, at=at)
        return Pairing.objects.create(
            browser_hash=browser_hash,
            code=code,
            expires_at=at + timedelta(minutes=PAIRING_MINUTES),
        )

    def confirm(self, tenant_id: UUID, device_id: UUID) -> None:
        self.home_tenant_id, self.device_id = tenant_id, device_id
        self.save(update_fields=["home_tenant", "device_id"])

    def end(self) -> None:
        """The screen has its key; the code is worth nothing any more."""
        self.delete()
