"""A sales order: the contract, from the accepted quotation to the car on the road."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.catalog.models import Colour, VehicleVariant
from forecourt.customers.models import Party
from forecourt.kernel.actor import Actor
from forecourt.kernel.flow import Flow
from forecourt.kernel.money import CNY
from forecourt.kernel.source import Source
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.leads.models import Opportunity
from forecourt.sales.models.quotation import QuotationVersion
from forecourt.store.models import Staff, Store
from forecourt.store.scope import ScopedQuerySet


class OrderState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Signed and approved")
    DEPOSIT_PAID = "deposit_paid", _("Deposit paid")
    ALLOCATED = "allocated", _("Car allocated")
    PAID = "paid", _("Paid")
    INVOICED = "invoiced", _("Invoiced")
    REGISTERED = "registered", _("Registered")
    READY = "ready_for_delivery", _("Ready for delivery")
    DELIVERED = "delivered", _("Delivered")
    REPORTED = "reported", _("Reported to the maker")
    CANCELLED = "cancelled", _("Cancelled")


_O = OrderState
ORDER_FLOW = Flow(
    {
        _O.DRAFT: {_O.APPROVED, _O.CANCELLED},
        _O.APPROVED: {_O.DEPOSIT_PAID, _O.CANCELLED},
        _O.DEPOSIT_PAID: {_O.ALLOCATED, _O.CANCELLED},
        _O.ALLOCATED: {_O.PAID, _O.DEPOSIT_PAID, _O.CANCELLED},  # back when the car is released
        _O.PAID: {_O.INVOICED, _O.CANCELLED},
        _O.INVOICED: {_O.REGISTERED, _O.READY, _O.CANCELLED},
        _O.REGISTERED: {_O.READY},
        _O.READY: {_O.DELIVERED},
        _O.DELIVERED: {_O.REPORTED},
        _O.REPORTED: set(),
        _O.CANCELLED: set(),
    }
)
PATH = (
    _O.DRAFT,
    _O.APPROVED,
    _O.DEPOSIT_PAID,
    _O.ALLOCATED,
    _O.PAID,
    _O.INVOICED,
    _O.REGISTERED,
    _O.READY,
    _O.DELIVERED,
)
OPEN = tuple(state for state in PATH if state is not _O.DELIVERED)
_MOVED = ("state", "entered_at")


class Fault(models.TextChoices):
    CUSTOMER = "customer", _("Customer withdraws")
    STORE = "store", _("We cannot deliver")
    NOBODY = "nobody", _("Both agree")


class SalesOrderQuerySet(ScopedQuerySet["SalesOrder"]):
    def seen_by(self, actor: Actor) -> Self:
        """The store's; a consultant without the wider right sees the own ones."""
        rows = super().seen_by(actor)
        if actor.may("sales.view_every_order"):
            return rows
        return rows.filter(consultant_id=actor.staff_id)

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def wanting_a_car(self) -> Self:
        return self.filter(state__in=[_O.APPROVED, _O.DEPOSIT_PAID])

    def without_a_car(self) -> Self:
        """Orders for which no car is held or locked."""
        return self.exclude(allocations__state__in=["reserved", "locked"])

    def without_a_delivery(self) -> Self:
        """Orders without a planned hour."""
        return self.exclude(deliveries__state__in=["planned", "prepared", "in_progress", "signed"])


