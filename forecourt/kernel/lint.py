"""The catalogue lint: what the database itself says about tenant keys, after every migration."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

_GLOBAL_TABLES_LIKE = ("django_%", "auth_%", "procrastinate_%")
_GLOBAL_TABLES = frozenset(
    {
        "kernel_tenant",
        "kernel_bucket",
        "store_account",
        "store_session",
        "store_pairing",
        "portal_ownercode",
        "portal_ownersession",
        "catalog_marque",
        "catalog_vehiclemodel",
        "catalog_vehiclevariant",
        "catalog_colour",
        "catalog_option",
        "catalog_optionrule",
    }
)

_TENANT_TABLES = """
SELECT c.oid FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
"""
_COMPLAINTS = {
    "is not a tenant's and not on the list of global tables": f"""
        SELECT c.relname, '' FROM pg_class c
        WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
          AND c.oid NOT IN ({_TENANT_TABLES})
          AND NOT c.relname LIKE ANY(%(like)s) AND NOT c.relname = ANY(%(listed)s)""",
    "may be born without a tenant": f"""
        SELECT a.attrelid::regclass::text, a.attname FROM pg_attribute a
        WHERE a.attname = 'tenant_id' AND NOT a.attnotnull AND a.attrelid IN ({_TENANT_TABLES})""",
    "has a key other than (tenant_id, id)": f"""
        SELECT t.oid::regclass::text, coalesce(pg_get_constraintdef(k.oid), 'none')
        FROM ({_TENANT_TABLES}) t
        LEFT JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'p'
        WHERE pg_get_constraintdef(k.oid) IS DISTINCT FROM 'PRIMARY KEY (tenant_id, id)'""",
    "has a unique or exclusion constraint without the tenant": f"""
        SELECT k.conrelid::regclass::text, k.conname FROM pg_constraint k
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attname = 'tenant_id'
        WHERE k.contype IN ('u', 'x') AND k.conrelid IN ({_TENANT_TABLES})
          AND NOT a.attnum = ANY(k.conkey)""",
    "has an index that does not begin with the tenant": f"""
        SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text FROM pg_index i
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attname = 'tenant_id'
        WHERE i.indrelid IN ({_TENANT_TABLES}) AND i.indkey[0] <> a.attnum""",
    "has a foreign key to a tenant table without the tenant": f"""
        SELECT k.conrelid::regclass::text, k.conname FROM pg_constraint k
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attname = 'tenant_id'
        WHERE k.contype = 'f' AND k.conrelid IN ({_TENANT_TABLES})
          AND k.confrelid IN ({_TENANT_TABLES}) AND NOT k.conkey[1] = a.attnum""",
    "is global and points at a tenant table": f"""
        SELECT k.conrelid::regclass::text, k.conname FROM pg_constraint k
        WHERE k.contype = 'f' AND k.conrelid NOT IN ({_TENANT_TABLES})
          AND k.confrelid IN ({_TENANT_TABLES})""",
    "has a tenant key that is deferrable or sets null": f"""
        SELECT k.conrelid::regclass::text, k.conname FROM pg_constraint k
        WHERE k.contype = 'f' AND k.confrelid IN ({_TENANT_TABLES})
          AND (k.condeferrable OR k.confdeltype = 'n')""",
    "has an identity column": f"""
        SELECT a.attrelid::regclass::text, a.attname FROM pg_attribute a
        WHERE a.attidentity <> '' AND a.attrelid IN ({_TENANT_TABLES})""",
}


def complaints() -> Iterator[str]:
    """Each table, key or index that breaks the rules of tenancy, in words.

    Source: the rules of tenancy in docs/architecture.md.
    """
    values = {"like": list(_GLOBAL_TABLES_LIKE), "listed": sorted(_GLOBAL_TABLES)}
    with connection.cursor() as cursor:
        for words, sql in _COMPLAINTS.items():
            cursor.execute(sql, values)
            for table, name in cursor.fetchall():
                yield f"{table} {words}{f': {name}' if name else ''}"
