"""What leads to a party in the search; upper rooms hang their plates, VINs and numbers up here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from forecourt.customers.models import KeyKind, SearchKey
from forecourt.customers.rules import tail_key
from forecourt.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class IndexKey:
    """A plate, a VIN or a document number that leads to ``subject``, and to its party.

    It is found by its end (the last characters) and as a whole.
    """

    kind: KeyKind
    text: str
    subject_kind: str
    subject: UUID
    party_id: UUID | None = None
    label: str = ""  # how a person reads it, where that is not the text itself


@transaction.atomic
def index_key(
    *,
    kind: KeyKind,
    text: str,
    subject_kind: str,
    subject: UUID,
    party_id: UUID | None,
    label: str = "",
    by: Actor,
) -> None:
    """Let one number of a record lead to it; what led there by this kind before is forgotten."""
    key = IndexKey(kind, text, subject_kind, subject, party_id, label)
    index_keys(subject=subject, kinds=(kind,), keys=(key,), by=by)


@transaction.atomic
def index_keys(
    *, subject: UUID, kinds: Collection[KeyKind], keys: Sequence[IndexKey], by: Actor
) -> None:
    """Write anew what leads to a record by these kinds of key."""
    SearchKey.objects.seen_by(by).drop(subject, kinds)
    SearchKey.write(_row(key) for key in keys if key.text)


@transaction.atomic
def index_many(*, keys: Sequence[IndexKey], by: Actor) -> None:  # noqa: ARG001 - rows are born in the actor's tenant
    """Write keys of records that are new, as an import does."""
    SearchKey.write(_row(key) for key in keys if key.text)


@transaction.atomic
def forget_keys(*, subject: UUID, by: Actor) -> None:
    """Let nothing lead to a record any more."""
    SearchKey.objects.seen_by(by).drop(subject, KeyKind.values)


def _row(key: IndexKey) -> SearchKey:
    return SearchKey(
        party_id=key.party_id,
        kind=key.kind,
        key=tail_key(key.text)[:120],
        label=(key.label or key.text)[:120],
        subject_kind=key.subject_kind,
        subject=key.subject,
    )
