"""Owners and plates over time: one at a time, each at its time."""

from __future__ import annotations

from datetime import date

import pytest

from forecourt.customers import commands as customers
from forecourt.customers.tests.make import make_party
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, WrongInput
from forecourt.kernel.tenancy import tenant_set
from forecourt.store.tests.make import NINE, TWIN, make_actor
from forecourt.vehicles import commands, queries
from forecourt.vehicles.models import PlateHistory, VehicleParty, VehicleRole
from forecourt.vehicles.tests.make import make_vehicle

pytestmark = pytest.mark.django_db
SPRING, SUMMER, AUTUMN = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)
OWNER, DRIVER = VehicleRole.OWNER, VehicleRole.DRIVER


def test_a_car_with_two_owners_over_time_shows_the_right_one_at_any_date() -> None:
    by, first, second = make_actor(), make_party("张伟"), make_party("李雷", phone="")
    car = make_vehicle("沪A12345", owner=first)

    commands.sell_on(vehicle_id=car.pk, to_party_id=second.pk, on=SUMMER, by=by, at=NINE)

    owners = [queries.owner_on(by, car.pk, on=day) for day in (SPRING, SUMMER, AUTUMN)]
    assert [owner.party if owner else "" for owner in owners] == ["张伟", "李雷", "李雷"]
    entry = Entry.objects.get(kind="vehicles.vehicle_sold_on")
    assert entry.payload == {
        "vehicle_id": str(car.pk),
        "from_party_id": str(first.pk),
        "party_id": str(second.pk),
        "on": "2026-06-01",
    }
    assert [hit.owner for hit in queries.find(by, "12345")] == ["李雷"]
    assert queries.vehicles_of(by, first.pk) == ()


def test_a_car_sold_to_nobody_we_know_has_no_owner_and_no_driver() -> None:
    by, owner, driver = make_actor(), make_party("张伟"), make_party("李雷", phone="")
    car = make_vehicle("沪A12345", owner=owner)
    commands.set_vehicle_party(
        vehicle_id=car.pk, party_id=driver.pk, role=DRIVER, held_from=SPRING, by=by, at=NINE
    )

    commands.sell_on(vehicle_id=car.pk, to_party_id=None, on=SUMMER, by=by, at=NINE)

    assert not VehicleParty.objects.open().exists()
    assert [hit.owner for hit in queries.find(by, "12345")] == [""]


def test_a_second_owner_is_refused_and_nothing_changes() -> None:
    by, owner, other = make_actor(), make_party("张伟"), make_party("李雷", phone="")
    car = make_vehicle(owner=owner)

    with pytest.raises(commands.OwnerKnown, match="“Sold on”"):
        commands.set_vehicle_party(
            vehicle_id=car.pk, party_id=other.pk, role=OWNER, held_from=SUMMER, by=by, at=NINE
        )

    assert VehicleParty.objects.get().party == owner
    assert not Entry.objects.exists()


def test_selling_to_the_owner_or_before_the_owner_came_is_refused() -> None:
    by, owner, other = make_actor(), make_party("张伟"), make_party("李雷", phone="")
    car = make_vehicle(owner=owner)

    with pytest.raises(commands.NotTheOwner):
        commands.sell_on(vehicle_id=car.pk, to_party_id=owner.pk, on=SUMMER, by=by, at=NINE)
    with pytest.raises(commands.OwnerKnown, match="since 2024-01-01"):
        commands.sell_on(
            vehicle_id=car.pk, to_party_id=other.pk, on=date(2023, 1, 1), by=by, at=NINE
        )


