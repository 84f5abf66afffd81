"""The business day of the store."""

from __future__ import annotations

from datetime import date, datetime

from forecourt.kernel.actor import Actor
from forecourt.store.queries import store


def business_day(by: Actor, at: datetime) -> date:
    """The day it is in the store at a moment."""
    return at.astimezone(store(by).zone).date()
