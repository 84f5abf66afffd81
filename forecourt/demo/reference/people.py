"""Made-up people and their cars, with every key by which a search finds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import log
from typing import Final
from uuid import UUID

from forecourt.catalog.models import Powertrain, VehicleVariant
from forecourt.customers.models import Consent, ContactPoint, Party, SearchKey
from forecourt.customers.rules import Key, party_keys, phone_keys, spell, tail_key
from forecourt.demo.chance import Chance, phone, plate, vin
from forecourt.demo.reference.books import Books, Car
from forecourt.vehicles.models import OdometerReading, PlateHistory, Vehicle, VehicleParty

# Log-normal with median 37 and P90 67 km a day: docs/sources.md, anchor mileage-prior.
MEDIAN_KM: Final = 37.0
SIGMA: Final = log(67 / 37) / 1.2816  # 1.2816 is the normal quantile of 90 %
COMPANY_PERCENT: Final = 6
MARKETING_PERCENT: Final = 70


@dataclass(frozen=True, slots=True)
class Subject:
    """What a search key leads to, and the party that goes with it."""

    kind: str
    key: UUID
    party_id: UUID


@dataclass(frozen=True, slots=True)
class Someone:
    party_id: UUID
    name: str
    phone: str


def file_person(books: Books, chance: Chance, at: datetime, consultant_id: UUID | None) -> Someone:
    """File a person or a company with a phone, a consent and the keys of a search."""
    is_company = chance.happens(COMPANY_PERCENT)
    name = chance.company() if is_company else chance.person()
    pinyin, initials = spell(name, is_person=not is_company)
    number = phone(books.people)
    books.people += 1
    party_id = books.add(
        Party,
        at,
        kind="organization" if is_company else "person",
        name=name,
        pinyin=pinyin,
        initials=initials,
        born_on=None if is_company else _birthday(chance),
        consultant_id=consultant_id,
        home_store_id=books.system.store_id,
        filed_at=at,
        changed_at=at,
    )
    books.add(ContactPoint, at, party_id=party_id, kind="phone", value=number, is_preferred=True)
    purposes = ["after_sales"] + (["marketing"] if chance.happens(MARKETING_PERCENT) else [])
    for purpose in purposes:
        books.add(
            Consent,
            at,
            party_id=party_id,
            purpose=purpose,
            text_version=1,
            evidence="签字存档",
            given_at=at,
            recorded_by="staff:receptionist",
        )
    for key in (*party_keys(name, pinyin, initials), *phone_keys([number])):
        index(books, at, Subject("customers.party", party_id, party_id), key)
    return Someone(party_id, name, number)


def give_car(
    books: Books,
    chance: Chance,
    owner: Someone,
    variants: Sequence[VehicleVariant],
    shares: Sequence[float],
    *,
    delivered_on: date,
    advisers: Sequence[UUID],
) -> Car:
    """Register a car with its plate, owner and first reading, as delivered on a day."""
    variant = chance.weighted(variants, shares)
    at = books.moment(delivered_on, 15)
    is_new_energy = variant.powertrain in {Powertrain.ELECTRIC, Powertrain.PLUG_IN_HYBRID}
    number = plate(books.plates, new_energy=is_new_energy)
    code = vin(books.plates, year=delivered_on.year, model_sign=variant.product_code[0])
    books.plates += 1
    model_text = f"{variant.product_code.split('-')[0]} {variant.name_zh}"
    vehicle_id = books.add(
        Vehicle,
        at,
        vin=code,
        vin_state="sound",
        variant_id=variant.pk,
        model_text=model_text,
        model_year=delivered_on.year,
        plate=number,
        plate_kind="new_energy" if is_new_energy else "ordinary",
        first_registered_on=delivered_on,
        delivered_on=delivered_on,
        plan_code=variant.plan_code,
        odometer_km=12,
        odometer_on=delivered_on,
        filed_at=at,
    )
    books.add(
        PlateHistory,
        at,
        vehicle_id=vehicle_id,
        plate=number,
        kind="new_energy" if is_new_energy else "ordinary",
        held_from=delivered_on,
    )
    books.add(
        VehicleParty,
        at,
        vehicle_id=vehicle_id,
        party_id=owner.party_id,
        role="owner",
        held_from=delivered_on,
    )
    books.add(
        OdometerReading,
        at,
        vehicle_id=vehicle_id,
        read_at=at,
        km=12,
        source="delivery",
        recorded_by="staff:delivery_specialist",
    )
    subject = Subject("vehicles.vehicle", vehicle_id, owner.party_id)
    for kind, text in (("plate", number), ("vin", code)):
        index(books, at, subject, Key(kind, tail_key(text), f"{number} {model_text}"))
    return Car(
        vehicle_id=vehicle_id,
        party_id=owner.party_id,
        vin=code,
        plate=number,
        model_text=model_text,
        customer_name=owner.name,
        phone=owner.phone,
        km=12,
        km_per_day=min(300.0, max(3.0, chance.random.lognormvariate(log(MEDIAN_KM), SIGMA))),
        km_on=delivered_on,
        adviser_id=chance.pick(advisers),
    )


def drive(car: Car, on: date) -> int:
    """Let the car run until a day, and read its odometer."""
    days = (on - car.km_on) / timedelta(days=1)
    car.km, car.km_on = car.km + car.km_per_day * days, on
    return round(car.km)


def index(books: Books, at: datetime, subject: Subject, key: Key) -> None:
    """Let a search find a record by a key."""
    books.add(
        SearchKey,
        at,
        party_id=subject.party_id,
        kind=key.kind,
        key=key.key[:120],
        label=key.label[:120],
        subject_kind=subject.kind,
        subject=subject.key,
    )


def _birthday(chance: Chance) -> date:
    return date(chance.between(1955, 2004), chance.between(1, 12), chance.between(1, 28))
