"""The walk-around: how the car looked when it was taken, with marks, photos and a signature."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Attachment
from forecourt.kernel.rows import insert_rows
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.service.models.order import RepairOrder
from forecourt.store.models import Store
from forecourt.store.scope import ScopedQuerySet


class WalkAroundQuerySet(ScopedQuerySet["WalkAround"]):
    def open(self) -> Self:
        """Not yet signed, and no refusal noted."""
        return self.filter(done_at__isnull=True)


class WalkAround(TenantModel):
    """One for each repair order; once it is signed nothing in it changes."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+", db_index=False)
    order = TenantForeignKey(
        RepairOrder, models.CASCADE, related_name="walk_arounds", db_index=False
    )
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=80)
    odometer_km = models.PositiveIntegerField()
    energy_percent = models.PositiveSmallIntegerField(null=True)  # fuel or charge
    belongings = models.CharField(max_length=200, blank=True)
    warning_lamps = models.CharField(max_length=200, blank=True)
    remarks = models.CharField(max_length=400, blank=True)
    points_done = models.CharField(max_length=400, blank=True)  # codes, parted by spaces
    may_show_on_board = models.BooleanField(default=False)
    signature = TenantForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    signer_name = models.CharField(max_length=120, blank=True)
    refusal = models.CharField(max_length=200, blank=True)  # why there is no signature
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=80, blank=True)

    objects = WalkAroundQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "order"], name="service_walkaround_one_per_order"
            ),
            models.CheckConstraint(
                condition=Q(energy_percent__isnull=True) | Q(energy_percent__lte=100),
                name="service_walkaround_energy_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(signature__isnull=False) | ~Q(refusal=""),
                name="service_walkaround_is_signed_or_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}"

    @classmethod
    def start(cls, order: RepairOrder, *, by: Actor, at: datetime) -> WalkAround:
        return WalkAround.objects.create(
            store_id=order.store_id,
            order=order,
            started_at=at,
            started_by=by.key,
            odometer_km=order.odometer_km,
        )

    @classmethod
    def waive(cls, order: RepairOrder, refusal: str, *, by: Actor, at: datetime) -> WalkAround:
        """Note at once why there is none: the car was looked at on paper, or the customer left."""
        sheet = WalkAround(
            store_id=order.store_id,
            order=order,
            started_at=at,
            started_by=by.key,
            odometer_km=order.odometer_km,
            refusal=refusal,
            done_at=at,
            done_by=by.key,
        )
        insert_rows([sheet])
        return sheet

    def note(
        self,
        *,
        energy_percent: int | None,
        belongings: str,
        warning_lamps: str,
        remarks: str,
        points_done: Iterable[str],
        may_show_on_board: bool,
    ) -> None:
        """Write down what was seen so far."""
        self.energy_percent, self.belongings = energy_percent, belongings
        self.warning_lamps, self.remarks = warning_lamps, remarks
        self.points_done, self.may_show_on_board = " ".join(points_done), may_show_on_board
        fields = ["energy_percent", "belongings", "warning_lamps", "remarks", "points_done"]
        self.save(update_fields=[*fields, "may_show_on_board"])

    def sign(self, signature: Attachment, signer_name: str, *, by: Actor, at: datetime) -> None:
        self.signature, self.signer_name = signature, signer_name
        self._finish(by=by, at=at)

    def refuse(self, refusal: str, *, by: Actor, at: datetime) -> None:
        """End it without a signature, and say why."""
        self.refusal = refusal
        self._finish(by=by, at=at)

    def _finish(self, *, by: Actor, at: datetime) -> None:
        self.done_at, self.done_by = at, by.key
        self.save(update_fields=["signature", "signer_name", "refusal", "done_at", "done_by"])


class DamageKind(models.TextChoices):
    SCRATCH = "S", _("Scratch")
    DENT = "D", _("Dent")
    CRACK = "C", _("Crack")
    PAINT = "P", _("Paint damage")
    RUST = "R", _("Rust")
    MISSING = "M", _("Gone")


class DamageSize(models.IntegerChoices):
    SMALL = 1, _("under 2 cm")
    MEDIUM = 2, _("under 10 cm")
    LARGE = 3, _("10 cm and more")


class DamageMarkQuerySet(ScopedQuerySet["DamageMark"]):
    def of(self, walk_around: WalkAround) -> Self:
        return self.filter(walk_around=walk_around).order_by("position", "pk")

    def take_away(self) -> int:
        return self.delete()[0]


class DamageMark(TenantModel):
    """A mark on the outline of the car; ``x`` and ``y`` are per mille of its width and height."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+", db_index=False)
    walk_around = TenantForeignKey(WalkAround, models.CASCADE, related_name="marks")
    position = models.PositiveSmallIntegerField()
    x = models.PositiveSmallIntegerField()
    y = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=1, choices=DamageKind)
    size = models.PositiveSmallIntegerField(choices=DamageSize)
    note = models.CharField(max_length=120, blank=True)

    objects = DamageMarkQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "walk_around", "position"],
                name="service_damagemark_one_per_position",
            ),
            models.CheckConstraint(
                condition=Q(
                    x__lte=1000,
                    y__lte=1000,
                    kind__in=DamageKind.values,
                    size__in=DamageSize.values,
                ),
                name="service_damagemark_is_on_the_car",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}{self.size}"

    @classmethod
    def put(
        cls,
        walk_around: WalkAround,
        *,
        position: int,
        x: int,
        y: int,
        kind: str,
        size: int,
        note: str,
    ) -> DamageMark:
        return DamageMark.objects.create(
            store_id=walk_around.store_id,
            walk_around=walk_around,
            position=position,
            x=x,
            y=y,
            kind=kind,
            size=size,
            note=note,
        )


class OrderPhotoQuerySet(ScopedQuerySet["OrderPhoto"]):
    def of_order(self, order_id: UUID) -> Self:
        return self.filter(order_id=order_id).order_by("taken_at", "pk")


class OrderPhoto(TenantModel):
    """A photo of the car: of the walk-around, or of a finding (then ``line_id`` says of which)."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+", db_index=False)
    order = TenantForeignKey(RepairOrder, models.CASCADE, related_name="photos")
    attachment = TenantForeignKey(Attachment, models.PROTECT, related_name="+")
    line_id = models.UUIDField(null=True)
    zone = models.CharField(max_length=24, blank=True)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=80)

    objects = OrderPhotoQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["tenant", "order", "taken_at"], name="service_photo_by_order"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.zone}"

    @classmethod
    def keep(
        cls,
        order: RepairOrder,
        attachment: Attachment,
        *,
        zone: str,
        line_id: UUID | None,
        by: Actor,
        at: datetime,
    ) -> OrderPhoto:
        return OrderPhoto.objects.create(
            store_id=order.store_id,
            order=order,
            attachment=attachment,
            zone=zone,
            line_id=line_id,
            taken_at=at,
            taken_by=by.key,
        )
