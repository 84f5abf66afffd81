"""Part orders go out to a supplier; goods receipts come in and move the stock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.flow import Flow
from forecourt.kernel.numbering import draw_number
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.parts.models.part import Bin, Part
from forecourt.store.models import Store
from forecourt.store.scope import ScopedQuerySet


class OrderKind(models.TextChoices):
    STOCK = "stock", _("Stock order")
    URGENT = "urgent", _("Urgent order")


class OrderState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    REPORTED = "reported", _("Sent")
    CONFIRMED = "confirmed", _("Confirmed")
    SHIPPED = "shipped", _("On the way")
    ARRIVED = "arrived", _("Arrived")
    INSPECTED = "inspected", _("Inspected")
    BINNED = "binned", _("Put away")
    CLAIMED = "claimed", _("Claimed")
    CANCELLED = "cancelled", _("Cancelled")


ORDER_FLOW = Flow(
    {
        OrderState.DRAFT: {OrderState.REPORTED, OrderState.CANCELLED},
        OrderState.REPORTED: {OrderState.CONFIRMED, OrderState.CANCELLED},
        OrderState.CONFIRMED: {OrderState.SHIPPED},
        OrderState.SHIPPED: {OrderState.ARRIVED},
        OrderState.ARRIVED: {OrderState.INSPECTED},
        OrderState.INSPECTED: {OrderState.BINNED, OrderState.CLAIMED},
        OrderState.BINNED: set(),
        OrderState.CLAIMED: set(),
        OrderState.CANCELLED: set(),
    }
)
_LAST = OrderState.BINNED
_NEXT = {
    OrderState.REPORTED: OrderState.CONFIRMED,
    OrderState.CONFIRMED: OrderState.SHIPPED,
    OrderState.SHIPPED: OrderState.ARRIVED,
    OrderState.ARRIVED: OrderState.INSPECTED,
    OrderState.INSPECTED: _LAST,
}
ENDED = (OrderState.BINNED, OrderState.CLAIMED, OrderState.CANCELLED)


class PartOrderQuerySet(ScopedQuerySet["PartOrder"]):
    def on_the_way(self) -> Self:
        return self.exclude(state__in=ENDED)


class PartOrder(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    number = models.CharField(max_length=24)
    kind = models.CharField(max_length=8, choices=OrderKind)
    supplier = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=OrderState, default=OrderState.DRAFT)
    entered_at = models.DateTimeField()
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=80)
    expected_on = models.DateField(null=True)

    objects = PartOrderQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "number"], name="parts_partorder_one_per_number"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OrderState.values), name="parts_partorder_state_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "store", "proposed_at"], name="parts_partorder_by_day"),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def propose(
        cls, kind: OrderKind, supplier: str, *, on: date, by: Actor, at: datetime
    ) -> PartOrder:
        return PartOrder.objects.create(
            store_id=by.store_id,
            number=draw_number(by, "PO", on=on),
            kind=kind,
            supplier=supplier,
            entered_at=at,
            proposed_at=at,
            proposed_by=by.key,
        )

    def move(self, state: OrderState, *, at: datetime, expected_on: date | None = None) -> None:
        """Take the order one step along its flow."""
        ORDER_FLOW.check(OrderState(self.state), state)
        self.state, self.entered_at = state, at
        self.expected_on = expected_on or self.expected_on
        self.save(update_fields=["state", "entered_at", "expected_on"])

    def put_away(self, *, at: datetime) -> None:
        """Walk through all steps that lie between and end in the bins: the goods are here."""
        ORDER_FLOW.check(OrderState(self.state), _NEXT.get(OrderState(self.state), _LAST))
        while self.state != _LAST:
            self.move(_NEXT[OrderState(self.state)], at=at)


class PartOrderLineQuerySet(ScopedQuerySet["PartOrderLine"]):
    pass


class PartOrderLine(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    order = TenantForeignKey(PartOrder, models.CASCADE, related_name="lines")
    part = TenantForeignKey(Part, models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=12, decimal_places=2)

    objects = PartOrderLineQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "order", "part"], name="parts_partorderline_part_once"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="parts_partorderline_orders_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} x {self.quantity}"

    @classmethod
    def write(
        cls, order: PartOrder, quantities: Iterable[tuple[UUID, Decimal]]
    ) -> list[PartOrderLine]:
        return PartOrderLine.objects.bulk_create(
            PartOrderLine(store_id=order.store_id, order=order, part_id=part_id, quantity=quantity)
            for part_id, quantity in quantities
        )


class ReceiptState(models.TextChoices):
    DRAFT = "draft", _("Being counted")
    POSTED = "posted", _("Posted")


RECEIPT_FLOW = Flow({ReceiptState.DRAFT: {ReceiptState.POSTED}, ReceiptState.POSTED: set()})


class GoodsReceiptQuerySet(ScopedQuerySet["GoodsReceipt"]):
    pass


class GoodsReceipt(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    number = models.CharField(max_length=24)
    supplier = models.CharField(max_length=80)
    delivery_note = models.CharField(max_length=40, blank=True)
    order = TenantForeignKey(PartOrder, models.PROTECT, null=True, related_name="receipts")
    state = models.CharField(max_length=8, choices=ReceiptState, default=ReceiptState.DRAFT)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    posted_at = models.DateTimeField(null=True)
    posted_by = models.CharField(max_length=80, blank=True)

    objects = GoodsReceiptQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "number"], name="parts_goodsreceipt_one_per_number"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", posted_at__isnull=True)
                | Q(state="posted", posted_at__isnull=False),
                name="parts_goodsreceipt_posted_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "store", "opened_at"], name="parts_receipt_by_day"),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def open(
        cls,
        supplier: str,
        *,
        delivery_note: str,
        order_id: UUID | None,
        on: date,
        by: Actor,
        at: datetime,
    ) -> GoodsReceipt:
        return GoodsReceipt.objects.create(
            store_id=by.store_id,
            number=draw_number(by, "GR", on=on),
            supplier=supplier,
            delivery_note=delivery_note,
            order_id=order_id,
            opened_at=at,
            opened_by=by.key,
        )

    def post(self, *, by: Actor, at: datetime) -> None:
        RECEIPT_FLOW.check(ReceiptState(self.state), ReceiptState.POSTED)
        self.state, self.posted_at, self.posted_by = ReceiptState.POSTED, at, by.key
        self.save(update_fields=["state", "posted_at", "posted_by"])


class GoodsReceiptLineQuerySet(ScopedQuerySet["GoodsReceiptLine"]):
    def drop(self) -> int:
        """Take these lines out of their draft; the database refuses it for a posted one."""
        return self.delete()[0]


class GoodsReceiptLine(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    receipt = TenantForeignKey(GoodsReceipt, models.PROTECT, related_name="lines")
    part = TenantForeignKey(Part, models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    unit_cost_fen = models.BigIntegerField(default=0)
    bin = TenantForeignKey(Bin, models.PROTECT, null=True, related_name="+")

    objects = GoodsReceiptLineQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0, unit_cost_fen__gte=0),
                name="parts_goodsreceiptline_holds_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} x {self.quantity}"

    @classmethod
    def write(cls, lines: Iterable[GoodsReceiptLine]) -> list[GoodsReceiptLine]:
        return GoodsReceiptLine.objects.bulk_create(lines)
