"""What a file would write: which rows are new, known, there twice, or wrong; nothing is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from forecourt.bridge.models import ExternalKey, HeaderAlias
from forecourt.bridge.rules import files
from forecourt.bridge.rules.files import FileRefused
from forecourt.bridge.rules.kinds import ImportKind
from forecourt.bridge.rules.layout import HEAD_ROWS, Layout, Problem, find_layout, said
from forecourt.catalog.models import LabourOperation, PriceKind, VehicleVariant
from forecourt.catalog.queries import prices_fen
from forecourt.customers.models import ContactKind, ContactPoint
from forecourt.customers.rules import plain
from forecourt.kernel.actor import Actor
from forecourt.parts.models import Part, StockMove
from forecourt.store.models import Staff
from forecourt.store.queries import business_day, rule
from forecourt.vehicles.models import PlateHistory, Vehicle
from forecourt.vehicles.rules import plate_kind, read_vin

Tell = Callable[[int, int], None]  # rows done, of how many
AT_ONCE = 5_000
T = TypeVar("T")


class Standing(StrEnum):
    NEW = "new"
    KNOWN = "known"
    TWICE = "twice"
    WRONG = "wrong"


@dataclass(slots=True)
class Planned:
    """A row of the file; ``subject`` is the record that it is known as."""

    row_number: int
    values: dict[str, Any]  # Any: each column has its own type
    standing: Standing
    subject: UUID | None = None


@dataclass(slots=True)
class Plan:
    layout: Layout
    rows: list[Planned] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def of(self, *standings: Standing) -> list[Planned]:
        return [row for row in self.rows if row.standing in standings]

    def counts(self) -> dict[str, int]:
        """Rows per standing, by the names that the run keeps them under."""
        names = {standing: f"{standing}_rows" for standing in Standing}
        found = dict.fromkeys(names.values(), 0)
        for row in self.rows:
            found[names[row.standing]] += 1
        return found

    def complain(self, row: Planned, label: str, sentence: str) -> None:
        row.standing = Standing.WRONG
        self.problems.append(Problem(row.row_number, label, sentence))


def plan(by: Actor, kind: ImportKind, content: bytes, *, at: datetime, tell: Tell) -> Plan:
    """Read a file and say what each row would become.

    Raises:
        FileRefused: it is broken, or a needed column is missing.
    """
    own = HeaderAlias.objects.seen_by(by).filter(kind=kind).values_list("alias", "field")
    rows = list(files.rows(content))
    layout = find_layout(kind, rows[:HEAD_ROWS], dict(own))
    made = Plan(layout)
    numbered = enumerate(rows, start=1)
    for count, line in enumerate(said(layout, numbered), start=1):
        standing = Standing.WRONG if line.problems else Standing.NEW
        made.rows.append(Planned(line.row_number, dict(line.values), standing))
        made.problems.extend(line.problems)
        if count % AT_ONCE == 0:
            tell(count, len(rows))
    if not made.rows:
        raise FileRefused(_("There is no row below the headers."))
    _check_days(by, made, at)
    _PLANNERS[kind](by, made, at)
    made.problems.sort(key=lambda problem: problem.row_number)
    return made


def _check_days(by: Actor, made: Plan, at: datetime) -> None:
    """What has been cannot lie in the future."""
    today = business_day(by, at)
    past = [column for column in made.layout.places.values() if column.is_past]
    for row in _sound(made):
        for column in past:
            day = row.values.get(column.field)
            if day and day > today:
                sentence = _("“%(text)s” lies in the future.") % {"text": day.isoformat()}
                made.complain(row, str(column.label), sentence)


def _sound(made: Plan) -> Iterator[Planned]:
    return (row for row in made.rows if row.standing is not Standing.WRONG)


def _once(made: Plan, key: Callable[[Planned], object]) -> None:
    """Mark rows whose key an earlier row had; rows without a key are left alone."""
    seen: set[object] = set()
    for row in _sound(made):
        mark = key(row)
        if mark and mark in seen:
            row.standing = Standing.TWICE
        seen.add(mark)


def _know(made: Plan, known: Mapping[object, UUID], key: Callable[[Planned], object]) -> None:
    for row in _sound(made):
        if row.standing is Standing.NEW and (subject := known.get(key(row))):
            row.standing, row.subject = Standing.KNOWN, subject


def in_lots(items: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The items in lists of at most so many."""
    waiting = iter(items)
    while lot := list(islice(waiting, size)):
        yield lot


