"""What the clock does for every store, each minute: strike, plan, due and late, ladders."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from forecourt.followups import commands, queries
from forecourt.kernel import clock
from forecourt.kernel.actor import Actor
from forecourt.kernel.tenancy import tenant_set

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="followups-minute", lock="followups-minute")
def minute(timestamp: int) -> None:  # noqa: ARG001 - the scheduler's signature
    """Give every store its minute; one store's trouble does not stop the next.

    The store's own clock is asked, so that a practice clock that was moved makes its tasks
    appear within a minute.
    """
    at = clock.now()
    for tenant_id, store_id in queries.stores_with_rules():
        with tenant_set(tenant_id):
            try:
                keep_time(tenant_id, store_id, at)
            except Exception:
                log.exception("follow-ups: the minute of store %s failed", store_id)


def keep_time(tenant_id: UUID, store_id: UUID, at: datetime) -> None:
    """The minute of one store."""
    by = Actor.system(tenant_id, store_id, key="followups")
    waits = queries.day_waits(by, at=at)
    if waits.plan_on:
        commands.plan_day(on=waits.plan_on, by=by, at=at)
    commands.turn(by=by, at=at)
    for task_id in queries.ladders_reached(by, at=at):
        commands.escalate(task_id=task_id, by=by, at=at)
