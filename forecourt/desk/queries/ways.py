"""Ways from a row on the desk to the screen of the room that owns it."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from django.urls import NoReverseMatch, reverse

_NO_KEY = UUID(int=0)


def way(screen: str, key: UUID | None) -> str:
    """The address of a record's screen; "" while its room has none."""
    return reverse(screen, args=[key]) if key is not None and _is_open(screen) else ""


@cache
def _is_open(screen: str) -> bool:
    try:
        reverse(screen, args=[_NO_KEY])
    except NoReverseMatch:
        return False
    return True
