"""What may happen to the files of people and companies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from forecourt.kernel.journal import Fact


@dataclass(frozen=True, slots=True)
class PartyFiled(Fact):
    kind: ClassVar[str] = "customers.party_filed"
    party_id: UUID
    party_kind: str


@dataclass(frozen=True, slots=True)
class PartiesFiled(Fact):
    """Many at once, by an import."""

    kind: ClassVar[str] = "customers.parties_filed"
    count: int


@dataclass(frozen=True, slots=True)
class PartyChanged(Fact):
    """Which fields changed; the values themselves are personal and stay out of the journal."""

    kind: ClassVar[str] = "customers.party_changed"
    party_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IdentityFiled(Fact):
    kind: ClassVar[str] = "customers.identity_filed"
    party_id: UUID
    identity_kind: str


@dataclass(frozen=True, slots=True)
class ContactPointAdded(Fact):
    kind: ClassVar[str] = "customers.contact_point_added"
    party_id: UUID
    contact_point_id: UUID
    contact_kind: str


@dataclass(frozen=True, slots=True)
class ContactPointVerified(Fact):
    kind: ClassVar[str] = "customers.contact_point_verified"
    party_id: UUID
    contact_point_id: UUID


@dataclass(frozen=True, slots=True)
class ContactPointPreferred(Fact):
    kind: ClassVar[str] = "customers.contact_point_preferred"
    party_id: UUID
    contact_point_id: UUID


@dataclass(frozen=True, slots=True)
class ContactPointEnded(Fact):
    kind: ClassVar[str] = "customers.contact_point_ended"
    party_id: UUID
    contact_point_id: UUID


@dataclass(frozen=True, slots=True)
class ContactRevealed(Fact):
    """Somebody read a contact point in clear, and said why."""

    kind: ClassVar[str] = "customers.contact_revealed"
    party_id: UUID
    contact_point_id: UUID
    contact_kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class ConsentGiven(Fact):
    kind: ClassVar[str] = "customers.consent_given"
    party_id: UUID
    consent_id: UUID
    purpose: str
    channel: str
    text_version: int


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn(Fact):
    kind: ClassVar[str] = "customers.consent_withdrawn"
    party_id: UUID
    consent_id: UUID
    purpose: str
    channel: str


@dataclass(frozen=True, slots=True)
class RelationTied(Fact):
    kind: ClassVar[str] = "customers.relation_tied"
    party_id: UUID
    other_id: UUID
    relation_id: UUID
    relation_kind: str


@dataclass(frozen=True, slots=True)
class RelationEnded(Fact):
    kind: ClassVar[str] = "customers.relation_ended"
    party_id: UUID
    other_id: UUID
    relation_id: UUID
    held_until: date


@dataclass(frozen=True, slots=True)
class HouseholdFormed(Fact):
    kind: ClassVar[str] = "customers.household_formed"
    household_id: UUID
    party_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class PartyMerged(Fact):
    """``merged_id`` leads to ``party_id`` from now on."""

    kind: ClassVar[str] = "customers.party_merged"
    party_id: UUID
    merged_id: UUID
    merge_id: UUID


@dataclass(frozen=True, slots=True)
class PartyMergeUndone(Fact):
    kind: ClassVar[str] = "customers.party_merge_undone"
    party_id: UUID
    merged_id: UUID
    merge_id: UUID


@dataclass(frozen=True, slots=True)
class MessageQueued(Fact):
    kind: ClassVar[str] = "customers.message_queued"
    message_id: UUID
    party_id: UUID | None
    channel: str
    purpose: str


@dataclass(frozen=True, slots=True)
class MessageSent(Fact):
    kind: ClassVar[str] = "customers.message_sent"
    message_id: UUID
    party_id: UUID | None


@dataclass(frozen=True, slots=True)
class MessageFailed(Fact):
    kind: ClassVar[str] = "customers.message_failed"
    message_id: UUID
    party_id: UUID | None
    error: str


@dataclass(frozen=True, slots=True)
class MessageCancelled(Fact):
    kind: ClassVar[str] = "customers.message_cancelled"
    message_id: UUID
    party_id: UUID | None
    why: str
