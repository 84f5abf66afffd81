"""A screen only wants to know which room changed; facts of one room are told once a commit."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

TELLS = """
CREATE OR REPLACE FUNCTION kernel_entry_tells() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify(
        'live', NEW.tenant_id || '/' || coalesce(NEW.store_id::text, '-') || ' ' || {what}
    );
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("kernel", "0002_journal_only_grows")]
    operations: ClassVar = [
        migrations.RunSQL(
            TELLS.format(what="split_part(NEW.kind, '.', 1)"), TELLS.format(what="NEW.kind")
        )
    ]
