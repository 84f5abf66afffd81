"""The numbers of the trade: where they come from, and how they change."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forecourt.kernel import clock
from forecourt.store.models import RuleValue
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, login, make_staff

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/maintenance/store.sessions_at_once/"


@pytest.fixture
def zhao(client: Client) -> Client:
    return login(client, make_staff("Zhao Min", Role.GENERAL_MANAGER))


def test_a_shipped_number_says_so(zhao: Client) -> None:
    with clock.frozen(NINE):
        page = zhao.get("/desk/maintenance/?q=at+the+same+time").text

    assert "Logins of one person at the same time" in page
    assert "shipped default · own default" in page
    assert page.count("<tr><td title=") == 1


def test_a_change_is_a_new_dated_version(zhao: Client) -> None:
    with clock.frozen(NINE):
        zhao.post(ADDRESS, {"value": "5", "valid_from": "2026-11-25"})
        today = zhao.get("/desk/maintenance/").text

    assert RuleValue.objects.filter(key="store.sessions_at_once", value="5").count() == 1
    assert "5 · 2026-11-25" in today


def test_a_number_in_force_says_who_changed_it(zhao: Client) -> None:
    with clock.frozen(NINE):
        zhao.post(ADDRESS, {"value": "5", "valid_from": "2026-11-24"})
        page = zhao.get("/desk/maintenance/?q=sessions_at").text

    assert "changed by Zhao Min, in force since 2026-11-24" in page


def test_what_is_no_number_is_refused(zhao: Client) -> None:
    reply = zhao.post(ADDRESS, {"value": "many", "valid_from": "2026-11-25"})

    assert reply.status_code == 422
    assert not RuleValue.objects.filter(value="many").exists()


def test_a_change_needs_the_right(client: Client) -> None:
    login(client, make_staff("Li Wei", Role.TECHNICIAN))

    assert client.get(ADDRESS).status_code == 403
    assert client.get("/desk/maintenance/").status_code == 200


def test_the_page_asks_a_fixed_number_of_times(
    zhao: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with clock.frozen(NINE), django_assert_num_queries(2):  # who is it, versions
        zhao.get("/desk/maintenance/")
