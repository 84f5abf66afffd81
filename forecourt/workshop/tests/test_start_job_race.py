"""Eight boards start eight jobs for one technician at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from forecourt.kernel.refusals import Refused
from forecourt.kernel.tenancy import tenant_set
from forecourt.workshop.commands import TechnicianBusy, start_job
from forecourt.workshop.models import Job, JobState
from forecourt.workshop.tests.make import NINE, make_actor, make_job, make_technician, minutes


@pytest.mark.held_by("store.Staff")
@pytest.mark.held_by(
    "store.Staff",
    "workshop_workclock_one_at_a_time",
    "workshop_job_no_overlap_for_a_technician",
    "workshop_job_one_running_per_technician",
)
@pytest.mark.django_db(transaction=True)
def test_one_board_wins_and_the_others_are_told() -> None:
    li = make_technician("Li Wei")
    jobs = [make_job(f"Job {number}", starts_at=NINE + minutes(60 * number)) for number in range(8)]
    by, gate = make_actor(), Barrier(8)

    def start(job: Job) -> str:
        with tenant_set(by.tenant_id):
            connection.ensure_connection()
            gate.wait()
            try:
                start_job(job_id=job.pk, technician_id=li.pk, by=by, at=NINE)
            except TechnicianBusy:
                return "told"
            except Refused as other:
                return other.code
            else:
                return "won"
            finally:
                connection.close()

    with ThreadPoolExecutor(max_workers=8) as boards:
        outcomes = sorted(boards.map(start, jobs))

    assert outcomes == ["told"] * 7 + ["won"]
    assert Job.objects.filter(state=JobState.RUNNING).count() == 1
