"""Logging in: the right post, wrong words, too many tries, sessions that end."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forecourt.kernel.models import Entry
from forecourt.store.models import Account, Session, Staff
from forecourt.store.roles import Role
from forecourt.store.tests.make import login, make_staff, make_store

pytestmark = pytest.mark.django_db
PASSWORD = "harbour lantern 7"


@pytest.fixture
def wang() -> Staff:
    staff = make_staff("Wang Fang", Role.SERVICE_ADVISER)
    Account.objects.get(username="wangfang-1").change_password(PASSWORD)
    return staff


def _enter(client: Client, password: str) -> int:
    reply = client.post("/login/", {"username": "wangfang-1", "password": password})
    return reply.status_code


def test_the_right_password_opens_the_store(client: Client, wang: Staff) -> None:
    assert _enter(client, PASSWORD) == 302

    assert client.get("/whoami/").text == "staff:wangfang-1 First Store"
    assert Entry.objects.about(wang.pk).get(kind="store.logged_in").actor == "staff:wangfang-1"


@pytest.mark.usefixtures("wang")
def test_a_wrong_password_says_no_more_than_an_unknown_name(client: Client) -> None:
    wrong = client.post("/login/", {"username": "wangfang-1", "password": "x" * 12})
    unknown = client.post("/login/", {"username": "nobody", "password": "x" * 12})

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert "登录名或密码不对" in wrong.text
    assert "登录名或密码不对" in unknown.text


@pytest.mark.usefixtures("wang")
def test_after_ten_wrong_tries_even_the_right_password_waits(client: Client) -> None:
    for _ in range(10):
        assert _enter(client, "wrong password") == 422

    assert _enter(client, PASSWORD) == 429


@pytest.mark.usefixtures("wang")
def test_the_fourth_device_ends_the_oldest_session() -> None:
    devices = [Client() for _ in range(4)]
    for device in devices:
        assert _enter(device, PASSWORD) == 302

    assert [device.get("/whoami/").status_code for device in devices] == [302, 200, 200, 200]


def test_a_log_out_ends_the_session(client: Client, wang: Staff) -> None:
    _enter(client, PASSWORD)

    client.post("/logout/")

    assert client.get("/whoami/").status_code == 302
    assert not Session.objects.filter(staff_id=wang.pk).exists()


def test_an_idle_session_has_ended(client: Client, wang: Staff) -> None:
    login(client, wang)
    Session.objects.update(seen_at="2020-01-01T00:00Z")

    assert client.get("/whoami/").status_code == 302


def test_a_person_who_left_is_not_known_any_more(client: Client, wang: Staff) -> None:
    login(client, wang)
    Staff.objects.update(left_on="2026-11-01")

    assert client.get("/whoami/").status_code == 302


def test_a_post_in_another_store_cannot_be_claimed_by_cookie(client: Client, wang: Staff) -> None:
    login(client, wang, store=make_store("Second Store"))

    assert client.get("/whoami/").status_code == 302


@pytest.mark.usefixtures("wang")
def test_passwords_are_kept_as_argon2id() -> None:
    assert Account.objects.get(username="wangfang-1").password.startswith("argon2$argon2id$")


def test_who_it_is_takes_one_statement(
    client: Client, wang: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    login(client, wang)

    with django_assert_num_queries(1):
        client.get("/whoami/")


@pytest.mark.usefixtures("wang")
def test_a_next_address_outside_the_house_is_ignored(client: Client) -> None:
    entry = {"username": "wangfang-1", "password": PASSWORD, "next": "https://elsewhere.example/"}

    assert client.post("/login/", entry)["Location"] == "/"


@pytest.mark.usefixtures("wang")
def test_the_cookie_is_kept_from_scripts(client: Client) -> None:
    _enter(client, PASSWORD)

    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
