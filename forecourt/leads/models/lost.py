"""A lost record: why a deal ended elsewhere; the consultant says it, the manager confirms it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.flow import Flow
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.leads.models.opportunity import Opportunity
from forecourt.store.models import Staff, Store
from forecourt.store.scope import ScopedQuerySet


class LostReason(models.TextChoices):
    PRICE = "price", _("Price")
    COMPETITOR_PRODUCT = "competitor_product", _("Competitor's car")
    NO_STOCK = "no_stock", _("No stock")
    FINANCE_REFUSED = "finance_refused", _("Loan refused")
    TRADE_IN_VALUE = "trade_in_value", _("Trade-in value")
    SERVICE_OF_STORE = "service_of_store", _("Service of the store")
    FAMILY_VETO = "family_veto", _("Family said no")
    POSTPONED = "postponed", _("Postponed")
    BOUGHT_OTHER_DEALER = "bought_other_dealer", _("Bought at another dealer")
    OTHER = "other", _("Other")


class LossState(models.TextChoices):
    PROPOSED = "proposed", _("To be confirmed")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Loss sent back")


LOSS_FLOW = Flow(
    {
        LossState.PROPOSED: {LossState.CONFIRMED, LossState.REFUSED},
        LossState.CONFIRMED: set(),
        LossState.REFUSED: set(),
    }
)


class LostRecordQuerySet(ScopedQuerySet["LostRecord"]):
    def waiting(self) -> Self:
        return self.filter(state=LossState.PROPOSED)


class LostRecord(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    opportunity = TenantForeignKey(Opportunity, models.PROTECT, related_name="losses")
    state = models.CharField(max_length=10, choices=LossState, default=LossState.PROPOSED)
    entered_at = models.DateTimeField()
    reason = models.CharField(max_length=20, choices=LostReason)
    competitor = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=400, blank=True)
    revisit_on = models.DateField(null=True)
    proposed_by = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    decided_by = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    objects = LostRecordQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "opportunity"],
                condition=Q(state=LossState.PROPOSED.value),
                name="leads_lostrecord_one_waiting",
            ),
            models.CheckConstraint(
                condition=~Q(reason=LostReason.OTHER.value) | ~Q(note=""),
                name="leads_lostrecord_other_has_words",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "store", "state"], name="leads_lostrecord_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.state}"

    @classmethod
    def propose(
        cls,
        opportunity: Opportunity,
        *,
        reason: LostReason,
        competitor: str,
        note: str,
        revisit_on: date | None,
        by_id: UUID | None,
        at: datetime,
    ) -> LostRecord:
        return LostRecord.objects.create(
            store_id=opportunity.store_id,
            opportunity=opportunity,
            entered_at=at,
            reason=reason,
            competitor=competitor,
            note=note,
            revisit_on=revisit_on,
            proposed_by_id=by_id,
        )

    def decide(self, state: LossState, by_id: UUID | None, *, at: datetime) -> None:
        LOSS_FLOW.check(LossState(self.state), state)
        self.state, self.entered_at, self.decided_by_id = state, at, by_id
        self.save(update_fields=["state", "entered_at", "decided_by"])
