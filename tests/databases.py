"""Databases of their own for tests that need a whole installation."""

from __future__ import annotations

import os

import psycopg
from django.conf import settings


def own_database(name: str, *, template: str = "") -> str:
    """A database of its own on the server of the tests, as an address."""
    home = settings.DATABASES["default"]
    server = home["HOST"]
    line = psycopg.connect(
        host=server or None,
        port=home["PORT"] or None,
        user=home["USER"] or None,
        password=home["PASSWORD"] or None,
        dbname="postgres",
        autocommit=True,
    )
    with line:
        line.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        # bin/test's template has all tables
        template = template or os.environ.get("TEST_TEMPLATE", "template1")
        line.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
    login = home["USER"] + (f":{home['PASSWORD']}" if home["PASSWORD"] else "")
    port = f"&port={home['PORT']}" if home["PORT"] else ""
    return f"postgresql://{login}@/{name}?host={server}{port}"
