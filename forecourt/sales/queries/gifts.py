"""Which of the promised gifts were handed over."""

from __future__ import annotations

from forecourt.kernel.actor import Actor
from forecourt.sales.models import GiftIssue, SalesOrder


def is_issued(order: SalesOrder, gift: str, *, by: Actor) -> bool:
    """Whether a gift of this name was handed out for the order; thanks afterwards do not count."""
    given = GiftIssue.objects.seen_by(by).filter(order=order, is_thanks=False)
    return given.filter(gift__iexact=gift).exists()
