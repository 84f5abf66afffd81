"""The owner's cars: what the car card shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Missing
from forecourt.vehicles.models import Vehicle, VehicleParty


@dataclass(frozen=True, slots=True)
class CarRow:
    vehicle_id: UUID
    model: str
    plate: str
    vin: str
    colour: str
    odometer_km: int | None
    odometer_on: date | None
    last_service_km: int | None
    last_service_on: date | None
    delivered_on: date | None


def cars(by: Actor) -> tuple[CarRow, ...]:
    """The cars that the owner has today: one statement."""
    if by.party_id is None:
        return ()
    held = VehicleParty.objects.seen_by(by).open().filter(party_id=by.party_id, role="owner")
    rows = Vehicle.objects.seen_by(by).filter(pk__in=held.values("vehicle_id"))
    rows = rows.select_related("variant__model__marque", "paint")
    return tuple(_row(car) for car in rows.order_by("-delivered_on", "pk"))


def car(by: Actor, vehicle_id: UUID) -> CarRow | None:
    """The owner's car with this id.

    Raises:
        Missing: it is not a car of this owner.
    """
    return chosen(cars(by), str(vehicle_id))


def _row(car: Vehicle) -> CarRow:
    return CarRow(
        vehicle_id=car.pk,
        model=car.model_name,
        plate=car.plate,
        vin=car.vin,
        colour=str(car.paint) if car.paint else car.colour_text,
        odometer_km=car.odometer_km,
        odometer_on=car.odometer_on,
        last_service_km=car.last_service_km,
        last_service_on=car.last_service_on,
        delivered_on=car.delivered_on,
    )


def chosen(mine: tuple[CarRow, ...], key: str) -> CarRow | None:
    """The car that the address names, else the newest; None for somebody without a car.

    Raises:
        Missing: it names a car that is not the owner's.
    """
    if not key:
        return mine[0] if mine else None
    for row in mine:
        if str(row.vehicle_id) == key:
            return row
    raise Missing(_("This record does not exist."))
