"""Price lists: dated, versioned, published once, never changed after."""

from __future__ import annotations

from datetime import date

import pytest

from forecourt.catalog import commands, queries
from forecourt.catalog.models import PriceKind, PriceList, PriceListRow, PriceListState
from forecourt.catalog.tests.make import make_labour, make_price_list
from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing
from forecourt.kernel.tenancy import tenant_set
from forecourt.store.tests.make import NINE, TWIN, make_actor

pytestmark = pytest.mark.django_db
TODAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 25)


def _draft(price_fen: int = 19_980_000, *, valid_from: date = TOMORROW) -> PriceList:
    by = make_actor()
    draft = commands.draft_price_list(
        kind=PriceKind.CAR, name="Cars", valid_from=valid_from, by=by, at=NINE
    )
    commands.set_price(
        price_list_id=draft.pk, code="X5-25-LUX", price_fen=price_fen, by=by, at=NINE
    )
    return draft


def test_a_new_version_starts_with_the_prices_in_force_and_counts_from_its_day() -> None:
    by = make_actor()
    make_price_list(prices_fen={"X5-25-LUX": 18_980_000, "X5-25-COM": 16_980_000})
    draft = _draft()

    commands.publish_price_list(price_list_id=draft.pk, by=by, at=NINE)

    assert draft.version == 2
    assert queries.price_fen(by, "car", "X5-25-LUX", on=TODAY) == 18_980_000
    assert queries.price_fen(by, "car", "X5-25-LUX", on=TOMORROW) == 19_980_000
    assert queries.price_fen(by, "car", "X5-25-COM", on=TOMORROW) == 16_980_000


def test_a_draft_prices_nothing() -> None:
    by = make_actor()
    _draft()

    with pytest.raises(queries.NoPrice, match="“X5-25-LUX” has no price on 2026-11-25"):
        queries.price_fen(by, "car", "X5-25-LUX", on=TOMORROW)


def test_a_published_list_never_changes() -> None:
    by = make_actor()
    published = make_price_list()

    with pytest.raises(commands.ListIsClosed, match="never changes"):
        commands.set_price(
            price_list_id=published.pk, code="X5-25-LUX", price_fen=1, by=by, at=NINE
        )
    with pytest.raises(commands.ListIsClosed):
        commands.drop_price(price_list_id=published.pk, code="X5-25-LUX", by=by, at=NINE)
    with pytest.raises(IllegalMove):
        commands.withdraw_price_list(price_list_id=published.pk, by=by, at=NINE)

    assert PriceListRow.objects.get().price_fen == 18_980_000
    assert not Entry.objects.exists()


def test_a_list_begins_at_the_earliest_tomorrow() -> None:
    make_price_list()
    draft = _draft(valid_from=TODAY)

    with pytest.raises(commands.BeginsTooEarly):
        commands.publish_price_list(price_list_id=draft.pk, by=make_actor(), at=NINE)

    draft.refresh_from_db()
    assert draft.state == PriceListState.DRAFT


def test_two_lists_of_a_kind_never_begin_on_one_day() -> None:
    by = make_actor()
    first, second = _draft(), _draft(1)
    commands.publish_price_list(price_list_id=first.pk, by=by, at=NINE)
    make_price_list(version=7)

    with pytest.raises(commands.SameDayTaken):
        commands.publish_price_list(price_list_id=second.pk, by=by, at=NINE)


def test_the_journal_keeps_the_old_and_the_new_price() -> None:
    make_price_list()
    draft = _draft()

    entry = Entry.objects.get(kind="catalog.prices_changed")

    assert entry.payload == {
        "price_list_id": str(draft.pk),
        "count": 1,
        "code": "X5-25-LUX",
        "was_fen": 18_980_000,
        "price_fen": 19_980_000,
    }


def test_the_price_list_of_another_group_does_not_exist() -> None:
    with tenant_set(TWIN):
        theirs = make_price_list()

    with pytest.raises(Missing):
        commands.publish_price_list(price_list_id=theirs.pk, by=make_actor(), at=NINE)
    assert queries.find_price_fen(make_actor(), "car", "X5-25-LUX", on=TODAY) is None


def test_labour_costs_its_own_price_or_minutes_at_the_rate() -> None:
    by = make_actor()
    make_labour("EN-OIL", minutes=18)
    make_labour("TY-ROT", minutes=30)
    make_price_list(PriceKind.LABOUR, {"RATE-maintenance": 20_000, "TY-ROT": 8_800})

    assert queries.labour_prices_fen(by, ["EN-OIL", "TY-ROT", "NONE"], on=TODAY) == {
        "EN-OIL": 6_000,
        "TY-ROT": 8_800,
    }
    with pytest.raises(queries.NoPrice):
        queries.labour_price_fen(by, "NONE", on=TODAY)
