"""A contact point: one phone, WeChat, mail box or address of a party."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.customers.models.party import Party
from forecourt.kernel.copying import copy_records
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.scope import GroupQuerySet


class ContactKind(models.TextChoices):
    PHONE = "phone", _("Phone")
    WECHAT = "wechat", _("WeChat")
    EMAIL = "email", _("E-mail")
    ADDRESS = "address", _("Address")


class ContactPointQuerySet(GroupQuerySet["ContactPoint"]):
    def valid(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def of_family(self, party_id: UUID) -> Self:
        """Of the file and of those merged into it; preferred ones first."""
        mine = Q(party_id=party_id) | Q(party__merged_into_id=party_id)
        return self.filter(mine).order_by("kind", "-is_preferred", "pk")


class ContactPoint(TenantModel):
    party = TenantForeignKey(Party, models.CASCADE, related_name="contact_points")
    kind = models.CharField(max_length=8, choices=ContactKind)
    value = models.CharField(max_length=200)  # phones as E.164: +8613800138000
    tail4 = models.CharField(max_length=4, blank=True)
    label = models.CharField(max_length=40, blank=True)
    is_preferred = models.BooleanField(default=False)
    verified_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "party", "kind", "value"],
                condition=Q(ended_at__isnull=True),
                name="customers_contactpoint_once_per_party",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ContactKind.values) & ~Q(value=""),
                name="customers_contactpoint_says_something",
            ),
            models.CheckConstraint(
                condition=~Q(kind="phone") | Q(value__regex=r"^\+[0-9]{5,15}$"),
                name="customers_contactpoint_phone_is_e164",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "kind", "value"], name="customers_contact_by_value"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} …{self.tail4}"

    @classmethod
    def add(
        cls, party: Party, kind: ContactKind, value: str, *, label: str, is_preferred: bool
    ) -> ContactPoint:
        return ContactPoint.objects.create(
            party=party,
            kind=kind,
            value=value,
            tail4=value[-4:] if kind == ContactKind.PHONE else "",
            label=label,
            is_preferred=is_preferred,
        )

    @classmethod
    def add_all(cls, points: Iterable[ContactPoint]) -> None:
        """Add the contact points of parties that an import filed."""
        copy_records(points)

    def prefer(self) -> None:
        """Make this the one to use among those of its kind."""
        mates = ContactPoint.objects.filter(party_id=self.party_id, kind=self.kind)
        mates.exclude(pk=self.pk).filter(is_preferred=True).update(is_preferred=False)
        self.is_preferred = True
        self.save(update_fields=["is_preferred"])

    def verify(self, *, at: datetime) -> None:
        self.verified_at = at
        self.save(update_fields=["verified_at"])

    def end(self, *, at: datetime) -> None:
        """It no longer reaches the party."""
        self.ended_at, self.is_preferred = at, False
        self.save(update_fields=["ended_at", "is_preferred"])
