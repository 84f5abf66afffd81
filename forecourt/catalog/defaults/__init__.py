"""What this room ships: numbers, and the tables of the made-up marque and of standard work."""

from __future__ import annotations

from forecourt.store.defaults import Default

DEFAULTS = (
    Default("catalog.default_plan", "CN-10K", "plan", "own default"),
    Default("catalog.price_list_notice_days", 1, "day", "own default"),
)
