"""Which car it is, and everything that is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from forecourt.customers.rules import tail_key
from forecourt.kernel.actor import Actor
from forecourt.kernel.bilingual import said
from forecourt.kernel.refusals import Missing
from forecourt.store import queries as store_queries
from forecourt.ui.paging import Page, page_of
from forecourt.vehicles import rules
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
from forecourt.vehicles.rules import VinReading


def zone(by: Actor) -> ZoneInfo:
    """The zone of the actor's store."""
    return store_queries.zone_of(by)


def vehicle(by: Actor, vehicle_id: UUID) -> Vehicle:
    """One car with its grade, model and paint.

    Raises:
        Missing: this dealer group has no such car.
    """
    rows = Vehicle.objects.seen_by(by).select_related("variant__model", "paint")
    found = rows.filter(pk=vehicle_id).first()
    if found is None:
        raise Missing(_("This record does not exist."))
    return found


def by_vin(by: Actor, vin: str) -> Vehicle | None:
    """The car with this VIN, in any spelling."""
    return Vehicle.objects.seen_by(by).by_vin(rules.vin_of(vin)).first() if vin else None


def by_plate(by: Actor, plate: str) -> Vehicle | None:
    """The car that carries this plate now, in any spelling."""
    text = rules.plate_of(plate)
    return Vehicle.objects.seen_by(by).filter(plate=text).first() if text else None


# Beneath the ORM as the search of customers is: one range per kind of key.
_FIND = """
WITH hit AS (
    SELECT k.subject, k.label, k.kind, k.key, k.party_id, k.key = probe.begins AS is_exact
    FROM unnest(%s::text[]) AS probe_kind(kind)
    CROSS JOIN (SELECT %s::text AS begins, %s::text AS before) probe
    CROSS JOIN LATERAL (
        SELECT subject, label, kind, key, party_id FROM customers_searchkey
        WHERE tenant_id = %s AND kind = probe_kind.kind
          AND key >= probe.begins AND key < probe.before
          AND subject_kind = 'vehicles.vehicle'
        ORDER BY key LIMIT %s
    ) k
), best AS (
    SELECT DISTINCT ON (subject) * FROM hit ORDER BY subject, is_exact DESC, length(key), kind
)
SELECT v.id, v.plate, v.plate_kind, v.vin,
       coalesce(m.name_zh || ' ' || g.name_zh, v.model_text),
       coalesce(m.name_en || ' ' || g.name_en, v.model_text), p.id, coalesce(p.name, ''),
       best.kind
FROM best
JOIN vehicles_vehicle v ON v.tenant_id = %s AND v.id = best.subject
LEFT JOIN catalog_vehiclevariant g ON g.id = v.variant_id
LEFT JOIN catalog_vehiclemodel m ON m.id = g.model_id
LEFT JOIN customers_party own ON own.tenant_id = %s AND own.id = best.party_id
LEFT JOIN customers_party p ON p.tenant_id = %s AND p.id = coalesce(own.merged_into_id, own.id)
ORDER BY best.is_exact DESC, length(best.key), best.key, v.id LIMIT %s
"""
_LAST = "\U0010ffff"
_LEAST_SIGNS = 2


@dataclass(frozen=True, slots=True)
class VehicleHit:
    """A car that was found by its plate or VIN, and whose it is."""

    vehicle_id: UUID
    plate: str
    plate_kind: str
    vin: str
    model: str
    owner_id: UUID | None
    owner: str
    found_by: str


def find(by: Actor, text: str, limit: int = 20) -> tuple[VehicleHit, ...]:
    """Cars by the end of their plate or VIN, or the whole of it: one statement."""
    begins = tail_key(text)
    if len(begins) < _LEAST_SIGNS or "\x00" in begins:
        return ()
    tenant = by.tenant_id
    values = (
        ["plate", "vin"],
        begins,
        begins + _LAST,
        tenant,
        limit,
        tenant,
        tenant,
        tenant,
        limit,
    )
    with connection.cursor() as cursor:
        cursor.execute(_FIND, values)
        rows = cursor.fetchall()
    return tuple(
        VehicleHit(pk, plate, kind, vin, said(zh, en), owner_id, owner, found_by)
        for pk, plate, kind, vin, zh, en, owner_id, owner, found_by in rows
    )


