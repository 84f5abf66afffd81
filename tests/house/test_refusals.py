"""What comes in broken is refused in words, at its field where it has one; nothing changes."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from forecourt.bridge.models import ImportRun
from forecourt.catalog.tests.make import make_model
from forecourt.followups.models import TaskState
from forecourt.followups.tests.make import make_task
from forecourt.kernel import clock
from forecourt.kernel.models import Entry
from forecourt.leads.models import Opportunity, TestDrive, Visit
from forecourt.leads.tests.make import make_demo_car, make_opportunity, make_scenes
from forecourt.parts.commands import open_goods_receipt
from forecourt.sales.models import OrderState
from forecourt.sales.tests.make import make_order as make_sales_order
from forecourt.service.tests.make import make_catalogue
from forecourt.service.tests.make import make_order as make_repair_order
from forecourt.store.roles import EVERYBODY
from forecourt.store.tests.make import NINE, login, make_actor, make_staff
from forecourt.workshop.tests.make import make_job

pytestmark = pytest.mark.django_db
LAST_DAY, LAST_MOMENT = "9999-12-31", "9999-12-31T10:00"


@pytest.fixture
def anybody(client: Client) -> Client:
    """Somebody with every right, so that only the values can be at fault."""
    return login(client, make_staff("Zhao Min", *EVERYBODY))


def _post(client: Client, address: str, *keys: object, **form: object) -> tuple[int, str]:
    """Status, and the field that is to blame, as a page learns it."""
    begun = Entry.objects.count()
    with clock.frozen(NINE):
        values = {"idempotency_key": uuid4(), **form}
        reply = client.post(reverse(address, args=keys), values)
    assert Entry.objects.count() == begun
    return reply.status_code, reply.get("X-Refusal-Field", "")


def test_a_contact_is_not_planned_for_the_end_of_days(anybody: Client) -> None:
    deal = make_opportunity()
    form = {"channel": "phone", "direction": "out", "result": "reached", "next_on": LAST_DAY}

    answer = _post(anybody, "leads:opportunity_contact", deal.pk, **form)

    assert answer == (422, "next_on")


def test_a_task_is_not_put_off_to_the_end_of_days(anybody: Client) -> None:
    task = make_task("F11", state=TaskState.DUE)

    form = {"result": "call_again", "next_on": LAST_DAY}

    assert _post(anybody, "followups:task_note", task.pk, **form) == (422, "next_on")


def test_a_new_car_is_not_promised_for_the_end_of_days(anybody: Client) -> None:
    order = make_sales_order(state=OrderState.APPROVED)
    form = {"promised_on": LAST_DAY, "reason": "ship is late"}

    assert _post(anybody, "sales:order_promise", order.pk, **form) == (422, "promised_on")


@pytest.mark.parametrize("moment", [LAST_MOMENT, "2026-11-24T08:00"])
def test_a_repair_is_promised_for_a_day_that_somebody_lives_to_see(
    anybody: Client, moment: str
) -> None:
    make_catalogue()
    order, job = make_repair_order(), make_job()
    form = {"promise_at": moment, "reason": "part late"}

    assert _post(anybody, "service:order_promise", order.pk, **form) == (422, "promise_at")
    assert _post(anybody, "workshop:job_promise", job.pk, **form) == (422, "promise_at")


@pytest.mark.parametrize("moment", ["2026-11-24T08:45", LAST_MOMENT])
def test_a_test_drive_is_booked_neither_for_the_past_nor_for_the_end_of_days(
    anybody: Client, moment: str
) -> None:
    car, deal = make_demo_car(), make_opportunity()
    form = {"demo_car_id": car.pk, "opportunity_id": deal.pk, "starts_at": moment}

    assert _post(anybody, "leads:drive_book", **form) == (422, "starts_at")
    assert not TestDrive.objects.exists()


def test_the_quarter_of_an_hour_that_runs_can_still_be_driven(anybody: Client) -> None:
    car, deal = make_demo_car(), make_opportunity()
    form = {"demo_car_id": car.pk, "opportunity_id": deal.pk, "starts_at": "2026-11-24T09:00"}

    with clock.frozen(NINE + timedelta(minutes=14)):
        reply = anybody.post("/leads/drives/book/", {**form, "idempotency_key": uuid4()})

    assert reply.status_code == 302
    assert TestDrive.objects.get().starts_at == NINE


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("leads:visit_file", {"name": "王芳", "phone": "13800138000"}),
        ("leads:lead_receive", {"origin": "web_form", "phone": "13800138000"}),
        ("leads:call_take", {"words": "a car", "phone": "13800138000", "makes_lead": "on"}),
    ],
)
def test_a_model_that_does_not_exist_is_blamed_at_its_field(
    anybody: Client, address: str, form: dict[str, object]
) -> None:
    make_scenes()

    assert _post(anybody, address, **form, model_id=uuid4()) == (422, "model_id")
    assert not Opportunity.objects.exists()
    assert not Visit.objects.exists()


def test_whose_deal_it_is_counts_before_what_is_wrong_with_the_form(anybody: Client) -> None:
    form = {"model_id": uuid4(), "wish": "blue"}

    assert _post(anybody, "leads:opportunity_change", uuid4(), **form) == (404, "")
    answer = _post(anybody, "leads:opportunity_change", make_opportunity().pk, **form)
    assert answer == (422, "model_id")


def test_a_visitor_without_a_phone_reads_so_at_the_phone(anybody: Client) -> None:
    form = {"name": "王芳", "model_id": make_model().pk, "idempotency_key": uuid4()}

    with clock.frozen(NINE):
        reply = anybody.post("/leads/visits/file/", form, headers={"HX-Request": "true"})

    assert reply.status_code == 422
    assert 'id="phone-error"' in reply.text
    assert 'value="王芳"' in reply.text  # what was typed stays


# What the database cannot even hold.


def test_a_zero_byte_in_a_field_is_told_at_the_field(anybody: Client) -> None:
    form = {"name": "a\x00b", "phone": "13800138000", "idempotency_key": uuid4()}

    with clock.frozen(NINE):
        reply = anybody.post("/leads/visits/file/", form)

    assert reply.status_code == 422
    assert 'id="name-error"' in reply.text


def test_a_zero_byte_in_an_address_is_a_broken_address(anybody: Client) -> None:
    reply = anybody.get("/customers/?q=a%00b")

    assert (reply.status_code, reply["X-Refusal"]) == (400, "broken-address")


def test_a_zero_byte_that_reaches_the_database_is_refused_by_the_last_net(anybody: Client) -> None:
    """The store room looks a number up before the form is read."""
    receipt = open_goods_receipt(supplier="Depot", by=make_actor(), at=NINE)
    form = {"number": "a\x00b", "quantity": "1", "idempotency_key": uuid4()}

    reply = anybody.post(f"/parts/receipts/{receipt.pk}/add/", form)

    assert (reply.status_code, reply["X-Refusal"]) == (422, "wrong-input")
    assert "holds a sign that no text has" in reply.text


def test_a_number_that_no_column_holds_is_refused_in_words(anybody: Client) -> None:
    make_catalogue()
    order = make_repair_order()
    form = {"pay_type": "customer", "part_number": "1" * 30, "quantity": "9" * 30}

    status, _field = _post(anybody, "service:line_add", order.pk, **form)

    assert status == 422


def test_a_picture_is_no_file_to_import(anybody: Client) -> None:
    picture = SimpleUploadedFile("parts.svg", b"<svg onload='alert(1)'/>")

    reply = anybody.post("/bridge/imports/new/", {"kind": "parts", "file": picture})

    assert reply.status_code == 422
    assert "neither a workbook nor a text" in reply.text
    assert not ImportRun.objects.exists()
