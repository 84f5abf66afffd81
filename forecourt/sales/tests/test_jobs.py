"""What the clock does for sales, and what sales hears of the till."""

from __future__ import annotations

from datetime import timedelta

import pytest

from forecourt.kernel.models import Entry
from forecourt.leads.models import Stage
from forecourt.leads.tests.make import make_opportunity
from forecourt.sales import jobs
from forecourt.sales.models import (
    InspectionState,
    OrderState,
    PreDeliveryInspection,
    StockState,
    VersionState,
)
from forecourt.sales.tests.make import (
    make_allocation,
    make_inspection,
    make_order,
    make_unit,
    make_version,
)
from forecourt.store.tests.make import NINE, make_actor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_car_without_a_deposit_is_let_go_after_72_hours() -> None:
    order = make_order(state=OrderState.APPROVED)
    unit = make_unit()
    allocation = make_allocation(order, unit, expires_at=NINE + 3 * DAY)
    by = make_actor().house()

    jobs.let_go(by, NINE + 3 * DAY - timedelta(minutes=1))
    allocation.refresh_from_db()
    assert allocation.state == "reserved"

    jobs.let_go(by, NINE + 3 * DAY)
    allocation.refresh_from_db()
    unit.refresh_from_db()
    assert (allocation.state, unit.state) == ("expired", StockState.IN_STOCK)
    assert Entry.objects.get().kind == "sales.allocation_released"


def test_a_quotation_ends_after_its_last_day() -> None:
    version = make_version(make_opportunity(stage=Stage.QUOTED), state=VersionState.SENT)
    by = make_actor().house()

    jobs.keep_house(by, NINE + 7 * DAY)
    version.refresh_from_db()
    assert version.state == VersionState.SENT

    jobs.keep_house(by, NINE + 8 * DAY)
    version.refresh_from_db()
    assert version.state == VersionState.EXPIRED


def test_a_car_that_stood_30_days_gets_a_short_recheck() -> None:
    order = make_order(state=OrderState.ALLOCATED)
    unit = make_unit()
    make_allocation(order, unit)
    sheet = make_inspection(unit, order, state=InspectionState.PASSED)

    jobs.keep_house(make_actor().house(), NINE + 30 * DAY)

    sheet.refresh_from_db()
    recheck = PreDeliveryInspection.objects.exclude(pk=sheet.pk).get()
    assert (sheet.state, recheck.is_recheck, recheck.order_id) == ("expired", True, order.pk)
    assert recheck.points.count() == 9


def test_old_stock_is_reported_once_per_limit() -> None:
    make_unit(arrived_on=NINE.date())
    by = make_actor().house()

    jobs.keep_house(by, NINE + 30 * DAY)
    jobs.keep_house(by, NINE + 31 * DAY)
    jobs.keep_house(by, NINE + 60 * DAY)

    limits = [entry.payload["limit_days"] for entry in Entry.objects.order_by("pk")]
    assert limits == [30, 60]
