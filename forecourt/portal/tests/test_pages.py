"""The owner's pages: own cars only, live visit, word on lines, really free times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forecourt.customers.models import Consent, ConsentPurpose, Party
from forecourt.customers.tests.make import make_consent_text, make_party
from forecourt.kernel import clock
from forecourt.portal.tests.make import login_owner, make_owner
from forecourt.service.commands import propose_finding
from forecourt.service.models import (
    Appointment,
    Authorization,
    FloorStage,
    Grade,
    JobLine,
    RepairOrder,
)
from forecourt.service.tests.make import MENU, make_catalogue, make_order, make_shop
from forecourt.store.tests.make import NINE, home_store, make_actor
from forecourt.vehicles.models import OdometerReading, Vehicle
from forecourt.vehicles.tests.make import make_vehicle_party
from forecourt.workshop.models import CapacityDay

pytestmark = pytest.mark.django_db
TOMORROW = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def _nine() -> Iterator[None]:
    with clock.frozen(NINE):
        yield


@pytest.fixture
def zhao() -> tuple[Party, Vehicle]:
    return make_owner(plate="沪A12345")


@pytest.fixture
def phone(client: Client, zhao: tuple[Party, Vehicle]) -> Client:
    return login_owner(client, zhao[0])


@pytest.fixture
def stranger() -> Client:
    other, _car = make_owner("Somebody Else", phone="+8613700137000", plate="沪B99999")
    return login_owner(Client(), other)


@pytest.fixture
def order(zhao: tuple[Party, Vehicle]) -> RepairOrder:
    """An estimated order of Zhao's car with a red finding of 860 yuan that waits for a word."""
    make_catalogue()
    order = make_order(zhao[1], stage=FloorStage.AUTHORISED)
    propose_finding(
        order_id=order.pk,
        title="Front brake pads",
        grade=Grade.RED,
        reason="3.1 mm left",
        price_fen=86_000,
        by=make_actor(),
        at=NINE,
    )
    return order


def waiting(order: RepairOrder) -> JobLine:
    return JobLine.objects.filter(order=order).proposed().get()


