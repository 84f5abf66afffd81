"""The menus of the main window, in the order of the trade; each room adds its places."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from forecourt.ui.navigation import Area, Menu, Place

MODULES: tuple[Menu, ...] = (
    Menu(_("Home"), "H", (Place(_("Home"), "home", "desk:home", "store.use_desk"),)),
    Menu(_("Customers"), "K", ()),
    Menu(_("Sales"), "S", ()),
    Menu(_("Service"), "W", ()),
    Menu(_("Workshop"), "B", ()),
    Menu(_("Parts"), "P", ()),
    Menu(_("Finance"), "F", ()),
    Menu(_("Follow-up"), "T", ()),
    Menu(
        _("Data maintenance"),
        "M",
        (
            Place(
                _("Rules and numbers"),
                "adjustments",
                "desk:maintenance",
                "store.use_desk",
                Area.DATA,
            ),
        ),
    ),
    Menu(
        _("System"),
        "Y",
        (
            Place(
                _("Data query"),
                "database-search",
                "desk:query_start",
                "desk.query_data",
                Area.QUERY,
            ),
            Place(_("My settings"), "settings", "desk:settings", "store.use_desk", Area.SYSTEM),
        ),
    ),
)
