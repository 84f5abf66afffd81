"""Filing cars: by VIN or plate, once, found at once."""

from __future__ import annotations

from datetime import date

import pytest

from forecourt.catalog.tests.make import make_colour, make_variant
from forecourt.customers import queries as customers
from forecourt.customers.tests.make import make_party
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, WrongInput
from forecourt.kernel.tenancy import tenant_set
from forecourt.store.tests.make import NINE, TWIN, make_actor
from forecourt.vehicles import commands, queries
from forecourt.vehicles.commands import NewVehicle
from forecourt.vehicles.models import PlateHistory, Vehicle, VehicleParty, VinState
from forecourt.vehicles.tests.make import make_vehicle

pytestmark = pytest.mark.django_db
VIN = "LVGBE40K58G123456"


def test_a_car_is_filed_with_plate_owner_and_grade_and_found_by_each() -> None:
    by, owner, variant = make_actor(), make_party("张伟"), make_variant()
    paint = make_colour(variant)

    car = commands.register_vehicle(
        vin="lvgbe40k58g 123456",
        plate="沪A·12345",
        product_code="X5-25-LUX",
        paint_id=paint.pk,
        delivered_on=date(2025, 3, 1),
        owner_id=owner.pk,
        by=by,
        at=NINE,
    )

    assert (car.vin, car.vin_state, car.plate, car.plate_kind) == (
        VIN,
        VinState.SOUND,
        "沪A12345",
        "ordinary",
    )
    assert (car.plan_code, car.model_year) == ("CN-10K", 2025)
    assert PlateHistory.objects.get().held_from == date(2025, 3, 1)
    for typed in ("12345", "123456", "沪A12345", VIN):
        assert [hit.vehicle_id for hit in queries.find(by, typed)] == [car.pk]
        assert [hit.party_id for hit in customers.find(by, typed)] == [owner.pk]
    assert [*Entry.objects.order_by("pk").values_list("kind", flat=True)] == [
        "vehicles.vehicle_registered",
        "vehicles.vehicle_party_set",
        "vehicles.plate_put",
    ]


def test_a_car_may_be_known_by_its_plate_first() -> None:
    car = commands.register_vehicle(plate="粤AD12345", by=make_actor(), at=NINE)

    assert (car.vin, car.vin_state, car.plate_kind) == ("", VinState.UNKNOWN, "new_energy")


def test_the_same_vin_twice_names_the_car_that_is_there() -> None:
    by = make_actor()
    car = commands.register_vehicle(vin=VIN, by=by, at=NINE)

    with pytest.raises(commands.VinKnown, match="on file already") as refusal:
        commands.register_vehicle(vin=VIN, by=by, at=NINE)

    assert refusal.value.vehicle_id == car.pk
    assert Vehicle.objects.count() == 1


@pytest.mark.parametrize(
    ("vin", "words"),
    [
        ("LVGBE40K58G12345", "17 signs"),
        ("JTDKN3DU6A012345O", "Did you mean JTDKN3DU6A0123450"),
        ("LVGBE40K08G123456", "5 is expected"),
    ],
)
def test_a_wrong_vin_is_refused_in_words(vin: str, words: str) -> None:
    with pytest.raises(commands.VinWrong, match=words):
        commands.register_vehicle(vin=vin, by=make_actor(), at=NINE)

    assert (Vehicle.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_wrong_check_digit_is_kept_with_a_reason_and_flagged() -> None:
    car = commands.register_vehicle(
        vin="LVGBE40K08G123456", vin_reason="read from the frame", by=make_actor(), at=NINE
    )

    assert (car.vin_state, car.vin_reason) == (VinState.FLAGGED, "read from the frame")


def test_a_car_needs_something_to_be_known_by() -> None:
    with pytest.raises(WrongInput, match="VIN or a plate"):
        commands.register_vehicle(by=make_actor(), at=NINE)
    with pytest.raises(Missing, match="no product code “NONE”"):
        commands.register_vehicle(vin=VIN, product_code="NONE", by=make_actor(), at=NINE)


def test_the_colour_belongs_to_the_grade() -> None:
    other = make_colour(make_variant("X7-25-LUX"))
    make_variant()

    with pytest.raises(Missing, match="does not come in"):
        commands.register_vehicle(
            vin=VIN, product_code="X5-25-LUX", paint_id=other.pk, by=make_actor(), at=NINE
        )


def test_a_changed_vin_is_found_and_the_journal_names_the_fields() -> None:
    by, car = make_actor(), make_vehicle("沪A12345")

    commands.change_vehicle(
        vehicle_id=car.pk, vin=VIN, model_text="Old one", is_severe_use=True, by=by, at=NINE
    )

    assert [hit.vehicle_id for hit in queries.find(by, "123456")] == [car.pk]
    fields = Entry.objects.get().payload["fields"]
    assert {"vin", "model_text", "is_severe_use"} <= set(fields)
    assert queries.by_vin(by, VIN) == car


def test_an_import_files_many_cars_with_owners_plates_and_kilometres() -> None:
    by, owner, variant = make_actor(), make_party("张伟"), make_variant()
    new = [
        NewVehicle(
            plate=f"沪A1234{digit}",
            plate_kind="ordinary",
            variant_id=variant.pk,
            first_registered_on=date(2024, 5, 1),
            owner_id=owner.pk,
            km=1_000 * digit,
        )
        for digit in range(1, 4)
    ]

    filed = commands.register_many(vehicles=new, by=by, at=NINE)

    assert len(filed) == PlateHistory.objects.count() == VehicleParty.objects.count() == 3
    assert [car.vehicle_id for car in queries.find(by, "12342")] == [filed[1].pk]
    assert [car.odometer_km for car in queries.vehicles_of(by, owner.pk)] == [1_000, 2_000, 3_000]
    assert Entry.objects.get().payload == {"count": 3}


def test_the_car_of_another_group_does_not_exist() -> None:
    with tenant_set(TWIN):
        theirs = commands.register_vehicle(vin=VIN, by=make_actor(), at=NINE)
    by = make_actor()

    with pytest.raises(Missing):
        commands.change_vehicle(vehicle_id=theirs.pk, vin=VIN, by=by, at=NINE)
    with pytest.raises(Missing):
        queries.card(by, theirs.pk, at=NINE)
    assert queries.find(by, VIN) == ()
    assert queries.by_vin(by, VIN) is None
    ours = commands.register_vehicle(vin=VIN, by=by, at=NINE)
    assert ours.pk != theirs.pk
