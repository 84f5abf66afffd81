"""Makers: people and companies that the store knows."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from forecourt.customers import rules
from forecourt.customers.models import (
    Channel,
    Consent,
    ConsentBasis,
    ConsentPurpose,
    ConsentText,
    ContactKind,
    ContactPoint,
    MergeRecord,
    Message,
    Party,
    PartyKind,
    PartyRelation,
    RelationKind,
    SearchKey,
)
from forecourt.kernel.actor import Actor
from forecourt.store.models import Staff
from forecourt.store.tests.make import NINE, home_store

LONG_AGO = date(2020, 1, 1)


def make_party(
    name: str = "张伟",
    *,
    phone: str = "+8613800138000",
    kind: PartyKind = PartyKind.PERSON,
    consultant: Staff | None = None,
    born_on: date | None = None,
) -> Party:
    """A filed party with one phone (none if ``phone`` is empty), found by search."""
    pinyin, initials = rules.spell(name, is_person=kind == PartyKind.PERSON)
    party = Party.file(
        kind,
        name,
        pinyin=pinyin,
        initials=initials,
        home_store_id=home_store().pk,
        consultant_id=consultant.pk if consultant else None,
        born_on=born_on,
        at=NINE,
    )
    if phone:
        make_contact_point(party, phone)
    SearchKey.write_own(party)
    SearchKey.write_phones(party, [phone] if phone else [])
    return party


def make_organization(name: str = "华东物流有限公司", *, phone: str = "") -> Party:
    return make_party(name, phone=phone, kind=PartyKind.ORGANIZATION)


def make_contact_point(
    party: Party, value: str, kind: ContactKind = ContactKind.PHONE
) -> ContactPoint:
    return ContactPoint.add(party, kind, value, label="", is_preferred=kind == ContactKind.PHONE)


def make_consent_text(
    purpose: ConsentPurpose = ConsentPurpose.MARKETING,
    *,
    version: int = 1,
    valid_from: date = LONG_AGO,
    basis: ConsentBasis = ConsentBasis.CONSENT,
    text: str = "We may write to you.",
) -> ConsentText:
    row, _is_new = ConsentText.objects.get_or_create(
        purpose=purpose,
        version=version,
        defaults={
            "valid_from": valid_from,
            "basis": basis,
            "text_zh": text,
            "text_en": text,
            "origin": "test",
        },
    )
    return row


def make_consent(
    party: Party,
    purpose: ConsentPurpose = ConsentPurpose.MARKETING,
    channel: str = "",
    *,
    text_version: int = 1,
) -> Consent:
    """An active consent to the first text, which is made if there is none."""
    make_consent_text(purpose)
    return Consent.give(
        party,
        purpose,
        channel,
        text_version=text_version,
        evidence="signed form",
        recorded_by="staff:wang",
        at=NINE,
    )


def make_relation(
    party: Party, other: Party, kind: RelationKind = RelationKind.SPOUSE_OF
) -> PartyRelation:
    return PartyRelation.tie(party, kind, other, held_from=LONG_AGO)


def make_message(party: Party | None = None, *, text: str = "Hello", key: str = "1") -> Message:
    return Message.queue(
        store_id=home_store().pk,
        party_id=party.pk if party else None,
        channel=Channel.SMS,
        address="+8613800138000",
        purpose="after_sales",
        text=text,
        source_kind="test",
        source_key=key,
        at=NINE,
    )


def plant(by: Actor, canary: str) -> dict[str, UUID]:  # noqa: ARG001 - every room's plant is called alike
    """One of each record of this room, with the canary in its texts."""
    party = make_party(f"{canary} Person", phone="+8613900139001")
    other = make_party(f"{canary} Relative", phone="")
    merged = make_party(f"{canary} Twin", phone="")
    merged.merge_into(other)
    merge = MergeRecord.keep(
        other, merged, before={}, after={}, repointed=[], reason=canary, by_key="staff:x", at=NINE
    )
    return {
        "party_id": party.pk,
        "other_id": other.pk,
        "contact_point_id": make_contact_point(party, f"{canary}-wx", ContactKind.WECHAT).pk,
        "consent_id": make_consent(party).pk,
        "relation_id": make_relation(party, other).pk,
        "merge_id": merge.pk,
        "message_id": make_message(party, text=canary, key=canary).pk,
    }
