"""Eight owners want the last free slot."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from forecourt.kernel.tenancy import tenant_set
from forecourt.workshop.commands import SlotTaken, hold_capacity
from forecourt.workshop.models import CapacityDay, CapacityHold, Wish
from forecourt.workshop.tests.make import (
    NINE,
    TODAY,
    make_actor,
    make_bay,
    make_technician,
    make_wish,
)


@pytest.mark.held_by("workshop.CapacityDay")
@pytest.mark.django_db(transaction=True)
def test_one_owner_gets_the_slot_and_the_others_are_told() -> None:
    make_bay("G1")
    make_technician("Li Wei")
    by, gate = make_actor(), Barrier(8)
    CapacityDay.open(by.store_id, TODAY, "general_lift")  # else its birth would queue them up

    def hold(wish: Wish) -> str:
        with tenant_set(by.tenant_id):
            connection.ensure_connection()
            gate.wait()
            try:
                hold_capacity(wish=wish, by=by, at=NINE)
            except SlotTaken:
                return "told"
            else:
                return "won"
            finally:
                connection.close()

    with ThreadPoolExecutor(max_workers=8) as owners:
        outcomes = sorted(owners.map(hold, [make_wish() for _number in range(8)]))

    assert outcomes == ["told"] * 7 + ["won"]
    assert CapacityHold.objects.count() == 1
