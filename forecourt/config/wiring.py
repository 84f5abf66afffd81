"""Which fact reaches which listener: the one place where a listener is hung up."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from forecourt.bridge import handlers as bridge
from forecourt.followups import handlers as followups
from forecourt.kernel.models import Entry
from forecourt.portal import handlers as portal
from forecourt.sales import handlers as sales
from forecourt.service import handlers as service
from forecourt.workshop import handlers as workshop

LISTENERS: Mapping[str, tuple[Callable[[Entry], None], ...]] = {
    # files of other systems
    "bridge.import_uploaded": (bridge.on_import_uploaded,),
    "bridge.import_accepted": (bridge.on_import_accepted,),
    # the file of a customer
    "customers.consent_given": (followups.on_fact,),
    "customers.consent_withdrawn": (followups.on_fact,),
    "customers.party_merged": (followups.on_fact,),
    "vehicles.vehicle_sold_on": (followups.on_fact,),
    # before the sale
    "leads.visitor_arrived": (followups.on_fact,),
    "leads.contact_started": (followups.on_fact,),
    "leads.visitor_left": (followups.on_fact,),
    "leads.lead_received": (followups.on_fact,),
    "leads.lead_assigned": (followups.on_fact,),
    "leads.lead_contacted": (followups.on_fact,),
    "leads.lead_qualified": (followups.on_fact,),
    "leads.lead_duplicate": (followups.on_fact,),
    "leads.lead_invalid": (followups.on_fact,),
    "leads.prospect_filed": (followups.on_fact,),
    "leads.level_set": (followups.on_fact,),
    "leads.contact_made": (followups.on_fact,),
    "leads.test_drive_finished": (followups.on_fact,),
    "leads.opportunity_assigned": (followups.on_fact,),
    "leads.opportunity_claimed": (followups.on_fact,),
    "leads.opportunity_frozen": (followups.on_fact,),
    "leads.opportunity_lost": (followups.on_fact,),
    "leads.opportunity_out_of_control": (followups.on_fact,),
    "leads.opportunity_revived": (followups.on_fact,),
    # the sale
    "sales.quotation_sent": (followups.on_fact,),
    "sales.order_signed": (followups.on_fact,),
    "sales.order_cancelled": (followups.on_fact,),
    "sales.eta_changed": (followups.on_fact,),
    "sales.vehicle_delivered": (portal.on_vehicle_delivered, followups.on_fact),
    "sales.thank_you_done": (followups.on_fact,),
    "sales.stock_aged": (followups.on_fact,),
    # service: the order follows the bays, the settlement the till
    "workshop.job_started": (service.on_job, workshop.on_board_changed),
    "workshop.job_stopped": (service.on_job, workshop.on_board_changed),
    "workshop.job_resumed": (service.on_job, workshop.on_board_changed),
    "workshop.job_finished": (service.on_job,),
    "workshop.job_parked": (service.on_job,),
    "workshop.job_carried_over": (service.on_job,),
    "workshop.job_withdrawn": (service.on_job,),
    "workshop.quality_passed": (service.on_job,),
    "workshop.quality_failed": (service.on_job,),
    "finance.payment_taken": (service.on_money, sales.on_payment_taken),
    "finance.deposit_used": (service.on_money,),
    "parts.part_arrived": (followups.on_fact,),
    "service.appointment_booked": (followups.on_fact,),
    "service.appointment_confirmed": (followups.on_fact,),
    "service.appointment_changed": (followups.on_fact,),
    "service.appointment_cancelled": (followups.on_fact,),
    "service.appointment_no_show": (followups.on_fact,),
    "service.appointment_arrived": (followups.on_fact,),
    "service.vehicle_received": (followups.on_fact,),
    "service.line_proposed": (portal.on_line_proposed,),
    "service.line_authorised": (followups.on_fact,),
    "service.line_declined": (followups.on_fact,),
    "service.line_deferred": (followups.on_fact,),
    "service.line_revived": (followups.on_fact,),
    "service.service_closed": (followups.on_fact,),
    # workshop
    "workshop.job_moved": (workshop.on_board_changed,),
    "workshop.promise_set": (workshop.on_board_changed,),
    "workshop.promise_changed": (workshop.on_board_changed,),
    # follow-ups
    "followups.customer_unreachable": (followups.on_fact,),
}
