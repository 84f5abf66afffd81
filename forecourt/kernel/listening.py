"""How to get a database connection of one's own; LISTEN needs one outside the pool."""

from __future__ import annotations

from typing import Any

from django.db import connection

CHANNEL = "live"  # the journal's trigger says "<tenant>/<store> <room>" on it


def connection_parameters() -> dict[str, Any]:  # Any: psycopg's own keyword arguments
    """Keyword arguments for ``psycopg.connect``; plain psycopg rows, without Django's cursors."""
    parameters: dict[str, Any] = connection.get_connection_params()
    for django_only in ("cursor_factory", "context"):
        parameters.pop(django_only, None)
    return parameters
