"""The car in front of us: what reception needs to know of it, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor, ActorKind
from forecourt.kernel.bilingual import said
from forecourt.kernel.prepared import prepared
from forecourt.kernel.refusals import Missing, Refused
from forecourt.vehicles.models import VehicleParty

# One statement on the way of every repair order, so it is written by hand: the car, its grade,
# whoever brings it (the one who is named, else owner before driver, contact and payer), a phone.
_CAR = """
SELECT car.id, car.plate, car.vin, car.model_text, car.odometer_km,
       model.name_zh, model.name_en, grade.name_zh, grade.name_en,
       party.id, party.name, phone.value
FROM vehicles_vehicle car
LEFT JOIN catalog_vehiclevariant grade ON grade.id = car.variant_id
LEFT JOIN catalog_vehiclemodel model ON model.id = grade.model_id
LEFT JOIN LATERAL (
    SELECT held.party_id FROM vehicles_vehicleparty held
    WHERE held.tenant_id = car.tenant_id AND held.vehicle_id = car.id
      AND held.held_from <= %(on)s AND (held.held_until IS NULL OR held.held_until > %(on)s)
    ORDER BY array_position(ARRAY['owner', 'driver', 'contact', 'payer'], held.role::text), held.id
    LIMIT 1) brings ON true
LEFT JOIN customers_party named ON named.tenant_id = car.tenant_id
     AND named.id = COALESCE(%(party)s, brings.party_id)
LEFT JOIN customers_party party ON party.tenant_id = named.tenant_id
     AND party.id = COALESCE(named.merged_into_id, named.id)
LEFT JOIN LATERAL (
    SELECT point.value FROM customers_contactpoint point
    WHERE point.tenant_id = party.tenant_id AND point.party_id = party.id
      AND point.kind = 'phone' AND point.ended_at IS NULL
    ORDER BY point.is_preferred DESC, point.id LIMIT 1) phone ON true
WHERE car.tenant_id = %(tenant)s AND car.id = %(car)s
"""


class NobodyBringsIt(Refused):
    code = "nobody-brings-it"

    def __init__(self, plate: str) -> None:
        sentence = _("Nobody is filed for %(plate)s. Name the customer who brings the car.")
        super().__init__(sentence % {"plate": plate})


@dataclass(frozen=True, slots=True)
class KnownCar:
    """A car of the dealer group with the customer who brings it."""

    vehicle_id: UUID
    plate: str
    vin: str
    model_text: str
    odometer_km: int | None
    party_id: UUID
    party_name: str
    phone: str


def known_car(by: Actor, vehicle_id: UUID, *, on: date, party_id: UUID | None = None) -> KnownCar:
    """The car with whoever brings it, or with the named customer: one statement.

    Raises:
        Missing: there is no such car, or no such customer; an owner sees own cars only.
        NobodyBringsIt: the car has no owner on file and nobody is named.
    """
    values = {"tenant": by.tenant_id, "car": vehicle_id, "party": party_id, "on": on}
    with prepared() as cursor:
        cursor.execute(_CAR, values)
        row = cursor.fetchone()
    if row is None or (party_id and row[9] is None):
        raise Missing(_("This record does not exist."))
    if row[9] is None:
        raise NobodyBringsIt(row[1] or row[2])
    return KnownCar(
        vehicle_id=row[0],
        plate=row[1],
        vin=row[2],
        model_text=f"{said(row[5], row[6])} {said(row[7], row[8])}" if row[5] else row[3],
        odometer_km=row[4],
        party_id=row[9],
        party_name=row[10],
        phone=row[11] or "",
    )


def check_is_own(by: Actor, vehicle_id: UUID, *, on: date) -> None:
    """Let staff pass, and an owner whose car this is today.

    Raises:
        Missing: it is somebody else's car.
    """
    if by.kind is not ActorKind.OWNER:
        return
    mine = VehicleParty.objects.seen_by(by).on(on).filter(vehicle_id=vehicle_id)
    if by.party_id is None or not mine.filter(party_id=by.party_id).exists():
        raise Missing(_("This record does not exist."))
