"""The kinds of record that can be sliced, with the columns a person may see."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import pgettext_lazy

from forecourt.customers.models import Party
from forecourt.customers.models.party import PartyKind
from forecourt.desk.queries.columns import Column, Form, Subject
from forecourt.finance.models import Bill, Receipt
from forecourt.finance.models.bill import BillState
from forecourt.finance.models.receipt import PayMethod, ReceiptKind
from forecourt.followups.models import Task, TaskChannel, TaskState
from forecourt.kernel.actor import Actor
from forecourt.leads.models import Lead, Opportunity
from forecourt.leads.models.lead import LeadStatus
from forecourt.leads.models.opportunity import IntentLevel, Origin, Stage
from forecourt.parts.models import Part, Stock
from forecourt.sales.models import SalesOrder, StockUnit
from forecourt.sales.models.order import OrderState
from forecourt.sales.models.stock import StockState
from forecourt.service.models import Appointment, RepairOrder
from forecourt.service.models.appointment import AppointmentState
from forecourt.service.models.order import FloorStage
from forecourt.store.models import Staff
from forecourt.ui.navigation import Label
from forecourt.vehicles.models import Vehicle
from forecourt.workshop.models import Job
from forecourt.workshop.models.job import JobState, StopReason


def _words(choices: type[models.TextChoices]) -> Mapping[str, Label]:
    return {member.value: member.label for member in choices}


def _standing_parties(by: Actor) -> models.QuerySet[Party]:
    return Party.objects.seen_by(by).standing()


SUBJECTS: tuple[Subject, ...] = (
    Subject(
        key="customers",
        label=pgettext_lazy("subject", "Customers"),
        icon="users",
        right="customers.view_party",
        rows=_standing_parties,
        order="-filed_at",
        url="desk:customer",
        columns=(
            Column("name", pgettext_lazy("column", "Name"), "name"),
            Column("kind", pgettext_lazy("column", "Kind"), "kind", Form.CHOICE, _words(PartyKind)),
            Column("consultant", pgettext_lazy("column", "Consultant"), "consultant__name"),
            Column("store", pgettext_lazy("column", "Store"), "home_store__name", is_shown=False),
            Column("filed", pgettext_lazy("column", "Filed"), "filed_at", Form.MOMENT),
            Column("note", pgettext_lazy("column", "Note"), "note", is_shown=False),
        ),
    ),
    Subject(
        key="vehicles",
        label=pgettext_lazy("subject", "Vehicles"),
        icon="car",
        right="vehicles.view_vehicle",
        rows=Vehicle.objects.seen_by,
        order="-filed_at",
        url="vehicles:vehicle",
        columns=(
            Column("plate", pgettext_lazy("column", "Plate"), "plate", Form.PLATE),
            Column("vin", pgettext_lazy("column", "VIN"), "vin", Form.VIN),
            Column("model", pgettext_lazy("column", "Model"), "model_text"),
            Column("code", pgettext_lazy("column", "Product code"), "variant__product_code"),
            Column("km", pgettext_lazy("column", "Odometer, km"), "odometer_km", Form.NUMBER),
            Column("service", pgettext_lazy("column", "Last service"), "last_service_on", Form.DAY),
            Column("delivered", pgettext_lazy("column", "Delivered"), "delivered_on", Form.DAY),
            Column(
                "filed", pgettext_lazy("column", "Filed"), "filed_at", Form.MOMENT, is_shown=False
            ),
        ),
    ),
    Subject(
        key="leads",
        label=pgettext_lazy("subject", "Leads"),
        icon="user-plus",
        right="leads.view_lead",
        rows=Lead.objects.seen_by,
        order="-received_at",
        url="leads:lead",
        columns=(
            Column("name", pgettext_lazy("column", "Name"), "name"),
            Column(
                "status",
                pgettext_lazy("column", "State"),
                "status",
                Form.CHOICE,
                _words(LeadStatus),
            ),
            Column(
                "origin", pgettext_lazy("column", "Origin"), "origin", Form.CHOICE, _words(Origin)
            ),
            Column("model", pgettext_lazy("column", "Model"), "model__name_zh"),
            Column("assignee", pgettext_lazy("column", "Assigned to"), "assignee__name"),
            Column("received", pgettext_lazy("column", "Received"), "received_at", Form.MOMENT),
            Column(
                "contact", pgettext_lazy("column", "First contact"), "first_contact_at", Form.MOMENT
            ),
        ),
    ),
    Subject(
        key="opportunities",
        label=pgettext_lazy("subject", "Opportunities"),
        icon="phone-call",
        right="leads.view_opportunity",
        rows=Opportunity.objects.seen_by,
        order="-filed_at",
        url="leads:opportunity",
        columns=(
            Column("name", pgettext_lazy("column", "Name"), "party__name"),
            Column("stage", pgettext_lazy("column", "Stage"), "stage", Form.CHOICE, _words(Stage)),
            Column(
                "level",
                pgettext_lazy("column", "Level"),
                "intent_level",
                Form.CHOICE,
                _words(IntentLevel),
            ),
            Column("model", pgettext_lazy("column", "Model"), "model__name_zh"),
            Column("consultant", pgettext_lazy("column", "Consultant"), "consultant__name"),
            Column(
                "origin",
                pgettext_lazy("column", "Origin"),
                "origin",
                Form.CHOICE,
                _words(Origin),
                is_shown=False,
            ),
            Column(
                "contact", pgettext_lazy("column", "Last contact"), "last_contact_at", Form.MOMENT
            ),
            Column("next", pgettext_lazy("column", "Next contact"), "next_on", Form.DAY),
            Column(
                "filed", pgettext_lazy("column", "Filed"), "filed_at", Form.MOMENT, is_shown=False
            ),
        ),
    ),
    Subject(
        key="sales_orders",
        label=pgettext_lazy("subject", "Sales orders"),
        icon="receipt-yuan",
        right="sales.view_order",
        rows=SalesOrder.objects.seen_by,
        order="-made_at",
        url="sales:order",
        columns=(
            Column("number", pgettext_lazy("column", "Number"), "number"),
            Column("name", pgettext_lazy("column", "Name"), "party__name"),
            Column(
                "state", pgettext_lazy("column", "State"), "state", Form.CHOICE, _words(OrderState)
            ),
            Column("code", pgettext_lazy("column", "Product code"), "variant__product_code"),
            Column("total", pgettext_lazy("column", "Total"), "total_fen", Form.MONEY),
            Column("consultant", pgettext_lazy("column", "Consultant"), "consultant__name"),
            Column("promised", pgettext_lazy("column", "Promised"), "promised_on", Form.DAY),
            Column("made", pgettext_lazy("column", "Made"), "made_at", Form.MOMENT),
        ),
    ),
    Subject(
        key="cars_in_stock",
        label=pgettext_lazy("subject", "Cars in stock"),
        icon="car-garage",
        right="sales.view_stock",
        rows=StockUnit.objects.seen_by,
        order="arrived_on",
        url="sales:unit",
        columns=(
            Column("vin", pgettext_lazy("column", "VIN"), "vin", Form.VIN),
            Column("code", pgettext_lazy("column", "Product code"), "variant__product_code"),
            Column(
                "state", pgettext_lazy("column", "State"), "state", Form.CHOICE, _words(StockState)
            ),
            Column("place", pgettext_lazy("column", "Place"), "location"),
            Column("arrived", pgettext_lazy("column", "Arrived"), "arrived_on", Form.DAY),
            Column("eta", pgettext_lazy("column", "Expected"), "eta_on", Form.DAY, is_shown=False),
        ),
    ),
    Subject(
        key="appointments",
        label=pgettext_lazy("subject", "Appointments"),
        icon="calendar-event",
        right="service.view_appointment",
        rows=Appointment.objects.seen_by,
        order="-arrives_at",
        url="service:appointment",
        columns=(
            Column("number", pgettext_lazy("column", "Number"), "number"),
            Column("plate", pgettext_lazy("column", "Plate"), "plate", Form.PLATE),
            Column("title", pgettext_lazy("column", "Job"), "title"),
            Column(
                "state",
                pgettext_lazy("column", "State"),
                "state",
                Form.CHOICE,
                _words(AppointmentState),
            ),
            Column("arrives", pgettext_lazy("column", "Arrives"), "arrives_at", Form.MOMENT),
            Column("adviser", pgettext_lazy("column", "Adviser"), "adviser__name"),
            Column(
                "minutes",
                pgettext_lazy("column", "Standard minutes"),
                "minutes",
                Form.NUMBER,
                is_shown=False,
            ),
        ),
    ),
    Subject(
        key="repair_orders",
        label=pgettext_lazy("subject", "Repair orders"),
        icon="clipboard-check",
        right="service.view_order",
        rows=RepairOrder.objects.seen_by,
        order="-opened_at",
        url="service:order",
        columns=(
            Column("number", pgettext_lazy("column", "Number"), "number"),
            Column("plate", pgettext_lazy("column", "Plate"), "plate", Form.PLATE),
            Column("name", pgettext_lazy("column", "Name"), "customer_name"),
            Column(
                "stage",
                pgettext_lazy("column", "Stage"),
                "floor_stage",
                Form.CHOICE,
                _words(FloorStage),
            ),
            Column("adviser", pgettext_lazy("column", "Adviser"), "adviser__name"),
            Column("km", pgettext_lazy("column", "Odometer, km"), "odometer_km", Form.NUMBER),
            Column("opened", pgettext_lazy("column", "Opened"), "opened_at", Form.MOMENT),
            Column("promised", pgettext_lazy("column", "Promised"), "promise_at", Form.MOMENT),
            Column(
                "repeat",
                pgettext_lazy("column", "Repeat repair"),
                "is_repeat",
                Form.FLAG,
                is_shown=False,
            ),
        ),
    ),
    Subject(
        key="jobs",
        label=pgettext_lazy("subject", "Workshop jobs"),
        icon="tool",
        right="workshop.view_job",
        rows=Job.objects.seen_by,
        order="-starts_at",
        url="workshop:job",
        columns=(
            Column("plate", pgettext_lazy("column", "Plate"), "plate", Form.PLATE),
            Column("title", pgettext_lazy("column", "Job"), "title"),
            Column(
                "state", pgettext_lazy("column", "State"), "state", Form.CHOICE, _words(JobState)
            ),
            Column(
                "reason",
                pgettext_lazy("column", "Stopped by"),
                "stop_reason",
                Form.CHOICE,
                _words(StopReason),
            ),
            Column("technician", pgettext_lazy("column", "Technician"), "technician__name"),
            Column("bay", pgettext_lazy("column", "Bay"), "bay__name"),
            Column("start", pgettext_lazy("column", "Start"), "starts_at", Form.MOMENT),
            Column("promise", pgettext_lazy("column", "Promised"), "promise_at", Form.MOMENT),
            Column(
                "minutes",
                pgettext_lazy("column", "Standard minutes"),
                "standard_minutes",
                Form.NUMBER,
            ),
            Column(
                "worked",
                pgettext_lazy("column", "Worked minutes"),
                "worked_minutes",
                Form.NUMBER,
                is_shown=False,
            ),
        ),
    ),
    Subject(
        key="parts",
        label=pgettext_lazy("subject", "Parts"),
        icon="packages",
        right="parts.view_part",
        rows=Part.objects.seen_by,
        order="number",
        url="parts:part",
        columns=(
            Column("number", pgettext_lazy("column", "Part number"), "number"),
            Column("name", pgettext_lazy("column", "Name"), "name"),
            Column("unit", pgettext_lazy("column", "Unit"), "unit"),
            Column("price", pgettext_lazy("column", "Price"), "price_fen", Form.MONEY),
            Column(
                "cost",
                pgettext_lazy("column", "Cost"),
                "cost_fen",
                Form.MONEY,
                right="parts.view_cost",
            ),
            Column(
                "retired",
                pgettext_lazy("column", "Retired"),
                "is_retired",
                Form.FLAG,
                is_shown=False,
            ),
        ),
    ),
    Subject(
        key="stock",
        label=pgettext_lazy("subject", "Parts stock"),
        icon="building-warehouse",
        right="parts.view_part",
        rows=Stock.objects.seen_by,
        order="part__number",
        columns=(
            Column("number", pgettext_lazy("column", "Part number"), "part__number"),
            Column("name", pgettext_lazy("column", "Name"), "part__name"),
            Column("bin", pgettext_lazy("column", "Bin"), "bin__code"),
            Column("on_hand", pgettext_lazy("column", "On hand"), "on_hand", Form.NUMBER),
            Column("reserved", pgettext_lazy("column", "Reserved"), "reserved", Form.NUMBER),
            Column("price", pgettext_lazy("column", "Price"), "part__price_fen", Form.MONEY),
        ),
    ),
    Subject(
        key="bills",
        label=pgettext_lazy("subject", "Bills"),
        icon="file-invoice",
        right="finance.view_bill",
        rows=Bill.objects.seen_by,
        order="-drafted_at",
        url="finance:bill",
        columns=(
            Column("number", pgettext_lazy("column", "Number"), "number"),
            Column("title", pgettext_lazy("column", "Title"), "title"),
            Column("name", pgettext_lazy("column", "Name"), "party__name"),
            Column(
                "state", pgettext_lazy("column", "State"), "state", Form.CHOICE, _words(BillState)
            ),
            Column("total", pgettext_lazy("column", "Total"), "total_fen", Form.MONEY),
            Column("paid", pgettext_lazy("column", "Paid"), "paid_fen", Form.MONEY),
            Column("posted", pgettext_lazy("column", "Posted"), "posted_on", Form.DAY),
        ),
    ),
    Subject(
        key="receipts",
        label=pgettext_lazy("subject", "Receipts"),
        icon="cash",
        right="finance.view_bill",
        rows=Receipt.objects.seen_by,
        order="-received_at",
        url="finance:receipt",
        columns=(
            Column("number", pgettext_lazy("column", "Number"), "number"),
            Column("name", pgettext_lazy("column", "Name"), "party__name"),
            Column(
                "kind", pgettext_lazy("column", "Kind"), "kind", Form.CHOICE, _words(ReceiptKind)
            ),
            Column(
                "method",
                pgettext_lazy("column", "Method"),
                "method",
                Form.CHOICE,
                _words(PayMethod),
            ),
            Column("amount", pgettext_lazy("column", "Amount"), "amount_fen", Form.MONEY),
            Column(
                "refunded",
                pgettext_lazy("column", "Refunded"),
                "refunded_fen",
                Form.MONEY,
                is_shown=False,
            ),
            Column("received", pgettext_lazy("column", "Received"), "received_at", Form.MOMENT),
        ),
    ),
    Subject(
        key="tasks",
        label=pgettext_lazy("subject", "Tasks"),
        icon="checklist",
        right="followups.view_every_task",
        rows=Task.objects.seen_by,
        order="-due_at",
        url="followups:task",
        columns=(
            Column("rule", pgettext_lazy("column", "Rule"), "rule__code"),
            Column("name", pgettext_lazy("column", "Name"), "party__name"),
            Column("plate", pgettext_lazy("column", "Plate"), "vehicle__plate", Form.PLATE),
            Column(
                "state", pgettext_lazy("column", "State"), "state", Form.CHOICE, _words(TaskState)
            ),
            Column(
                "channel",
                pgettext_lazy("column", "Channel"),
                "channel",
                Form.CHOICE,
                _words(TaskChannel),
            ),
            Column("assignee", pgettext_lazy("column", "Assigned to"), "assignee__name"),
            Column("due", pgettext_lazy("column", "Due"), "due_at", Form.MOMENT),
            Column("tries", pgettext_lazy("column", "Tries"), "tries", Form.NUMBER, is_shown=False),
            Column("done", pgettext_lazy("column", "Done"), "done_on", Form.DAY, is_shown=False),
        ),
    ),
    Subject(
        key="staff",
        label=pgettext_lazy("subject", "Staff"),
        icon="user-shield",
        right="store.view_staff",
        rows=Staff.objects.seen_by,
        order="name",
        columns=(
            Column("name", pgettext_lazy("column", "Name"), "name"),
            Column("number", pgettext_lazy("column", "Employee number"), "employee_number"),
            Column("left", pgettext_lazy("column", "Left"), "left_on", Form.DAY),
        ),
    ),
)

BY_KEY = {subject.key: subject for subject in SUBJECTS}


def subjects(by: Actor) -> tuple[Subject, ...]:
    """What this person may slice."""
    return tuple(subject for subject in SUBJECTS if by.may(subject.right))


def subject(by: Actor, key: str) -> Subject | None:
    """One of them; None when there is none, or not for this person."""
    found = BY_KEY.get(key)
    return found if found is not None and by.may(found.right) else None


def columns(by: Actor, of: Subject) -> tuple[Column, ...]:
    return tuple(column for column in of.columns if not column.right or by.may(column.right))
