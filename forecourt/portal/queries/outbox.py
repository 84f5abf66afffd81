"""The messages of the store as a practice store shows them, in clear: its people are made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from forecourt.customers.models import Channel, Message
from forecourt.kernel.actor import Actor
from forecourt.ui.paging import Page, page_of


@dataclass(frozen=True, slots=True)
class OutboxRow:
    queued_at: datetime
    customer: str
    channel: str
    address: str
    text: str
    is_code: bool
    state: str


def outbox_rows(by: Actor, *, text: str = "", page: int = 1) -> Page[OutboxRow]:
    """The newest messages first; two statements."""
    rows = Message.objects.seen_by(by).select_related("party")
    if text:
        rows = rows.filter(
            Q(party__name__icontains=text) | Q(address__icontains=text) | Q(text__icontains=text)
        )
    found = page_of(rows.order_by("-queued_at", "-pk"), page)
    return found.with_rows([_row(message) for message in found.rows])


def _row(message: Message) -> OutboxRow:
    return OutboxRow(
        queued_at=message.queued_at,
        customer=message.party.name if message.party else "",
        channel=str(Channel(message.channel).label),
        address=message.address,
        text=message.text,
        is_code=message.purpose == "login",
        state=message.get_state_display(),
    )
