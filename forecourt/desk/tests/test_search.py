"""The search box finds by six keys, as one types, and says only what one may know."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forecourt.customers.tests.make import make_party
from forecourt.store.roles import Role
from forecourt.store.tests.make import login, make_staff

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def wang(client: Client) -> Client:
    return login(client, make_staff("Wang Fang", Role.SERVICE_ADVISER))


@pytest.mark.parametrize("text", ["李沐", "limuy", "lmy", "8088", "沐阳"])
def test_a_customer_is_found_by_name_sound_and_tail(wang: Client, text: str) -> None:
    party = make_party("李沐阳", phone="+8613912348088")

    found = wang.get("/desk/search/", {"q": text}, headers=HTMX).text

    assert f'href="/desk/customers/{party.pk}/"' in found
    assert "139****8088" in found
    assert "13912348088" not in found


def test_a_search_is_two_statements(
    wang: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_party("李沐阳")

    with django_assert_num_queries(2):  # who is it, hits
        wang.get("/desk/search/", {"q": "李沐"}, headers=HTMX)


def test_nothing_found_says_so(wang: Client) -> None:
    assert "Nobody and nothing is called “qqqq”." in wang.get("/desk/search/?q=qqqq").text


def test_a_technician_finds_no_customers(client: Client) -> None:
    login(client, make_staff("Li Wei", Role.TECHNICIAN))
    make_party("李沐阳", phone="+8613912348088")

    found = client.get("/desk/search/", {"q": "李沐"}, headers=HTMX).text

    assert "李沐阳" not in found


def test_without_a_script_the_search_is_a_page(wang: Client) -> None:
    make_party("李沐阳")

    page = wang.get("/desk/search/?q=李沐").text

    assert "<!doctype html>" in page
    assert "李沐阳" in page
