"""How many cases stand at each station of the loop: one statement for the whole ring road.

Home is the page that everybody opens all day, and it shows every room at once; so this is one
statement by hand instead of fifteen. Each piece answers rows of
(station, share, count, late, mine).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from forecourt.kernel.actor import Actor

PIECES: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """Cases of one station in one share of it."""

    station: str
    share: str
    count: int
    late: int
    mine: int


def tallies(by: Actor, *, at: datetime) -> list[Tally]:
    """The counts of all stations, share by share."""
    if not PIECES:
        return []
    with connection.cursor() as cursor:
        cursor.execute("\nUNION ALL\n".join(PIECES), values(by, at=at))
        return [Tally(*row) for row in cursor.fetchall()]


def values(by: Actor, *, at: datetime) -> dict[str, Any]:  # Any: as the driver takes them
    """What the statements of the home screen are asked with."""
    local = timezone.localtime(at)
    morning = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "tenant": by.tenant_id,
        "store": by.store_id,
        "staff": by.staff_id,
        "at": at,
        "today": local.date(),
        "morning": morning,
        "night": morning + timedelta(days=1),
        "month": morning.replace(day=1),
        "fortnight": morning - timedelta(days=13),
    }
