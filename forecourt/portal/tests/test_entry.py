"""The owner's door: a code for one phone and one browser, five tries, five minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.test import Client

from forecourt.customers.models import ConsentBasis, ConsentPurpose, Message
from forecourt.customers.tests.make import make_consent_text
from forecourt.kernel import clock
from forecourt.kernel.models import Bucket, Entry
from forecourt.portal.models import OwnerCode, OwnerPage, OwnerSession
from forecourt.portal.tests.make import login_owner, make_owner, make_page
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, login, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nine() -> Iterator[None]:
    with clock.frozen(NINE):
        yield


def ask(client: Client, phone: str = "13800138000") -> str:
    """Ask for a code and read it in the outbox; "" when none was sent."""
    before = Message.objects.count()
    reply = client.post("/my/login/", {"phone": phone})
    assert (reply.status_code, reply["Location"]) == (302, "/my/login/code/")
    if Message.objects.count() == before:
        return ""
    found = re.search(r"\d{6}", Message.objects.latest("queued_at", "pk").text)
    assert found is not None
    return found[0]


def enter(client: Client, code: str, car: str = "") -> int:
    return client.post("/my/login/code/", {"code": code, "car": car}).status_code


def test_an_owner_comes_in_with_phone_code_and_car(client: Client) -> None:
    _party, car = make_owner(plate="沪A12345")

    code = ask(client)
    status = enter(client, code, car.vin[-6:])

    assert status == 302
    assert client.get("/my/").status_code == 200
    kinds = list(Entry.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds[-2:] == ["portal.owner_page_opened", "portal.owner_logged_in"]


def test_the_plate_is_as_good_as_the_vin(client: Client) -> None:
    make_owner(plate="沪A12345")

    assert enter(client, ask(client), "沪A·12345") == 302


def test_the_first_time_the_car_is_asked_for(client: Client) -> None:
    make_owner(plate="沪A12345")
    code = ask(client)

    assert (enter(client, code), enter(client, code, "沪A99999")) == (422, 422)
    assert not OwnerSession.objects.exists()


def test_a_wrong_code_or_car_is_said_at_the_field(client: Client) -> None:
    make_owner(plate="沪A12345")
    code = ask(client)

    reply = client.post("/my/login/code/", {"code": code, "car": "沪A99999"})

    at_the_field = reply.text.split('id="code-error"')[1].split("</span>")[0]
    assert reply.status_code == 422
    assert "验证码或车辆信息不符" in at_the_field
    assert 'value="沪A99999"' in reply.text


@pytest.mark.parametrize("phone", ["abc", "12", "0000000000"])
def test_what_can_be_no_phone_is_said_at_the_field(client: Client, phone: str) -> None:
    reply = client.post("/my/login/", {"phone": phone})

    at_the_field = reply.text.split('id="phone-error"')[1].split("</span>")[0]
    assert reply.status_code == 422
    assert "这不是有效的电话号码" in at_the_field
    assert not OwnerCode.objects.exists()


def test_later_the_code_is_enough(client: Client) -> None:
    party, _car = make_owner()
    make_page(party)

    assert enter(client, ask(client)) == 302


def test_an_unknown_phone_gets_the_same_answer_and_no_code(client: Client) -> None:
    code = ask(client, "13900139999")

    assert code == ""
    assert OwnerCode.objects.get().party_id is None
    assert enter(client, "123456", "ABCDEF") == 422


def test_a_code_is_for_the_browser_that_asked(client: Client) -> None:
    party, _car = make_owner()
    make_page(party)
    code = ask(client)

    assert (enter(Client(), code), enter(client, code)) == (422, 302)


def test_a_code_works_once(client: Client) -> None:
    party, _car = make_owner()
    make_page(party)
    code = ask(client)
    enter(client, code)

    assert enter(client, code) == 422


def test_a_code_dies_after_five_minutes(client: Client) -> None:
    party, _car = make_owner()
    make_page(party)
    code = ask(client)

    with clock.frozen(NINE + timedelta(minutes=5)):
        assert enter(client, code) == 422


def test_a_code_dies_after_five_tries(client: Client) -> None:
    party, _car = make_owner()
    make_page(party)
    code = ask(client)
    wrong = f"{(int(code) + 1) % 10**6:06d}"

    tries = [enter(client, wrong) for _count in range(5)]

    assert (tries, enter(client, code)) == ([422] * 5, 422)
    assert OwnerCode.objects.get().tries == 5


def test_one_code_a_minute_for_a_phone(client: Client) -> None:
    make_owner()
    ask(client)

    reply = Client().post("/my/login/", {"phone": "138 0013 8000"})

    assert (reply.status_code, Message.objects.count()) == (429, 1)


def test_five_codes_an_hour_for_a_phone(client: Client) -> None:
    make_owner()
    minute = sha256(b"owner-code-minute:+8613800138000").hexdigest()
    statuses = []
    for _count in range(6):
        statuses.append(client.post("/my/login/", {"phone": "13800138000"}).status_code)
        Bucket.objects.filter(key=minute).delete()  # a minute has passed

    assert statuses == [302] * 5 + [429]
    assert Message.objects.count() == 5


def test_wrong_input_is_told_at_the_field(client: Client) -> None:
    reply = client.post("/my/login/code/", {"code": "12"}, headers={"Accept-Language": "en"})

    assert reply.status_code == 422


def test_the_session_cookie_is_kept_only_as_a_hash(client: Client) -> None:
    party, _car = make_owner()
    make_page(party)
    enter(client, ask(client))

    token = client.cookies["owner"].value
    assert OwnerSession.objects.filter(token_hash=token).count() == 0
    assert OwnerSession.objects.count() == 1


def test_out_is_out(client: Client) -> None:
    party, _car = make_owner()
    login_owner(client, party)

    client.post("/my/logout/")

    assert client.get("/my/").status_code == 302
    assert not OwnerSession.objects.exists()


def test_staff_cannot_open_an_owners_page(client: Client) -> None:
    login(client, make_staff("Chen Jie", Role.GENERAL_MANAGER))

    assert client.get("/my/").status_code == 302


def test_an_owner_cannot_open_the_desk(client: Client) -> None:
    party, _car = make_owner()
    login_owner(client, party)

    assert client.get("/followups/").status_code == 302


def test_the_practice_outbox_shows_the_code_to_staff(client: Client) -> None:
    make_owner()
    code = ask(Client())
    login(client, make_staff("Chen Jie", Role.RECEPTIONIST))

    assert code in client.get("/practice/outbox/").text


def test_a_real_store_has_no_such_outbox(client: Client, settings: pytest.FixtureRequest) -> None:
    settings.PRACTICE = False  # type: ignore[attr-defined]  # pytest-django's settings
    login(client, make_staff("Chen Jie", Role.RECEPTIONIST))

    assert client.get("/practice/outbox/").status_code == 404


def test_a_delivery_makes_the_page_once_and_invites() -> None:
    from forecourt.portal.handlers import on_vehicle_delivered  # noqa: PLC0415 - as the relay does

    party, car = make_owner()
    make_consent_text(ConsentPurpose.AFTER_SALES, basis=ConsentBasis.CONTRACT)
    entry = Entry.write(
        kind="sales.vehicle_delivered",
        actor="staff:x",
        store_id=party.home_store_id,
        at=NINE,
        payload={"party_id": str(party.pk), "vehicle_id": str(car.pk)},
        subjects=[],
        heard=True,
    )

    on_vehicle_delivered(entry)
    on_vehicle_delivered(entry)

    assert OwnerPage.objects.get().party == party
    assert Message.objects.get().source_kind == "portal.owner_page"


def test_a_finding_sends_the_owner_the_way_to_it_once() -> None:
    from forecourt.portal.handlers import on_line_proposed  # noqa: PLC0415 - as the relay does

    party, _car = make_owner()
    make_page(party)
    make_consent_text(ConsentPurpose.AFTER_SALES, basis=ConsentBasis.CONTRACT)
    order_id = uuid4()
    payload = {"order_id": str(order_id), "party_id": str(party.pk), "title": "Brake pads"}
    for origin in ("finding", "finding", "order"):
        entry = Entry.write(
            kind="service.line_proposed",
            actor="staff:x",
            store_id=party.home_store_id,
            at=NINE,
            payload=payload | {"origin": origin, "line_id": str(uuid4())},
            subjects=[],
            heard=True,
        )
        on_line_proposed(entry)

    text = Message.objects.get().text
    assert "Brake pads" in text
    assert f"/my/orders/{order_id}/" in text
