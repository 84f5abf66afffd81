"""The file of one party, lists of files, and two files side by side."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from forecourt.customers import rules
from forecourt.customers.models import (
    OWN_FIELDS,
    Channel,
    Consent,
    ConsentPurpose,
    ContactKind,
    ContactPoint,
    MergeRecord,
    Party,
    PartyKind,
    PartyRelation,
    RelationKind,
    Salutation,
)
from forecourt.customers.queries.consent import scenes
from forecourt.customers.queries.search import find
from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, NotAllowed
from forecourt.store.queries import actor_names, zone_of
from forecourt.ui.paging import Page, page_of


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party in the list; the phone is masked. ``found_by`` and ``label`` say why it is here."""

    party_id: UUID
    name: str
    kind: str
    kind_label: str
    phone: str
    consultant: str
    filed_at: datetime | None
    found_by: str = ""
    label: str = ""


PARTY_SORTS = {
    "name": "pinyin",
    "filed": "filed_at",
    "kind": "kind",
    "consultant": "consultant__name",
}
MOST_HITS = 50


def party_rows(
    by: Actor, *, text: str = "", kind: str = "", sort: str = "-filed", page: int = 1
) -> Page[PartyRow]:
    """Files of the dealer group: the hits of a search, or all, newest first.

    One statement for the hits; four without a text.
    """
    if text:
        return _hits(by, text, kind)
    rows = Party.objects.seen_by(by).standing().select_related("consultant")
    if kind:
        rows = rows.filter(kind=kind)
    sign, key = ("-", sort[1:]) if sort.startswith("-") else ("", sort)
    found = page_of(rows.order_by(f"{sign}{PARTY_SORTS[key]}", f"{sign}id"), page)
    phones = _phones(by, [row.pk for row in found.rows])
    return found.with_rows(
        [
            PartyRow(
                party_id=row.pk,
                name=row.name,
                kind=row.kind,
                kind_label=str(PartyKind(row.kind).label),
                phone=phones.get(row.pk, ""),
                consultant=row.consultant.name if row.consultant else "",
                filed_at=row.filed_at,
            )
            for row in found.rows
        ]
    )


def _hits(by: Actor, text: str, kind: str) -> Page[PartyRow]:
    hits = [hit for hit in find(by, text, MOST_HITS) if hit.party_id]
    rows = tuple(
        PartyRow(
            party_id=hit.party_id,
            name=hit.name,
            kind=hit.kind,
            kind_label=str(PartyKind(hit.kind).label),
            phone=hit.phone,
            consultant="",
            filed_at=None,
            found_by=hit.found_by,
            label=hit.label,
        )
        for hit in hits
        if hit.party_id and kind in {"", hit.kind}
    )
    return Page(rows, 1, len(rows), MOST_HITS)


def _phones(by: Actor, party_ids: Collection[UUID]) -> dict[UUID, str]:
    points = ContactPoint.objects.seen_by(by).valid()
    rows = points.filter(kind=ContactKind.PHONE, party_id__in=list(party_ids))
    ordered = rows.order_by("party_id", "is_preferred", "-pk").values_list("party_id", "value")
    return {party_id: rules.masked_phone(value) for party_id, value in ordered}


def names(by: Actor, party_ids: Collection[UUID]) -> dict[UUID, str]:
    """Names of parties, for the rows of upper rooms: one statement."""
    rows = Party.objects.seen_by(by).filter(pk__in=list(party_ids))
    return dict(rows.values_list("pk", "name"))


def standing_id(by: Actor, party_id: UUID) -> UUID:
    """The file that a merged one leads to, or the file itself.

    Raises:
        Missing: this dealer group has no such file.
    """
    row = Party.objects.seen_by(by).filter(pk=party_id).values_list("merged_into_id", flat=True)
    found = list(row)
    if not found:
        raise Missing(_("This record does not exist."))
    return found[0] or party_id


def own_party(by: Actor, party: Party) -> bool:
    """Whether this actor may change the file: everybody's, or one's own where that is the rule."""
    if by.may("customers.change_any_party"):
        return True
    return party.consultant_id is None or party.consultant_id == by.staff_id


class NotYours(NotAllowed):
    code = "not-yours"


def check_own(by: Actor, party: Party) -> None:
    """Let those change a file whose it is.

    Raises:
        NotYours: it is another consultant's.
    """
    if not own_party(by, party):
        raise NotYours(_("A colleague looks after this customer. Ask them or your manager."))


# ---- one file -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact point as anybody may read it."""

    contact_point_id: UUID
    party_id: UUID
    kind: str
    kind_label: str
    masked: str
    label: str
    is_preferred: bool
    is_verified: bool
    clear: str = ""  # only in the answer to a reveal


