"""The day that an address asks for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from forecourt.ui.asked import asked_day


def day_asked(text: str, zone: ZoneInfo, at: datetime) -> date:
    """The day in the address, else today; what is no day is today too."""
    return asked_day(text) or at.astimezone(zone).date()


def neighbours(on: date) -> tuple[date, date]:
    """The day before and the day after, within what a calendar knows."""
    return max(on, date(2000, 1, 2)) - timedelta(days=1), min(on, date(2999, 1, 1)) + timedelta(1)
