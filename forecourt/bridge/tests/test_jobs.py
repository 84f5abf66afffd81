"""The worker reads and writes files, and says how far it is while nothing is to be seen yet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from forecourt.bridge import commands, jobs
from forecourt.bridge.models import ImportProgress
from forecourt.bridge.tests.make import NINE, check, make_actor, make_csv, make_run, task_of
from forecourt.customers.models import Party
from forecourt.kernel import clock, relay
from forecourt.kernel.tenancy import tenant_set

pytestmark = pytest.mark.django_db(transaction=True)
ONE = make_csv(("姓名", "手机"), ("王伟", "13800138000"))


@pytest.fixture(autouse=True)
def _nine() -> Iterator[None]:
    with clock.frozen(NINE):
        yield


def test_an_uploaded_file_becomes_a_job_of_the_worker() -> None:
    run = make_run("customers", ONE)

    relay.deliver_waiting(now=clock.now)

    job = ProcrastinateJob.objects.get(task_name="forecourt.bridge.jobs.read_file")
    assert job.args == task_of(run)


def test_the_worker_reads_and_writes_a_file() -> None:
    run = make_run("customers", ONE)

    jobs.read_file(**task_of(run))
    commands.accept_import(run_id=run.pk, without_wrong_rows=False, by=make_actor(), at=NINE)
    jobs.write_file(**task_of(run))
    jobs.write_file(**task_of(run))

    run.refresh_from_db()
    assert (run.state, run.written_rows, Party.objects.count()) == ("written", 1, 1)


def test_a_file_that_cannot_be_read_is_refused_in_the_persons_language() -> None:
    by = make_actor()
    run = commands.upload_import(
        kind="staff", file_name="x.csv", content=ONE, language="zh-hans", by=by, at=NINE
    )

    jobs.read_file(**task_of(run))

    run.refresh_from_db()
    assert (run.state, bytes(run.content)) == ("failed", b"")
    assert "工号" in run.sentence


def test_how_far_it_is_can_be_seen_from_outside_while_it_writes() -> None:
    rows = [(f"客户{n}", str(13_900_000_000 + n)) for n in range(4_000)]
    run = check("customers", make_csv(("姓名", "手机"), *rows))
    commands.accept_import(run_id=run.pk, without_wrong_rows=False, by=make_actor(), at=NINE)

    jobs.write_file(**task_of(run))

    progress = ImportProgress.objects.get(run=run)
    assert (progress.done_rows >= 2_000, progress.all_rows) == (True, 4_000)
    with tenant_set(run.tenant_id):
        connection.ensure_connection()
        assert Party.objects.count() == 4_000
