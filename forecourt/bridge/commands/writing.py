"""The rows of a file handed to the rooms that own them, some thousand at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction

from forecourt.bridge.models import ExternalKey
from forecourt.bridge.queries.plan import (
    Plan,
    Planned,
    Standing,
    Tell,
    in_lots,
    prices_begin_on,
)
from forecourt.bridge.rules.kinds import ImportKind
from forecourt.catalog import commands as catalog
from forecourt.catalog.models import PriceKind
from forecourt.customers import commands as customers
from forecourt.customers.commands.filing import NewParty
from forecourt.customers.models import PartyKind
from forecourt.customers.rules import tidy
from forecourt.kernel.actor import Actor
from forecourt.kernel.source import Source
from forecourt.parts import commands as parts
from forecourt.parts.rules import NewPart
from forecourt.store import commands as staff
from forecourt.store.queries import store
from forecourt.store.roles import Role
from forecourt.vehicles import commands as vehicles
from forecourt.vehicles.commands.registering import NewVehicle

# Rows at a time; a price list is written whole, and stock is looked up with each lot of parts.
_LOTS = {
    ImportKind.CUSTOMERS: 2_000,
    ImportKind.VEHICLES: 2_000,
    ImportKind.STAFF: 2_000,
    ImportKind.PARTS: 10_000,
    ImportKind.LABOUR: 2_000,
}
Write = Callable[[list[Planned], UUID, Actor, datetime], None]
_COMPANY_WORDS = ("公司", "集团", "中心", "厂", "学校", "医院", "银行", "局", "Ltd", "GmbH", "Inc")


@transaction.atomic
def write_rows(
    *, kind: ImportKind, made: Plan, run_id: UUID, by: Actor, at: datetime, tell: Tell
) -> int:
    """Write every new row of a plan; answers how many there are."""
    rows = made.of(Standing.NEW)
    if kind is ImportKind.CUSTOMERS:
        _tie_known(made)
    done = 0
    for lot in in_lots(rows, _LOTS.get(kind) or len(rows)):
        _WRITERS[kind](lot, run_id, by, at)
        done += len(lot)
        tell(done, len(rows))
    return len(rows)


def _customers(rows: list[Planned], _run_id: UUID, by: Actor, at: datetime) -> None:
    filed = customers.file_many(parties=[_party(row.values) for row in rows], by=by, at=at)
    ExternalKey.tie(
        ExternalKey(kind=ImportKind.CUSTOMERS, key=row.values["number"], subject=party.pk)
        for party, row in zip(filed, rows, strict=True)
        if row.values.get("number")
    )


def _tie_known(made: Plan) -> None:
    """A customer known by phone and name is known by the old system's number from now on."""
    rows = [row for row in made.of(Standing.KNOWN) if row.values.get("number") and row.subject]
    ExternalKey.tie_new(ImportKind.CUSTOMERS, {r.values["number"]: r.subject for r in rows})


def _party(said: Mapping[str, Any]) -> NewParty:
    name = tidy(said["name"])
    is_company = name.endswith(_COMPANY_WORDS) or bool(said.get("tax_number"))
    guessed = PartyKind.ORGANIZATION if is_company else PartyKind.PERSON
    phones = [phone for phone in (said.get("phone"), said.get("phone2")) if phone]
    return NewParty(
        kind=PartyKind(said.get("kind") or guessed),
        name=name,
        phones=tuple(phones),
        address=said.get("address") or "",
        email=said.get("email") or "",
        wechat=said.get("wechat") or "",
        salutation=said.get("salutation") or "",
        born_on=said.get("born_on"),
        tax_number=said.get("tax_number") or "",
        note=said.get("note") or "",
    )


def _vehicles(rows: list[Planned], _run_id: UUID, by: Actor, at: datetime) -> None:
    cars = [_car(row.values, at) for row in rows]
    vehicles.register_many(vehicles=cars, by=by, at=at)


def _car(said: Mapping[str, Any], at: datetime) -> NewVehicle:
    read_on = said.get("km_on") or said.get("last_service_on")
    noon = datetime.combine(read_on, time(4), UTC) if read_on else None  # 12:00 in China
    return NewVehicle(
        vin=said.get("vin") or "",
        vin_reason=said.get("vin_reason") or "",
        plate=said.get("plate") or "",
        plate_kind=said.get("plate_kind") or "",
        variant_id=said.get("variant_id"),
        model_text=said.get("model") or "",
        colour_text=said.get("colour") or "",
        engine_number=said.get("engine_number") or "",
        first_registered_on=said.get("first_registered_on"),
        delivered_on=said.get("delivered_on"),
        owner_id=said.get("owner_id"),
        km=said.get("km"),
        km_at=min(noon, at) if noon else None,
        last_service_km=said.get("last_service_km"),
        last_service_on=said.get("last_service_on"),
    )


def _staff(rows: list[Planned], _run_id: UUID, by: Actor, at: datetime) -> None:
    people = [
        staff.NewStaff(
            employee_number=row.values["number"],
            name=row.values["name"],
            roles=tuple(dict.fromkeys(Role(role) for role in row.values["roles"])),
            phone=row.values.get("phone") or "",
            left_on=row.values.get("left_on"),
        )
        for row in rows
    ]
    staff.hire_many(people=people, by=by, at=at)


def _parts(rows: list[Planned], run_id: UUID, by: Actor, at: datetime) -> None:
    names = NewPart.__dataclass_fields__
    brought = [
        NewPart(**{name: value for name, value in row.values.items() if name in names})
        for row in rows
    ]
    parts.load_parts(parts=brought, source=Source("bridge.import", str(run_id)), by=by, at=at)


def _prices(rows: list[Planned], _run_id: UUID, by: Actor, at: datetime) -> None:
    """One new version for each kind of prices in the file, in force as soon as the rule allows."""
    lists: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        lists[row.values.get("list") or PriceKind.PART][row.values["code"]] = row.values[
            "price_fen"
        ]
    on = prices_begin_on(by, at)
    for kind, prices_fen in sorted(lists.items()):
        name = f"{store(by).short_name} {on:%Y-%m-%d}"
        draft = catalog.draft_price_list(
            kind=PriceKind(kind), name=name, valid_from=on, by=by, at=at
        )
        catalog.set_prices(price_list_id=draft.pk, prices_fen=prices_fen, by=by, at=at)
        catalog.publish_price_list(price_list_id=draft.pk, by=by, at=at)


def _labour(rows: list[Planned], _run_id: UUID, by: Actor, at: datetime) -> None:
    operations = [
        {
            "code": row.values["code"],
            "name_zh": row.values["name"],
            "name_en": row.values.get("name_en") or "",
            "standard_minutes": row.values["standard_minutes"],
            "skill": row.values.get("skill") or "repair",
            "bay_kind": row.values.get("bay_kind") or "general_lift",
        }
        for row in rows
    ]
    catalog.ship_labour(rows=operations, by=by, at=at)


_WRITERS: Mapping[ImportKind, Write] = {
    ImportKind.CUSTOMERS: _customers,
    ImportKind.VEHICLES: _vehicles,
    ImportKind.STAFF: _staff,
    ImportKind.PARTS: _parts,
    ImportKind.PRICES: _prices,
    ImportKind.LABOUR: _labour,
}
