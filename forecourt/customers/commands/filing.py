"""Filing a person or a company, alone or by the thousand, and changing what is known of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.customers import queries, rules
from forecourt.customers.facts import (
    HouseholdFormed,
    IdentityFiled,
    PartiesFiled,
    PartyChanged,
    PartyFiled,
)
from forecourt.customers.models import (
    ContactKind,
    ContactPoint,
    Household,
    Party,
    PartyKind,
    SearchKey,
)
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked, locked_all
from forecourt.kernel.refusals import Refused, WrongInput


class ChangedMeanwhile(Refused):
    """Somebody else was faster; what both wrote is laid side by side by a person."""

    code = "changed-meanwhile"

    def __init__(self, who: str, when: str) -> None:
        sentence = _(
            "%(who)s changed this file at %(when)s, after you opened it. What you typed still "
            "stands here but is not saved: reload the page and change it again."
        )
        super().__init__(sentence % {"who": who, "when": when})


@dataclass(frozen=True, slots=True)
class PartyFields:
    """What a person may change in a file."""

    name: str
    salutation: str = ""
    born_on: date | None = None
    tax_number: str = ""
    note: str = ""
    consultant_id: UUID | None = None


@transaction.atomic
def file_person(
    *,
    name: str,
    phone: str = "",
    salutation: str = "",
    born_on: date | None = None,
    note: str = "",
    consultant_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Party:
    """File a person, with a phone if there is one. Look at ``queries.lookalikes`` first.

    Raises:
        WrongInput: no name, or the phone cannot be one.
    """
    fields = PartyFields(name, salutation, born_on, note=note, consultant_id=consultant_id)
    return _file(PartyKind.PERSON, fields, phone, by=by, at=at)


@transaction.atomic
def file_organization(
    *,
    name: str,
    phone: str = "",
    tax_number: str = "",
    note: str = "",
    consultant_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Party:
    """File a company. A wrong tax number is kept; the form warns before.

    Raises:
        WrongInput: no name, or the phone cannot be one.
    """
    fields = PartyFields(name, tax_number=tax_number, note=note, consultant_id=consultant_id)
    return _file(PartyKind.ORGANIZATION, fields, phone, by=by, at=at)


def _file(kind: PartyKind, fields: PartyFields, phone: str, *, by: Actor, at: datetime) -> Party:
    name, number = _name(fields.name), _number(phone)
    pinyin, initials = rules.spell(name, is_person=kind == PartyKind.PERSON)
    party = Party.file(
        kind,
        name,
        pinyin=pinyin[:240],
        initials=initials[:60],
        salutation=fields.salutation,
        born_on=fields.born_on,
        tax_number=rules.plain(fields.tax_number).upper(),
        note=fields.note,
        consultant_id=fields.consultant_id,
        home_store_id=by.store_id,
        at=at,
    )
    if number:
        ContactPoint.add(party, ContactKind.PHONE, number, label="", is_preferred=True)
    SearchKey.write(_keys(party, [number] if number else []))
    record(PartyFiled(party_id=party.pk, party_kind=kind), by=by, at=at)
    return party


@dataclass(frozen=True, slots=True)
class NewParty:
    """A party as an import brings it: phones as E.164, texts tidy."""

    kind: PartyKind
    name: str
    phones: tuple[str, ...] = ()
    address: str = ""
    email: str = ""
    wechat: str = ""
    salutation: str = ""
    born_on: date | None = None
    tax_number: str = ""
    note: str = ""
    consultant_id: UUID | None = None


@transaction.atomic
def file_many(*, parties: Sequence[NewParty], by: Actor, at: datetime) -> list[Party]:
    """File parties by the thousand, in their order; one line in the journal for all of them.

    Raises:
        WrongInput: a name is empty.
    """
    filed = [_born(new, by=by, at=at) for new in parties]
    Party.file_all(filed)
    pairs = list(zip(filed, parties, strict=True))
    ContactPoint.add_all(point for party, new in pairs for point in _points(party, new))
    SearchKey.write_many((party.pk, _own_keys(party, new.phones)) for party, new in pairs)
    record(PartiesFiled(count=len(filed)), by=by, at=at)
    return filed


def _born(new: NewParty, *, by: Actor, at: datetime) -> Party:
    name = _name(new.name)
    pinyin, initials = rules.spell(name, is_person=new.kind == PartyKind.PERSON)
    return Party(
        kind=new.kind,
        name=name,
        pinyin=pinyin[:240],
        initials=initials[:60],
        salutation=new.salutation,
        born_on=new.born_on,
        tax_number=new.tax_number,
        note=new.note,
        consultant_id=new.consultant_id,
        home_store_id=by.store_id,
        filed_at=at,
        changed_at=at,
    )


def _points(party: Party, new: NewParty) -> Iterator[ContactPoint]:
    values = [(ContactKind.PHONE, phone) for phone in dict.fromkeys(new.phones)]
    values += [(ContactKind.ADDRESS, new.address)] if new.address else []
    values += [(ContactKind.EMAIL, new.email)] if new.email else []
    values += [(ContactKind.WECHAT, new.wechat)] if new.wechat else []
    seen: set[ContactKind] = set()
    for kind, value in values:
        tail = value[-4:] if kind == ContactKind.PHONE else ""
        yield ContactPoint(
            party=party, kind=kind, value=value, tail4=tail, is_preferred=kind not in seen
        )
        seen.add(kind)


@transaction.atomic
def change_party(
    *,
    party_id: UUID,
    fields: PartyFields,
    seen_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Party:
    """Change what is known of a party; search finds it by the new name at once.

    ``seen_at`` is when the file had last been changed as the person read it.

    Raises:
        ChangedMeanwhile: somebody else changed the file since it was read.
        Missing: this dealer group has no such standing file.
        NotYours: the file is another consultant's.
        WrongInput: no name.
    """
    party = locked(Party.objects.seen_by(by).standing(), party_id)
    queries.check_own(by, party)
    if seen_at and party.changed_at != seen_at:
        raise ChangedMeanwhile(*queries.last_change(by, party))
    name = _name(fields.name)
    pinyin, initials = rules.spell(name, is_person=party.kind == PartyKind.PERSON)
    changed = party.change(
        {
            "name": name,
            "pinyin": pinyin[:240],
            "initials": initials[:60],
            "salutation": fields.salutation,
            "born_on": fields.born_on,
            "tax_number": rules.plain(fields.tax_number).upper(),
            "note": fields.note,
            "consultant_id": fields.consultant_id,
        },
        at=at,
    )
    if changed:
        SearchKey.write_own(party)
        record(PartyChanged(party_id=party.pk, fields=changed), by=by, at=at)
    return party


@transaction.atomic
def look_after(*, party_id: UUID, consultant_id: UUID, by: Actor, at: datetime) -> Party:
    """Put a customer whom nobody looks after into a consultant's hands; others stay in theirs.

    Raises:
        Missing: this dealer group has no such standing file.
    """
    party = locked(Party.objects.seen_by(by).standing(), party_id)
    if party.consultant_id is None:
        changed = party.change({"consultant_id": consultant_id}, at=at)
        record(PartyChanged(party_id=party.pk, fields=changed), by=by, at=at)
    return party


@transaction.atomic
def set_identity(
    *, party_id: UUID, identity_kind: str, number: str, by: Actor, at: datetime
) -> Party:
    """Note that an identity paper was seen: its number masked, and a keyed digest to find it by.

    Raises:
        Missing: this dealer group has no such standing file.
        NotYours: the file is another consultant's.
        WrongInput: a resident identity number has a wrong check digit.
    """
    party = locked(Party.objects.seen_by(by).standing(), party_id)
    queries.check_own(by, party)
    plain = rules.plain(number).upper()
    if identity_kind == "resident" and not rules.is_resident_identity(plain):
        raise WrongInput(_("This is no resident identity number: the check digit does not fit."))
    if len(plain) < 4:  # noqa: PLR2004 - nothing shorter is a paper's number
        raise WrongInput(_("An identity number has at least four signs."))
    values = {
        "identity_kind": identity_kind,
        "identity_mask": rules.masked_identity(plain),
        "identity_digest": queries.identity_digest(by, plain),
    }
    if identity_kind == "resident" and party.born_on is None:
        values |= {"born_on": rules.birth_of_identity(plain)}  # type: ignore[dict-item]  # a day among texts
    party.change(values, at=at)
    record(IdentityFiled(party_id=party.pk, identity_kind=identity_kind), by=by, at=at)
    return party


@transaction.atomic
def form_household(
    *, name: str, address: str, party_ids: Collection[UUID], by: Actor, at: datetime
) -> Household:
    """Let people share an address and the limit of contacts.

    Raises:
        Missing: this dealer group lacks one of the standing files.
    """
    members = locked_all(Party.objects.seen_by(by).standing(), party_ids)
    household = Household.form(name, address)
    for member in members:
        member.change({"household_id": household.pk}, at=at)
    ids = tuple(member.pk for member in members)
    record(HouseholdFormed(household_id=household.pk, party_ids=ids), by=by, at=at)
    return household


def _keys(party: Party, phones: Collection[str]) -> Iterator[SearchKey]:
    return SearchKey.of(party, _own_keys(party, phones))


def _own_keys(party: Party, phones: Collection[str]) -> Iterator[rules.Key]:
    yield from rules.party_keys(party.name, party.pinyin, party.initials, party.tax_number)
    yield from rules.phone_keys(dict.fromkeys(phones))


def _name(text: str) -> str:
    name = rules.tidy(text)[:120]
    if not name:
        raise WrongInput(_("A file needs a name."), field="name")
    return name


def _number(phone: str) -> str:
    if not phone.strip():
        return ""
    number = rules.phone_e164(phone)
    if number is None:
        raise WrongInput(_("“%(phone)s” is no phone number.") % {"phone": phone}, field="phone")
    return number
