"""What the store knows and may do: consents, messages, documents, the driving log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from forecourt.customers.models import Consent, ConsentPurpose, Message
from forecourt.customers.queries import scenes
from forecourt.kernel.actor import Actor
from forecourt.kernel.bilingual import said
from forecourt.kernel.refusals import Missing
from forecourt.sales.models import DeliveryDocument
from forecourt.vehicles.models import OdometerReading

# What an owner switches here; the rest belongs to a contract or is asked where it is needed.
SWITCHES: Final = (ConsentPurpose.MARKETING, ConsentPurpose.BOARD_DISPLAY, ConsentPurpose.INSURANCE)
MOST_MESSAGES: Final = 30
MOST_READINGS: Final = 20


@dataclass(frozen=True, slots=True)
class Switch:
    purpose: str
    label: str
    text: str
    consent_id: UUID | None
    given_on: date | None

    @property
    def is_on(self) -> bool:
        return self.consent_id is not None


def switches(by: Actor, *, on: date) -> tuple[Switch, ...]:
    """Each purpose with its text in force and whether the owner agreed: two statements."""
    texts = scenes(by, on=on)
    rows = Consent.objects.seen_by(by).active().filter(party_id=by.party_id or UUID(int=0))
    given = {row.purpose: row for row in rows.filter(channel="").order_by("given_at")}
    found = []
    for purpose in SWITCHES:
        text, consent = texts.get(purpose), given.get(purpose)
        if text is None:
            continue
        found.append(
            Switch(
                purpose,
                str(ConsentPurpose(purpose).label),
                text.text,
                consent.pk if consent else None,
                consent.given_at.date() if consent else None,
            )
        )
    return tuple(found)


def own_consent(by: Actor, purpose: str) -> UUID:
    """The active consent of the owner for a purpose.

    Raises:
        Missing: there is none.
    """
    rows = Consent.objects.seen_by(by).active().filter(party_id=by.party_id or UUID(int=0))
    found = rows.filter(purpose=purpose, channel="").order_by("-given_at").first()
    if found is None:
        raise Missing(_("This record does not exist."))
    return found.pk


@dataclass(frozen=True, slots=True)
class Letter:
    at: datetime
    text: str


def messages(by: Actor) -> tuple[Letter, ...]:
    """What the store wrote to the owner, newest first; codes are left out: one statement."""
    rows = Message.objects.seen_by(by).filter(party_id=by.party_id or UUID(int=0))
    rows = rows.exclude(purpose="login").exclude(state="cancelled")
    return tuple(Letter(r.queued_at, r.text) for r in rows.order_by("-queued_at")[:MOST_MESSAGES])


@dataclass(frozen=True, slots=True)
class Paper:
    name: str
    on: date
    number: str


def papers(by: Actor, vehicle_ids: list[UUID]) -> tuple[Paper, ...]:
    """The documents that were handed over with the owner's cars: one statement."""
    rows = DeliveryDocument.objects.seen_by(by).filter(
        ticked_at__isnull=False,
        delivery__order__party_id=by.party_id or UUID(int=0),
        delivery__state="done",
    )
    return tuple(
        Paper(
            said(row.name_zh, row.name_en),
            row.ticked_at.date() if row.ticked_at else date.min,
            row.code,
        )
        for row in rows.order_by("position", "pk")[:MOST_MESSAGES]
        if vehicle_ids
    )


@dataclass(frozen=True, slots=True)
class LogRow:
    on: date
    km: int
    source: str


def log(by: Actor, vehicle_id: UUID) -> tuple[LogRow, ...]:
    """Kilometres of the car, newest first: one statement."""
    rows = OdometerReading.objects.seen_by(by).filter(vehicle_id=vehicle_id)
    return tuple(
        LogRow(row.read_at.date(), row.km, row.get_source_display())
        for row in rows.order_by("-read_at", "-pk")[:MOST_READINGS]
    )
