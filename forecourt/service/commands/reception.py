"""The walk-around: marks, photos, notes, and the signature under them; then the estimate."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.attachments import keep_image, keep_signature
from forecourt.kernel.journal import record, record_all
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Refused, WrongInput, refused_by
from forecourt.service.facts import OrderEstimated, PromiseChanged, PromiseSet, WalkAroundDone
from forecourt.service.models import (
    DamageKind,
    DamageMark,
    DamageSize,
    FloorStage,
    JobLine,
    OrderPhoto,
    RepairOrder,
    WalkAround,
)
from forecourt.service.queries.facts import about_order
from forecourt.service.queries.holding import held_order, own_order
from forecourt.workshop.queries.promising import check_promise

MOST_MARKS = 60


class WalkAroundOver(Refused):
    code = "walk-around-over"

    def __init__(self) -> None:
        super().__init__(_("This walk-around is signed; nothing in it changes any more."))


class NothingToEstimate(Refused):
    code = "nothing-to-estimate"

    def __init__(self) -> None:
        super().__init__(_("Put at least one line on the order before you estimate it."))


@transaction.atomic
def begin_walk_around(*, order_id: UUID, by: Actor, at: datetime) -> WalkAround:
    """Start to walk around the car; started already is fine.

    Raises:
        Missing: this store has no such order.
        NotAllowed: it is another adviser's order.
    """
    order = own_order(by, order_id)
    found = WalkAround.objects.seen_by(by).filter(order=order).first()
    return found or WalkAround.start(order, by=by, at=at)


def _open_sheet(by: Actor, order: RepairOrder, *, at: datetime) -> WalkAround:
    found = WalkAround.objects.seen_by(by).filter(order=order).first()
    if found is None:
        return WalkAround.start(order, by=by, at=at)
    if found.done_at:
        raise WalkAroundOver
    return found


@transaction.atomic
def note_walk_around(
    *,
    order_id: UUID,
    energy_percent: int | None = None,
    belongings: str = "",
    warning_lamps: str = "",
    remarks: str = "",
    points_done: Collection[str] = (),
    may_show_on_board: bool = False,
    by: Actor,
    at: datetime,
) -> WalkAround:
    """Write down what was seen so far.

    Raises:
        Missing: this store has no such order.
        NotAllowed: it is another adviser's order.
        WalkAroundOver: it is signed.
    """
    sheet = _open_sheet(by, own_order(by, order_id), at=at)
    sheet.note(
        energy_percent=energy_percent,
        belongings=belongings,
        warning_lamps=warning_lamps,
        remarks=remarks,
        points_done=sorted(points_done),
        may_show_on_board=may_show_on_board,
    )
    return sheet


@transaction.atomic
def mark_damage(
    *,
    order_id: UUID,
    x: int,
    y: int,
    kind: DamageKind,
    size: DamageSize,
    note: str = "",
    by: Actor,
    at: datetime,
) -> DamageMark:
    """Put a mark on the outline; ``x`` and ``y`` are per mille of its width and height.

    Raises:
        Missing: this store has no such order.
        NotAllowed: it is another adviser's order.
        WalkAroundOver: it is signed.
        WrongInput: the mark is beside the car, or there are too many.
    """
    sheet = _open_sheet(by, own_order(by, order_id), at=at)
    last = DamageMark.objects.seen_by(by).of(sheet).order_by("-position").first()
    position = last.position + 1 if last else 1
    if position > MOST_MARKS:
        raise WrongInput(_("Sixty marks are enough; take photos of the rest."))
    outside = WrongInput(_("The mark is beside the car. Tap on its outline."))
    with refused_by({"service_damagemark_is_on_the_car": outside}):
        return DamageMark.put(sheet, position=position, x=x, y=y, kind=kind, size=size, note=note)


@transaction.atomic
def remove_mark(*, mark_id: UUID, by: Actor, at: datetime) -> UUID:
    """Take a mark off again and answer the order.

    Raises:
        Missing: this store has no such mark.
        NotAllowed: it is another adviser's order.
        WalkAroundOver: it is signed.
    """
    mark = locked(DamageMark.objects.seen_by(by).select_related("walk_around"), mark_id)
    order = own_order(by, mark.walk_around.order_id)
    _open_sheet(by, order, at=at)
    DamageMark.objects.seen_by(by).filter(pk=mark.pk).take_away()
    return order.pk


@transaction.atomic
def keep_photo(
    *,
    order_id: UUID,
    file: BinaryIO,
    zone: str = "",
    line_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> OrderPhoto:
    """Keep a photo of the car, or of a finding.

    Raises:
        Missing: this store has no such order or line.
        BadImage: it is no picture that can be read.
    """
    order = held_order(by, order_id)
    if line_id:
        locked(JobLine.objects.seen_by(by).filter(order_id=order.pk), line_id)
    attachment = keep_image(file, by=by, at=at)
    return OrderPhoto.keep(order, attachment, zone=zone, line_id=line_id, by=by, at=at)


@transaction.atomic
def sign_walk_around(
    *, order_id: UUID, signature: str, signer_name: str = "", by: Actor, at: datetime
) -> RepairOrder:
    """The customer signs on the tablet; ``signature`` is the drawing as a data URL.

    Raises:
        Missing: this store has no such order.
        NotAllowed: it is another adviser's order.
        BadImage: the drawing is missing or empty.
        WalkAroundOver: it is signed already.
        IllegalMove: the order is past its walk-around.
    """
    order = own_order(by, order_id)
    sheet = _open_sheet(by, order, at=at)
    drawn = keep_signature(signature, by=by, at=at)
    sheet.sign(drawn, signer_name or order.contact_name or order.customer_name, by=by, at=at)
    _inspected(order, sheet, by=by, at=at)
    return order


@transaction.atomic
def refuse_signature(*, order_id: UUID, reason: str, by: Actor, at: datetime) -> RepairOrder:
    """End the walk-around without a signature, and say why.

    Raises:
        Missing: this store has no such order.
        NotAllowed: it is another adviser's order.
        WrongInput: no reason is given.
        WalkAroundOver: it is signed already.
        IllegalMove: the order is past its walk-around.
    """
    if not reason.strip():
        raise WrongInput(_("Say why there is no signature."))
    order = own_order(by, order_id)
    sheet = _open_sheet(by, order, at=at)
    sheet.refuse(reason.strip(), by=by, at=at)
    _inspected(order, sheet, by=by, at=at)
    return order


def _inspected(order: RepairOrder, sheet: WalkAround, *, by: Actor, at: datetime) -> None:
    order.move(FloorStage.INSPECTED, at=at)
    fact = WalkAroundDone(
        *about_order(order),
        marks=DamageMark.objects.seen_by(by).of(sheet).count(),
        photos=OrderPhoto.objects.seen_by(by).of_order(order.pk).count(),
        is_signed=sheet.signature_id is not None,
    )
    record(fact, by=by, at=at)


@transaction.atomic
def estimate_order(*, order_id: UUID, promise_at: datetime, by: Actor, at: datetime) -> RepairOrder:
    """Price and promise are ready to be read out; estimating again gives another promise.

    Raises:
        Missing: this store has no such order.
        NotAllowed: it is another adviser's order.
        WrongInput: the promise lies in the past, or too far ahead.
        NothingToEstimate: the order has no open line.
        IllegalMove: the walk-around is not done, or the customer has answered already.
    """
    check_promise(by, promise_at, at=at)
    order = own_order(by, order_id)
    lines = JobLine.objects.seen_by(by).of(order.pk).proposed()
    amount_fen = sum(lines.values_list("amount_fen", flat=True))
    if not lines.exists():
        raise NothingToEstimate
    order.move(FloorStage.ESTIMATED, at=at)
    earlier = order.promise_at
    order.promise(promise_at)
    about = about_order(order)
    facts: list[OrderEstimated | PromiseSet | PromiseChanged] = [
        OrderEstimated(*about, amount_fen=amount_fen, promise_at=promise_at)
    ]
    if earlier is None:
        facts.append(PromiseSet(*about, promise_at=promise_at))
    elif earlier != promise_at:
        facts.append(
            PromiseChanged(*about, promise_at=promise_at, earlier_promise_at=earlier, reason="")
        )
    record_all(facts, by=by, at=at)
    return order
