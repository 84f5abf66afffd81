"""What a party allowed: the state of consent per purpose and channel."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from forecourt.customers import rules
from forecourt.customers.models import Consent, ConsentBasis, ConsentText, Party
from forecourt.kernel.actor import Actor

_NEEDS_CONSENT = frozenset({ConsentBasis.CONSENT, ConsentBasis.SEPARATE})
NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class ScenePart:
    """The text in force for a purpose."""

    purpose: str
    version: int
    basis: str
    text: str
    keep_days: int | None

    @property
    def needs_consent(self) -> bool:
        return self.basis in _NEEDS_CONSENT


def scenes(by: Actor, *, on: date) -> dict[str, ScenePart]:
    """The texts in force on a day, by purpose."""
    rows = ConsentText.objects.seen_by(by).in_force(on=on).distinct("purpose")
    return {
        row.purpose: ScenePart(row.purpose, row.version, row.basis, row.text, row.keep_days)
        for row in rows
    }


def scene(by: Actor, purpose: str, *, on: date) -> ScenePart | None:
    """The text in force for one purpose; None when the store has none."""
    return scenes(by, on=on).get(purpose)


def consent_state(by: Actor, party_id: UUID, *, purpose: str, channel: str, on: date) -> str:
    """``not_needed``, ``active``, ``stale``, ``withdrawn`` or ``missing``; two statements."""
    text = scene(by, purpose, on=on)
    if text and not text.needs_consent:
        return NOT_NEEDED
    lines = _lines(Consent.objects.seen_by(by).of_family(party_id).filter(purpose=purpose))
    return rules.consent_state(lines, channel, text_version=text.version if text else 1)


def allows(by: Actor, party_id: UUID, *, purpose: str, channel: str, on: date) -> bool:
    """Whether the party may be contacted for this purpose by this channel."""
    state = consent_state(by, party_id, purpose=purpose, channel=channel, on=on)
    return state in {NOT_NEEDED, rules.ACTIVE}


def allowed_parties(
    by: Actor, party_ids: Collection[UUID], *, purpose: str, channel: str, on: date
) -> frozenset[UUID]:
    """Those of the parties who allow it: three statements, however many there are."""
    text = scene(by, purpose, on=on)
    if text and not text.needs_consent:
        return frozenset(party_ids)
    heirs = dict(
        Party.objects.seen_by(by)
        .filter(merged_into__in=list(party_ids))
        .values_list("pk", "merged_into_id")
    )
    rows = Consent.objects.seen_by(by).filter(purpose=purpose, party_id__in=[*party_ids, *heirs])
    by_party: dict[UUID, list[Consent]] = {}
    for row in rows:
        by_party.setdefault(heirs.get(row.party_id) or row.party_id, []).append(row)
    version = text.version if text else 1
    return frozenset(
        party_id
        for party_id, mine in by_party.items()
        if rules.consent_state(_lines(mine), channel, text_version=version) == rules.ACTIVE
    )


def _lines(rows: Iterable[Consent]) -> list[rules.ConsentLine]:
    return [
        rules.ConsentLine(row.channel, row.text_version, row.given_at, row.withdrawn_at)
        for row in rows
    ]
