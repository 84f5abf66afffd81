"""What happens on a pre-delivery inspection: order, start, answer, repair, pass, expire."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forecourt.kernel.actor import Actor
from forecourt.kernel.attachments import keep_image
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.numbering import draw_number
from forecourt.kernel.refusals import Refused, WrongInput, refused_by
from forecourt.kernel.source import Source
from forecourt.sales.facts import (
    PdiDefectFound,
    PdiDefectRepaired,
    PdiOpened,
    PdiPassed,
    PdiStarted,
)
from forecourt.sales.models import (
    Answer,
    InspectionPoint,
    InspectionState,
    PreDeliveryInspection,
    SalesOrder,
    StockUnit,
)
from forecourt.sales.models.inspection import InspectionPointQuerySet
from forecourt.sales.queries.days import business_day
from forecourt.sales.queries.quoting import checklist
from forecourt.sales.rules import is_inspection_fresh
from forecourt.store.queries import rule
from forecourt.workshop import commands as workshop
from forecourt.workshop.models import BayKind, Order


class InspectionRuns(Refused):
    code = "inspection-runs"

    def __init__(self) -> None:
        super().__init__(_("This car already has an inspection."))


class WrongCar(Refused):
    code = "wrong-car"

    def __init__(self, vin: str) -> None:
        sentence = _("This is not the car of the sheet (%(vin)s). Look for the right car.")
        super().__init__(sentence % {"vin": vin})


class PointsOpen(Refused):
    code = "points-open"

    def __init__(self, count: int) -> None:
        sentence = ngettext(
            "%(count)d point has no answer yet.", "%(count)d points have no answer yet.", count
        )
        super().__init__(sentence % {"count": count})


class DefectsOpen(Refused):
    code = "defects-open"

    def __init__(self, count: int) -> None:
        sentence = ngettext(
            "%(count)d defect is not repaired yet.",
            "%(count)d defects are not repaired yet.",
            count,
        )
        super().__init__(sentence % {"count": count})


class OwnInspection(Refused):
    code = "own-inspection"

    def __init__(self) -> None:
        super().__init__(_("Nobody passes the own inspection. Another person must look."))


class TooManyKilometers(Refused):
    code = "too-many-kilometers"


@transaction.atomic
def open_inspection(
    *, stock_unit_id: UUID, order_id: UUID | None = None, by: Actor, at: datetime
) -> PreDeliveryInspection:
    """Open the sheet of a car and order its job from the workshop.

    A car that passed and has waited too long gets the short list only.

    Raises:
        Missing: the store has no such car or order.
        InspectionRuns: the car has a living sheet.
    """
    unit = locked(StockUnit.objects.seen_by(by), stock_unit_id)
    order = locked(SalesOrder.objects.seen_by(by.house()), order_id) if order_id else None
    sheets = PreDeliveryInspection.objects.seen_by(by).filter(stock_unit=unit)
    is_recheck = sheets.filter(state=InspectionState.EXPIRED).exists()
    points = [point for point in checklist(by, "pdi") if point.is_recheck or not is_recheck]
    today = business_day(by, at)
    with refused_by({"sales_inspection_one_live_per_car": InspectionRuns()}):
        sheet = PreDeliveryInspection.open(
            unit,
            order,
            points,
            number=draw_number(by, "PD", on=today),
            is_recheck=is_recheck,
            at=at,
        )
    job = workshop.plan_job(
        order=Order(
            source=Source("sales.pdi", str(sheet.pk)),
            title=_("PDI %(vin)s") % {"vin": unit.vin[-6:]},
            standard_minutes=rule(by, "sales.pdi_minutes", on=today),
            bay_kind=BayKind.PDI,
            vehicle=str(unit.variant),
            needs_check=False,  # the sheet has its own pass, by another person
        ),
        by=by,
        at=at,
    )
    sheet.note_job(job.pk)
    assert unit.vehicle_id is not None
    fact = PdiOpened(
        inspection_id=sheet.pk,
        stock_unit_id=unit.pk,
        vehicle_id=unit.vehicle_id,
        order_id=order_id,
        job_id=job.pk,
    )
    record(fact, by=by, at=at)
    return sheet


@transaction.atomic
def start_inspection(
    *, inspection_id: UUID, vin: str, by: Actor, at: datetime
) -> PreDeliveryInspection:
    """The technician stands at the car; the last six signs of the VIN are enough.

    Raises:
        Missing: the store has no such sheet.
        WrongCar: the VIN on the car is another one.
        IllegalMove: the inspection has begun.
    """
    sheet = _sheet(inspection_id, by=by)
    read = vin.strip().upper()
    if len(read) < 6 or not sheet.stock_unit.vin.endswith(read):  # noqa: PLR2004 - signs of a VIN tail
        raise WrongCar(sheet.stock_unit.vin[-6:])
    sheet.start(by.staff_id, at=at)
    fact = PdiStarted(inspection_id=sheet.pk, vehicle_id=_vehicle(sheet), technician_id=by.staff_id)
    record(fact, by=by, at=at)
    return sheet


@transaction.atomic
def answer_point(
    *, inspection_id: UUID, point_id: UUID, answer: Answer, by: Actor, at: datetime
) -> InspectionPoint:
    """One point is fine or not fitted; small steps of one sheet leave no fact of their own.

    Raises:
        Missing: no such sheet or point.
        WrongInput: a defect needs its own form.
        NotInWork: nobody is inspecting the car.
    """
    sheet = _sheet(inspection_id, by=by)
    _must_be_in_work(sheet)
    if answer is Answer.DEFECT:
        raise WrongInput(_("A defect needs a code and a photo."))
    point = locked(_points(sheet, by=by), point_id)
    point.say(answer, by=by, at=at)
    return point


@transaction.atomic
def answer_group(
    *, inspection_id: UUID, group: str, by: Actor, at: datetime
) -> PreDeliveryInspection:
    """All points of a group that have no answer are fine.

    Raises:
        Missing: no such sheet.
        NotInWork: nobody is inspecting the car.
    """
    sheet = _sheet(inspection_id, by=by)
    _must_be_in_work(sheet)
    for point in _points(sheet, by=by).unanswered().filter(group=group).order_by("pk"):
        point.say(Answer.OK, by=by, at=at)
    return sheet


@transaction.atomic
def report_defect(
    *,
    inspection_id: UUID,
    point_id: UUID,
    defect_code: str,
    note: str,
    photo: BinaryIO,
    by: Actor,
    at: datetime,
) -> InspectionPoint:
    """A point is not fine: with code and photo, told to the maker.

    Raises:
        Missing: no such sheet or point.
        WrongInput: no code.
        BadImage: the photo cannot be read.
        NotInWork: nobody is inspecting the car.
    """
    sheet = _sheet(inspection_id, by=by)
    if not defect_code.strip():
        raise WrongInput(_("A defect needs a code and a photo."))
    if sheet.state not in {InspectionState.IN_WORK, InspectionState.DEFECT}:
        _must_be_in_work(sheet)
    point = locked(_points(sheet, by=by), point_id)
    kept = keep_image(photo, by=by, at=at)
    point.say_defect(defect_code=defect_code, note=note, photo=kept, by=by, at=at)
    if sheet.state == InspectionState.IN_WORK:
        sheet.find_defect(at=at)
    fact = PdiDefectFound(
        inspection_id=sheet.pk,
        vehicle_id=_vehicle(sheet),
        point=point.code,
        defect_code=defect_code,
    )
    record(fact, by=by, at=at)
    return point


@transaction.atomic
def note_repair(
    *, inspection_id: UUID, point_id: UUID, by: Actor, at: datetime
) -> PreDeliveryInspection:
    """A defect is repaired; when it was the last one the inspection goes on.

    Raises:
        Missing: no such sheet or point with a defect.
    """
    sheet = _sheet(inspection_id, by=by)
    point = locked(_points(sheet, by=by).broken(), point_id)
    point.note_repair(at=at)
    if not _points(sheet, by=by).broken().exists():
        sheet.go_on(at=at)
    fact = PdiDefectRepaired(inspection_id=sheet.pk, vehicle_id=_vehicle(sheet), point=point.code)
    record(fact, by=by, at=at)
    return sheet


@transaction.atomic
def pass_inspection(
    *, inspection_id: UUID, km: int, by: Actor, at: datetime
) -> PreDeliveryInspection:
    """Another person than the technician says that the car may be delivered.

    Raises:
        Missing: the store has no such sheet.
        PointsOpen: a point has no answer.
        DefectsOpen: a defect is not repaired.
        TooManyKilometers: a new car has driven further than the limit.
        OwnInspection: the same person inspected the car.
        IllegalMove: nobody is inspecting the car.
    """
    workshop.drop_waiting_job(source=Source("sales.pdi", str(inspection_id)), by=by, at=at)
    sheet = _sheet(inspection_id, by=by)
    if open_count := _points(sheet, by=by).unanswered().count():
        raise PointsOpen(open_count)
    if broken := _points(sheet, by=by).broken().count():
        raise DefectsOpen(broken)
    most = rule(by, "sales.pdi_delivery_km", on=business_day(by, at))
    if km > most:
        sentence = _("A new car has at most %(km)d km. Ask the sales manager.")
        raise TooManyKilometers(sentence % {"km": most})
    if by.staff_id is not None and by.staff_id == sheet.technician_id:
        raise OwnInspection
    sheet.note_km(km)
    with refused_by({"sales_inspection_passed_by_another_person": OwnInspection()}):
        sheet.succeed(by=by, at=at)
    order = sheet.order
    fact = PdiPassed(
        inspection_id=sheet.pk,
        vehicle_id=_vehicle(sheet),
        order_id=sheet.order_id,
        party_id=order.party_id if order else None,
        consultant_id=order.consultant_id if order else None,
        km=km,
    )
    record(fact, by=by, at=at)
    return sheet


@transaction.atomic
def expire_inspection(*, inspection_id: UUID, by: Actor, at: datetime) -> PreDeliveryInspection:
    """The car has stood too long since: a short recheck is due.

    Raises:
        Missing: the store has no such sheet.
        StillFresh: it has not stood that long.
        IllegalMove: the car has not passed.
    """
    sheet = _sheet(inspection_id, by=by)
    days = rule(by, "sales.pdi_valid_days", on=business_day(by, at))
    if sheet.passed_at and is_inspection_fresh(sheet.passed_at, at=at, valid_days=days):
        until = sheet.passed_at + timedelta(days=days)
        raise StillFresh(_("This inspection counts until %(day)s.") % {"day": until.date()})
    sheet.expire(at=at)
    unit = sheet.stock_unit
    if unit.vehicle_id is not None and sheet.order_id is not None:
        open_inspection(stock_unit_id=unit.pk, order_id=sheet.order_id, by=by, at=at)
    return sheet


class StillFresh(Refused):
    code = "still-fresh"


class NotInWork(Refused):
    code = "not-in-work"


def _must_be_in_work(sheet: PreDeliveryInspection) -> None:
    if sheet.state not in {InspectionState.IN_WORK, InspectionState.DEFECT}:
        label = InspectionState(sheet.state).label
        sentence = _("This inspection is “%(state)s”; points are answered while it runs.")
        raise NotInWork(sentence % {"state": label})


def _sheet(inspection_id: UUID, *, by: Actor) -> PreDeliveryInspection:
    rows = PreDeliveryInspection.objects.seen_by(by).select_related("stock_unit", "order")
    return locked(rows, inspection_id)


def _points(sheet: PreDeliveryInspection, *, by: Actor) -> InspectionPointQuerySet:
    return InspectionPoint.objects.seen_by(by).filter(inspection=sheet)


def _vehicle(sheet: PreDeliveryInspection) -> UUID:
    vehicle_id = sheet.stock_unit.vehicle_id
    assert vehicle_id is not None
    return vehicle_id
