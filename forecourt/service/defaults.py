"""Numbers, checklists and words of reception that Forecourt ships."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forecourt.store.defaults import Default
from forecourt.store.roles import Role

DEFAULTS = (
    Default("service.no_show_minutes", 30, "minute"),
    Default("service.late_arrival_minutes", 10, "minute"),
    Default("service.wait_here_limit_minutes", 120, "minute"),
    Default("service.symptom_minutes", 60, "minute"),
    Default("service.symptom_bay_kind", "general_lift", "kind of bay"),
    Default("service.promise_margin_minutes", 10, "minute"),
    Default("service.promise_rounding_minutes", 5, "minute"),
    Default("service.booking_horizon_days", 60, "day"),
    Default("service.alternative_days", 3, "day"),
    Default("service.repeat_repair_days", 30, "day"),
    Default("service.repeat_repair_km", 1000, "km"),
    Default("service.approval_wait_minutes", 15, "minute"),
    Default("service.told_limit_minutes", 5, "minute"),
    Default("service.close_after_days", 7, "day"),
    Default("service.parts_only_minutes", 15, "minute"),
    Default("service.credit_limit_yuan", 5000, "yuan"),
    Default("service.tax_percent", 13, "percent", "value-added tax on repair work"),
)


@dataclass(frozen=True, slots=True)
class Point:
    """A line of a checklist; ``role`` does it, ``needs`` says when it applies."""

    code: str
    text: Promise
    role: Role | None = None
    needs: str = ""
    photo: str = ""


# Own default, editable. Source: docs/sources.md#appointment-preparation
PREPARATION_POINTS = (
    Point("parts", _("Parts reserved and pre-picked into the job box"), Role.PARTS_KEEPER, "parts"),
    Point("bay", _("Bay and technician with the skill are set"), Role.JOB_CONTROLLER),
    Point(
        "history",
        _("History read: repeat repair, declined lines, open recall"),
        Role.SERVICE_ADVISER,
    ),
    Point(
        "entitlements",
        _("Warranty, statutory clock, package and points looked up"),
        Role.SERVICE_ADVISER,
    ),
    Point("estimate", _("Estimate prepared, price list current"), Role.SERVICE_ADVISER),
    Point(
        "technical_adviser", _("Technical adviser reserved"), Role.JOB_CONTROLLER, needs="symptom"
    ),
    Point("loaner", _("Loaner or shuttle ready"), Role.APPOINTMENT_CLERK, needs="loaner"),
    Point("confirmed", _("Confirming call or message done"), Role.APPOINTMENT_CLERK),
)

# Clockwise from the driver's door, five minutes. Own default, editable.
WALK_AROUND_POINTS = (
    Point("driver_door", _("Greeting, seat cover, steering cover, key taken")),
    Point("dash", _("Kilometres, fuel or charge, warning lamps"), photo="always"),
    Point("belongings", _("Air conditioning, radio; valuables handed back")),
    Point("inside", _("Seats, trim, roof lining, sun visors"), photo="damage"),
    Point("left_front", _("Left front: wing, wheel, tyre wear"), photo="damage"),
    Point("front", _("Bumper, bonnet, lamps, glass chips, plate"), photo="always"),
    Point("engine", _("Levels, leaks, battery posts, with the customer"), photo="damage"),
    Point("right_front", _("Right front: wing, wheel, tyre"), photo="damage"),
    Point("right_side", _("Right side: doors, sill, mirror"), photo="damage"),
    Point("right_rear", _("Right rear: wing, wheel, tyre, filler flap"), photo="damage"),
    Point("rear", _("Bumper, boot lid, lamps, plate"), photo="always"),
    Point("boot", _("Spare wheel, jack, triangle, belongings"), photo="damage"),
    Point("left_rear", _("Left rear and left side: wing, wheel, tyre, doors"), photo="damage"),
    Point("roof", _("Roof: dents, aerial, sunroof"), photo="damage"),
    Point("concern", _("Concern in the customer's own words")),
    Point("history", _("Work declined last time, recall, repeat repair")),
    Point("talk", _("Price, time, how to reach, old parts wanted?")),
    Point("board", _("Consent to be shown on the lounge board asked")),
)
