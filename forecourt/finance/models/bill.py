"""A bill: what one party owes for one source; posted means unchangeable.

``total_fen`` is the sum of the lines and ``paid_fen`` the sum of the receipts used on it. The
database keeps both true, and refuses every change of a posted bill but its one reversal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forecourt.customers.models import Party
from forecourt.kernel.actor import Actor
from forecourt.kernel.flow import Flow
from forecourt.kernel.money import CNY, Money, line_total_fen, net_of_gross_fen
from forecourt.kernel.numbering import draw_number_without_gaps
from forecourt.kernel.source import Source
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models import Store
from forecourt.store.scope import ScopedQuerySet


class BillState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    POSTED = "posted", _("Posted")
    REVERSED = "reversed", _("Reversed")


BILL_FLOW = Flow(
    {
        BillState.DRAFT: {BillState.POSTED},
        BillState.POSTED: {BillState.REVERSED},
        BillState.REVERSED: set(),
    }
)


class PayType(models.TextChoices):
    CUSTOMER = "customer", _("Customer")
    WARRANTY = "warranty", _("Warranty")
    RECALL = "recall", _("Recall")
    INTERNAL = "internal", _("Internal")
    INSURANCE = "insurance", _("Insurance")
    GOODWILL = "goodwill", _("Goodwill")
    PACKAGE = "package", _("Package")


class LineKind(models.TextChoices):
    LABOUR = "labour", _("Labour")
    PART = "part", _("Part")
    SUBLET = "sublet", _("Outside work")
    CAR = "car", pgettext_lazy("bill line", "Car")
    OPTION = "option", _("Option")
    SERVICE = "service", pgettext_lazy("bill line", "Service")
    OTHER = "other", _("Other")


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line as another room hands it over; prices in fen, tax included."""

    text: str
    quantity: Decimal
    unit_price_fen: int
    kind: str = LineKind.OTHER
    code: str = ""
    unit: str = ""
    discount_fen: int = 0
    pay_type: str = PayType.CUSTOMER
    tax_percent: Decimal = Decimal(13)
    origin_class: str = ""

    @property
    def total_fen(self) -> int:
        return line_total_fen(self.quantity, self.unit_price_fen) - self.discount_fen


class BillQuerySet(ScopedQuerySet["Bill"]):
    def of_source(self, source: Source) -> Self:
        return self.filter(source_kind=source.kind, source_key=source.key)

    def unpaid(self) -> Self:
        """Posted, and not paid in full."""
        return self.filter(state=BillState.POSTED, total_fen__gt=F("paid_fen"))

    def found_by(self, text: str) -> Self:
        """Bills whose number, title, source or party holds the text."""
        return self.filter(
            Q(number__icontains=text)
            | Q(title__icontains=text)
            | Q(source_key__icontains=text)
            | Q(party__name__icontains=text)
        )

    def drop(self) -> int:
        """Throw these drafts away; the database refuses it for a posted bill."""
        return self.delete()[0]


