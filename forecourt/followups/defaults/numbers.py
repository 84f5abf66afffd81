"""The numbers of the engine; each store may put its own beside them."""

from __future__ import annotations

from forecourt.store.defaults import Default

DEFAULTS = (
    Default("followups.quiet_from_minute", 20 * 60, "minute of the day"),
    Default("followups.quiet_until_minute", 9 * 60, "minute of the day"),
    Default("followups.lunch_from_minute", 12 * 60 + 30, "minute of the day"),
    Default("followups.lunch_until_minute", 13 * 60 + 30, "minute of the day"),
    Default("followups.window_before_days", 3, "day"),
    Default("followups.window_after_days", 2, "day"),
    Default("followups.merge_days", 3, "day"),
    Default("followups.household_days", 7, "day"),
    Default("followups.horizon_days", 14, "day"),
    Default("followups.cap_sales_consultant", 25, "task a day"),
    Default("followups.cap_relation_agent", 60, "task a day"),
    Default("followups.cap_appointment_clerk", 70, "task a day"),
    Default("followups.cap_service_adviser", 12, "task a day"),
    Default("followups.cap_other", 40, "task a day"),
    Default("followups.retry_first_hours", 4, "hour"),
    Default("followups.retry_second_days", 1, "day"),
    Default("followups.retry_third_days", 2, "day"),
    Default("followups.retry_evening_minute", 18 * 60 + 30, "minute of the day"),
    Default("followups.retry_most", 4, "try"),
    Default("followups.plan_fixed_minute", 8 * 60, "minute of the day"),
    Default("followups.plan_made_minute", 7 * 60, "minute of the day"),
    Default("followups.late_points_most", 15, "point"),
    Default("followups.no_visit_months", 6, "month", "6 months confirmed"),
    Default("followups.trade_up_months", 36, "month"),
    Default("followups.trade_up_refused_months", 12, "month"),
    Default("followups.warranty_months", 36, "month"),
    Default("followups.warranty_km", 100_000, "km"),
)
