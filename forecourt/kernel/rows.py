"""Writing new rows beneath the ORM: one statement, its text kept, values as the driver takes them.

For the few paths that every busy minute walks (the journal, the lines of an order); elsewhere
``bulk_create`` says the same with more care. Called by models only.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection, models
from psycopg.types.json import Jsonb


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model that are not written yet; nothing for no rows.

    Fields go in as they stand in the record: defaults are set, nothing is converted but JSON.
    """
    if not rows:
        return
    model = type(rows[0])
    names, json_names = _names(model)
    values: list[Any] = []  # Any: as the driver takes them
    for row in rows:
        held = row.__dict__
        values += [Jsonb(held[name]) if name in json_names else held[name] for name in names]
    with connection.cursor() as cursor:
        cursor.execute(_statement(model, len(rows)), values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@cache
def _names(model: type[models.Model]) -> tuple[tuple[str, ...], frozenset[str]]:
    """The attributes that are written, and which of them hold JSON."""
    fields = _fields(model)
    json_names = {field.attname for field in fields if isinstance(field, models.JSONField)}
    return tuple(field.attname for field in fields), frozenset(json_names)


@cache
def _statement(model: type[models.Model], count: int) -> str:
    fields = _fields(model)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    one = f"({', '.join(['%s'] * len(fields))})"
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES {", ".join([one] * count)}'


def _fields(model: type[models.Model]) -> list[Any]:  # Any: fields of any kind
    return [field for field in model._meta.local_concrete_fields if not field.generated]
