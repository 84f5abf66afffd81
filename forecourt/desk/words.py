"""The words people know the house's keys by: rooms, rule values, units, facts."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forecourt.ui.navigation import Label

ROOM_WORDS: Mapping[str, Label] = {
    "store": pgettext_lazy("room", "Store and staff"),
    "catalog": pgettext_lazy("room", "Catalogue"),
    "customers": pgettext_lazy("room", "Customers"),
    "vehicles": pgettext_lazy("room", "Vehicles"),
    "finance": pgettext_lazy("room", "Finance"),
    "parts": pgettext_lazy("room", "Parts"),
    "leads": pgettext_lazy("room", "Leads"),
    "workshop": pgettext_lazy("room", "Workshop"),
    "service": pgettext_lazy("room", "Service"),
    "sales": pgettext_lazy("room", "Sales"),
    "followups": pgettext_lazy("room", "Follow-up"),
    "desk": pgettext_lazy("room", "Desk"),
    "boards": pgettext_lazy("room", "Boards"),
    "portal": pgettext_lazy("room", "Owner's page"),
    "bridge": pgettext_lazy("room", "Bridge"),
}

UNIT_WORDS: Mapping[str, Label] = {
    "minute": pgettext_lazy("unit", "minutes"),
    "hour": pgettext_lazy("unit", "hours"),
    "day": pgettext_lazy("unit", "days"),
    "week": pgettext_lazy("unit", "weeks"),
    "month": pgettext_lazy("unit", "months"),
    "year": pgettext_lazy("unit", "years"),
    "session": pgettext_lazy("unit", "sessions"),
    "try": pgettext_lazy("unit", "tries"),
    "reveal": pgettext_lazy("unit", "reveals"),
    "percent": "%",
    "km": "km",
}

RULE_WORDS: Mapping[str, Label] = {
    "store.session_idle_minutes": _("Session ends after so long without a click"),
    "store.session_idle_minutes_shop_floor": _("The same on the shop floor"),
    "store.sessions_at_once": _("Logins of one person at the same time"),
    "store.login_tries_per_account_hour": _("Wrong passwords per account and hour"),
    "store.login_tries_per_address_hour": _("Wrong passwords per address and hour"),
    "store.phone_reveals_per_hour": _("Phone numbers shown per person and hour"),
}

FACT_WORDS: Mapping[str, Label] = {
    "store.store_founded": _("Store founded"),
    "store.staff_hired": _("Staff hired"),
    "store.rule_changed": _("Rule changed"),
    "store.logged_in": _("Logged in"),
    "store.logged_out": _("Logged out"),
    "store.password_changed": _("Password changed"),
    "desk.trail_read": _("Audit trail read"),
    "desk.data_exported": _("Data exported"),
}

FIELD_WORDS: Mapping[str, Label] = {
    "staff_id": _("Staff"),
    "reason": _("Reason"),
    "value": _("Value"),
    "key": _("Key"),
}
