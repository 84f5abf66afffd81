"""One's own password and logins."""

from __future__ import annotations

import pytest
from django.test import Client

from forecourt.kernel.models import Entry
from forecourt.store.models import Session, Staff
from forecourt.store.roles import Role
from forecourt.store.tests.make import login, make_staff

pytestmark = pytest.mark.django_db
OLD, NEW = "a-long-old-word-7", "quite-another-one-8"


@pytest.fixture
def wang() -> Staff:
    staff = make_staff("Wang Fang", Role.SERVICE_ADVISER)
    assert staff.account is not None
    staff.account.change_password(OLD)
    return staff


def test_a_new_password_ends_the_other_logins(client: Client, wang: Staff) -> None:
    login(Client(), wang)
    login(client, wang)

    reply = client.post("/desk/settings/password/", {"old": OLD, "new": NEW, "again": NEW})

    assert reply.status_code == 302
    assert wang.account is not None
    wang.account.refresh_from_db()
    assert wang.account.check_password(NEW)
    assert Session.objects.filter(account=wang.account).count() == 1
    assert Entry.objects.filter(kind="store.password_changed").count() == 1


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("wrong", NEW, NEW, "The present password is not right."),
        (OLD, "short", "short", "A password has at least 10 signs."),
        (OLD, NEW, NEW + "x", "The two new passwords differ."),
    ],
)
def test_a_bad_password_changes_nothing(
    client: Client, wang: Staff, *, old: str, new: str, again: str, said: str
) -> None:
    login(client, wang)

    reply = client.post("/desk/settings/password/", {"old": old, "new": new, "again": again})

    assert reply.status_code == 422
    assert said in reply.text
    assert wang.account is not None
    wang.account.refresh_from_db()
    assert wang.account.check_password(OLD)


def test_one_of_the_own_logins_is_ended(client: Client, wang: Staff) -> None:
    other = login(Client(), wang)
    login(client, wang)
    page = client.get("/desk/settings/").text
    handle = page.split('name="handle" value="')[1][:16]

    client.post("/desk/settings/sessions/end/", {"handle": handle})

    assert other.get("/desk/settings/").status_code == 302
    assert client.get("/desk/settings/").status_code == 200


def test_the_key_of_a_session_is_not_on_the_page(client: Client, wang: Staff) -> None:
    login(client, wang)

    page = client.get("/desk/settings/").text

    assert Session.objects.get(account=wang.account).session_key not in page
