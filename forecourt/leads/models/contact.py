"""A contact: one talk or try, out or in; and a call that came in."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.customers.models import Party
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.leads.models.lead import Lead
from forecourt.leads.models.opportunity import Opportunity
from forecourt.store.models import Staff, Store
from forecourt.store.scope import ScopedQuerySet


class Channel(models.TextChoices):
    FACE = "face", _("Face to face")
    PHONE = "phone", _("Phone")
    WECHAT = "wechat", _("WeChat")
    SMS = "sms", _("SMS")
    EMAIL = "email", _("E-mail")
    MAIL_LETTER = "mail_letter", _("Letter")


class Direction(models.TextChoices):
    OUT = "out", _("We called")
    IN = "in", _("Customer called")


class ContactResult(models.TextChoices):
    REACHED = "reached", _("Reached")
    CALL_BACK = "reached_call_back", _("Reached, call back later")
    NO_ANSWER = "no_answer", _("No answer")
    BUSY = "busy", _("Busy")
    WRONG_NUMBER = "wrong_number", _("Wrong number")
    REFUSED = "refused_contact", _("Wants no contact")
    LEFT_MESSAGE = "left_message", _("Message left")
    MESSAGE_READ = "message_read", _("Message read")


REACHED = frozenset(
    {
        ContactResult.REACHED,
        ContactResult.CALL_BACK,
        ContactResult.REFUSED,
        ContactResult.MESSAGE_READ,
    }
)


class InvalidReason(models.TextChoices):
    WRONG_NUMBER = "wrong_number", _("Wrong number")
    NO_INTEREST = "no_interest", _("Never asked for anything")
    OUT_OF_AREA = "out_of_area", _("Too far away")
    TEST = "test", _("Test or joke")
    TRADE = "trade", _("Dealer or advertiser")


class ContactQuerySet(ScopedQuerySet["Contact"]):
    pass


class Contact(TenantModel):
    """Written once, never changed."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    opportunity = TenantForeignKey(Opportunity, models.PROTECT, null=True, related_name="contacts")
    lead = TenantForeignKey(Lead, models.PROTECT, null=True, related_name="contacts")
    staff = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    channel = models.CharField(max_length=12, choices=Channel)
    direction = models.CharField(max_length=3, choices=Direction, default=Direction.OUT)
    result = models.CharField(max_length=20, choices=ContactResult)
    note = models.CharField(max_length=400, blank=True)
    next_step = models.CharField(max_length=120, blank=True)
    next_on = models.DateField(null=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(opportunity__isnull=False) | Q(lead__isnull=False),
                name="leads_contact_is_about_something",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "opportunity", "at"], name="leads_contact_by_deal"),
            models.Index(fields=["tenant", "lead"], name="leads_contact_by_lead"),
            models.Index(fields=["tenant", "store", "at"], name="leads_contact_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%m-%d %H:%M} {self.channel} {self.result}"

    @classmethod
    def note_down(
        cls,
        *,
        store_id: UUID,
        staff_id: UUID | None,
        channel: Channel,
        result: ContactResult,
        at: datetime,
        opportunity: Opportunity | None = None,
        lead: Lead | None = None,
        direction: Direction = Direction.OUT,
        note: str = "",
        next_step: str = "",
        next_on: date | None = None,
    ) -> Contact:
        return Contact.objects.create(
            store_id=store_id,
            staff_id=staff_id,
            opportunity=opportunity,
            lead=lead,
            at=at,
            channel=channel,
            direction=direction,
            result=result,
            note=note,
            next_step=next_step,
            next_on=next_on,
        )

    @property
    def is_reached(self) -> bool:
        return self.result in REACHED


class CallQuerySet(ScopedQuerySet["Call"]):
    pass


class Call(TenantModel):
    """Somebody phoned the store."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_by = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=24, blank=True)
    words = models.CharField(max_length=400)
    party = TenantForeignKey(Party, models.PROTECT, null=True, related_name="+")
    lead = TenantForeignKey(Lead, models.PROTECT, null=True, related_name="calls")

    objects = CallQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["tenant", "store", "at"], name="leads_call_by_day")]

    def __str__(self) -> str:
        return f"{self.at:%m-%d %H:%M} {self.words[:20]}"

    @classmethod
    def take(
        cls,
        *,
        store_id: UUID,
        taken_by_id: UUID | None,
        name: str,
        phone: str,
        words: str,
        party_id: UUID | None,
        lead: Lead | None,
        at: datetime,
    ) -> Call:
        return Call.objects.create(
            store_id=store_id,
            at=at,
            taken_by_id=taken_by_id,
            name=name,
            phone=phone,
            words=words,
            party_id=party_id,
            lead=lead,
        )
