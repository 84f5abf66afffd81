"""What this room hears: a delivered car gives its owner a page."""

from __future__ import annotations

from uuid import UUID

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Entry
from forecourt.portal import commands


def on_vehicle_delivered(entry: Entry) -> None:
    """Make the buyer's page."""
    if entry.store_id is None:
        return
    by = Actor.system(entry.tenant_id, entry.store_id, key="portal")
    commands.make_page(
        party_id=UUID(entry.payload["party_id"]),
        vehicle_id=UUID(entry.payload["vehicle_id"]),
        by=by,
        at=entry.at,
    )
