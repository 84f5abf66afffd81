"""Pre-delivery inspections: the list, and one sheet with its points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Attachment
from forecourt.kernel.refusals import Missing
from forecourt.sales.models import Answer, InspectionPoint, InspectionState, PreDeliveryInspection
from forecourt.ui.paging import Page, page_of
from forecourt.ui.strip import Move, Strip, steps

STAGE_OF = {
    InspectionState.OPEN: "wait",
    InspectionState.IN_WORK: "work",
    InspectionState.DEFECT: "part",
    InspectionState.PASSED: "done",
    InspectionState.EXPIRED: "plan",
}


@dataclass(frozen=True, slots=True)
class InspectionRow:
    inspection_id: UUID
    number: str
    vin: str
    grade: str
    location: str
    order_number: str
    name: str
    state: str
    state_label: str
    css: str
    technician: str
    entered_at: datetime
    is_recheck: bool


def inspection_rows(
    by: Actor, *, text: str = "", state: str = "open", page: int = 1
) -> Page[InspectionRow]:
    """Sheets of the store, longest waiting first: two statements."""
    rows = PreDeliveryInspection.objects.seen_by(by).select_related(
        "stock_unit__variant__model", "order__party", "technician"
    )
    if state == "open":
        rows = rows.unfinished()
    elif state in InspectionState.values:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(Q(stock_unit__vin__endswith=text.upper()) | Q(number__icontains=text))
    found = page_of(rows.order_by("entered_at", "pk"), page)
    return found.with_rows([_row(row) for row in found.rows])


def _row(row: PreDeliveryInspection) -> InspectionRow:
    state = InspectionState(row.state)
    return InspectionRow(
        inspection_id=row.pk,
        number=row.number,
        vin=row.stock_unit.vin,
        grade=str(row.stock_unit.variant),
        location=row.stock_unit.location,
        order_number=row.order.number if row.order else "",
        name=row.order.party.name if row.order else "",
        state=state,
        state_label=str(state.label),
        css=STAGE_OF[state],
        technician=row.technician.name if row.technician else "",
        entered_at=row.entered_at,
        is_recheck=row.is_recheck,
    )


@dataclass(frozen=True, slots=True)
class PointRow:
    point_id: UUID
    code: str
    name: str
    answer: str
    answer_label: str
    css: str
    defect_code: str
    note: str
    photo_id: UUID | None
    is_broken: bool
    by: str


@dataclass(frozen=True, slots=True)
class Group:
    """Points that are looked at together."""

    code: str
    name: str
    points: tuple[PointRow, ...]
    open_count: int


@dataclass(frozen=True, slots=True)
class InspectionCard:
    sheet: PreDeliveryInspection
    row: InspectionRow
    groups: tuple[Group, ...]
    open_count: int
    broken_count: int
    is_in_work: bool
    strip: Strip


_CSS = {Answer.OK: "done", Answer.DEFECT: "late", Answer.NOT_FITTED: "plan"}


def inspection_card(by: Actor, inspection_id: UUID) -> InspectionCard:
    """One sheet: two statements.

    Raises:
        Missing: the store has no such sheet.
    """
    rows = PreDeliveryInspection.objects.seen_by(by).select_related(
        "stock_unit__variant__model", "order__party", "technician", "passed_by"
    )
    sheet = rows.filter(pk=inspection_id).first()
    if sheet is None:
        raise Missing(_("This record does not exist."))
    points = InspectionPoint.objects.seen_by(by).filter(inspection=sheet)
    found = list(points.select_related("answered_by").order_by("position", "pk"))
    groups = tuple(
        _group(code, list(several)) for code, several in groupby(found, lambda one: one.group)
    )
    open_count = sum(group.open_count for group in groups)
    broken = sum(point.is_broken for group in groups for point in group.points)
    return InspectionCard(
        sheet=sheet,
        row=_row(sheet),
        groups=groups,
        open_count=open_count,
        broken_count=broken,
        is_in_work=sheet.state in {InspectionState.IN_WORK, InspectionState.DEFECT},
        strip=_strip(by, sheet, open_count, broken),
    )


def _group(code: str, points: list[InspectionPoint]) -> Group:
    names = {
        "P1": _("Identity"),
        "P2": _("Exterior"),
        "P3": _("Under the bonnet"),
        "P4": _("Underneath"),
        "P5": _("Cabin"),
        "P6": _("Electric"),
        "P7": _("Driver assistance"),
        "P8": _("Road test"),
        "P9": _("Close"),
    }
    rows = tuple(_point(point) for point in points)
    return Group(code, names.get(code, code), rows, sum(not row.answer for row in rows))


def _point(point: InspectionPoint) -> PointRow:
    answer = Answer(point.answer) if point.answer else None
    is_broken = answer is Answer.DEFECT and point.repaired_at is None
    css = _CSS[answer] if answer else "wait"
    return PointRow(
        point_id=point.pk,
        code=point.code,
        name=point.name,
        answer=point.answer,
        answer_label=str(answer.label) if answer else "",
        css="done" if answer is Answer.DEFECT and not is_broken else css,
        defect_code=point.defect_code,
        note=point.note,
        photo_id=point.photo_id,
        is_broken=is_broken,
        by=point.answered_by.name if point.answered_by else "",
    )


def point_photo(by: Actor, inspection_id: UUID, point_id: UUID) -> Attachment:
    """The photo of a defect.

    Raises:
        Missing: the store has no such point, or it has no photo.
    """
    rows = InspectionPoint.objects.seen_by(by).filter(inspection_id=inspection_id)
    point = rows.filter(pk=point_id).select_related("photo").first()
    if point is None or point.photo is None:
        raise Missing(_("This record does not exist."))
    return point.photo


_PATH = (InspectionState.OPEN, InspectionState.IN_WORK, InspectionState.PASSED)


def _strip(by: Actor, sheet: PreDeliveryInspection, open_count: int, broken: int) -> Strip:
    state = InspectionState(sheet.state)
    shown = InspectionState.IN_WORK if state is InspectionState.DEFECT else state
    if shown in _PATH:
        drawn = steps(tuple(step.label for step in _PATH), _PATH.index(shown))
    else:
        drawn = steps((InspectionState.PASSED.label, state.label), 1)
    moves: list[Move] = []
    if state is InspectionState.OPEN and by.may("sales.inspect_car"):
        moves.append(Move(_("Begin"), dialog="start", icon="player-play"))
    if state in {InspectionState.IN_WORK, InspectionState.DEFECT} and by.may("sales.pass_car"):
        moves.append(_pass(by, sheet, open_count, broken))
    if by.may("sales.view_pdi"):
        paper = reverse("sales:inspection_paper", args=[sheet.pk])
        moves.append(Move(_("Paper"), paper, "printer", is_link=True))
    return Strip(drawn, tuple(moves))


def _pass(by: Actor, sheet: PreDeliveryInspection, open_count: int, broken: int) -> Move:
    if open_count:
        refusal = _("Points without an answer: %(count)d") % {"count": open_count}
        return Move(_("Pass"), refusal=refusal)
    if broken:
        return Move(_("Pass"), refusal=_("A defect is open."))
    if sheet.technician_id is not None and sheet.technician_id == by.staff_id:
        return Move(_("Pass"), refusal=_("Another person must look."))
    return Move(_("Pass"), dialog="pass", icon="shield-check")
