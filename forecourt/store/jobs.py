"""What the clock does for every store: plan the shifts of the weeks ahead."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from forecourt.kernel import clock
from forecourt.kernel.actor import Actor
from forecourt.kernel.tenancy import tenant_set
from forecourt.store import commands, queries

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="store-roster", lock="store-roster")
def roster(timestamp: int) -> None:  # noqa: ARG001 - the scheduler's signature
    """Extend each store's roster that ends too soon; a moved clock has it within a minute."""
    at = clock.now()
    for tenant_id, store_id in queries.stores_to_roster(at=at):
        with tenant_set(tenant_id):
            try:
                commands.plan_roster(by=Actor.system(tenant_id, store_id, key="roster"), at=at)
            except Exception:
                log.exception("store: the roster of store %s failed", store_id)