def _pairs(rows: QuerySet[Any], name: str, keys: Iterable[str], *columns: str) -> Iterator[Any]:
    """Columns of the rows whose ``name`` is one of the keys; some thousand keys at a time."""
    for lot in in_lots(sorted({key for key in keys if key})):
        yield from rows.filter(**{f"{name}__in": lot}).values_list(*columns)


# Customers


def person_key(row: Planned) -> object:
    """Phone and name, as they are compared; the natural key of a party without a number."""
    phone = row.values.get("phone") or row.values.get("phone2")
    return (phone, plain(row.values["name"])) if phone else None


def party_numbers(by: Actor, numbers: Iterable[str]) -> dict[object, UUID]:
    """Parties by the number that the old system gave them."""
    rows = ExternalKey.objects.seen_by(by).filter(kind=ImportKind.CUSTOMERS)
    return dict(_pairs(rows, "key", numbers, "key", "subject"))


def party_keys(by: Actor, phones: Iterable[str]) -> dict[object, UUID]:
    """Parties by phone and name."""
    rows = ContactPoint.objects.seen_by(by).filter(kind=ContactKind.PHONE, ended_at__isnull=True)
    found = _pairs(rows, "value", phones, "value", "party__name", "party_id")
    return {(phone, plain(name)): party_id for phone, name, party_id in found}


def _plan_customers(by: Actor, made: Plan, _at: datetime) -> None:
    for row in _sound(made):
        if not row.values.get("number") and person_key(row) is None:
            sentence = _("Without a customer number and a phone nobody is found again.")
            made.complain(row, _("Phone"), sentence)
    _once(made, lambda row: row.values.get("number"))
    _once(made, person_key)
    numbers = [row.values.get("number") or "" for row in _sound(made)]
    _know(made, party_numbers(by, numbers), lambda row: row.values.get("number"))
    phones = {row.values.get(name) or "" for row in _sound(made) for name in ("phone", "phone2")}
    _know(made, party_keys(by, phones), person_key)


# Vehicles


def _plan_vehicles(by: Actor, made: Plan, at: datetime) -> None:
    latest_year = at.year + 1
    for row in _sound(made):
        vin, plate = row.values.get("vin") or "", row.values.get("plate") or ""
        row.values["plate_kind"] = plate_kind(plate) if plate else ""
        if not vin and not plate:
            made.complain(row, _("VIN"), _("A car needs a VIN or a plate."))
        elif plate and not row.values["plate_kind"]:
            sentence = _("“%(text)s” is no civil plate.")
            made.complain(row, _("Plate"), sentence % {"text": plate})
        elif vin and read_vin(vin, latest_year=latest_year).problem:
            row.values["vin_reason"] = _("As the old system had it")
    _once(made, lambda row: row.values.get("vin"))
    _once(made, lambda row: row.values.get("plate"))
    vins = _pairs(Vehicle.objects.seen_by(by), "vin", _all(made, "vin"), "vin", "pk")
    _know(made, dict(vins), lambda row: row.values.get("vin") or None)
    held = PlateHistory.objects.seen_by(by).open()
    plates = dict(_pairs(held, "plate", _all(made, "plate"), "plate", "vehicle_id"))
    for row in _sound(made):
        if row.standing is Standing.NEW and (other := plates.get(row.values.get("plate") or "")):
            if row.values.get("vin"):
                sentence = _("Another car carries %(plate)s here.")
                made.complain(row, _("Plate"), sentence % {"plate": row.values["plate"]})
            else:
                row.standing, row.subject = Standing.KNOWN, other
    _find_owners(by, made)
    codes = {row.values.get("product_code") for row in _sound(made)}
    variants = dict(
        VehicleVariant.objects.seen_by(by)
        .filter(product_code__in=codes - {None, ""})
        .values_list("product_code", "pk")
    )
    for row in _sound(made):
        row.values["variant_id"] = variants.get(row.values.get("product_code") or "")


def _all(made: Plan, name: str) -> list[str]:
    return [row.values.get(name) or "" for row in _sound(made)]


