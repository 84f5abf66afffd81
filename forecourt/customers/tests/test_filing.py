"""Filing people and companies, and changing what is known of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from forecourt.customers import commands, queries
from forecourt.customers.commands import NewParty, PartyFields
from forecourt.customers.models import ContactPoint, Party, PartyKind, SearchKey
from forecourt.customers.tests.make import make_party
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, WrongInput
from forecourt.kernel.tenancy import tenant_set
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, TWIN, make_actor, make_staff

pytestmark = pytest.mark.django_db


def test_a_person_is_filed_with_pinyin_phone_and_one_line_in_the_journal() -> None:
    by = make_actor()

    party = commands.file_person(name=" 单 小明 ", phone="138 0013 8000", by=by, at=NINE)

    assert (party.name, party.pinyin, party.initials) == ("单 小明", "shanxiaoming", "sxm")
    point = ContactPoint.objects.get()
    assert (point.value, point.tail4, point.is_preferred) == ("+8613800138000", "8000", True)
    entry = Entry.objects.get()
    assert entry.kind == "customers.party_filed"
    assert entry.payload == {"party_id": str(party.pk), "party_kind": "person"}


@pytest.mark.parametrize(("name", "phone"), [("  ", ""), ("张伟", "12012345678")])
def test_a_file_needs_a_name_and_a_phone_that_is_one(name: str, phone: str) -> None:
    with pytest.raises(WrongInput):
        commands.file_person(name=name, phone=phone, by=make_actor(), at=NINE)

    assert (Party.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_changed_name_is_found_at_once_and_the_old_one_no_longer() -> None:
    by, party = make_actor(), make_party("张伟")

    commands.change_party(party_id=party.pk, fields=PartyFields("李雷"), by=by, at=NINE)

    assert [hit.party_id for hit in queries.find(by, "lilei")] == [party.pk]
    assert queries.find(by, "zhangwei") == ()
    assert [hit.party_id for hit in queries.find(by, "8000")] == [party.pk]
    entry = Entry.objects.get()
    assert entry.payload == {"party_id": str(party.pk), "fields": ["name", "pinyin", "initials"]}


def test_saving_without_a_change_is_no_event() -> None:
    party = make_party("张伟")

    commands.change_party(party_id=party.pk, fields=PartyFields("张伟"), by=make_actor(), at=NINE)

    assert not Entry.objects.exists()


def test_a_consultant_changes_only_own_customers_and_nobodys() -> None:
    wang, li = make_staff("Wang Fang", Role.SALES_CONSULTANT), make_staff("Li Na")
    wang_acts = make_actor(Role.SALES_CONSULTANT, staff=wang)
    theirs, nobodys = make_party("张伟", consultant=li), make_party("李雷")
    change = commands.change_party

    change(party_id=nobodys.pk, fields=PartyFields("李磊"), by=wang_acts, at=NINE)
    with pytest.raises(queries.NotYours):
        change(party_id=theirs.pk, fields=PartyFields("张维"), by=wang_acts, at=NINE)
    manager = make_actor(Role.SALES_MANAGER)
    change(party_id=theirs.pk, fields=PartyFields("张薇", consultant_id=li.pk), by=manager, at=NINE)

    theirs.refresh_from_db()
    assert theirs.name == "张薇"


def test_an_identity_number_is_kept_masked_and_found_again() -> None:
    by, party = make_actor(), make_party("张伟")

    commands.set_identity(
        party_id=party.pk, identity_kind="resident", number="11010519491231002x", by=by, at=NINE
    )

    party.refresh_from_db()
    assert (party.identity_mask, party.born_on) == ("1****************X", date(1949, 12, 31))
    assert queries.parties_with_identity(by, "11010519491231002X") == (party.pk,)
    assert queries.parties_with_identity(by, "360426199101010071") == ()
    assert "1010519491231002" not in str(Entry.objects.get().payload)


def test_a_wrong_identity_number_is_refused_and_nothing_kept() -> None:
    party = make_party("张伟")

    with pytest.raises(WrongInput, match="check digit"):
        commands.set_identity(
            party_id=party.pk,
            identity_kind="resident",
            number="110105194912310021",
            by=make_actor(),
            at=NINE,
        )

    party.refresh_from_db()
    assert party.identity_mask == ""


def test_an_import_files_many_in_few_statements_and_all_are_found() -> None:
    by = make_actor()
    new = [
        NewParty(PartyKind.PERSON, f"王{sign}", (f"+861380013800{digit}",), address="松江路1号")
        for digit, sign in enumerate("一二三四五")
    ]

    filed = commands.file_many(parties=new, by=by, at=NINE)

    assert [party.name for party in filed] == ["王一", "王二", "王三", "王四", "王五"]
    assert [hit.party_id for hit in queries.find(by, "80013803")] == []
    assert [hit.party_id for hit in queries.find(by, "0138003")] == [filed[3].pk]
    assert Entry.objects.get().payload == {"count": 5}
    assert ContactPoint.objects.count() == 10


def test_a_household_joins_its_members() -> None:
    by, one, other = make_actor(), make_party("张伟"), make_party("李雷", phone="")

    home = commands.form_household(
        name="张家", address="松江路1号", party_ids=[one.pk, other.pk], by=by, at=NINE
    )

    households = set(Party.objects.values_list("household_id", flat=True))
    assert households == {home.pk}


def test_the_file_of_another_group_does_not_exist() -> None:
    with tenant_set(TWIN):
        theirs = make_party("张伟")
    by = make_actor()

    with pytest.raises(Missing):
        commands.change_party(party_id=theirs.pk, fields=PartyFields("李雷"), by=by, at=NINE)
    with pytest.raises(Missing):
        queries.card(by, theirs.pk, on=NINE.date())
    assert queries.find(by, "张伟") == ()
    assert SearchKey.objects.count() == 0


def test_a_customer_of_nobody_gets_a_consultant_and_stays_with_that_one() -> None:
    party, by = make_party(), make_actor()
    wang, zhou = (make_staff(name, Role.SALES_CONSULTANT) for name in ("Wang Fang", "Zhou Wen"))

    for consultant in (wang, zhou):
        commands.look_after(party_id=party.pk, consultant_id=consultant.pk, by=by, at=NINE)

    party.refresh_from_db()
    assert party.consultant_id == wang.pk
    entry = Entry.objects.get(kind="customers.party_changed")
    assert entry.payload == {"party_id": str(party.pk), "fields": ["consultant_id"]}


def test_of_two_who_opened_one_file_the_second_is_told_who_was_faster() -> None:
    party, by = make_party("张伟"), make_actor()
    seen_at, later = party.changed_at, NINE + timedelta(minutes=5)
    first, second = PartyFields("张伟", note="likes tea"), PartyFields("张维")
    commands.change_party(party_id=party.pk, fields=first, seen_at=seen_at, by=by, at=later)

    with pytest.raises(commands.ChangedMeanwhile, match="at 2026-11-24 09:05") as no:
        commands.change_party(party_id=party.pk, fields=second, seen_at=seen_at, by=by, at=later)

    party.refresh_from_db()
    assert (party.name, party.note, no.value.status) == ("张伟", "likes tea", 409)
    commands.change_party(
        party_id=party.pk, fields=second, seen_at=party.changed_at, by=by, at=later
    )
