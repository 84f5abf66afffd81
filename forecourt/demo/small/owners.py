"""Owners that the small store has had for some years, with their cars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from forecourt.catalog.models import Powertrain, VehicleVariant
from forecourt.customers.commands import NewParty, file_many, give_consent
from forecourt.customers.models import ConsentPurpose, PartyKind
from forecourt.demo.chance import Chance, phone, plate, vin
from forecourt.demo.crew import Crew
from forecourt.kernel.clock import frozen
from forecourt.store.roles import Role
from forecourt.vehicles.commands import NewVehicle, read_odometer, register_many
from forecourt.vehicles.models import PlateKind, ReadingSource

COUNT: Final = 90
YEARS: Final = 5


@dataclass
class OwnedCar:
    """A car of the small store, and how far it has come."""

    vehicle_id: UUID
    party_id: UUID
    owner: str
    phone: str
    plate: str
    km: int
    delivered_on: date
    km_per_day: int

    def km_on(self, day: date) -> int:
        return 12 + self.km_per_day * max(0, (day - self.delivered_on).days)


def settle_in(crew: Crew, chance: Chance, at: datetime) -> list[OwnedCar]:
    """File owners and cars as they were filed over the years, the first of them 赵敏 (Zhao Min)."""
    today = at.astimezone(crew.zone).date()
    by = crew.one(Role.RECEPTIONIST)
    names = ["赵敏", *(chance.person() for _ in range(COUNT - 1))]
    parties = file_many(
        parties=[
            NewParty(
                kind=PartyKind.PERSON,
                name=name,
                phones=(phone(number),),
                born_on=date(1970 + number % 30, 1 + number % 12, 1 + number % 28),
                consultant_id=crew.post(Role.SALES_CONSULTANT, number),
            )
            for number, name in enumerate(names)
        ],
        by=by,
        at=at - timedelta(days=365 * YEARS),
    )
    variants = list(VehicleVariant.objects.order_by("position", "product_code"))
    news, owned = [], []
    for number, party in enumerate(parties):
        variant = variants[number % len(variants)]
        delivered_on = today - timedelta(days=120 + number * (365 * YEARS - 150) // COUNT)
        is_green = variant.powertrain in {Powertrain.ELECTRIC, Powertrain.PLUG_IN_HYBRID}
        registration = plate(number + 40, new_energy=is_green)
        news.append(
            NewVehicle(
                vin=vin(number, year=delivered_on.year, model_sign=variant.product_code[0]),
                plate=registration,
                plate_kind=PlateKind.NEW_ENERGY if is_green else PlateKind.ORDINARY,
                variant_id=variant.pk,
                plan_code=variant.plan_code,
                model_text=f"{variant.product_code.split('-')[0]} {variant.name_zh}",
                model_year=delivered_on.year,
                first_registered_on=delivered_on,
                delivered_on=delivered_on,
                owner_id=party.pk,
            )
        )
        owned.append((party, registration, delivered_on, chance.between(18, 75)))
    vehicles = register_many(vehicles=news, by=by, at=at - timedelta(days=100))
    cars = [
        OwnedCar(
            vehicle_id=vehicle.pk,
            party_id=party.pk,
            owner=party.name,
            phone=phone(number),
            plate=registration,
            km=0,
            delivered_on=delivered_on,
            km_per_day=km_per_day,
        )
        for number, (vehicle, (party, registration, delivered_on, km_per_day)) in enumerate(
            zip(vehicles, owned, strict=True)
        )
    ]
    for number, car in enumerate(cars):
        _remember(crew, car, number, at)
    return cars


def _remember(crew: Crew, car: OwnedCar, number: int, at: datetime) -> None:
    """Consents and the readings of earlier visits, so that a forecast has something to go by."""
    by = crew.one(Role.RECEPTIONIST)
    purposes = [ConsentPurpose.AFTER_SALES]
    if number % 10 < 7:  # noqa: PLR2004 - seven of ten agree to hear of offers
        purposes.append(ConsentPurpose.MARKETING)
    for purpose in purposes:
        give_consent(party_id=car.party_id, purpose=purpose, evidence="签字存档", by=by, at=at)
    day = at.astimezone(crew.zone).date()
    for back in (300, 150, 60):
        read_on = day - timedelta(days=back)
        if read_on > car.delivered_on:
            moment = at - timedelta(days=back)
            with frozen(moment):
                read_odometer(
                    vehicle_id=car.vehicle_id,
                    km=car.km_on(read_on),
                    reading_source=ReadingSource.REPAIR_ORDER,
                    by=by,
                    at=moment,
                )
