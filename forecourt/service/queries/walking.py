"""The walk-around as the tablet draws it, and the cars that wait at the door."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Attachment
from forecourt.kernel.refusals import Missing
from forecourt.service.defaults import WALK_AROUND_POINTS
from forecourt.service.models import (
    DamageKind,
    DamageMark,
    DamageSize,
    OrderPhoto,
    RepairOrder,
    WalkAround,
)
from forecourt.service.queries.order_card import repair_order


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A mark on the outline; ``x`` and ``y`` are per mille of width and height."""

    mark_id: UUID
    position: int
    x: int
    y: int
    code: str
    kind: str
    size: str
    note: str

    @property
    def y_drawn(self) -> int:
        """The height in the units of the outline, which is 560 high."""
        return self.y * 560 // 1000


@dataclass(frozen=True, slots=True)
class PointRow:
    code: str
    text: str
    photo: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class WalkCard:
    order: RepairOrder
    sheet: WalkAround | None
    marks: tuple[MarkRow, ...]
    photos: tuple[OrderPhoto, ...]
    points: tuple[PointRow, ...]
    is_open: bool


def walk_card(by: Actor, order_id: UUID) -> WalkCard:
    """The walk-around of an order: four statements.

    Raises:
        Missing: this store has no such order.
    """
    order = repair_order(by, order_id)
    sheet = WalkAround.objects.seen_by(by).filter(order=order).first()
    done = set(sheet.points_done.split()) if sheet else set()
    marks = DamageMark.objects.seen_by(by).filter(walk_around__order=order)
    return WalkCard(
        order=order,
        sheet=sheet,
        marks=tuple(_mark(mark) for mark in marks.order_by("position", "pk")),
        photos=tuple(OrderPhoto.objects.seen_by(by).of_order(order.pk).filter(line_id=None)),
        points=tuple(
            PointRow(point.code, str(point.text), point.photo, point.code in done)
            for point in WALK_AROUND_POINTS
        ),
        is_open=sheet is None or sheet.done_at is None,
    )


def _mark(mark: DamageMark) -> MarkRow:
    return MarkRow(
        mark_id=mark.pk,
        position=mark.position,
        x=mark.x,
        y=mark.y,
        code=f"{mark.kind}{mark.size}",
        kind=str(DamageKind(mark.kind).label),
        size=str(DamageSize(mark.size).label),
        note=mark.note,
    )


def photo(by: Actor, photo_id: UUID, *, order_id: UUID) -> Attachment:
    """The kept picture of a photo.

    Raises:
        Missing: this store has no such photo.
    """
    rows = OrderPhoto.objects.seen_by(by).of_order(order_id).select_related("attachment")
    found = rows.filter(pk=photo_id).first()
    if found is None:
        raise Missing(_("This record does not exist."))
    return found.attachment


def signature(by: Actor, order_id: UUID) -> Attachment:
    """The kept signature under a walk-around.

    Raises:
        Missing: this store has no such order, or nobody has signed.
    """
    rows = WalkAround.objects.seen_by(by).filter(order_id=order_id, signature__isnull=False)
    found = rows.select_related("signature").first()
    if found is None or found.signature is None:
        raise Missing(_("This record does not exist."))
    return found.signature
