"""The lounge board, the wall, and a new screen at the door."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forecourt.boards.tests.make import make_car_in_shop
from forecourt.kernel import clock
from forecourt.kernel.source import Source
from forecourt.service.models import FloorStage
from forecourt.store.commands import confirm_pairing, revoke_device
from forecourt.store.models import Device, DeviceKind, Pairing
from forecourt.store.queries import DEVICE_COOKIE
from forecourt.store.roles import Role
from forecourt.store.tests.make import (
    NINE,
    hang_up,
    login,
    make_actor,
    make_device,
    make_staff,
    make_store,
)
from forecourt.workshop.models import JobState
from forecourt.workshop.tests.make import make_bay, make_job, minutes

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _nine() -> Iterator[None]:
    with clock.frozen(NINE):
        yield


@pytest.fixture
def lounge(client: Client) -> Client:
    return hang_up(client, make_device())


@pytest.fixture
def wall() -> Client:
    return hang_up(Client(), make_device("Wall", DeviceKind.WALL))


def test_the_lounge_shows_masked_plate_adviser_stage_and_promise(lounge: Client) -> None:
    wang = make_staff("Wang Fang", Role.SERVICE_ADVISER)
    make_car_in_shop("粤A12345", adviser=wang, promise_at=NINE + timedelta(hours=2))

    text = lounge.get("/boards/lounge/").text

    assert '<b class="plate-t">粤A·**345</b>' in text
    assert "Wang Fang" in text
    assert "Waiting for a bay" in text
    assert "Waiting for a bay" in text
    assert '<span class="when num r">11:00</span>' in text


def test_the_lounge_shows_no_name_no_full_plate_and_no_job(lounge: Client) -> None:
    order = make_car_in_shop("粤A12345")
    make_job("Brake pads", source=order.source, plate="粤A12345")

    text = lounge.get("/boards/lounge/").text

    for secret in ("Owner of", "12345", "Brake pads", "¥", order.number):
        assert secret not in text


def test_a_customer_who_did_not_agree_is_not_shown(lounge: Client) -> None:
    make_car_in_shop("粤A12345", agreed=False)

    assert "**345" not in lounge.get("/boards/lounge/rows/").text


def test_a_late_car_says_the_new_time_and_that_the_adviser_comes(lounge: Client) -> None:
    order = make_car_in_shop(stage=FloorStage.WORKING, promise_at=NINE + minutes(30))
    make_job(source=order.source, state=JobState.RUNNING)

    text = lounge.get("/boards/lounge/rows/").text

    assert "<s>09:30</s> <b>10:00</b>" in text
    assert "Your adviser is coming to you" in text


def test_a_ready_car_is_called_and_a_car_that_left_stays_ten_minutes(lounge: Client) -> None:
    make_car_in_shop("粤A11111", stage=FloorStage.READY)
    make_car_in_shop("粤A22222", stage=FloorStage.GATE_OUT, at=NINE - minutes(9))
    make_car_in_shop("粤A33333", stage=FloorStage.GATE_OUT, at=NINE - minutes(10))

    text = lounge.get("/boards/lounge/rows/").text

    assert text.count("Please come to the desk") == 1
    assert ("**222" in text, "**333" in text) == (True, False)


def test_more_than_twelve_cars_turn_in_pages(lounge: Client) -> None:
    for number in range(13):
        make_car_in_shop(f"粤A4{number:04}")

    text = lounge.get("/boards/lounge/rows/").text

    assert text.count("data-page") == 2
    assert text.count('class="st-wait"') == 13


@pytest.mark.parametrize("cars", [1, 5])
def test_the_lounge_needs_a_fixed_number_of_statements(
    lounge: Client, cars: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(cars):
        order = make_car_in_shop(f"粤A4{number:04}")
        make_job(source=order.source)
    lounge.get("/boards/lounge/rows/")

    # who, rules, orders, consent text, merged files, consents, lines that wait, jobs
    with django_assert_num_queries(8):
        lounge.get("/boards/lounge/rows/")


def test_the_wall_shows_four_hours_of_every_bay(wall: Client) -> None:
    make_job("Soon", starts_at=NINE + minutes(60), plate="沪A·12345", bay=make_bay("G1"))
    make_job("Too late", starts_at=NINE + minutes(240), plate="沪A·99999", bay=make_bay("G2"))
    make_car_in_shop(stage=FloorStage.READY, plate="沪A55555")

    text = wall.get("/boards/wall/").text

    assert 'class="tj st-plan col-10 span-4"' in text
    assert "99999" not in text
    assert "沪A·55555" in text
    assert '<b class="num">1</b>in the house' in text.replace("在厂", "in the house")


def test_more_than_eight_bays_are_pages(wall: Client) -> None:
    for number in range(9):
        make_bay(f"G{number}")

    assert wall.get("/boards/wall/rows/").text.count("data-page") == 2


def test_the_wall_needs_a_fixed_number_of_statements(
    wall: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        make_job(f"Job {number}")
    wall.get("/boards/wall/rows/")

    # the screen, orders, rules, hours with holidays, chips, bays twice, and what waits
    with django_assert_num_queries(8):
        wall.get("/boards/wall/rows/")


def test_a_board_of_another_kind_and_another_store_are_not_there(lounge: Client) -> None:
    make_job("Secret", store=make_store("Second Store"), plate="沪A·77777")

    assert lounge.get("/boards/wall/").status_code == 404
    assert "77777" not in lounge.get("/boards/lounge/").text


def test_staff_and_strangers_see_no_board(client: Client) -> None:
    strange = client.get("/boards/lounge/")
    login(client, make_staff("Chen Jie"))
    staff = client.get("/boards/lounge/")

    for reply in (strange, staff):
        assert reply.status_code == 302
        assert reply["Location"].startswith("/boards/pair/")


def test_a_new_screen_shows_a_code_and_hangs_after_the_manager_typed_it(client: Client) -> None:
    assert "data-at-once" in client.get("/boards/pair/").text
    client.post("/boards/pair/begin/")
    code = Pairing.objects.get().code
    assert f"{code[:4]} {code[4:]}" in client.get("/boards/pair/").text
    assert client.post("/boards/pair/collect/", headers=HTMX).status_code == 204

    confirm_pairing(code=code, name="Wall", kind=DeviceKind.WALL, by=make_actor(), at=NINE)
    reply = client.post("/boards/pair/collect/", headers=HTMX)

    assert reply["HX-Redirect"] == "/boards/"
    cookie = reply.cookies[DEVICE_COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert client.get("/boards/")["Location"] == "/boards/wall/"
    assert client.get("/boards/wall/").status_code == 200


def test_a_code_that_ran_out_is_replaced_by_itself(client: Client) -> None:
    client.post("/boards/pair/begin/")

    with clock.frozen(NINE + minutes(10)):
        reply = client.post("/boards/pair/collect/", headers=HTMX)
        page = client.get("/boards/pair/").text

    assert reply["HX-Refresh"] == "true"
    assert "data-at-once" in page


def test_a_revoked_screen_goes_back_to_the_door(lounge: Client) -> None:
    assert lounge.get("/boards/lounge/").status_code == 200

    revoke_device(device_id=Device.objects.get().pk, by=make_actor(), at=NINE)

    reply = lounge.get("/boards/lounge/rows/", headers=HTMX)
    assert (reply.status_code, reply["HX-Refresh"]) == (204, "true")


def test_a_screen_changes_its_own_key(lounge: Client) -> None:
    before = lounge.cookies[DEVICE_COOKIE].value

    reply = lounge.post("/boards/lounge/rotate/")

    assert reply.status_code == 204
    assert lounge.cookies[DEVICE_COOKIE].value != before
    assert lounge.get("/boards/lounge/").status_code == 200


def test_a_car_of_the_workshop_alone_is_on_the_wall_but_not_in_the_lounge(
    lounge: Client, wall: Client
) -> None:
    make_job(plate="沪A·12345", source=Source("sales.pdi", "1"))

    assert "12345" in wall.get("/boards/wall/").text
    assert "**345" not in lounge.get("/boards/lounge/").text
