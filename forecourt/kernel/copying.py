"""COPY: rows by the thousand into a table, several times as fast as INSERT."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection, models
from psycopg import sql

from forecourt.kernel.tenancy import current_tenant_id


def copy_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> int:
    """Write rows of the set tenant, value by value in the order of ``columns``; answers how many.

    The database checks them as always; a constraint's no is an IntegrityError at the first bad row.
    """
    tenant_id = current_tenant_id()
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(map(sql.Identifier, ("tenant_id", *columns))),
    )
    count = 0
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row((tenant_id, *row))
            count += 1
    return count


def copy_records(records: Iterable[models.Model]) -> int:
    """Write records that are not written yet, as ``bulk_create`` would."""
    born = list(records)
    if not born:
        return 0
    model = type(born[0])
    names = [
        (field.attname, field.column or field.attname)
        for field in model._meta.concrete_fields
        if field.column != "tenant_id" and not field.generated
    ]
    rows = ([getattr(record, name) for name, _column in names] for record in born)
    count = copy_rows(model, [column for _name, column in names], rows)
    for record in born:
        record._state.adding = False
    return count
