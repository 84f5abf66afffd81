"""A login session: whose it is, in which store, and when it was last used.

Global, like the account: before the cookie is read nobody knows the tenant. It keeps keys of
tenant rows as plain values, since a global row never points at a tenant's.
"""

from __future__ import annotations

from typing import ClassVar, Self
from uuid import UUID

from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models.functions import Now

from forecourt.kernel.models import Tenant
from forecourt.store.models.account import Account


class SessionQuerySet(models.QuerySet["Session"]):
    def of(self, account_id: UUID) -> Self:
        return self.filter(account_id=account_id, expire_date__gt=Now())

    def end(self) -> int:
        """End these sessions and answer how many there were."""
        return self.delete()[0]


class SessionManager(BaseSessionManager.from_queryset(SessionQuerySet)):  # type: ignore[misc]  # made at run time
    """Django's own manager with our words."""


class Session(AbstractBaseSession):
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="+")
    home_tenant = models.ForeignKey(Tenant, models.CASCADE, null=True, related_name="+")
    staff_id = models.UUIDField(null=True)
    store_id = models.UUIDField(null=True)
    user_agent = models.CharField(max_length=120, blank=True)
    idle_minutes = models.PositiveSmallIntegerField(default=30)
    begun_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[SessionManager] = SessionManager()

    class Meta:
        indexes = [models.Index(fields=["account", "seen_at"], name="store_session_by_account")]
