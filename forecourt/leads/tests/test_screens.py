"""The screens of the pre-sale: what they show, who may open them, how much they ask."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forecourt.catalog.tests.make import make_model
from forecourt.customers.tests.make import make_party
from forecourt.kernel import clock
from forecourt.leads.models import Lead, Opportunity, TestDrive, Visit
from forecourt.leads.tests.make import (
    SIGNATURE,
    make_consultant,
    make_contact,
    make_demo_car,
    make_drive,
    make_lead,
    make_loss,
    make_opportunity,
    make_scenes,
    make_visit,
)
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, login, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def receptionist(client: Client) -> Client:
    return login(client, make_staff("Lin Xia", Role.RECEPTIONIST))


@pytest.fixture
def manager(client: Client) -> Client:
    return login(client, make_staff("Zhao Min", Role.SALES_MANAGER, Role.LEAD_AGENT))


def test_a_walk_in_takes_four_inputs_and_one_of_them_is_the_button(receptionist: Client) -> None:
    make_scenes()
    make_consultant()
    with clock.frozen(NINE):
        page = receptionist.get("/leads/reception/")
        reply = receptionist.post(
            "/leads/visits/file/",
            {
                "name": "王芳",
                "phone": "13800138000",
                "model_id": make_model().pk,
                "idempotency_key": uuid4(),
            },
        )

    assert page.status_code == 200
    assert reply.status_code == 302
    assert Opportunity.objects.get().party.name == "王芳"


def test_the_reception_shows_the_clock_and_asks_so_much(
    receptionist: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    zhou = make_consultant()
    make_visit(at=NINE - timedelta(minutes=4))
    make_visit(opportunity=make_opportunity(consultant=zhou), at=NINE - timedelta(minutes=1))

    with clock.frozen(NINE), django_assert_num_queries(15):
        reply = receptionist.get("/leads/reception/")

    assert 'data-waits="240"' in reply.text
    assert "张伟" in reply.text


def test_a_visitor_is_greeted_once_per_key(receptionist: Client) -> None:
    form = {"idempotency_key": uuid4()}

    with clock.frozen(NINE):
        receptionist.post("/leads/visits/greet/", form)
        receptionist.post("/leads/visits/greet/", form)

    assert Visit.objects.count() == 1


def test_known_people_appear_while_one_types(receptionist: Client) -> None:
    make_party("张伟", phone="+8613800138000")

    reply = receptionist.get("/leads/reception/alike/", {"phone": "13800138000"})

    assert "138****8000" in reply.text


def test_the_inbox_says_how_late_the_first_call_is(
    manager: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_lead(at=NINE - timedelta(minutes=25))

    with clock.frozen(NINE), django_assert_num_queries(4):
        reply = manager.get("/leads/inbox/")

    assert "20 minutes late" in reply.text
    assert "139****9000" in reply.text


def test_a_lead_has_its_page(manager: Client) -> None:
    lead = make_lead(assignee=make_consultant())

    with clock.frozen(NINE):
        reply = manager.get(f"/leads/inbox/{lead.pk}/")

    assert reply.status_code == 200
    assert "Note a contact" in reply.text


def test_the_list_of_deals_asks_the_same_for_one_and_for_many(
    manager: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        make_opportunity(make_party(f"Customer {number}", phone=""))

    with clock.frozen(NINE), django_assert_num_queries(6):
        reply = manager.get("/leads/deals/", {"q": "customer", "sort": "-intent_level"})

    assert reply.text.count('class="go"') == 3


def test_the_board_shows_stages_with_their_hottest(
    manager: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_opportunity()

    with clock.frozen(NINE), django_assert_num_queries(6):
        reply = manager.get("/leads/deals/board/")

    assert reply.text.count('class="deal-card ') == 1


def test_the_page_of_a_deal_lights_what_may_come_next(
    manager: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    deal = make_opportunity(consultant=make_consultant())
    make_contact(deal, "wants to drive")

    with clock.frozen(NINE), django_assert_num_queries(11):
        reply = manager.get(f"/leads/deals/{deal.pk}/")

    assert "wants to drive" in reply.text
    assert "Book a test drive" in reply.text


def test_the_calendar_places_a_drive_on_its_quarter_hours(
    manager: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_drive(starts_at=NINE + timedelta(hours=1))

    with clock.frozen(NINE), django_assert_num_queries(11):
        reply = manager.get("/leads/drives/")

    assert "col-7 span-3" in reply.text  # opens 8:30, drives 10:00 to 10:45


def test_a_drive_is_booked_started_and_finished_on_screens(manager: Client) -> None:
    make_scenes()
    car, deal = make_demo_car(), make_opportunity()
    booking = {
        "demo_car_id": car.pk,
        "opportunity_id": deal.pk,
        "starts_at": "2026-11-24T09:15",
        "idempotency_key": uuid4(),
    }
    papers = {
        "licence_valid_until": "2027-01-01",
        "km_out": 10,
        "has_consent": "on",
        "signature": SIGNATURE,
    }

    with clock.frozen(NINE):
        assert manager.post("/leads/drives/book/", booking).status_code == 302
        drive = TestDrive.objects.get()
        assert "Hand over the key" in manager.get(f"/leads/drives/{drive.pk}/").text
        assert manager.post(f"/leads/drives/{drive.pk}/start/", papers).status_code == 302
        assert "Take the key back" in manager.get(f"/leads/drives/{drive.pk}/").text
        path = f"/leads/drives/{drive.pk}/finish/"
        assert manager.post(path, {"km_in": 16}).status_code == 422
        assert manager.post(path, {"km_in": 16, "has_damage": "yes"}).status_code == 422
        far = manager.post(path, {"km_in": 999_999, "has_damage": "no"})
        assert (far.status_code, far["X-Refusal-Field"]) == (422, "km_in")
        assert manager.post(path, {"km_in": 16, "has_damage": "no"}).status_code == 302

    drive.refresh_from_db()
    assert (drive.state, drive.km_in) == ("finished", 16)


def test_the_sales_manager_confirms_a_loss(manager: Client) -> None:
    deal = make_opportunity()
    loss = make_loss(deal)

    with clock.frozen(NINE):
        assert "张伟" in manager.get("/leads/losses/").text
        reply = manager.post(f"/leads/losses/{loss.pk}/confirm/")

    deal.refresh_from_db()
    assert (reply.status_code, deal.stage) == (302, "lost")


@pytest.mark.parametrize("page", ["inbox/new/", "calls/", "demo-cars/"])
def test_the_other_pages_open(manager: Client, page: str) -> None:
    with clock.frozen(NINE):
        assert manager.get(f"/leads/{page}").status_code == 200


def test_a_wrong_shape_is_said_at_the_field(manager: Client) -> None:
    with clock.frozen(NINE):
        reply = manager.post(
            "/leads/inbox/receive/", {"origin": "moon", "idempotency_key": str(uuid4())}
        )

    assert reply.status_code == 422
    assert 'aria-invalid="true"' in reply.text


def test_a_deal_is_filed_for_somebody_on_file(client: Client) -> None:
    zhou = login(client, make_staff("Zhou Yang", Role.SALES_CONSULTANT))
    party = make_party("Zhao Min")
    with clock.frozen(NINE):
        page = zhou.get(f"/leads/deals/new/?party={party.pk}&kind=trade_up&origin=owner_base")
        reply = zhou.post(
            "/leads/deals/file/",
            {
                "party_id": party.pk,
                "level": "C",
                "deal_kind": "trade_up",
                "origin": "owner_base",
                "idempotency_key": uuid4(),
            },
        )

    assert "Zhao Min" in page.text
    assert '<option value="trade_up" selected>' in page.text
    deal = Opportunity.objects.get()
    assert (reply.status_code, deal.party_id, deal.deal_kind) == (302, party.pk, "trade_up")


def test_a_deal_is_filed_for_nobody_who_is_not_there(manager: Client) -> None:
    assert manager.get("/leads/deals/new/").status_code == 302
    assert manager.get(f"/leads/deals/new/?party={uuid4()}").status_code == 404


def test_a_lead_that_is_sent_twice_is_one_lead(manager: Client) -> None:
    values = {"origin": "web_form", "phone": "13800138000", "idempotency_key": str(uuid4())}

    with clock.frozen(NINE):
        first = manager.post("/leads/inbox/receive/", values)
        again = manager.post("/leads/inbox/receive/", values)

    assert first["Location"] == again["Location"]
    assert Lead.objects.count() == 1


def test_a_phone_that_nobody_can_call_is_told_at_the_field(manager: Client) -> None:
    values = {"origin": "web_form", "phone": "12", "idempotency_key": str(uuid4())}

    with clock.frozen(NINE):
        reply = manager.post("/leads/inbox/receive/", values)

    assert reply.status_code == 422
    assert not Lead.objects.exists()
