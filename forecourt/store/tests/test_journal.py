"""The journal only grows, and says who did what and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError

from forecourt.kernel.journal import Fact, record
from forecourt.kernel.models import Entry
from forecourt.store.tests.make import NINE, make_actor

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class DoorOpened(Fact):
    kind: ClassVar[str] = "kernel.door_opened"
    door_id: UUID
    times: int


def test_a_fact_becomes_a_line_with_actor_time_and_subjects() -> None:
    door = uuid4()

    record(DoorOpened(door_id=door, times=2), by=make_actor(), at=NINE)

    entry = Entry.objects.about(door).get()
    assert (entry.kind, entry.actor, entry.at) == ("kernel.door_opened", "staff:chen", NINE)
    assert entry.payload == {"door_id": str(door), "times": 2}


def test_a_line_that_nobody_listens_to_is_delivered_at_once() -> None:
    entry = record(DoorOpened(door_id=uuid4(), times=1), by=make_actor(), at=NINE)

    assert entry.delivered_at == NINE


def test_a_line_never_changes() -> None:
    entry = record(DoorOpened(door_id=uuid4(), times=1), by=make_actor(), at=NINE)
    entry.payload = {"times": 9}

    with pytest.raises(IntegrityError, match="never change"):
        entry.save(update_fields=["payload"])


def test_a_line_is_never_deleted() -> None:
    entry = record(DoorOpened(door_id=uuid4(), times=1), by=make_actor(), at=NINE)

    with pytest.raises(IntegrityError, match="never deleted"):
        entry.delete()
