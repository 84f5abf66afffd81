"""Visits, deals, orders and deliveries of the reference store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from forecourt.catalog.models import VehicleVariant
from forecourt.demo.chance import Chance
from forecourt.demo.reference.books import Books, Car
from forecourt.demo.reference.people import Someone, file_person, give_car
from forecourt.leads.models import Contact, LostRecord, Opportunity, Visit
from forecourt.sales.models import (
    Allocation,
    CostLayer,
    Delivery,
    PreDeliveryInspection,
    Quotation,
    QuotationLine,
    QuotationVersion,
    SalesOrder,
    StockUnit,
)
from forecourt.sales.rules import spec_key

VISITS_PER_SALE: Final = 7  # docs/sources.md, anchor reference-store
FILED_PERCENT: Final = 75
DISCOUNT_PERCENT: Final = 4
LOST: Final = ("price", "competitor_product", "no_stock", "postponed", "family_veto")
ORIGINS: Final = ("walk_in", "phone", "web_form", "referral", "exhibition")
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Showroom:
    """Who sells what, and for how much."""

    consultants: Sequence[UUID]
    managers: Sequence[UUID]
    specialists: Sequence[UUID]
    technicians: Sequence[UUID]
    inspectors: Sequence[UUID]
    advisers: Sequence[UUID]
    variants: Sequence[VehicleVariant]
    shares: Sequence[float]
    prices_fen: Mapping[str, int]
    signature_id: UUID


def open_day(books: Books, showroom: Showroom, on: date, sales: int, chance: Chance) -> None:
    """Write the visits of one day, and the deals that came of them."""
    visits = sales * VISITS_PER_SALE
    for place in range(visits):
        arrived_at = books.moment(on, 9) + timedelta(minutes=place * 480 // max(1, visits))
        consultant_id = chance.pick(showroom.consultants)
        if place < sales:
            _sell(books, showroom, on, arrived_at, consultant_id, chance)
        elif chance.happens(FILED_PERCENT):
            _lose(books, showroom, arrived_at, consultant_id, chance)
        else:
            _visit(books, arrived_at, consultant_id, None, None, "counted")


def _visit(  # noqa: PLR0917 - one value for each part of a visit
    books: Books,
    arrived_at: datetime,
    consultant_id: UUID,
    party_id: UUID | None,
    opportunity_id: UUID | None,
    outcome: str,
) -> None:
    books.add(
        Visit,
        arrived_at,
        store_id=books.system.store_id,
        arrived_at=arrived_at,
        contact_started_at=arrived_at + timedelta(minutes=2),
        left_at=arrived_at + timedelta(minutes=50),
        reason="new_car",
        outcome=outcome,
        consultant_id=consultant_id,
        party_id=party_id,
        opportunity_id=opportunity_id,
    )


def _lose(
    books: Books, showroom: Showroom, at: datetime, consultant_id: UUID, chance: Chance
) -> None:
    someone = file_person(books, chance, at, consultant_id)
    variant = chance.weighted(showroom.variants, showroom.shares)
    ended_at = at + DAY * chance.between(5, 90)
    opportunity_id = books.add(
        Opportunity,
        at,
        store_id=books.system.store_id,
        party_id=someone.party_id,
        consultant_id=consultant_id,
        model_id=variant.model_id,
        origin=chance.weighted(ORIGINS, (60, 12, 18, 7, 3)),
        stage="lost",
        entered_at=ended_at,
        intent_level=chance.pick("HABC"),
        level_set_at=at,
        filed_at=at,
        last_contact_at=at + DAY,
    )
    _visit(books, at, consultant_id, someone.party_id, opportunity_id, "filed")
    _contact(books, opportunity_id, consultant_id, at + DAY)
    books.add(
        LostRecord,
        ended_at,
        store_id=books.system.store_id,
        opportunity_id=opportunity_id,
        state="confirmed",
        entered_at=ended_at,
        reason=chance.pick(LOST),
        proposed_by_id=consultant_id,
        decided_by_id=chance.pick(showroom.managers),
    )


def _contact(books: Books, opportunity_id: UUID, staff_id: UUID, at: datetime) -> None:
    books.add(
        Contact,
        at,
        store_id=books.system.store_id,
        opportunity_id=opportunity_id,
        staff_id=staff_id,
        at=at,
        channel="phone",
        result="reached",
        note="电话回访",
    )


def _sell(  # noqa: PLR0917 - one value for each part of a sale
    books: Books,
    showroom: Showroom,
    on: date,
    arrived_at: datetime,
    consultant_id: UUID,
    chance: Chance,
) -> None:
    """The deal that is delivered on this day began some weeks before."""
    began_at = arrived_at - DAY * chance.between(10, 45)
    buyer = file_person(books, chance, began_at, consultant_id)
    car = give_car(
        books,
        chance,
        buyer,
        showroom.variants,
        showroom.shares,
        delivered_on=on,
        advisers=showroom.advisers,
    )
    variant = next(v for v in showroom.variants if car.model_text.endswith(v.name_zh))
    opportunity_id = books.add(
        Opportunity,
        began_at,
        store_id=books.system.store_id,
        party_id=buyer.party_id,
        consultant_id=consultant_id,
        model_id=variant.model_id,
        origin=chance.weighted(ORIGINS, (60, 12, 18, 7, 3)),
        stage="delivered",
        entered_at=books.moment(on, 15),
        intent_level="H",
        level_set_at=began_at,
        filed_at=began_at,
        last_contact_at=books.moment(on, 15),
        is_driven=True,
    )
    _visit(books, began_at, consultant_id, buyer.party_id, opportunity_id, "ordered")
    _contact(books, opportunity_id, consultant_id, began_at + DAY)
    _paper(
        books,
        showroom,
        _Deal(buyer, car, variant, opportunity_id, consultant_id, began_at, on),
        chance,
    )
    books.cars.append(car)


@dataclass(frozen=True, slots=True)
class _Deal:
    buyer: Someone
    car: Car
    variant: VehicleVariant
    opportunity_id: UUID
    consultant_id: UUID
    began_at: datetime
    on: date


def _paper(books: Books, showroom: Showroom, deal: _Deal, chance: Chance) -> None:
    """Quotation, order, stock unit, allocation, inspection and delivery of one deal."""
    store_id, quoted_at = books.system.store_id, deal.began_at + timedelta(hours=2)
    list_fen = showroom.prices_fen[deal.variant.product_code]
    discount = list_fen * DISCOUNT_PERCENT // 100
    spec = spec_key(deal.variant.product_code, "", "", ())
    quoted_on = quoted_at.astimezone(books.zone).date()
    quotation_id = books.add(
        Quotation,
        quoted_at,
        store_id=store_id,
        number=books.number("QT", quoted_on),
        opportunity_id=deal.opportunity_id,
        party_id=deal.buyer.party_id,
        consultant_id=deal.consultant_id,
        made_at=quoted_at,
    )
    version_id = books.add(
        QuotationVersion,
        quoted_at,
        store_id=store_id,
        quotation_id=quotation_id,
        version=1,
        state="accepted",
        entered_at=quoted_at,
        variant_id=deal.variant.pk,
        spec_key=spec,
        list_fen=list_fen,
        discount_fen=discount,
        discount_reason="campaign",
        goods_fen=list_fen - discount,
        total_fen=list_fen - discount,
        registers_himself=True,
        made_by_id=deal.consultant_id,
        made_at=quoted_at,
        sent_at=quoted_at,
        valid_until=quoted_on + DAY * 7,
    )
    for position, (kind, name, fen) in enumerate(
        (("car", deal.car.model_text, list_fen), ("discount", "活动优惠", -discount)), start=1
    ):
        books.add(
            QuotationLine,
            quoted_at,
            store_id=store_id,
            version_id=version_id,
            position=position,
            kind=kind,
            code=deal.variant.product_code if kind == "car" else "",
            name=name,
            unit_price_fen=fen,
            amount_fen=fen,
        )
    made_at = quoted_at + DAY
    delivered_at = books.moment(deal.on, 15)
    order_id = books.add(
        SalesOrder,
        made_at,
        store_id=store_id,
        number=books.number("SO", quoted_on + DAY),
        version_id=version_id,
        opportunity_id=deal.opportunity_id,
        party_id=deal.buyer.party_id,
        consultant_id=deal.consultant_id,
        variant_id=deal.variant.pk,
        spec_key=spec,
        state="delivered",
        entered_at=delivered_at,
        made_at=made_at,
        goods_fen=list_fen - discount,
        total_fen=list_fen - discount,
        deposit_fen=500_000,
        promised_on=deal.on,
        identity_checked_at=made_at,
        identity_tail=f"{chance.between(0, 9999):04d}",
        registers_himself=True,
        approved_by_id=showroom.managers[0],
        approved_at=made_at,
        deposit_kind="deposit",
        deposit_paid_fen=500_000,
        invoice_code="031002300311",
        invoice_number=f"{books.plates:08d}",
        invoiced_on=deal.on - DAY,
        plate=deal.car.plate,
    )
    _hand_over(books, showroom, deal, order_id, spec, delivered_at, chance)


def _hand_over(  # noqa: PLR0917 - one value for each part of a delivery
    books: Books,
    showroom: Showroom,
    deal: _Deal,
    order_id: UUID,
    spec: str,
    delivered_at: datetime,
    chance: Chance,
) -> None:
    store_id, inspected_at = books.system.store_id, delivered_at - DAY
    unit_id = books.add(
        StockUnit,
        deal.began_at,
        store_id=store_id,
        vehicle_id=deal.car.vehicle_id,
        vin=deal.car.vin,
        variant_id=deal.variant.pk,
        spec_key=spec,
        state="delivered",
        entered_at=delivered_at,
        location="A-01",
        key_number=f"K{books.plates % 1000:03d}",
        arrived_on=deal.on - DAY * chance.between(5, 60),
    )
    books.add(
        CostLayer,
        deal.began_at,
        store_id=store_id,
        stock_unit_id=unit_id,
        kind="purchase",
        amount_fen=showroom.prices_fen[deal.variant.product_code] * 91 // 100,
        on=deal.on - DAY * 60,
        added_by="staff:accountant",
    )
    books.add(
        Allocation,
        inspected_at,
        store_id=store_id,
        order_id=order_id,
        stock_unit_id=unit_id,
        state="fulfilled",
        entered_at=delivered_at,
        made_at=inspected_at,
    )
    books.add(
        PreDeliveryInspection,
        inspected_at,
        store_id=store_id,
        number=books.number("PD", deal.on),
        stock_unit_id=unit_id,
        order_id=order_id,
        state="passed",
        entered_at=inspected_at,
        technician_id=chance.pick(showroom.technicians),
        started_at=inspected_at,
        passed_by_id=chance.pick(showroom.inspectors),
        passed_at=inspected_at,
        km=12,
    )
    books.add(
        Delivery,
        delivered_at,
        store_id=store_id,
        number=books.number("DV", deal.on),
        order_id=order_id,
        state="done",
        entered_at=delivered_at,
        room="1",
        starts_at=delivered_at,
        ends_at=delivered_at + timedelta(hours=1),
        specialist_id=chance.pick(showroom.specialists),
        is_washed=True,
        is_fuelled=True,
        identity_checked_at=delivered_at,
        is_page_opened=True,
        km=12,
        signature_id=showroom.signature_id,
        signed_at=delivered_at,
        out_at=delivered_at + timedelta(hours=1),
    )
