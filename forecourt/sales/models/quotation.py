"""A quotation: a chain of versions; what a version says is never changed, only its state moves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forecourt.catalog.models import Colour, VehicleVariant
from forecourt.customers.models import Party
from forecourt.kernel.actor import Actor
from forecourt.kernel.bilingual import said
from forecourt.kernel.flow import Flow
from forecourt.kernel.money import CNY
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.leads.models import Opportunity
from forecourt.store.models import Staff, Store
from forecourt.store.scope import ScopedQuerySet


class VersionState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    APPROVAL_WANTED = "approval_wanted", _("Discount waits for approval")
    SENT = "sent", _("Given to the customer")
    ACCEPTED = "accepted", _("Accepted")
    SUPERSEDED = "superseded", _("Replaced by a newer version")
    EXPIRED = "expired", _("Expired")


VERSION_FLOW = Flow(
    {
        VersionState.DRAFT: {
            VersionState.APPROVAL_WANTED,
            VersionState.SENT,
            VersionState.SUPERSEDED,
        },
        VersionState.APPROVAL_WANTED: {VersionState.DRAFT, VersionState.SUPERSEDED},
        VersionState.SENT: {
            VersionState.ACCEPTED,
            VersionState.SUPERSEDED,
            VersionState.EXPIRED,
        },
        VersionState.ACCEPTED: {VersionState.SUPERSEDED},  # its order was cancelled
        VersionState.SUPERSEDED: set(),
        VersionState.EXPIRED: {VersionState.SUPERSEDED},
    }
)


class LineKind(models.TextChoices):
    CAR = "car", _("Car")
    OPTION = "option", _("Option")
    ACCESSORY = "accessory", _("Accessory")
    DISCOUNT = "discount", _("Discount")
    PURCHASE_TAX = "purchase_tax", _("Purchase tax")
    COMPULSORY_INSURANCE = "compulsory_insurance", _("Compulsory insurance")
    COMMERCIAL_INSURANCE = "commercial_insurance", _("Commercial insurance")
    VEHICLE_TAX = "vehicle_tax", _("Vehicle tax")
    PLATE_FEE = "plate_fee", _("Plate and licence fee")
    SERVICE_FEE = "service_fee", _("Service fee")
    FINANCE_FEE = "finance_fee", _("Loan fee")
    TRADE_IN = "trade_in", _("Trade-in taken in payment")


LOWERING = (LineKind.DISCOUNT, LineKind.TRADE_IN)  # the only lines below zero
GOODS = (LineKind.CAR, LineKind.OPTION, LineKind.ACCESSORY, LineKind.DISCOUNT)


class DiscountReason(models.TextChoices):
    COMPETITOR_OFFER = "competitor_offer", _("Competitor's offer")
    AGEING_STOCK = "ageing_stock", _("Ageing stock")
    FLEET = "fleet", _("Fleet")
    LOYAL_OWNER = "loyal_owner", _("Loyal owner")
    TRADE_IN_BUNDLE = "trade_in_bundle", _("With trade-in")
    FINANCE_BUNDLE = "finance_bundle", _("With loan")
    CAMPAIGN = "campaign", _("Campaign")
    COMPLAINT_SETTLEMENT = "complaint_settlement", _("Complaint settled")
    OTHER = "other_with_text", _("Other, in words")


class ApprovalState(models.TextChoices):
    WANTED = "wanted", _("Waits")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    DROPPED = "dropped", _("No longer needed")


APPROVAL_FLOW = Flow(
    {
        ApprovalState.WANTED: {
            ApprovalState.APPROVED,
            ApprovalState.REFUSED,
            ApprovalState.DROPPED,
        },
        ApprovalState.APPROVED: set(),
        ApprovalState.REFUSED: set(),
        ApprovalState.DROPPED: set(),
    }
)


class QuotationQuerySet(ScopedQuerySet["Quotation"]):
    def seen_by(self, actor: Actor) -> Self:
        """The store's; a consultant without the wider right sees the own ones."""
        rows = super().seen_by(actor)
        if actor.may("sales.view_every_order"):
            return rows
        return rows.filter(consultant_id=actor.staff_id)