class Bill(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    number = models.CharField(max_length=24, blank=True)  # drawn when it is posted
    title = models.CharField(max_length=120)
    party = TenantForeignKey(Party, models.PROTECT, related_name="+")
    source_kind = models.CharField(max_length=40)
    source_key = models.CharField(max_length=60)
    state = models.CharField(max_length=8, choices=BillState, default=BillState.DRAFT)
    currency = models.CharField(max_length=3, default=CNY)
    total_fen = models.BigIntegerField(default=0)
    tax_fen = models.BigIntegerField(default=0)
    paid_fen = models.BigIntegerField(default=0)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=80)
    posted_at = models.DateTimeField(null=True)
    posted_by = models.CharField(max_length=80, blank=True)
    posted_on = models.DateField(null=True)  # business day in the store's zone
    reverses = TenantForeignKey("self", models.PROTECT, null=True, related_name="reversals")
    reason = models.CharField(max_length=200, blank=True)  # of a reversal

    objects = BillQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "number"],
                condition=~Q(number=""),
                name="finance_bill_one_per_number",
            ),
            models.UniqueConstraint(
                fields=["tenant", "reverses"], name="finance_bill_reversed_once"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", number="", posted_at__isnull=True)
                | (Q(state__in=("posted", "reversed"), posted_at__isnull=False) & ~Q(number="")),
                name="finance_bill_posted_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(paid_fen__gte=0, paid_fen__lte=F("total_fen"))
                | Q(paid_fen=0, total_fen__lt=0),
                name="finance_bill_paid_is_within_its_total",
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, total_fen__gte=0)
                | (Q(reverses__isnull=False, total_fen__lte=0) & ~Q(reason="")),
                name="finance_bill_only_a_reversal_is_negative",
            ),
            models.CheckConstraint(
                condition=~Q(state="reversed") | Q(paid_fen=0),
                name="finance_bill_reversed_holds_no_money",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "source_kind", "source_key"], name="finance_bill_by_source"
            ),
            models.Index(
                fields=["tenant", "store", "posted_at"],
                condition=Q(state="posted", total_fen__gt=F("paid_fen")),
                name="finance_bill_unpaid",
            ),
            models.Index(fields=["tenant", "store", "drafted_at"], name="finance_bill_by_day"),
            models.Index(
                fields=["tenant", "store", "posted_on"],
                condition=Q(state="posted"),
                include=["source_kind", "total_fen"],  # the month's revenue, read off the index
                name="finance_bill_posted",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.title

    @property
    def source(self) -> Source:
        return Source(self.source_kind, self.source_key)

    @property
    def due_fen(self) -> int:
        """What is still to be paid; nothing for a draft or a reversed bill."""
        return max(self.total_fen - self.paid_fen, 0) if self.state == BillState.POSTED else 0

    @property
    def total(self) -> Money:
        return Money(self.total_fen, self.currency)

    @classmethod
    def draft(
        cls,
        *,
        title: str,
        party_id: UUID,
        source: Source,
        lines: Sequence[NewLine],
        currency: str,
        by: Actor,
        at: datetime,
        reverses: Bill | None = None,
        reason: str = "",
    ) -> Bill:
        bill = Bill(
            store_id=by.store_id,
            title=title,
            party_id=party_id,
            source_kind=source.kind,
            source_key=source.key,
            currency=currency,
            drafted_at=at,
            drafted_by=by.key,
            reverses=reverses,
            reason=reason,
        )
        rows = BillLine.made_of(bill, lines)
        bill.total_fen = sum(row.total_fen for row in rows)
        bill.tax_fen = sum(row.tax_fen for row in rows)
        bill.save(force_insert=True)
        BillLine.objects.bulk_create(rows)
        return bill

    def redraft(self, lines: Sequence[NewLine]) -> None:
        """Put other lines on a draft."""
        rows = BillLine.made_of(self, lines)
        BillLine.objects.filter(bill=self).drop()
        self.total_fen = sum(row.total_fen for row in rows)
        self.tax_fen = sum(row.tax_fen for row in rows)
        self.save(update_fields=["total_fen", "tax_fen"])
        BillLine.objects.bulk_create(rows)

    def post(self, *, series: str, on: date, by: Actor, at: datetime) -> None:
        """Make the bill final; its number has no gaps, so it is drawn last."""
        BILL_FLOW.check(BillState(self.state), BillState.POSTED)
        self.state, self.posted_at, self.posted_by = BillState.POSTED, at, by.key
        self.posted_on, self.number = on, draw_number_without_gaps(by, series, on=on)
        self.save(update_fields=["state", "posted_at", "posted_by", "posted_on", "number"])

    def be_reversed(self) -> None:
        """A reversing bill stands against this one from now on."""
        BILL_FLOW.check(BillState(self.state), BillState.REVERSED)
        self.state = BillState.REVERSED
        self.save(update_fields=["state"])


class BillLineQuerySet(ScopedQuerySet["BillLine"]):
    def drop(self) -> int:
        return self.delete()[0]


class BillLine(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    bill = TenantForeignKey(Bill, models.CASCADE, related_name="lines")
    place = models.PositiveSmallIntegerField()  # counts from one
    kind = models.CharField(max_length=8, choices=LineKind)
    code = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=160)
    unit = models.CharField(max_length=12, blank=True)
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    unit_price_fen = models.BigIntegerField()
    discount_fen = models.BigIntegerField(default=0)
    total_fen = models.BigIntegerField()
    tax_percent = models.DecimalField(max_digits=5, decimal_places=2)
    tax_fen = models.BigIntegerField()  # in the total
    pay_type = models.CharField(max_length=9, choices=PayType)
    origin_class = models.CharField(max_length=16, blank=True)  # of a part, as the law asks

    objects = BillLineQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "bill", "place"], name="finance_billline_one_per_place"
            ),
            models.CheckConstraint(
                condition=Q(
                    total_fen=Func(
                        F("quantity") * F("unit_price_fen"),
                        Value(0),
                        function="round",
                        output_field=models.DecimalField(max_digits=30, decimal_places=0),
                    )
                    - F("discount_fen")
                ),
                name="finance_billline_total_is_quantity_times_price",
            ),
            models.CheckConstraint(
                condition=Q(tax_percent__gte=0, tax_percent__lt=100),
                name="finance_billline_tax_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(pay_type__in=PayType.values), name="finance_billline_pay_type_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.text}"

    @classmethod
    def made_of(cls, bill: Bill, lines: Iterable[NewLine]) -> list[BillLine]:
        """Rows that are not written yet. The tax of a line is its gross less its net."""
        return [
            BillLine(
                store_id=bill.store_id,
                bill=bill,
                place=place,
                kind=line.kind,
                code=line.code,
                text=line.text,
                unit=line.unit,
                quantity=line.quantity,
                unit_price_fen=line.unit_price_fen,
                discount_fen=line.discount_fen,
                total_fen=line.total_fen,
                tax_percent=line.tax_percent,
                tax_fen=line.total_fen - net_of_gross_fen(line.total_fen, line.tax_percent),
                pay_type=line.pay_type,
                origin_class=line.origin_class,
            )
            for place, line in enumerate(lines, start=1)
        ]

    def turned(self) -> NewLine:
        """The line of a reversing bill that takes this one back."""
        return NewLine(
            text=self.text,
            quantity=-self.quantity,
            unit_price_fen=self.unit_price_fen,
            kind=self.kind,
            code=self.code,
            unit=self.unit,
            discount_fen=-self.discount_fen,
            pay_type=self.pay_type,
            tax_percent=self.tax_percent,
            origin_class=self.origin_class,
        )
