"""The calendar of the demo cars: one day, one line a car."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Missing
from forecourt.leads.models import (
    RATINGS,
    TEST_DRIVE_FLOW,
    DemoCar,
    TestDrive,
    TestDriveState,
)
from forecourt.leads.models import Route as DriveRoute
from forecourt.store.models import OpeningHours
from forecourt.store.queries import rule, store
from forecourt.ui.paging import Page, page_of
from forecourt.vehicles.models import Vehicle

CELL = 15  # minutes
STAGE_OF = {
    TestDriveState.BOOKED: "recv",
    TestDriveState.DRIVING: "work",
    TestDriveState.FINISHED: "done",
    TestDriveState.CANCELLED: "plan",
    TestDriveState.NO_SHOW: "plan",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A booking on the calendar; ``col`` and ``span`` count quarter hours from opening."""

    test_drive_id: UUID
    starts_at: datetime
    ends_at: datetime
    name: str
    consultant: str
    state_label: str
    css: str
    col: int
    span: int
    line: int


@dataclass(frozen=True, slots=True)
class Lane:
    demo_car_id: UUID
    name: str
    is_fit: bool
    insured_until: date
    inspected_until: date
    chips: tuple[Chip, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Hour:
    col: int
    label: str


@dataclass(frozen=True, slots=True)
class DriveDay:
    """A day of test drives as a grid of quarter hours."""

    on: date
    before: date
    after: date
    opens_at: datetime
    closes_at: datetime
    cells: int
    hours: tuple[Hour, ...]
    lanes: tuple[Lane, ...]
    minutes: int
    now_col: int

    @property
    def starts(self) -> tuple[datetime, ...]:
        """The quarter hours at which a drive may begin."""
        count = self.cells - self.minutes // CELL + 1
        return tuple(self.opens_at + timedelta(minutes=CELL * n) for n in range(max(count, 0)))


def drive_day(by: Actor, *, on: date | None = None, at: datetime) -> DriveDay:
    """One day of the demo cars: five statements."""
    zone = store(by).zone
    today = at.astimezone(zone).date()
    day = on or today
    hours = OpeningHours.objects.seen_by(by).filter(weekday=day.isoweekday()).first()
    opens = datetime.combine(day, hours.opens if hours else time(8, 30), zone)
    closes = datetime.combine(day, hours.closes if hours else time(17, 30), zone)
    cells = max(1, int((closes - opens) / timedelta(minutes=CELL)))
    cars = list(DemoCar.objects.seen_by(by).in_use().order_by("name", "pk"))
    drives = (
        TestDrive.objects.seen_by(by)
        .between(opens, closes)
        .select_related("opportunity__party", "consultant")
    )
    held = drives.exclude(state__in=[TestDriveState.CANCELLED, TestDriveState.NO_SHOW])
    chips = [(drive.demo_car_id, drive) for drive in held.order_by("starts_at", "pk")]
    lanes = tuple(
        Lane(
            demo_car_id=car.pk,
            name=car.name,
            is_fit=car.is_fit(day),
            insured_until=car.insured_until,
            inspected_until=car.inspected_until,
            chips=tuple(
                _chip(drive, opens, cells, line) for owner, drive in chips if owner == car.pk
            ),
            line=line,
        )
        for line, car in enumerate(cars, start=1)
    )
    return DriveDay(
        on=day,
        before=day - timedelta(days=1),
        after=day + timedelta(days=1),
        opens_at=opens,
        closes_at=closes,
        cells=cells,
        hours=tuple(
            Hour(col=n * 4 + 1, label=f"{opens + timedelta(hours=n):%H:%M}")
            for n in range((cells + 3) // 4)
        ),
        lanes=lanes,
        minutes=rule(by, "leads.test_drive_minutes", on=day),
        now_col=int((at - opens) / timedelta(minutes=CELL)) + 1 if opens <= at < closes else 0,
    )


def _chip(drive: TestDrive, opens: datetime, cells: int, line: int) -> Chip:
    start = max(0, int((drive.starts_at - opens) / timedelta(minutes=CELL)))
    span = max(1, round((drive.ends_at - drive.starts_at) / timedelta(minutes=CELL)))
    state = TestDriveState(drive.state)
    return Chip(
        test_drive_id=drive.pk,
        starts_at=drive.starts_at,
        ends_at=drive.ends_at,
        name=drive.opportunity.party.name,
        consultant=drive.consultant.name if drive.consultant else "",
        state_label=str(state.label),
        css=STAGE_OF[state],
        col=start + 1,
        span=min(span, cells - start),
        line=line,
    )


@dataclass(frozen=True, slots=True)
class DriveCard:
    """One test drive with what is known and what may come next."""

    test_drive_id: UUID
    opportunity_id: UUID
    can_open_deal: bool
    name: str
    car: str
    consultant: str
    starts_at: datetime
    ends_at: datetime
    route: str
    state: str
    state_label: str
    css: str
    licence_valid_until: date | None
    km_out: int | None
    km_in: int | None
    damage: str
    ratings: tuple[tuple[str, int | None], ...]
    rating: float | None
    compared_with: str
    end_reason: str
    can_start: bool
    can_finish: bool
    can_cancel: bool


def drive_card(by: Actor, test_drive_id: UUID) -> DriveCard:
    """One test drive: one statement.

    Raises:
        Missing: the store has no such test drive.
    """
    rows = TestDrive.objects.seen_by(by).select_related(
        "demo_car", "opportunity__party", "consultant"
    )
    drive = rows.filter(pk=test_drive_id).first()
    if drive is None:
        raise Missing(_("This record does not exist."))
    state = TestDriveState(drive.state)
    names = (_("Starting"), _("Braking"), _("Curves"), _("Noise"), _("Parking"))
    return DriveCard(
        test_drive_id=drive.pk,
        opportunity_id=drive.opportunity_id,
        can_open_deal=drive.opportunity.is_seen_by(by),
        name=drive.opportunity.party.name,
        car=drive.demo_car.name,
        consultant=drive.consultant.name if drive.consultant else "",
        starts_at=drive.starts_at,
        ends_at=drive.ends_at,
        route=str(DriveRoute(drive.route).label),
        state=state,
        state_label=str(state.label),
        css=STAGE_OF[state],
        licence_valid_until=drive.licence_valid_until,
        km_out=drive.km_out,
        km_in=drive.km_in,
        damage=drive.damage,
        ratings=tuple(zip(names, (getattr(drive, name) for name in RATINGS), strict=True)),
        rating=drive.rating,
        compared_with=drive.compared_with,
        end_reason=drive.end_reason,
        can_start=TEST_DRIVE_FLOW.allows(state, TestDriveState.DRIVING),
        can_finish=TEST_DRIVE_FLOW.allows(state, TestDriveState.FINISHED),
        can_cancel=TEST_DRIVE_FLOW.allows(state, TestDriveState.CANCELLED),
    )


@dataclass(frozen=True, slots=True)
class DemoCarRow:
    demo_car_id: UUID
    name: str
    vin: str
    insured_until: date
    inspected_until: date
    is_fit: bool
    is_withdrawn: bool


def demo_car_rows(by: Actor, *, page: int = 1, on: date) -> Page[DemoCarRow]:
    """Demo cars, those in use first: two statements."""
    rows = DemoCar.objects.seen_by(by).select_related("vehicle")
    found = page_of(rows.order_by("is_withdrawn", "name", "pk"), page)
    return found.with_rows(
        [
            DemoCarRow(
                demo_car_id=car.pk,
                name=car.name,
                vin=car.vehicle.vin,
                insured_until=car.insured_until,
                inspected_until=car.inspected_until,
                is_fit=car.is_fit(on),
                is_withdrawn=car.is_withdrawn,
            )
            for car in found.rows
        ]
    )


def vehicles_to_offer(by: Actor, text: str = "") -> list[tuple[UUID, str]]:
    """Vehicles that may become demo cars, found by the end of the VIN; the newest without it."""
    rows = Vehicle.objects.seen_by(by)
    if text:
        rows = rows.filter(vin__endswith=text.upper())
    return [(row.pk, row.vin) for row in rows.order_by("-pk")[:20]]
