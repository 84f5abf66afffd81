"""What the rooms of the house are called, and the fields of their facts."""

from __future__ import annotations

from collections.abc import Mapping

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

FIELD_WORDS: Mapping[str, Label] = {
    "staff_id": pgettext_lazy("field", "Staff"),
    "party_id": pgettext_lazy("field", "Customer"),
    "vehicle_id": pgettext_lazy("field", "Vehicle"),
    "order_id": pgettext_lazy("field", "Order"),
    "line_id": pgettext_lazy("field", "Line"),
    "job_id": pgettext_lazy("field", "Job"),
    "bay_id": pgettext_lazy("field", "Bay"),
    "technician_id": pgettext_lazy("field", "Technician"),
    "appointment_id": pgettext_lazy("field", "Appointment"),
    "opportunity_id": pgettext_lazy("field", "Opportunity"),
    "lead_id": pgettext_lazy("field", "Lead"),
    "quotation_id": pgettext_lazy("field", "Quotation"),
    "bill_id": pgettext_lazy("field", "Bill"),
    "receipt_id": pgettext_lazy("field", "Receipt"),
    "task_id": pgettext_lazy("field", "Task"),
    "part_id": pgettext_lazy("field", "Part"),
    "reason": pgettext_lazy("field", "Reason"),
    "value": pgettext_lazy("field", "Value"),
    "key": pgettext_lazy("field", "Key"),
    "number": pgettext_lazy("field", "Number"),
    "state": pgettext_lazy("field", "State"),
    "stage": pgettext_lazy("field", "Stage"),
    "amount_fen": pgettext_lazy("field", "Amount in fen"),
    "total_fen": pgettext_lazy("field", "Total in fen"),
    "promise_at": pgettext_lazy("field", "Promised"),
    "valid_from": pgettext_lazy("field", "In force from"),
    "title": pgettext_lazy("field", "Title"),
    "plate": pgettext_lazy("field", "Plate"),
    "km": pgettext_lazy("field", "Odometer, km"),
}
