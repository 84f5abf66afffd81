"""A delivery: the hour in which the car becomes the customer's, with the law's papers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Self
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.fields.ranges import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.bilingual import said
from forecourt.kernel.flow import Flow
from forecourt.kernel.models import Attachment
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.sales.defaults import Point
from forecourt.sales.models.order import SalesOrder
from forecourt.store.models import Staff, Store
from forecourt.store.scope import ScopedQuerySet


class DeliveryState(models.TextChoices):
    PLANNED = "planned", _("Hour planned")
    PREPARED = "prepared", _("Prepared")
    IN_PROGRESS = "in_progress", _("Customer is here")
    SIGNED = "signed", _("Signed")
    DONE = "done", _("Out of the gate")
    CANCELLED = "cancelled", _("Cancelled")


_D = DeliveryState
DELIVERY_FLOW = Flow(
    {
        _D.PLANNED: {_D.PLANNED, _D.PREPARED, _D.CANCELLED},
        _D.PREPARED: {_D.PLANNED, _D.IN_PROGRESS, _D.CANCELLED},
        _D.IN_PROGRESS: {_D.SIGNED},
        _D.SIGNED: {_D.DONE},
        _D.DONE: set(),
        _D.CANCELLED: set(),
    }
)
HOLDS_ROOM = (_D.PLANNED.value, _D.PREPARED.value, _D.IN_PROGRESS.value)
_MOVED = ("state", "entered_at")


class DeliveryQuerySet(ScopedQuerySet["Delivery"]):
    def live(self) -> Self:
        return self.exclude(state=_D.CANCELLED)

    def between(self, start: datetime, end: datetime) -> Self:
        return self.filter(starts_at__lt=end, ends_at__gt=start)


class Delivery(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    number = models.CharField(max_length=24)
    order = TenantForeignKey(SalesOrder, models.PROTECT, related_name="deliveries")
    state = models.CharField(max_length=12, choices=DeliveryState, default=DeliveryState.PLANNED)
    entered_at = models.DateTimeField()
    room = models.CharField(max_length=30)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    during = models.GeneratedField(
        expression=models.Func(F("starts_at"), F("ends_at"), function="tstzrange"),
        output_field=DateTimeRangeField(),
        db_persist=True,
    )
    specialist = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    is_washed = models.BooleanField(default=False)
    is_fuelled = models.BooleanField(default=False)
    identity_checked_at = models.DateTimeField(null=True)
    is_page_opened = models.BooleanField(default=False)
    km = models.PositiveIntegerField(null=True)
    signature = TenantForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    photo = TenantForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    may_photograph = models.BooleanField(default=False)
    signed_at = models.DateTimeField(null=True)
    gate_pass = models.CharField(max_length=24, blank=True)
    out_at = models.DateTimeField(null=True)
    move_reason = models.CharField(max_length=200, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "number"], name="sales_delivery_one_per_number"
            ),
            models.UniqueConstraint(
                fields=["tenant", "order"],
                condition=~Q(state="cancelled"),
                name="sales_delivery_one_live_per_order",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="sales_delivery_ends_after_start"
            ),
            ExclusionConstraint(
                name="sales_delivery_no_overlap_per_room",
                expressions=[
                    ("tenant", RangeOperators.EQUAL),
                    ("store", RangeOperators.EQUAL),
                    ("room", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=HOLDS_ROOM),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "done"])
                | Q(signature__isnull=False, km__isnull=False, is_page_opened=True),
                name="sales_delivery_signed_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(photo__isnull=True) | Q(may_photograph=True),
                name="sales_delivery_photo_only_with_consent",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "store", "starts_at"], name="sales_delivery_by_day"),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def plan(
        cls,
        order: SalesOrder,
        points: Iterable[Point],
        *,
        number: str,
        room: str,
        starts_at: datetime,
        ends_at: datetime,
        specialist_id: UUID | None,
        at: datetime,
    ) -> Delivery:
        """Plan the hour, with a copy of the checklist."""
        row = Delivery.objects.create(
            store_id=order.store_id,
            number=number,
            order=order,
            entered_at=at,
            room=room,
            starts_at=starts_at,
            ends_at=ends_at,
            specialist_id=specialist_id,
        )
        DeliveryDocument.copy(row, points)
        return row

    def move(
        self, *, room: str, starts_at: datetime, ends_at: datetime, reason: str, at: datetime
    ) -> None:
        """Another hour; what was prepared must be looked at again."""
        self._enter(DeliveryState.PLANNED, at=at)
        self.room, self.starts_at, self.ends_at = room, starts_at, ends_at
        self.move_reason = reason
        self.save(update_fields=[*_MOVED, "room", "starts_at", "ends_at", "move_reason"])

    def cancel(self, reason: str, *, at: datetime) -> None:
        self._enter(DeliveryState.CANCELLED, at=at)
        self.move_reason = reason
        self.save(update_fields=[*_MOVED, "move_reason"])

    def prepare(self, *, at: datetime) -> None:
        """Washed, fuelled or charged."""
        self._enter(DeliveryState.PREPARED, at=at)
        self.is_washed = self.is_fuelled = True
        self.save(update_fields=[*_MOVED, "is_washed", "is_fuelled"])

    def start(self, *, at: datetime) -> None:
        """The customer is here, and is the one who bought."""
        self._enter(DeliveryState.IN_PROGRESS, at=at)
        self.identity_checked_at = at
        self.save(update_fields=[*_MOVED, "identity_checked_at"])

    def sign(self, *, signature: Attachment, km: int, may_photograph: bool, at: datetime) -> None:
        self._enter(DeliveryState.SIGNED, at=at)
        self.signature, self.km, self.signed_at = signature, km, at
        self.is_page_opened, self.may_photograph = True, may_photograph
        fields = ("signature", "km", "signed_at", "is_page_opened", "may_photograph")
        self.save(update_fields=[*_MOVED, *fields])

    def keep_photo(self, photo: Attachment) -> None:
        self.photo = photo
        self.save(update_fields=["photo"])

    def let_out(self, gate_pass: str, *, at: datetime) -> None:
        self._enter(DeliveryState.DONE, at=at)
        self.gate_pass, self.out_at = gate_pass, at
        self.save(update_fields=[*_MOVED, "gate_pass", "out_at"])

    def _enter(self, state: DeliveryState, *, at: datetime) -> None:
        DELIVERY_FLOW.check(DeliveryState(self.state), state)
        self.state, self.entered_at = state, at


class DeliveryDocumentQuerySet(ScopedQuerySet["DeliveryDocument"]):
    def missing(self) -> Self:
        return self.filter(ticked_at__isnull=True)


class DeliveryDocument(TenantModel):
    """One line of the handover sheet: a paper that is given, or a thing that is explained."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    delivery = TenantForeignKey(Delivery, models.PROTECT, related_name="documents")
    code = models.CharField(max_length=16)
    group = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField()
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    is_law = models.BooleanField(default=False)
    is_paper = models.BooleanField(default=False)
    ticked_at = models.DateTimeField(null=True)
    ticked_by = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    objects = DeliveryDocumentQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "delivery", "code"], name="sales_deliverydocument_once"
            ),
        ]

    def __str__(self) -> str:
        return said(self.name_zh, self.name_en)

    @classmethod
    def copy(cls, delivery: Delivery, points: Iterable[Point]) -> None:
        DeliveryDocument.objects.bulk_create(
            [
                DeliveryDocument(
                    store_id=delivery.store_id,
                    delivery=delivery,
                    code=point.code,
                    group=point.group,
                    position=position,
                    name_zh=point.name_zh,
                    name_en=point.name_en,
                    is_law=point.is_law,
                    is_paper=point.is_paper,
                )
                for position, point in enumerate(points, start=1)
            ]
        )

    @property
    def name(self) -> str:
        return said(self.name_zh, self.name_en)

    def tick(self, *, is_done: bool, by: Actor, at: datetime) -> None:
        self.ticked_at, self.ticked_by_id = (at, by.staff_id) if is_done else (None, None)
        self.save(update_fields=["ticked_at", "ticked_by"])


