"""One fact is heard by several workers at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from uuid_utils.compat import uuid7

from forecourt.followups import commands
from forecourt.followups.models import DayPlanRow, Task
from forecourt.followups.tests.make import make_fact, make_rules, make_system, make_task
from forecourt.kernel.tenancy import tenant_set
from forecourt.store.tests.make import HOME, NINE

WORKERS = 6


def at_once(call: object) -> list[int]:
    gate = Barrier(WORKERS)

    def work(_number: int) -> int:
        with tenant_set(HOME):
            connection.ensure_connection()
            gate.wait()
            try:
                return call()  # type: ignore[operator,no-any-return]  # a test's own function
            finally:
                connection.close()

    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        return sorted(pool.map(work, range(WORKERS)))


@pytest.mark.held_by("followups_task_fires_once")
@pytest.mark.django_db(transaction=True)
def test_one_worker_makes_the_task_and_the_others_make_nothing() -> None:
    make_rules()
    fact, by = make_fact("leads.visitor_arrived", visit_id=uuid7()), make_system()

    outcomes = at_once(lambda: commands.hear(**fact, by=by))

    assert outcomes == [0] * (WORKERS - 1) + [1]
    assert Task.objects.count() == 1


@pytest.mark.held_by("followups.DayPlan")
@pytest.mark.django_db(transaction=True)
def test_one_worker_fixes_the_plan_of_the_day() -> None:
    make_task("F11")
    by = make_system()
    commands.strike_clock(on=NINE.date(), by=by, at=NINE)  # the plan's row is there already

    outcomes = at_once(lambda: commands.plan_day(on=NINE.date(), by=by, at=NINE).row_count)

    assert outcomes == [1] * WORKERS
    assert DayPlanRow.objects.count() == 1
