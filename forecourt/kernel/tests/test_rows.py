"""Rows written beneath the ORM are the rows that the ORM would have written."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import pytest
from django.db import IntegrityError
from pytest_django import DjangoAssertNumQueries
from uuid_utils.compat import uuid7

from forecourt.kernel.models import Counter, Entry
from forecourt.kernel.rows import gathered, insert_rows

pytestmark = pytest.mark.django_db

NINE: Final = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
HOME_STORE: Final = UUID("00000000-0000-7000-8000-000000000011")


def _entry(**changes: object) -> Entry:
    values = {"kind": "test.done", "actor": "x", "at": NINE, "payload": {"ä": [1, None]}}
    return Entry(store_id=HOME_STORE, subjects=[uuid7()], **{**values, **changes})


def test_json_lists_and_defaults_arrive_as_they_are() -> None:
    rows = [_entry(), _entry(delivered_at=NINE)]

    insert_rows(rows)

    for row in rows:
        kept = Entry.objects.get(pk=row.pk)
        assert kept.payload == {"ä": [1, None]}
        assert kept.subjects == row.subjects
        assert (kept.tries, kept.delivered_at) == (0, row.delivered_at)
        assert (kept.tenant_id, kept.last_error) == (row.tenant_id, "")


def test_a_written_row_is_changed_and_not_written_twice() -> None:
    row = _entry()
    insert_rows([row])

    row.mark_delivered(at=NINE)

    assert Entry.objects.get(pk=row.pk).delivered_at == NINE


def test_the_constraints_of_the_database_hold() -> None:
    one = {"store_id": HOME_STORE, "series": "T", "period": "261124", "last": 1}

    with pytest.raises(IntegrityError, match="kernel_counter"):
        insert_rows([Counter(**one), Counter(**one)])


def test_rows_of_several_models_go_in_together_at_the_end(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first, second = _entry(), _entry()
    counter = Counter(store_id=HOME_STORE, series="T", period="261124", last=1)

    with django_assert_num_queries(1), gathered():
        insert_rows([first])
        insert_rows([counter])
        insert_rows([second])
        first.actor = "changed before the end"

    kept = Entry.objects.filter(pk__in=[first.pk, second.pk])
    assert {row.actor for row in kept} == {"changed before the end", "x"}
    assert Counter.objects.get(pk=counter.pk).last == 1


def _gather_and_fail() -> None:
    with gathered():
        insert_rows([_entry(kind="test.lost")])
        raise RuntimeError


def test_of_a_gathering_that_fails_nothing_is_written() -> None:
    with pytest.raises(RuntimeError):
        _gather_and_fail()

    insert_rows([_entry(kind="test.kept")])
    assert not Entry.objects.filter(kind="test.lost").exists()
    assert Entry.objects.filter(kind="test.kept").count() == 1


def test_no_rows_are_no_statement() -> None:
    insert_rows([])
