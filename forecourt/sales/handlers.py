"""What sales does when a lower room reports: money that came in at the till."""

from __future__ import annotations

from uuid import UUID

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Entry
from forecourt.sales import commands


def on_payment_taken(entry: Entry) -> None:
    """Money on the bill of an order may make it paid, at whichever desk it came in."""
    if entry.payload["source_kind"] == "sales.order" and entry.store_id is not None:
        by = Actor.system(entry.tenant_id, entry.store_id, key="sales")
        commands.check_paid(order_id=UUID(entry.payload["source_key"]), by=by, at=entry.at)
