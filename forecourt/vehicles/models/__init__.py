"""The nouns of this room."""

from forecourt.vehicles.models.odometer import OdometerReading, ReadingSource
from forecourt.vehicles.models.plate import PlateHistory, PlateKind
from forecourt.vehicles.models.vehicle import Vehicle, VinState
from forecourt.vehicles.models.vehicle_party import VehicleParty, VehicleRole

__all__ = [
    "OdometerReading",
    "PlateHistory",
    "PlateKind",
    "ReadingSource",
    "Vehicle",
    "VehicleParty",
    "VehicleRole",
    "VinState",
]
