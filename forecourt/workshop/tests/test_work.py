"""Stop with a reason, go on, finish, park, carry over; and the warning before a promise breaks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, WrongInput
from forecourt.store.roles import Role
from forecourt.workshop.commands import (
    OthersJob,
    TechnicianBusy,
    carry_over_job,
    finish_job,
    park_job,
    resume_job,
    start_job,
    stop_job,
    tell_promises_at_risk,
)
from forecourt.workshop.models import JobState, StopReason, WorkClock
from forecourt.workshop.tests.make import (
    NINE,
    make_actor,
    make_job,
    make_store,
    make_technician,
    minutes,
)

pytestmark = pytest.mark.django_db


def test_a_stop_needs_a_reason_and_ends_the_clock() -> None:
    by, job = make_actor(), make_job(state=JobState.RUNNING)

    stop_job(job_id=job.pk, reason=StopReason.PART, by=by, at=NINE + minutes(20))

    job.refresh_from_db()
    clock = WorkClock.objects.get()
    assert (job.state, job.stop_reason, job.worked_minutes) == (JobState.BLOCKED, "part", 20)
    assert (clock.ended_at, clock.stop_reason) == (NINE + minutes(20), "part")
    assert Entry.objects.get().payload["worked_minutes"] == 20


def test_a_resumed_job_runs_on_a_second_clock_and_the_stop_is_counted() -> None:
    by, job = make_actor(), make_job(state=JobState.BLOCKED)  # stopped ten minutes after the start

    resume_job(job_id=job.pk, by=by, at=NINE + minutes(40))
    finish_job(job_id=job.pk, by=by, at=NINE + minutes(70))

    job.refresh_from_db()
    assert (job.state, job.worked_minutes) == (JobState.FINISHED, 40)
    assert WorkClock.objects.count() == 2
    resumed = Entry.objects.get(kind="workshop.job_resumed")
    assert (resumed.payload["reason"], resumed.payload["stopped_minutes"]) == ("part", 30)


def test_a_busy_technician_cannot_resume() -> None:
    by, li = make_actor(), make_technician("Li Wei")
    stopped = make_job("Oil service", state=JobState.BLOCKED, technician=li)
    other = make_job("Brake pads", technician=li, starts_at=NINE + minutes(60))
    start_job(job_id=other.pk, technician_id=li.pk, by=by, at=NINE + minutes(20))

    with pytest.raises(TechnicianBusy, match="still on “Brake pads”"):
        resume_job(job_id=stopped.pk, by=by, at=NINE + minutes(30))

    stopped.refresh_from_db()
    assert stopped.state == JobState.BLOCKED


def test_a_technician_stops_and_finishes_only_own_work() -> None:
    job = make_job(state=JobState.RUNNING)
    by = make_actor(Role.TECHNICIAN, staff=make_technician("Wang Lei"))

    with pytest.raises(OthersJob):
        stop_job(job_id=job.pk, reason=StopReason.TOOL, by=by, at=NINE)
    with pytest.raises(OthersJob):
        finish_job(job_id=job.pk, by=by, at=NINE)

    job.refresh_from_db()
    assert job.state == JobState.RUNNING


@pytest.mark.parametrize("state", [JobState.PLANNED, JobState.BLOCKED, JobState.FINISHED])
def test_what_does_not_run_cannot_finish(state: JobState) -> None:
    job = make_job(state=state, technician=make_technician("Li Wei"))

    with pytest.raises(IllegalMove):
        finish_job(job_id=job.pk, by=make_actor(), at=NINE + minutes(80))


def test_a_stopped_car_is_parked_and_its_bay_is_free() -> None:
    by, job = make_actor(), make_job(state=JobState.BLOCKED)
    bay = job.bay
    assert bay is not None

    park_job(job_id=job.pk, where="Yard 3", by=by, at=NINE + minutes(15))
    make_job("Next car", bay=bay)

    job.refresh_from_db()
    assert (job.state, job.bay, job.note, job.stop_reason) == (
        JobState.PARKED,
        None,
        "Yard 3",
        "part",
    )


def test_a_running_car_cannot_be_parked_and_a_place_must_be_said() -> None:
    running, stopped = make_job(state=JobState.RUNNING), make_job(state=JobState.BLOCKED)

    with pytest.raises(IllegalMove):
        park_job(job_id=running.pk, where="Yard 3", by=make_actor(), at=NINE)
    with pytest.raises(WrongInput, match="Say where the car stands"):
        park_job(job_id=stopped.pk, where=" ", by=make_actor(), at=NINE)


def test_carrying_over_ends_the_clock_and_takes_a_new_promise() -> None:
    by, job = make_actor(), make_job(state=JobState.RUNNING, promise_at=NINE + minutes(60))
    tomorrow = NINE + timedelta(days=1)

    carry_over_job(
        job_id=job.pk, why="Part comes tomorrow", promise_at=tomorrow, by=by, at=NINE + minutes(30)
    )

    job.refresh_from_db()
    assert (job.state, job.bay, job.note) == (JobState.CARRIED_OVER, None, "Part comes tomorrow")
    assert (job.promise_at, job.worked_minutes) == (tomorrow, 30)
    assert not WorkClock.objects.running().exists()


def test_the_adviser_is_told_once_of_a_promise_at_risk() -> None:
    by = make_actor()
    job = make_job(state=JobState.RUNNING, promise_at=NINE + minutes(70))
    make_job("In time", promise_at=NINE + timedelta(hours=5))

    def tell(after: int) -> int:
        return tell_promises_at_risk(
            start=NINE - timedelta(hours=9),
            end=NINE + timedelta(hours=9),
            margin_minutes=15,
            by=by,
            at=NINE + minutes(after),
        )

    assert (tell(5), tell(6)) == (1, 0)
    entry = Entry.objects.get(kind="workshop.promise_at_risk")
    assert entry.payload["job_id"] == str(job.pk)
    assert entry.payload["forecast_at"] == (NINE + minutes(60)).isoformat()


def test_the_job_of_another_store_does_not_exist() -> None:
    job = make_job(state=JobState.RUNNING, store=make_store("Second Store"))

    with pytest.raises(Missing):
        finish_job(job_id=job.pk, by=make_actor(), at=NINE)
