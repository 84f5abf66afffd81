"""Filing a car, alone or by the thousand, and changing what is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.catalog.models import Colour, VehicleVariant
from forecourt.customers import commands as customers
from forecourt.customers.commands import IndexKey
from forecourt.customers.models import KeyKind
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Missing, Refused, WrongInput, refused_by
from forecourt.vehicles import queries, rules
from forecourt.vehicles.commands.index import SUBJECT, index_vehicle
from forecourt.vehicles.commands.owners import set_vehicle_party
from forecourt.vehicles.commands.plates import put_plate
from forecourt.vehicles.facts import VehicleChanged, VehicleRegistered, VehiclesRegistered
from forecourt.vehicles.models import (
    OdometerReading,
    PlateHistory,
    ReadingSource,
    Vehicle,
    VehicleParty,
    VehicleRole,
    VinState,
)


class VinKnown(Refused):
    """The car is on file; ``vehicle_id`` is its file, to be opened instead."""

    code = "vin-known"

    def __init__(self, vin: str, vehicle_id: UUID | None) -> None:
        super().__init__(_("VIN %(vin)s is on file already. Open that car.") % {"vin": vin})
        self.vehicle_id = vehicle_id


class VinWrong(WrongInput):
    code = "vin-wrong"


@transaction.atomic
def register_vehicle(
    *,
    vin: str = "",
    vin_reason: str = "",
    plate: str = "",
    plate_kind: str = "",
    product_code: str = "",
    paint_id: UUID | None = None,
    model_text: str = "",
    colour_text: str = "",
    model_year: int | None = None,
    engine_number: str = "",
    first_registered_on: date | None = None,
    delivered_on: date | None = None,
    owner_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Vehicle:
    """File a car by its VIN, or by its plate until somebody has read the VIN.

    Raises:
        WrongInput: neither VIN nor plate, or a plate without a known form.
        VinWrong: the VIN has not 17 possible signs, or a wrong check digit and no reason.
        VinKnown: the VIN is on file.
        PlateTaken: another car carries the plate.
        Missing: there is no such grade, colour or owner.
    """
    if not vin.strip() and not plate.strip():
        raise WrongInput(_("A car needs a VIN or a plate."))
    known = _known_vin(vin, vin_reason, at)
    variant = _variant(product_code, by)
    today = at.astimezone(queries.zone(by)).date()
    mine = Vehicle.objects.seen_by(by).by_vin(known.vin) if known.vin else None
    if mine is not None and (there := mine.first()) is not None:
        raise VinKnown(known.vin, there.pk)
    with refused_by({"vehicles_vehicle_one_per_vin": VinKnown(known.vin, None)}):
        vehicle = Vehicle.register(
            at=at,
            vin=known.vin,
            vin_state=known.state,
            vin_reason=known.reason,
            variant=variant,
            plan_code=variant.plan_code if variant else "",
            paint_id=_paint_id(paint_id, variant, by),
            model_text=model_text,
            colour_text=colour_text,
            model_year=model_year or (variant.model_year if variant else None),
            engine_number=engine_number.strip().upper(),
            first_registered_on=first_registered_on,
            delivered_on=delivered_on,
        )
    record(VehicleRegistered(vehicle_id=vehicle.pk, owner_id=owner_id), by=by, at=at)
    since = {"held_from": min(first_registered_on or delivered_on or today, today)}
    if owner_id:
        role = VehicleRole.OWNER
        set_vehicle_party(
            vehicle_id=vehicle.pk, party_id=owner_id, role=role, **since, by=by, at=at
        )
    if plate.strip():
        put_plate(vehicle_id=vehicle.pk, plate=plate, kind=plate_kind, **since, by=by, at=at)
        vehicle.refresh_from_db()
    index_vehicle(vehicle=vehicle, by=by)
    return vehicle


@dataclass(frozen=True, slots=True)
class _KnownVin:
    vin: str
    state: VinState
    reason: str


def _known_vin(text: str, reason: str, at: datetime) -> _KnownVin:
    if not text.strip():
        return _KnownVin("", VinState.UNKNOWN, "")
    reading = rules.read_vin(text, latest_year=at.year + 1)
    if not reading.is_vin:
        sentence = _("A VIN has 17 signs, digits and letters without I, O and Q.")
        if reading.proposal:
            meant = _("Did you mean %(vin)s?") % {"vin": reading.proposal}
            sentence = f"{sentence} {meant}"
        raise VinWrong(sentence)
    if reading.problem == "check":
        if not reason.strip():
            sentence = _(
                "The check digit of the VIN is wrong: %(sign)s is expected. Say why to keep it."
            )
            raise VinWrong(sentence % {"sign": reading.expected})
        return _KnownVin(reading.vin, VinState.FLAGGED, reason.strip()[:200])
    return _KnownVin(reading.vin, VinState.SOUND, "")


def _variant(product_code: str, by: Actor) -> VehicleVariant | None:
    if not product_code:
        return None
    found = VehicleVariant.objects.seen_by(by).filter(product_code=product_code).first()
    if found is None:
        raise Missing(_("There is no product code “%(code)s”.") % {"code": product_code})
    return found


def _paint_id(paint_id: UUID | None, variant: VehicleVariant | None, by: Actor) -> UUID | None:
    if paint_id is None:
        return None
    if not Colour.objects.seen_by(by).filter(pk=paint_id, variant=variant).exists():
        raise Missing(_("This grade does not come in that colour."))
    return paint_id


@transaction.atomic
def change_vehicle(
    *,
    vehicle_id: UUID,
    vin: str,
    vin_reason: str = "",
    product_code: str = "",
    model_text: str = "",
    colour_text: str = "",
    engine_number: str = "",
    first_registered_on: date | None = None,
    delivered_on: date | None = None,
    is_severe_use: bool = False,
    note: str = "",
    by: Actor,
    at: datetime,
) -> Vehicle:
    """Change what is known of a car; plate, people and kilometres have commands of their own.

    Raises:
        Missing: this dealer group has no such car, or the maker no such grade.
        VinWrong: the VIN has not 17 possible signs, or a wrong check digit and no reason.
        VinKnown: another car has the VIN.
    """
    vehicle = locked(Vehicle.objects.seen_by(by), vehicle_id)
    known = _known_vin(vin, vin_reason or vehicle.vin_reason, at)
    variant = _variant(product_code, by)
    values = {
        "vin": known.vin,
        "vin_state": known.state,
        "vin_reason": known.reason,
        "variant_id": variant.pk if variant else None,
        "plan_code": variant.plan_code if variant else vehicle.plan_code,
        "model_text": model_text,
        "colour_text": colour_text,
        "engine_number": engine_number.strip().upper(),
        "first_registered_on": first_registered_on,
        "delivered_on": delivered_on,
        "is_severe_use": is_severe_use,
        "note": note,
    }
    if variant and vehicle.paint_id and vehicle.variant_id != variant.pk:
        values["paint_id"] = None
    with refused_by({"vehicles_vehicle_one_per_vin": VinKnown(known.vin, None)}):
        changed = vehicle.change(values)
    if changed:
        index_vehicle(vehicle=vehicle, by=by)
        record(VehicleChanged(vehicle_id=vehicle.pk, fields=changed), by=by, at=at)
    return vehicle


@dataclass(frozen=True, slots=True)
class NewVehicle:
    """A car as an import brings it: VIN and plate plain, and found sound or said why not."""

    vin: str = ""
    vin_reason: str = ""
    plate: str = ""
    plate_kind: str = ""
    variant_id: UUID | None = None
    plan_code: str = ""
    model_text: str = ""
    colour_text: str = ""
    model_year: int | None = None
    engine_number: str = ""
    first_registered_on: date | None = None
    delivered_on: date | None = None
    owner_id: UUID | None = None
    owned_from: date | None = None
    km: int | None = None
    km_at: datetime | None = None
    last_service_km: int | None = None
    last_service_on: date | None = None


@transaction.atomic
def register_many(*, vehicles: Sequence[NewVehicle], by: Actor, at: datetime) -> list[Vehicle]:
    """File cars by the thousand, in their order; one line in the journal for all of them.

    Raises:
        VinKnown: one of the VINs is on file.
        PlateTaken: see the database's word; the whole import is refused.
    """
    today = at.astimezone(queries.zone(by)).date()
    filed = [_born(new, at=at) for new in vehicles]
    pairs = list(zip(filed, vehicles, strict=True))
    with refused_by({"vehicles_vehicle_one_per_vin": VinKnown("", None)}):
        Vehicle.register_all(filed)
    PlateHistory.put_all(
        PlateHistory(
            vehicle=car, plate=new.plate, kind=new.plate_kind, held_from=_since(new, today)
        )
        for car, new in pairs
        if new.plate
    )
    VehicleParty.tie_all(
        VehicleParty(
            vehicle=car,
            party_id=new.owner_id,
            role=VehicleRole.OWNER,
            held_from=new.owned_from or _since(new, today),
        )
        for car, new in pairs
        if new.owner_id
    )
    OdometerReading.note_all(
        OdometerReading(
            vehicle=car,
            read_at=new.km_at or at,
            km=new.km,
            source=ReadingSource.REPAIR_ORDER,
            recorded_by=by.key,
        )
        for car, new in pairs
        if new.km is not None
    )
    customers.index_many(keys=[key for car, new in pairs for key in _keys(car, new)], by=by)
    record(VehiclesRegistered(count=len(filed)), by=by, at=at)
    return filed


def _since(new: NewVehicle, today: date) -> date:
    return min(new.first_registered_on or new.delivered_on or today, today)


def _born(new: NewVehicle, *, at: datetime) -> Vehicle:
    sound = VinState.FLAGGED if new.vin_reason else VinState.SOUND
    return Vehicle(
        vin=new.vin,
        vin_state=sound if new.vin else VinState.UNKNOWN,
        vin_reason=new.vin_reason if new.vin else "",
        variant_id=new.variant_id,
        plan_code=new.plan_code,
        model_text=new.model_text,
        colour_text=new.colour_text,
        model_year=new.model_year,
        engine_number=new.engine_number,
        plate=new.plate,
        plate_kind=new.plate_kind,
        first_registered_on=new.first_registered_on,
        delivered_on=new.delivered_on,
        odometer_km=new.km,
        odometer_on=(new.km_at or at).date() if new.km is not None else None,
        last_service_km=new.last_service_km,
        last_service_on=new.last_service_on,
        filed_at=at,
    )


def _keys(car: Vehicle, new: NewVehicle) -> tuple[IndexKey, IndexKey]:
    shown = rules.shown_plate(car.plate)
    return (
        IndexKey(KeyKind.VIN, car.vin, SUBJECT, car.pk, new.owner_id),
        IndexKey(KeyKind.PLATE, car.plate, SUBJECT, car.pk, new.owner_id, shown),
    )
