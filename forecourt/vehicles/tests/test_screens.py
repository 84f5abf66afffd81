"""The screens of the files of cars: what they show, what they ask, who may change what."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forecourt.catalog.tests.make import make_plan, make_variant
from forecourt.customers.tests.make import make_party
from forecourt.kernel import clock
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, login, make_staff
from forecourt.vehicles.models import OdometerReading, Vehicle, VehicleParty
from forecourt.vehicles.tests.make import make_reading, make_vehicle

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
VIN = "LVGBE40K58G123456"


@pytest.fixture
def adviser(client: Client) -> Client:
    return login(client, make_staff("Wang Fang", Role.SERVICE_ADVISER))


def test_the_list_asks_a_fixed_number_of_times(
    adviser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_vehicle("沪A12345", owner=make_party("张伟"))
    make_vehicle("沪A54321")

    with django_assert_num_queries(4):  # visitor, rows, count, owners
        page = adviser.get("/vehicles/?sort=plate")
    with django_assert_num_queries(5):
        found = adviser.get("/vehicles/?q=12345")

    assert page.text.count('class="go"') == 2
    assert found.text.count('class="go"') == 1
    assert "张伟" in found.text


def test_the_search_while_typing_is_one_statement_beside_the_visitors(
    adviser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    car = make_vehicle("沪A12345")

    with django_assert_num_queries(2):
        hits = adviser.get("/vehicles/find/?q=345")

    assert f"/vehicles/{car.pk}/" in hits.text


@pytest.mark.parametrize(
    ("vin", "words"),
    [
        ("LVGBE40K58G12345", "A VIN has 17 signs."),
        ("JTDKN3DU6A012345O", "Did you mean JTDKN3DU6A0123450?"),
        ("LVGBE40K08G123456", "5 is expected at place 9"),
        ("11111111111111111", "Is this a real VIN?"),
        (VIN, "GAC Toyota"),
    ],
)
def test_a_vin_speaks_while_it_is_typed(adviser: Client, vin: str, words: str) -> None:
    assert words in adviser.get(f"/vehicles/vin/?vin={vin}").text


def test_a_car_is_registered_once_and_a_wrong_vin_is_refused(adviser: Client) -> None:
    make_variant()
    form = {"vin": VIN, "plate": "沪A12345", "product_code": "X5-25-LUX"}

    page = adviser.get("/vehicles/new/?plate=12")
    wrong = {"vin": "LVGBE40K08G123456", "idempotency_key": uuid4()}
    refused = adviser.post("/vehicles/register/", wrong, headers=HTMX)
    done = adviser.post("/vehicles/register/", {**form, "idempotency_key": uuid4()})
    again = adviser.post("/vehicles/register/", {**form, "idempotency_key": uuid4()})

    car = Vehicle.objects.get()
    assert page.status_code == 200
    assert (refused.status_code, again.status_code) == (422, 409)
    assert done["Location"] == f"/vehicles/{car.pk}/"
    assert "This car is on file." in adviser.get(f"/vehicles/vin/?vin={VIN}").text


def test_the_page_of_a_car_shows_owners_plates_kilometres_and_why(
    adviser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_plan()
    car = make_vehicle("沪A12345", owner=make_party("张伟"))
    make_reading(car, 1_000, days_ago=90)
    make_reading(car, 6_400)

    # visitor, car, plates, people, readings; forecast 11 (cars, readings, rules 2, plans 2,
    # menus 2, model 2, car again); grades
    with clock.frozen(NINE), django_assert_num_queries(17):
        page = adviser.get(f"/vehicles/{car.pk}/")

    assert '<svg class="odo"' in page.text
    assert "last reading 6,400 km on 2026-11-24; 50 km/day" in page.text
    assert "张伟" in page.text


def test_plate_people_kilometres_and_sale_are_kept_on_the_screen(adviser: Client) -> None:
    car, owner, buyer = make_vehicle("沪A12345"), make_party("张伟"), make_party("李雷", phone="")
    base, day = f"/vehicles/{car.pk}", "2026-06-01"

    with clock.frozen(NINE):
        persons = adviser.get(f"{base}/people/find/?who=zw&for=sold")
        replies = [
            adviser.post(f"{base}/plate/", {"plate": "沪B54321", "held_from": day}),
            adviser.post(
                f"{base}/people/", {"role": "owner", "party_id": owner.pk, "held_from": day}
            ),
            adviser.post(f"{base}/km/", {"km": 5000, "reading_source": "phone"}),
            adviser.post(f"{base}/sold/", {"to_party_id": buyer.pk, "on": "2026-11-01"}),
            adviser.post(f"{base}/plate/off/", {"held_until": "2026-11-01"}),
            adviser.post(f"{base}/change/", {"vin": car.vin, "model_text": "Old", "note": "x"}),
        ]
        lower = adviser.post(f"{base}/km/", {"km": 4, "reading_source": "phone"}, headers=HTMX)
        held = VehicleParty.objects.open().get()
        ended = adviser.post(f"/vehicles/people/{held.pk}/end/", {"held_until": "2026-11-20"})

    assert 'name="to_party_id"' in persons.text
    assert [reply.status_code for reply in replies] == [302] * 6
    assert (lower.status_code, ended.status_code) == (409, 302)
    assert held.party == buyer
    assert OdometerReading.objects.get().km == 5000


def test_the_cars_of_a_customer_hang_in_the_customers_file(adviser: Client) -> None:
    party = make_party("张伟")
    car = make_vehicle("沪A12345", owner=party)

    page = adviser.get(f"/customers/{party.pk}/")
    slot = adviser.get(f"/vehicles/of/{party.pk}/")

    assert f'hx-get="/vehicles/of/{party.pk}/"' in page.text
    assert f"/vehicles/{car.pk}/" in slot.text


def test_a_technician_reads_the_car_but_not_whose_it_is(client: Client) -> None:
    car = make_vehicle("沪A12345", owner=make_party("张伟"))
    li = login(client, make_staff("Li Wei", Role.TECHNICIAN))

    page, listed = li.get(f"/vehicles/{car.pk}/"), li.get("/vehicles/")
    refused = li.post(f"/vehicles/{car.pk}/sold/", {"on": "2026-11-24"})

    assert (page.status_code, refused.status_code) == (200, 403)
    assert "张伟" not in page.text
    assert "张伟" not in listed.text


def test_the_screens_open_in_chinese(client: Client) -> None:
    make_plan()
    car = make_vehicle("沪A12345", owner=make_party("张伟"))
    make_reading(car, 6_400)
    wang = login(client, make_staff("Wang Fang", Role.SERVICE_ADVISER), language="zh-hans")

    pages = [wang.get(f"/vehicles/{path}") for path in ("", "new/", f"{car.pk}/")]

    assert [page.status_code for page in pages] == [200] * 3
    assert "Register a vehicle" not in pages[0].text


def test_a_wrong_reading_is_struck_out_on_the_cars_page(adviser: Client) -> None:
    car = make_vehicle("沪A12345")
    wrong = make_reading(car, 299_000)
    path = f"/vehicles/{car.pk}/km/strike-out/"
    assert path in adviser.get(f"/vehicles/{car.pk}/").text

    unsaid = adviser.post(path, {"reading_id": wrong.pk, "reason": ""})
    done = adviser.post(path, {"reading_id": wrong.pk, "reason": "a slip"})

    assert (unsaid.status_code, done.status_code) == (422, 302)
    assert not OdometerReading.objects.exists()


def test_a_seller_strikes_no_reading_out(client: Client) -> None:
    seller = login(client, make_staff("Wang Fang", Role.SALES_CONSULTANT))
    car = make_vehicle("沪A12345")
    wrong = make_reading(car, 299_000)
    path = f"/vehicles/{car.pk}/km/strike-out/"

    assert path not in seller.get(f"/vehicles/{car.pk}/").text
    assert seller.post(path, {"reading_id": wrong.pk, "reason": "a slip"}).status_code == 403
