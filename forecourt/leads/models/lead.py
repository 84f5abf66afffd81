"""A lead: raw interest from outside, before anybody knows whether it is one."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.catalog.models import VehicleModel
from forecourt.kernel.flow import Flow
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.leads.models.opportunity import Opportunity, Origin
from forecourt.store.models import Staff, Store
from forecourt.store.scope import ScopedQuerySet


class LeadStatus(models.TextChoices):
    NEW = "new", _("Just received")
    ASSIGNED = "assigned", _("Assigned")
    CONTACTED = "contacted", _("Contacted")
    CONVERTED = "converted", _("Qualified")
    DUPLICATE = "duplicate", _("Duplicate")
    INVALID = "invalid", _("Invalid")


_ENDS = {LeadStatus.DUPLICATE, LeadStatus.INVALID}
LEAD_FLOW = Flow(
    {
        LeadStatus.NEW: {LeadStatus.ASSIGNED, *_ENDS},
        LeadStatus.ASSIGNED: {LeadStatus.ASSIGNED, LeadStatus.CONTACTED, *_ENDS},
        LeadStatus.CONTACTED: {LeadStatus.CONVERTED, *_ENDS},
        LeadStatus.CONVERTED: set(),
        LeadStatus.DUPLICATE: set(),
        LeadStatus.INVALID: set(),
    }
)
OPEN_STATUSES = (LeadStatus.NEW, LeadStatus.ASSIGNED, LeadStatus.CONTACTED)
_MOVED = ("status", "entered_at")


class LeadQuerySet(ScopedQuerySet["Lead"]):
    def open(self) -> Self:
        return self.filter(status__in=OPEN_STATUSES)

    def twins(self, *, phone_digits: str, name: str, plate: str, address: str) -> Self:
        """Open leads of the same person: by phone, else name and plate, else name and address."""
        same = Q(phone_digits=phone_digits) if phone_digits else Q(pk__in=())
        if name and plate:
            same |= Q(name=name, plate=plate)
        if name and address:
            same |= Q(name=name, address=address)
        return self.open().filter(same)


class Lead(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=LeadStatus, default=LeadStatus.NEW)
    entered_at = models.DateTimeField()  # when it entered its present status
    origin = models.CharField(max_length=16, choices=Origin)
    outside_key = models.CharField(max_length=80, blank=True)  # the sender's own key
    received_at = models.DateTimeField()
    name = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=24, blank=True)
    phone_digits = models.CharField(max_length=16, blank=True)
    plate = models.CharField(max_length=12, blank=True)
    address = models.CharField(max_length=160, blank=True)
    model = models.ForeignKey(VehicleModel, models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=400, blank=True)  # what the person wrote or said
    consent_text_version = models.CharField(max_length=20)  # the text that was shown
    assignee = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    first_contact_at = models.DateTimeField(null=True)
    duplicate_of = TenantForeignKey("self", models.PROTECT, null=True, related_name="+")
    invalid_reason = models.CharField(max_length=16, blank=True)
    opportunity = TenantForeignKey(Opportunity, models.PROTECT, null=True, related_name="leads")

    objects = LeadQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "origin", "outside_key"],
                condition=~Q(outside_key=""),
                name="leads_lead_received_once",
            ),
            models.CheckConstraint(
                condition=Q(status=LeadStatus.DUPLICATE.value, duplicate_of__isnull=False)
                | (~Q(status=LeadStatus.DUPLICATE.value) & Q(duplicate_of__isnull=True)),
                name="leads_lead_duplicate_says_of_what",
            ),
            models.CheckConstraint(
                condition=Q(status=LeadStatus.INVALID.value) ^ Q(invalid_reason=""),
                name="leads_lead_invalid_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(status=LeadStatus.CONVERTED.value, opportunity__isnull=False)
                | (~Q(status=LeadStatus.CONVERTED.value) & Q(opportunity__isnull=True)),
                name="leads_lead_qualified_has_an_opportunity",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "store", "status", "received_at"], name="leads_lead_by_status"
            ),
            models.Index(fields=["tenant", "store", "phone_digits"], name="leads_lead_by_phone"),
        ]

    def __str__(self) -> str:
        return f"{self.origin} {self.received_at:%m-%d %H:%M}"

    @classmethod
    def receive(
        cls,
        *,
        store_id: UUID,
        origin: Origin,
        outside_key: str,
        name: str,
        phone: str,
        phone_digits: str,
        plate: str,
        address: str,
        model_id: UUID | None,
        words: str,
        consent_text_version: str,
        at: datetime,
    ) -> Lead:
        return Lead.objects.create(
            store_id=store_id,
            origin=origin,
            outside_key=outside_key,
            received_at=at,
            entered_at=at,
            name=name,
            phone=phone,
            phone_digits=phone_digits,
            plate=plate,
            address=address,
            model_id=model_id,
            words=words,
            consent_text_version=consent_text_version,
        )

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    def assign(self, assignee_id: UUID, *, at: datetime) -> None:
        self._enter(LeadStatus.ASSIGNED, at=at)
        self.assignee_id = assignee_id
        self.save(update_fields=[*_MOVED, "assignee"])

    def contact(self, *, at: datetime) -> None:
        self._enter(LeadStatus.CONTACTED, at=at)
        self.first_contact_at = at
        self.save(update_fields=[*_MOVED, "first_contact_at"])

    def convert(self, opportunity: Opportunity, *, at: datetime) -> None:
        self._enter(LeadStatus.CONVERTED, at=at)
        self.opportunity = opportunity
        self.save(update_fields=[*_MOVED, "opportunity"])

    def mark_duplicate(self, other: Lead, *, at: datetime) -> None:
        self._enter(LeadStatus.DUPLICATE, at=at)
        self.duplicate_of = other
        self.save(update_fields=[*_MOVED, "duplicate_of"])

    def mark_invalid(self, reason: str, *, at: datetime) -> None:
        self._enter(LeadStatus.INVALID, at=at)
        self.invalid_reason = reason
        self.save(update_fields=[*_MOVED, "invalid_reason"])

    def _enter(self, status: LeadStatus, *, at: datetime) -> None:
        LEAD_FLOW.check(LeadStatus(self.status), status)
        self.status, self.entered_at = status, at
