"""Eight managers swap the same two cars at the same moment, half of them the other way round."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from forecourt.customers.tests.make import make_party
from forecourt.kernel.tenancy import tenant_set
from forecourt.sales.commands import CannotSwap, swap_vehicles
from forecourt.sales.models import Allocation, OrderState
from forecourt.sales.tests.make import make_allocation, make_order
from forecourt.store.tests.make import HOME, NINE, make_actor


@pytest.mark.held_by("sales.SalesOrder", "sales.StockUnit", "sales.Allocation")
@pytest.mark.django_db(transaction=True)
def test_one_swap_wins_and_the_others_are_told() -> None:
    first, second = (
        make_allocation(make_order(make_party(name, phone=""), state=OrderState.ALLOCATED))
        for name in ("A", "B")
    )
    before = {row.order_id: row.stock_unit_id for row in (first, second)}
    by, gate = make_actor(), Barrier(8)

    def swap(number: int) -> str:
        one, other = (first, second) if number % 2 else (second, first)
        connection.ensure_connection()
        gate.wait()
        try:
            with tenant_set(HOME):
                swap_vehicles(
                    allocation_id=one.pk,
                    other_id=other.pk,
                    reason="race",
                    dates_hold=True,
                    by=by,
                    at=NINE,
                )
        except CannotSwap:
            return "told"
        else:
            return "won"
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as managers:
        outcomes = sorted(managers.map(swap, range(8)))

    assert outcomes == ["told"] * 7 + ["won"]
    after = {row.order_id: row.stock_unit_id for row in Allocation.objects.live()}
    assert after == dict(zip(before, reversed(list(before.values())), strict=True))
    assert Allocation.objects.count() == 4
