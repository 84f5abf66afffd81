"""The home screen draws whole from a fixed number of statements."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forecourt.desk.queries.stations import STATIONS, Spec
from forecourt.kernel import clock
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, login, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def chen(client: Client) -> Client:
    return login(client, make_staff("Chen Jie", Role.JOB_CONTROLLER))


def test_home_shows_all_stations_of_the_loop(chen: Client) -> None:
    with clock.frozen(NINE):
        page = chen.get("/").text

    assert [f'id="station-{spec.key}"' in page for spec in STATIONS] == [True] * 15
    assert 'id="plan"' in page
    assert 'id="attention"' in page
    assert 'id="month"' in page


def test_home_asks_the_database_a_fixed_number_of_times(
    chen: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with (
        clock.frozen(NINE),
        django_assert_num_queries(7),
    ):  # who, limits, counts, cases, plan, attention, month
        chen.get("/")


def test_a_stranger_is_sent_to_the_login(client: Client) -> None:
    reply = client.get("/")

    assert (reply.status_code, reply["Location"]) == (302, "/login/?next=/")


def test_the_frame_has_the_nine_regions(chen: Client) -> None:
    page = chen.get("/").text

    for region in ("app-bar", "app-menu", "app-rail", "flow", "foot", "app-status", "late-count"):
        assert f'class="{region}' in page or f"{region}" in page
    assert "Chen Jie" in page


@pytest.mark.parametrize("spec", STATIONS, ids=lambda spec: spec.key)
def test_every_station_can_be_looked_into(client: Client, spec: Spec) -> None:
    login(client, make_staff("Zhao Min", Role.GENERAL_MANAGER, Role.SALES_MANAGER))

    with clock.frozen(NINE):
        reply = client.get(f"/desk/ring/{spec.key}/?whose=mine")

    assert reply.status_code == 200
    assert str(spec.label) in reply.text


def test_an_unknown_station_is_not_found(chen: Client) -> None:
    assert chen.get("/desk/ring/moon/").status_code == 404
    assert 'id="infield"' in chen.get("/desk/ring/repair/").text
