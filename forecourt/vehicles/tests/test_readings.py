"""Odometer readings and the forecast that stands on them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from forecourt.catalog.tests.make import make_menu, make_plan
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, WrongInput
from forecourt.kernel.source import Source
from forecourt.kernel.tenancy import tenant_set
from forecourt.store.tests.make import NINE, TWIN, make_actor
from forecourt.vehicles import commands, queries
from forecourt.vehicles.models import OdometerReading, ReadingSource, Vehicle
from forecourt.vehicles.tests.make import make_reading, make_vehicle

pytestmark = pytest.mark.django_db
WORKSHOP = ReadingSource.REPAIR_ORDER


def _read(car: Vehicle, km: int, **more: object) -> OdometerReading:
    return commands.read_odometer(
        vehicle_id=car.pk,
        km=km,
        reading_source=WORKSHOP,
        by=make_actor(),
        at=NINE,
        **more,  # type: ignore[arg-type]  # several kinds
    )


def test_a_reading_is_kept_shown_and_told() -> None:
    car = make_vehicle()

    reading = _read(car, 12_345, source=Source("service.order", "7"))

    car.refresh_from_db()
    assert (car.odometer_km, car.odometer_on) == (12_345, date(2026, 11, 24))
    entry = Entry.objects.get()
    assert entry.kind == "vehicles.odometer_read"
    assert entry.payload["km"] == 12_345
    assert _read(car, 99_999, source=Source("service.order", "7")).pk == reading.pk


def test_a_lower_reading_is_refused_unless_the_odometer_was_replaced() -> None:
    car = make_vehicle()
    make_reading(car, 50_000, days_ago=30)

    with pytest.raises(commands.LowerThanBefore, match=r"On 2026-10-25 .* 50,000 km"):
        _read(car, 49_999)
    assert not Entry.objects.exists()

    _read(car, 12, is_replaced=True)

    car.refresh_from_db()
    assert car.odometer_km == 12


def test_a_reading_between_two_fits_between_them() -> None:
    car = make_vehicle()
    make_reading(car, 10_000, days_ago=60)
    make_reading(car, 12_000)
    then = NINE - timedelta(days=30)

    with pytest.raises(commands.LowerThanBefore, match="12,000 km"):
        _read(car, 12_001, read_at=then)
    _read(car, 11_000, read_at=then)

    car.refresh_from_db()
    assert car.odometer_km == 12_000


def test_the_forecast_says_when_what_and_why() -> None:
    make_plan()
    make_menu("M10")
    by, car = make_actor(), make_vehicle(delivered_on=date(2026, 1, 1))
    make_reading(car, 1_000, days_ago=90)
    make_reading(car, 6_400)
    commands.note_service(vehicle_id=car.pk, km=5_100, on=date(2026, 11, 1), by=by, at=NINE)

    found = queries.forecast(by, car.pk, NINE)

    assert found.rate.km_per_day == pytest.approx(50)
    assert found.due is not None
    assert (found.due.due_km, found.due.won, found.due.due_on) == (
        10_000,
        "months",
        date(2027, 1, 1),
    )
    assert found.menu_code == "M10"
    assert found.why == (
        "months come first, on 2027-01-01; last reading 6,400 km on 2026-11-24; 50 km/day"
    )


def test_a_car_without_readings_is_an_estimate_from_its_first_day() -> None:
    make_plan()
    by, car = make_actor(), make_vehicle(delivered_on=date(2026, 11, 14))

    found = queries.forecast(by, car.pk, NINE)

    assert (found.rate.is_estimate, found.km_today) == (True, 400)
    assert found.due is not None
    assert (found.due.due_km, found.due.due_on) == (5_000, date(2027, 3, 19))
    assert found.why.endswith("40 km/day (estimate)")


def test_a_car_that_nothing_is_known_of_has_no_forecast() -> None:
    by, car = make_actor(), make_vehicle(delivered_on=None)

    found = queries.forecast(by, car.pk, NINE)

    assert (found.due, found.why) == (None, "No reading and no first day of use are known.")


def test_the_stores_own_median_becomes_the_prior_of_a_model() -> None:
    by = make_actor()
    cars = [make_vehicle(delivered_on=date(2026, 8, 16)) for _number in range(30)]
    for number, car in enumerate(cars):
        car.show_km(100 * (20 + number), date(2026, 11, 24))
    model_id = cars[0].variant.model_id if cars[0].variant else None

    assert queries.prior_km_per_day(by, model_id, on=NINE.date()) == pytest.approx(34.5)
    assert queries.prior_km_per_day(by, None, on=NINE.date()) == 40


def test_many_forecasts_are_read_in_a_fixed_number_of_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_plan()
    by = make_actor()
    cars = [make_vehicle() for _number in range(5)]
    for car in cars:
        make_reading(car, 5_000)

    # store, cars, readings, numbers, default plan, plans (2), menus (2), model (2)
    with django_assert_num_queries(11):
        found = queries.forecasts(by, [car.pk for car in cars], NINE)

    assert len(found) == 5


def test_the_car_of_another_group_is_not_read() -> None:
    with tenant_set(TWIN):
        theirs = make_vehicle()

    with pytest.raises(Missing):
        _read(theirs, 1)
    with pytest.raises(Missing):
        queries.forecast(make_actor(), theirs.pk, NINE)


def _log(car: Vehicle, km: int, *, minutes: int = 0) -> OdometerReading:
    return commands.read_odometer(
        vehicle_id=car.pk,
        km=km,
        reading_source=ReadingSource.OWNER_LOG,
        by=make_actor(),
        at=NINE + timedelta(minutes=minutes),
    )


def test_an_owner_cannot_have_driven_round_the_world_in_a_minute() -> None:
    car = make_vehicle()
    _log(car, 12_900)

    with pytest.raises(commands.TooFar, match="299,000 km is too far for the time since") as no:
        _log(car, 299_000, minutes=1)
    reading = _log(car, 13_900, minutes=1)

    assert (no.value.field, no.value.status, reading.km) == ("km", 422, 13_900)


def test_the_first_reading_of_an_owner_counts_from_the_handover() -> None:
    car = make_vehicle(delivered_on=NINE.date() - timedelta(days=9))

    with pytest.raises(commands.TooFar):
        _log(car, 10_001)

    assert _log(car, 10_000).km == 10_000


def test_a_wrong_reading_is_struck_out_and_the_true_one_is_taken() -> None:
    car = make_vehicle()
    make_reading(car, 12_900, days_ago=1)
    wrong = _read(car, 299_000)
    with pytest.raises(commands.LowerThanBefore):
        _read(car, 13_000)

    commands.strike_out_reading(
        vehicle_id=car.pk, reading_id=wrong.pk, reason="a slip", by=make_actor(), at=NINE
    )

    car.refresh_from_db()
    assert (car.odometer_km, car.odometer_on) == (12_900, NINE.date() - timedelta(days=1))
    told = Entry.objects.get(kind="vehicles.odometer_struck_out").payload
    assert (told["km"], told["reason"], told["source"]) == (299_000, "a slip", "repair_order")
    assert _read(car, 13_000).km == 13_000


def test_a_reading_is_struck_out_with_a_reason_and_from_its_own_car_only() -> None:
    car, other = make_vehicle(), make_vehicle()
    reading = _read(car, 12_900)
    by = make_actor()

    with pytest.raises(WrongInput):
        commands.strike_out_reading(
            vehicle_id=car.pk, reading_id=reading.pk, reason=" ", by=by, at=NINE
        )
    with pytest.raises(Missing):
        commands.strike_out_reading(
            vehicle_id=other.pk, reading_id=reading.pk, reason="a slip", by=by, at=NINE
        )

    assert OdometerReading.objects.filter(pk=reading.pk).exists()
