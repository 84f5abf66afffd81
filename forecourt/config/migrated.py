"""A database with all tables, for tests: migrated once, then kept as a dump in the user's cache.

The dump is named after the contents of everything that makes the tables, so a changed migration
is never missed. Migrating takes Django a quarter of a minute; loading the dump takes a second.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

from forecourt.config.embedded import Server

PROJECT = Path(__file__).resolve().parents[2]
MAKE_TABLES = (
    "forecourt/*/migrations/*.py",
    "forecourt/kernel/postgres/*.py",
    "requirements/*.txt",
)
KEPT_SECONDS = 7 * 24 * 3600


def fill(server: Server, database: str) -> None:
    dump = _cache() / f"migrated-{_fingerprint(server)}.sql"
    if dump.exists():
        server.load(database, dump.read_text())
        return
    print("Migrating a database for the tests ...", flush=True)
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=PROJECT,
        env=os.environ | {"DATABASE_URL": server.url(database)},
        check=True,
    )
    draft = dump.with_suffix(f".{os.getpid()}")
    draft.write_text(server.dump(database))
    draft.replace(dump)
    _forget_old(dump.parent)


def _cache() -> Path:
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "forecourt"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def _fingerprint(server: Server) -> str:
    digest = hashlib.sha256(f"PostgreSQL {server.version}".encode())
    for pattern in MAKE_TABLES:
        for path in sorted(PROJECT.glob(pattern)):
            digest.update(path.relative_to(PROJECT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:20]


def _forget_old(cache: Path) -> None:
    for dump in cache.glob("migrated-*"):
        if time.time() - dump.stat().st_mtime > KEPT_SECONDS:
            dump.unlink(missing_ok=True)
