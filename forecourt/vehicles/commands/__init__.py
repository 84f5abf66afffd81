"""Every write of the files of cars."""

from forecourt.vehicles.commands.owners import (
    NotTheOwner,
    OwnerKnown,
    RoleTaken,
    end_vehicle_party,
    sell_on,
    set_vehicle_party,
)
from forecourt.vehicles.commands.plates import PlateTaken, TooEarly, put_plate, take_off_plate
from forecourt.vehicles.commands.readings import (
    LowerThanBefore,
    TooFar,
    note_service,
    read_odometer,
    strike_out_reading,
)
from forecourt.vehicles.commands.registering import (
    NewVehicle,
    VinKnown,
    VinWrong,
    change_vehicle,
    register_many,
    register_vehicle,
)

__all__ = [
    "LowerThanBefore",
    "NewVehicle",
    "NotTheOwner",
    "OwnerKnown",
    "PlateTaken",
    "RoleTaken",
    "TooEarly",
    "TooFar",
    "VinKnown",
    "VinWrong",
    "change_vehicle",
    "end_vehicle_party",
    "note_service",
    "put_plate",
    "read_odometer",
    "register_many",
    "register_vehicle",
    "sell_on",
    "set_vehicle_party",
    "strike_out_reading",
    "take_off_plate",
]
