"""The minute of every store: the plan when its time has come, once a day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from forecourt.followups import jobs
from forecourt.followups.models import DayPlan, Task
from forecourt.followups.tests.make import make_task
from forecourt.kernel import clock
from forecourt.store.tests.make import NINE

pytestmark = pytest.mark.django_db


def test_before_seven_nothing_is_planned() -> None:
    make_task("F11")

    with clock.frozen(NINE - timedelta(hours=3)):
        jobs.minute(0)

    assert not DayPlan.objects.exists()


def test_from_seven_on_the_plan_is_made_once() -> None:
    make_task("F11")

    with clock.frozen(NINE):
        jobs.minute(0)
        jobs.minute(0)

    assert DayPlan.objects.get().fixed_at == NINE


def test_a_clock_that_was_moved_climbs_the_ladder_within_a_minute() -> None:
    task = make_task("F11")
    Task.objects.filter(pk=task.pk).update(escalate_at=task.due_at + timedelta(days=1))

    with clock.frozen(NINE + timedelta(days=30)):
        jobs.minute(0)

    task.refresh_from_db()
    assert (task.state, task.rung, task.escalated_role) == ("late", 1, "relation_manager")
