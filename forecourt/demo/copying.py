"""Writes made-up rows by COPY: the only way to five years of a store in minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from random import Random
from typing import Any, Final
from uuid import UUID

from django.db import connection, models, transaction

from forecourt.kernel.tenancy import current_tenant_id

_VERSION, _VARIANT = 7 << 76, 2 << 62


class Keys:
    """Keys in order of time, like those of the house, but the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._bits = Random(f"{seed}/keys").getrandbits  # noqa: S311 - made-up rows

    def at(self, moment: datetime) -> UUID:
        milliseconds = int(moment.timestamp() * 1000) << 80
        return UUID(int=milliseconds | _VERSION | self._bits(12) << 64 | _VARIANT | self._bits(62))


class Pile:
    """Rows of one table that wait to be written together.

    A value that is not given takes the field's own default; empty text, else NULL.
    """

    def __init__(self, model: type[models.Model], keys: Keys) -> None:
        self._keys = keys
        fields = [field for field in model._meta.local_fields if not field.generated]
        self._columns = [str(field.column) for field in fields]
        self._blank: dict[str, Any] = {
            field.attname: _blank(field) for field in fields
        }  # Any: values
        self._blank["tenant_id"] = current_tenant_id()
        self._table = model._meta.db_table
        self._rows: list[Sequence[Any]] = []

    def add(self, born_at: datetime, **values: Any) -> UUID:  # Any: one value a column
        """Put a row on the pile and answer its key.

        Raises:
            TypeError: the table has no such column.
        """
        row = self._blank | values
        if len(row) != len(self._columns):
            sentence = f"{self._table} has no {sorted(set(values) - set(self._blank))}"
            raise TypeError(sentence)
        row["id"] = key = values.get("id") or self._keys.at(born_at)
        self._rows.append(tuple(row.values()))
        return key

    def write(self) -> int:
        """Write what is on the pile, and answer how many rows that were."""
        names = ", ".join(f'"{column}"' for column in self._columns)
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY {self._table} ({names}) FROM STDIN") as copy,
        ):
            for row in self._rows:
                copy.write_row(row)
        written = len(self._rows)
        self._rows.clear()
        return written


def _blank(field: models.Field[Any, Any]) -> Any:  # Any: a value of any column
    if field.has_default() and not callable(field.default):
        return field.default.value if hasattr(field.default, "value") else field.default
    if field.has_default() and field.name != "id":
        return field.get_default()
    is_text = isinstance(field, models.CharField | models.TextField)
    return "" if is_text and not field.null else None


def look_around() -> None:
    """Tell the planner what is there: in a table it thinks empty every key check reads all."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


GUARDED: Final = ("finance_bill", "finance_billline", "finance_receipt", "finance_receiptuse")
_SWEEP: Final = """
SELECT count(*) FROM finance_bill bill
LEFT JOIN LATERAL (
    SELECT coalesce(sum(total_fen), 0) AS total FROM finance_billline line
    WHERE line.tenant_id = bill.tenant_id AND line.bill_id = bill.id
) lines ON true
LEFT JOIN LATERAL (
    SELECT coalesce(sum(amount_fen), 0) AS paid FROM finance_receiptuse used
    WHERE used.tenant_id = bill.tenant_id AND used.bill_id = bill.id
) uses ON true
WHERE bill.state = 'posted' AND bill.tenant_id = %s
  AND (lines.total, uses.paid) IS DISTINCT FROM (bill.total_fen, bill.paid_fen)
"""


@contextmanager
def written_as_posted() -> Iterator[None]:
    """Let bills be written as they ended: posted and paid, without the steps between.

    Inside one transaction, so that the guards are back whatever happens; ``check_money`` says
    afterwards whether the made-up books hold what the guards would have asked.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the commit comes first
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def check_money() -> None:
    """Compare every posted bill with its lines and with what was paid on it.

    Raises:
        RuntimeError: says how many bills differ.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SWEEP, [current_tenant_id()])
        differing = cursor.fetchone()[0]
    if differing:
        sentence = f"{differing} bills differ from their lines or their receipts."
        raise RuntimeError(sentence)
