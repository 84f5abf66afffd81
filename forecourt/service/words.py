"""What a line of the journal says, in the words of the trade."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_SAID: dict[str, Promise] = {
    "service.vehicle_received": _("Car and keys taken"),
    "service.order_changed": _("Order corrected"),
    "service.walk_around_done": _("Walk-around done"),
    "service.order_estimated": _("Estimate given"),
    "service.promise_set": _("Time promised"),
    "service.promise_changed": _("Promise changed"),
    "service.repair_order_authorised": _("First line authorised"),
    "service.line_proposed": _("Proposed: %(title)s"),
    "service.line_authorised": _("Yes to %(title)s"),
    "service.line_declined": _("No to %(title)s"),
    "service.line_deferred": _("Later: %(title)s"),
    "service.line_revived": _("Taken up again: %(title)s"),
    "service.line_dropped": _("Taken off: %(title)s"),
    "service.concern_answered": _("Concern written down"),
    "service.order_dispatched": _("Handed to the workshop"),
    "service.stage_entered": _("Stage: %(stage)s"),
    "service.customer_told": _("Customer told"),
    "service.settlement_prepared": _("Settlement %(settlement_number)s prepared"),
    "service.settlement_explained": _("Settlement explained"),
    "service.settlement_paid": _("Payment taken"),
    "service.settlement_on_credit": _("Put on credit"),
    "service.settlement_reversed": _("Settlement reversed"),
    "service.gate_pass_given": _("Gate pass %(pass_number)s given"),
    "service.service_closed": _("Car has left"),
    "service.order_closed": _("Order closed"),
    "service.order_voided": _("Order voided"),
    "workshop.job_planned": _("Job planned"),
    "workshop.job_moved": _("Job moved on the board"),
    "workshop.job_started": _("Work started"),
    "workshop.job_stopped": _("Work stopped"),
    "workshop.job_resumed": _("Work resumed"),
    "workshop.job_finished": _("Work finished"),
    "workshop.job_parked": _("Car parked"),
    "workshop.job_carried_over": _("Carried over"),
    "workshop.job_withdrawn": _("Job withdrawn"),
    "workshop.quality_passed": _("Quality check passed"),
    "workshop.quality_failed": _("Quality check failed"),
    "workshop.promise_at_risk": _("Promise at risk"),
}


def said_of(kind: str, payload: Mapping[str, object], stages: Mapping[str, str]) -> str:
    """The line in the active language; a kind without words shows itself."""
    words = _SAID.get(kind)
    if words is None:
        return kind
    values = {**payload, "stage": stages.get(str(payload.get("stage", "")), "")}
    return str(words) % values if "%" in str(words) else str(words)
