"""Document numbers: a counter row per tenant, store, series and day."""

from __future__ import annotations

from datetime import date

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Counter


def draw_number(by: Actor, series: str, *, on: date, width: int = 3) -> str:
    """The next number of a series, such as ``RO-261125-001``; some may be missing in it.

    It is drawn apart from the transaction, so that nobody waits for another's to end; a
    transaction that comes to nothing leaves its number unused.
    """
    period = f"{on:%y%m%d}"
    return f"{series}-{period}-{Counter.draw_apart(by.store_id, series, period):0{width}d}"


def draw_number_without_gaps(by: Actor, series: str, *, on: date, width: int = 4) -> str:
    """The next number of a series of which none may be missing, such as ``ST-261125-0001``.

    The counter's row is held until the transaction ends, since a rollback gives the number
    back: draw it late.
    """
    period = f"{on:%y%m%d}"
    return f"{series}-{period}-{Counter.draw(by.store_id, series, period):0{width}d}"
