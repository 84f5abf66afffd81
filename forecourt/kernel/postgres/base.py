"""Django's PostgreSQL backend, with keys and deletes that name the tenant."""

from __future__ import annotations

from typing import Any, Self

import psycopg
from django.db.backends.postgresql import base, operations
from django.db.backends.utils import CursorWrapper

from forecourt.kernel.postgres.schema import DatabaseSchemaEditor


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "forecourt.kernel.postgres.compiler"


class PreparedCursor(psycopg.Cursor[Any]):  # Any: its rows
    """Sends values apart from the text, which the server parses and plans once a connection."""

    def execute(self, query: Any, params: Any = None, **how: Any) -> Self:  # Any: the driver's
        return super().execute(query, params, **{**how, "prepare": True})


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = DatabaseSchemaEditor
    ops_class = DatabaseOperations

    def prepared_cursor(self) -> CursorWrapper:
        self.ensure_connection()
        with self.wrap_database_errors:
            cursor = PreparedCursor(self.connection)
            wrapped: CursorWrapper = self._prepare_cursor(cursor)  # type: ignore[attr-defined]  # where Django wraps its own
            return wrapped
