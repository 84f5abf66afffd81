"""What may happen to a car's file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from forecourt.kernel.journal import Fact


@dataclass(frozen=True, slots=True)
class VehicleRegistered(Fact):
    kind: ClassVar[str] = "vehicles.vehicle_registered"
    vehicle_id: UUID
    owner_id: UUID | None


@dataclass(frozen=True, slots=True)
class VehiclesRegistered(Fact):
    """Many at once, by an import."""

    kind: ClassVar[str] = "vehicles.vehicles_registered"
    count: int


@dataclass(frozen=True, slots=True)
class VehicleChanged(Fact):
    kind: ClassVar[str] = "vehicles.vehicle_changed"
    vehicle_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlatePut(Fact):
    kind: ClassVar[str] = "vehicles.plate_put"
    vehicle_id: UUID
    plate: str
    plate_kind: str
    held_from: date


@dataclass(frozen=True, slots=True)
class PlateTakenOff(Fact):
    kind: ClassVar[str] = "vehicles.plate_taken_off"
    vehicle_id: UUID
    plate: str
    held_until: date


@dataclass(frozen=True, slots=True)
class VehiclePartySet(Fact):
    kind: ClassVar[str] = "vehicles.vehicle_party_set"
    vehicle_id: UUID
    party_id: UUID
    role: str
    held_from: date


@dataclass(frozen=True, slots=True)
class VehiclePartyEnded(Fact):
    kind: ClassVar[str] = "vehicles.vehicle_party_ended"
    vehicle_id: UUID
    party_id: UUID
    role: str
    held_until: date


@dataclass(frozen=True, slots=True)
class VehicleSoldOn(Fact):
    """The car has another owner, known here (``party_id``) or not."""

    kind: ClassVar[str] = "vehicles.vehicle_sold_on"
    vehicle_id: UUID
    from_party_id: UUID | None
    party_id: UUID | None
    on: date


@dataclass(frozen=True, slots=True)
class OdometerRead(Fact):
    kind: ClassVar[str] = "vehicles.odometer_read"
    vehicle_id: UUID
    reading_id: UUID
    km: int
    source: str
    is_replaced: bool


@dataclass(frozen=True, slots=True)
class OdometerStruckOut(Fact):
    """A reading was wrong and is gone from the log; what it said stays here."""

    kind: ClassVar[str] = "vehicles.odometer_struck_out"
    vehicle_id: UUID
    reading_id: UUID
    km: int
    source: str
    read_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class ServiceNoted(Fact):
    kind: ClassVar[str] = "vehicles.service_noted"
    vehicle_id: UUID
    km: int
    on: date
