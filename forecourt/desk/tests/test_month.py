"""The figures of the month begin on its first day in the store, not in Greenwich."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from forecourt.desk.queries.month import Month, month
from forecourt.desk.queries.tally import values
from forecourt.finance import commands
from forecourt.finance.tests.make import OIL_SERVICE_FEN, make_bill
from forecourt.service.tests.make import make_car, make_catalogue, make_order
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, home_store, make_actor

pytestmark = pytest.mark.django_db
LAST_OF_OCTOBER = datetime(2026, 10, 31, 9, 0, tzinfo=UTC)  # 17:00 in the store
FIRST_OF_NOVEMBER = datetime(2026, 10, 31, 17, 0, tzinfo=UTC)  # one in the morning there


def _month() -> Month:
    by = make_actor(Role.GENERAL_MANAGER)
    with timezone.override(home_store().zone):
        return month(by, values(by, at=NINE))


def _shown(found: Month) -> list[str]:
    return [figure.shown for figure in found.figures]


def test_a_bill_of_the_last_day_of_the_month_before_is_not_of_this_one() -> None:
    by = make_actor()
    for moment in (LAST_OF_OCTOBER, FIRST_OF_NOVEMBER):
        commands.post_bill(bill_id=make_bill(by=by).pk, by=by, at=moment)

    assert _shown(_month())[3] == f"{OIL_SERVICE_FEN / 100_000:,.0f}"


def test_cars_are_counted_for_the_month_and_drawn_for_the_fortnight() -> None:
    make_catalogue()
    for moment in (LAST_OF_OCTOBER, FIRST_OF_NOVEMBER, NINE):
        make_order(make_car(plate=""), at=moment)

    found = _month()

    assert (_shown(found)[2], found.cars_today, sum(bar.height > 1 for bar in found.bars)) == (
        "2",
        1,
        1,
    )
