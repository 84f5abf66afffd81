"""A side service: what the store does for the buyer beside the car, each with its own state."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.flow import Flow
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.sales.models.order import SalesOrder
from forecourt.store.models import Staff, Store
from forecourt.store.scope import ScopedQuerySet


class SideKind(models.TextChoices):
    LOAN = "loan", _("Loan")
    INSURANCE = "insurance", _("Insurance")
    PURCHASE_TAX = "purchase_tax", _("Purchase tax")
    PLATE = "plate", _("Plate")
    FITTING = "fitting", _("Accessory fitting")
    MORTGAGE = "mortgage", _("Mortgage registration")
    GIFT = "gift", _("Gift")


class SideState(models.TextChoices):
    WANTED = "wanted", _("Wanted")
    IN_WORK = "in_work", _("In work")
    WAITING = "waiting_outside", _("Waits for others")
    DONE = "done", _("Service done")
    DROPPED = "dropped", _("Dropped")


_W = SideState
SIDE_FLOW = Flow(
    {
        _W.WANTED: {_W.IN_WORK, _W.DROPPED},
        _W.IN_WORK: {_W.WAITING, _W.DONE, _W.DROPPED},
        _W.WAITING: {_W.IN_WORK, _W.DROPPED},
        _W.DONE: set(),
        _W.DROPPED: set(),
    }
)


class SideServiceQuerySet(ScopedQuerySet["SideService"]):
    def unfinished(self) -> Self:
        return self.filter(state__in=[_W.WANTED, _W.IN_WORK, _W.WAITING])


class SideService(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    order = TenantForeignKey(SalesOrder, models.PROTECT, related_name="side_services")
    kind = models.CharField(max_length=14, choices=SideKind)
    state = models.CharField(max_length=16, choices=SideState, default=SideState.WANTED)
    entered_at = models.DateTimeField()
    clerk = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    waits_for = models.CharField(max_length=80, blank=True)
    waits_until = models.DateField(null=True)
    result_number = models.CharField(max_length=40, blank=True)  # policy, tax proof, plate, loan
    amount_fen = models.BigIntegerField(default=0)
    ends_on = models.DateField(null=True)  # of a policy
    gift = models.CharField(max_length=80, blank=True)  # what was promised
    drop_reason = models.CharField(max_length=200, blank=True)

    objects = SideServiceQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "order", "kind"],
                condition=~Q(state="dropped"),
                name="sales_sideservice_one_per_kind",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(result_number=""),
                name="sales_sideservice_done_has_a_number",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting_outside")
                | (~Q(waits_for="") & Q(waits_until__isnull=False)),
                name="sales_sideservice_waiting_says_for_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(drop_reason=""),
                name="sales_sideservice_dropped_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "store", "state", "kind"], name="sales_sideservice_by_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @classmethod
    def want(
        cls, order: SalesOrder, kind: SideKind, *, gift: str = "", at: datetime
    ) -> SideService:
        return SideService.objects.create(
            store_id=order.store_id, order=order, kind=kind, gift=gift, entered_at=at
        )

    @property
    def label(self) -> str:
        """The kind, and for a gift what it is."""
        label = str(SideKind(self.kind).label)
        return f"{label} {self.gift}" if self.gift else label

    @property
    def is_open(self) -> bool:
        return self.state in {SideState.WANTED, SideState.IN_WORK, SideState.WAITING}

    def start(self, *, by: Actor, at: datetime) -> None:
        """Take it up; the documents are complete."""
        self._enter(SideState.IN_WORK, at=at)
        self.clerk_id = by.staff_id
        self.save(update_fields=["state", "entered_at", "clerk"])

    def wait(self, *, waits_for: str, waits_until: date, at: datetime) -> None:
        self._enter(SideState.WAITING, at=at)
        self.waits_for, self.waits_until = waits_for, waits_until
        self.save(update_fields=["state", "entered_at", "waits_for", "waits_until"])

    def resume(self, *, at: datetime) -> None:
        """The answer came."""
        self._enter(SideState.IN_WORK, at=at)
        self.waits_for, self.waits_until = "", None
        self.save(update_fields=["state", "entered_at", "waits_for", "waits_until"])

    def finish(
        self, *, result_number: str, amount_fen: int, ends_on: date | None, at: datetime
    ) -> None:
        self._enter(SideState.DONE, at=at)
        self.result_number, self.amount_fen, self.ends_on = result_number, amount_fen, ends_on
        self.save(update_fields=["state", "entered_at", "result_number", "amount_fen", "ends_on"])

    def drop(self, reason: str, *, at: datetime) -> None:
        self._enter(SideState.DROPPED, at=at)
        self.drop_reason = reason
        self.save(update_fields=["state", "entered_at", "drop_reason"])

    def _enter(self, state: SideState, *, at: datetime) -> None:
        SIDE_FLOW.check(SideState(self.state), state)
        self.state, self.entered_at = state, at
