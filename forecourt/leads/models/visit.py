"""A visit: somebody came through the door; the three-minute clock runs until the first word."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forecourt.customers.models import Party
from forecourt.kernel.refusals import Refused
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.leads.models.opportunity import Opportunity
from forecourt.leads.rules import waited_seconds
from forecourt.store.models import Staff, Store
from forecourt.store.scope import ScopedQuerySet


class VisitReason(models.TextChoices):
    NEW_CAR = "new_car", _("New car")
    AGAIN = "again", _("Comes again")
    TEST_DRIVE = "test_drive", _("Test drive")
    DELIVERY = "delivery", _("Collects the car")
    USED_CAR = "used_car", _("Used car")
    SERVICE = "service", _("Service visit")
    OTHER = "other", _("Other")


class Outcome(models.TextChoices):
    FILED = "filed", _("Filed, will be followed up")
    ORDERED = "ordered", _("Ordered")
    OWNER = "owner", _("Present owner, served")
    COUNTED = "counted", _("No file wanted, counted only")
    UNATTENDED = "unattended", _("Left before anybody spoke")


class VisitClosed(Refused):
    code = "visit-closed"


class VisitQuerySet(ScopedQuerySet["Visit"]):
    def in_house(self) -> Self:
        return self.filter(left_at__isnull=True)

    def between(self, start: datetime, end: datetime) -> Self:
        return self.filter(arrived_at__gte=start, arrived_at__lt=end)


class Visit(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    arrived_at = models.DateTimeField()
    contact_started_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    party_size = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=12, choices=VisitReason)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    greeter = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    consultant = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    party = TenantForeignKey(Party, models.PROTECT, null=True, related_name="+")
    opportunity = TenantForeignKey(Opportunity, models.PROTECT, null=True, related_name="visits")
    note = models.CharField(max_length=200, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(party_size__gte=1, party_size__lte=50), name="leads_visit_party_size"
            ),
            models.CheckConstraint(
                condition=Q(contact_started_at__isnull=True)
                | Q(contact_started_at__gte=F("arrived_at")),
                name="leads_visit_contact_after_arrival",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("arrived_at")),
                name="leads_visit_leaves_after_arrival",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, outcome="")
                | (Q(left_at__isnull=False) & ~Q(outcome="")),
                name="leads_visit_ends_with_an_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "store", "arrived_at"], name="leads_visit_by_day"),
            models.Index(
                fields=["tenant", "store"],
                condition=Q(left_at__isnull=True),
                name="leads_visit_in_house",
            ),
            models.Index(fields=["tenant", "party"], name="leads_visit_by_party"),
        ]

    def __str__(self) -> str:
        return f"{self.arrived_at:%m-%d %H:%M} {self.reason}"

    @classmethod
    def open(
        cls,
        *,
        store_id: UUID,
        reason: VisitReason,
        party_size: int,
        greeter_id: UUID | None,
        consultant_id: UUID | None,
        at: datetime,
    ) -> Visit:
        return Visit.objects.create(
            store_id=store_id,
            arrived_at=at,
            reason=reason,
            party_size=party_size,
            greeter_id=greeter_id,
            consultant_id=consultant_id,
        )

    @property
    def waited_seconds(self) -> int:
        """Seconds until the first word, once it was spoken."""
        if self.contact_started_at is None:
            return 0
        return waited_seconds(self.arrived_at, self.contact_started_at, at=self.contact_started_at)

    def belongs_to(self, opportunity: Opportunity) -> None:
        """Say who it is, and for which deal."""
        self._must_be_in_house()
        self.party_id, self.opportunity = opportunity.party_id, opportunity
        self.consultant_id = self.consultant_id or opportunity.consultant_id
        self.save(update_fields=["party", "opportunity", "consultant"])

    def start_contact(self, consultant_id: UUID | None, *, at: datetime) -> None:
        """The first word; said once."""
        self._must_be_in_house()
        if self.contact_started_at is not None:
            raise VisitClosed(gettext("Somebody is already talking to this visitor."))
        self.contact_started_at = at
        self.consultant_id = consultant_id or self.consultant_id
        self.save(update_fields=["contact_started_at", "consultant"])

    def leave(self, outcome: Outcome, note: str, *, at: datetime) -> None:
        self._must_be_in_house()
        self.left_at, self.outcome, self.note = at, outcome, note
        self.save(update_fields=["left_at", "outcome", "note"])

    def _must_be_in_house(self) -> None:
        if self.left_at is not None:
            raise VisitClosed(gettext("This visit has ended. Register the visitor again."))
