"""What the clock looks for in every store."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from forecourt.kernel.actor import Actor
from forecourt.kernel.tenancy import all_tenants
from forecourt.service.models import Appointment, RepairOrder
from forecourt.store.models import Store


def stores() -> list[tuple[UUID, UUID]]:
    """Every store with its dealer group."""
    with all_tenants("the clock looks after every store"):
        return list(Store.objects.order_by("tenant_id", "pk").values_list("tenant_id", "pk"))


def run_out(by: Actor, *, at: datetime) -> list[UUID]:
    """Held slots whose time to book is over."""
    rows = Appointment.objects.seen_by(by).run_out(at)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def overdue(by: Actor, *, before: datetime) -> list[UUID]:
    """Appointments whose time is long over, and nobody came."""
    rows = Appointment.objects.seen_by(by).overdue(before)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def long_gone(by: Actor, *, before: datetime) -> list[UUID]:
    """Orders whose cars left long ago."""
    rows = RepairOrder.objects.seen_by(by).left_before(before)
    return list(rows.order_by("pk").values_list("pk", flat=True))