def test_saying_the_same_role_again_changes_nothing() -> None:
    by, driver, car = make_actor(), make_party("张伟"), make_vehicle()
    words = {"vehicle_id": car.pk, "party_id": driver.pk, "role": DRIVER, "by": by, "at": NINE}

    first = commands.set_vehicle_party(held_from=SPRING, **words)  # type: ignore[arg-type]
    again = commands.set_vehicle_party(held_from=SUMMER, **words)  # type: ignore[arg-type]

    assert first.pk == again.pk
    assert Entry.objects.count() == 1
    commands.end_vehicle_party(vehicle_party_id=first.pk, held_until=AUTUMN, by=by, at=NINE)
    with pytest.raises(Missing):
        commands.end_vehicle_party(vehicle_party_id=first.pk, held_until=AUTUMN, by=by, at=NINE)


def test_the_cars_of_a_merged_file_are_shown_at_the_one_it_leads_to() -> None:
    by, kept, merged = make_actor(), make_party("张伟"), make_party("张玮", phone="")
    car = make_vehicle("沪A12345", owner=merged)

    merge = customers.merge_parties(kept_id=kept.pk, merged_id=merged.pk, by=by, at=NINE)

    assert [row.vehicle_id for row in queries.vehicles_of(by, kept.pk)] == [car.pk]
    assert [hit.owner for hit in queries.find(by, "12345")] == ["张伟"]
    owner = queries.card(by, car.pk, at=NINE).owner
    assert owner is not None
    assert owner.party_id == kept.pk
    customers.undo_merge(merge_id=merge.pk, by=by, at=NINE)
    assert queries.vehicles_of(by, kept.pk) == ()


def test_a_plate_moves_to_another_car_once_it_is_taken_off() -> None:
    by, old, new = make_actor(), make_vehicle("沪A12345"), make_vehicle()
    words = {"vehicle_id": new.pk, "plate": "沪A·12345", "by": by, "at": NINE}
    with pytest.raises(commands.PlateTaken, match="沪A·12345 is on another car"):
        commands.put_plate(held_from=SUMMER, **words)  # type: ignore[arg-type]

    commands.take_off_plate(vehicle_id=old.pk, held_until=SUMMER, by=by, at=NINE)
    commands.put_plate(held_from=SUMMER, **words)  # type: ignore[arg-type]

    assert [hit.vehicle_id for hit in queries.find(by, "12345")] == [new.pk]
    assert queries.by_plate(by, "沪A 12345") == new
    held = PlateHistory.objects.order_by("held_from").values_list("vehicle_id", "held_until")
    assert [*held] == [(old.pk, SUMMER), (new.pk, None)]


def test_a_new_plate_ends_the_old_one() -> None:
    by, car = make_actor(), make_vehicle("沪A12345")

    commands.put_plate(vehicle_id=car.pk, plate="沪B54321", held_from=SUMMER, by=by, at=NINE)

    plates = [(row.plate, row.held_until) for row in queries.card(by, car.pk, at=NINE).plates]
    assert plates == [("沪B54321", None), ("沪A12345", SUMMER)]
    with pytest.raises(commands.TooEarly):
        commands.put_plate(vehicle_id=car.pk, plate="沪C11111", held_from=SPRING, by=by, at=NINE)


def test_a_temporary_plate_is_free_text_with_its_kind() -> None:
    by, car = make_actor(), make_vehicle()
    words = {"vehicle_id": car.pk, "plate": "沪A临K8821", "held_from": SPRING, "at": NINE}

    with pytest.raises(WrongInput, match="is no plate"):
        commands.put_plate(by=by, **words)  # type: ignore[arg-type]
    row = commands.put_plate(by=by, kind="temporary", **words)  # type: ignore[arg-type]

    assert (row.plate, row.kind) == ("沪A临K8821", "temporary")


def test_the_party_of_another_group_never_owns_our_car() -> None:
    with tenant_set(TWIN):
        theirs = make_party("张伟")
    car = make_vehicle()

    with pytest.raises(Missing):
        commands.set_vehicle_party(
            vehicle_id=car.pk,
            party_id=theirs.pk,
            role=OWNER,
            held_from=SPRING,
            by=make_actor(),
            at=NINE,
        )
