"""Makers: the shipped rules of the home store, tasks, call sheets, plans."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from forecourt.customers.models import Party
from forecourt.customers.tests.make import make_party
from forecourt.followups import commands
from forecourt.followups.models import (
    CallSheet,
    DayPlan,
    DayPlanRow,
    Result,
    Rule,
    RuleStep,
    RuleVersion,
    Task,
    TaskContact,
    TaskState,
)
from forecourt.kernel.actor import Actor
from forecourt.store.models import Staff
from forecourt.store.tests.make import NINE, home_store, make_actor
from forecourt.vehicles.models import Vehicle
from forecourt.vehicles.tests.make import make_vehicle


def make_system() -> Actor:
    store = home_store()
    return Actor.system(store.tenant_id, store.pk, key="followups")


def make_rules(by: Actor | None = None) -> None:
    """All rules as they are shipped."""
    commands.load_defaults(by=by or make_system(), at=NINE)


def make_fact(kind: str, at: datetime = NINE, **payload: Any) -> dict[str, Any]:  # Any: JSON
    """The values that the handler takes out of a line of the journal."""
    plain = {k: str(v) if isinstance(v, UUID) else v for k, v in payload.items()}
    return {"fact_id": uuid7(), "kind": kind, "payload": plain, "at": at}


def make_task(
    rule: str = "F11",
    step: str = "",
    *,
    party: Party | None = None,
    vehicle: Vehicle | None = None,
    assignee: Staff | None = None,
    due_at: datetime = NINE + timedelta(hours=8),
    state: TaskState = TaskState.DUE,
    subject_id: UUID | None = None,
    by: Actor | None = None,
) -> Task:
    """An open task of a shipped rule, due at the end of the day that NINE is in."""
    by = by or make_system()
    make_rules(by)
    version = RuleVersion.objects.seen_by(by).get(rule__code=rule, number=1)
    steps = RuleStep.objects.seen_by(by).filter(version=version).order_by("position")
    row = steps.get(key=step) if step else steps[0]
    party = party or (vehicle and None) or make_party(f"Zhao Min {uuid7().hex[-6:]}", phone="")
    return Task.objects.create(
        store_id=by.store_id,
        rule_id=version.rule_id,
        version=version,
        step=row,
        step_key=row.key,
        subject_id=subject_id or uuid7(),
        occurrence=row.key,
        party=party,
        vehicle=vehicle,
        fact_kind=row.trigger,
        fact_id=uuid7(),
        fact_at=NINE,
        why_zh=f"{rule} v1：原因",
        why_en=f"{rule} v1: a reason",
        due_at=due_at,
        due_on=due_at.date(),
        window_from=due_at.date(),
        window_until=due_at.date(),
        planned_on=due_at.date(),
        channel=row.channel,
        role=row.role,
        purpose=row.purpose,
        assignee=assignee,
        priority=row.priority,
        state=state,
        entered_at=NINE,
    )


def plant(by: Actor, canary: str) -> dict[str, UUID]:
    """One of each record of this room, with the canary in its texts."""
    make_rules(by)
    rule = Rule.objects.seen_by(by).get(code="F11")
    Rule.objects.seen_by(by).filter(pk=rule.pk).update(name_zh=canary, name_en=canary)
    party = make_party(f"{canary} Customer", phone="+8613800138009")
    Party.objects.seen_by(by).filter(pk=party.pk).update(home_store_id=by.store_id)
    vehicle = make_vehicle(owner=party)
    task = make_task("F11", party=party, vehicle=vehicle, by=by)
    sheet = CallSheet.objects.create(store_id=by.store_id, party=party, on=task.due_on)
    Task.objects.seen_by(by).filter(pk=task.pk).update(
        why_zh=canary, why_en=canary, sheet=sheet, state=TaskState.DUE
    )
    TaskContact.note_down(
        task, staff_id=None, result=Result.NO_ANSWER, note=canary, next_on=None, at=NINE
    )
    plan = DayPlan.objects.create(store_id=by.store_id, on=task.due_on, fixed_at=NINE)
    DayPlanRow.objects.create(
        store_id=by.store_id, plan=plan, task=task, position=1, is_overflow=True
    )
    waiting = RuleVersion.objects.create(
        store_id=by.store_id,
        rule=rule,
        number=2,
        valid_from=NINE.date(),
        origin="staff:somebody",
        state="proposed",
        note=canary,
        changed_at=NINE,
    )
    point = party.contact_points.get()
    return {
        "contact_point_id": point.pk,
        "task_id": task.pk,
        "sheet_id": sheet.pk,
        "rule_id": rule.pk,
        "version_id": waiting.pk,
    }


__all__ = [
    "make_actor",
    "make_fact",
    "make_rules",
    "make_system",
    "make_task",
    "plant",
]
