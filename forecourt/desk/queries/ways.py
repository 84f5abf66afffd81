"""Ways from a row on the desk to the screen of the room that owns it."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from django.urls import NoReverseMatch, reverse

_NO_KEY = UUID(int=0)


def way(screen: str, key: UUID | None) -> str:
    """The address of a record's screen, or of the list it stands in; "" while there is none."""
    if key is not None and _opens(screen, with_key=True):
        return reverse(screen, args=[key])
    return reverse(screen) if _opens(screen, with_key=False) else ""


@cache
def _opens(screen: str, *, with_key: bool) -> bool:
    try:
        reverse(screen, args=[_NO_KEY] if with_key else [])
    except NoReverseMatch:
        return False
    return True
