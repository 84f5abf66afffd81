"""Eight sellers give one car to eight orders at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from forecourt.customers.tests.make import make_party
from forecourt.kernel.refusals import Refused
from forecourt.kernel.tenancy import tenant_set
from forecourt.sales.commands import VinTaken, reserve_vehicle
from forecourt.sales.models import Allocation, OrderState, PreDeliveryInspection, SalesOrder
from forecourt.sales.tests.make import make_order, make_unit
from forecourt.store.tests.make import HOME, NINE, make_actor


@pytest.mark.held_by("sales_allocation_one_live_per_vin")
@pytest.mark.django_db(transaction=True)
def test_one_seller_wins_and_the_others_are_told() -> None:
    unit = make_unit()
    orders = [
        make_order(make_party(f"Customer {n}", phone=""), state=OrderState.APPROVED)
        for n in range(8)
    ]
    by, gate = make_actor(), Barrier(8)

    def reserve(order: SalesOrder) -> str:
        connection.ensure_connection()
        gate.wait()
        try:
            with tenant_set(HOME):
                reserve_vehicle(order_id=order.pk, stock_unit_id=unit.pk, by=by, at=NINE)
        except VinTaken:
            return "told"
        except Refused as other:
            return other.code
        else:
            return "won"
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as sellers:
        outcomes = sorted(sellers.map(reserve, orders))

    assert outcomes == ["told"] * 7 + ["won"]
    assert Allocation.objects.count() == 1
    assert PreDeliveryInspection.objects.count() == 1
