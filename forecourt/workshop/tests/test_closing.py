"""Closing time: what is not finished is carried over, with the reason and a new promise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from forecourt.kernel import clock
from forecourt.kernel.models import Entry
from forecourt.store.models import Holiday
from forecourt.store.roles import Role
from forecourt.store.tests.make import home_store
from forecourt.workshop import jobs
from forecourt.workshop.models import Job, JobState, WorkClock
from forecourt.workshop.tests.make import NINE, make_bay, make_job, make_shift, make_technician

pytestmark = pytest.mark.django_db
CLOSES = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)  # 17:30 in the store
HOUR = timedelta(hours=1)


def close(at: datetime) -> None:
    with clock.frozen(at):
        jobs.closing(0)


def test_what_closing_time_finds_unfinished_is_carried_over_with_its_reason() -> None:
    waiting = make_job("Waiting", promise_at=NINE + 2 * HOUR)
    running = make_job("Running", state=JobState.RUNNING, begun_at=NINE)
    stopped = make_job("Stopped", state=JobState.BLOCKED)
    done = make_job("Done", state=JobState.FINISHED)

    close(CLOSES + HOUR)

    for job, why in ((waiting, "not begun"), (running, "not finished"), (stopped, "stopped")):
        job.refresh_from_db()
        assert (job.state, job.bay_id) == (JobState.CARRIED_OVER, None)
        assert why in job.note or job.note.startswith("到下班")
    done.refresh_from_db()
    assert done.state == JobState.FINISHED
    assert not WorkClock.objects.running().exists()
    facts = Entry.objects.filter(kind="workshop.job_carried_over")
    assert {entry.actor for entry in facts} == {"workshop"}
    assert facts.count() == 3


def test_the_promise_is_the_first_free_capacity_of_the_next_morning() -> None:
    job = make_job("Waiting", promise_at=NINE + 2 * HOUR, bay=make_bay("G1"))
    for name, role in (("Li Wei", Role.TECHNICIAN), ("Wang Fang", Role.SERVICE_ADVISER)):
        make_shift(make_technician(name, role=role), (NINE + timedelta(days=1)).date())

    close(CLOSES + HOUR)

    job.refresh_from_db()
    opens = datetime(2026, 11, 25, 0, 30, tzinfo=UTC)
    assert job.promise_at == opens + timedelta(minutes=75)  # an hour of work, and the margin
    assert job.first_promise_at == NINE + 2 * HOUR


def test_whoever_works_on_after_closing_time_is_left_in_peace_for_an_hour() -> None:
    job = make_job("Running", state=JobState.RUNNING, begun_at=NINE)

    close(CLOSES + timedelta(minutes=59))

    job.refresh_from_db()
    assert job.state == JobState.RUNNING


def test_a_chip_that_goes_on_behind_closing_time_stays() -> None:
    job = make_job("Paint dries", starts_at=CLOSES - HOUR, standard_minutes=660)

    close(CLOSES + 2 * HOUR)

    job.refresh_from_db()
    assert job.state == JobState.PLANNED


def test_over_days_when_the_store_is_closed_the_last_closing_time_counts() -> None:
    job = make_job("Waiting")
    for days in range(1, 5):
        Holiday.declare(
            home_store(), (NINE + timedelta(days=days)).date(), "Festival", is_worked=False
        )

    close(NINE + timedelta(days=3))
    close(NINE + timedelta(days=3))

    assert Job.objects.get(pk=job.pk).state == JobState.CARRIED_OVER
    assert Entry.objects.filter(kind="workshop.job_carried_over").count() == 1
