"""Starting a job: one technician, one job, one line in the journal."""

from __future__ import annotations

import pytest

from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing
from forecourt.store.roles import Role
from forecourt.workshop.commands import NotPlaced, OthersJob, TechnicianBusy, plan_job, start_job
from forecourt.workshop.models import JobState, WorkClock
from forecourt.workshop.queries.placement import NotOnShift, TechnicianTaken
from forecourt.workshop.tests.make import (
    NINE,
    make_actor,
    make_job,
    make_order,
    make_store,
    make_technician,
)

pytestmark = pytest.mark.django_db


def test_a_planned_job_goes_on_the_technicians_clock() -> None:
    li, job = make_technician("Li Wei"), make_job()

    start_job(job_id=job.pk, technician_id=li.pk, by=make_actor(), at=NINE)

    job.refresh_from_db()
    clock = WorkClock.objects.get()
    assert (job.state, job.technician, job.entered_at) == (JobState.RUNNING, li, NINE)
    assert (clock.job, clock.technician, clock.started_at, clock.ended_at) == (job, li, NINE, None)


def test_the_journal_says_who_started_what_and_when() -> None:
    li, job = make_technician("Li Wei"), make_job()

    start_job(job_id=job.pk, technician_id=li.pk, by=make_actor(), at=NINE)

    entry = Entry.objects.get()
    assert (entry.kind, entry.actor, entry.at) == ("workshop.job_started", "staff:chen", NINE)
    assert entry.payload == {
        "job_id": str(job.pk),
        "source_kind": "service.order",
        "source_key": job.source_key,
        "source_id": job.source_key,
        "technician_id": str(li.pk),
    }


def test_a_busy_technician_is_refused_and_nothing_changes() -> None:
    li, job = make_technician("Li Wei"), make_job("Oil service")
    make_job("Brake pads", state=JobState.RUNNING, technician=li)

    with pytest.raises(TechnicianBusy, match="Li Wei is still on “Brake pads”"):
        start_job(job_id=job.pk, technician_id=li.pk, by=make_actor(), at=NINE)

    job.refresh_from_db()
    assert (job.state, job.technician) == (JobState.PLANNED, None)
    assert not Entry.objects.exists()
    assert WorkClock.objects.count() == 1


@pytest.mark.parametrize("state", [JobState.RUNNING, JobState.BLOCKED, JobState.FINISHED])
def test_a_begun_job_cannot_start(state: JobState) -> None:
    li, wang = make_technician("Li Wei"), make_technician("Wang Lei")
    job = make_job(state=state, technician=wang)

    with pytest.raises(IllegalMove):
        start_job(job_id=job.pk, technician_id=li.pk, by=make_actor(), at=NINE)


def test_a_job_without_a_bay_cannot_start() -> None:
    li, by = make_technician("Li Wei"), make_actor()
    job = plan_job(order=make_order(), by=by, at=NINE)

    with pytest.raises(NotPlaced, match="has no bay yet"):
        start_job(job_id=job.pk, technician_id=li.pk, by=by, at=NINE)


def test_a_technician_off_shift_cannot_start() -> None:
    li, job = make_technician("Li Wei", is_on_shift=False), make_job()

    with pytest.raises(NotOnShift, match="Li Wei is not on shift now"):
        start_job(job_id=job.pk, technician_id=li.pk, by=make_actor(), at=NINE)


def test_a_technician_planned_elsewhere_in_these_cells_is_refused() -> None:
    li, job = make_technician("Li Wei"), make_job("Oil service")
    make_job("Brake pads", technician=li)

    with pytest.raises(TechnicianTaken, match="Li Wei is planned on “粤A·12345 Brake pads”"):
        start_job(job_id=job.pk, technician_id=li.pk, by=make_actor(), at=NINE)


def test_a_technician_starts_only_own_work() -> None:
    li, wang = make_technician("Li Wei"), make_technician("Wang Lei")
    job = make_job(technician=li)
    by = make_actor(Role.TECHNICIAN, staff=wang)

    with pytest.raises(OthersJob):
        start_job(job_id=job.pk, technician_id=li.pk, by=by, at=NINE)

    job.refresh_from_db()
    assert job.state == JobState.PLANNED


def test_the_job_of_another_store_does_not_exist() -> None:
    li, job = make_technician("Li Wei"), make_job(store=make_store("Second Store"))

    with pytest.raises(Missing):
        start_job(job_id=job.pk, technician_id=li.pk, by=make_actor(), at=NINE)
