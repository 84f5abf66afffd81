"""What the clock does before a sale: revive, give up, pool, and free cars that nobody drove."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from forecourt.kernel import clock
from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Refused
from forecourt.kernel.tenancy import tenant_set
from forecourt.leads import commands
from forecourt.leads.queries import chores
from forecourt.store.queries import rules

log = logging.getLogger(__name__)


@app.periodic(cron="20 4 * * *")
@app.task(queueing_lock="leads-night", lock="leads-night")
def each_night(timestamp: int) -> None:  # noqa: ARG001 - the scheduler's signature
    """Give every store its night; one deal's trouble stops no other."""
    at = clock.now()
    for by in chores.stores():
        with tenant_set(by.tenant_id):
            keep_deals(by, at)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="leads-drives", lock="leads-drives")
def each_ten_minutes(timestamp: int) -> None:  # noqa: ARG001 - the scheduler's signature
    """Free demo cars whose driver did not come."""
    at = clock.now()
    for by in chores.stores():
        with tenant_set(by.tenant_id):
            free_cars(by, at)


def keep_deals(by: Actor, at: datetime) -> None:
    """The night of one store: what was frozen, what slips away, what goes to the pool."""
    keys = (
        "leads.out_of_control_tries",
        "leads.out_of_control_days",
        "leads.pool_after_days",
    )
    tries, days, pool_days = (rules(by, *keys, on=at.date())[key] for key in keys)

    def revive(key: UUID) -> None:
        commands.revive_opportunity(opportunity_id=key, by=by, at=at)

    def give_up(key: UUID) -> None:
        commands.lose_control(opportunity_id=key, by=by, at=at)

    def pool(key: UUID) -> None:
        commands.pool_opportunity(opportunity_id=key, by=by, at=at)

    _each(chores.to_revive(by, on=at.date()), revive)
    _each(chores.slipping_away(by, tries=tries, before=at - timedelta(days=days)), give_up)
    _each(chores.to_pool(by, days=pool_days, at=at), pool)


def free_cars(by: Actor, at: datetime) -> None:
    """Note who did not come to a test drive."""

    def free(key: UUID) -> None:
        reason = _("Did not come")
        commands.cancel_test_drive(test_drive_id=key, reason=reason, is_no_show=True, by=by, at=at)

    _each(chores.never_begun(by, at=at), free)


def _each(keys: Iterable[UUID], do: Callable[[UUID], None]) -> None:
    for key in keys:
        try:
            do(key)
        except Refused as refusal:  # somebody was faster
            log.info("%s: %s", key, refusal.sentence)
