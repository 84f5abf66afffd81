"""What leads to a car in the search: its VIN and its present plate, and its owner with them."""

from __future__ import annotations

from django.db import transaction

from forecourt.customers import commands as customers
from forecourt.customers.commands import IndexKey
from forecourt.customers.models import KeyKind
from forecourt.kernel.actor import Actor
from forecourt.vehicles import rules
from forecourt.vehicles.models import Vehicle, VehicleParty, VehicleRole

SUBJECT = "vehicles.vehicle"


@transaction.atomic
def index_vehicle(*, vehicle: Vehicle, by: Actor) -> None:
    """Write anew what leads to a car; without an owner its contact or driver is found by it."""
    held = VehicleParty.objects.seen_by(by).open().filter(vehicle=vehicle)
    by_role = dict(held.order_by("-held_from", "-pk").values_list("role", "party_id"))
    ranked = (VehicleRole.OWNER, VehicleRole.CONTACT, VehicleRole.DRIVER, VehicleRole.PAYER)
    party_id = next((by_role[role] for role in ranked if role in by_role), None)
    plate = rules.shown_plate(vehicle.plate)
    keys = (
        IndexKey(KeyKind.VIN, vehicle.vin, SUBJECT, vehicle.pk, party_id),
        IndexKey(KeyKind.PLATE, vehicle.plate, SUBJECT, vehicle.pk, party_id, plate),
    )
    kinds = (KeyKind.VIN, KeyKind.PLATE)
    customers.index_keys(subject=vehicle.pk, kinds=kinds, keys=keys, by=by)
