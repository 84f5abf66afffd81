"""What the clock does here: held slots run out, no-shows are noted, old orders are closed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from procrastinate.contrib.django import app

from forecourt.kernel import clock
from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Refused
from forecourt.kernel.tenancy import tenant_set
from forecourt.service import commands
from forecourt.service.queries import chores
from forecourt.store.queries import rule

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="service-minute", lock="service-minute")
def each_minute(timestamp: int) -> None:  # noqa: ARG001 - the scheduler's signature
    """Release slots that nobody booked in time, and note who did not come."""
    at = clock.now()
    for by in _everywhere():
        release_slots(by, at)
        note_no_shows(by, at)


@app.periodic(cron="15 3 * * *")
@app.task(queueing_lock="service-night", lock="service-night")
def each_night(timestamp: int) -> None:  # noqa: ARG001 - the scheduler's signature
    """Close the orders whose cars left days ago."""
    at = clock.now()
    for by in _everywhere():
        close_orders(by, at)


def release_slots(by: Actor, at: datetime) -> None:
    for key in chores.run_out(by, at=at):
        try:
            commands.release_appointment(appointment_id=key, by=by, at=at)
        except Refused as refusal:  # somebody booked it in this very moment
            log.info("slot %s: %s", key, refusal.sentence)


def note_no_shows(by: Actor, at: datetime) -> None:
    limit = timedelta(minutes=rule(by, "service.no_show_minutes", on=at.date()))
    for key in chores.overdue(by, before=at - limit):
        try:
            commands.note_no_show(appointment_id=key, by=by, at=at)
        except Refused as refusal:  # the car arrived in this very moment
            log.info("appointment %s: %s", key, refusal.sentence)


def close_orders(by: Actor, at: datetime) -> None:
    days = timedelta(days=rule(by, "service.close_after_days", on=at.date()))
    for key in chores.long_gone(by, before=at - days):
        try:
            commands.close_order(order_id=key, by=by, at=at)
        except Refused as refusal:
            log.info("order %s: %s", key, refusal.sentence)


def _everywhere() -> Iterator[Actor]:
    for tenant_id, store_id in chores.stores():
        with tenant_set(tenant_id):
            yield Actor.system(tenant_id, store_id, key="clock")
