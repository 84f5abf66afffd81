"""The audit view of any record."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from forecourt.desk.facts import TrailRead
from forecourt.kernel.journal import record
from forecourt.kernel.models import Entry
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, login, make_actor, make_staff, make_store

pytestmark = pytest.mark.django_db


def test_a_trail_is_read_by_post_and_that_is_written_down(client: Client) -> None:
    zhao = make_staff("Zhao Min", Role.GENERAL_MANAGER)
    login(client, zhao)
    subject = uuid4()
    record(TrailRead(subject_id=subject), by=make_actor(), at=NINE)

    assert client.get(f"/desk/audit/{subject}/").status_code == 200
    reply = client.post(f"/desk/audit/{subject}/read/")

    assert reply.text.count("Trail read") == 2
    assert Entry.objects.about(subject).count() == 2


def test_the_trail_of_another_store_does_not_exist(client: Client) -> None:
    login(client, make_staff("Zhao Min", Role.GENERAL_MANAGER))
    subject = uuid4()
    record(TrailRead(subject_id=subject), by=make_actor(store=make_store()), at=NINE)

    assert client.get(f"/desk/audit/{subject}/").status_code == 404
    assert client.post(f"/desk/audit/{subject}/read/").status_code == 404
    assert Entry.objects.about(subject).count() == 1


def test_a_trail_needs_the_right(client: Client) -> None:
    login(client, make_staff("Wang Fang", Role.SERVICE_ADVISER))

    assert client.get(f"/desk/audit/{uuid4()}/").status_code == 403
