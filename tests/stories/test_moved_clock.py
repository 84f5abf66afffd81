"""A practice store whose clock is moved by weeks: tasks appear, and the calendar stays bookable."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from forecourt.demo import builder
from forecourt.followups import jobs as followups
from forecourt.followups.models import DayPlan, Task
from forecourt.kernel import clock
from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Tenant
from forecourt.kernel.relay import deliver_waiting
from forecourt.kernel.tenancy import tenant_set
from forecourt.store import jobs as store
from forecourt.store.models import Store
from forecourt.workshop.models import BayKind
from forecourt.workshop.queries import free_slots

pytestmark = pytest.mark.django_db
WAKES = datetime(2026, 11, 25, 2, 42, tzinfo=UTC)  # 10:42 in the store


def test_thirty_days_later_the_tasks_are_there_and_ninety_days_later_slots_too() -> None:
    builder.build("small", seed=1, at=WAKES, scale=1.0, say=lambda _words: None)
    group = Tenant.objects.get(name="恒川华东汽车集团")

    with tenant_set(group.pk):
        by = Actor.system(group.pk, Store.objects.get(code="SJ").pk)
        before = _tasks()
        after = _tasks_at(WAKES + timedelta(days=30))
        plan = DayPlan.objects.get(on=(WAKES + timedelta(days=30)).date())
        slots = _slots_at(by, WAKES + timedelta(days=90))

    assert after["F15"] > before["F15"]
    assert plan.fixed_at is not None
    assert plan.row_count > 0
    assert len(slots) > 10


def _tasks() -> Counter[str]:
    return Counter(Task.objects.values_list("rule__code", flat=True))


def _tasks_at(at: datetime) -> Counter[str]:
    """What there is after the minute of the moved clock."""
    with clock.frozen(at):
        followups.minute(0)
        deliver_waiting(now=clock.now)
    return _tasks()


def _slots_at(by: Actor, at: datetime) -> list[object]:
    with clock.frozen(at):
        store.roster(0)
    day = at + timedelta(days=1)
    found = free_slots(
        by,
        bay_kind=BayKind.GENERAL_LIFT,
        minutes=60,
        from_=day,
        until=day + timedelta(hours=8),
        at=at,
    )
    return list(found)
