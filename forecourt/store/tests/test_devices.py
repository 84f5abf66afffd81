"""Screens: paired by a code, known by a key that is kept hashed, changed, revoked with a click."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from forecourt.kernel import clock
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing
from forecourt.store.commands import (
    DeviceNameTaken,
    NoSuchCode,
    begin_pairing,
    collect_key,
    confirm_pairing,
    revoke_device,
    rotate_key,
)
from forecourt.store.models import Device, DeviceKind, Pairing
from forecourt.store.queries import (
    DEVICE_COOKIE,
    must_change_key,
    recognise_device,
)
from forecourt.store.roles import Role
from forecourt.store.tests.make import (
    NINE,
    hang_up,
    login,
    make_actor,
    make_device,
    make_staff,
    make_store,
)

pytestmark = pytest.mark.django_db


def paired(name: str = "Lounge", browser: str = "b") -> str:
    """Pair a screen through all three steps and answer its key."""
    code = begin_pairing(browser=browser, at=NINE).code
    confirm_pairing(code=code, name=name, kind=DeviceKind.LOUNGE, by=make_actor(), at=NINE)
    return collect_key(browser=browser, at=NINE)


def test_a_screen_gets_its_key_once_after_a_manager_typed_its_code() -> None:
    pairing = begin_pairing(browser="b", at=NINE)
    assert collect_key(browser="b", at=NINE) == ""

    typed = f"{pairing.code[:4].lower()} {pairing.code[4:]}"
    device = confirm_pairing(
        code=typed, name="Lounge", kind=DeviceKind.LOUNGE, by=make_actor(), at=NINE
    )
    key = collect_key(browser="b", at=NINE)

    visitor = recognise_device({DEVICE_COOKIE: key})
    assert visitor is not None
    assert visitor.actor.device_id == device.pk
    assert visitor.actor.rights == {"boards.view_lounge"}
    assert collect_key(browser="b", at=NINE) == ""
    assert Entry.objects.get().kind == "store.device_paired"


def test_the_key_itself_is_nowhere_in_the_database() -> None:
    secret = paired().rpartition(".")[2]

    device = Device.objects.get()

    assert len(secret) == 43  # 256 bits
    assert secret not in (device.key_hash, device.former_key_hash)
    assert not Pairing.objects.exists()


def test_another_browser_does_not_get_the_key() -> None:
    code = begin_pairing(browser="b", at=NINE).code
    confirm_pairing(code=code, name="Lounge", kind=DeviceKind.WALL, by=make_actor(), at=NINE)

    assert collect_key(browser="thief", at=NINE) == ""


def test_a_code_is_good_for_ten_minutes_and_for_one_screen() -> None:
    by, code = make_actor(), begin_pairing(browser="b", at=NINE).code
    late = NINE + timedelta(minutes=10)

    with pytest.raises(NoSuchCode):
        confirm_pairing(code=code, name="Late", kind=DeviceKind.WALL, by=by, at=late)
    confirm_pairing(code=code, name="Wall", kind=DeviceKind.WALL, by=by, at=NINE)
    with pytest.raises(NoSuchCode):
        confirm_pairing(code=code, name="Again", kind=DeviceKind.WALL, by=by, at=NINE)

    assert Device.objects.count() == 1


def test_two_screens_do_not_share_a_name() -> None:
    make_device("Lounge")
    code = begin_pairing(browser="b", at=NINE).code

    with pytest.raises(DeviceNameTaken, match="There is a screen “Lounge” already"):
        confirm_pairing(code=code, name="Lounge", kind=DeviceKind.LOUNGE, by=make_actor(), at=NINE)


def test_a_revoked_screen_is_not_known_from_the_next_moment() -> None:
    key = paired()
    device = Device.objects.get()

    revoke_device(device_id=device.pk, by=make_actor(), at=NINE)

    assert recognise_device({DEVICE_COOKIE: key}) is None
    assert Entry.objects.filter(kind="store.device_revoked").count() == 1


def test_a_changed_key_replaces_the_former_one_which_works_an_hour() -> None:
    former = paired()
    visitor = recognise_device({DEVICE_COOKIE: former})
    assert visitor is not None

    key = rotate_key(by=visitor.actor)

    assert recognise_device({DEVICE_COOKIE: key}) is not None
    assert recognise_device({DEVICE_COOKIE: former}) is not None
    _age_keys("2 hours")
    assert recognise_device({DEVICE_COOKIE: former}) is None
    assert recognise_device({DEVICE_COOKIE: key}) is not None


def test_a_key_is_to_be_changed_after_thirty_days() -> None:
    visitor = recognise_device({DEVICE_COOKIE: paired()})
    assert visitor is not None
    assert not must_change_key(visitor.actor, on=NINE.date())

    _age_keys("31 days")

    assert must_change_key(visitor.actor, on=NINE.date())


def _age_keys(by: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE store_device SET key_made_at = now() - %s::interval WHERE tenant_id <> id",
            [by],
        )


@pytest.mark.parametrize("cookie", ["", "x", "a.b.c", "..", "0.0.0"])
def test_a_strange_cookie_is_nobody(cookie: str) -> None:
    assert recognise_device({DEVICE_COOKIE: cookie}) is None


def test_the_screen_of_another_store_does_not_exist() -> None:
    device = make_device("There", store=make_store("Second Store"))

    with pytest.raises(Missing):
        revoke_device(device_id=device.pk, by=make_actor(), at=NINE)


def test_a_manager_pairs_and_revokes_on_the_page(client: Client) -> None:
    login(client, make_staff("Wu Di", Role.SERVICE_MANAGER))
    code = begin_pairing(browser="b", at=clock.now()).code

    client.post("/settings/devices/pair/", {"code": code, "name": "Lounge", "kind": "lounge"})
    page = client.get("/settings/devices/").text
    client.post(f"/settings/devices/{Device.objects.get().pk}/revoke/")

    assert "waits for its screen" in page
    assert "revoked" in client.get("/settings/devices/").text


def test_a_technician_pairs_nothing(client: Client) -> None:
    login(client, make_staff("Li Wei", Role.TECHNICIAN))

    assert client.get("/settings/devices/").status_code == 403


def test_a_screen_that_hangs_is_no_member_of_staff(client: Client) -> None:
    hang_up(client, make_device())

    assert client.get("/settings/devices/").status_code == 302
