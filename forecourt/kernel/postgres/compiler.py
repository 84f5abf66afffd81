"""Adds the tenant to ``DELETE ... WHERE id IN (...)``, which Django writes from keys alone."""

from __future__ import annotations

from uuid import UUID

from django.db.backends.postgresql.compiler import (
    SQLAggregateCompiler,
    SQLCompiler,
    SQLInsertCompiler,
    SQLUpdateCompiler,
)
from django.db.models.expressions import Col
from django.db.models.lookups import Exact
from django.db.models.sql.compiler import SQLDeleteCompiler as DjangoDeleteCompiler

from forecourt.kernel.tenancy import scope, tenant_field

__all__ = [
    "SQLAggregateCompiler",
    "SQLCompiler",
    "SQLDeleteCompiler",
    "SQLInsertCompiler",
    "SQLUpdateCompiler",
]


class SQLDeleteCompiler(DjangoDeleteCompiler):
    def as_sql(self) -> tuple[str, tuple[object, ...]]:  # type: ignore[override]  # wider stubs
        field = tenant_field(self.query.model) if self.query.model else None
        current = scope() if field else None
        if field and isinstance(current, UUID):
            self.query.where.add(Exact(Col(self.query.get_initial_alias(), field), current), "AND")
        sql, params = super().as_sql()
        return sql, tuple(params)
