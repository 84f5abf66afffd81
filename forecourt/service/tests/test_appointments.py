"""Appointments against real capacity, from the held slot to the car at the door."""

from __future__ import annotations

from typing import Any

import pytest

from forecourt.customers.tests.make import make_party
from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, WrongInput
from forecourt.service import commands
from forecourt.service.models import Appointment, AppointmentState, Channel, FloorStage
from forecourt.service.tests.make import (
    NINE,
    PLATE,
    TEN,
    make_actor,
    make_appointment,
    make_car,
    make_catalogue,
    make_order,
    make_owner,
    make_shop,
    make_store,
    minutes,
)
from forecourt.workshop.commands import HoldRunOut, SlotTaken
from forecourt.workshop.models import CapacityHold, WaitType

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shop() -> None:
    make_catalogue()
    make_shop(bays=1)


def _facts(kind: str) -> list[dict[str, object]]:
    return [entry.payload for entry in Entry.objects.filter(kind=f"service.{kind}")]


def test_a_booked_slot_says_car_customer_and_time_in_the_journal() -> None:
    vehicle = make_car()

    made = make_appointment(vehicle)

    assert (made.number, made.state, made.plate) == ("AT-261124-001", "booked", PLATE)
    assert (made.contact_name, made.contact_phone) == ("Zhao Min", "+8613800138000")
    assert (made.minutes, made.title) == (30, "10,000 km service")
    assert _facts("appointment_booked") == [
        {
            "appointment_id": str(made.pk),
            "number": "AT-261124-001",
            "vehicle_id": str(vehicle.pk),
            "party_id": str(made.party_id),
            "arrives_at": TEN.isoformat(),
            "minutes": 30,
            "wait_type": "waits_here",
            "menu_code": "M10",
            "adviser_id": None,
        }
    ]


def test_a_slot_is_held_for_ten_minutes() -> None:
    held = commands.hold_appointment(arrives_at=TEN, menu_code="M10", by=make_actor(), at=NINE)

    assert (held.state, held.held_until) == (AppointmentState.HELD, NINE + minutes(10))
    assert CapacityHold.objects.get().expires_at == NINE + minutes(10)


def test_a_full_bay_is_refused_with_other_times_and_nothing_changes() -> None:
    make_appointment()

    with pytest.raises(SlotTaken, match=r"10:00 is taken\. Free next: 10:30"):
        make_appointment(make_car("沪A·00002"))

    assert Appointment.objects.count() == 1
    assert CapacityHold.objects.count() == 1


def test_a_slot_that_was_held_too_long_cannot_be_booked() -> None:
    held = commands.hold_appointment(arrives_at=TEN, menu_code="M10", by=make_actor(), at=NINE)

    with pytest.raises(HoldRunOut):
        commands.book_appointment(
            appointment_id=held.pk,
            vehicle_id=make_car().pk,
            wait_type=WaitType.WAITS_HERE,
            by=make_actor(),
            at=NINE + minutes(10),
        )

    held.refresh_from_db()
    assert held.state == AppointmentState.HELD


def test_nobody_waits_here_longer_than_the_limit() -> None:
    menu = make_appointment().menu
    assert menu is not None
    menu.change(
        name_zh="大修",
        name_en="Big service",
        bay_minutes=150,
        technicians=2,
        promise_minutes=200,
    )

    with pytest.raises(commands.TooLongToWait, match="150 minutes; customers wait here up to 120"):
        make_appointment(make_car("沪A·00002"), arrives_at=TEN + minutes(60))


def test_a_time_that_has_passed_is_refused() -> None:
    with pytest.raises(WrongInput, match="That time has passed"):
        make_appointment(at=TEN + minutes(1))


def test_the_same_car_is_booked_once_at_a_time() -> None:
    make_shop(bays=1)
    vehicle = make_car()
    make_appointment(vehicle)

    with pytest.raises(commands.BookedTwice):
        make_appointment(vehicle)


def test_a_changed_appointment_moves_its_capacity_and_wants_confirming_again() -> None:
    made = make_appointment(state=AppointmentState.CONFIRMED)
    later = TEN + minutes(120)

    commands.change_appointment(
        appointment_id=made.pk, arrives_at=later, reason="flat tyre", by=make_actor(), at=NINE
    )

    made.refresh_from_db()
    assert (made.state, made.arrives_at, made.confirmed_at) == ("booked", later, None)
    assert [hold.starts_at for hold in CapacityHold.objects.live(NINE)] == [later]
    fact = _facts("appointment_changed")[0]
    assert (fact["earlier_arrives_at"], fact["reason"]) == (TEN.isoformat(), "flat tyre")


def test_a_change_to_a_full_time_leaves_the_appointment_as_it_was() -> None:
    made = make_appointment()
    make_appointment(make_car("沪A·00002"), arrives_at=TEN + minutes(60))

    with pytest.raises(SlotTaken):
        commands.change_appointment(
            appointment_id=made.pk, arrives_at=TEN + minutes(60), by=make_actor(), at=NINE
        )

    made.refresh_from_db()
    assert made.arrives_at == TEN
    assert CapacityHold.objects.live(NINE).count() == 2


