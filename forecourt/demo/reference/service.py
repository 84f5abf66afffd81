"""Service entries: repair orders with lines, jobs, clocks, checks, bills and what was paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from psycopg.types.json import Jsonb

from forecourt.customers.rules import Key, tail_key
from forecourt.demo.chance import Chance
from forecourt.demo.reference.books import Books, Car
from forecourt.demo.reference.people import Subject, drive, index
from forecourt.finance.models import Bill, BillLine, Receipt, ReceiptUse
from forecourt.kernel.models import Entry
from forecourt.kernel.money import line_total_fen, net_of_gross_fen
from forecourt.parts.models import Part
from forecourt.service.models import Concern, GatePass, JobLine, RepairOrder, Settlement
from forecourt.vehicles.models import OdometerReading
from forecourt.workshop.models import Bay, Job, QualityCheck

LABOUR_FEN_PER_HOUR: Final = 28_000
VAT_PERCENT: Final = Decimal(13)
CELL: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the five kinds of entry: its share, its work and who pays."""

    share: float
    bay_kind: str
    skill: str
    bay_minutes: int
    titles: Sequence[str]
    labour_minutes: Sequence[int]
    part_count: int
    pay_type: str
    words: Sequence[str]


# Mix and bay minutes: docs/sources.md, anchor reference-store.
KINDS: Final = (
    Kind(
        62,
        "express_two_man",
        "maintenance",
        45,
        ("更换机油机滤", "轮胎换位与检查"),
        (24, 36),
        2,
        "customer",
        ("做保养", "一万公里保养", "保养灯亮了"),
    ),
    Kind(
        14,
        "general_lift",
        "mechanics",
        120,
        ("故障检查", "更换部件"),
        (30, 66),
        1,
        "customer",
        ("刹车有异响", "空调不制冷", "底盘咯噔响", "方向盘抖动"),
    ),
    Kind(
        12,
        "bp_body",
        "body",
        660,
        ("钣金修复", "喷漆"),
        (180, 240),
        1,
        "insurance",
        ("左前门刮擦", "后保险杠碰撞", "前翼子板凹陷"),
    ),
    Kind(
        7,
        "diagnosis",
        "diagnosis",
        90,
        ("保修检查",),
        (60,),
        1,
        "warranty",
        ("故障灯亮", "车机黑屏"),
    ),
    Kind(
        5,
        "general_lift",
        "mechanics",
        60,
        ("加装精品",),
        (54,),
        0,
        "internal",
        ("安装行车记录仪", "贴膜"),
    ),
)


