"""What this room hears: a delivered car gives its owner a page, a finding asks for a word."""

from __future__ import annotations

from uuid import UUID

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Entry
from forecourt.portal import commands
from forecourt.service.models import Origin


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


def on_line_proposed(entry: Entry) -> None:
    """Send the owner the way to what was found in the bay and waits for a word."""
    if entry.store_id is None or entry.payload["origin"] != Origin.FINDING:
        return
    commands.ask_word(
        order_id=UUID(entry.payload["order_id"]),
        party_id=UUID(entry.payload["party_id"]),
        title=entry.payload["title"],
        by=Actor.system(entry.tenant_id, entry.store_id, key="portal"),
        at=entry.at,
    )
