"""Numbers that the desk works by."""

from __future__ import annotations

from forecourt.store.defaults import Default

DEFAULTS = (
    Default("desk.export_most_rows", 500, "row"),
    Default("desk.month_new_orders", 110, "car"),
    Default("desk.month_deliveries", 104, "car"),
    Default("desk.month_service_visits", 760, "car"),
    Default("desk.month_service_revenue_yuan", 1_180_000, "yuan"),
)