class GiftIssueQuerySet(ScopedQuerySet["GiftIssue"]):
    pass


class GiftIssue(TenantModel):
    """A gift that was handed over, or a letter of thanks that went out."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    order = TenantForeignKey(SalesOrder, models.PROTECT, related_name="gifts")
    gift = models.CharField(max_length=80)
    quantity = models.PositiveSmallIntegerField(default=1)
    is_thanks = models.BooleanField(default=False)
    channel = models.CharField(max_length=12, blank=True)
    issued_at = models.DateTimeField()
    issued_by = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    objects = GiftIssueQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "order"],
                condition=Q(is_thanks=True),
                name="sales_giftissue_thanks_once",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "order"], name="sales_giftissue_by_order")]

    def __str__(self) -> str:
        return self.gift

    @classmethod
    def hand_out(
        cls,
        order: SalesOrder,
        gift: str,
        *,
        quantity: int = 1,
        is_thanks: bool = False,
        channel: str = "",
        by: Actor,
        at: datetime,
    ) -> GiftIssue:
        return GiftIssue.objects.create(
            store_id=order.store_id,
            order=order,
            gift=gift,
            quantity=quantity,
            is_thanks=is_thanks,
            channel=channel,
            issued_at=at,
            issued_by_id=by.staff_id,
        )
