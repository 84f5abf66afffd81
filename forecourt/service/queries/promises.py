"""The time to promise for work that begins now."""

from __future__ import annotations

from datetime import datetime, timedelta

from forecourt.kernel.actor import Actor
from forecourt.service.models import JobLine
from forecourt.service.queries.offers import want
from forecourt.service.rules import promise_at
from forecourt.store.queries import business_day, rules
from forecourt.workshop.queries import free_slots


def proposed_promise(by: Actor, menu_code: str, *, at: datetime) -> datetime:
    """When the work of a menu can be ready: next free bay, its minutes, a margin, rounded up."""
    wanted = want(by, menu_code, on=business_day(by, at))
    return _promise(by, wanted.bay_kind, wanted.minutes, wanted.promise_minutes, at)


def promise_for_lines(by: Actor, lines: list[JobLine], *, at: datetime) -> datetime:
    """When these lines can be ready."""
    minutes = sum(line.sold_minutes for line in lines) or 30
    kinds = [line.bay_kind for line in lines if line.bay_kind]
    return _promise(by, kinds[0] if kinds else "general_lift", minutes, minutes, at)


def _promise(
    by: Actor, bay_kind: str, minutes: int, promise_minutes: int, at: datetime
) -> datetime:
    numbers = rules(
        by, "service.promise_margin_minutes", "service.promise_rounding_minutes", on=at.date()
    )
    slots = free_slots(
        by,
        bay_kind=bay_kind,
        minutes=minutes,
        from_=at,
        until=at + timedelta(days=2),
        at=at,
        limit=1,
    )
    begins = max(slots[0].starts_at, at) if slots else at
    return promise_at(
        begins + timedelta(minutes=max(minutes, promise_minutes)),
        margin_minutes=numbers["service.promise_margin_minutes"],
        rounding_minutes=numbers["service.promise_rounding_minutes"],
    )
