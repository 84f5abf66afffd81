"""Django's PostgreSQL backend, with keys and deletes that name the tenant."""

from __future__ import annotations

from django.db.backends.postgresql import base, operations

from forecourt.kernel.postgres.schema import DatabaseSchemaEditor


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "forecourt.kernel.postgres.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = DatabaseSchemaEditor
    ops_class = DatabaseOperations
