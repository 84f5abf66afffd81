"""Capacity that is spoken for before a job exists: an appointment's time in a kind of bay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from forecourt.kernel.source import Source
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models import Store
from forecourt.store.scope import ScopedQuerySet
from forecourt.workshop.models.bay import BayKind
from forecourt.workshop.models.job import WaitType


class CapacityDayQuerySet(ScopedQuerySet["CapacityDay"]):
    pass


class CapacityDay(TenantModel):
    """The row that is locked while a slot of this day and kind of bay is given away."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    on = models.DateField()
    bay_kind = models.CharField(max_length=20, choices=BayKind)

    objects = CapacityDayQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "on", "bay_kind"], name="workshop_capacityday_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.bay_kind}"

    @classmethod
    def open(cls, store_id: UUID, on: date, bay_kind: str) -> UUID:
        """The key of the day's row, which is written when it is first asked for."""
        row = CapacityDay(store_id=store_id, on=on, bay_kind=bay_kind)
        CapacityDay.objects.bulk_create([row], ignore_conflicts=True)
        return CapacityDay.objects.values_list("pk", flat=True).get(
            store_id=store_id, on=on, bay_kind=bay_kind
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What an appointment asks of the workshop; ``arrives_at`` is when the customer comes."""

    source: Source
    bay_kind: BayKind
    starts_at: datetime
    minutes: int
    arrives_at: datetime | None = None
    skill: str = ""
    plate: str = ""
    title: str = ""
    wait_type: str = ""


class CapacityHoldQuerySet(ScopedQuerySet["CapacityHold"]):
    def live(self, at: datetime) -> Self:
        """Holds that count: booked, or not yet run out."""
        return self.filter(released_at__isnull=True).exclude(expires_at__lte=at)

    def of(self, source: Source) -> Self:
        return self.filter(source_kind=source.kind, source_key=source.key)

    def unreleased(self) -> Self:
        return self.filter(released_at__isnull=True)

    def between(self, start: datetime, end: datetime) -> Self:
        return self.filter(starts_at__lt=end, ends_at__gt=start)


class CapacityHold(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    source_kind = models.CharField(max_length=40)
    source_key = models.CharField(max_length=40)
    bay_kind = models.CharField(max_length=20, choices=BayKind)
    skill = models.CharField(max_length=20, blank=True)
    arrives_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)  # None: booked
    released_at = models.DateTimeField(null=True)
    plate = models.CharField(max_length=16, blank=True)
    title = models.CharField(max_length=120, blank=True)
    wait_type = models.CharField(max_length=16, choices=WaitType, blank=True)

    objects = CapacityHoldQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "source_kind", "source_key"],
                condition=Q(released_at__isnull=True),
                name="workshop_capacityhold_one_per_source",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at"), arrives_at__lte=F("starts_at")),
                name="workshop_capacityhold_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "store", "starts_at"],
                condition=Q(released_at__isnull=True),
                name="workshop_capacityhold_by_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bay_kind} {self.starts_at:%m-%d %H:%M}"

    @property
    def source(self) -> Source:
        return Source(self.source_kind, self.source_key)

    @classmethod
    def take(
        cls, wish: Wish, *, store_id: UUID, ends_at: datetime, expires_at: datetime | None
    ) -> CapacityHold:
        return CapacityHold.objects.create(
            store_id=store_id,
            source_kind=wish.source.kind,
            source_key=wish.source.key,
            bay_kind=wish.bay_kind,
            skill=wish.skill,
            arrives_at=wish.arrives_at or wish.starts_at,
            starts_at=wish.starts_at,
            ends_at=ends_at,
            expires_at=expires_at,
            plate=wish.plate,
            title=wish.title,
            wait_type=wish.wait_type,
        )

    def book(self, *, plate: str, title: str, wait_type: str) -> None:
        """Make it firm: it no longer runs out, and the board knows whom to expect."""
        self.expires_at = None
        self.plate, self.title, self.wait_type = plate, title, wait_type
        self.save(update_fields=["expires_at", "plate", "title", "wait_type"])

    def release(self, *, at: datetime) -> None:
        self.released_at = at
        self.save(update_fields=["released_at"])
