"""Bring the database and the static files up to date, and found a practice store once.

Each step looks first whether it has work to do, so that a second start is quick.
"""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import django
import psycopg
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from forecourt.kernel.listening import connection_parameters
from forecourt.kernel.waiting import waiting

OLDEST_VERSION = 150000  # as the server counts


class Steps(io.StringIO):
    """Counts the migrations that Django reports as applied."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count, self.done = count, 0

    def write(self, words: str) -> int:
        self.done += words.count(" OK")
        return len(words)

    def __str__(self) -> str:
        return f"{self.done}/{self.count}"


class Unusable(SystemExit):
    """The database cannot be used; says why and what to do."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forecourt.config.settings")
    django.setup()
    _check_server()
    _migrate()
    _check_trigrams()
    _collect_static_files()
    if settings.PRACTICE:
        _found_practice_store()
        _note_logins()


def _check_server() -> None:
    """Say in one sentence why a database cannot be used, before anything waits for it.

    Raises:
        Unusable: it does not answer, is too old, or does not store UTF-8.
    """
    try:
        with psycopg.connect(**connection_parameters()) as line:
            version, encoding = line.info.server_version, line.info.encoding
    except psycopg.OperationalError as error:
        sentence = f"The database does not answer: {str(error).strip()}"
        raise Unusable(sentence) from None
    if version < OLDEST_VERSION or encoding != "utf-8":
        sentence = (
            f"The database is PostgreSQL {version // 10000} with {encoding}; Forecourt needs "
            f"PostgreSQL {OLDEST_VERSION // 10000} or newer with UTF-8."
        )
        raise Unusable(sentence)


def _check_trigrams() -> None:
    """Refuse a database whose locale drops Chinese characters from every search, unseen.

    Raises:
        Unusable: it does.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(show_trgm('车'))")
        if not cursor.fetchone()[0]:
            sentence = (
                "Searching would find no Chinese names: this database's LC_CTYPE knows only "
                "ASCII. Create it again with LC_CTYPE 'C.UTF-8'."
            )
            raise Unusable(sentence)


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        steps = Steps(len(plan))
        with waiting("Migrating the database", steps.__str__):
            call_command("migrate", interactive=False, stdout=steps, no_color=True)


def _collect_static_files() -> None:
    note = Path(settings.STATIC_ROOT) / ".collected"
    seen = _static_files_seen()
    if not note.exists() or note.read_text() != seen:
        with waiting("Collecting static files"):
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            note.write_text(seen)


def _static_files_seen() -> str:
    """Name, size and age of every static file, as one short text."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _found_practice_store() -> None:
    """Build the small practice store whole or, when the start is killed meanwhile, not at all."""
    from forecourt.kernel.models import Tenant  # noqa: PLC0415 - needs loaded apps

    if not Tenant.objects.exists():
        with transaction.atomic():
            call_command("practice", "build", "--size", "small")


def _note_logins() -> None:
    """Keep the practice logins where the supervisor finds them when the pages are up."""
    note = Path(settings.STATE) / "run" / "logins"
    with note.open("w") as lines:
        call_command("logins", stdout=lines)


if __name__ == "__main__":
    main()
