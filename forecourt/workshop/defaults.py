"""Numbers of the trade that the workshop ships."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from forecourt.store.defaults import Default

DEFAULTS = (
    Default("workshop.walk_in_buffer_percent", 20, "percent of cells"),
    Default("workshop.walk_in_buffer_released_minutes", 60, "minute"),
    Default("workshop.hold_minutes", 10, "minute"),
    Default("workshop.promise_margin_minutes", 15, "minute"),
    Default("workshop.promise_most_days", 180, "day"),
    Default("workshop.customers_per_adviser_day", 19, "customer", "confirmed: fewer than 20"),
    Default("workshop.skill_review_months", 3, "month", "confirmed"),
    Default("workshop.stop_limit_minutes_part", 30, "minute"),
    Default("workshop.stop_limit_minutes_approval", 20, "minute"),
    Default("workshop.stop_limit_minutes_diagnosis", 60, "minute"),
    Default("workshop.stop_limit_minutes_tool", 15, "minute"),
    Default("workshop.stop_limit_minutes_absence", 15, "minute"),
    Default("workshop.check_wait_limit_minutes", 10, "minute"),
    Default("workshop.carry_over_after_minutes", 60, "minute"),
)

# Quality check after work, until the dealer group writes its own. Own default, editable.
QUALITY_POINTS = (
    ("lines_done", _("Every authorised line done or handed back")),
    ("torque_marks", _("Torque marks: wheels, drain plug, chassis")),
    ("levels", _("Levels and caps, no leaks after a run")),
    ("warning_lamps", _("Warning lamps off, fault memory clear, maintenance lamp set")),
    ("tyres", _("Tyre pressures and tread figures entered")),
    ("clean", _("Clean inside and outside, covers off, settings as found")),
    ("findings", _("Findings shown with photos and priced")),
    ("old_parts", _("Old parts bagged, road test where the job demands it")),
)
