"""What happens to a car of our stock, from the maker's plan to the place where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.catalog.models import Colour, VehicleVariant
from forecourt.catalog.queries import variant
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Refused, WrongInput, refused_by
from forecourt.sales.facts import CostAdded, StockAged, StockMoved, VehicleArrived
from forecourt.sales.models import (
    STOCK_FLOW,
    CostKind,
    CostLayer,
    StockState,
    StockUnit,
)
from forecourt.sales.queries.days import business_day
from forecourt.sales.rules import age_days, spec_key
from forecourt.vehicles import commands as vehicles
from forecourt.vehicles.models import Vehicle


class AlreadyInStock(Refused):
    code = "already-in-stock"

    def __init__(self, vin: str) -> None:
        sentence = _("%(vin)s already stands in our books. Look for it in the stock list.")
        super().__init__(sentence % {"vin": vin})


@transaction.atomic
def plan_unit(
    *,
    product_code: str,
    paint: str = "",
    interior: str = "",
    options: Sequence[str] = (),
    eta_on: date | None = None,
    by: Actor,
    at: datetime,
) -> StockUnit:
    """Plan a car that has no VIN yet.

    Raises:
        Missing: the maker has no such product code.
        WrongInput: the grade does not come in that color.
    """
    grade = variant(by, product_code)
    unit = _unit(
        grade=grade,
        vehicle=None,
        state=StockState.PLANNED,
        paint=paint,
        interior=interior,
        options=options,
        by=by,
        at=at,
        eta_on=eta_on,
    )
    _moved(unit, "", by=by, at=at)
    return unit


@transaction.atomic
def announce_vehicle(
    *,
    vin: str,
    product_code: str,
    paint: str = "",
    interior: str = "",
    options: Sequence[str] = (),
    eta_on: date | None = None,
    purchase_record: str = "",
    engine_number: str = "",
    certificate_number: str = "",
    by: Actor,
    at: datetime,
) -> StockUnit:
    """Take a car into the books that is on its way to us.

    Raises:
        Missing: the maker has no such product code.
        WrongInput: the VIN or the color cannot be.
        AlreadyInStock: the VIN stands in our books.
    """
    grade = variant(by, product_code)
    vehicle = _vehicle(vin, grade, engine_number, by=by, at=at)
    with refused_by({"sales_stockunit_one_live_per_vin": AlreadyInStock(vehicle.vin)}):
        unit = _unit(
            grade=grade,
            vehicle=vehicle,
            state=StockState.IN_TRANSIT,
            paint=paint,
            interior=interior,
            options=options,
            by=by,
            at=at,
            eta_on=eta_on,
            papers=(purchase_record, engine_number, certificate_number),
        )
    _moved(unit, "", by=by, at=at)
    return unit


def _vehicle(
    vin: str, grade: VehicleVariant, engine_number: str, *, by: Actor, at: datetime
) -> Vehicle:
    """The car of this VIN; a car that the dealer group knows already is taken as it is."""
    known = Vehicle.objects.seen_by(by).by_vin(vin.strip().upper()).first()
    if known is not None:
        return known
    return vehicles.register_vehicle(
        vin=vin, product_code=grade.product_code, engine_number=engine_number, by=by, at=at
    )


def _unit(
    *,
    grade: VehicleVariant,
    vehicle: Vehicle | None,
    state: StockState,
    paint: str,
    interior: str,
    options: Sequence[str],
    by: Actor,
    at: datetime,
    eta_on: date | None,
    papers: tuple[str, str, str] = ("", "", ""),
) -> StockUnit:
    rows = Colour.objects.seen_by(by).filter(variant=grade, code__in=[paint, interior])
    found = {(row.kind, row.code): row for row in rows}
    if (paint and ("paint", paint) not in found) or (
        interior and ("interior", interior) not in found
    ):
        raise WrongInput(_("This grade does not come in that color. Choose another."))
    return StockUnit.take_in(
        store_id=by.store_id,
        vehicle=vehicle,
        variant=grade,
        paint=found.get(("paint", paint)),
        interior=found.get(("interior", interior)),
        option_codes=tuple(sorted(options)),
        spec_key=spec_key(grade.product_code, paint, interior, options),
        state=state,
        eta_on=eta_on,
        purchase_record=papers[0],
        engine_number=papers[1],
        certificate_number=papers[2],
        at=at,
    )


@transaction.atomic
def advance_unit(*, stock_unit_id: UUID, state: StockState, by: Actor, at: datetime) -> StockUnit:
    """One step of the pipeline that asks for nothing else: funded, in production, shipped, used.

    Raises:
        Missing: the store has no such car.
        WrongInput: this step has a door of its own.
        IllegalMove: the car is not there yet, or is past it.
    """
    own_doors = {
        StockState.IN_YARD,
        StockState.ARRIVED,
        StockState.ALLOCATED,
        StockState.INVOICED,
        StockState.DELIVERED,
    }
    unit = locked(StockUnit.objects.seen_by(by), stock_unit_id)
    from_use = unit.state in {StockState.DEMO, StockState.DISPLAY}
    if state in own_doors or (state is StockState.IN_STOCK and not from_use):
        raise WrongInput(_("This step has a form of its own."))
    before = unit.state
    unit.move(state, at=at)
    _moved(unit, before, by=by, at=at)
    return unit


@transaction.atomic
def know_vin(*, stock_unit_id: UUID, vin: str, by: Actor, at: datetime) -> StockUnit:
    """The planned car came off the line and has a VIN now; it stays the same unit.

    Raises:
        Missing: the store has no such car.
        AlreadyInStock: the VIN stands in our books.
        IllegalMove: the car is not in production.
    """
    unit = locked(StockUnit.objects.seen_by(by).select_related("variant"), stock_unit_id)
    vehicle = _vehicle(vin, unit.variant, unit.engine_number, by=by, at=at)
    before = unit.state
    with refused_by({"sales_stockunit_one_live_per_vin": AlreadyInStock(vehicle.vin)}):
        unit.know_vin(vehicle, at=at)
    _moved(unit, before, by=by, at=at)
    return unit


@transaction.atomic
def receive_vehicle(
    *, stock_unit_id: UUID, vin: str, location: str, is_damaged: bool, by: Actor, at: datetime
) -> StockUnit:
    """The truck is here: the VIN is read off the car and compared.

    Raises:
        Missing: the store has no such car.
        WrongInput: another VIN stands on the car, or no place is named.
        IllegalMove: the car is not on its way.
    """
    unit = locked(StockUnit.objects.seen_by(by), stock_unit_id)
    if vin.strip().upper() != unit.vin:
        sentence = _("The car says another VIN than the papers (%(vin)s). Check the car.")
        raise WrongInput(sentence % {"vin": unit.vin})
    if not location.strip():
        raise WrongInput(_("Say where the car stands."))
    before = unit.state
    unit.arrive(on=business_day(by, at), location=location, at=at)
    assert unit.vehicle_id is not None
    fact = VehicleArrived(stock_unit_id=unit.pk, vehicle_id=unit.vehicle_id, location=location)
    record(fact, by=by, at=at)
    if is_damaged:
        unit.move(StockState.DAMAGED, at=at)
        _moved(unit, before, by=by, at=at)
    return unit


@transaction.atomic
def accept_vehicle(
    *, stock_unit_id: UUID, location: str, key_number: str, by: Actor, at: datetime
) -> StockUnit:
    """The arrival check is fine, or the damage is repaired: the car is for sale.

    Raises:
        Missing: the store has no such car.
        WrongInput: place or key number is missing.
        IllegalMove: the car has not arrived.
    """
    unit = locked(StockUnit.objects.seen_by(by), stock_unit_id)
    if not location.strip() or not key_number.strip():
        raise WrongInput(_("Say where the car stands and which number its key has."))
    before = unit.state
    unit.accept(location=location, key_number=key_number, at=at)
    _moved(unit, before, by=by, at=at)
    return unit


@transaction.atomic
def park_vehicle(
    *, stock_unit_id: UUID, location: str, key_number: str, by: Actor, at: datetime
) -> StockUnit:
    """The car stands somewhere else now.

    Raises:
        Missing: the store has no such car.
        WrongInput: place or key number is missing.
    """
    unit = locked(StockUnit.objects.seen_by(by), stock_unit_id)
    if not location.strip() or not key_number.strip():
        raise WrongInput(_("Say where the car stands and which number its key has."))
    unit.park(location=location, key_number=key_number)
    _moved(unit, unit.state, by=by, at=at)
    return unit


@transaction.atomic
def note_papers(
    *,
    stock_unit_id: UUID,
    engine_number: str,
    certificate_number: str,
    purchase_record: str,
    by: Actor,
    at: datetime,
) -> StockUnit:
    """Keep what the invoice will ask for: engine, certificate, the maker's invoice of this VIN.

    Raises:
        Missing: the store has no such car.
    """
    unit = locked(StockUnit.objects.seen_by(by), stock_unit_id)
    unit.note_papers(
        engine_number=engine_number,
        certificate_number=certificate_number,
        purchase_record=purchase_record,
    )
    _moved(unit, unit.state, by=by, at=at)
    return unit


def _moved(unit: StockUnit, before: str, *, by: Actor, at: datetime) -> None:
    fact = StockMoved(
        stock_unit_id=unit.pk, state=unit.state, state_before=before, location=unit.location
    )
    record(fact, by=by, at=at)


@transaction.atomic
def add_cost(
    *,
    stock_unit_id: UUID,
    kind: CostKind,
    amount_fen: int,
    on: date,
    note: str = "",
    by: Actor,
    at: datetime,
) -> CostLayer:
    """Put a cost on the car; a wrong one is put right by its opposite.

    Raises:
        Missing: the store has no such car.
        WrongInput: nothing is no cost.
    """
    unit = locked(StockUnit.objects.seen_by(by), stock_unit_id)
    if amount_fen == 0:
        raise WrongInput(_("An amount of nothing is no cost."))
    layer = CostLayer.add(unit, kind, amount_fen, on=on, note=note, by=by)
    fact = CostAdded(stock_unit_id=unit.pk, cost_kind=kind, amount_fen=amount_fen)
    record(fact, by=by, at=at)
    return layer


@transaction.atomic
def report_age(*, stock_unit_id: UUID, limit_days: int, by: Actor, at: datetime) -> StockUnit:
    """Say once that the car has passed an age limit.

    A car that is younger, or whose limit was said, is left as it is: the night asks again.

    Raises:
        Missing: the store has no such car.
    """
    unit = locked(StockUnit.objects.seen_by(by), stock_unit_id)
    days = age_days(unit.arrived_on, on=business_day(by, at))
    is_for_sale = STOCK_FLOW.allows(StockState(unit.state), StockState.ALLOCATED)
    if is_for_sale and unit.vehicle_id and days >= limit_days > unit.aged_days:
        unit.note_age(limit_days)
        fact = StockAged(
            stock_unit_id=unit.pk, vehicle_id=unit.vehicle_id, days=days, limit_days=limit_days
        )
        record(fact, by=by, at=at)
    return unit
