"""The owner's visits: the one going on, what waits for a word, and those before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Attachment
from forecourt.kernel.refusals import Missing
from forecourt.portal.queries.cars import cars
from forecourt.service.models import (
    OWN_WORD,
    AuthorizationState,
    FloorStage,
    Grade,
    JobLine,
    OrderPhoto,
    RepairOrder,
)
from forecourt.ui.navigation import Label

_S = FloorStage
STEPS: Final[tuple[tuple[Label, frozenset[FloorStage]], ...]] = (
    (pgettext_lazy("owner's page", "Received"), frozenset({_S.OPENED, _S.INSPECTED})),
    (
        pgettext_lazy("owner's page", "Estimate"),
        frozenset({_S.ESTIMATED, _S.AUTHORISED, _S.DISPATCHED}),
    ),
    (pgettext_lazy("owner's page", "In work"), frozenset({_S.WORKING, _S.STOPPED, _S.WORK_DONE})),
    (pgettext_lazy("owner's page", "Check"), frozenset({_S.IN_QUALITY_CHECK, _S.QUALITY_PASSED})),
    (pgettext_lazy("owner's page", "Wash"), frozenset({_S.WASHING})),
    (pgettext_lazy("owner's page", "Ready"), frozenset({_S.READY, _S.SETTLED})),
)
MOST_VISITS: Final = 60


@dataclass(frozen=True, slots=True)
class Step:
    label: Label
    state: str  # ok, on, or nothing yet


@dataclass(frozen=True, slots=True)
class Visit:
    """The visit going on now."""

    order_id: UUID
    number: str
    plate: str
    stage: str
    steps: tuple[Step, ...]
    promise_at: datetime | None
    is_late: bool
    adviser: str
    waiting: int


def visit_now(by: Actor, vehicle_id: UUID, *, at: datetime) -> Visit | None:
    """The order that one of the owner's cars is here on: two statements."""
    rows = RepairOrder.objects.seen_by(by).of_vehicle(vehicle_id).in_house()
    order = rows.select_related("adviser").order_by("-pk").first()
    if order is None:
        return None
    lines = JobLine.objects.seen_by(by).of(order.pk).proposed()
    stage = FloorStage(order.floor_stage)
    return Visit(
        order_id=order.pk,
        number=order.number,
        plate=order.plate,
        stage=str(stage.label),
        steps=tuple(_steps(stage)),
        promise_at=order.promise_at,
        is_late=bool(order.promise_at and order.promise_at < at and stage not in STEPS[-1][1]),
        adviser=order.adviser.name if order.adviser else "",
        waiting=lines.filter(pay_type__in=OWN_WORD, unit_price_fen__gt=0).count(),
    )


