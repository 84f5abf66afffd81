"""What has to be ready before a booked car comes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from forecourt.catalog.models import MenuLine, MenuLineKind
from forecourt.kernel.actor import Actor
from forecourt.service.defaults import PREPARATION_POINTS, Point
from forecourt.service.models import Appointment, PreparationTick
from forecourt.store.roles import Role
from forecourt.workshop.models import WaitType

_WITH_CAR = (WaitType.LOANER, WaitType.SHUTTLE, WaitType.PICK_UP_RETURN)
_BY_CODE = {point.code: point for point in PREPARATION_POINTS}


def point_of(code: str) -> Point | None:
    """The point of the sheet with this code."""
    return _BY_CODE.get(code)


def wanted_codes(by: Actor, appointment: Appointment) -> frozenset[str]:
    """The points that this appointment needs: one statement."""
    return _wanted(appointment, _with_parts(by, [appointment]))


def _with_parts(by: Actor, appointments: Iterable[Appointment]) -> frozenset[UUID]:
    """The menus among these appointments that need parts."""
    menus = {row.menu_id for row in appointments if row.menu_id}
    lines = MenuLine.objects.seen_by(by).filter(menu_id__in=menus, kind=MenuLineKind.PART)
    return frozenset(lines.values_list("menu_id", flat=True).distinct())


def _wanted(appointment: Appointment, with_parts: frozenset[UUID]) -> frozenset[str]:
    applies = {
        "": True,
        "parts": appointment.menu_id in with_parts,
        "symptom": appointment.menu_id is None,
        "loaner": appointment.wait_type in _WITH_CAR,
    }
    return frozenset(point.code for point in PREPARATION_POINTS if applies[point.needs])


@dataclass(frozen=True, slots=True)
class PointRow:
    """One point of one sheet: whether it is done, by whom, and whether I may tick it."""

    code: str
    text: str
    role: str
    is_done: bool
    done_by: str
    done_at: datetime | None
    is_mine: bool


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A car that is expected, with what is still missing."""

    appointment_id: UUID
    number: str
    plate: str
    model: str
    title: str
    customer: str
    arrives_at: datetime
    wait_type: str
    adviser: str
    points: tuple[PointRow, ...]
    is_ready: bool
    mine_open: int

    @property
    def done_count(self) -> int:
        return sum(point.is_done for point in self.points)


def preparation_rows(
    by: Actor, *, start: datetime, end: datetime, text: str = "", is_open_only: bool = False
) -> list[SheetRow]:
    """The sheets of the cars expected between two moments, earliest first: three statements."""
    rows = Appointment.objects.seen_by(by).expected().between(start, end)
    if text:
        rows = rows.filter(plate__icontains=text) | rows.filter(contact_name__icontains=text)
    if is_open_only:
        rows = rows.filter(prepared_at__isnull=True)
    cars = list(rows.select_related("adviser").order_by("arrives_at", "pk"))
    with_parts = _with_parts(by, cars)
    ticks: dict[UUID, dict[str, PreparationTick]] = defaultdict(dict)
    for tick in PreparationTick.objects.seen_by(by).filter(appointment__in=cars):
        ticks[tick.appointment_id][tick.code] = tick
    return [_sheet(by, car, with_parts, ticks[car.pk]) for car in cars]


def _sheet(
    by: Actor, car: Appointment, with_parts: frozenset[UUID], ticks: dict[str, PreparationTick]
) -> SheetRow:
    wanted = _wanted(car, with_parts)
    points = tuple(
        _point(by, point, ticks.get(point.code))
        for point in PREPARATION_POINTS
        if point.code in wanted
    )
    return SheetRow(
        appointment_id=car.pk,
        number=car.number,
        plate=car.plate,
        model=car.model_text,
        title=car.title,
        customer=car.contact_name,
        arrives_at=car.arrives_at,
        wait_type=str(WaitType(car.wait_type).label),
        adviser=car.adviser.name if car.adviser else "",
        points=points,
        is_ready=car.prepared_at is not None,
        mine_open=sum(point.is_mine and not point.is_done for point in points),
    )


def _point(by: Actor, point: Point, tick: PreparationTick | None) -> PointRow:
    roles = {point.role, Role.SERVICE_MANAGER}
    return PointRow(
        code=point.code,
        text=str(point.text),
        role=str(point.role.label) if point.role else "",
        is_done=tick is not None,
        done_by=tick.ticker_name if tick else "",
        done_at=tick.ticked_at if tick else None,
        is_mine=not by.roles or by.is_any_of(*(role for role in roles if role)),
    )
