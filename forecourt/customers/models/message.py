"""A message to a party: the outbox of texts that wait for a line to the outside."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.customers.models.consent import Channel, ConsentPurpose
from forecourt.customers.models.party import Party
from forecourt.kernel.flow import Flow
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models import Store
from forecourt.store.scope import ScopedQuerySet


class MessageState(models.TextChoices):
    QUEUED = "queued", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")
    CANCELLED = "cancelled", _("Cancelled")


MESSAGE_FLOW = Flow(
    {
        MessageState.QUEUED: {MessageState.SENT, MessageState.FAILED, MessageState.CANCELLED},
        MessageState.FAILED: {MessageState.QUEUED, MessageState.CANCELLED},
        MessageState.SENT: set(),
        MessageState.CANCELLED: set(),
    }
)


class MessageQuerySet(ScopedQuerySet["Message"]):
    def waiting(self) -> Self:
        return self.filter(state=MessageState.QUEUED)


class Message(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    party = TenantForeignKey(Party, models.PROTECT, null=True, related_name="messages")
    channel = models.CharField(max_length=12, choices=Channel)
    address = models.CharField(max_length=200)
    purpose = models.CharField(max_length=16)  # a consent purpose, or "login" for one-time codes
    text = models.TextField()
    source_kind = models.CharField(max_length=60)
    source_key = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.QUEUED)
    queued_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    error = models.CharField(max_length=200, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "source_kind", "source_key", "channel"],
                name="customers_message_once_per_source",
            ),
            models.CheckConstraint(
                condition=Q(
                    channel__in=Channel.values,
                    state__in=MessageState.values,
                    purpose__in=[*ConsentPurpose.values, "login"],
                ),
                name="customers_message_words_are_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "store", "queued_at", "id"], name="customers_message_by_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.source_kind}"

    @classmethod
    def queue(
        cls,
        *,
        store_id: UUID,
        party_id: UUID | None,
        channel: Channel,
        address: str,
        purpose: str,
        text: str,
        source_kind: str,
        source_key: str,
        at: datetime,
    ) -> Message:
        return Message.objects.create(
            store_id=store_id,
            party_id=party_id,
            channel=channel,
            address=address,
            purpose=purpose,
            text=text,
            source_kind=source_kind,
            source_key=source_key,
            queued_at=at,
            entered_at=at,
        )

    @classmethod
    def stop_waiting(cls, party_id: UUID, purpose: str, channel: str, *, at: datetime) -> int:
        """Cancel what waits for a party in every store of the group: its consent is gone."""
        mine = Message.objects.waiting().filter(purpose=purpose)
        mine = mine.filter(Q(party_id=party_id) | Q(party__merged_into_id=party_id))
        if channel:
            mine = mine.filter(channel=channel)
        gone = {"state": MessageState.CANCELLED, "entered_at": at, "error": "consent withdrawn"}
        return mine.update(**gone)

    def mark_sent(self, *, at: datetime) -> None:
        self._enter(MessageState.SENT, at=at)

    def mark_failed(self, error: str, *, at: datetime) -> None:
        self._enter(MessageState.FAILED, at=at, error=error[:200])

    def queue_again(self, *, at: datetime) -> None:
        self._enter(MessageState.QUEUED, at=at)

    def cancel(self, why: str, *, at: datetime) -> None:
        self._enter(MessageState.CANCELLED, at=at, error=why[:200])

    def _enter(self, state: MessageState, *, at: datetime, error: str = "") -> None:
        MESSAGE_FLOW.check(MessageState(self.state), state)
        self.state, self.entered_at, self.error = state, at, error
        self.save(update_fields=["state", "entered_at", "error"])
