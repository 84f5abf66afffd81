"""What the clock does for every workshop: promises that time alone puts at risk, and closing."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from forecourt.kernel import clock
from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Refused
from forecourt.kernel.tenancy import tenant_set
from forecourt.store.queries import rule
from forecourt.workshop import commands, queries

_REACH = timedelta(hours=18)
log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="workshop-minute", lock="workshop-minute")
def minute(timestamp: int) -> None:  # noqa: ARG001 - the scheduler's signature
    """Give every workshop with work in it its minute; one store's trouble stops no other."""
    at = clock.now()
    for tenant_id, store_id in queries.busy_stores():
        with tenant_set(tenant_id):
            try:
                keep_promises(tenant_id, store_id, at)
            except Exception:
                log.exception("workshop: the minute of store %s failed", store_id)


def keep_promises(tenant_id: UUID, store_id: UUID, at: datetime) -> None:
    """The minute of one workshop."""
    by = Actor.system(tenant_id, store_id, key="workshop")
    commands.tell_promises_at_risk(
        start=at - _REACH,
        end=at + _REACH,
        margin_minutes=rule(by, "workshop.promise_margin_minutes", on=at.date()),
        by=by,
        at=at,
    )


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="workshop-closing", lock="workshop-closing")
def closing(timestamp: int) -> None:  # noqa: ARG001 - the scheduler's signature
    """Carry over what closing time found unfinished; asked again it finds nothing more."""
    at = clock.now()
    for tenant_id, store_id in queries.stores_with_chips():
        with tenant_set(tenant_id):
            try:
                carry_over(tenant_id, store_id, at)
            except Exception:
                log.exception("workshop: closing time of store %s failed", store_id)


def carry_over(tenant_id: UUID, store_id: UUID, at: datetime) -> None:
    """Closing time of one workshop."""
    by = Actor.system(tenant_id, store_id, key="workshop")
    for left in queries.left_standing(by, at=at):
        try:
            commands.carry_over_job(
                job_id=left.job_id, why=left.why, promise_at=left.ready_at, by=by, at=at
            )
        except Refused as refusal:  # somebody finished it in this very moment
            log.info("job %s: %s", left.job_id, refusal.sentence)
