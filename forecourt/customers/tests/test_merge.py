"""Merging two files, and taking it back byte for byte."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from forecourt.customers import commands, queries
from forecourt.customers.commands import PartyFields
from forecourt.customers.models import (
    Consent,
    ContactPoint,
    MergeRecord,
    Party,
    PartyRelation,
    SearchKey,
)
from forecourt.customers.tests.make import (
    make_consent,
    make_organization,
    make_party,
    make_relation,
)
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing
from forecourt.kernel.tenancy import tenant_set
from forecourt.store.tests.make import NINE, TWIN, make_actor

pytestmark = pytest.mark.django_db
LATER = NINE + timedelta(hours=1)


def _everything() -> list[dict[str, Any]]:  # Any: rows of several tables
    tables = (Party, ContactPoint, Consent, PartyRelation)
    rows = [row for table in tables for row in table.objects.order_by("pk").values()]
    keys = SearchKey.objects.order_by("subject", "kind", "key")
    found = keys.values("party_id", "kind", "key", "label", "subject")
    return [*map(dict, rows), *map(dict, found)]


def _pair() -> tuple[Party, Party]:
    kept = make_party("张伟", born_on=date(1990, 1, 1))
    merged = make_party("张玮", phone="+8613900139001", born_on=date(1991, 2, 3))
    make_consent(merged)
    make_relation(merged, make_party("李雷", phone=""))
    return kept, merged


def test_the_kept_file_shows_what_both_know() -> None:
    by = make_actor()
    kept, merged = _pair()

    merge = commands.merge_parties(
        kept_id=kept.pk,
        merged_id=merged.pk,
        take=["name", "born_on"],
        reason="same phone",
        by=by,
        at=LATER,
    )

    card = queries.card(by, kept.pk, on=LATER.date())
    assert (card.name, card.pinyin, card.born_on) == ("张玮", "zhangwei", date(1991, 2, 3))
    assert [row.masked for row in card.contacts] == ["138****8000", "139****9001"]
    assert [row.purpose for row in card.consents if row.state == "active"] == ["marketing"]
    assert [row.merged for row in card.merges] == ["张玮"]
    entry = Entry.objects.get(kind="customers.party_merged")
    assert entry.payload == {
        "party_id": str(kept.pk),
        "merged_id": str(merged.pk),
        "merge_id": str(merge.pk),
    }
    with pytest.raises(Missing):
        queries.card(by, merged.pk, on=LATER.date())
    assert queries.standing_id(by, merged.pk) == kept.pk


def test_the_undo_restores_both_files_byte_for_byte() -> None:
    by = make_actor()
    kept, merged = _pair()
    before = _everything()
    merge = commands.merge_parties(
        kept_id=kept.pk, merged_id=merged.pk, take=["name", "born_on"], by=by, at=LATER
    )
    assert _everything() != before

    commands.undo_merge(merge_id=merge.pk, by=by, at=LATER + timedelta(days=1))

    assert _everything() == before
    assert Entry.objects.filter(kind="customers.party_merge_undone").count() == 1


def test_files_that_led_to_the_merged_one_go_along_and_come_back() -> None:
    by = make_actor()
    kept, merged, older = make_party("A"), make_party("B", phone=""), make_party("C", phone="")
    commands.merge_parties(kept_id=merged.pk, merged_id=older.pk, by=by, at=NINE)
    before = _everything()

    merge = commands.merge_parties(kept_id=kept.pk, merged_id=merged.pk, by=by, at=LATER)
    assert queries.standing_id(by, older.pk) == kept.pk
    commands.undo_merge(merge_id=merge.pk, by=by, at=LATER)

    assert _everything() == before
    assert queries.standing_id(by, older.pk) == merged.pk


def test_an_earlier_merge_is_undone_only_after_the_later_one() -> None:
    by = make_actor()
    one, two, three = make_party("A"), make_party("B", phone=""), make_party("C", phone="")
    early = commands.merge_parties(kept_id=two.pk, merged_id=three.pk, by=by, at=NINE)
    commands.merge_parties(kept_id=one.pk, merged_id=two.pk, by=by, at=LATER)

    with pytest.raises(commands.CannotUndo, match="Undo that merge first"):
        commands.undo_merge(merge_id=early.pk, by=by, at=LATER)


def test_a_field_that_was_changed_since_stands_in_the_way_of_the_undo() -> None:
    by = make_actor()
    kept, merged = _pair()
    merge = commands.merge_parties(
        kept_id=kept.pk, merged_id=merged.pk, take=["name"], by=by, at=LATER
    )
    fields = PartyFields("张卫", born_on=kept.born_on)
    commands.change_party(party_id=kept.pk, fields=fields, by=by, at=LATER)

    with pytest.raises(commands.CannotUndo, match="somebody changed"):
        commands.undo_merge(merge_id=merge.pk, by=by, at=LATER)

    merge.refresh_from_db()
    assert merge.undone_at is None


def test_a_merge_is_undone_once() -> None:
    by = make_actor()
    kept, merged = _pair()
    merge = commands.merge_parties(kept_id=kept.pk, merged_id=merged.pk, by=by, at=LATER)
    commands.undo_merge(merge_id=merge.pk, by=by, at=LATER)

    with pytest.raises(commands.CannotUndo, match="undone already"):
        commands.undo_merge(merge_id=merge.pk, by=by, at=LATER)


def test_a_file_is_merged_once_and_not_into_itself_or_another_kind() -> None:
    by = make_actor()
    kept, merged = _pair()
    company = make_organization()
    commands.merge_parties(kept_id=kept.pk, merged_id=merged.pk, by=by, at=LATER)

    with pytest.raises(commands.AlreadyMerged):
        commands.merge_parties(kept_id=kept.pk, merged_id=merged.pk, by=by, at=LATER)
    with pytest.raises(commands.NotAlike, match="one and the same"):
        commands.merge_parties(kept_id=kept.pk, merged_id=kept.pk, by=by, at=LATER)
    with pytest.raises(commands.NotAlike, match="person and a company"):
        commands.merge_parties(kept_id=kept.pk, merged_id=company.pk, by=by, at=LATER)

    assert MergeRecord.objects.count() == 1


def test_the_file_of_another_group_is_never_merged() -> None:
    with tenant_set(TWIN):
        theirs = make_party("张伟")
    kept = make_party("张伟")

    with pytest.raises(Missing):
        commands.merge_parties(kept_id=kept.pk, merged_id=theirs.pk, by=make_actor(), at=NINE)
