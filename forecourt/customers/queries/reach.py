"""How a party is reached: values in clear for the machine, messages that wait, identity digests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.crypto import salted_hmac

from forecourt.customers import rules
from forecourt.customers.models import (
    MESSAGE_FLOW,
    Channel,
    ContactKind,
    ContactPoint,
    Message,
    MessageState,
    Party,
)
from forecourt.kernel.actor import Actor
from forecourt.ui.paging import Page, page_of


def preferred_value(by: Actor, party_id: UUID, kind: ContactKind) -> str:
    """A party's preferred phone, mail box or address **in clear**, or "".

    For machines that send (outbox, one-time codes), never for a screen: people ask by
    ``commands.reveal_contact`` and say why.
    """
    points = ContactPoint.objects.seen_by(by).valid().of_family(party_id).filter(kind=kind)
    first = points.order_by("-is_preferred", "pk").first()
    return first.value if first else ""


def parties_with_phone(by: Actor, number: str) -> tuple[UUID, ...]:
    """Files that a phone in any spelling reaches; merged ones by the one they lead to."""
    value = rules.phone_e164(number)
    if value is None:
        return ()
    points = ContactPoint.objects.seen_by(by).valid().filter(kind=ContactKind.PHONE, value=value)
    rows = points.order_by("pk").values_list("party_id", "party__merged_into_id")
    return tuple(dict.fromkeys(merged_into or party_id for party_id, merged_into in rows))


def identity_digest(by: Actor, number: str) -> str:
    """The keyed digest under which an identity number is found again; it cannot be turned back."""
    salt = f"forecourt.customers.identity.{by.tenant_id}"
    return salted_hmac(salt, number.upper(), algorithm="sha256").hexdigest()


def parties_with_identity(by: Actor, number: str) -> tuple[UUID, ...]:
    """Standing files with this identity number."""
    digest = identity_digest(by, number)
    found = Party.objects.seen_by(by).standing().filter(identity_digest=digest)
    return tuple(found.order_by("pk").values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message in the outbox, its address masked."""

    message_id: UUID
    party_id: UUID | None
    party: str
    channel: str
    channel_label: str
    address: str
    purpose: str
    text: str
    state: str
    state_label: str
    queued_at: datetime
    error: str
    can_send: bool
    can_cancel: bool
    can_retry: bool


def message_rows(
    by: Actor, *, text: str = "", state: str = "", sort: str = "-queued_at", page: int = 1
) -> Page[MessageRow]:
    """The outbox of the store: two statements. Texts of one-time codes are never shown."""
    rows = Message.objects.seen_by(by).select_related("party")
    if state:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(
            Q(text__icontains=text, party__isnull=False) | Q(party__name__icontains=text)
        )
    found = page_of(rows.order_by(sort, "pk"), page)
    return found.with_rows([_message(row) for row in found.rows])


_KINDS = {Channel.EMAIL: "email", Channel.WECHAT: "wechat", Channel.MAIL_LETTER: "address"}


def _message(row: Message) -> MessageRow:
    state, channel = MessageState(row.state), Channel(row.channel)
    return MessageRow(
        message_id=row.pk,
        party_id=row.party_id,
        party=row.party.name if row.party else "",
        channel=channel,
        channel_label=str(channel.label),
        address=rules.masked_text(_KINDS.get(channel, "phone"), row.address),
        purpose=row.purpose,
        text="" if row.purpose == "login" else row.text,
        state=state,
        state_label=str(state.label),
        queued_at=row.queued_at,
        error=row.error,
        can_send=MESSAGE_FLOW.allows(state, MessageState.SENT),
        can_cancel=MESSAGE_FLOW.allows(state, MessageState.CANCELLED),
        can_retry=MESSAGE_FLOW.allows(state, MessageState.QUEUED),
    )
