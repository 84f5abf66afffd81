"""The quality check passes or sends back; nobody checks their own work."""

from __future__ import annotations

import pytest

from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import WrongInput
from forecourt.store.roles import Role
from forecourt.workshop.commands import OwnWork, check_job
from forecourt.workshop.models import JobState, QualityPoint, QualityResult
from forecourt.workshop.queries.checking import checklist, checks_of, waiting_for_check
from forecourt.workshop.tests.make import (
    NINE,
    TODAY,
    home_store,
    make_actor,
    make_job,
    make_staff,
    make_technician,
    minutes,
)

pytestmark = pytest.mark.django_db
LATER = NINE + minutes(90)


def test_a_job_with_every_point_fine_passes() -> None:
    job = make_job(state=JobState.FINISHED)
    by = make_actor(staff=make_staff("Zhou Qi", Role.QUALITY_INSPECTOR))

    check = check_job(job_id=job.pk, by=by, at=LATER)

    job.refresh_from_db()
    assert (check.is_passed, check.round_number, job.passed_at) == (True, 1, LATER)
    assert QualityResult.objects.filter(is_fine=True).count() == 8
    assert Entry.objects.get().kind == "workshop.quality_passed"
    assert waiting_for_check(by, at=LATER) == ()


def test_a_failed_point_sends_the_job_back_and_the_rework_is_counted() -> None:
    job = make_job(state=JobState.FINISHED)
    by = make_actor(staff=make_staff("Zhou Qi", Role.QUALITY_INSPECTOR))

    check_job(job_id=job.pk, failed_points=["levels"], note="Leak", by=by, at=LATER)

    job.refresh_from_db()
    assert (job.state, job.bay, job.failed_checks) == (JobState.PLANNED, None, 1)
    assert Entry.objects.get().payload["failed_points"] == ["levels"]
    (past,) = checks_of(by, job.pk)
    assert (past.is_passed, past.failed, past.note) == (
        False,
        ("Levels and caps, no leaks after a run",),
        "Leak",
    )


def test_nobody_checks_their_own_work() -> None:
    li = make_technician("Li Wei", role=Role.QUALITY_INSPECTOR)
    job = make_job(state=JobState.FINISHED, technician=li)

    with pytest.raises(OwnWork, match="Nobody checks their own work"):
        check_job(job_id=job.pk, by=make_actor(staff=li), at=LATER)

    job.refresh_from_db()
    assert job.passed_at is None
    assert not Entry.objects.exists()


def test_only_finished_work_is_checked_and_only_once() -> None:
    by = make_actor(staff=make_staff("Zhou Qi", Role.QUALITY_INSPECTOR))
    running, finished = make_job(state=JobState.RUNNING), make_job(state=JobState.FINISHED)
    check_job(job_id=finished.pk, by=by, at=LATER)

    for job in (running, finished):
        with pytest.raises(IllegalMove, match="is not waiting for a check"):
            check_job(job_id=job.pk, by=by, at=LATER)


def test_a_point_that_is_not_on_the_list_is_wrong_input() -> None:
    job = make_job(state=JobState.FINISHED)
    by = make_actor(staff=make_staff("Zhou Qi", Role.QUALITY_INSPECTOR))

    with pytest.raises(WrongInput, match="no point “wings”"):
        check_job(job_id=job.pk, failed_points=["wings"], by=by, at=LATER)


def test_the_stores_own_checklist_comes_before_the_shipped_one() -> None:
    by = make_actor()
    assert len(checklist(by, on=TODAY)) == 8

    QualityPoint.put(home_store(), "own", "Our own point", position=1, valid_from=TODAY)

    assert [point.text for point in checklist(by, on=TODAY)] == ["Our own point"]
