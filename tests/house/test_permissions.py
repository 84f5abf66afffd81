"""Every address, opened by every role, with keys of the own store, another store, another group.

Three sets of records are planted, each with its canary in every text. Whoever opens an address
must get what the right says, and must never see the canary of a place that is not theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from forecourt.kernel import clock
from forecourt.kernel.http import Access
from forecourt.kernel.tenancy import tenant_set
from forecourt.portal.tests.make import login_owner
from forecourt.service.models import RepairOrder
from forecourt.service.tests.make import plant as plant_service
from forecourt.store.queries import matrix
from forecourt.store.roles import EVERYBODY, Role
from forecourt.store.tests.make import (
    NINE,
    TWIN,
    home_store,
    login,
    make_actor,
    make_staff,
    make_store,
)
from tests.house.addresses import (
    ENDING,
    NEXT_DOOR,
    OWN,
    STRANGER,
    Keys,
    Writes,
    addresses,
    plant,
    url_of,
)

# What a dealer group shares between its stores: opening it from next door is right.
SHARED_ROOMS = frozenset(
    {"catalog", "customers", "vehicles", "desk", "bridge", "followups", "practice"}
)
# The part master is shared too; the shelves, papers and requests of the same room are not.
SHARED_PAGES = frozenset(
    {"parts:part_list", "parts:part_options", "parts:part", "parts:part_change", "parts:part_bin"}
)
# The group's catalogue, which pages of every store may offer.
SHARED_TEXTS = (f'value="P-{NEXT_DOOR}"', f"{NEXT_DOOR} menu")
MAKERS = frozenset({"catalog:grade"})  # the maker's grades belong to no dealer group


class Whose(Enum):
    OWN, NEXT_DOOR, STRANGER = range(3)


@pytest.fixture
def planted() -> tuple[Keys, Keys, Keys]:
    own = plant(make_actor(), OWN)
    next_door = plant(make_actor(store=make_store("Next Door")), NEXT_DOOR)
    with tenant_set(TWIN):
        stranger = plant(make_actor(store=home_store()), STRANGER)
    return own, next_door, stranger


def _people() -> Iterator[tuple[Role, Client]]:
    for role in sorted(EVERYBODY):
        staff = make_staff(f"Somebody {role}", role)
        yield role, login(Client(raise_request_exception=False), staff)


pytestmark = pytest.mark.django_db
ROOMS = sorted({name.split(":")[0] for name, _access in addresses()})


def test_every_address_can_be_opened_by_this_test(planted: tuple[Keys, Keys, Keys]) -> None:
    own, _next_door, _stranger = planted

    assert [name for name, _access in addresses() if url_of(name, own) is None] == []


@pytest.mark.parametrize("room", ROOMS)
def test_the_addresses_of_a_room(room: str, planted: tuple[Keys, Keys, Keys]) -> None:
    every = [(n, a) for n, a in addresses() if n.split(":")[0] == room and n not in ENDING]
    wrong: list[str] = []
    with clock.frozen(NINE):
        for role, client in _people():
            for name, access in every:
                has_right = role in matrix()[access.what]
                for whose, keys in zip(Whose, planted, strict=True):
                    for url in _urls(name, keys, planted[0]):
                        wrong += _complaints(client, url, whose, name, has_right=has_right)

    assert sorted(set(wrong)) == []


def _urls(name: str, keys: Keys, own: Keys) -> Iterator[str]:
    """The address with these keys; not again when it holds none, since it is then our own."""
    url = url_of(name, keys)
    if url is not None and (keys is own or any(str(key) in url for key in keys.values())):
        yield url


def _complaints(
    client: Client, url: str, whose: Whose, name: str, *, has_right: bool
) -> Iterator[str]:
    form = {"idempotency_key": uuid4()}
    for ask in (client.get, partial(client.post, data=form)):
        is_reading = ask is not client.post and not isinstance(ask, partial)
        statements = Writes()
        with connection.execute_wrapper(statements):
            reply = ask(url)
        status, said = reply.status_code, f"{name} ({whose.name})"
        if status == 405:
            continue
        if is_reading and statements.found:
            yield f"{said}: a GET wrote {statements.found[0][:80]}"
        if what := _wrong_status(status, whose, name, has_right=has_right):
            yield f"{said}: {what}"
        body = b"" if reply.streaming else reply.content
        for text in SHARED_TEXTS:
            body = body.replace(text.encode(), b"")
        for canary in _forbidden(name):
            if canary.encode() in body:
                yield f"{said}: shows {canary}"


def _wrong_status(status: int, whose: Whose, name: str, *, has_right: bool) -> str:
    if status >= 500:
        return f"{status}"
    if not has_right:
        return "" if status == 403 else f"{status} without the right"
    if status == 403:
        return "403 with the right"
    is_theirs = whose is Whose.OWN or (whose is Whose.NEXT_DOOR and _is_shared(name))
    is_theirs = is_theirs or name in MAKERS
    return "" if is_theirs or status in {404, 422} else f"{status} for a record of others"


def _is_shared(name: str) -> bool:
    return name in SHARED_PAGES or name.split(":", maxsplit=1)[0] in SHARED_ROOMS


def _forbidden(name: str) -> tuple[str, ...]:
    return (STRANGER,) if _is_shared(name) else (STRANGER, NEXT_DOOR)


def test_nobody_opens_a_staff_address_without_a_login(planted: tuple[Keys, Keys, Keys]) -> None:
    own, _next_door, _stranger = planted
    client = Client()

    for name, _access in addresses():
        if url := url_of(name, own):
            reply = client.get(url)
            assert reply.status_code in {302, 405}, name
            if reply.status_code == 302:
                assert reply["Location"].startswith("/login/"), name


# Owner A against owner B: of the same store, so that only the owner's own scope parts them.


@pytest.fixture
def owners() -> tuple[Client, Client, Keys]:
    """Two owners with a car, an appointment, an order and a photo each; the keys of the second."""
    with clock.frozen(NINE):
        own, other = (plant_service(make_actor(), canary) for canary in (OWN, NEXT_DOOR))
    orders = [RepairOrder.objects.get(pk=keys["order_id"]) for keys in (own, other)]
    clients = [login_owner(Client(raise_request_exception=False), o.party) for o in orders]
    return clients[0], clients[1], {**other, "vehicle_id": orders[1].vehicle_id}


def _owner_form(keys: Keys) -> Keys:
    """All that any form of an owner asks for, about the car, order and line of these keys."""
    return {
        "idempotency_key": uuid4(),
        "vehicle_id": keys["vehicle_id"],
        "km": 30_000,
        "arrives_at": "2026-11-25T02:00:00+0000",
        "wait_type": "leaves_car",
        "lines": f"{keys['line_id']}:1",
        "answer": "yes",
        "reason": "Another day",
    }


def test_one_owner_never_reaches_what_is_another_owners(
    owners: tuple[Client, Client, Keys],
) -> None:
    one, _other, keys = owners
    wrong, count = [], 0
    with clock.frozen(NINE):
        for name, access in addresses("owner", "may", "device"):
            url = url_of(name, keys)
            if url is None or name in ENDING:
                continue
            has_key = any(str(key) in url for key in keys.values())
            for ask in (
                partial(one.get, url, {"car": str(keys["vehicle_id"])}),
                partial(one.post, url, _owner_form(keys)),
            ):
                reply, count = ask(), count + 1
                body = b"" if reply.streaming else reply.content
                if SIGN_OF_OTHER in body:
                    wrong.append(f"{name}: shows {NEXT_DOOR}")
                if not _is_closed(name, access, reply, has_key=has_key):
                    wrong.append(f"{name}: {ask.args[0]} {reply.status_code}")

    assert wrong == []
    assert count > 300


def _is_closed(name: str, access: Access, reply: Any, *, has_key: bool) -> bool:  # Any: a response
    if access.how != "owner":  # this cookie is nobody there
        to_login = reply.get("Location", "").startswith(("/login/", "/boards/pair/"))
        return bool(reply.status_code == 405 or (reply.status_code == 302 and to_login))
    if has_key or name not in OF_THE_OWNER_ALONE:
        return int(reply.status_code) in {404, 405}
    return int(reply.status_code) in {200, 302, 405, 422}


SIGN_OF_OTHER = NEXT_DOOR[2:].encode()  # a plate is drawn with a point behind its first sign
OF_THE_OWNER_ALONE = frozenset({"portal:me", "portal:me_consent"})  # name no car


def test_an_owner_reaches_the_own_things_by_these_keys(
    owners: tuple[Client, Client, Keys],
) -> None:
    _one, other, keys = owners
    names = [name for name, _access in addresses("owner")]
    urls = [url for name in names if (url := url_of(name, keys))]
    assert len(urls) == len(names)

    with clock.frozen(NINE):
        replies = [other.get(url, {"car": str(keys["vehicle_id"])}) for url in urls]

    assert {reply.status_code for reply in replies} == {200, 405}
    bodies = [reply.content for reply in replies if not reply.streaming]
    assert sum(SIGN_OF_OTHER in body for body in bodies) >= 5