@dataclass(frozen=True, slots=True)
class RelationRow:
    relation_id: UUID
    kind_label: str
    other_id: UUID
    other: str
    held_from: date
    held_until: date | None
    is_from_other: bool


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A line of the ledger, or a purpose that nothing was said about yet."""

    consent_id: UUID | None
    purpose: str
    purpose_label: str
    channel: str
    channel_label: str
    state: str
    text_version: int
    given_at: datetime | None
    evidence: str
    recorded_by: str
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class MergeRow:
    merge_id: UUID
    merged_id: UUID
    merged: str
    merged_at: datetime
    merged_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class PartyCard:
    """The file of one party, as the screen shows it."""

    party_id: UUID
    name: str
    kind: str
    kind_label: str
    salutation: str
    salutation_code: str
    pinyin: str
    born_on: date | None
    tax_number: str
    identity_kind: str
    identity_mask: str
    note: str
    household: str
    consultant_id: UUID | None
    consultant: str
    home_store: str
    filed_at: datetime
    changed_at: datetime
    contacts: tuple[ContactRow, ...]
    relations: tuple[RelationRow, ...]
    consents: tuple[ConsentRow, ...]
    merges: tuple[MergeRow, ...]
    can_change: bool


def last_change(by: Actor, party: Party) -> tuple[str, str]:
    """Who changed a file last, and when, in words."""
    entry = Entry.objects.about(party.pk).filter(at=party.changed_at).order_by("-pk").first()
    key = entry.actor if entry else ""
    moment = party.changed_at.astimezone(zone_of(by))
    return actor_names(by, [key])[key], f"{moment:%Y-%m-%d %H:%M}"


def card(by: Actor, party_id: UUID, *, on: date) -> PartyCard:
    """The file of one party with all that belongs to it: six statements.

    Raises:
        Missing: this dealer group has no such file, or it was merged (ask ``standing_id`` first).
    """
    rows = Party.objects.seen_by(by).standing()
    party = rows.select_related("household", "consultant", "home_store").filter(pk=party_id).first()
    if party is None:
        raise Missing(_("This record does not exist."))
    return PartyCard(
        party_id=party.pk,
        name=party.name,
        kind=party.kind,
        kind_label=str(PartyKind(party.kind).label),
        salutation=str(Salutation(party.salutation).label) if party.salutation else "",
        salutation_code=party.salutation,
        pinyin=party.pinyin,
        born_on=party.born_on,
        tax_number=party.tax_number,
        identity_kind=party.identity_kind,
        identity_mask=party.identity_mask,
        note=party.note,
        household=party.household.name if party.household else "",
        consultant_id=party.consultant_id,
        consultant=party.consultant.name if party.consultant else "",
        home_store=party.home_store.name,
        filed_at=party.filed_at,
        changed_at=party.changed_at,
        contacts=_contacts(by, party_id),
        relations=_relations(by, party_id),
        consents=_consents(by, party_id, on=on),
        merges=_merges(by, party_id),
        can_change=own_party(by, party) and by.may("customers.change_party"),
    )


def _contacts(by: Actor, party_id: UUID) -> tuple[ContactRow, ...]:
    rows = ContactPoint.objects.seen_by(by).valid().of_family(party_id)
    return tuple(contact_row(row) for row in rows)


def contact_row(row: ContactPoint, clear: str = "") -> ContactRow:
    """A contact point for a screen, masked; in clear only after a reveal."""
    return ContactRow(
        contact_point_id=row.pk,
        party_id=row.party_id,
        kind=row.kind,
        kind_label=str(ContactKind(row.kind).label),
        masked=rules.masked_text(row.kind, row.value),
        label=row.label,
        is_preferred=row.is_preferred,
        is_verified=row.verified_at is not None,
        clear=clear,
    )


def _relations(by: Actor, party_id: UUID) -> tuple[RelationRow, ...]:
    rows = PartyRelation.objects.seen_by(by).filter(Q(party_id=party_id) | Q(other_id=party_id))
    found = rows.select_related("party", "other").order_by("-held_from", "pk")
    return tuple(_relation(row, is_from_other=row.other_id == party_id) for row in found)


def _relation(row: PartyRelation, *, is_from_other: bool) -> RelationRow:
    other = row.party if is_from_other else row.other
    return RelationRow(
        relation_id=row.pk,
        kind_label=str(RelationKind(row.kind).label),
        other_id=other.pk,
        other=other.name,
        held_from=row.held_from,
        held_until=row.held_until,
        is_from_other=is_from_other,
    )


def _consents(by: Actor, party_id: UUID, *, on: date) -> tuple[ConsentRow, ...]:
    texts = scenes(by, on=on)
    rows = list(
        Consent.objects.seen_by(by).of_family(party_id).order_by("purpose", "-given_at", "pk")
    )
    said = [
        _consent(row, texts[row.purpose].version if row.purpose in texts else 1) for row in rows
    ]
    asked = {row.purpose for row in rows}
    open_ = [
        _unsaid(purpose)
        for purpose, text in texts.items()
        if text.needs_consent and purpose not in asked
    ]
    return (*said, *sorted(open_, key=lambda row: row.purpose))


def _consent(row: Consent, current: int) -> ConsentRow:
    state = rules.WITHDRAWN if row.withdrawn_at else rules.ACTIVE
    if state == rules.ACTIVE and row.text_version < current:
        state = rules.STALE
    return ConsentRow(
        consent_id=row.pk,
        purpose=row.purpose,
        purpose_label=str(ConsentPurpose(row.purpose).label),
        channel=row.channel,
        channel_label=str(Channel(row.channel).label) if row.channel else _("Every channel"),
        state=state,
        text_version=row.text_version,
        given_at=row.given_at,
        evidence=_evidence(row.evidence),
        recorded_by=row.recorded_by,
        withdrawn_at=row.withdrawn_at,
    )


def _evidence(noted: str) -> str:
    """How it was given, in words: what the house noted itself has keys in it."""
    words = {
        "test drive": _("paper of the test drive"),
        "lead": _("online enquiry"),
        "click": _("click on the owner's page"),
    }
    for start, word in words.items():
        if noted.startswith(f"{start} "):
            return word
    how, _colon, who = noted.partition(": ")
    if how in Channel.values and who.startswith("staff:"):
        return str(Channel(how).label)
    return noted


def _unsaid(purpose: str) -> ConsentRow:
    label = str(ConsentPurpose(purpose).label)
    return ConsentRow(None, purpose, label, "", "", rules.MISSING, 0, None, "", "", None)


def _merges(by: Actor, party_id: UUID) -> tuple[MergeRow, ...]:
    rows = MergeRecord.objects.seen_by(by).standing().filter(kept_id=party_id)
    found = rows.select_related("merged").order_by("-merged_at", "pk")
    return tuple(
        MergeRow(row.pk, row.merged_id, row.merged.name, row.merged_at, row.merged_by, row.reason)
        for row in found
    )


# ---- two files side by side ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field of two files; ``is_different`` where a merge must choose."""

    field: str
    label: str
    kept: str
    merged: str
    is_different: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two files before a merge: fields to choose from, and what each brings along."""

    kept_id: UUID
    merged_id: UUID
    pairs: tuple[FieldPair, ...]
    kept_contacts: tuple[ContactRow, ...]
    merged_contacts: tuple[ContactRow, ...]


def compare(by: Actor, kept_id: UUID, merged_id: UUID) -> Comparison:
    """Two standing files side by side: three statements.

    Raises:
        Missing: one of them does not exist or was merged already.
    """
    rows = Party.objects.seen_by(by).standing().select_related("household", "consultant")
    found = {row.pk: row for row in rows.filter(pk__in=[kept_id, merged_id])}
    if kept_id not in found or merged_id not in found:
        raise Missing(_("This record does not exist."))
    kept, merged = found[kept_id], found[merged_id]
    labels = {
        "name": _("Name"),
        "salutation": _("Form of address"),
        "born_on": _("Birthday"),
        "tax_number": _("Tax number"),
        "identity_mask": _("Identity number"),
        "note": _("Note"),
        "household_id": _("Household"),
        "consultant_id": _("Consultant"),
    }
    shown = [field for field in OWN_FIELDS if field in labels]
    return Comparison(
        kept_id=kept_id,
        merged_id=merged_id,
        pairs=tuple(_pair(field, labels[field], kept, merged) for field in shown),
        kept_contacts=_contacts(by, kept_id),
        merged_contacts=_contacts(by, merged_id),
    )


def _pair(field: str, label: str, kept: Party, merged: Party) -> FieldPair:
    left, right = _shown(kept, field), _shown(merged, field)
    is_different = getattr(kept, field) != getattr(merged, field)
    return FieldPair(field, label, left, right, is_different)


def _shown(party: Party, field: str) -> str:
    if field == "salutation":
        return str(Salutation(party.salutation).label) if party.salutation else ""
    value = getattr(party, field.removesuffix("_id"))
    return "" if value is None else str(value)
