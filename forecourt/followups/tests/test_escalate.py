"""The ladder: who hears of a late task, and who gets it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from uuid_utils.compat import uuid7

from forecourt.followups import commands
from forecourt.followups.models import Task
from forecourt.followups.tests.make import make_fact, make_rules, make_system, make_task
from forecourt.kernel.models import Entry
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, make_staff

pytestmark = pytest.mark.django_db


def lead() -> Task:
    make_rules()
    fact = make_fact("leads.lead_received", lead_id=uuid7(), received_at=NINE.isoformat())
    commands.hear(**fact, by=make_system())
    return Task.objects.get()


def test_a_lead_goes_to_a_second_agent_then_to_the_sales_manager() -> None:
    make_staff("An", Role.LEAD_AGENT)
    make_staff("Bo", Role.LEAD_AGENT)
    task, by = lead(), make_system()
    first = task.assignee

    commands.escalate(task_id=task.pk, by=by, at=NINE + timedelta(minutes=15))
    task.refresh_from_db()
    second = task.assignee
    commands.escalate(task_id=task.pk, by=by, at=NINE + timedelta(minutes=60))
    task.refresh_from_db()

    assert (first is not None, second is not None, first != second) == (True, True, True)
    assert (task.assignee, task.escalated_role, task.escalate_at) == (
        second,
        "sales_manager",
        None,
    )
    assert Entry.objects.filter(kind="followups.task_escalated").count() == 2


def test_nothing_happens_before_its_time() -> None:
    task = lead()

    answer = commands.escalate(task_id=task.pk, by=make_system(), at=NINE + timedelta(minutes=14))

    task.refresh_from_db()
    assert (answer, task.rung) == (None, 0)


def test_a_rule_without_a_ladder_uses_that_of_late_tasks() -> None:
    make_rules()
    fact = make_fact("service.appointment_no_show", appointment_id=uuid7(), number="AP-1")
    commands.hear(**fact, by=make_system())
    task, by = Task.objects.get(), make_system()

    for days in (3, 5, 7):
        commands.escalate(task_id=task.pk, by=by, at=task.due_at + timedelta(days=days))
    task.refresh_from_db()

    assert (task.rung, task.escalated_role, task.is_at_risk) == (3, "service_manager", True)


def test_the_minute_lets_tasks_fall_late() -> None:
    task = make_task("F11", due_at=NINE - timedelta(minutes=1))

    commands.turn(by=make_system(), at=NINE)

    task.refresh_from_db()
    assert (task.state, task.entered_at) == ("late", NINE)
