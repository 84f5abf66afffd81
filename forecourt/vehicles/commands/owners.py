"""Who is what for a car: one owner at a time, and drivers, payers, contacts beside."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.customers import queries as customers
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Refused, refused_by
from forecourt.vehicles.commands.index import index_vehicle
from forecourt.vehicles.facts import VehiclePartyEnded, VehiclePartySet, VehicleSoldOn
from forecourt.vehicles.models import Vehicle, VehicleParty, VehicleRole


class OwnerKnown(Refused):
    code = "owner-known"


class RoleTaken(Refused):
    code = "role-taken"


class NotTheOwner(Refused):
    code = "not-the-owner"


@transaction.atomic
def set_vehicle_party(
    *,
    vehicle_id: UUID,
    party_id: UUID,
    role: VehicleRole,
    held_from: date,
    by: Actor,
    at: datetime,
) -> VehicleParty:
    """Note that a party is the owner, driver, payer or contact of a car from a day on.

    A merged file is replaced by the one it leads to. Saying the same again changes nothing.

    Raises:
        Missing: this dealer group has no such car or party.
        OwnerKnown: the car has an owner at that time; ``sell_on`` changes owners.
        RoleTaken: the party has held that role at a later time already.
    """
    standing = customers.standing_id(by, party_id)
    vehicle = locked(Vehicle.objects.seen_by(by), vehicle_id)
    held = VehicleParty.objects.seen_by(by).open().filter(vehicle=vehicle, role=role)
    same = held.filter(party_id=standing).first()
    if same is not None:
        return same
    row = _tie(vehicle, standing, role, held_from)
    index_vehicle(vehicle=vehicle, by=by)
    fact = VehiclePartySet(vehicle_id=vehicle.pk, party_id=standing, role=role, held_from=held_from)
    record(fact, by=by, at=at)
    return row


@transaction.atomic
def end_vehicle_party(
    *, vehicle_party_id: UUID, held_until: date, by: Actor, at: datetime
) -> VehicleParty:
    """End a role on a day; one that began later ends as it begins.

    Raises:
        Missing: this dealer group has no such role that is open.
    """
    known = VehicleParty.objects.seen_by(by).open().filter(pk=vehicle_party_id)
    for vehicle_id in known.values_list("vehicle_id", flat=True):
        vehicle = locked(Vehicle.objects.seen_by(by), vehicle_id)
    row = locked(VehicleParty.objects.seen_by(by).open(), vehicle_party_id)
    known.end(held_until)
    row.refresh_from_db()
    index_vehicle(vehicle=vehicle, by=by)
    fact = VehiclePartyEnded(
        vehicle_id=row.vehicle_id, party_id=row.party_id, role=row.role, held_until=held_until
    )
    record(fact, by=by, at=at)
    return row


@transaction.atomic
def sell_on(
    *, vehicle_id: UUID, to_party_id: UUID | None, on: date, by: Actor, at: datetime
) -> Vehicle:
    """Note that the car has another owner from a day on, known here or not.

    All roles that were held until then end with that day: the new owner names their own people.

    Raises:
        Missing: this dealer group has no such car or party.
        NotTheOwner: the party owns it already.
        OwnerKnown: the present owner has owned it only since a later day.
    """
    standing = customers.standing_id(by, to_party_id) if to_party_id else None
    vehicle = locked(Vehicle.objects.seen_by(by), vehicle_id)
    held = VehicleParty.objects.seen_by(by).open().filter(vehicle=vehicle)
    owner = held.filter(role=VehicleRole.OWNER).first()
    if owner and owner.party_id == standing:
        raise NotTheOwner(_("This customer owns the car already."))
    if owner and owner.held_from > on:
        sentence = _("The present owner has the car since %(day)s. Choose a later day.")
        raise OwnerKnown(sentence % {"day": owner.held_from.isoformat()})
    held.end(on)
    if standing:
        _tie(vehicle, standing, VehicleRole.OWNER, on)
    index_vehicle(vehicle=vehicle, by=by)
    fact = VehicleSoldOn(
        vehicle_id=vehicle.pk,
        from_party_id=owner.party_id if owner else None,
        party_id=standing,
        on=on,
    )
    record(fact, by=by, at=at)
    return vehicle


def _tie(vehicle: Vehicle, party_id: UUID, role: VehicleRole, held_from: date) -> VehicleParty:
    known = OwnerKnown(
        _("The car has an owner at that time. If it was sold, say so with “Sold on”.")
    )
    taken = RoleTaken(_("This customer has that role at a later time already."))
    constraints: dict[str, Refused] = {
        "vehicles_vehicleparty_one_owner_at_a_time": known,
        "vehicles_vehicleparty_role_once_at_a_time": taken,
    }
    with refused_by(constraints):
        return VehicleParty.tie(vehicle, party_id, role, held_from=held_from)