def _steps(stage: FloorStage) -> list[Step]:
    here = next((n for n, (_label, stages) in enumerate(STEPS) if stage in stages), len(STEPS))
    return [
        Step(label, "ok" if number < here else "on" if number == here else "")
        for number, (label, _stages) in enumerate(STEPS)
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the owner reads it; ``is_urgent`` when the house says: act now."""

    line_id: UUID
    title: str
    reason: str
    grade: str
    is_urgent: bool
    amount_fen: int | None
    state: str
    is_asked: bool
    text_version: int
    photo_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class OrderPage:
    order_id: UUID
    vehicle_id: UUID
    number: str
    plate: str
    opened_on: datetime
    odometer_km: int
    stage: str
    promise_at: datetime | None
    asked: tuple[Line, ...]
    others: tuple[Line, ...]
    total_fen: int | None
    chosen_fen: int

    @property
    def versions(self) -> dict[UUID, int]:
        return {line.line_id: line.text_version for line in self.asked}


def order_page(by: Actor, order_id: UUID) -> OrderPage:
    """An order of one of the owner's cars; money only where it is the owner's own order.

    Raises:
        Missing: there is no such order, or it is not of a car of this owner.
    """
    order = _own_order(by, order_id)
    is_own = order.party_id == by.party_id
    photos: dict[UUID | None, list[UUID]] = {}
    for photo in OrderPhoto.objects.seen_by(by).filter(order=order, line_id__isnull=False):
        photos.setdefault(photo.line_id, []).append(photo.pk)
    rows = [
        _line(row, tuple(photos.get(row.pk, ())), is_own=is_own)
        for row in JobLine.objects.seen_by(by).of(order.pk)
    ]
    asked = tuple(line for line in rows if line.is_asked)
    yes = str(AuthorizationState.AUTHORISED.label)
    return OrderPage(
        order_id=order.pk,
        vehicle_id=order.vehicle_id,
        number=order.number,
        plate=order.plate,
        opened_on=order.opened_at,
        odometer_km=order.odometer_km,
        stage=str(FloorStage(order.floor_stage).label),
        promise_at=order.promise_at,
        asked=asked,
        others=tuple(line for line in rows if not line.is_asked),
        total_fen=sum(r.amount_fen or 0 for r in rows if r.state == yes) if is_own else None,
        chosen_fen=sum(line.amount_fen or 0 for line in asked if line.is_urgent),
    )


def _own_order(by: Actor, order_id: UUID) -> RepairOrder:
    order = RepairOrder.objects.seen_by(by).filter(pk=order_id).first()
    mine = {car.vehicle_id for car in cars(by)}
    if order is None or order.vehicle_id not in mine:
        raise Missing(_("This record does not exist."))
    return order


def _line(row: JobLine, photo_ids: tuple[UUID, ...], *, is_own: bool) -> Line:
    is_open = row.authorization == AuthorizationState.PROPOSED
    return Line(
        line_id=row.pk,
        title=row.title,
        reason=row.reason,
        grade=str(Grade(row.grade).label) if row.grade else "",
        is_urgent=row.grade == Grade.RED,
        amount_fen=row.amount_fen if is_own else None,
        state=str(AuthorizationState(row.authorization).label),
        is_asked=is_own and is_open and row.pay_type in OWN_WORD and row.unit_price_fen > 0,
        text_version=row.text_version,
        photo_ids=photo_ids,
    )


def photo(by: Actor, photo_id: UUID) -> Attachment:
    """A photo of an order of one of the owner's cars.

    Raises:
        Missing: there is no such photo, or it is not of a car of this owner.
    """
    rows = OrderPhoto.objects.seen_by(by).select_related("attachment").filter(pk=photo_id)
    found = rows.first()
    if found is None:
        raise Missing(_("This record does not exist."))
    _own_order(by, found.order_id)
    return found.attachment


@dataclass(frozen=True, slots=True)
class PastVisit:
    order_id: UUID
    number: str
    on: date
    odometer_km: int
    works: tuple[str, ...]
    amount_fen: int | None


def history(by: Actor, vehicle_id: UUID, *, limit: int = MOST_VISITS) -> tuple[PastVisit, ...]:
    """The service book of one of the owner's cars, newest first: two statements.

    It stays with the car; money of an owner before is not shown.
    """
    rows = RepairOrder.objects.seen_by(by).of_vehicle(vehicle_id)
    orders = list(rows.filter(left_at__isnull=False).order_by("-left_at", "-pk")[:limit])
    works: dict[UUID, list[JobLine]] = {}
    lines = JobLine.objects.seen_by(by).authorised().filter(order__in=orders)
    for line in lines.order_by("position", "pk"):
        works.setdefault(line.order_id, []).append(line)
    return tuple(_past(order, works.get(order.pk, []), by) for order in orders)


def _past(order: RepairOrder, lines: list[JobLine], by: Actor) -> PastVisit:
    assert order.left_at is not None  # the query asks for it
    paid = sum(line.amount_fen for line in lines if line.pay_type in OWN_WORD)
    return PastVisit(
        order_id=order.pk,
        number=order.number,
        on=order.left_at.date(),
        odometer_km=order.odometer_km,
        works=tuple(line.title for line in lines if line.kind != "part")[:4],
        amount_fen=paid if order.party_id == by.party_id else None,
    )
