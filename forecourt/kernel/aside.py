"""A second line to the database, for what is kept whatever becomes of the transaction at hand.

One for each process, opened at first need and shared by its threads: what goes over it is one
short statement that commits by itself. It does not wait for the disk: whatever is made of its
answer is committed later, and the log is written in order, so that no answer that somebody
relied on can be lost without what relied on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from typing import Any

import psycopg
from django.db import connection

_SETTINGS = "-c synchronous_commit=off -c lock_timeout=2000"  # ms; nobody holds a row that long
_OWN = {"autocommit", "cursor_factory"}  # said anew here
_opening = Lock()
_lines: dict[str, psycopg.Connection[Any]] = {}  # by database; Any: its rows


def first_value(statement: str, values: Mapping[str, object]) -> Any:  # Any: a column
    """Run one statement by itself; answer the first value of its first row.

    Raises:
        psycopg.OperationalError: no line, or somebody holds the row for two seconds.
    """
    row = _line().execute(statement.encode(), values, prepare=True).fetchone()
    return row[0] if row else None


def _line() -> psycopg.Connection[Any]:
    wanted: dict[str, Any] = connection.get_connection_params()
    wanted = {name: value for name, value in wanted.items() if name not in _OWN}
    with _opening:
        line = _lines.get(wanted["dbname"])
        if line is None or line.closed:
            options = f"{wanted.get('options', '')} {_SETTINGS}".strip()
            line = psycopg.connect(
                **{**wanted, "options": options}, autocommit=True, cursor_factory=psycopg.Cursor
            )
            _lines[wanted["dbname"]] = line
    return line
