"""Eight people name an owner, and eight put one plate, at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

from forecourt.customers.tests.make import make_party
from forecourt.kernel.refusals import Refused
from forecourt.kernel.tenancy import tenant_set
from forecourt.store.tests.make import HOME, NINE, make_actor
from forecourt.vehicles import commands
from forecourt.vehicles.models import PlateHistory, VehicleParty, VehicleRole
from forecourt.vehicles.tests.make import make_vehicle

SPRING = date(2026, 3, 1)


def _race(command: Callable[[UUID], object], keys: list[UUID]) -> list[str]:
    gate = Barrier(len(keys))

    def run(key: UUID) -> str:
        with tenant_set(HOME):
            connection.ensure_connection()
            gate.wait()
            try:
                command(key)
            except Refused as refusal:
                return refusal.code
            else:
                return "won"
            finally:
                connection.close()

    with ThreadPoolExecutor(max_workers=len(keys)) as people:
        return sorted(people.map(run, keys))


@pytest.mark.held_by("vehicles_vehicleparty_one_owner_at_a_time")
@pytest.mark.django_db(transaction=True)
def test_one_owner_wins_and_the_others_are_told() -> None:
    by, car = make_actor(), make_vehicle()
    parties = [make_party(f"张{number}", phone="") for number in range(8)]

    outcomes = _race(
        lambda party_id: commands.set_vehicle_party(
            vehicle_id=car.pk,
            party_id=party_id,
            role=VehicleRole.OWNER,
            held_from=SPRING,
            by=by,
            at=NINE,
        ),
        [party.pk for party in parties],
    )

    assert outcomes == ["owner-known"] * 7 + ["won"]
    assert VehicleParty.objects.count() == 1


@pytest.mark.held_by("vehicles_platehistory_one_vehicle_per_plate")
@pytest.mark.django_db(transaction=True)
def test_one_car_gets_the_plate_and_the_others_are_told() -> None:
    by, cars = make_actor(), [make_vehicle() for _number in range(8)]

    outcomes = _race(
        lambda vehicle_id: commands.put_plate(
            vehicle_id=vehicle_id, plate="沪A12345", held_from=SPRING, by=by, at=NINE
        ),
        [car.pk for car in cars],
    )

    assert outcomes == ["plate-taken"] * 7 + ["won"]
    assert PlateHistory.objects.count() == 1
