"""A car for an order: held, locked, released; another specification only with a yes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from forecourt.customers.tests.make import make_party
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, WrongInput
from forecourt.sales import commands
from forecourt.sales.commands import (
    NotForSale,
    OrderHasCar,
    SpecDiffers,
    StillHeld,
    VinTaken,
    WantsNoCar,
)
from forecourt.sales.models import (
    Allocation,
    OrderState,
    PreDeliveryInspection,
    SideService,
    StockState,
)
from forecourt.sales.tests.make import make_allocation, make_order, make_unit
from forecourt.store.tests.make import NINE, make_actor, make_store
from forecourt.workshop.models import Job

pytestmark = pytest.mark.django_db


def _ask(order: Any, unit: Any, **more: Any) -> dict[str, Any]:  # Any: a test's values
    return {"order_id": order.pk, "stock_unit_id": unit.pk, "by": make_actor(), "at": NINE, **more}


def test_without_a_deposit_a_car_is_held_for_72_hours() -> None:
    order, unit = make_order(state=OrderState.APPROVED), make_unit()

    allocation = commands.reserve_vehicle(**_ask(order, unit))

    unit.refresh_from_db()
    assert (allocation.state, allocation.expires_at) == ("reserved", NINE + timedelta(hours=72))
    assert unit.state == StockState.ALLOCATED
    with pytest.raises(StillHeld):
        commands.expire_reservation(
            allocation_id=allocation.pk, by=make_actor(), at=NINE + timedelta(hours=71)
        )


def test_the_deposit_locks_what_was_held() -> None:
    order, unit, by = make_order(state=OrderState.APPROVED), make_unit(), make_actor()
    allocation = commands.reserve_vehicle(**_ask(order, unit))

    commands.take_deposit(order_id=order.pk, amount_fen=1_000_000, method="card", by=by, at=NINE)

    allocation.refresh_from_db()
    order.refresh_from_db()
    assert (allocation.state, allocation.expires_at) == ("locked", None)
    assert order.state == OrderState.ALLOCATED
    assert order.bill_id is not None


def test_an_inspection_and_its_job_follow_the_car() -> None:
    order, unit = make_order(state=OrderState.APPROVED), make_unit()

    commands.reserve_vehicle(**_ask(order, unit))

    sheet = PreDeliveryInspection.objects.get()
    job = Job.objects.get()
    assert (sheet.order_id, sheet.points.count(), sheet.job_id) == (order.pk, 22, job.pk)
    assert (job.bay_kind, job.standard_minutes, job.source_key) == ("pdi", 70, str(sheet.pk))
    assert list(SideService.objects.values_list("kind", flat=True)) == []


def test_a_taken_car_is_refused() -> None:
    unit = make_unit()
    make_allocation(make_order(make_party("A", phone=""), state=OrderState.APPROVED), unit)
    order = make_order(make_party("B", phone=""), state=OrderState.APPROVED)

    with pytest.raises(VinTaken, match=unit.vin), transaction.atomic():
        commands.reserve_vehicle(**_ask(order, unit))

    assert Allocation.objects.count() == 1
    assert not Entry.objects.exists()


def test_one_order_has_one_car() -> None:
    order = make_order(state=OrderState.APPROVED)
    commands.reserve_vehicle(**_ask(order, make_unit()))

    with pytest.raises(OrderHasCar):
        commands.reserve_vehicle(**_ask(order, make_unit()))


def test_another_specification_needs_the_customers_yes() -> None:
    order, unit = make_order(state=OrderState.APPROVED), make_unit(spec="X5|B1||")

    with pytest.raises(SpecDiffers):
        commands.reserve_vehicle(**_ask(order, unit))
    allocation = commands.reserve_vehicle(**_ask(order, unit, agreed_difference="black is fine"))

    assert allocation.agreed_difference == "black is fine"


def test_a_display_car_is_not_for_sale() -> None:
    with pytest.raises(NotForSale, match="On display"):
        commands.reserve_vehicle(
            **_ask(make_order(state=OrderState.APPROVED), make_unit(state=StockState.DISPLAY))
        )


def test_an_unsigned_order_wants_no_car() -> None:
    with pytest.raises(WantsNoCar, match="Draft"):
        commands.reserve_vehicle(**_ask(make_order(), make_unit()))


def test_a_released_car_is_for_sale_again() -> None:
    order = make_order(state=OrderState.ALLOCATED)
    unit = make_unit()
    allocation = make_allocation(order, unit)

    with pytest.raises(WrongInput):
        commands.release_vehicle(allocation_id=allocation.pk, reason=" ", by=make_actor(), at=NINE)
    commands.release_vehicle(allocation_id=allocation.pk, reason="swap", by=make_actor(), at=NINE)

    order.refresh_from_db()
    unit.refresh_from_db()
    assert (order.state, unit.state) == (OrderState.DEPOSIT_PAID, StockState.IN_STOCK)


def test_the_database_refuses_a_second_live_allocation() -> None:
    unit = make_unit()
    make_allocation(make_order(make_party("A", phone=""), state=OrderState.APPROVED), unit)
    other = make_order(make_party("B", phone=""), state=OrderState.APPROVED)

    with pytest.raises(IntegrityError, match="sales_allocation_one_live_per_vin"):
        Allocation.make(
            other, unit, expires_at=None, agreed_difference="", made_by_id=None, at=NINE
        )


def test_the_car_of_another_store_does_not_exist() -> None:
    unit = make_unit(store=make_store())

    with pytest.raises(Missing):
        commands.reserve_vehicle(**_ask(make_order(state=OrderState.APPROVED), unit))
