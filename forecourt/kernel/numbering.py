"""Document numbers: a counter row per tenant, store, series and day."""

from __future__ import annotations

from datetime import date

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Counter


def draw_number(by: Actor, series: str, *, on: date, width: int = 3) -> str:
    """The next number of a series, such as ``RO-261125-001``.

    The counter's row is held until the transaction ends: draw it late. A series in whose
    documents no number may be missing needs nothing more, since a rollback gives it back.
    """
    period = f"{on:%y%m%d}"
    return f"{series}-{period}-{Counter.draw(by.store_id, series, period):0{width}d}"
