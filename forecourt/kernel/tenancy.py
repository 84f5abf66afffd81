"""Tenancy: the dealer group is on every row, in every join and in every key.

Django believes in the single-column key ``id``; the database's key is ``(tenant_id, id)``. The
other half of this, the keys that the database holds, is written by ``kernel.postgres``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar
from uuid import UUID

from django.db import models
from django.db.models.expressions import Col
from django.db.models.lookups import Exact
from uuid_utils.compat import uuid7

Row = TypeVar("Row", bound=models.Model, covariant=True)  # noqa: PLC0105 - Django's own name style
_ST = TypeVar("_ST", contravariant=True)  # noqa: PLC0105
_GT = TypeVar("_GT", covariant=True)  # noqa: PLC0105


class NoTenant(RuntimeError):
    """Rows of a dealer group were asked for without saying whose."""


class _AllTenants:
    """The scope of the few who may look across dealer groups."""


ALL_TENANTS: Final = _AllTenants()
_scope: ContextVar[UUID | _AllTenants | None] = ContextVar("tenant", default=None)


@contextmanager
def tenant_set(tenant_id: UUID) -> Iterator[None]:
    """Let every row read or born inside belong to this dealer group."""
    token = _scope.set(tenant_id)
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def all_tenants(reason: str) -> Iterator[None]:
    """Look across dealer groups: the manufacturer's reports, the relay, the login; nothing else.

    Raises:
        ValueError: no reason is given.
    """
    if not reason:
        sentence = "Looking across dealer groups needs a reason."
        raise ValueError(sentence)
    token = _scope.set(ALL_TENANTS)
    try:
        yield
    finally:
        _scope.reset(token)


def scope() -> UUID | _AllTenants:
    """The dealer group that is set, or all of them.

    Raises:
        NoTenant: none is set.
    """
    if (current := _scope.get()) is None:
        sentence = "No tenant is set: open `with tenant_set(tenant_id):` first."
        raise NoTenant(sentence)
    return current


def current_tenant_id() -> UUID:
    """The dealer group that new rows belong to.

    Raises:
        NoTenant: none is set, or all are.
    """
    current = scope()
    if isinstance(current, _AllTenants):
        sentence = "A row belongs to one tenant; across all of them nothing can be born."
        raise NoTenant(sentence)
    return current


class TenantQuerySet(models.QuerySet[Row]):
    """Rows of a dealer group; its manager raises when no tenant is set."""

    if not TYPE_CHECKING:  # the type checker's plugin makes the managers itself

        @classmethod
        def as_manager(cls) -> models.Manager:
            made = models.Manager.from_queryset(cls)
            made.get_queryset = _rows_in_scope
            manager = made()
            manager._built_with_as_manager = True  # noqa: SLF001 - Django reads it
            return manager


def _rows_in_scope(manager: models.Manager[Any]) -> models.QuerySet[Any]:  # Any: of any model
    rows = models.Manager.get_queryset(manager)
    current = scope()
    return rows if isinstance(current, _AllTenants) else rows.filter(tenant_id=current)


def tenant_field(model: type[models.Model]) -> models.Field[Any, Any] | None:
    """The field that makes ``model`` a tenant's, or None for a global table."""
    for field in model._meta.local_fields:
        if field.name == "tenant":
            return field
    return None


class TenantForeignKey(models.ForeignKey[_ST, _GT]):
    """A foreign key inside one dealer group: every join and every look-up names the tenant.

    In the database it is ``(tenant_id, x_id) -> (tenant_id, id)``, not deferrable.
    """

    def get_extra_restriction(  # type: ignore[override]  # the stubs know no lookups here
        self, alias: str | None, related_alias: str | None
    ) -> Exact[bool] | None:
        remote = tenant_field(self.remote_field.model)
        local = tenant_field(self.model)
        if remote is None or local is None or alias is None or related_alias is None:
            return None
        return Exact(Col(alias, remote), Col(related_alias, local))

    def get_extra_descriptor_filter(self, instance: models.Model) -> dict[str, Any]:
        if tenant_field(self.remote_field.model) is None:
            return {}
        return {"tenant_id": instance.tenant_id}  # type: ignore[attr-defined]  # every TenantModel has it


class OwningTenant(models.ForeignKey[_ST, _GT]):
    """Whose row it is: the tenant that is set when the row is born, unless it is said."""

    def get_default(self) -> UUID:
        return current_tenant_id()


class TenantModel(models.Model):
    """A row of a dealer group: ``id`` (UUIDv7, in order of birth) and ``tenant``.

    Each model names its own ``objects``, made from a ``TenantQuerySet``.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant = OwningTenant(
        "kernel.Tenant",
        models.PROTECT,
        editable=False,
        db_index=False,  # the primary key begins with it
        related_name="+",
    )

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def _do_update(  # type: ignore[override]  # noqa: PLR0917 - Django 5.2's, not the stubs'
        self,
        base_qs: models.QuerySet[Self],
        using: str | None,
        pk_val: Any,  # Any: Django's own types
        values: Any,
        update_fields: Any,
        forced_update: bool,  # noqa: FBT001
    ) -> Any:
        rows = base_qs.filter(tenant_id=self.tenant_id)
        args = (rows, using, pk_val, values, update_fields, forced_update)
        return super()._do_update(*args)  # type: ignore[call-arg]  # stubs of Django 6
