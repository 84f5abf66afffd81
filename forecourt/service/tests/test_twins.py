"""The same request twice: one effect, and the repeat is told what the first was told."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from forecourt.kernel import clock
from forecourt.kernel.models import Answer, Entry
from forecourt.service.models import RepairOrder
from forecourt.service.tests.make import NINE, login, make_adviser, make_car, make_catalogue

KEY = "00000000-0000-7000-8000-0000000000aa"
TOLD = ("HX-Redirect", "Location", "Content-Type")


@pytest.fixture(autouse=True)
def _nine() -> Iterator[None]:
    with clock.frozen(NINE):
        yield


def _form() -> dict[str, object]:
    make_catalogue()
    return {
        "idempotency_key": KEY,
        "vehicle_id": make_car().pk,
        "odometer_km": "20000",
        "words": "Noise at the front",
        "wait_type": "waits_here",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("htmx", [{"HX-Request": "true"}, {}])
def test_a_repeat_sends_the_browser_on_as_the_first_did(
    client: Client, htmx: dict[str, str]
) -> None:
    form, adviser = _form(), login(client, make_adviser()[0])

    first = adviser.post("/service/orders/open/", form, headers=htmx)
    again = adviser.post("/service/orders/open/", form, headers=htmx)

    told = [reply.headers.get(name) for reply in (first, again) for name in TOLD]
    assert told[:3] == told[3:]
    assert f"/service/orders/{RepairOrder.objects.get().pk}/" in told
    assert ("Idempotent-Replay" in first, again["Idempotent-Replay"]) == (False, "true")
    assert (again.status_code, again.content) == (first.status_code, first.content)


@pytest.mark.held_by("kernel_answer_one_per_key")
@pytest.mark.django_db(transaction=True)
def test_of_eight_twins_one_opens_the_order_and_all_hear_of_the_same() -> None:
    form, wang, gate = _form(), make_adviser()[0], Barrier(8)
    clients = [login(Client(), wang) for _twin in range(8)]

    def send(client: Client) -> tuple[int, str]:
        with clock.frozen(NINE):
            connection.ensure_connection()
            gate.wait()
            try:
                reply = client.post("/service/orders/open/", form)
                return reply.status_code, reply.get("Location", "")
            finally:
                connection.close()

    with ThreadPoolExecutor(max_workers=8) as twins:
        told = set(twins.map(send, clients))

    assert RepairOrder.objects.count() == 1
    order = RepairOrder.objects.get()
    assert told == {(302, f"/service/orders/{order.pk}/")}
    assert Answer.objects.count() == 1
    assert Entry.objects.filter(kind="service.vehicle_received").count() == 1
