"""The one gate to rows: what a person may not see does not exist for them."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models

from forecourt.kernel.actor import Actor
from forecourt.kernel.tenancy import TenantQuerySet

Row = TypeVar("Row", bound=models.Model, covariant=True)  # noqa: PLC0105 - Django's own name style


class ScopedQuerySet(TenantQuerySet[Row]):
    """Rows that belong to one store."""

    def seen_by(self, actor: Actor) -> Self:
        """Rows of the actor's store; the rows of another store do not exist for this person."""
        return self.filter(tenant_id=actor.tenant_id, store_id=actor.store_id)


class GroupQuerySet(TenantQuerySet[Row]):
    """Rows that the stores of a dealer group share: parties, vehicles, staff, price lists."""

    def seen_by(self, actor: Actor) -> Self:
        """Rows of the actor's dealer group."""
        return self.filter(tenant_id=actor.tenant_id)
