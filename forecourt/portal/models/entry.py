"""How an owner comes in: a code for one browser, then a session.

Both are global: before the cookie is read nobody knows the tenant. They keep keys of tenant rows
as plain values, and only hashes of what a browser holds.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Self
from uuid import UUID

from django.db import models
from django.db.models import F
from django.db.models.functions import Now

from forecourt.kernel.models import Tenant

CODE_MINUTES: Final = 5
MOST_TRIES: Final = 5
SESSION_DAYS: Final = 30


class OwnerCodeQuerySet(models.QuerySet["OwnerCode"]):
    def live(self, browser_hash: str, *, at: datetime) -> Self:
        """The code that this browser asked for last, while it may still be tried."""
        return self.filter(
            browser_hash=browser_hash,
            used_at__isnull=True,
            expires_at__gt=at,
            tries__lt=MOST_TRIES,
        )

    def forget(self, browser_hash: str, *, at: datetime) -> None:
        """Earlier codes of this browser, and those of all that ran out a day ago."""
        old = models.Q(expires_at__lt=at - timedelta(days=1))
        self.filter(models.Q(browser_hash=browser_hash) | old).delete()

    def count_try(self, pk: UUID) -> bool:
        """Take one of the tries; False when none is left."""
        return self.filter(pk=pk, tries__lt=MOST_TRIES).update(tries=F("tries") + 1) == 1


class OwnerCode(models.Model):
    """A code that was asked for. Without a party it fits nothing: the phone is not known."""

    id = models.UUIDField(primary_key=True)
    browser_hash = models.CharField(max_length=64, db_index=True)
    code_hash = models.CharField(max_length=64)
    home_tenant = models.ForeignKey(Tenant, models.CASCADE, null=True, related_name="+")
    store_id = models.UUIDField(null=True)
    party_id = models.UUIDField(null=True)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    objects = OwnerCodeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.expires_at:%H:%M}"

    @classmethod
    def ask(
        cls,
        *,
        pk: UUID,
        browser_hash: str,
        code_hash: str,
        owner: tuple[UUID, UUID, UUID] | None,
        at: datetime,
    ) -> OwnerCode:
        """Keep a code for a browser; ``owner`` is tenant, store, party of a known phone."""
        OwnerCode.objects.forget(browser_hash, at=at)
        tenant_id, store_id, party_id = owner or (None, None, None)
        return OwnerCode.objects.create(
            id=pk,
            browser_hash=browser_hash,
            code_hash=code_hash,
            home_tenant_id=tenant_id,
            store_id=store_id,
            party_id=party_id,
            expires_at=at + timedelta(minutes=CODE_MINUTES),
        )

    def use(self, *, at: datetime) -> None:
        self.used_at = at
        self.save(update_fields=["used_at"])


class OwnerSessionQuerySet(models.QuerySet["OwnerSession"]):
    def end(self, token_hash: str) -> int:
        return self.filter(token_hash=token_hash).delete()[0]

    def end_all_of(self, party_id: UUID) -> int:
        return self.filter(party_id=party_id).delete()[0]


class OwnerSession(models.Model):
    """Thirty days on the owner's own phone, longer while it is used.

    The database's clock counts, not the practice clock: moving that must log nobody out.
    """

    token_hash = models.CharField(primary_key=True, max_length=64)
    home_tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    store_id = models.UUIDField()
    party_id = models.UUIDField(db_index=True)
    user_agent = models.CharField(max_length=120, blank=True)
    begun_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(db_default=Now() + timedelta(days=SESSION_DAYS))

    objects = OwnerSessionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.party_id}"

    @classmethod
    def begin(
        cls, token_hash: str, *, tenant_id: UUID, store_id: UUID, party_id: UUID, user_agent: str
    ) -> OwnerSession:
        return OwnerSession.objects.create(
            token_hash=token_hash,
            home_tenant_id=tenant_id,
            store_id=store_id,
            party_id=party_id,
            user_agent=user_agent[:120],
        )