@dataclass(frozen=True, slots=True)
class VehicleRow:
    """A car in the list."""

    vehicle_id: UUID
    plate: str
    plate_kind: str
    vin: str
    vin_state: str
    model: str
    owner_id: UUID | None
    owner: str
    odometer_km: int | None
    odometer_on: date | None
    first_registered_on: date | None


VEHICLE_SORTS = {
    "plate": "plate",
    "vin": "vin",
    "filed": "filed_at",
    "km": "odometer_km",
    "registered": "first_registered_on",
}


def vehicle_rows(
    by: Actor, *, text: str = "", state: str = "", sort: str = "-filed", page: int = 1
) -> Page[VehicleRow]:
    """Cars of the dealer group with their owners: three statements, four with a search."""
    rows = Vehicle.objects.seen_by(by).select_related("variant__model")
    if text:
        hits = [hit.vehicle_id for hit in find(by, text, 200)]
        rows = rows.filter(
            Q(pk__in=hits) | Q(model_text__icontains=text) | Q(engine_number__iexact=text)
        )
    if state:
        rows = rows.filter(vin_state=state)
    sign, key = ("-", sort[1:]) if sort.startswith("-") else ("", sort)
    found = page_of(rows.order_by(f"{sign}{VEHICLE_SORTS[key]}", f"{sign}id"), page)
    held = (
        VehicleParty.objects.seen_by(by)
        .open()
        .filter(vehicle__in=found.rows, role=VehicleRole.OWNER)
    )
    owners = {row.vehicle_id: row.party for row in held.select_related("party")}
    return found.with_rows(
        [
            VehicleRow(
                vehicle_id=row.pk,
                plate=row.plate,
                plate_kind=row.plate_kind,
                vin=row.vin,
                vin_state=row.vin_state,
                model=row.model_name,
                owner_id=owners[row.pk].pk if row.pk in owners else None,
                owner=owners[row.pk].name if row.pk in owners else "",
                odometer_km=row.odometer_km,
                odometer_on=row.odometer_on,
                first_registered_on=row.first_registered_on,
            )
            for row in found.rows
        ]
    )


# ---- one car ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlateRow:
    plate: str
    kind: str
    kind_label: str
    held_from: date
    held_until: date | None


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """A role of a party for the car; open ones have no ``held_until``."""

    vehicle_party_id: UUID
    party_id: UUID
    party: str
    role: str
    role_label: str
    held_from: date
    held_until: date | None


@dataclass(frozen=True, slots=True)
class OdometerRow:
    reading_id: UUID
    read_at: datetime
    km: int
    source: str
    source_label: str
    is_replaced: bool
    recorded_by: str


@dataclass(frozen=True, slots=True)
class VehicleCard:
    """The file of one car, as the screen shows it."""

    vehicle_id: UUID
    vin: str
    vin_state: str
    vin_label: str
    vin_reason: str
    vin_reading: VinReading | None
    model: str
    model_text: str
    product_code: str
    model_year: int | None
    powertrain: str
    colour: str
    colour_text: str
    colour_hex: str
    engine_number: str
    plate: str
    plate_kind: str
    first_registered_on: date | None
    delivered_on: date | None
    plan_code: str
    is_severe_use: bool
    odometer_km: int | None
    odometer_on: date | None
    last_service_km: int | None
    last_service_on: date | None
    note: str
    plates: tuple[PlateRow, ...]
    people: tuple[OwnerRow, ...]
    readings: tuple[OdometerRow, ...]

    @property
    def owner(self) -> OwnerRow | None:
        """The present owner."""
        held = (p for p in self.people if p.role == VehicleRole.OWNER and p.held_until is None)
        return next(held, None)


