"""Pre-delivery inspections: the right car, every point, another person."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing
from forecourt.sales import commands
from forecourt.sales.commands import (
    DefectsOpen,
    OwnInspection,
    PointsOpen,
    TooManyKilometers,
    WrongCar,
)
from forecourt.sales.models import Answer, InspectionPoint, InspectionState
from forecourt.sales.tests.make import make_inspection, make_unit
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, make_actor, make_staff, make_store
from forecourt.workshop.models import Job

pytestmark = pytest.mark.django_db


def _photo() -> BytesIO:
    stream = BytesIO()
    Image.new("RGB", (8, 8), "white").save(stream, "PNG")
    stream.seek(0)
    return stream


def test_the_vin_on_the_car_is_read_first() -> None:
    sheet = make_inspection()

    with pytest.raises(WrongCar):
        commands.start_inspection(inspection_id=sheet.pk, vin="000000", by=make_actor(), at=NINE)
    vin = sheet.stock_unit.vin.lower()[-6:]
    commands.start_inspection(inspection_id=sheet.pk, vin=vin, by=make_actor(), at=NINE)

    sheet.refresh_from_db()
    assert sheet.state == InspectionState.IN_WORK


def test_a_defect_stops_the_sheet_until_it_is_repaired() -> None:
    sheet, by = make_inspection(state=InspectionState.IN_WORK), make_actor()
    point = InspectionPoint.objects.filter(inspection=sheet).order_by("position")[3]
    for other in InspectionPoint.objects.filter(inspection=sheet).exclude(pk=point.pk):
        other.say(Answer.OK, by=by, at=NINE)
    key: dict[str, Any] = {"inspection_id": sheet.pk, "by": by, "at": NINE}

    commands.report_defect(
        **key, point_id=point.pk, defect_code="PNT-01", note="scratch", photo=_photo()
    )
    with pytest.raises(DefectsOpen):
        commands.pass_inspection(**key, km=12)
    commands.note_repair(**key, point_id=point.pk)
    commands.pass_inspection(**key, km=12)

    sheet.refresh_from_db()
    assert (sheet.state, sheet.km) == (InspectionState.PASSED, 12)
    assert [entry.kind for entry in Entry.objects.order_by("pk")] == [
        "sales.pdi_defect_found",
        "sales.pdi_defect_repaired",
        "sales.pdi_passed",
    ]


def test_every_point_wants_an_answer() -> None:
    sheet = make_inspection(state=InspectionState.IN_WORK)
    commands.answer_group(inspection_id=sheet.pk, group="P1", by=make_actor(), at=NINE)

    with pytest.raises(PointsOpen, match="19 points"):
        commands.pass_inspection(inspection_id=sheet.pk, km=12, by=make_actor(), at=NINE)


def _answered(**values: Any) -> Any:  # Any: the maker's own values
    sheet = make_inspection(state=InspectionState.IN_WORK, **values)
    for point in InspectionPoint.objects.filter(inspection=sheet):
        point.say(Answer.OK, by=make_actor(), at=NINE)
    return sheet


def test_nobody_passes_the_own_inspection() -> None:
    li = make_staff("Li Wei", Role.TECHNICIAN, Role.QUALITY_INSPECTOR)
    sheet = _answered(technician=li)

    with pytest.raises(OwnInspection):
        commands.pass_inspection(inspection_id=sheet.pk, km=12, by=make_actor(staff=li), at=NINE)

    sheet.refresh_from_db()
    assert (sheet.state, sheet.km) == (InspectionState.IN_WORK, None)


def test_a_new_car_has_not_driven_far() -> None:
    with pytest.raises(TooManyKilometers, match="at most 30 km"):
        commands.pass_inspection(inspection_id=_answered().pk, km=31, by=make_actor(), at=NINE)


def test_the_sheet_of_another_store_does_not_exist() -> None:
    sheet = make_inspection(make_unit(store=make_store()))

    with pytest.raises(Missing):
        commands.start_inspection(inspection_id=sheet.pk, vin="x", by=make_actor(), at=NINE)


def test_a_passed_car_waits_no_longer_on_the_board() -> None:
    unit = make_unit()
    sheet = commands.open_inspection(stock_unit_id=unit.pk, by=make_actor(), at=NINE)
    commands.start_inspection(inspection_id=sheet.pk, vin=unit.vin[-6:], by=make_actor(), at=NINE)
    for point in InspectionPoint.objects.filter(inspection=sheet):
        point.say(Answer.OK, by=make_actor(), at=NINE)
    assert Job.objects.get().state == "planned"

    commands.pass_inspection(inspection_id=sheet.pk, km=12, by=_eye(), at=NINE)

    assert Job.objects.get().state == "withdrawn"


def _eye() -> Actor:
    return make_actor(staff=make_staff("Wu Kai", Role.QUALITY_INSPECTOR))
