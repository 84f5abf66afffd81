"""Eight people read one odometer at the same moment: kilometres never run backwards."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from django.db import connection

from forecourt.kernel.tenancy import tenant_set
from forecourt.store.tests.make import HOME, NINE, make_actor
from forecourt.vehicles.commands import LowerThanBefore, read_odometer
from forecourt.vehicles.models import OdometerReading, ReadingSource, Vehicle
from forecourt.vehicles.tests.make import make_vehicle


@pytest.mark.django_db(transaction=True)
def test_the_highest_reading_stands_and_what_is_below_it_is_told() -> None:
    by, car, gate = make_actor(), make_vehicle(), Barrier(8)

    def read(km: int) -> str:
        with tenant_set(HOME):
            connection.ensure_connection()
            gate.wait()
            try:
                read_odometer(
                    vehicle_id=car.pk, km=km, reading_source=ReadingSource.PHONE, by=by, at=NINE
                )
            except LowerThanBefore:
                return "told"
            else:
                return "kept"
            finally:
                connection.close()

    with ThreadPoolExecutor(max_workers=8) as people:
        outcomes = list(people.map(read, range(1_000, 9_000, 1_000)))

    kept = [*OdometerReading.objects.order_by("pk").values_list("km", flat=True)]
    assert outcomes.count("kept") == len(kept)
    assert outcomes[-1] == "kept"
    assert Vehicle.objects.get().odometer_km == max(kept) == 8_000


@pytest.mark.held_by("vehicles.Vehicle")
@pytest.mark.django_db(transaction=True)
def test_readings_of_one_earlier_moment_stand_one_after_the_other() -> None:
    by, cars = make_actor(), [make_vehicle() for _number in range(4)]

    def read(car: Vehicle, km: int, gate: Barrier) -> None:
        with tenant_set(HOME), suppress(LowerThanBefore):
            connection.ensure_connection()
            gate.wait()
            try:
                read_odometer(
                    vehicle_id=car.pk,
                    km=km,
                    reading_source=ReadingSource.PHONE,
                    read_at=NINE,
                    by=by,
                    at=NINE,
                )
            finally:
                connection.close()

    for car in cars:
        gate = Barrier(8)
        with ThreadPoolExecutor(max_workers=8) as people:
            readings = [people.submit(read, car, km, gate) for km in range(8_000, 0, -1_000)]
        assert [reading.result() for reading in readings] == [None] * 8

    assert [car.odometer_km for car in Vehicle.objects.all()] == [8_000] * 4
