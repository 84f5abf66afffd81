"""Messages to parties: consent is asked before one is queued; then it waits for a line outside."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.customers import queries
from forecourt.customers.facts import (
    MessageCancelled,
    MessageFailed,
    MessageQueued,
    MessageSent,
)
from forecourt.customers.models import Channel, ConsentPurpose, ContactKind, Message
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Refused
from forecourt.kernel.source import Source

LOGIN: Final = "login"  # a one-time code that the party itself asked for
_REACHED_BY: Final = {
    Channel.SMS: ContactKind.PHONE,
    Channel.PHONE: ContactKind.PHONE,
    Channel.WECHAT: ContactKind.WECHAT,
    Channel.EMAIL: ContactKind.EMAIL,
    Channel.MAIL_LETTER: ContactKind.ADDRESS,
}


class NoConsent(Refused):
    code = "no-consent"


class NoAddress(Refused):
    code = "no-address"


@transaction.atomic
def queue_message(
    *,
    party_id: UUID | None,
    channel: Channel,
    purpose: str,
    text: str,
    source: Source,
    address: str = "",
    by: Actor,
    at: datetime,
) -> Message:
    """Put a text into the outbox; the same source and channel again gets the first message.

    ``address`` defaults to the party's preferred contact of the channel. ``purpose`` is a consent
    purpose, or ``login`` for a code that the party asked for.

    Raises:
        NoConsent: the party does not allow this purpose by this channel.
        NoAddress: nothing is known by which the channel reaches the party.
    """
    known = Message.objects.seen_by(by).filter(
        source_kind=source.kind, source_key=source.key, channel=channel
    )
    if (first := known.first()) is not None:
        return first
    if purpose != LOGIN and party_id is not None:
        _check_consent(by, party_id, purpose, channel, at=at)
    reached = address or _address(by, party_id, channel)
    message = Message.queue(
        store_id=by.store_id,
        party_id=party_id,
        channel=channel,
        address=reached,
        purpose=purpose,
        text=text,
        source_kind=source.kind,
        source_key=source.key,
        at=at,
    )
    fact = MessageQueued(message_id=message.pk, party_id=party_id, channel=channel, purpose=purpose)
    record(fact, by=by, at=at)
    return message


def _check_consent(by: Actor, party_id: UUID, purpose: str, channel: str, *, at: datetime) -> None:
    if not queries.allows(by, party_id, purpose=purpose, channel=channel, on=at.date()):
        sentence = _("The customer has not agreed to “%(purpose)s” by %(channel)s.")
        words = {"purpose": ConsentPurpose(purpose).label, "channel": Channel(channel).label}
        raise NoConsent(sentence % words)


def _address(by: Actor, party_id: UUID | None, channel: Channel) -> str:
    kind = _REACHED_BY.get(channel)
    found = queries.preferred_value(by, party_id, kind) if party_id and kind else ""
    if not found and kind is not None:
        sentence = _("No %(kind)s is on file for this customer.")
        raise NoAddress(sentence % {"kind": kind.label})
    return found


@transaction.atomic
def mark_message_sent(*, message_id: UUID, by: Actor, at: datetime) -> Message:
    """Note that a message left the house: by a line outside, or a letter by hand.

    Raises:
        Missing: this store has no such message.
        IllegalMove: it was sent or cancelled already.
    """
    message = locked(Message.objects.seen_by(by), message_id)
    message.mark_sent(at=at)
    record(MessageSent(message_id=message.pk, party_id=message.party_id), by=by, at=at)
    return message


@transaction.atomic
def mark_message_failed(*, message_id: UUID, error: str, by: Actor, at: datetime) -> Message:
    """Note that a message could not be delivered, and why.

    Raises:
        Missing: this store has no such message.
        IllegalMove: it does not wait.
    """
    message = locked(Message.objects.seen_by(by), message_id)
    message.mark_failed(error, at=at)
    fact = MessageFailed(message_id=message.pk, party_id=message.party_id, error=error[:200])
    record(fact, by=by, at=at)
    return message


@transaction.atomic
def retry_message(*, message_id: UUID, by: Actor, at: datetime) -> Message:
    """Let a message that failed wait again; consent is asked again.

    Raises:
        Missing: this store has no such message.
        IllegalMove: it did not fail.
        NoConsent: the party allows it no longer.
    """
    message = locked(Message.objects.seen_by(by), message_id)
    if message.purpose != LOGIN and message.party_id is not None:
        _check_consent(by, message.party_id, message.purpose, message.channel, at=at)
    message.queue_again(at=at)
    fact = MessageQueued(
        message_id=message.pk,
        party_id=message.party_id,
        channel=message.channel,
        purpose=message.purpose,
    )
    record(fact, by=by, at=at)
    return message


@transaction.atomic
def cancel_message(*, message_id: UUID, why: str, by: Actor, at: datetime) -> Message:
    """Stop a message that waits or failed.

    Raises:
        Missing: this store has no such message.
        IllegalMove: it was sent or cancelled already.
    """
    message = locked(Message.objects.seen_by(by), message_id)
    message.cancel(why, at=at)
    fact = MessageCancelled(message_id=message.pk, party_id=message.party_id, why=why[:200])
    record(fact, by=by, at=at)
    return message
