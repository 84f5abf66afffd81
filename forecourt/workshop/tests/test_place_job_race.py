"""Eight people drag eight chips onto the same cells of one bay."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import translation

from forecourt.kernel.models import Entry
from forecourt.kernel.tenancy import tenant_set
from forecourt.workshop.commands import place_job, plan_job
from forecourt.workshop.models import Job
from forecourt.workshop.queries.placement import BayTaken
from forecourt.workshop.tests.make import NINE, make_actor, make_bay, make_order


@pytest.mark.held_by("workshop.Bay")
@pytest.mark.held_by("workshop.Bay", "workshop_job_no_overlap_in_a_bay")
@pytest.mark.django_db(transaction=True)
def test_one_chip_lands_and_the_others_are_told_by_what_it_is_taken() -> None:
    by, bay, gate = make_actor(), make_bay("G1"), Barrier(8)
    jobs = [plan_job(order=make_order(f"Job {n}"), by=by, at=NINE) for n in range(8)]

    def drop(job: Job) -> str:
        with tenant_set(by.tenant_id), translation.override("en"):
            connection.ensure_connection()
            gate.wait()
            try:
                place_job(job_id=job.pk, bay_id=bay.pk, starts_at=NINE, by=by, at=NINE)
            except BayTaken as told:
                return told.sentence[:19]
            else:
                return "won"
            finally:
                connection.close()

    with ThreadPoolExecutor(max_workers=8) as boards:
        outcomes = sorted(boards.map(drop, jobs))

    assert outcomes == ["Bay G1 is taken by "] * 7 + ["won"]
    assert Job.objects.filter(bay=bay).count() == 1
    assert Entry.objects.filter(kind="workshop.job_moved").count() == 1
