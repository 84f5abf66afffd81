"""Leads that wait for an answer, and calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Missing
from forecourt.leads.models import (
    LEAD_FLOW,
    OPEN_STATUSES,
    Call,
    Channel,
    Contact,
    ContactResult,
    InvalidReason,
    Lead,
    LeadStatus,
    Origin,
)
from forecourt.store.queries import rule
from forecourt.ui.paging import Page, page_of

LEAD_SORTS = frozenset({"received_at", "name", "status", "origin"})
STAGE_OF = {
    LeadStatus.NEW: "wait",
    LeadStatus.ASSIGNED: "recv",
    LeadStatus.CONTACTED: "work",
    LeadStatus.CONVERTED: "done",
    LeadStatus.DUPLICATE: "plan",
    LeadStatus.INVALID: "plan",
}


@dataclass(frozen=True, slots=True)
class LeadRow:
    """One lead in the inbox; ``due_at`` is when it should have been called."""

    lead_id: UUID
    received_at: datetime
    due_at: datetime
    is_unanswered: bool
    name: str
    phone: str
    model: str
    words: str
    origin: str
    status: str
    status_label: str
    stage: str
    assignee: str
    opportunity_id: UUID | None


def lead_rows(
    by: Actor,
    *,
    text: str = "",
    status: str = "open",
    sort: str = "-received_at",
    page: int = 1,
    at: datetime,
) -> Page[LeadRow]:
    """The inbox: three statements."""
    rows = Lead.objects.seen_by(by).select_related("assignee", "model")
    if status == "open":
        rows = rows.filter(status__in=OPEN_STATUSES)
    elif status in LeadStatus.values:
        rows = rows.filter(status=status)
    if text:
        rows = rows.filter(
            Q(name__icontains=text) | Q(phone_digits__endswith=text) | Q(words__icontains=text)
        )
    minutes = rule(by, "leads.first_call_minutes", on=at.date())
    found = page_of(rows.order_by(sort, "pk"), page)
    return found.with_rows([_row(lead, minutes) for lead in found.rows])


def _row(lead: Lead, minutes: int) -> LeadRow:
    status = LeadStatus(lead.status)
    return LeadRow(
        lead_id=lead.pk,
        received_at=lead.received_at,
        due_at=lead.received_at + timedelta(minutes=minutes),
        is_unanswered=lead.first_contact_at is None and lead.is_open,
        name=lead.name,
        phone=lead.phone,
        model=str(lead.model) if lead.model else "",
        words=lead.words,
        origin=str(Origin(lead.origin).label),
        status=status,
        status_label=str(status.label),
        stage=STAGE_OF[status],
        assignee=lead.assignee.name if lead.assignee else "",
        opportunity_id=lead.opportunity_id,
    )


@dataclass(frozen=True, slots=True)
class TryRow:
    at: datetime
    channel: str
    result: str
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class LeadCard:
    """A lead with all that was tried, and what may come next."""

    row: LeadRow
    plate: str
    address: str
    tries: tuple[TryRow, ...]
    twins: tuple[LeadRow, ...]
    invalid_reason: str
    can_assign: bool
    can_contact: bool
    can_qualify: bool
    can_sort_out: bool


def lead_card(by: Actor, lead_id: UUID, *, at: datetime) -> LeadCard:
    """A lead as its page shows it: four statements.

    Raises:
        Missing: the store has no such lead.
    """
    rows = Lead.objects.seen_by(by).select_related("assignee", "model")
    lead = rows.filter(pk=lead_id).first()
    if lead is None:
        raise Missing(_("This record does not exist."))
    minutes = rule(by, "leads.first_call_minutes", on=at.date())
    twins = Lead.objects.seen_by(by).select_related("assignee", "model").exclude(pk=lead.pk)
    same = twins.twins(
        phone_digits=lead.phone_digits, name=lead.name, plate=lead.plate, address=lead.address
    )
    status = LeadStatus(lead.status)
    return LeadCard(
        row=_row(lead, minutes),
        plate=lead.plate,
        address=lead.address,
        tries=tuple(tries_of(by, lead_id=lead.pk)),
        twins=tuple(_row(twin, minutes) for twin in same.order_by("received_at", "pk")[:5]),
        invalid_reason=(
            str(InvalidReason(lead.invalid_reason).label) if lead.invalid_reason else ""
        ),
        can_assign=LEAD_FLOW.allows(status, LeadStatus.ASSIGNED),
        can_contact=status in {LeadStatus.ASSIGNED, LeadStatus.CONTACTED},
        can_qualify=LEAD_FLOW.allows(status, LeadStatus.CONVERTED),
        can_sort_out=LEAD_FLOW.allows(status, LeadStatus.INVALID),
    )


def tries_of(by: Actor, *, lead_id: UUID) -> list[TryRow]:
    """Talks and tries with somebody who is a lead only, newest first."""
    rows = Contact.objects.seen_by(by).filter(lead_id=lead_id).select_related("staff")
    return [
        TryRow(
            at=row.at,
            channel=str(Channel(row.channel).label),
            result=str(ContactResult(row.result).label),
            note=row.note,
            by=row.staff.name if row.staff else "",
        )
        for row in rows.order_by("-at", "pk")
    ]


@dataclass(frozen=True, slots=True)
class CallRow:
    call_id: UUID
    at: datetime
    name: str
    phone: str
    words: str
    taken_by: str
    lead_id: UUID | None


def call_rows(by: Actor, *, text: str = "", page: int = 1) -> Page[CallRow]:
    """Calls that came in, newest first: two statements."""
    rows = Call.objects.seen_by(by).select_related("taken_by")
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(words__icontains=text))
    found = page_of(rows.order_by("-at", "pk"), page)
    return found.with_rows(
        [
            CallRow(
                call_id=row.pk,
                at=row.at,
                name=row.name,
                phone=row.phone,
                words=row.words,
                taken_by=row.taken_by.name if row.taken_by else "",
                lead_id=row.lead_id,
            )
            for row in found.rows
        ]
    )