class Quotation(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    number = models.CharField(max_length=24)
    opportunity = TenantForeignKey(Opportunity, models.PROTECT, related_name="quotations")
    party = TenantForeignKey(Party, models.PROTECT, related_name="+")
    consultant = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects = QuotationQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "number"], name="sales_quotation_one_per_number"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "opportunity"], name="sales_quotation_by_deal"),
            models.Index(fields=["tenant", "store", "made_at"], name="sales_quotation_by_day"),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def open(cls, opportunity: Opportunity, *, number: str, at: datetime) -> Quotation:
        return Quotation.objects.create(
            store_id=opportunity.store_id,
            number=number,
            opportunity=opportunity,
            party_id=opportunity.party_id,
            consultant_id=opportunity.consultant_id,
            made_at=at,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of a version says, before it is kept."""

    kind: LineKind
    code: str
    name: str
    amount_fen: int
    name_en: str = ""
    quantity: Decimal = Decimal(1)
    unit_price_fen: int | None = None  # the amount itself when there is one of it

    @property
    def text(self) -> str:
        """The name in the language of the page."""
        return said(self.name, self.name_en) if self.code else str(self.kind.label)


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything that a version says."""

    variant: VehicleVariant
    paint: Colour | None
    interior: Colour | None
    option_codes: tuple[str, ...]
    spec_key: str
    list_fen: int
    discount_fen: int
    discount_reason: str
    discount_note: str
    loan_fen: int
    loan_months: int
    registers_himself: bool
    lines: tuple[Line, ...]
    trade_in_fen: int = 0
    trade_in_note: str = ""

    @property
    def goods_fen(self) -> int:
        return sum(line.amount_fen for line in self.lines if line.kind in GOODS)

    @property
    def total_fen(self) -> int:
        return sum(line.amount_fen for line in self.lines)


class QuotationVersionQuerySet(ScopedQuerySet["QuotationVersion"]):
    def seen_by(self, actor: Actor) -> Self:
        """The store's; a consultant without the wider right sees the own ones."""
        rows = super().seen_by(actor)
        if actor.may("sales.view_every_order"):
            return rows
        return rows.filter(quotation__consultant_id=actor.staff_id)

    def overdue(self, on: date) -> Self:
        return self.filter(state=VersionState.SENT, valid_until__lt=on)


class QuotationVersion(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    quotation = TenantForeignKey(Quotation, models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, choices=VersionState, default=VersionState.DRAFT)
    entered_at = models.DateTimeField()
    variant = models.ForeignKey(VehicleVariant, models.PROTECT, related_name="+")
    paint = models.ForeignKey(Colour, models.PROTECT, null=True, related_name="+")
    interior = models.ForeignKey(Colour, models.PROTECT, null=True, related_name="+")
    option_codes = models.CharField(max_length=300, blank=True)
    spec_key = models.CharField(max_length=400)
    list_fen = models.BigIntegerField()
    discount_fen = models.BigIntegerField(default=0)
    discount_reason = models.CharField(max_length=24, choices=DiscountReason, blank=True)
    discount_note = models.CharField(max_length=200, blank=True)
    goods_fen = models.BigIntegerField()  # car, options, accessories, less the discount
    total_fen = models.BigIntegerField()  # on the road
    currency = models.CharField(max_length=3, default=CNY)
    loan_fen = models.BigIntegerField(default=0)
    loan_months = models.PositiveSmallIntegerField(default=0)
    registers_himself = models.BooleanField(default=False)
    trade_in_fen = models.BigIntegerField(default=0)  # what the customer's old car is taken for
    trade_in_note = models.CharField(max_length=100, blank=True)  # which car: as it was appraised
    made_by = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    valid_until = models.DateField(null=True)  # the last day on which it can be accepted

    objects = QuotationVersionQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "quotation", "version"], name="sales_quotationversion_in_order"
            ),
            models.UniqueConstraint(
                fields=["tenant", "quotation"],
                condition=Q(state__in=["draft", "approval_wanted", "sent", "accepted"]),
                name="sales_quotationversion_one_live",
            ),
            models.CheckConstraint(
                condition=Q(discount_fen=0, discount_reason="")
                | (Q(discount_fen__gt=0) & ~Q(discount_reason="")),
                name="sales_quotationversion_discount_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(trade_in_fen=0, trade_in_note="")
                | (Q(trade_in_fen__gt=0) & ~Q(trade_in_note="")),
                name="sales_quotationversion_trade_in_names_the_car",
            ),
            models.CheckConstraint(
                condition=~Q(discount_reason="other_with_text") | ~Q(discount_note=""),
                name="sales_quotationversion_other_has_words",
            ),
            models.CheckConstraint(
                condition=Q(
                    goods_fen__gte=0,
                    total_fen__gte=0,
                    loan_fen__gte=0,
                    loan_fen__lte=F("total_fen"),
                ),
                name="sales_quotationversion_amounts_are_possible",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "accepted"])
                | Q(sent_at__isnull=False, valid_until__isnull=False),
                name="sales_quotationversion_sent_has_validity",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "store", "state", "valid_until"],
                name="sales_version_by_state",
            ),
        ]

    def __str__(self) -> str:
        return f"v{self.version}"

    @classmethod
    def write(
        cls, quotation: Quotation, offer: Offer, *, version: int, by: Actor, at: datetime
    ) -> QuotationVersion:
        """Write a version with its lines; neither is changed afterwards."""
        row = QuotationVersion.objects.create(
            store_id=quotation.store_id,
            quotation=quotation,
            version=version,
            entered_at=at,
            variant=offer.variant,
            paint=offer.paint,
            interior=offer.interior,
            option_codes=" ".join(offer.option_codes),
            spec_key=offer.spec_key,
            list_fen=offer.list_fen,
            discount_fen=offer.discount_fen,
            discount_reason=offer.discount_reason,
            discount_note=offer.discount_note,
            goods_fen=offer.goods_fen,
            total_fen=offer.total_fen,
            loan_fen=offer.loan_fen,
            loan_months=offer.loan_months,
            registers_himself=offer.registers_himself,
            trade_in_fen=offer.trade_in_fen,
            trade_in_note=offer.trade_in_note,
            made_by_id=by.staff_id,
            made_at=at,
        )
        QuotationLine.write(row, offer.lines)
        return row

    @property
    def label(self) -> str:
        """Number and version: ``QT-261124-001-v2``."""
        return f"{self.quotation.number}-v{self.version}"

    def want_approval(self, *, at: datetime) -> None:
        self._enter(VersionState.APPROVAL_WANTED, at=at)
        self.save(update_fields=["state", "entered_at"])

    def take_back(self, *, at: datetime) -> None:
        """The discount was decided upon: the consultant goes on."""
        self._enter(VersionState.DRAFT, at=at)
        self.save(update_fields=["state", "entered_at"])

    def send(self, *, valid_until: date, at: datetime) -> None:
        self._enter(VersionState.SENT, at=at)
        self.sent_at, self.valid_until = at, valid_until
        self.save(update_fields=["state", "entered_at", "sent_at", "valid_until"])

    def accept(self, *, at: datetime) -> None:
        self._enter(VersionState.ACCEPTED, at=at)
        self.save(update_fields=["state", "entered_at"])

    def supersede(self, *, at: datetime) -> None:
        self._enter(VersionState.SUPERSEDED, at=at)
        self.save(update_fields=["state", "entered_at"])

    def expire(self, *, at: datetime) -> None:
        self._enter(VersionState.EXPIRED, at=at)
        self.save(update_fields=["state", "entered_at"])

    def _enter(self, state: VersionState, *, at: datetime) -> None:
        VERSION_FLOW.check(VersionState(self.state), state)
        self.state, self.entered_at = state, at


