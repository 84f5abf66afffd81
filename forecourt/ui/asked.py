"""What a request brings; of an address anything of another shape asks nothing."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest, QueryDict

_FIRST_YEAR, _LAST_YEAR = 1900, 2999  # days that screens can turn to, and the weeks around them


def asked_day(text: str) -> date | None:
    """A day such as ``2026-11-24``."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def asked_key(text: str) -> UUID | None:
    """The key of a record."""
    try:
        return UUID(text)
    except ValueError:
        return None


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, be it nothing at all; None when the form is only shown."""
    return request.POST if request.method == "POST" else None
