"""The only source of "now". A practice store may move it; a test may stop it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

from django.conf import settings

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)
_REREAD_SECONDS = 1.0  # so long may two processes disagree after the practice clock was moved


class _Offset:
    """How far the practice clock is ahead; kept in a file that every process reads."""

    def __init__(self) -> None:
        self.value, self.read_at = timedelta(), float("-inf")

    def now(self) -> timedelta:
        if not settings.PRACTICE:
            return timedelta()
        if monotonic() - self.read_at > _REREAD_SECONDS:
            note = _note()
            seconds = note.read_text().strip() if note.exists() else ""
            self.value, self.read_at = timedelta(seconds=float(seconds or 0)), monotonic()
        return self.value


_offset = _Offset()


def _note() -> Path:
    return Path(settings.STATE) / "practice-clock"


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC) + _offset.now()


def today(zone: ZoneInfo) -> date:
    """The day it is in a store's zone."""
    return now().astimezone(zone).date()


def offset() -> timedelta:
    """How far the practice clock is ahead of the real one."""
    return _offset.now()


def move(by: timedelta) -> timedelta:
    """Move the practice clock and answer how far it is ahead now.

    Raises:
        RuntimeError: this is no practice store.
    """
    if not settings.PRACTICE:
        sentence = "Only a practice store's clock can be moved."
        raise RuntimeError(sentence)
    ahead = _Offset().now() + by
    note = _note()
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(str(ahead.total_seconds()))
    _offset.read_at = float("-inf")
    return ahead


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Stop the clock at ``at``, for tests, stories and the makers of the practice store."""
    token = _frozen.set(at)
    try:
        yield
    finally:
        _frozen.reset(token)
