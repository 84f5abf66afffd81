"""The stations of the ring road, in the order of the customer's loop."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forecourt.ui.navigation import Label


@dataclass(frozen=True, slots=True)
class Spec:
    """A station: where it stands on the road, what it leads to, and who may go there."""

    key: str
    place: str
    icon: str
    label: Label
    note: Label
    url: str
    right: str


STATIONS: tuple[Spec, ...] = (
    Spec(
        "prospect",
        "a1",
        "user-plus",
        pgettext_lazy("station", "Prospect"),
        _("leads and visits not yet taken up"),
        "leads:leads",
        "leads.view_lead",
    ),
    Spec(
        "follow_up",
        "a2",
        "phone-call",
        pgettext_lazy("station", "Follow-up"),
        _("open opportunities"),
        "leads:opportunities",
        "leads.view_opportunity",
    ),
    Spec(
        "test_drive",
        "a3",
        "steering-wheel",
        pgettext_lazy("station", "Test drive"),
        _("booked or on the road"),
        "leads:test_drives",
        "leads.view_test_drive",
    ),
    Spec(
        "quote",
        "a4",
        "file-invoice",
        pgettext_lazy("station", "Quote"),
        _("quotations in force"),
        "sales:quotations",
        "sales.view_quotation",
    ),
    Spec(
        "order",
        "a5",
        "receipt-yuan",
        pgettext_lazy("station", "Order"),
        _("orders up to the allocated, inspected car"),
        "sales:orders",
        "sales.view_order",
    ),
    Spec(
        "delivery",
        "a6",
        "key",
        pgettext_lazy("station", "Delivery"),
        _("cars ready to be handed over"),
        "sales:deliveries",
        "sales.view_delivery",
    ),
    Spec(
        "sale_thanks",
        "a7",
        "heart-handshake",
        pgettext_lazy("station after a sale", "Thank-you"),
        _("thank-you calls after a delivery"),
        "followups:tasks",
        "followups.view_task",
    ),
    Spec(
        "invite",
        "b1",
        "send",
        pgettext_lazy("station", "Invite"),
        _("owners to be asked in"),
        "followups:tasks",
        "followups.view_task",
    ),
    Spec(
        "booking",
        "b2",
        "calendar-event",
        pgettext_lazy("station", "Booking"),
        _("appointments from today on"),
        "service:appointments",
        "service.view_appointment",
    ),
    Spec(
        "reception",
        "b3",
        "clipboard-check",
        pgettext_lazy("station", "Reception"),
        _("cars being received"),
        "service:reception",
        "service.view_appointment",
    ),
    Spec(
        "repair",
        "b4",
        "tool",
        pgettext_lazy("station", "Repair"),
        _("cars in the workshop"),
        "workshop:board",
        "workshop.view_job",
    ),
    Spec(
        "quality",
        "b5",
        "shield-check",
        pgettext_lazy("station", "QC"),
        _("cars waiting for the quality check"),
        "workshop:board",
        "workshop.view_job",
    ),
    Spec(
        "settlement",
        "b6",
        "cash",
        pgettext_lazy("station", "Settle"),
        _("cars to be settled and handed back"),
        "service:settlements",
        "service.view_settlement",
    ),
    Spec(
        "service_thanks",
        "b7",
        "message-heart",
        pgettext_lazy("station after a service", "Thank-you"),
        _("calls after a service"),
        "followups:tasks",
        "followups.view_task",
    ),
    Spec(
        "trade_up",
        "c1",
        "refresh",
        pgettext_lazy("station", "Trade-in"),
        _("owners ripe for their next car"),
        "followups:tasks",
        "followups.view_task",
    ),
)

BY_KEY = {spec.key: spec for spec in STATIONS}
