"""Writes the keys of tenant tables: ``(tenant_id, id)``, and foreign keys that carry both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.backends.ddl_references import Columns, Statement
from django.db.backends.postgresql import schema
from django.db.models import Field, ForeignKey, Model

TENANT, KEY = "tenant_id", "id"


def is_tenant_table(model: type[Model]) -> bool:
    """Whether rows of ``model`` belong to a dealer group.

    Asked of the fields, since migrations see models without their base classes.
    """
    return any(field.column == TENANT for field in model._meta.local_fields)


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    # Foreign keys always come after the table, so that both kinds are written in one place.
    sql_create_column_inline_fk = None  # type: ignore[assignment]  # as the base class has it
    # Tenant keys are not deferrable, so there is nothing to make immediate before a drop.
    sql_delete_fk = "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s"

    def create_model(self, model: type[Model]) -> None:
        super().create_model(model)
        if is_tenant_table(model):
            table = model._meta.db_table
            self.execute(
                self.sql_create_pk
                % {
                    "table": self.quote_name(table),
                    "name": self.quote_name(f"{table}_pkey"),
                    "columns": f"{self.quote_name(TENANT)}, {self.quote_name(KEY)}",
                },
                None,
            )

    def _iter_column_sql(
        self, *args: Any, **kwargs: Any
    ) -> Iterator[str]:  # Any: Django's private signature
        model = args[2]
        for piece in super()._iter_column_sql(*args, **kwargs):  # type: ignore[misc]
            if piece == "PRIMARY KEY" and is_tenant_table(model):
                continue
            yield piece

    def _create_fk_sql(
        self, model: type[Model], field: ForeignKey[Any, Any], suffix: str
    ) -> Statement:
        statement: Statement = super()._create_fk_sql(model, field, suffix)  # type: ignore[misc]
        target = field.target_field.model
        if is_tenant_table(model) and is_tenant_table(target):
            statement.parts["column"] = Columns(
                model._meta.db_table, [TENANT, field.column], self.quote_name
            )
            statement.parts["to_column"] = Columns(
                target._meta.db_table, [TENANT, KEY], self.quote_name
            )
            statement.parts["deferrable"] = ""  # type: ignore[assignment]  # text, as Django puts there
        return statement

    def _create_index_sql(self, model: type[Model], **kwargs: Any) -> Statement:
        """Begin the index of a single field with the tenant; named indexes say it themselves."""
        fields: list[Field[Any, Any]] = list(kwargs.get("fields") or [])
        if kwargs.get("name") is None and fields and is_tenant_table(model):
            tenant = model._meta.get_field("tenant")
            kwargs["fields"] = [tenant, *(field for field in fields if field != tenant)]
            if kwargs.get("opclasses"):
                kwargs["opclasses"] = ("", *kwargs["opclasses"])
        statement: Statement = super()._create_index_sql(model, **kwargs)  # type: ignore[misc]
        return statement
