"""What the clock does for sales: let go what was held, end what is invalid, say what is old."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from forecourt.kernel import clock
from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Refused
from forecourt.kernel.tenancy import tenant_set
from forecourt.sales import commands
from forecourt.sales.queries import business_day, chores
from forecourt.store.queries import rules

log = logging.getLogger(__name__)
_AGES = ("sales.stock_amber_days", "sales.stock_red_days", "sales.stock_sheet_days")


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="sales-minutes", lock="sales-minutes")
def each_five_minutes(timestamp: int) -> None:  # noqa: ARG001 - the scheduler's signature
    """Let go cars for which no deposit came in time."""
    at = clock.now()
    for by in chores.stores():
        with tenant_set(by.tenant_id):
            let_go(by, at)


@app.periodic(cron="40 4 * * *")
@app.task(queueing_lock="sales-night", lock="sales-night")
def each_night(timestamp: int) -> None:  # noqa: ARG001 - the scheduler's signature
    """End quotations and inspections whose time is over, and report old stock."""
    at = clock.now()
    for by in chores.stores():
        with tenant_set(by.tenant_id):
            keep_house(by, at)


def let_go(by: Actor, at: datetime) -> None:
    def expire(key: UUID) -> None:
        commands.expire_reservation(allocation_id=key, by=by, at=at)

    _each(chores.run_out(by, at=at), expire)


def keep_house(by: Actor, at: datetime) -> None:
    """The night of one store."""
    today = business_day(by, at)
    found = rules(by, "sales.pdi_valid_days", *_AGES, on=today)

    def expire_quotation(key: UUID) -> None:
        commands.expire_quotation(version_id=key, by=by, at=at)

    def expire_inspection(key: UUID) -> None:
        commands.expire_inspection(inspection_id=key, by=by, at=at)

    _each(chores.invalid_quotations(by, on=today), expire_quotation)
    stale = chores.stale_inspections(by, days=found["sales.pdi_valid_days"], at=at)
    _each(stale, expire_inspection)
    for name in _AGES:
        for key in chores.aged(by, limit_days=found[name], on=today):
            commands.report_age(stock_unit_id=key, limit_days=found[name], by=by, at=at)


def _each(keys: Iterable[UUID], do: Callable[[UUID], None]) -> None:
    for key in keys:
        try:
            do(key)
        except Refused as refusal:  # somebody was faster
            log.info("%s: %s", key, refusal.sentence)
