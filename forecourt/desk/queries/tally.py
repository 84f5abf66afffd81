"""How many cases stand at each station of the loop: one statement for the whole ring road.

Home is the page that everybody opens all day, and it shows every room at once; so this is one
statement by hand instead of fifteen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from forecourt.desk.queries.pieces import PIECES
from forecourt.kernel.actor import Actor
from forecourt.kernel.bilingual import is_chinese
from forecourt.store.queries import rules
from forecourt.ui.navigation import Link

LIMITS = {  # what the statements call it: the rule value
    "first_word": "leads.first_contact_minutes",
    "first_call": "leads.first_call_minutes",
    "level_h": "leads.level_days_h",
    "level_a": "leads.level_days_a",
    "level_b": "leads.level_days_b",
    "level_c": "leads.level_days_c",
    "approval_wait": "service.approval_wait_minutes",
    "stock_red": "sales.stock_red_days",
    "goal_orders": "desk.month_new_orders",
    "goal_deliveries": "desk.month_deliveries",
    "goal_visits": "desk.month_service_visits",
    "goal_revenue": "desk.month_service_revenue_yuan",
}

Values = dict[str, Any]  # Any: as the driver takes them


@dataclass(frozen=True, slots=True)
class Tally:
    """Cases of one station in one share of it."""

    station: str
    share: str
    count: int
    late: int
    mine: int


def tallies(values: Values) -> list[Tally]:
    """The counts of all stations, share by share."""
    with connection.cursor() as cursor:
        cursor.execute("UNION ALL".join(PIECES), values)
        return [Tally(*row) for row in cursor.fetchall()]


# Places on the rail -> the station whose count stands beside them.
_BESIDE = {
    "leads-leads": "prospect",
    "leads-opportunities": "follow_up",
    "leads-test_drives": "test_drive",
    "sales-quotations": "quote",
    "sales-orders": "order",
    "sales-deliveries": "delivery",
    "service-appointments": "booking",
    "service-reception": "reception",
    "service-orders": "repair",
    "service-settlements": "settlement",
    "workshop-board": "repair",
    "workshop-checks": "quality",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """The count beside a place on the rail; ``key`` is the place's."""

    key: str
    count: int


def counts_beside(links: Iterable[Link], values: Values) -> list[Beside]:
    """The live counts for the places that a person sees."""
    whole: Counter[str] = Counter()
    for row in tallies(values):
        whole[row.station] += row.count
    keys = [link.key for link in links if link.key in _BESIDE]
    return [Beside(key, whole[_BESIDE[key]]) for key in keys]


def values(by: Actor, *, at: datetime) -> Values:
    """What the statements of the home screen are asked with; one statement for the limits."""
    local = timezone.localtime(at)
    morning = local.replace(hour=0, minute=0, second=0, microsecond=0)
    limits = rules(by, *LIMITS.values(), on=local.date())
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
        "zone": str(local.tzinfo),
        "zh": is_chinese(),
        "every_deal": by.may("leads.view_every_opportunity"),
        "every_order": by.may("sales.view_every_order"),
        "every_task": by.may("followups.view_every_task"),
        "sees_tasks": by.may("followups.view_task"),
        "roles": sorted(by.roles),
        **{name: limits[key] for name, key in LIMITS.items()},
    }
