"""Deliveries: the coming hours, and one with its sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Attachment
from forecourt.kernel.refusals import Missing
from forecourt.sales.models import (
    Allocation,
    Delivery,
    DeliveryDocument,
    DeliveryState,
    OrderState,
    SalesOrder,
    StockUnit,
)
from forecourt.ui.paging import Page, page_of
from forecourt.ui.strip import Move, Strip, steps

STAGE_OF = {
    DeliveryState.PLANNED: "wait",
    DeliveryState.PREPARED: "recv",
    DeliveryState.IN_PROGRESS: "work",
    DeliveryState.SIGNED: "qc",
    DeliveryState.DONE: "done",
    DeliveryState.CANCELLED: "plan",
}


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    delivery_id: UUID
    order_id: UUID
    number: str
    order_number: str
    name: str
    grade: str
    room: str
    starts_at: datetime
    ends_at: datetime
    specialist: str
    consultant: str
    state: str
    state_label: str
    css: str


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """An order whose car is ready and has no hour yet."""

    order_id: UUID
    number: str
    name: str
    grade: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Deliveries:
    page: Page[DeliveryRow]
    ready: tuple[ReadyRow, ...]


def deliveries(by: Actor, *, text: str = "", state: str = "open", page: int = 1) -> Deliveries:
    """Deliveries, the next one first, and orders that wait for an hour: three statements."""
    rows = Delivery.objects.seen_by(by).select_related(
        "order__party", "order__variant__model", "order__consultant", "specialist"
    )
    if state == "open":
        rows = rows.exclude(state__in=[DeliveryState.DONE, DeliveryState.CANCELLED])
    elif state in DeliveryState.values:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(
            Q(number__icontains=text)
            | Q(order__number__icontains=text)
            | Q(order__party__name__icontains=text)
        )
    found = page_of(rows.order_by("starts_at", "pk"), page)
    ready = SalesOrder.objects.seen_by(by).filter(state=OrderState.READY).without_a_delivery()
    ready = ready.select_related("party", "variant__model").order_by("entered_at", "pk")
    return Deliveries(
        page=found.with_rows([_row(row) for row in found.rows]),
        ready=tuple(
            ReadyRow(row.pk, row.number, row.party.name, str(row.variant), row.entered_at)
            for row in ready[:50]
        ),
    )


def _row(row: Delivery) -> DeliveryRow:
    state = DeliveryState(row.state)
    return DeliveryRow(
        delivery_id=row.pk,
        order_id=row.order_id,
        number=row.number,
        order_number=row.order.number,
        name=row.order.party.name,
        grade=str(row.order.variant),
        room=row.room,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        specialist=row.specialist.name if row.specialist else "",
        consultant=row.order.consultant.name if row.order.consultant else "",
        state=state,
        state_label=str(state.label),
        css=STAGE_OF[state],
    )


@dataclass(frozen=True, slots=True)
class DocumentRow:
    document_id: UUID
    code: str
    name: str
    is_law: bool
    is_ticked: bool
    ticked_at: datetime | None
    by: str


@dataclass(frozen=True, slots=True)
class DocumentGroup:
    name: str
    rows: tuple[DocumentRow, ...]


@dataclass(frozen=True, slots=True)
class DeliveryCard:
    delivery: Delivery
    row: DeliveryRow
    unit: StockUnit | None
    groups: tuple[DocumentGroup, ...]
    missing_count: int
    can_tick: bool
    can_open_order: bool
    strip: Strip


def delivery_card(by: Actor, delivery_id: UUID) -> DeliveryCard:
    """One delivery: three statements.

    Raises:
        Missing: the store has no such delivery.
    """
    rows = Delivery.objects.seen_by(by).select_related(
        "order__party",
        "order__variant__model__marque",
        "order__paint",
        "order__consultant",
        "specialist",
        "signature",
        "store",
    )
    delivery = rows.filter(pk=delivery_id).first()
    if delivery is None:
        raise Missing(_("This record does not exist."))
    documents = DeliveryDocument.objects.seen_by(by).filter(delivery=delivery)
    found = list(documents.select_related("ticked_by").order_by("position", "pk"))
    held = Allocation.objects.seen_by(by).filter(order_id=delivery.order_id)
    held = held.exclude(state__in=["expired", "released"]).select_related("stock_unit")
    allocation = held.first()
    missing = sum(document.ticked_at is None for document in found)
    state = DeliveryState(delivery.state)
    return DeliveryCard(
        delivery=delivery,
        row=_row(delivery),
        unit=allocation.stock_unit if allocation else None,
        groups=_groups(found),
        missing_count=missing,
        can_tick=state
        in {DeliveryState.PLANNED, DeliveryState.PREPARED, DeliveryState.IN_PROGRESS},
        can_open_order=delivery.order.is_seen_by(by),
        strip=_strip(by, delivery, found),
    )


def delivery_signature(by: Actor, delivery_id: UUID) -> Attachment:
    """What the customer drew on the handover sheet.

    Raises:
        Missing: the store has no such delivery, or it is not signed.
    """
    rows = Delivery.objects.seen_by(by).filter(pk=delivery_id).select_related("signature")
    delivery = rows.first()
    if delivery is None or delivery.signature is None:
        raise Missing(_("This record does not exist."))
    return delivery.signature


def _groups(found: list[DeliveryDocument]) -> tuple[DocumentGroup, ...]:
    names = {
        "papers": _("Papers"),
        "money": _("Payment and keys"),
        "car": _("Car"),
        "explain": _("Explained"),
        "service": _("Service introduction"),
        "ceremony": _("Ceremony"),
    }
    return tuple(
        DocumentGroup(
            names.get(code, code),
            tuple(
                DocumentRow(
                    document_id=row.pk,
                    code=row.code,
                    name=row.name,
                    is_law=row.is_law,
                    is_ticked=row.ticked_at is not None,
                    ticked_at=row.ticked_at,
                    by=row.ticked_by.name if row.ticked_by else "",
                )
                for row in rows
            ),
        )
        for code, rows in groupby(found, lambda row: row.group)
    )


_PATH = (
    DeliveryState.PLANNED,
    DeliveryState.PREPARED,
    DeliveryState.IN_PROGRESS,
    DeliveryState.SIGNED,
    DeliveryState.DONE,
)


def _strip(by: Actor, delivery: Delivery, documents: list[DeliveryDocument]) -> Strip:
    state = DeliveryState(delivery.state)
    if state in _PATH:
        drawn = steps(tuple(step.label for step in _PATH), _PATH.index(state))
    else:
        drawn = steps((DeliveryState.PLANNED.label, state.label), 1)
    moves: list[Move] = []
    if by.may("sales.deliver_car"):
        moves += _moves(state, documents)
    if state is DeliveryState.SIGNED and by.may("sales.let_car_out"):
        url = reverse("sales:delivery_out", args=[delivery.pk])
        moves.append(Move(_("Open the gate"), url, "logout"))
    paper = reverse("sales:delivery_paper", args=[delivery.pk])
    moves.append(Move(_("Paper"), paper, "printer", is_link=True))
    return Strip(drawn, tuple(moves))


def _moves(state: DeliveryState, documents: list[DeliveryDocument]) -> list[Move]:
    missing = [row for row in documents if row.ticked_at is None]
    moves: list[Move] = []
    if state is DeliveryState.PLANNED:
        if any(row.is_law for row in missing):
            moves.append(Move(_("Prepared"), refusal=_("Papers of the law are missing.")))
        else:
            moves.append(Move(_("Prepared"), dialog="prepare", icon="spray"))
    if state is DeliveryState.PREPARED:
        moves.append(Move(_("Customer is here"), dialog="start", icon="user-check"))
    if state is DeliveryState.IN_PROGRESS:
        if missing:
            refusal = _("Not ticked yet: %(count)d") % {"count": len(missing)}
            moves.append(Move(_("Sign"), refusal=refusal))
        else:
            moves.append(Move(_("Sign"), "#sign", "signature", is_link=True))
    if state in {DeliveryState.PLANNED, DeliveryState.PREPARED}:
        moves.append(Move(_("Move"), dialog="move", icon="calendar-event"))
        moves.append(Move(_("Cancel the delivery"), dialog="cancel", icon="circle-x"))
    return moves
