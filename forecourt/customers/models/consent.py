"""Consent: what a party allowed, for which purpose and channel, to which text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.customers.models.party import Party
from forecourt.kernel.bilingual import said
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.scope import GroupQuerySet


class ConsentPurpose(models.TextChoices):
    ENQUIRY = "enquiry", _("Enquiry")
    TEST_DRIVE = "test_drive", _("Test drive")
    ORDER = "order", _("Order")
    USE_OF_CAR = "use_of_car", _("Use of the car")
    INSURANCE = "insurance", _("Insurance")
    FINANCE = "finance", _("Loan and finance")
    AFTER_SALES = "after_sales", _("After-sales")
    MARKETING = "marketing", _("Marketing")
    BOARD_DISPLAY = "board_display", _("Shown on the lounge board")
    PLATE_CAMERA = "plate_camera", _("Plate camera")
    VOICE_RECORDING = "voice_recording", _("Voice recording")
    LOCATION = "location", _("Location")


class Channel(models.TextChoices):
    FACE = "face", _("Face to face")
    PHONE = "phone", _("Telephone")
    SMS = "sms", _("Text message")
    WECHAT = "wechat", _("WeChat message")
    MAIL_LETTER = "mail_letter", _("Letter")
    EMAIL = "email", _("E-mail")
    PORTAL = "portal", _("Owner's page")
    IN_APP = "in_app", _("In the app")


class ConsentBasis(models.TextChoices):
    CONSENT = "consent", _("Needs consent")
    SEPARATE = "separate", _("Needs consent of its own")
    CONTRACT = "contract", _("Needed for the contract")
    NOTICE = "notice", _("Needs a notice")


class ConsentTextQuerySet(GroupQuerySet["ConsentText"]):
    def in_force(self, *, on: date) -> Self:
        """Versions that have begun, newest first within each purpose."""
        return self.filter(valid_from__lte=on).order_by("purpose", "-valid_from", "-version")


class ConsentText(TenantModel):
    """The words that a party agrees to; a new version makes consents to the old one stale."""

    purpose = models.CharField(max_length=16, choices=ConsentPurpose)
    version = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    basis = models.CharField(max_length=10, choices=ConsentBasis)
    keep_days = models.PositiveIntegerField(null=True)
    text_zh = models.TextField()
    text_en = models.TextField(blank=True)
    origin = models.CharField(max_length=120)

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "purpose", "version"],
                name="customers_consenttext_one_per_version",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=ConsentPurpose.values, basis__in=ConsentBasis.values),
                name="customers_consenttext_words_are_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} v{self.version}"

    @property
    def text(self) -> str:
        return said(self.text_zh, self.text_en)

    @classmethod
    def ship(cls, rows: Iterable[dict[str, Any]]) -> None:  # Any: own fields
        """Load texts that are not there yet."""
        ConsentText.objects.bulk_create([ConsentText(**row) for row in rows], ignore_conflicts=True)


class ConsentQuerySet(GroupQuerySet["Consent"]):
    def active(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def of_family(self, party_id: UUID) -> Self:
        return self.filter(Q(party_id=party_id) | Q(party__merged_into_id=party_id))


class Consent(TenantModel):
    """One line of the ledger: given, perhaps withdrawn, never changed otherwise."""

    party = TenantForeignKey(Party, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=16, choices=ConsentPurpose)
    channel = models.CharField(max_length=12, choices=Channel, blank=True)  # "" is every channel
    text_version = models.PositiveSmallIntegerField()
    evidence = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=60, blank=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "party", "purpose", "channel"],
                condition=Q(withdrawn_at__isnull=True),
                name="customers_consent_one_active",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=ConsentPurpose.values)
                & (Q(channel="") | Q(channel__in=Channel.values))
                & ~Q(evidence=""),
                name="customers_consent_has_evidence",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) ^ ~Q(withdrawn_by=""),
                name="customers_consent_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.purpose} {self.channel}"

    @classmethod
    def give(
        cls,
        party: Party,
        purpose: ConsentPurpose,
        channel: str,
        *,
        text_version: int,
        evidence: str,
        recorded_by: str,
        at: datetime,
    ) -> Consent:
        return Consent.objects.create(
            party=party,
            purpose=purpose,
            channel=channel,
            text_version=text_version,
            evidence=evidence,
            recorded_by=recorded_by,
            given_at=at,
        )

    def withdraw(self, *, withdrawn_by: str, reason: str, at: datetime) -> None:
        """End the consent at once."""
        self.withdrawn_at, self.withdrawn_by, self.withdrawn_reason = at, withdrawn_by, reason
        self.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
