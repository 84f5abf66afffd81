"""Writing new rows beneath the ORM: one statement, its text kept, the rows as one JSON value.

For the few paths that every busy minute walks (the journal, the lines of an order); elsewhere
``bulk_create`` says the same with more care. Called by models only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.db import connection, models

from forecourt.kernel.prepared import prepared

_gathering: ContextVar[dict[type[models.Model], list[models.Model]] | None] = ContextVar(
    "gathering", default=None
)


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model that are not written yet; nothing for no rows.

    Fields go in as they stand in the record: defaults are set, nothing is converted but JSON.
    """
    if not rows:
        return
    pile = _gathering.get()
    if pile is None:
        _insert({type(rows[0]): rows})
    else:
        pile.setdefault(type(rows[0]), []).extend(rows)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@contextmanager
def gathered() -> Iterator[None]:
    """Let the new rows of a whole command go in together, as one statement at its end.

    Until then nobody can read them, and what a constraint says of them is said at the end: for a
    command that locks and checks first and writes last.
    """
    pile: dict[type[models.Model], list[models.Model]] = {}
    outer = _gathering.set(pile)
    try:
        yield
    finally:
        _gathering.reset(outer)
    _insert(pile)


def _insert(pile: Mapping[type[models.Model], Sequence[models.Model]]) -> None:
    if not pile:
        return
    values = [json.dumps([_said(row) for row in rows], default=str) for rows in pile.values()]
    with prepared() as cursor:
        cursor.execute(_statement(tuple(pile)), values)


def _said(row: models.Model) -> dict[str, Any]:  # Any: a field's value
    held = row.__dict__
    return {column: held[name] for column, name, _type in _fields(type(row))}


@cache
def _statement(kinds: tuple[type[models.Model], ...]) -> str:
    """One statement for rows of several models; foreign keys are looked at when all are in."""
    *first, last = map(_insertion, kinds)
    if not first:
        return last
    parts = ", ".join(f"rows_{place} AS ({text})" for place, text in enumerate(first))
    return f"WITH {parts} {last}"


@cache
def _insertion(model: type[models.Model]) -> str:
    """Its text is the same for one row and for many, which driver and server like."""
    fields = _fields(model)
    columns = ", ".join(f'"{column}"' for column, _name, _type in fields)
    types = ", ".join(f'"{column}" {kind}' for column, _name, kind in fields)
    table = model._meta.db_table
    return f'INSERT INTO "{table}" ({columns}) SELECT * FROM json_to_recordset(%s) AS r ({types})'


@cache
def _fields(model: type[models.Model]) -> tuple[tuple[str, str, str], ...]:
    """Column, attribute and type of everything that is written."""
    written = [field for field in model._meta.local_concrete_fields if not field.generated]
    return tuple(
        (str(field.column), field.attname, str(field.db_type(connection))) for field in written
    )
