"""Checksums of the practice store: the same seed and day give the same ones."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from django.apps import apps
from django.db import connection, models

from forecourt.kernel.tenancy import tenant_field

# Keys are drawn from the clock of the machine, so a row is compared by what it says.
_KEYS = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_NOT_SAID = (models.UUIDField, models.ForeignKey)
_SECRETS = {"token", "identity_digest"}  # drawn, or keyed with a secret of the installation


def checksums() -> Iterator[tuple[str, str]]:
    """Table and digest of what its rows say, in an order that does not depend on keys."""
    for model in apps.get_models():
        if tenant_field(model) is None:
            continue
        columns = [
            str(field.column)
            for field in model._meta.local_fields
            if not isinstance(field, (*_NOT_SAID, models.JSONField)) and field.name not in _SECRETS
        ]
        yield model._meta.db_table, _digest(model._meta.db_table, columns)


def _digest(table: str, columns: list[str]) -> str:
    quoted = ", ".join(f'"{column}"' for column in columns) or "1"
    digest = sha256()
    with connection.cursor() as cursor:
        # Names of tables and columns come from the models, never from a person.
        cursor.execute(
            f"SELECT md5(regexp_replace(ROW({quoted})::text, %s, '', 'g')) AS said "  # noqa: S608
            f"FROM {table} WHERE tenant_id IS NOT NULL ORDER BY said",
            [_KEYS],
        )
        for (said,) in cursor:
            digest.update(said.encode())
    return digest.hexdigest()[:16]