def _find_owners(by: Actor, made: Plan) -> None:
    numbers = party_numbers(by, _all(made, "owner_number"))
    keys = party_keys(by, _all(made, "owner_phone"))
    for row in _sound(made):
        number = row.values.get("owner_number") or ""
        name, phone = row.values.get("owner_name") or "", row.values.get("owner_phone") or ""
        owner = numbers.get(number) or keys.get((phone, plain(name)))
        row.values["owner_id"] = owner
        if owner is None and (number or (name and phone)) and row.standing is Standing.NEW:
            sentence = _("The owner %(who)s is not on file. Import the customers first.")
            made.complain(row, _("Owner"), sentence % {"who": number or name})


# Staff, parts, prices, labour


def _plan_staff(by: Actor, made: Plan, _at: datetime) -> None:
    _once(made, lambda row: row.values["number"])
    everybody = Staff.objects.of_group(by)
    numbers = _pairs(everybody, "employee_number", _all(made, "number"), "employee_number", "pk")
    _know(made, dict(numbers), lambda row: row.values["number"])


def _plan_parts(by: Actor, made: Plan, _at: datetime) -> None:
    _once(made, lambda row: row.values["number"].casefold())
    columns = ("number", "pk", "name", "price_fen")
    rows = _pairs(Part.objects.seen_by(by), "number", _all(made, "number"), *columns)
    known = {number: (pk, name, price) for number, pk, name, price in rows}
    moved = StockMove.objects.seen_by(by).values_list("part_id", flat=True)
    stocked = set(moved.distinct())
    for row in _sound(made):
        part = known.get(row.values["number"])
        quantity = row.values.get("quantity")
        if part is None or row.standing is not Standing.NEW:
            continue
        row.subject = part[0]
        is_same = (row.values["name"], row.values.get("price_fen") or part[2]) == part[1:]
        is_stocked = part[0] in stocked or not quantity
        if is_same and is_stocked:
            row.standing = Standing.KNOWN
        if is_stocked:
            row.values["quantity"] = None  # the opening stock comes once, moves come after


def _plan_prices(by: Actor, made: Plan, at: datetime) -> None:
    _once(made, lambda row: (row.values.get("list") or "part", row.values["code"]))
    _find_priced(by, made)
    on = prices_begin_on(by, at)
    for kind in PriceKind:
        here = [row for row in _sound(made) if (row.values.get("list") or "part") == kind]
        known = prices_fen(by, kind, [row.values["code"] for row in here], on=on)
        for row in here:
            if (
                row.standing is Standing.NEW
                and known.get(row.values["code"]) == row.values["price_fen"]
            ):
                row.standing = Standing.KNOWN


def _find_priced(by: Actor, made: Plan) -> None:
    """A price is of something on file; a slip in its code would be a price of nothing."""
    for kind, (rows, name) in {
        PriceKind.PART: (Part.objects.seen_by(by), "number"),
        PriceKind.LABOUR: (LabourOperation.objects.seen_by(by), "code"),
        PriceKind.CAR: (VehicleVariant.objects.seen_by(by), "product_code"),
    }.items():
        here = [row for row in _sound(made) if (row.values.get("list") or "part") == kind]
        known = {found[0] for found in _pairs(rows, name, (r.values["code"] for r in here), name)}
        for row in here:
            if row.values["code"] not in known:
                sentence = _("%(code)s is not on file. Import it first.")
                made.complain(row, _("Code"), sentence % {"code": row.values["code"]})


def prices_begin_on(by: Actor, at: datetime) -> date:
    """The first day on which imported prices may be in force."""
    today = business_day(by, at)
    return today + timedelta(days=rule(by, "catalog.price_list_notice_days", on=today))


def _plan_labour(by: Actor, made: Plan, _at: datetime) -> None:
    for row in _sound(made):
        minutes = row.values.get("minutes") or row.values.get("hours")
        if not minutes:
            made.complain(row, _("Hours"), _("Say how long it takes, in hours or minutes."))
        row.values["standard_minutes"] = minutes
    _once(made, lambda row: row.values["code"])
    operations = LabourOperation.objects.seen_by(by)
    codes = _pairs(operations, "code", _all(made, "code"), "code", "pk")
    _know(made, dict(codes), lambda row: row.values["code"])


_PLANNERS: Mapping[ImportKind, Callable[[Actor, Plan, datetime], None]] = {
    ImportKind.CUSTOMERS: _plan_customers,
    ImportKind.VEHICLES: _plan_vehicles,
    ImportKind.STAFF: _plan_staff,
    ImportKind.PARTS: _plan_parts,
    ImportKind.PRICES: _plan_prices,
    ImportKind.LABOUR: _plan_labour,
}
