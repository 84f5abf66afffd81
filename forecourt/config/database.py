"""Where the database is: ``DATABASE_URL``, or the embedded server of this folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from forecourt.config.environment import WrongSetting, number, text

ENGINE = "forecourt.kernel.postgres"


# A screen's statements are short: starting helpers for one costs more than it spares, and the
# cores they would take are somebody else's.
_SETTINGS = "-c max_parallel_workers_per_gather=0"


def database(url: str, *, state: Path) -> dict[str, Any]:  # Any: Django's own shape of a database
    """Django's settings for the PostgreSQL at ``url``.

    Without a URL the embedded server's address is read from ``state/database-url``, which its
    launcher writes; where that is missing too (a type check, a build) a name stands in for it.

    Raises:
        WrongSetting: ``url`` is no PostgreSQL address.
    """
    note = state / "database-url"
    if not url:
        url = note.read_text().strip() if note.exists() else "postgresql://postgres@/forecourt"
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        sentence = f"DATABASE_URL begins with {parts.scheme!r}; it must begin with postgresql://"
        raise WrongSetting(sentence)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or unquote(parts.hostname or "")
    return {
        "ENGINE": ENGINE,
        "NAME": unquote(parts.path.lstrip("/")) or "forecourt",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "TEST": {"TEMPLATE": text("TEST_TEMPLATE", "") or None},  # bin/test's, with all tables
        "CONN_MAX_AGE": 0,  # the pool keeps connections
        "CONN_HEALTH_CHECKS": True,  # else each pooled connection fails once after a restart
        "OPTIONS": options
        | {
            "options": f"{options.get('options', '')} {_SETTINGS}".strip(),
            "application_name": "forecourt",
            "connect_timeout": 5,
            "pool": {"min_size": 1, "max_size": number("DB_POOL", 8, least=1), "timeout": 5},
        },
    }
