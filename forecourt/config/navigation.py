"""The menus of the main window, in the order of the trade; each room adds its places."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from forecourt.ui.navigation import Area, Menu, Place

MODULES: tuple[Menu, ...] = (
    Menu(_("Home"), "H", (Place(_("Home"), "home", "desk:home", "store.use_desk"),)),
    Menu(_("Customers"), "K", ()),
    Menu(
        _("Sales"),
        "S",
        (
            Place(
                _("Visitors"),
                "building-store",
                "leads:reception",
                "leads.view_visit",
                Area.BUSINESS,
            ),
            Place(_("Leads"), "user-plus", "leads:leads", "leads.view_lead", Area.BUSINESS),
            Place(
                _("Opportunities"),
                "phone-call",
                "leads:opportunities",
                "leads.view_opportunity",
                Area.BUSINESS,
            ),
            Place(
                _("Opportunity board"),
                "columns-3",
                "leads:opportunity_board",
                "leads.view_opportunity",
            ),
            Place(
                _("Test drives"),
                "steering-wheel",
                "leads:test_drives",
                "leads.view_test_drive",
                Area.BUSINESS,
            ),
            Place(_("Calls taken"), "phone-incoming", "leads:calls", "leads.view_lead"),
            Place(_("Lost opportunities"), "mood-sad", "leads:losses", "leads.confirm_loss"),
            Place(_("Demo cars"), "car", "leads:demo_cars", "leads.change_demo_car", Area.DATA),
            Place(_("New lead"), "user-plus", "leads:lead_new", "leads.file_lead", Area.QUICK),
        ),
    ),
    Menu(
        _("Service"),
        "W",
        (
            Place(
                _("Reception"),
                "car-garage",
                "service:reception",
                "service.view_appointment",
                Area.BUSINESS,
            ),
            Place(
                _("Repair orders"),
                "clipboard-check",
                "service:orders",
                "service.view_order",
                Area.BUSINESS,
            ),
            Place(
                _("Appointments"),
                "calendar-event",
                "service:appointments",
                "service.view_appointment",
                Area.BUSINESS,
            ),
            Place(_("Preparation"), "checklist", "service:preparation", "service.view_appointment"),
            Place(
                _("Settlements"),
                "receipt-yuan",
                "service:settlements",
                "service.view_settlement",
                Area.BUSINESS,
            ),
            Place(_("Gate"), "door-exit", "service:gate", "service.open_gate", Area.BUSINESS),
            Place(
                _("Book an appointment"),
                "calendar-plus",
                "service:appointment_new",
                "service.book_appointment",
                Area.QUICK,
            ),
            Place(
                _("Take a car in"),
                "key",
                "service:order_new",
                "service.open_order",
                Area.QUICK,
            ),
        ),
    ),
    Menu(
        _("Workshop"),
        "B",
        (
            Place(
                _("Service board"),
                "layout-board-split",
                "workshop:board",
                "workshop.view_job",
                Area.BUSINESS,
            ),
            Place(_("My jobs"), "tools", "workshop:bench", "workshop.work_job", Area.BUSINESS),
            Place(
                _("Quality check"),
                "shield-check",
                "workshop:checks",
                "workshop.check_job",
                Area.BUSINESS,
            ),
            Place(_("Capacity"), "chart-bar", "workshop:capacity", "workshop.view_job"),
            Place(_("Bays"), "columns-3", "workshop:bays", "workshop.view_job"),
            Place(_("Skill map"), "award", "workshop:skills", "workshop.view_job"),
        ),
    ),
    Menu(
        _("Parts"),
        "P",
        (
            Place(_("Parts"), "packages", "parts:part_list", "parts.view_part", Area.BUSINESS),
            Place(_("Picking list"), "checklist", "parts:picking", "parts.issue_part"),
            Place(_("Missing parts"), "alert-triangle", "parts:missing", "parts.view_part"),
            Place(_("With the workshop"), "tool", "parts:issued", "parts.issue_part"),
            Place(_("Part orders"), "truck-delivery", "parts:order_list", "parts.propose_order"),
            Place(
                _("Goods receipts"), "package-import", "parts:receipt_list", "parts.receive_goods"
            ),
        ),
    ),
    Menu(
        _("Finance"),
        "F",
        (
            Place(_("Till"), "cash", "finance:till", "finance.view_bill", Area.BUSINESS),
            Place(_("Day book"), "book-2", "finance:day_book", "finance.view_day_book"),
        ),
    ),
    Menu(
        _("Follow-up"),
        "T",
        (
            Place(
                _("Plan of today"),
                "clipboard-list",
                "followups:plan",
                "followups.view_task",
                Area.BUSINESS,
            ),
            Place(_("Tasks"), "checklist", "followups:tasks", "followups.view_task"),
            Place(
                _("Follow-up by person"),
                "users",
                "followups:heat",
                "followups.view_compliance",
                Area.BUSINESS,
            ),
            Place(
                _("Follow-up rules"),
                "adjustments",
                "followups:rules",
                "followups.view_rule",
                Area.DATA,
            ),
        ),
    ),
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
            Place(_("Practice outbox"), "send", "practice:outbox", "store.use_desk", Area.SYSTEM),
            Place(_("Screens"), "device-tv", "store:devices", "store.change_device"),
            Place(_("My settings"), "settings", "desk:settings", "store.use_desk", Area.SYSTEM),
        ),
    ),
)
