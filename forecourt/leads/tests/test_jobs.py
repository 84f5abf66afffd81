"""What the clock does before a sale."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from forecourt.customers.tests.make import make_party
from forecourt.leads import jobs
from forecourt.leads.models import IntentLevel
from forecourt.leads.queries import chores
from forecourt.leads.tests.make import make_consultant, make_drive, make_opportunity
from forecourt.store.tests.make import NINE, make_actor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_the_night_revives_gives_up_and_pools() -> None:
    zhou = make_consultant()
    frozen = make_opportunity(make_party("Frozen", phone=""), consultant=zhou)
    frozen.freeze(date(2026, 12, 1), at=NINE)
    silent = make_opportunity(make_party("Silent", phone=""), consultant=zhou)
    for _try in range(3):
        silent.note_missed(at=NINE)
    idle = make_opportunity(make_party("Idle", phone=""), consultant=zhou, level=IntentLevel.H)
    fresh = make_opportunity(make_party("Fresh", phone=""), consultant=zhou, level=IntentLevel.C)

    jobs.keep_deals(make_actor().house(), NINE + 14 * DAY)

    stages = []
    for deal in (frozen, silent, idle, fresh):
        deal.refresh_from_db()
        stages.append(deal.stage)
    assert stages == ["contacted", "out_of_control", "pooled", "filed"]


def test_a_car_that_nobody_drove_is_free_again() -> None:
    drive = make_drive(starts_at=NINE)

    jobs.free_cars(make_actor().house(), NINE + timedelta(minutes=100))
    drive.refresh_from_db()
    assert drive.state == "booked"

    jobs.free_cars(make_actor().house(), NINE + timedelta(minutes=105))
    drive.refresh_from_db()
    assert drive.state == "no_show"


def test_every_store_has_its_night() -> None:
    assert make_actor().store_id in {by.store_id for by in chores.stores()}