def test_a_cancelled_appointment_gives_its_time_back() -> None:
    made = make_appointment(state=AppointmentState.CANCELLED)

    assert made.state == AppointmentState.CANCELLED
    assert not CapacityHold.objects.live(NINE).exists()
    assert _facts("appointment_cancelled")[0]["reason"] == "ill"


def test_a_no_show_is_noted_after_half_an_hour_and_counted() -> None:
    vehicle = make_car()
    make_appointment(vehicle, state=AppointmentState.NO_SHOW)
    again = make_appointment(vehicle, arrives_at=TEN + minutes(60))

    with pytest.raises(commands.NotOverdue):
        commands.note_no_show(
            appointment_id=again.pk, by=make_actor(), at=again.arrives_at + minutes(29)
        )
    commands.note_no_show(
        appointment_id=again.pk, by=make_actor(), at=again.arrives_at + minutes(30)
    )

    assert [fact["no_shows"] for fact in _facts("appointment_no_show")] == [1, 2]
    assert not CapacityHold.objects.live(NINE).exists()


def test_who_comes_after_all_is_taken_as_a_walk_in() -> None:
    made = make_appointment(state=AppointmentState.NO_SHOW)

    commands.note_arrival(appointment_id=made.pk, by=make_actor(), at=TEN + minutes(45))

    made.refresh_from_db()
    assert (made.state, made.is_walk_in) == (AppointmentState.ARRIVED, True)
    fact = _facts("appointment_arrived")[0]
    assert (fact["minutes_late"], fact["is_walk_in"]) == (45, True)


def test_a_held_slot_is_released_when_its_time_is_over() -> None:
    held = commands.hold_appointment(arrives_at=TEN, menu_code="M10", by=make_actor(), at=NINE)

    with pytest.raises(commands.NotYet):
        commands.release_appointment(appointment_id=held.pk, by=make_actor(), at=NINE)
    commands.release_appointment(appointment_id=held.pk, by=make_actor(), at=NINE + minutes(10))

    held.refresh_from_db()
    assert held.state == AppointmentState.RELEASED


def test_check_in_frees_the_capacity_for_the_job_of_the_order() -> None:
    vehicle = make_car()
    made = make_appointment(vehicle, state=AppointmentState.ARRIVED)

    order = commands.open_order(
        vehicle_id=vehicle.pk,
        odometer_km=20_000,
        wait_type=WaitType.WAITS_HERE,
        wishes=commands.Wishes(menu_codes=["M10"]),
        appointment_id=made.pk,
        by=make_actor(),
        at=TEN,
    )

    made.refresh_from_db()
    assert (made.state, order.appointment_id) == (AppointmentState.CHECKED_IN, made.pk)
    assert not CapacityHold.objects.live(TEN).exists()


def test_an_appointment_is_fulfilled_when_the_car_leaves() -> None:
    vehicle = make_car()
    made = make_appointment(vehicle, state=AppointmentState.ARRIVED)

    make_order(vehicle, stage=FloorStage.GATE_OUT, appointment=made, at=TEN)

    made.refresh_from_db()
    assert made.state == AppointmentState.FULFILLED


def test_an_owner_books_confirms_and_cancels_her_own_car() -> None:
    vehicle = make_car()
    zhao = make_owner(vehicle)
    held = commands.hold_appointment(arrives_at=TEN, menu_code="M10", by=zhao, at=NINE)
    named: Any = {"appointment_id": held.pk, "by": zhao, "at": NINE}  # Any: of each command

    commands.book_appointment(vehicle_id=vehicle.pk, wait_type=WaitType.LEAVES_CAR, **named)
    commands.confirm_appointment(**named)
    commands.cancel_appointment(reason="ill", **named)

    held.refresh_from_db()
    assert (held.state, held.channel) == (AppointmentState.CANCELLED, Channel.PORTAL)


def test_an_owner_books_nobody_elses_car() -> None:
    zhao = make_owner(make_car())
    strange = make_car("沪A·00002", owner=make_party("Sun Li"))

    with pytest.raises(Missing):
        commands.book_slot(
            arrives_at=TEN, vehicle_id=strange.pk, wait_type=WaitType.LEAVES_CAR, by=zhao, at=NINE
        )

    assert not Appointment.objects.exists()


def test_an_owner_cannot_touch_another_owners_appointment() -> None:
    made = make_appointment()
    sun = make_owner(make_car("沪A·00002", owner=make_party("Sun Li")))

    with pytest.raises(Missing):
        commands.cancel_appointment(appointment_id=made.pk, reason="x", by=sun, at=NINE)
    with pytest.raises(Missing):
        commands.confirm_appointment(appointment_id=made.pk, by=sun, at=NINE)

    made.refresh_from_db()
    assert made.state == AppointmentState.BOOKED


def test_the_appointment_of_another_store_does_not_exist() -> None:
    made = make_appointment()
    stranger = make_actor(store=make_store())

    with pytest.raises(Missing):
        commands.note_arrival(appointment_id=made.pk, by=stranger, at=TEN)


def test_a_cancelled_appointment_cannot_arrive() -> None:
    made = make_appointment(state=AppointmentState.CANCELLED)

    with pytest.raises(IllegalMove):
        commands.note_arrival(appointment_id=made.pk, by=make_actor(), at=TEN)