@dataclass(frozen=True, slots=True)
class Floor:
    """Who and what the entries are worked on with."""

    bays: Mapping[str, Sequence[Bay]]
    technicians: Sequence[UUID]
    inspectors: Sequence[UUID]
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of work or material, as the order and the bill both hold it."""

    kind: str
    title: str
    quantity: Decimal
    unit: str
    unit_price_fen: int
    minutes: int = 0
    part: Part | None = None

    @property
    def amount_fen(self) -> int:
        return line_total_fen(self.quantity, self.unit_price_fen)


def work_day(books: Books, floor: Floor, on: date, count: int, chance: Chance) -> None:
    """Write the entries of one day: every car came, was worked on, paid and left."""
    places: dict[str, int] = {}
    for _entry in range(min(count, len(books.cars))):
        car = books.cars[chance.random.randrange(len(books.cars))]
        kind = chance.weighted(KINDS, [kind.share for kind in KINDS])
        place = places[kind.bay_kind] = places.get(kind.bay_kind, -1) + 1
        _enter(books, floor, car, kind, on, place, chance)


def _enter(  # noqa: PLR0917 - one value for each part of an entry
    books: Books, floor: Floor, car: Car, kind: Kind, on: date, place: int, chance: Chance
) -> None:
    bays = floor.bays.get(kind.bay_kind) or next(iter(floor.bays.values()))
    slots = max(1, 540 // max(15, min(kind.bay_minutes, 540)))
    opened_at = books.moment(on, 8, 30) + CELL * (place // len(bays) % slots * 2)
    starts_at = opened_at + CELL
    ends_at = starts_at + CELL * -(-min(kind.bay_minutes, 480) // 15)
    km = drive(car, on)
    number = books.number("RO", on)
    lines = _lines(kind, floor, chance)
    order_id = books.add(
        RepairOrder,
        opened_at,
        store_id=books.system.store_id,
        number=number,
        floor_stage="closed",
        entered_at=ends_at + timedelta(days=2),
        opened_at=opened_at,
        opened_by="staff:service_adviser",
        vehicle_id=car.vehicle_id,
        party_id=car.party_id,
        adviser_id=car.adviser_id,
        plate=car.plate,
        model_text=car.model_text,
        customer_name=car.customer_name,
        contact_name=car.customer_name,
        contact_phone=car.phone,
        odometer_km=km,
        wait_type="waits_here" if kind.bay_minutes < 100 else "leaves_car",  # noqa: PLR2004
        first_promise_at=ends_at + CELL * 2,
        promise_at=ends_at + CELL * 2,
        told_at=ends_at + CELL,
        told_how="phone",
        left_at=ends_at + CELL * 2,
    )
    job_id = _job(
        books, floor, car, kind, order_id, bays[place % len(bays)], starts_at, ends_at, chance
    )
    concern_id = books.add(
        Concern,
        opened_at,
        store_id=books.system.store_id,
        order_id=order_id,
        position=1,
        words=chance.pick(kind.words),
    )
    for position, line in enumerate(lines, start=1):
        books.add(
            JobLine,
            opened_at,
            store_id=books.system.store_id,
            order_id=order_id,
            position=position,
            kind=line.kind,
            code=line.part.number if line.part else "",
            title=line.title,
            quantity=line.quantity,
            unit=line.unit,
            unit_price_fen=line.unit_price_fen,
            amount_fen=line.amount_fen,
            sold_minutes=line.minutes,
            pay_type=kind.pay_type,
            origin="order",
            part_id=line.part.pk if line.part else None,
            bay_kind=kind.bay_kind if line.kind == "labour" else "",
            skill=kind.skill if line.kind == "labour" else "",
            concern_id=concern_id,
            authorization="authorised",
            entered_at=opened_at,
            proposed_by="staff:service_adviser",
            job_id=job_id if line.kind == "labour" else None,
            done_at=ends_at if line.kind == "labour" else None,
        )
    _settle(books, car, kind, order_id, lines, ends_at + CELL, on, chance)
    books.add(
        OdometerReading,
        opened_at,
        vehicle_id=car.vehicle_id,
        read_at=opened_at,
        km=km,
        source="repair_order",
        source_kind="service.order",
        source_key=str(order_id),
        recorded_by="staff:service_adviser",
    )
    car.last_service_km, car.last_service_on = km, on
    subject = Subject("service.order", order_id, car.party_id)
    index(books, opened_at, subject, Key("document", tail_key(number), number))
    books.add(
        Entry,
        ends_at + CELL * 2,
        store_id=books.system.store_id,
        kind="service.service_closed",
        actor="system",
        at=ends_at + CELL * 2,
        payload=_json(order_id, car),
        subjects=[order_id, car.vehicle_id, car.party_id],
        delivered_at=ends_at + CELL * 2,
    )


def _lines(kind: Kind, floor: Floor, chance: Chance) -> list[Line]:
    lines = [
        Line("labour", title, Decimal(minutes) / 60, "工时", LABOUR_FEN_PER_HOUR, minutes=minutes)
        for title, minutes in zip(kind.titles, kind.labour_minutes, strict=True)
    ]
    for _part in range(kind.part_count):
        part = chance.pick(floor.parts)
        lines.append(Line("part", part.name, Decimal(1), part.unit, part.price_fen, part=part))
    return lines


def _job(  # noqa: PLR0917 - one value for each part of a job
    books: Books,
    floor: Floor,
    car: Car,
    kind: Kind,
    order_id: UUID,
    bay: Bay,
    starts_at: datetime,
    ends_at: datetime,
    chance: Chance,
) -> UUID:
    technician_id = chance.pick(floor.technicians)
    minutes = int((ends_at - starts_at).total_seconds() // 60)
    job_id = books.add(
        Job,
        starts_at,
        store_id=books.system.store_id,
        source_kind="service.order",
        source_key=str(order_id),
        title=kind.titles[0],
        plate=car.plate,
        vehicle=car.model_text[:40],
        adviser_id=car.adviser_id,
        standard_minutes=minutes,
        bay_kind=kind.bay_kind,
        skill=kind.skill,
        first_promise_at=ends_at + CELL * 2,
        promise_at=ends_at + CELL * 2,
        state="finished",
        entered_at=ends_at,
        bay_id=bay.pk,
        technician_id=technician_id,
        starts_at=starts_at,
        ends_at=ends_at,
        started_at=starts_at,
        finished_at=ends_at,
        worked_minutes=minutes,
        passed_at=ends_at,
    )
    books.add(
        QualityCheck,
        ends_at,
        store_id=books.system.store_id,
        job_id=job_id,
        inspector_id=chance.pick(floor.inspectors),
        checked_at=ends_at,
        round_number=1,
        is_passed=True,
    )
    return job_id


def _settle(  # noqa: PLR0917 - one value for each part of a settlement
    books: Books,
    car: Car,
    kind: Kind,
    order_id: UUID,
    lines: Sequence[Line],
    at: datetime,
    on: date,
    chance: Chance,
) -> None:
    total = sum(line.amount_fen for line in lines)
    taxes = [line.amount_fen - net_of_gross_fen(line.amount_fen, VAT_PERCENT) for line in lines]
    mine = total if kind.pay_type == "customer" else 0
    store_id = books.system.store_id
    settlement_id = books.add(
        Settlement,
        at,
        store_id=store_id,
        order_id=order_id,
        number=books.number("ST", on, 4),
        state="released",
        entered_at=at,
        prepared_at=at,
        prepared_by="staff:service_adviser",
        total_fen=total,
        customer_fen=mine,
        explained_at=at,
        explained_by="staff:service_adviser",
    )
    bill_id = books.add(
        Bill,
        at,
        store_id=store_id,
        number=books.number("BL", on, 4),
        title=kind.titles[0],
        party_id=car.party_id,
        source_kind="service.settlement",
        source_key=str(settlement_id),
        state="posted",
        total_fen=total,
        tax_fen=sum(taxes),
        paid_fen=mine,
        drafted_at=at,
        drafted_by="staff:service_adviser",
        posted_at=at,
        posted_by="staff:service_adviser",
        posted_on=on,
    )
    for place, (line, tax_fen) in enumerate(zip(lines, taxes, strict=True), start=1):
        books.add(
            BillLine,
            at,
            store_id=store_id,
            bill_id=bill_id,
            place=place,
            kind=line.kind,
            code=line.part.number if line.part else "",
            text=line.title,
            unit=line.unit,
            quantity=line.quantity,
            unit_price_fen=line.unit_price_fen,
            total_fen=line.amount_fen,
            tax_percent=VAT_PERCENT,
            tax_fen=tax_fen,
            pay_type=kind.pay_type,
            origin_class=line.part.origin_class if line.part else "",
        )
    if mine:
        _pay(books, car, bill_id, mine, at, on, chance)
    books.add(
        GatePass,
        at,
        store_id=store_id,
        order_id=order_id,
        number=books.number("GP", on, 4),
        token=f"{chance.random.getrandbits(128):032x}",
        given_at=at,
        given_by="staff:cashier",
        used_at=at + CELL,
        used_by="staff:receptionist",
    )


def _pay(  # noqa: PLR0917 - one value for each part of a payment
    books: Books, car: Car, bill_id: UUID, fen: int, at: datetime, on: date, chance: Chance
) -> None:
    store_id = books.system.store_id
    receipt_id = books.add(
        Receipt,
        at,
        store_id=store_id,
        number=books.number("RC", on, 4),
        party_id=car.party_id,
        kind="service",
        method=chance.weighted(
            ("wechat", "alipay", "card", "cash", "transfer"), (45, 25, 18, 7, 5)
        ),
        amount_fen=fen,
        used_fen=fen,
        source_kind="finance.bill",
        source_key=str(bill_id),
        received_at=at,
        received_on=on,
        received_by="staff:cashier",
    )
    books.add(
        ReceiptUse,
        at,
        store_id=store_id,
        receipt_id=receipt_id,
        bill_id=bill_id,
        amount_fen=fen,
        used_at=at,
        used_by="staff:cashier",
    )


def _json(order_id: UUID, car: Car) -> object:
    return Jsonb(
        {
            "order_id": str(order_id),
            "vehicle_id": str(car.vehicle_id),
            "party_id": str(car.party_id),
            "odometer_km": round(car.km),
        }
    )
