"""Numbers of the pre-sale that are shipped; each store may put its own beside them."""

from __future__ import annotations

from forecourt.store.defaults import Default

DEFAULTS = (
    Default("leads.first_contact_minutes", 3, "minute", "reached in 97 % of visits in one store"),
    Default("leads.first_call_minutes", 5, "minute", "trade target"),
    Default("leads.level_days_h", 7, "day", "one dealer; brands differ"),
    Default("leads.level_days_a", 15, "day", "one dealer; brands differ"),
    Default("leads.level_days_b", 30, "day", "one dealer; brands differ"),
    Default("leads.level_days_c", 90, "day", "one dealer; brands differ"),
    Default("leads.idle_days_h", 7, "day"),
    Default("leads.idle_days_a", 15, "day"),
    Default("leads.idle_days_b", 45, "day"),
    Default("leads.idle_days_c", 120, "day"),
    Default("leads.freeze_most_days", 180, "day"),
    Default("leads.out_of_control_tries", 3, "try"),
    Default("leads.out_of_control_days", 14, "day"),
    Default("leads.pool_after_days", 30, "day"),
    Default("leads.claims_per_day", 5, "claim"),
    Default("leads.open_per_consultant", 150, "opportunity"),
    Default("leads.test_drive_minutes", 45, "minute"),
    Default("leads.test_drive_most_km", 200, "km"),
    Default("leads.test_drive_most_days", 60, "day"),
    Default("leads.next_contact_most_days", 365, "day"),
    Default("leads.revisit_most_days", 1095, "day"),
)
