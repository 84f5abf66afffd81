"""What the numbers of the trade are called, by the key they are shipped under."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy

from forecourt.ui.navigation import Label
from forecourt.workshop.models import BayKind

RULE_WORDS: Mapping[str, Label] = {
    "catalog.default_plan": pgettext_lazy("rule", "Maintenance plan of a car that names none"),
    "catalog.price_list_notice_days": pgettext_lazy(
        "rule", "Days between publishing a price list and its start"
    ),
    "desk.export_most_rows": pgettext_lazy("rule", "Rows that may leave the house in one file"),
    "desk.month_deliveries": pgettext_lazy("rule", "Goal of the month: deliveries"),
    "desk.month_new_orders": pgettext_lazy("rule", "Goal of the month: new orders"),
    "desk.month_service_revenue_yuan": pgettext_lazy("rule", "Goal of the month: service revenue"),
    "desk.month_service_visits": pgettext_lazy("rule", "Goal of the month: cars in service"),
    "finance.refund_alone_up_to_yuan": pgettext_lazy(
        "rule", "Refund that one person may give alone, at most"
    ),
    "followups.cap_appointment_clerk": pgettext_lazy("rule", "Tasks a day: appointment clerk"),
    "followups.cap_other": pgettext_lazy("rule", "Tasks a day: all others"),
    "followups.cap_relation_agent": pgettext_lazy("rule", "Tasks a day: relation agent"),
    "followups.cap_sales_consultant": pgettext_lazy("rule", "Tasks a day: sales consultant"),
    "followups.cap_service_adviser": pgettext_lazy("rule", "Tasks a day: service adviser"),
    "followups.horizon_days": pgettext_lazy("rule", "How far ahead the plan looks"),
    "followups.household_days": pgettext_lazy("rule", "One household is contacted once in so long"),
    "followups.late_points_most": pgettext_lazy("rule", "Most points that lateness adds to a task"),
    "followups.lunch_from_minute": pgettext_lazy("rule", "Nobody is called from, midday"),
    "followups.lunch_until_minute": pgettext_lazy("rule", "Nobody is called until, midday"),
    "followups.merge_days": pgettext_lazy("rule", "Tasks so close together become one call"),
    "followups.no_visit_months": pgettext_lazy(
        "rule", "An owner is lapsed after so long without a visit"
    ),
    "followups.plan_fixed_minute": pgettext_lazy("rule", "The plan of the day is fixed at"),
    "followups.plan_made_minute": pgettext_lazy("rule", "The plan of the day is made at"),
    "followups.quiet_from_minute": pgettext_lazy("rule", "Nobody is called from, evening"),
    "followups.quiet_until_minute": pgettext_lazy("rule", "Nobody is called until, morning"),
    "followups.retry_evening_minute": pgettext_lazy("rule", "An evening try begins at"),
    "followups.retry_first_hours": pgettext_lazy("rule", "First retry after"),
    "followups.retry_most": pgettext_lazy("rule", "Tries before a task is given up"),
    "followups.retry_second_days": pgettext_lazy("rule", "Second retry after"),
    "followups.retry_third_days": pgettext_lazy("rule", "Third retry after"),
    "followups.trade_up_months": pgettext_lazy("rule", "Trade-up is offered at a car's age of"),
    "followups.trade_up_refused_months": pgettext_lazy(
        "rule", "After a refusal no trade-up is offered for"
    ),
    "followups.warranty_km": pgettext_lazy("rule", "Warranty ends at"),
    "followups.warranty_months": pgettext_lazy("rule", "Warranty ends after"),
    "followups.window_after_days": pgettext_lazy("rule", "Days after the due day that still fit"),
    "followups.window_before_days": pgettext_lazy(
        "rule", "Days before the due day that fit already"
    ),
    "leads.claims_per_day": pgettext_lazy(
        "rule", "Opportunities one may claim from the pool a day"
    ),
    "leads.first_call_minutes": pgettext_lazy("rule", "A lead is called within"),
    "leads.first_contact_minutes": pgettext_lazy("rule", "A visitor is spoken to within"),
    "leads.freeze_most_days": pgettext_lazy("rule", "An opportunity rests at most"),
    "leads.next_contact_most_days": pgettext_lazy(
        "rule", "The next contact is planned at most so far ahead"
    ),
    "leads.revisit_most_days": pgettext_lazy("rule", "A revisit is agreed at most so far ahead"),
    "leads.test_drive_most_days": pgettext_lazy(
        "rule", "A test drive is booked at most so far ahead"
    ),
    "sales.promise_most_days": pgettext_lazy(
        "rule", "A delivery day is promised at most so far ahead"
    ),
    "workshop.promise_most_days": pgettext_lazy(
        "rule", "A time of collection is promised at most so far ahead"
    ),
    "leads.idle_days_a": pgettext_lazy("rule", "Level A is idle after"),
    "leads.idle_days_b": pgettext_lazy("rule", "Level B is idle after"),
    "leads.idle_days_c": pgettext_lazy("rule", "Level C is idle after"),
    "leads.idle_days_h": pgettext_lazy("rule", "Level H is idle after"),
    "leads.level_days_a": pgettext_lazy("rule", "Level A means buying within"),
    "leads.level_days_b": pgettext_lazy("rule", "Level B means buying within"),
    "leads.level_days_c": pgettext_lazy("rule", "Level C means buying within"),
    "leads.level_days_h": pgettext_lazy("rule", "Level H means buying within"),
    "leads.open_per_consultant": pgettext_lazy("rule", "Open opportunities a consultant can carry"),
    "leads.out_of_control_days": pgettext_lazy("rule", "Out of reach after so long"),
    "leads.out_of_control_tries": pgettext_lazy("rule", "Out of reach after so many tries"),
    "leads.pool_after_days": pgettext_lazy("rule", "Back to the pool after"),
    "leads.test_drive_most_km": pgettext_lazy("rule", "A test drive is at most so long"),
    "leads.test_drive_minutes": pgettext_lazy("rule", "A test drive takes"),
    "sales.delivery_minutes": pgettext_lazy("rule", "A hand-over takes"),
    "sales.deposit_most_percent": pgettext_lazy("rule", "Deposit, at most of the price"),
    "sales.discount_limit_x100_sales_consultant": pgettext_lazy(
        "rule", "Discount a consultant may give"
    ),
    "sales.discount_limit_x100_sales_manager": pgettext_lazy(
        "rule", "Discount a sales manager may give"
    ),
    "sales.floor_plan_rate_x100": pgettext_lazy("rule", "Interest on cars in stock"),
    "sales.insurance_days": pgettext_lazy("rule", "An insurance runs for"),
    "sales.loan_rate_x100": pgettext_lazy("rule", "Interest of a customer's loan"),
    "sales.pdi_delivery_km": pgettext_lazy("rule", "Odometer at the hand-over, at most"),
    "sales.pdi_minutes": pgettext_lazy("rule", "A pre-delivery inspection takes"),
    "sales.pdi_valid_days": pgettext_lazy("rule", "A pre-delivery inspection holds for"),
    "sales.quotation_valid_days": pgettext_lazy("rule", "A quotation holds for"),
    "sales.reservation_hours": pgettext_lazy("rule", "A car is reserved for"),
    "sales.reservation_warn_hours": pgettext_lazy("rule", "A warning before a reservation ends"),
    "sales.stock_amber_days": pgettext_lazy("rule", "Stock is watched after"),
    "sales.stock_red_days": pgettext_lazy("rule", "Stock is too old after"),
    "sales.stock_sheet_days": pgettext_lazy("rule", "Stock needs a condition sheet after"),
    "service.alternative_days": pgettext_lazy("rule", "Other days offered when a day is full"),
    "service.approval_wait_minutes": pgettext_lazy(
        "rule", "A finding waits for the customer at most"
    ),
    "service.booking_horizon_days": pgettext_lazy("rule", "Booking is open so far ahead"),
    "service.close_after_days": pgettext_lazy("rule", "An order is closed so long after the gate"),
    "service.late_arrival_minutes": pgettext_lazy("rule", "A customer is late after"),
    "service.no_show_minutes": pgettext_lazy("rule", "A customer did not come after"),
    "service.promise_margin_minutes": pgettext_lazy("rule", "Reserve in a promised time, service"),
    "service.promise_rounding_minutes": pgettext_lazy("rule", "Promises are rounded to"),
    "service.repeat_repair_days": pgettext_lazy("rule", "A repair is a repeat within"),
    "service.repeat_repair_km": pgettext_lazy("rule", "A repair is a repeat within, distance"),
    "service.tax_percent": pgettext_lazy("rule", "Value-added tax in service"),
    "service.told_limit_minutes": pgettext_lazy(
        "rule", "The customer is told that the car is ready within"
    ),
    "service.wait_here_limit_minutes": pgettext_lazy(
        "rule", "A customer waits in the lounge at most"
    ),
    "store.login_tries_per_account_hour": pgettext_lazy(
        "rule", "Wrong passwords per account and hour"
    ),
    "store.login_tries_per_address_hour": pgettext_lazy(
        "rule", "Wrong passwords per address and hour"
    ),
    "store.phone_reveals_per_hour": pgettext_lazy(
        "rule", "Phone numbers shown per person and hour"
    ),
    "store.session_idle_minutes": pgettext_lazy(
        "rule", "Session ends after so long without a click"
    ),
    "store.session_idle_minutes_shop_floor": pgettext_lazy("rule", "The same on the shop floor"),
    "store.sessions_at_once": pgettext_lazy("rule", "Logins of one person at the same time"),
    "workshop.carry_over_after_minutes": pgettext_lazy(
        "rule", "Unfinished jobs are carried over after closing time by"
    ),
    "workshop.check_wait_limit_minutes": pgettext_lazy(
        "rule", "A finished car waits for the check at most"
    ),
    "workshop.customers_per_adviser_day": pgettext_lazy(
        "rule", "Customers an adviser can receive a day"
    ),
    "workshop.hold_minutes": pgettext_lazy("rule", "A slot is held while somebody books for"),
    "workshop.promise_margin_minutes": pgettext_lazy(
        "rule", "Reserve in a promised time, workshop"
    ),
    "workshop.skill_review_months": pgettext_lazy("rule", "Skills are reviewed every"),
    "workshop.stop_limit_minutes_absence": pgettext_lazy("rule", "Stopped for an absence at most"),
    "workshop.stop_limit_minutes_approval": pgettext_lazy(
        "rule", "Stopped for an approval at most"
    ),
    "workshop.stop_limit_minutes_diagnosis": pgettext_lazy(
        "rule", "Stopped for a diagnosis at most"
    ),
    "workshop.stop_limit_minutes_part": pgettext_lazy("rule", "Stopped for a part at most"),
    "workshop.stop_limit_minutes_tool": pgettext_lazy("rule", "Stopped for a tool at most"),
    "workshop.walk_in_buffer_percent": pgettext_lazy("rule", "Capacity kept for walk-ins"),
    "workshop.walk_in_buffer_released_minutes": pgettext_lazy(
        "rule", "Walk-in capacity is set free before"
    ),
    "vehicles.owner_most_km_per_day": pgettext_lazy(
        "rule", "Most kilometres a day that an owner's log is believed"
    ),
    "vehicles.early_service_days": pgettext_lazy(
        "rule", "A service counts as done when early by days"
    ),
    "vehicles.early_service_km": pgettext_lazy(
        "rule", "A service counts as done when early by distance"
    ),
    "vehicles.forecast_half_life_days": pgettext_lazy(
        "rule", "A reading counts half after so long"
    ),
    "vehicles.forecast_prior_days": pgettext_lazy(
        "rule", "The usual distance counts like readings of so long"
    ),
    "vehicles.forecast_window_days": pgettext_lazy("rule", "Readings older than this do not count"),
    "vehicles.least_km_per_day": pgettext_lazy("rule", "Least distance a day that is believed"),
    "vehicles.most_km_per_day": pgettext_lazy("rule", "Most distance a day that is believed"),
    "vehicles.owner_log_percent": pgettext_lazy("rule", "An owner's own reading counts"),
    "vehicles.phone_percent": pgettext_lazy("rule", "A reading by phone counts"),
    "vehicles.prior_km_per_day": pgettext_lazy("rule", "Usual distance a day"),
    "vehicles.prior_least_cars": pgettext_lazy(
        "rule", "Cars needed for a usual distance of a model"
    ),
    "vehicles.window_least_days": pgettext_lazy("rule", "The service window is at least"),
    "vehicles.window_percent": pgettext_lazy("rule", "The service window, of the interval"),
    "service.credit_limit_yuan": pgettext_lazy(
        "rule", "Credit of one customer in service, at most"
    ),
    "service.parts_only_minutes": pgettext_lazy("rule", "A job that only fits parts takes"),
    "service.symptom_bay_kind": pgettext_lazy("rule", "Bay for a concern without an operation"),
    "service.symptom_minutes": pgettext_lazy("rule", "Minutes for a concern without an operation"),
    "portal.booking_days": pgettext_lazy("rule", "An owner may book so far ahead"),
    "portal.first_booking_hours": pgettext_lazy(
        "rule", "The first slot an owner may take is after"
    ),
    "portal.slots_shown": pgettext_lazy("rule", "Slots shown to an owner"),
    "boards.lounge_rotate_seconds": pgettext_lazy("rule", "The lounge board turns its page every"),
    "boards.lounge_rows": pgettext_lazy("rule", "Rows on the lounge board"),
    "boards.lounge_stays_minutes": pgettext_lazy(
        "rule", "A ready car stays on the lounge board for"
    ),
    "boards.old_after_seconds": pgettext_lazy("rule", "A board says that its picture is old after"),
    "boards.wall_rotate_seconds": pgettext_lazy("rule", "The wall screen turns its page every"),
    "store.roster_weeks_ahead": pgettext_lazy("rule", "Shifts are planned ahead for"),
    "store.device_key_days": pgettext_lazy("rule", "The key of a paired device is renewed after"),
}

# Where a shipped number is from; an address into docs/ is left as it is.
SOURCE_WORDS: Mapping[str, Label] = {
    "own default": pgettext_lazy("source", "own default"),
    "confirmed": pgettext_lazy("source", "confirmed"),
    "6 months confirmed": pgettext_lazy("source", "6 months confirmed"),
    "confirmed: fewer than 20": pgettext_lazy("source", "confirmed: fewer than 20"),
    "docs/sources.md#mileage-prior": pgettext_lazy("source", "mileage of private cars, see docs"),
    "law table SALE-DEP, check with counsel": pgettext_lazy(
        "source", "law on deposits, check with counsel"
    ),
    "one dealer; brands differ": pgettext_lazy("source", "one dealer; brands differ"),
    "published alert limit": pgettext_lazy("source", "published alert limit"),
    "reached in 97 % of visits in one store": pgettext_lazy(
        "source", "reached in 97 % of visits in one store"
    ),
    "trade target": pgettext_lazy("source", "target of the trade"),
    "value-added tax on repair work": pgettext_lazy("source", "value-added tax on repair work"),
}

UNIT_WORDS: Mapping[str, Label] = {
    "percent": "%",
    "km": "km",
    "minute": pgettext_lazy("unit", "minutes"),
    "hour": pgettext_lazy("unit", "hours"),
    "day": pgettext_lazy("unit", "days"),
    "week": pgettext_lazy("unit", "weeks"),
    "month": pgettext_lazy("unit", "months"),
    "year": pgettext_lazy("unit", "years"),
    "session": pgettext_lazy("unit", "sessions"),
    "try": pgettext_lazy("unit", "tries"),
    "reveal": pgettext_lazy("unit", "reveals"),
    "row": pgettext_lazy("unit", "rows"),
    "car": pgettext_lazy("unit", "cars"),
    "yuan": pgettext_lazy("unit", "yuan"),
    "plan": pgettext_lazy("unit", "plan"),
    "task a day": pgettext_lazy("unit", "tasks a day"),
    "point": pgettext_lazy("unit", "points"),
    "minute of the day": pgettext_lazy("unit", "minutes after midnight"),
    "claim": pgettext_lazy("unit", "claims"),
    "opportunity": pgettext_lazy("unit", "opportunities"),
    "customer": pgettext_lazy("unit", "customers"),
    "0.01 percent": pgettext_lazy("unit", "hundredths of a percent"),
    "0.01 percent a year": pgettext_lazy("unit", "hundredths of a percent a year"),
    "percent of cells": pgettext_lazy("unit", "% of the slots"),
    "km/day": pgettext_lazy("unit", "km a day"),
    "kind of bay": pgettext_lazy("unit", "kind of bay"),
    "slot": pgettext_lazy("unit", "slots"),
    "second": pgettext_lazy("unit", "seconds"),
}

# Codes among the values, by the unit of their number.
VALUE_WORDS: Mapping[str, Mapping[str, Label]] = {
    "kind of bay": {kind.value: kind.label for kind in BayKind},
}
