"""A receipt: money that came in, what it was used on, and what of it was paid back.

``used_fen`` and ``refunded_fen`` are sums that the database keeps; used and refunded together are
never more than was paid.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forecourt.customers.models import Party
from forecourt.finance.models.bill import Bill
from forecourt.kernel.actor import Actor
from forecourt.kernel.money import CNY
from forecourt.kernel.numbering import draw_number_without_gaps
from forecourt.kernel.source import Source
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models import Store
from forecourt.store.scope import ScopedQuerySet


class ReceiptKind(models.TextChoices):
    EARNEST_MONEY = "earnest_money", _("Earnest money")
    DEPOSIT = "deposit", _("Deposit")
    BALANCE = "balance", _("Balance")
    SERVICE = "service", pgettext_lazy("receipt", "Service")


ADVANCES = (ReceiptKind.EARNEST_MONEY, ReceiptKind.DEPOSIT)


class PayMethod(models.TextChoices):
    CASH = "cash", _("Cash")
    CARD = "card", _("Card")
    WECHAT = "wechat", _("WeChat")
    ALIPAY = "alipay", _("Alipay")
    TRANSFER = "transfer", _("Bank transfer")


class ReceiptQuerySet(ScopedQuerySet["Receipt"]):
    def of_source(self, source: Source) -> Self:
        return self.filter(source_kind=source.kind, source_key=source.key)

    def advances(self) -> Self:
        """Earnest money and deposits."""
        return self.filter(kind__in=ADVANCES)


class Receipt(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    number = models.CharField(max_length=24)
    party = TenantForeignKey(Party, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=13, choices=ReceiptKind)
    method = models.CharField(max_length=8, choices=PayMethod)
    currency = models.CharField(max_length=3, default=CNY)
    amount_fen = models.BigIntegerField()
    used_fen = models.BigIntegerField(default=0)
    refunded_fen = models.BigIntegerField(default=0)
    source_kind = models.CharField(max_length=40)
    source_key = models.CharField(max_length=60)
    note = models.CharField(max_length=120, blank=True)
    received_at = models.DateTimeField()
    received_on = models.DateField()  # business day in the store's zone
    received_by = models.CharField(max_length=80)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "number"], name="finance_receipt_one_per_number"
            ),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0), name="finance_receipt_is_for_money"
            ),
            models.CheckConstraint(
                condition=Q(
                    used_fen__gte=0,
                    refunded_fen__gte=0,
                    amount_fen__gte=F("used_fen") + F("refunded_fen"),
                ),
                name="finance_receipt_gives_what_it_holds",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ReceiptKind.values, method__in=PayMethod.values),
                name="finance_receipt_kind_is_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "source_kind", "source_key"], name="finance_receipt_by_source"
            ),
            models.Index(fields=["tenant", "store", "received_on"], name="finance_receipt_by_day"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def left_fen(self) -> int:
        """What is neither used nor paid back."""
        return self.amount_fen - self.used_fen - self.refunded_fen

    @classmethod
    def write(
        cls,
        *,
        party_id: UUID,
        kind: str,
        method: str,
        amount_fen: int,
        currency: str,
        source: Source,
        note: str,
        on: date,
        by: Actor,
        at: datetime,
    ) -> Receipt:
        return Receipt.objects.create(
            store_id=by.store_id,
            party_id=party_id,
            kind=kind,
            method=method,
            amount_fen=amount_fen,
            currency=currency,
            source_kind=source.kind,
            source_key=source.key,
            note=note,
            received_at=at,
            received_on=on,
            received_by=by.key,
            number=draw_number_without_gaps(by, "RC", on=on),
        )


class ReceiptUseQuerySet(ScopedQuerySet["ReceiptUse"]):
    pass


class ReceiptUse(TenantModel):
    """Money of a receipt used on a bill; a use taken back is a second line with a minus."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    receipt = TenantForeignKey(Receipt, models.PROTECT, related_name="uses")
    bill = TenantForeignKey(Bill, models.PROTECT, related_name="uses")
    amount_fen = models.BigIntegerField()
    used_at = models.DateTimeField()
    used_by = models.CharField(max_length=80)

    objects = ReceiptUseQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount_fen=0), name="finance_receiptuse_is_for_money"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "bill"], name="finance_receiptuse_by_bill"),
        ]

    def __str__(self) -> str:
        return f"{self.receipt_id} -> {self.bill_id}: {self.amount_fen}"

    @classmethod
    def write(
        cls, receipt: Receipt, bill: Bill, amount_fen: int, *, by: Actor, at: datetime
    ) -> ReceiptUse:
        """Use the money; the database brings both totals up to date, and so do we."""
        use = ReceiptUse.objects.create(
            store_id=bill.store_id,
            receipt=receipt,
            bill=bill,
            amount_fen=amount_fen,
            used_at=at,
            used_by=by.key,
        )
        receipt.used_fen += amount_fen
        bill.paid_fen += amount_fen
        return use


class RefundQuerySet(ScopedQuerySet["Refund"]):
    pass


class Refund(TenantModel):
    """Money of a receipt paid back; above a limit by somebody who did not take it."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    number = models.CharField(max_length=24)
    receipt = TenantForeignKey(Receipt, models.PROTECT, related_name="refunds")
    method = models.CharField(max_length=8, choices=PayMethod)
    amount_fen = models.BigIntegerField()
    reason = models.CharField(max_length=200)
    received_by = models.CharField(max_length=80)  # who took the money
    refunded_by = models.CharField(max_length=80)
    alone_up_to_fen = models.BigIntegerField()  # the limit as it was
    refunded_at = models.DateTimeField()
    refunded_on = models.DateField()

    objects = RefundQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "number"], name="finance_refund_one_per_number"
            ),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0) & ~Q(reason=""), name="finance_refund_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(refunded_by=F("received_by"))
                | Q(amount_fen__lte=F("alone_up_to_fen")),
                name="finance_refund_needs_a_second_person",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "store", "refunded_on"], name="finance_refund_by_day"),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def write(
        cls,
        receipt: Receipt,
        amount_fen: int,
        *,
        method: str,
        reason: str,
        alone_up_to_fen: int,
        on: date,
        by: Actor,
        at: datetime,
    ) -> Refund:
        refund = Refund.objects.create(
            store_id=receipt.store_id,
            number=draw_number_without_gaps(by, "RF", on=on),
            receipt=receipt,
            method=method,
            amount_fen=amount_fen,
            reason=reason,
            received_by=receipt.received_by,
            refunded_by=by.key,
            alone_up_to_fen=alone_up_to_fen,
            refunded_at=at,
            refunded_on=on,
        )
        receipt.refunded_fen += amount_fen
        return refund
