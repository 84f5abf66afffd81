"""An allocation: one car held for one order; two live ones cannot exist for either."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.flow import Flow
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.sales.models.order import OrderState, SalesOrder
from forecourt.sales.models.stock import StockUnit
from forecourt.store.models import Staff, Store
from forecourt.store.scope import ScopedQuerySet


class AllocationState(models.TextChoices):
    RESERVED = "reserved", _("Reserved")
    LOCKED = "locked", _("Locked")
    EXPIRED = "expired", _("Expired")
    RELEASED = "released", _("Released")
    FULFILLED = "fulfilled", _("Delivered")


_A = AllocationState
ALLOCATION_FLOW = Flow(
    {
        _A.RESERVED: {_A.LOCKED, _A.EXPIRED, _A.RELEASED},
        _A.LOCKED: {_A.RELEASED, _A.FULFILLED},
        _A.EXPIRED: set(),
        _A.RELEASED: set(),
        _A.FULFILLED: set(),
    }
)
LIVE = (_A.RESERVED.value, _A.LOCKED.value)


class AllocationQuerySet(ScopedQuerySet["Allocation"]):
    def live(self) -> Self:
        return self.filter(state__in=LIVE)

    def swappable(self) -> Self:
        """Locked cars of orders without an invoice yet."""
        return self.filter(
            state=_A.LOCKED, order__state__in=(OrderState.ALLOCATED, OrderState.PAID)
        )

    def overdue(self, at: datetime) -> Self:
        return self.filter(state=_A.RESERVED, expires_at__lte=at)


class Allocation(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    order = TenantForeignKey(SalesOrder, models.PROTECT, related_name="allocations")
    stock_unit = TenantForeignKey(StockUnit, models.PROTECT, related_name="allocations")
    state = models.CharField(max_length=10, choices=AllocationState)
    entered_at = models.DateTimeField()
    made_by = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    agreed_difference = models.CharField(max_length=200, blank=True)  # the customer's written yes
    end_reason = models.CharField(max_length=200, blank=True)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "stock_unit"],
                condition=Q(state__in=LIVE),
                name="sales_allocation_one_live_per_vin",
            ),
            models.UniqueConstraint(
                fields=["tenant", "order"],
                condition=Q(state__in=LIVE),
                name="sales_allocation_one_live_per_order",
            ),
            models.CheckConstraint(
                condition=~Q(state="reserved") | Q(expires_at__isnull=False),
                name="sales_allocation_reserved_expires",
            ),
            models.CheckConstraint(
                condition=~Q(state="released") | ~Q(end_reason=""),
                name="sales_allocation_released_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "store", "state", "expires_at"], name="sales_allocation_by_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.stock_unit_id}"

    @classmethod
    def make(
        cls,
        order: SalesOrder,
        unit: StockUnit,
        *,
        expires_at: datetime | None,
        agreed_difference: str,
        made_by_id: UUID | None,
        at: datetime,
    ) -> Allocation:
        """Reserve until ``expires_at``; without one it is locked at once."""
        return Allocation.objects.create(
            store_id=order.store_id,
            order=order,
            stock_unit=unit,
            state=AllocationState.RESERVED if expires_at else AllocationState.LOCKED,
            entered_at=at,
            made_by_id=made_by_id,
            made_at=at,
            expires_at=expires_at,
            agreed_difference=agreed_difference,
        )

    @property
    def is_locked(self) -> bool:
        return self.state == AllocationState.LOCKED

    def lock(self, *, at: datetime) -> None:
        self._enter(AllocationState.LOCKED, at=at)
        self.expires_at = None
        self.save(update_fields=["state", "entered_at", "expires_at"])

    def release(self, reason: str, *, at: datetime) -> None:
        self._enter(AllocationState.RELEASED, at=at)
        self.end_reason = reason
        self.save(update_fields=["state", "entered_at", "end_reason"])

    def expire(self, *, at: datetime) -> None:
        self._enter(AllocationState.EXPIRED, at=at)
        self.save(update_fields=["state", "entered_at"])

    def fulfil(self, *, at: datetime) -> None:
        self._enter(AllocationState.FULFILLED, at=at)
        self.save(update_fields=["state", "entered_at"])

    def _enter(self, state: AllocationState, *, at: datetime) -> None:
        ALLOCATION_FLOW.check(AllocationState(self.state), state)
        self.state, self.entered_at = state, at
