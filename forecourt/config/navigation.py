"""The menus of the main window, in the order of the trade; each room adds its places."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from forecourt.ui.navigation import Area, Menu, Place

MODULES: tuple[Menu, ...] = (
    Menu(_("Home"), "H", (Place(_("Home"), "home", "desk:home", "store.use_desk"),)),
    Menu(
        _("Customers"),
        "K",
        (
            Place(
                _("Customers"), "users", "customers:parties", "customers.view_party", Area.BUSINESS
            ),
            Place(
                _("File a customer"),
                "user-plus",
                "customers:party_new",
                "customers.change_party",
                Area.QUICK,
            ),
            Place(
                _("Vehicles"), "car", "vehicles:vehicles", "vehicles.view_vehicle", Area.BUSINESS
            ),
            Place(
                _("Register a vehicle"), "plus", "vehicles:vehicle_new", "vehicles.change_vehicle"
            ),
            Place(_("Messages"), "message-2", "customers:messages", "customers.view_message"),
        ),
    ),
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
            Place(
                _("Quotations"),
                "file-invoice",
                "sales:quotations",
                "sales.view_quotation",
                Area.BUSINESS,
            ),
            Place(
                _("Discounts to approve"),
                "shield-check",
                "sales:approvals",
                "sales.approve_discount",
                Area.BUSINESS,
            ),
            Place(
                _("Sales orders"), "receipt-yuan", "sales:orders", "sales.view_order", Area.BUSINESS
            ),
            Place(
                _("Allocation"),
                "arrows-exchange",
                "sales:allocation",
                "sales.allocate_vehicle",
                Area.BUSINESS,
            ),
            Place(
                _("Cars in stock"),
                "building-warehouse",
                "sales:stock",
                "sales.view_stock",
                Area.BUSINESS,
            ),
            Place(
                _("Pre-delivery inspections"),
                "clipboard-list",
                "sales:inspections",
                "sales.view_pdi",
                Area.BUSINESS,
            ),
            Place(
                _("Side services"),
                "checklist",
                "sales:side_services",
                "sales.do_side_service",
                Area.BUSINESS,
            ),
            Place(
                _("Car deliveries"), "key", "sales:deliveries", "sales.view_delivery", Area.BUSINESS
            ),
            Place(_("Demo cars"), "car", "leads:demo_cars", "leads.change_demo_car", Area.DATA),
            Place(_("Announce a car"), "truck-delivery", "sales:stock_new", "sales.change_stock"),
            Place(_("New lead"), "user-plus", "leads:lead_new", "leads.file_lead", Area.QUICK),
        ),
    ),
    Menu(
        _("Service"),
        "W",
        (
            Place(
                _("Service reception"),
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
                "chart-bar",
                "followups:heat",
                "followups.view_compliance",
                Area.BUSINESS,
            ),
            Place(
                _("Follow-up rules"),
                "book-2",
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
            Place(_("Catalogue"), "list-details", "catalog:grades", "catalog.view_catalogue"),
            Place(_("Price lists"), "tags", "catalog:price_lists", "catalog.view_price"),
            Place(_("Labour operations"), "tools", "catalog:labour", "catalog.view_catalogue"),
            Place(_("Service menus"), "checklist", "catalog:menus", "catalog.view_catalogue"),
            Place(
                _("Maintenance plans"), "calendar-time", "catalog:plans", "catalog.view_catalogue"
            ),
            Place(
                _("Imports"),
                "database-import",
                "bridge:run_list",
                "bridge.import_file",
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
            Place(_("Roster"), "users", "store:roster", "store.view_roster", Area.DATA),
            Place(
                _("Holidays"), "calendar-event", "store:holidays", "store.view_roster", Area.DATA
            ),
            Place(_("Screens"), "device-tv", "store:devices", "store.change_device"),
            Place(_("My settings"), "settings", "desk:settings", "store.use_desk", Area.SYSTEM),
        ),
    ),
)