class SalesOrder(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    number = models.CharField(max_length=24)
    version = TenantForeignKey(QuotationVersion, models.PROTECT, related_name="orders")
    opportunity = TenantForeignKey(Opportunity, models.PROTECT, related_name="orders")
    party = TenantForeignKey(Party, models.PROTECT, related_name="+")
    consultant = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    variant = models.ForeignKey(VehicleVariant, models.PROTECT, related_name="+")
    paint = models.ForeignKey(Colour, models.PROTECT, null=True, related_name="+")
    interior = models.ForeignKey(Colour, models.PROTECT, null=True, related_name="+")
    spec_key = models.CharField(max_length=400)
    state = models.CharField(max_length=20, choices=OrderState, default=OrderState.DRAFT)
    entered_at = models.DateTimeField()
    made_at = models.DateTimeField()
    goods_fen = models.BigIntegerField()
    total_fen = models.BigIntegerField()
    currency = models.CharField(max_length=3, default=CNY)
    deposit_fen = models.BigIntegerField()  # agreed
    promised_on = models.DateField()
    identity_checked_at = models.DateTimeField()
    identity_tail = models.CharField(max_length=4)  # last signs of the paper that was seen
    registers_himself = models.BooleanField(default=False)
    approved_by = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    bill_id = models.UUIDField(null=True)  # finance.Bill, once the car is known
    deposit_receipt_id = models.UUIDField(null=True)
    deposit_kind = models.CharField(max_length=14, blank=True)
    deposit_paid_fen = models.BigIntegerField(default=0)
    loan_approved_fen = models.BigIntegerField(default=0)
    invoice_code = models.CharField(max_length=20, blank=True)
    invoice_number = models.CharField(max_length=20, blank=True)
    invoiced_on = models.DateField(null=True)
    plate = models.CharField(max_length=12, blank=True)
    cancel_fault = models.CharField(max_length=10, choices=Fault, blank=True)
    cancel_reason = models.CharField(max_length=200, blank=True)
    reversed_invoice_number = models.CharField(max_length=20, blank=True)
    refund_fen = models.BigIntegerField(default=0)
    kept_fen = models.BigIntegerField(default=0)
    compensation_fen = models.BigIntegerField(default=0)

    objects = SalesOrderQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "number"], name="sales_salesorder_one_per_number"
            ),
            models.UniqueConstraint(
                fields=["tenant", "version"],
                condition=~Q(state="cancelled"),
                name="sales_salesorder_one_live_per_version",
            ),
            models.UniqueConstraint(
                fields=["tenant", "opportunity"],
                condition=~Q(state="cancelled"),
                name="sales_salesorder_one_live_per_deal",
            ),
            models.UniqueConstraint(
                fields=["tenant", "invoice_code", "invoice_number"],
                condition=~Q(invoice_number=""),
                name="sales_salesorder_one_per_invoice",
            ),
            models.CheckConstraint(
                condition=Q(deposit_fen__gte=0, deposit_paid_fen__gte=0, loan_approved_fen__gte=0),
                name="sales_salesorder_amounts_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") ^ Q(cancel_reason=""),
                name="sales_salesorder_cancelled_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=["invoiced", "registered", "ready_for_delivery", "delivered"]
                )
                | (~Q(invoice_number="") & Q(invoiced_on__isnull=False)),
                name="sales_salesorder_invoiced_has_a_number",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "store", "made_at"], name="sales_salesorder_by_day"),
            models.Index(
                fields=["tenant", "store", "state", "promised_on"], name="sales_salesorder_by_state"
            ),
            models.Index(fields=["tenant", "party"], name="sales_salesorder_by_party"),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def draft(
        cls,
        version: QuotationVersion,
        *,
        number: str,
        deposit_fen: int,
        promised_on: date,
        identity_tail: str,
        at: datetime,
    ) -> SalesOrder:
        quotation = version.quotation
        return SalesOrder.objects.create(
            store_id=version.store_id,
            number=number,
            version=version,
            opportunity_id=quotation.opportunity_id,
            party_id=quotation.party_id,
            consultant_id=quotation.consultant_id,
            variant_id=version.variant_id,
            paint_id=version.paint_id,
            interior_id=version.interior_id,
            spec_key=version.spec_key,
            entered_at=at,
            made_at=at,
            goods_fen=version.goods_fen,
            total_fen=version.total_fen,
            currency=version.currency,
            deposit_fen=deposit_fen,
            promised_on=promised_on,
            identity_checked_at=at,
            identity_tail=identity_tail,
            registers_himself=version.registers_himself,
        )

    def is_seen_by(self, actor: Actor) -> bool:
        """As ``seen_by`` of the rows, for an order of the actor's store that is at hand."""
        return actor.may("sales.view_every_order") or self.consultant_id == actor.staff_id

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def source(self) -> Source:
        """How the books name this order."""
        return Source("sales.order", str(self.pk))

    def approve(self, *, by: Actor, at: datetime) -> None:
        self._enter(OrderState.APPROVED, at=at)
        self.approved_by_id, self.approved_at = by.staff_id, at
        self.save(update_fields=[*_MOVED, "approved_by", "approved_at"])

    def note_deposit(self, *, receipt_id: UUID, kind: str, amount_fen: int, at: datetime) -> None:
        self._enter(OrderState.DEPOSIT_PAID, at=at)
        self.deposit_receipt_id, self.deposit_kind = receipt_id, kind
        self.deposit_paid_fen = amount_fen
        fields = ("deposit_receipt_id", "deposit_kind", "deposit_paid_fen")
        self.save(update_fields=[*_MOVED, *fields])

    def note_car(self, *, at: datetime) -> None:
        """A car is locked for it."""
        self._enter(OrderState.ALLOCATED, at=at)
        self.save(update_fields=_MOVED)

    def lose_car(self, *, at: datetime) -> None:
        """The car was released: another one must be found."""
        self._enter(OrderState.DEPOSIT_PAID, at=at)
        self.save(update_fields=_MOVED)

    def note_bill(self, bill_id: UUID) -> None:
        self.bill_id = bill_id
        self.save(update_fields=["bill_id"])

    def note_loan(self, amount_fen: int) -> None:
        self.loan_approved_fen = amount_fen
        self.save(update_fields=["loan_approved_fen"])

    def note_plate(self, plate: str) -> None:
        self.plate = plate
        self.save(update_fields=["plate"])

    def note_paid(self, *, at: datetime) -> None:
        self._enter(OrderState.PAID, at=at)
        self.save(update_fields=_MOVED)

    def note_invoice(self, *, code: str, number: str, on: date, at: datetime) -> None:
        self._enter(OrderState.INVOICED, at=at)
        self.invoice_code, self.invoice_number, self.invoiced_on = code, number, on
        self.save(update_fields=[*_MOVED, "invoice_code", "invoice_number", "invoiced_on"])

    def note_registered(self, *, at: datetime) -> None:
        self._enter(OrderState.REGISTERED, at=at)
        self.save(update_fields=_MOVED)

    def note_ready(self, *, at: datetime) -> None:
        self._enter(OrderState.READY, at=at)
        self.save(update_fields=_MOVED)

    def note_delivered(self, *, at: datetime) -> None:
        self._enter(OrderState.DELIVERED, at=at)
        self.save(update_fields=_MOVED)

    def note_reported(self, *, at: datetime) -> None:
        self._enter(OrderState.REPORTED, at=at)
        self.save(update_fields=_MOVED)

    def promise(self, on: date) -> None:
        self.promised_on = on
        self.save(update_fields=["promised_on"])

    def cancel(
        self,
        *,
        fault: Fault,
        reason: str,
        refund_fen: int,
        kept_fen: int,
        compensation_fen: int,
        reversed_invoice_number: str,
        at: datetime,
    ) -> None:
        self._enter(OrderState.CANCELLED, at=at)
        self.cancel_fault, self.cancel_reason = fault, reason
        self.refund_fen, self.kept_fen = refund_fen, kept_fen
        self.compensation_fen = compensation_fen
        self.reversed_invoice_number = reversed_invoice_number
        fields = ("cancel_fault", "cancel_reason", "refund_fen", "kept_fen", "compensation_fen")
        self.save(update_fields=[*_MOVED, *fields, "reversed_invoice_number"])

    def _enter(self, state: OrderState, *, at: datetime) -> None:
        ORDER_FLOW.check(OrderState(self.state), state)
        self.state, self.entered_at = state, at
