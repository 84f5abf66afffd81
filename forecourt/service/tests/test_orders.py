"""Repair orders: opening, promising, voiding, coming back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, NotAllowed, WrongInput
from forecourt.parts.models import PartRequest, Stock
from forecourt.service import commands
from forecourt.service.models import (
    AuthorizationState,
    Complaint,
    Concern,
    FloorStage,
    Grade,
    JobLine,
    RepairOrder,
)
from forecourt.service.queries.cars import NobodyBringsIt
from forecourt.service.tests.make import (
    NINE,
    PLATE,
    bring_to,
    issue,
    make_actor,
    make_adviser,
    make_car,
    make_catalogue,
    make_order,
    make_shop,
    make_store,
    minutes,
)
from forecourt.vehicles.models import OdometerReading, Vehicle
from forecourt.vehicles.tests.make import make_vehicle
from forecourt.workshop.models import Bay, Job, JobState, WaitType

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    make_catalogue()


def _open(vehicle: Vehicle, **changes: object) -> RepairOrder:
    values: dict[str, object] = {
        "vehicle_id": vehicle.pk,
        "odometer_km": 20_000,
        "wait_type": WaitType.WAITS_HERE,
        "wishes": commands.Wishes(menu_codes=["M10"]),
        "by": make_actor(),
        "at": NINE,
    }
    return commands.open_order(**{**values, **changes})  # type: ignore[arg-type]  # the test names them


def test_an_order_is_opened_for_a_known_car_with_the_lines_of_its_menu() -> None:
    wang, by = make_adviser()
    vehicle = make_car()

    order = _open(vehicle, by=by, promise_at=NINE + minutes(70))

    assert (order.number, order.floor_stage, order.plate) == ("RO-261124-001", "opened", PLATE)
    assert (order.customer_name, order.contact_phone) == ("Zhao Min", "+8613800138000")
    assert (order.adviser_id, order.first_promise_at) == (wang.pk, NINE + minutes(70))
    lines = JobLine.objects.of(order.pk)
    assert [(line.kind, int(line.quantity), line.amount_fen) for line in lines] == [
        ("labour", 1, 19_200),
        ("part", 4, 28_800),
    ]
    assert {line.authorization for line in lines} == {AuthorizationState.PROPOSED}
    assert OdometerReading.objects.get(vehicle=vehicle).km == 20_000


def test_the_journal_says_who_took_which_car_with_how_many_kilometres() -> None:
    vehicle = make_car()

    order = _open(vehicle)

    entry = Entry.objects.get(kind="service.vehicle_received")
    assert entry.payload == {
        "order_id": str(order.pk),
        "number": order.number,
        "vehicle_id": str(vehicle.pk),
        "party_id": str(order.party_id),
        "adviser_id": None,
        "appointment_id": None,
        "odometer_km": 20_000,
        "wait_type": "waits_here",
    }


def test_an_order_without_a_wish_and_without_a_word_is_refused() -> None:
    with pytest.raises(commands.ConcernMissing):
        _open(make_car(), wishes=None, concerns=[Complaint(words="  ")])

    assert not RepairOrder.objects.exists()


def test_a_car_that_nobody_brings_is_refused() -> None:
    with pytest.raises(NobodyBringsIt, match="Nobody is filed for 沪A·99999"):
        _open(make_vehicle("沪A·99999"))


def test_a_car_that_comes_back_within_thirty_days_is_a_repeat() -> None:
    vehicle = make_car()
    make_order(vehicle, stage=FloorStage.GATE_OUT)

    soon = _open(vehicle, odometer_km=22_500, at=NINE + timedelta(days=30))
    commands.void_order(order_id=soon.pk, reason="x", by=make_actor(), at=NINE)
    late = _open(vehicle, odometer_km=22_900, at=NINE + timedelta(days=31))

    assert (soon.is_repeat, late.is_repeat) == (True, False)


def test_a_car_that_is_in_the_house_gets_no_second_order() -> None:
    vehicle = make_car()
    first = _open(vehicle)

    with pytest.raises(commands.CarIsHere, match=f"with order {first.number}"):
        _open(vehicle)
    with pytest.raises(commands.CarIsHere, match=first.number):
        commands.open_order_with_lines(
            vehicle_id=vehicle.pk,
            odometer_km=20_000,
            wait_type=WaitType.WAITS_HERE,
            wishes=commands.Wishes(menu_codes=["M10"]),
            walk_around="on paper",
            by=make_actor(),
            at=NINE,
        )

    assert RepairOrder.objects.count() == 1


def test_the_first_promise_is_kept_beside_a_new_one() -> None:
    order = make_order(stage=FloorStage.DISPATCHED, promise_at=NINE + minutes(60))

    commands.change_promise(
        order_id=order.pk,
        promise_at=NINE + minutes(90),
        reason="part late",
        by=make_actor(),
        at=NINE,
    )

    order.refresh_from_db()
    assert (order.first_promise_at, order.promise_at) == (NINE + minutes(60), NINE + minutes(90))
    assert Job.objects.get().promise_at == NINE + minutes(90)
    payload = Entry.objects.get(kind="service.promise_changed").payload
    assert payload["earlier_promise_at"] == (NINE + minutes(60)).isoformat()
    assert payload["reason"] == "part late"


def test_a_promise_lies_in_the_future() -> None:
    order = make_order()

    with pytest.raises(WrongInput):
        commands.change_promise(order_id=order.pk, promise_at=NINE, by=make_actor(), at=NINE)


def test_another_advisers_order_is_read_but_not_changed() -> None:
    wang, _by = make_adviser()
    _other, sun = make_adviser("Sun Li")
    order = make_order(adviser=wang)

    with pytest.raises(NotAllowed, match="Another adviser looks after"):
        commands.change_promise(order_id=order.pk, promise_at=NINE + minutes(9), by=sun, at=NINE)


def test_a_void_order_gives_back_parts_and_bay() -> None:
    order = make_order(stage=FloorStage.DISPATCHED)
    assert Stock.objects.get().reserved == 4

    commands.void_order(order_id=order.pk, reason="wrong car", by=make_actor(), at=NINE)

    order.refresh_from_db()
    assert (order.floor_stage, order.void_reason) == (FloorStage.VOID, "wrong car")
    assert Stock.objects.get().reserved == 0
    assert Job.objects.get().state == JobState.WITHDRAWN


def test_an_order_with_parts_handed_out_is_not_voided() -> None:
    order = make_order(stage=FloorStage.DISPATCHED)
    issue(order, make_actor(), NINE)

    with pytest.raises(commands.WorkHasBegun):
        commands.void_order(order_id=order.pk, reason="wrong car", by=make_actor(), at=NINE)


def test_a_closed_order_is_reopened_as_a_new_one_that_is_linked() -> None:
    old = make_order(stage=FloorStage.CLOSED)

    new = commands.reopen_order(
        order_id=old.pk,
        odometer_km=20_100,
        words="Squeaks again",
        by=make_actor(),
        at=NINE + timedelta(days=2),
    )

    assert (new.reopened_from_id, new.is_repeat) == (old.pk, True)
    assert Concern.objects.get(order=new).words == "Squeaks again"


def test_an_order_in_the_house_is_not_reopened() -> None:
    order = make_order()

    with pytest.raises(commands.StillOpen):
        commands.reopen_order(order_id=order.pk, odometer_km=1, words="x", by=make_actor(), at=NINE)


def test_closing_counts_unanswered_lines_as_expired() -> None:
    order = make_order(stage=FloorStage.WORKING)
    found = commands.propose_finding(
        order_id=order.pk,
        title="Wiper torn",
        grade=Grade.RED,
        price_fen=9_000,
        by=make_actor(),
        at=NINE,
    )[0]

    bring_to(order, FloorStage.CLOSED)

    found.refresh_from_db()
    assert (order.floor_stage, found.authorization) == (FloorStage.CLOSED, "expired")
    payload = Entry.objects.get(kind="service.order_closed").payload
    assert payload["expired_line_ids"] == [str(found.pk)]


def test_the_order_of_another_store_does_not_exist() -> None:
    order = make_order()
    stranger = make_actor(store=make_store())

    with pytest.raises(Missing):
        commands.void_order(order_id=order.pk, reason="x", by=stranger, at=NINE)


def _bench_wishes() -> commands.Wishes:
    return commands.Wishes(labour_codes=["EN-OIL"] * 5, parts=[("HC-OIL-0W20", Decimal(1))] * 5)


def test_the_fast_path_reserves_plans_and_authorises_in_one_command() -> None:
    vehicle = make_car()

    order = commands.open_order_with_lines(
        vehicle_id=vehicle.pk,
        odometer_km=20_000,
        wait_type=WaitType.WAITS_HERE,
        wishes=_bench_wishes(),
        walk_around="on paper",
        concerns=[Complaint(words="Noise")],
        promise_at=NINE + minutes(120),
        by=make_actor(),
        at=NINE,
    )

    order.refresh_from_db()
    assert order.floor_stage == FloorStage.DISPATCHED
    lines = JobLine.objects.of(order.pk)
    assert [line.authorization for line in lines] == ["authorised"] * 10
    assert PartRequest.objects.filter(state="reserved").count() == 5
    assert Stock.objects.get().reserved == 5
    job = Job.objects.get()
    assert (job.standard_minutes, job.promise_at) == (150, NINE + minutes(120))


def test_the_fast_path_takes_no_more_statements_with_more_lines() -> None:
    vehicle, (_wang, by) = make_car(), make_adviser()
    make_shop()
    place = commands.Place(bay_id=Bay.objects.in_order()[0].pk, starts_at=NINE + minutes(60))

    with CaptureQueriesContext(connection) as statements:
        commands.open_order_with_lines(
            vehicle_id=vehicle.pk,
            odometer_km=20_000,
            wait_type=WaitType.WAITS_HERE,
            wishes=_bench_wishes(),
            walk_around="on paper",
            concerns=[Complaint(words="Noise")],
            promise_at=NINE + minutes(240),
            place=place,
            by=replace(by, zone=ZoneInfo("Asia/Shanghai")),  # as a session gives it
            at=NINE,
        )

    # Own: car, odometer, the car's open order, bay, chips of the day, hours, held slots, number,
    # all new rows.
    # The lines': labour with prices, parts, stock held.
    asked = [one["sql"] for one in statements.captured_queries if "SAVEPOINT" not in one["sql"]]
    assert len(asked) == 9 + 3, len(asked)
