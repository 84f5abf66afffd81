"""The kinds of record that can be sliced, with the columns a person may see."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import pgettext_lazy

from forecourt.customers.models import Party
from forecourt.customers.models.party import PartyKind
from forecourt.desk.queries.columns import Column, Form, Subject
from forecourt.kernel.actor import Actor
from forecourt.parts.models import Part, Stock
from forecourt.ui.navigation import Label
from forecourt.vehicles.models import Vehicle
from forecourt.workshop.models import Job
from forecourt.workshop.models.job import JobState, StopReason


def _words(choices: type[models.TextChoices]) -> Mapping[str, Label]:
    return {member.value: member.label for member in choices}


SUBJECTS: tuple[Subject, ...] = (
    Subject(
        key="customers",
        label=pgettext_lazy("subject", "Customers"),
        icon="users",
        right="customers.view_party",
        rows=lambda by: Party.objects.seen_by(by).standing(),
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
            Column(
                "service",
                pgettext_lazy("column", "Last service"),
                "last_service_on",
                Form.DAY,
            ),
            Column("delivered", pgettext_lazy("column", "Delivered"), "delivered_on", Form.DAY),
            Column(
                "filed", pgettext_lazy("column", "Filed"), "filed_at", Form.MOMENT, is_shown=False
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
