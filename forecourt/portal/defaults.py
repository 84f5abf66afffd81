"""Numbers of the owner's page; each store may put its own beside them."""

from __future__ import annotations

from forecourt.store.defaults import Default

DEFAULTS = (
    Default("portal.booking_days", 14, "day"),
    Default("portal.first_booking_hours", 2, "hour"),
)
