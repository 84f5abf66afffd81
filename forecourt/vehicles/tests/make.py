"""Makers: cars with sound VINs, plates, owners and readings."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID

from forecourt.catalog.models import VehicleVariant
from forecourt.catalog.tests.make import make_variant
from forecourt.customers.models import Party, SearchKey
from forecourt.customers.rules import tail_key
from forecourt.customers.tests.make import make_party
from forecourt.kernel.actor import Actor
from forecourt.store.tests.make import NINE
from forecourt.vehicles.models import (
    OdometerReading,
    PlateHistory,
    PlateKind,
    ReadingSource,
    Vehicle,
    VehicleParty,
    VehicleRole,
    VinState,
)
from forecourt.vehicles.rules import sound_vin

LONG_AGO = date(2024, 1, 1)
_serials = count(1)


def make_vehicle(
    plate: str = "",
    *,
    vin: str = "",
    owner: Party | None = None,
    variant: VehicleVariant | None = None,
    delivered_on: date | None = LONG_AGO,
) -> Vehicle:
    """A car with a sound VIN of its own; with a plate, and an owner, if they are named."""
    variant = variant or make_variant()
    vehicle = Vehicle.register(
        at=NINE,
        vin=vin or sound_vin("LHC", "A1B2C", "R", next(_serials)),
        vin_state=VinState.SOUND,
        variant=variant,
        model_year=2024,
        plan_code=variant.plan_code,
        delivered_on=delivered_on,
        first_registered_on=delivered_on,
    )
    if plate:
        make_plate(vehicle, plate)
    if owner:
        make_vehicle_party(vehicle, owner)
    keys = [("vin", vehicle.vin), *([("plate", plate)] if plate else [])]
    SearchKey.write(
        SearchKey(
            party=owner,
            kind=kind,
            key=tail_key(text),
            label=text,
            subject_kind="vehicles.vehicle",
            subject=vehicle.pk,
        )
        for kind, text in keys
    )
    return vehicle


def make_plate(vehicle: Vehicle, plate: str, *, held_from: date = LONG_AGO) -> PlateHistory:
    row = PlateHistory.put(vehicle, plate, PlateKind.ORDINARY, held_from=held_from)
    vehicle.carry_plate(plate, PlateKind.ORDINARY)
    return row


def make_vehicle_party(
    vehicle: Vehicle,
    party: Party | None = None,
    role: VehicleRole = VehicleRole.OWNER,
    *,
    held_from: date = LONG_AGO,
) -> VehicleParty:
    party = party or make_party()
    return VehicleParty.tie(vehicle, party.pk, role, held_from=held_from)


def make_reading(
    vehicle: Vehicle,
    km: int,
    *,
    at: datetime = NINE,
    days_ago: int = 0,
    source: ReadingSource = ReadingSource.REPAIR_ORDER,
    is_replaced: bool = False,
) -> OdometerReading:
    read_at = at - timedelta(days=days_ago)
    reading = OdometerReading.note(
        vehicle,
        km,
        source=source,
        is_replaced=is_replaced,
        source_kind="",
        source_key="",
        recorded_by="staff:chen",
        at=read_at,
    )
    vehicle.show_km(km, read_at.date())
    return reading


def plant(by: Actor, canary: str) -> dict[str, UUID]:  # noqa: ARG001 - every room's plant is called alike
    """One of each record of this room, with the canary in its texts."""
    owner = make_party(f"{canary} Owner", phone="")
    vehicle = make_vehicle(f"沪A{90_000 + sum(canary.encode()) % 10_000}", owner=owner)
    vehicle.change({"note": canary, "colour_text": canary})
    make_reading(vehicle, 12_345, days_ago=10)
    role = VehicleParty.objects.filter(vehicle=vehicle).order_by("pk")[0]
    return {"vehicle_id": vehicle.pk, "vehicle_party_id": role.pk}