def test_the_first_page_shows_car_next_service_and_reason(
    phone: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(17):
        reply = phone.get("/my/")

    assert "沪A·12345" in reply.text
    assert 'id="next-service"' in reply.text


def test_the_first_visit_is_small(phone: Client) -> None:
    assert len(phone.get("/my/").content) < 16_000


def test_an_owner_without_a_car_sees_an_empty_page(client: Client) -> None:
    login_owner(client, make_party("Nobody"))

    assert "No car is on file" in client.get("/my/").text


def test_the_live_visit_shows_stage_and_promise(phone: Client, order: RepairOrder) -> None:
    reply = phone.get(f"/my/cars/{order.vehicle_id}/visit/")

    assert order.number in reply.text
    assert reply.text.count('aria-current="step"') == 1
    assert "1 line waits for your word" in reply.text


def test_two_taps_from_the_message_to_the_yes(phone: Client, order: RepairOrder) -> None:
    page = phone.get(f"/my/orders/{order.pk}/")
    line = waiting(order)
    assert f'value="{line.pk}:{line.text_version}" checked' in page.text

    reply = phone.post(
        f"/my/orders/{order.pk}/answer/",
        {
            "lines": f"{line.pk}:{line.text_version}",
            "answer": "yes",
            "idempotency_key": str(uuid4()),
        },
    )

    line.refresh_from_db()
    word = Authorization.objects.filter(line=line).latest("given_at")
    assert (reply.status_code, line.authorization) == (302, "authorised")
    assert (word.method, word.person, word.text_version) == ("portal", "Zhao Min", 1)


def test_a_second_window_is_told_that_nothing_is_left_to_do(
    phone: Client, order: RepairOrder
) -> None:
    line = waiting(order)
    path = f"/my/orders/{order.pk}/answer/"
    form = {"lines": f"{line.pk}:{line.text_version}", "answer": "yes"}

    first, second = (
        phone.post(path, {**form, "idempotency_key": str(uuid4())}) for _window in range(2)
    )
    said = phone.get(second["Location"]).text

    assert (first.status_code, second.status_code) == (302, 302)
    assert 'class="notice st-done" role="status"' in said
    assert 'class="notice st-done"' not in phone.get(first["Location"]).text
    assert Authorization.objects.filter(line=line, verdict="authorised").count() == 1


def test_later_puts_all_off(phone: Client, order: RepairOrder) -> None:
    line = waiting(order)

    phone.post(
        f"/my/orders/{order.pk}/answer/", {"answer": "later", "idempotency_key": str(uuid4())}
    )

    line.refresh_from_db()
    assert line.authorization == "deferred"


def test_a_line_that_changed_meanwhile_is_not_agreed_to(phone: Client, order: RepairOrder) -> None:
    line = waiting(order)

    reply = phone.post(
        f"/my/orders/{order.pk}/answer/",
        {
            "lines": f"{line.pk}:{line.text_version + 1}",
            "answer": "yes",
            "idempotency_key": str(uuid4()),
        },
    )

    line.refresh_from_db()
    assert (reply.status_code, line.authorization) == (409, "proposed")


@pytest.mark.parametrize(
    "path",
    [
        "/my/?car={car}",
        "/my/cars/{car}/visit/",
        "/my/cars/{car}/visits/",
        "/my/orders/{order}/",
        "/my/book/?car={car}",
        "/my/diary/?car={car}",
    ],
)
def test_the_things_of_another_owner_do_not_exist(
    path: str, stranger: Client, order: RepairOrder
) -> None:
    reply = stranger.get(path.format(car=order.vehicle_id, order=order.pk))

    assert reply.status_code == 404
    assert "Zhao" not in reply.text


def test_another_owner_cannot_answer_book_or_note(stranger: Client, order: RepairOrder) -> None:
    line, key = waiting(order), str(uuid4())
    answer = {"lines": f"{line.pk}:1", "answer": "yes", "idempotency_key": key}
    take = {
        "vehicle_id": order.vehicle_id,
        "arrives_at": "2026-11-25T02:00:00+00:00",
        "wait_type": "leaves_car",
        "idempotency_key": str(uuid4()),
    }
    note = {"vehicle_id": order.vehicle_id, "km": 99_000}

    statuses = [
        stranger.post(f"/my/orders/{order.pk}/answer/", answer).status_code,
        stranger.post("/my/book/take/", take).status_code,
        stranger.post("/my/diary/note/", note).status_code,
    ]

    assert statuses == [404, 404, 404]
    assert not Appointment.objects.exists()
    assert OdometerReading.objects.filter(km=99_000).count() == 0


def test_the_page_closes_for_the_old_owner_when_the_car_is_sold(
    phone: Client, zhao: tuple[Party, Vehicle]
) -> None:
    zhao[1].parties.update(held_until=date(2026, 11, 1))
    make_vehicle_party(zhao[1], make_party("New Owner", phone=""), held_from=date(2026, 11, 1))

    reply = phone.get("/my/")

    assert "No car is on file" in reply.text


def book_form(client: Client, car: Vehicle) -> dict[str, str]:
    page = client.get(f"/my/book/?car={car.pk}&menu={MENU}&on={TOMORROW}")
    slots = re.findall(r'name="arrives_at" value="([^"]+)"', page.text)
    return {
        "vehicle_id": str(car.pk),
        "menu_code": MENU,
        "arrives_at": slots[0],
        "wait_type": "leaves_car",
        "idempotency_key": str(uuid4()),
    }


def test_an_owner_books_a_really_free_time(phone: Client, zhao: tuple[Party, Vehicle]) -> None:
    make_catalogue()
    make_shop(day=TOMORROW)

    reply = phone.post("/my/book/take/", book_form(phone, zhao[1]))

    row = Appointment.objects.get()
    assert (reply.status_code, row.state, row.channel) == (302, "booked", "portal")
    assert row.number in phone.get("/my/").text


def test_a_tap_sent_twice_books_once(phone: Client, zhao: tuple[Party, Vehicle]) -> None:
    make_catalogue()
    make_shop(day=TOMORROW)
    form = book_form(phone, zhao[1])

    first, again = phone.post("/my/book/take/", form), phone.post("/my/book/take/", form)

    assert (first.status_code, again.status_code) == (302, 302)
    assert Appointment.objects.count() == 1


def test_kilometres_from_the_owner_feed_the_log(phone: Client, zhao: tuple[Party, Vehicle]) -> None:
    phone.post("/my/diary/note/", {"vehicle_id": zhao[1].pk, "km": "12345"})

    reading = OdometerReading.objects.get(km=12345)
    assert (reading.source, reading.vehicle) == ("owner_log", zhao[1])
    assert "12,345 km" in phone.get("/my/diary/").text


def test_impossible_kilometres_are_refused_at_the_field(
    phone: Client, zhao: tuple[Party, Vehicle]
) -> None:
    phone.post("/my/diary/note/", {"vehicle_id": zhao[1].pk, "km": "12900"})

    reply = phone.post("/my/diary/note/", {"vehicle_id": zhao[1].pk, "km": "299000"})

    assert (reply.status_code, reply["X-Refusal-Field"]) == (422, "km")
    assert not OdometerReading.objects.filter(km=299_000).exists()


def test_a_consent_is_switched_on_and_off(phone: Client, zhao: tuple[Party, Vehicle]) -> None:
    make_consent_text(ConsentPurpose.MARKETING)

    phone.post("/my/me/consent/", {"purpose": "marketing", "is_on": "on"})
    given = Consent.objects.get(party=zhao[0])
    phone.post("/my/me/consent/", {"purpose": "marketing"})

    given.refresh_from_db()
    assert given.withdrawn_at == NINE


def test_a_contract_cannot_be_switched_off_here(phone: Client) -> None:
    assert phone.post("/my/me/consent/", {"purpose": "order"}).status_code == 404


def test_all_pages_open(phone: Client) -> None:
    paths = ("/my/", "/my/book/", "/my/diary/", "/my/me/")

    assert [phone.get(path).status_code for path in paths] == [200] * 4


@pytest.mark.held_by("workshop.CapacityDay")
@pytest.mark.django_db(transaction=True)
def test_two_owners_and_one_slot_give_one_booking() -> None:
    make_catalogue()
    make_shop(1, day=TOMORROW)
    pairs = [
        make_owner(f"Owner {n}", phone=f"+86138001380{n:02d}", plate=f"沪A1000{n}")
        for n in range(4)
    ]
    clients = [login_owner(Client(), party) for party, _car in pairs]
    form = book_form(clients[0], pairs[0][1])
    CapacityDay.open(home_store().pk, TOMORROW, "express_two_man")  # else its birth queues them up
    gate = Barrier(len(pairs))

    def take(number: int) -> int:
        with clock.frozen(NINE):
            connection.ensure_connection()
            gate.wait()
            try:
                mine = {"vehicle_id": str(pairs[number][1].pk), "idempotency_key": str(uuid4())}
                return clients[number].post("/my/book/take/", form | mine).status_code
            finally:
                connection.close()

    with ThreadPoolExecutor(max_workers=len(pairs)) as pool:
        statuses = sorted(pool.map(take, range(len(pairs))))

    assert statuses == [302, 409, 409, 409]
    assert Appointment.objects.filter(state="booked").count() == 1


def test_a_car_is_due_by_days_too(phone: Client) -> None:
    with clock.frozen(NINE + timedelta(days=1)):
        assert phone.get("/my/").status_code == 200
