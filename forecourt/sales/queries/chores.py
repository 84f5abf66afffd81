"""What the clock has to do for sales, over every store."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from forecourt.kernel.actor import Actor
from forecourt.kernel.tenancy import all_tenants
from forecourt.sales.models import (
    Allocation,
    InspectionState,
    PreDeliveryInspection,
    QuotationVersion,
    StockUnit,
)
from forecourt.store.models import Store


def stores() -> list[Actor]:
    """The system of every store of every dealer group."""
    with all_tenants("the clock looks after every store"):
        rows = Store.objects.order_by("tenant_id", "pk").values_list("tenant_id", "pk")
        return [Actor.system(tenant_id, store_id, key="sales") for tenant_id, store_id in rows]


def run_out(by: Actor, *, at: datetime) -> list[UUID]:
    """Cars that were held and no deposit came."""
    return list(
        Allocation.objects.seen_by(by).overdue(at).order_by("pk").values_list("pk", flat=True)
    )


def invalid_quotations(by: Actor, *, on: date) -> list[UUID]:
    """Quotations whose last day is over."""
    return list(
        QuotationVersion.objects.seen_by(by).overdue(on).order_by("pk").values_list("pk", flat=True)
    )


def stale_inspections(by: Actor, *, days: int, at: datetime) -> list[UUID]:
    """Passed inspections of cars that have stood too long since and are not delivered."""
    rows = PreDeliveryInspection.objects.seen_by(by).filter(
        state=InspectionState.PASSED, passed_at__lte=at - timedelta(days=days)
    )
    rows = rows.exclude(stock_unit__state__in=["delivered", "traded_out", "returned"])
    return list(rows.order_by("pk").values_list("pk", flat=True))


def aged(by: Actor, *, limit_days: int, on: date) -> list[UUID]:
    """Cars for sale that have passed an age limit which was not reported yet."""
    rows = StockUnit.objects.seen_by(by).free().older_than(on, limit_days)
    return list(rows.filter(aged_days__lt=limit_days).order_by("pk").values_list("pk", flat=True))
