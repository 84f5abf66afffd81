"""A settlement: the bill of a repair order by who pays, and the pass that opens the gate."""

from __future__ import annotations

from datetime import datetime
from secrets import token_urlsafe
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.finance.models import Bill
from forecourt.kernel.actor import Actor
from forecourt.kernel.flow import Flow
from forecourt.kernel.money import CNY
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.service.models.order import RepairOrder
from forecourt.store.models import Store
from forecourt.store.scope import ScopedQuerySet


class SettlementState(models.TextChoices):
    DRAFT = "draft", _("Prepared")
    EXPLAINED = "explained", _("Explained")
    PARTLY_PAID = "partly_paid", _("Partly paid")
    PAID = "paid", _("Paid")
    ON_CREDIT = "on_credit", _("On credit")
    RELEASED = "released", _("Car released")
    REVERSED = "reversed", _("Reversed")


_S = SettlementState
SETTLEMENT_FLOW = Flow(
    {
        _S.DRAFT: {_S.EXPLAINED, _S.REVERSED},
        _S.EXPLAINED: {_S.PARTLY_PAID, _S.PAID, _S.ON_CREDIT, _S.REVERSED},
        _S.PARTLY_PAID: {_S.PARTLY_PAID, _S.PAID, _S.ON_CREDIT},
        _S.PAID: {_S.RELEASED, _S.REVERSED},
        _S.ON_CREDIT: {_S.RELEASED},
        _S.RELEASED: {_S.REVERSED},
        _S.REVERSED: set(),
    }
)
"""A draft or explained one that nobody has paid may be reversed too: a line was wrong."""

SETTLED = (_S.PAID, _S.ON_CREDIT, _S.RELEASED)


class SettlementQuerySet(ScopedQuerySet["Settlement"]):
    def live(self) -> Self:
        return self.exclude(state=SettlementState.REVERSED)

    def of(self, order_id: UUID) -> Self:
        return self.filter(order_id=order_id)


class Settlement(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+", db_index=False)
    order = TenantForeignKey(RepairOrder, models.PROTECT, related_name="settlements")
    number = models.CharField(max_length=24)  # none is missing in its series
    state = models.CharField(max_length=12, choices=SettlementState, default=SettlementState.DRAFT)
    entered_at = models.DateTimeField()
    prepared_at = models.DateTimeField()
    prepared_by = models.CharField(max_length=80)
    total_fen = models.BigIntegerField()  # of all lines
    customer_fen = models.BigIntegerField()  # of the lines that the customer pays
    currency = models.CharField(max_length=3, default=CNY)
    explained_at = models.DateTimeField(null=True)
    explained_by = models.CharField(max_length=80, blank=True)
    bill = TenantForeignKey(Bill, models.PROTECT, null=True, related_name="+")  # the customer's
    reason = models.CharField(max_length=200, blank=True)  # of credit or reversal

    objects = SettlementQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "number"], name="service_settlement_one_per_number"
            ),
            models.UniqueConstraint(
                fields=["tenant", "order"],
                condition=~Q(state="reversed"),
                name="service_settlement_one_live_per_order",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SettlementState.values),
                name="service_settlement_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(customer_fen__gte=0, total_fen__gte=models.F("customer_fen")),
                name="service_settlement_customer_pays_a_part",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "store", "prepared_at"], name="service_settl_by_day"),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def prepare(
        cls,
        order: RepairOrder,
        number: str,
        *,
        total_fen: int,
        customer_fen: int,
        by: Actor,
        at: datetime,
    ) -> Settlement:
        return Settlement.objects.create(
            store_id=order.store_id,
            order=order,
            number=number,
            entered_at=at,
            prepared_at=at,
            prepared_by=by.key,
            total_fen=total_fen,
            customer_fen=customer_fen,
            currency=order.currency,
        )

    def be_billed(self, bill: Bill | None) -> None:
        """Note the bill that the customer's lines stand on, or that it is gone."""
        self.bill = bill
        self.save(update_fields=["bill"])

    def explain(self, *, by: Actor, at: datetime) -> None:
        self._enter(SettlementState.EXPLAINED, at=at)
        self.explained_at, self.explained_by = at, by.key
        self.save(update_fields=["state", "entered_at", "explained_at", "explained_by"])

    def move(self, state: SettlementState, *, reason: str = "", at: datetime) -> None:
        """Take the settlement one step along its flow."""
        self._enter(state, at=at)
        self.reason = reason or self.reason
        self.save(update_fields=["state", "entered_at", "reason"])

    def _enter(self, state: SettlementState, *, at: datetime) -> None:
        SETTLEMENT_FLOW.check(SettlementState(self.state), state)
        self.state, self.entered_at = state, at


class GatePassQuerySet(ScopedQuerySet["GatePass"]):
    def waiting(self) -> Self:
        """Given out, and the car has not left yet."""
        return self.filter(used_at__isnull=True)


class GatePass(TenantModel):
    """The permit to leave; ``token`` is what its QR code says, and cannot be guessed."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+", db_index=False)
    order = TenantForeignKey(RepairOrder, models.PROTECT, related_name="gate_passes")
    number = models.CharField(max_length=24)
    token = models.CharField(max_length=32)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=80)
    used_at = models.DateTimeField(null=True)
    used_by = models.CharField(max_length=80, blank=True)

    objects = GatePassQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "number"], name="service_gatepass_one_per_number"
            ),
            models.UniqueConstraint(
                fields=["tenant", "order"], name="service_gatepass_one_per_car"
            ),
            models.UniqueConstraint(fields=["tenant", "token"], name="service_gatepass_token_once"),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "store", "given_at"],
                condition=Q(used_at__isnull=True),
                name="service_gatepass_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def give(cls, order: RepairOrder, number: str, *, by: Actor, at: datetime) -> GatePass:
        return GatePass.objects.create(
            store_id=order.store_id,
            order=order,
            number=number,
            token=token_urlsafe(18),
            given_at=at,
            given_by=by.key,
        )

    def use(self, *, by: Actor, at: datetime) -> None:
        self.used_at, self.used_by = at, by.key
        self.save(update_fields=["used_at", "used_by"])