def card(by: Actor, vehicle_id: UUID, *, at: datetime) -> VehicleCard:
    """The file of one car with all that belongs to it: four statements.

    Raises:
        Missing: this dealer group has no such car.
    """
    row = vehicle(by, vehicle_id)
    variant, paint = row.variant, row.paint
    reading = rules.read_vin(row.vin, latest_year=at.year + 1) if row.vin else None
    return VehicleCard(
        vehicle_id=row.pk,
        vin=row.vin,
        vin_state=row.vin_state,
        vin_label=str(VinState(row.vin_state).label),
        vin_reason=row.vin_reason,
        vin_reading=reading,
        model=row.model_name,
        model_text=row.model_text,
        product_code=variant.product_code if variant else "",
        model_year=row.model_year,
        powertrain=str(variant.get_powertrain_display()) if variant else "",
        colour=str(paint) if paint else row.colour_text,
        colour_text=row.colour_text,
        colour_hex=paint.hex if paint else "",
        engine_number=row.engine_number,
        plate=row.plate,
        plate_kind=row.plate_kind,
        first_registered_on=row.first_registered_on,
        delivered_on=row.delivered_on,
        plan_code=row.plan_code,
        is_severe_use=row.is_severe_use,
        odometer_km=row.odometer_km,
        odometer_on=row.odometer_on,
        last_service_km=row.last_service_km,
        last_service_on=row.last_service_on,
        note=row.note,
        plates=_plates(by, vehicle_id),
        people=_people(by, vehicle_id),
        readings=_readings(by, vehicle_id),
    )


def _plates(by: Actor, vehicle_id: UUID) -> tuple[PlateRow, ...]:
    rows = PlateHistory.objects.seen_by(by).filter(vehicle_id=vehicle_id)
    return tuple(
        PlateRow(row.plate, row.kind, str(PlateKind(row.kind).label), row.held_from, row.held_until)
        for row in rows.order_by("-held_from", "-pk")
    )


def _people(by: Actor, vehicle_id: UUID) -> tuple[OwnerRow, ...]:
    rows = VehicleParty.objects.seen_by(by).filter(vehicle_id=vehicle_id)
    found = rows.select_related("party__merged_into").order_by("-held_from", "role", "-pk")
    return tuple(_owner(row) for row in found)


def _owner(row: VehicleParty) -> OwnerRow:
    party = row.party.merged_into or row.party
    return OwnerRow(
        vehicle_party_id=row.pk,
        party_id=party.pk,
        party=party.name,
        role=row.role,
        role_label=str(VehicleRole(row.role).label),
        held_from=row.held_from,
        held_until=row.held_until,
    )


def _readings(by: Actor, vehicle_id: UUID) -> tuple[OdometerRow, ...]:
    rows = OdometerReading.objects.seen_by(by).filter(vehicle_id=vehicle_id).in_order()
    return tuple(
        OdometerRow(
            reading_id=row.pk,
            read_at=row.read_at,
            km=row.km,
            source=row.source,
            source_label=str(ReadingSource(row.source).label),
            is_replaced=row.is_replaced,
            recorded_by=row.recorded_by,
        )
        for row in rows
    )


def owner_on(by: Actor, vehicle_id: UUID, *, on: date) -> OwnerRow | None:
    """Who owned the car on a day: one car with two owners over time shows the right one."""
    rows = VehicleParty.objects.seen_by(by).on(on)
    found = rows.filter(vehicle_id=vehicle_id, role=VehicleRole.OWNER)
    row = found.select_related("party__merged_into").first()
    return _owner(row) if row else None


@dataclass(frozen=True, slots=True)
class PartyVehicle:
    """A car of a party, and what the party is for it."""

    vehicle_id: UUID
    plate: str
    plate_kind: str
    vin: str
    model: str
    roles: tuple[str, ...]
    role_labels: tuple[str, ...]
    odometer_km: int | None
    odometer_on: date | None
    delivered_on: date | None


def vehicles_of(by: Actor, party_id: UUID) -> tuple[PartyVehicle, ...]:
    """The cars that a party (and the files merged into it) has a role for now: one statement."""
    mine = Q(party_id=party_id) | Q(party__merged_into_id=party_id)
    rows = VehicleParty.objects.seen_by(by).open().filter(mine)
    found: dict[UUID, tuple[Vehicle, list[str]]] = {}
    for row in rows.select_related("vehicle__variant__model").order_by("-held_from", "role", "pk"):
        found.setdefault(row.vehicle_id, (row.vehicle, []))[1].append(row.role)
    return tuple(
        PartyVehicle(
            vehicle_id=car.pk,
            plate=car.plate,
            plate_kind=car.plate_kind,
            vin=car.vin,
            model=car.model_name,
            roles=tuple(roles),
            role_labels=tuple(str(VehicleRole(role).label) for role in roles),
            odometer_km=car.odometer_km,
            odometer_on=car.odometer_on,
            delivered_on=car.delivered_on,
        )
        for car, roles in found.values()
    )
