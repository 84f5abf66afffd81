"""Eight people merge one file into eight others at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from forecourt.customers.commands import AlreadyMerged, merge_parties
from forecourt.customers.models import MergeRecord, Party
from forecourt.customers.tests.make import make_party
from forecourt.kernel.tenancy import tenant_set
from forecourt.store.tests.make import HOME, NINE, make_actor


@pytest.mark.held_by("customers.Party")
@pytest.mark.held_by("customers.Party", "customers_mergerecord_merged_once")
@pytest.mark.django_db(transaction=True)
def test_one_merge_wins_and_the_others_are_told() -> None:
    merged = make_party("张伟")
    others = [make_party(f"张{number}", phone="") for number in range(8)]
    by, gate = make_actor(), Barrier(8)

    def merge(kept: Party) -> str:
        with tenant_set(HOME):
            connection.ensure_connection()
            gate.wait()
            try:
                merge_parties(kept_id=kept.pk, merged_id=merged.pk, by=by, at=NINE)
            except AlreadyMerged:
                return "told"
            else:
                return "won"
            finally:
                connection.close()

    with ThreadPoolExecutor(max_workers=8) as people:
        outcomes = sorted(people.map(merge, others))

    assert outcomes == ["told"] * 7 + ["won"]
    assert MergeRecord.objects.count() == 1


@pytest.mark.held_by("customers.Party")
@pytest.mark.django_db(transaction=True)
def test_two_merges_that_cross_never_make_a_circle() -> None:
    one, other = make_party("张伟"), make_party("张玮", phone="")
    by, gate = make_actor(), Barrier(2)

    def merge(pair: tuple[Party, Party]) -> str:
        with tenant_set(HOME):
            connection.ensure_connection()
            gate.wait()
            try:
                merge_parties(kept_id=pair[0].pk, merged_id=pair[1].pk, by=by, at=NINE)
            except AlreadyMerged:
                return "told"
            else:
                return "won"
            finally:
                connection.close()

    with ThreadPoolExecutor(max_workers=2) as people:
        outcomes = sorted(people.map(merge, [(one, other), (other, one)]))

    assert outcomes == ["told", "won"]
    assert Party.objects.standing().count() == 1
