"""Search by six keys: one statement, one line per party, the most exact first."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from forecourt.customers import commands, queries
from forecourt.customers.commands import IndexKey
from forecourt.customers.models import ContactKind, KeyKind
from forecourt.customers.tests.make import make_contact_point, make_organization, make_party
from forecourt.store.tests.make import NINE, make_actor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    [
        "张伟",
        "伟",
        "张",
        "zhangwei",
        "Zhang Wei",
        "zhangw",
        "zw",
        "8000",
        "138 0013 8000",
        "+8613800138000",
    ],
)
def test_a_person_is_found_by(typed: str) -> None:
    party = make_party("张伟", phone="+8613800138000")
    make_party("李雷", phone="+8613900139001")

    hits = queries.find(make_actor(), typed)

    assert [(hit.party_id, hit.name, hit.phone) for hit in hits] == [
        (party.pk, "张伟", "138****8000")
    ]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("12345", "plate"),
        ("A12345", "plate"),
        ("沪A12345", "plate"),
        ("沪A·12345", "plate"),
        ("123456", "vin"),
        ("G123456", "vin"),
        ("LVGBE40K58G123456", "vin"),
        ("124-001", "document"),
        ("RO-261124-001", "document"),
    ],
)
def test_an_owner_is_found_by_the_numbers_of_upper_rooms(typed: str, kind: str) -> None:
    by, party = make_actor(), make_party("张伟", phone="")
    car, order = party.pk, make_party("李雷", phone="").pk
    keys = [
        IndexKey(KeyKind.PLATE, "沪A12345", "vehicles.vehicle", car, party.pk, "沪A·12345"),
        IndexKey(KeyKind.VIN, "LVGBE40K58G123456", "vehicles.vehicle", car, party.pk),
        IndexKey(KeyKind.DOCUMENT, "RO-261124-001", "service.order", order, party.pk),
    ]
    commands.index_many(keys=keys, by=by)

    (hit, *_rest) = queries.find(by, typed)

    assert (hit.party_id, hit.name, hit.found_by) == (party.pk, "张伟", kind)


def test_a_car_of_nobody_is_found_too() -> None:
    by, car = make_actor(), make_party("x", phone="").pk
    commands.index_key(
        kind=KeyKind.PLATE,
        text="沪A99999",
        subject_kind="vehicles.vehicle",
        subject=car,
        party_id=None,
        by=by,
    )

    hits = queries.find(by, "99999")

    assert [(hit.party_id, hit.name, hit.subject) for hit in hits] == [(None, "", car)]


def test_a_new_plate_takes_the_place_of_the_old_one() -> None:
    by, car = make_actor(), make_party("x", phone="").pk
    for plate in ("沪A11111", "沪A22222"):
        commands.index_key(
            kind=KeyKind.PLATE,
            text=plate,
            subject_kind="vehicles.vehicle",
            subject=car,
            party_id=None,
            by=by,
        )

    assert [hit.label for hit in queries.find(by, "22222")] == ["沪A22222"]
    assert queries.find(by, "11111") == ()
    commands.forget_keys(subject=car, by=by)
    assert queries.find(by, "22222") == ()


def test_exact_matches_come_before_longer_ones_and_nobody_twice() -> None:
    by = make_actor()
    longer, exact = make_party("张伟明", phone=""), make_party("张伟", phone="")
    make_contact_point(exact, "zhangwei", ContactKind.WECHAT)

    assert [hit.party_id for hit in queries.find(by, "张伟")] == [exact.pk, longer.pk]
    assert [hit.party_id for hit in queries.find(by, "zhangwei")] == [exact.pk, longer.pk]


def test_the_search_is_one_statement_however_many_there_are(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    by = make_actor()
    for number in range(30):
        make_party(f"张{number}", phone=f"+86138001380{number:02}")

    with django_assert_num_queries(1):
        hits = queries.find(by, "张", limit=20)

    assert len(hits) == 20


@pytest.mark.parametrize("typed", ["", " ", "z", "7", "·", "%", "_", "'", "\\", "\x00"])
def test_nothing_worth_a_search_finds_nobody(typed: str) -> None:
    make_party("张伟")

    assert queries.find(make_actor(), typed) == ()


@pytest.mark.parametrize(
    ("name", "phone", "why"),
    [
        ("", "13800138000", "phone"),
        ("somebody", "138 0013 8000", "phone"),
        ("", "0138000", "phone_tail"),
        ("张伟", "", "name"),
        ("章伟", "", "sound"),
    ],
)
def test_a_lookalike_is_shown_while_typing(
    name: str, phone: str, why: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    party = make_party("张伟", phone="+8613800138000")
    make_organization("上海物流")
    by = make_actor()

    with django_assert_num_queries(1):
        found = queries.lookalikes(by, name=name, phone=phone)

    assert [(row.party_id, row.why) for row in found] == [(party.pk, why)]


def test_nobody_looks_alike_to_nothing() -> None:
    make_party("张伟")

    assert queries.lookalikes(make_actor(), name="", phone="138") == ()


def test_a_merged_file_answers_as_the_one_it_leads_to() -> None:
    by, kept, merged = make_actor(), make_party("张伟"), make_party("章伟", phone="+8613900139001")
    commands.merge_parties(kept_id=kept.pk, merged_id=merged.pk, by=by, at=NINE)

    assert [(hit.party_id, hit.name) for hit in queries.find(by, "9001")] == [(kept.pk, "张伟")]
    found = queries.lookalikes(by, phone="13900139001")
    assert [row.party_id for row in found] == [kept.pk]
    assert queries.parties_with_phone(by, "139 0013 9001") == (kept.pk,)
