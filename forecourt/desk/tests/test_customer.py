"""Customer 360."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forecourt.customers.commands import merge_parties
from forecourt.customers.tests.make import make_party
from forecourt.kernel import clock
from forecourt.leads.tests.make import make_opportunity
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, login, make_actor, make_staff
from forecourt.vehicles.tests.make import make_vehicle, make_vehicle_party

pytestmark = pytest.mark.django_db


@pytest.fixture
def zhao(client: Client) -> Client:
    return login(client, make_staff("Zhao Min", Role.GENERAL_MANAGER))


def test_the_page_shows_who_and_which_cars(zhao: Client) -> None:
    party = make_party("苏敏", phone="+8618612347719")
    car = make_vehicle(plate="苏E6P28A")
    make_vehicle_party(car, party)

    with clock.frozen(NINE):
        page = zhao.get(f"/desk/customers/{party.pk}/").text

    assert "186****7719" in page
    assert "18612347719" not in page
    assert "苏E·6P28A" in page
    assert "no consent to offers" in page


def test_the_page_asks_a_fixed_number_of_times(
    zhao: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    party = make_party("苏敏")

    # who is it, limits, standing file, family, card (6), cars, figures, timeline, tasks, papers
    with clock.frozen(NINE), django_assert_num_queries(15):
        reply = zhao.get(f"/desk/customers/{party.pk}/")

    assert reply.status_code == 200


@pytest.mark.parametrize("area", ["all", "sales", "service", "care", "moon"])
def test_what_passed_is_shown_by_area(zhao: Client, area: str) -> None:
    party = make_party("苏敏")

    assert zhao.get(f"/desk/customers/{party.pk}/?area={area}").status_code == 200


def test_a_merged_file_leads_to_the_one_that_stands(zhao: Client) -> None:
    kept, other = make_party("苏敏"), make_party("苏敏", phone="+8613600000001")
    by = make_actor(Role.RELATION_MANAGER)
    with clock.frozen(NINE):
        merge_parties(kept_id=kept.pk, merged_id=other.pk, reason="Twice filed", by=by, at=NINE)

    reply = zhao.get(f"/desk/customers/{other.pk}/")

    assert (reply.status_code, reply["Location"]) == (302, f"/desk/customers/{kept.pk}/")


def test_a_talk_is_written_where_it_is_read(client: Client) -> None:
    zhou = make_staff("Zhou Wen", Role.SALES_CONSULTANT)
    login(client, zhou)
    deal = make_opportunity(consultant=zhou)
    address = f"/desk/customers/{deal.party_id}/"
    said = {
        "opportunity_id": deal.pk,
        "channel": "phone",
        "result": "reached",
        "note": "Seven seats",
    }

    assert 'name="note"' in client.get(address).text
    reply = client.post(f"{address}log/", said)

    assert (reply.status_code, reply["Location"]) == (302, address)
    assert "Seven seats" in client.get(address).text


def test_a_talk_is_not_noted_from_the_page_of_nobody(client: Client) -> None:
    login(client, make_staff("Chen Hua", Role.SALES_MANAGER))
    deal = make_opportunity()
    said = {
        "opportunity_id": deal.pk,
        "channel": "phone",
        "result": "reached",
        "note": "Seven seats",
    }

    reply = client.post(f"/desk/customers/{deal.pk}/log/", said)

    assert reply.status_code == 404
    assert "Seven seats" not in client.get(f"/desk/customers/{deal.party_id}/").text


def test_another_consultants_deal_is_not_there(client: Client) -> None:
    login(client, make_staff("Zhou Wen", Role.SALES_CONSULTANT))
    deal = make_opportunity(consultant=make_staff("Lu Fang", Role.SALES_CONSULTANT))
    said = {"opportunity_id": deal.pk, "channel": "phone", "result": "reached", "note": "Mine"}

    reply = client.post(f"/desk/customers/{deal.party_id}/log/", said)

    assert reply.status_code == 404
    assert "Mine" not in client.get(f"/desk/customers/{deal.party_id}/").text


def test_an_unknown_customer_is_not_there(zhao: Client) -> None:
    assert zhao.get(f"/desk/customers/{uuid4()}/").status_code == 404


def test_a_technician_sees_no_customers(client: Client) -> None:
    login(client, make_staff("Li Wei", Role.TECHNICIAN))

    assert client.get(f"/desk/customers/{make_party('苏敏').pk}/").status_code == 403