class QuotationLineQuerySet(ScopedQuerySet["QuotationLine"]):
    pass


class QuotationLine(TenantModel):
    """One line of a version; the database refuses to change or delete it."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    version = TenantForeignKey(QuotationVersion, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=24, choices=LineKind)
    code = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    quantity = models.DecimalField(max_digits=8, decimal_places=2, default=Decimal(1))
    unit_price_fen = models.BigIntegerField()
    amount_fen = models.BigIntegerField()

    objects = QuotationLineQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "version", "position"], name="sales_quotationline_in_order"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=LOWERING, amount_fen__lt=0)
                | (~Q(kind__in=LOWERING) & Q(amount_fen__gte=0)),
                name="sales_quotationline_only_discount_and_trade_in_lower",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.name}"

    @property
    def text(self) -> str:
        """The name in the language of the page; taxes and fees go by their kind."""
        return said(self.name, self.name_en) if self.code else str(LineKind(self.kind).label)

    @classmethod
    def write(cls, version: QuotationVersion, lines: Iterable[Line]) -> None:
        QuotationLine.objects.bulk_create(
            [
                QuotationLine(
                    store_id=version.store_id,
                    version=version,
                    position=position,
                    kind=line.kind,
                    code=line.code,
                    name=line.name,
                    name_en=line.name_en,
                    quantity=line.quantity,
                    unit_price_fen=(
                        line.amount_fen if line.unit_price_fen is None else line.unit_price_fen
                    ),
                    amount_fen=line.amount_fen,
                )
                for position, line in enumerate(lines, start=1)
            ]
        )


class DiscountApprovalQuerySet(ScopedQuerySet["DiscountApproval"]):
    def waiting(self) -> Self:
        return self.filter(state=ApprovalState.WANTED)

    def approved_for(self, version_id: UUID) -> Self:
        return self.filter(version_id=version_id, state=ApprovalState.APPROVED)


class DiscountApproval(TenantModel):
    """Somebody asks for more discount than the own limit; somebody else answers."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    version = TenantForeignKey(QuotationVersion, models.PROTECT, related_name="approvals")
    state = models.CharField(max_length=10, choices=ApprovalState, default=ApprovalState.WANTED)
    share_x100 = models.PositiveIntegerField()  # hundredths of a percent of the list price
    asked_by = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True)

    objects = DiscountApprovalQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "version"],
                condition=Q(state="wanted"),
                name="sales_discountapproval_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="sales_discountapproval_by_another_person",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "store", "state"], name="sales_approval_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.share_x100}"

    @classmethod
    def ask(
        cls, version: QuotationVersion, *, share_x100: int, by: Actor, at: datetime
    ) -> DiscountApproval:
        return DiscountApproval.objects.create(
            store_id=version.store_id,
            version=version,
            share_x100=share_x100,
            asked_by_id=by.staff_id,
            asked_at=at,
        )

    def decide(self, state: ApprovalState, note: str, *, by: Actor, at: datetime) -> None:
        APPROVAL_FLOW.check(ApprovalState(self.state), state)
        self.state, self.note = state, note
        self.decided_by_id, self.decided_at = by.staff_id, at
        self.save(update_fields=["state", "note", "decided_by", "decided_at"])

    def drop(self, *, at: datetime) -> None:
        """A newer version makes the question idle."""
        APPROVAL_FLOW.check(ApprovalState(self.state), ApprovalState.DROPPED)
        self.state, self.decided_at = ApprovalState.DROPPED, at
        self.save(update_fields=["state", "decided_at"])
