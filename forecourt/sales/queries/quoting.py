"""What a choice costs on the road: the offer behind a quotation, before anybody keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from forecourt.catalog.models import Colour, Option, OptionGroup, PriceKind, VehicleVariant
from forecourt.catalog.queries import (
    GradeCard,
    NoPrice,
    check_options,
    grade_card,
    prices_fen,
    variant,
    variants,
)
from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Missing, Refused
from forecourt.leads.queries import opportunity
from forecourt.sales.defaults import DELIVERY_POINTS, PDI_POINTS, RATES, Point
from forecourt.sales.models import (
    CheckPoint,
    Line,
    LineKind,
    Offer,
    OnRoadRate,
    QuotationLine,
    QuotationVersion,
)
from forecourt.sales.rules import (
    Car,
    OnRoad,
    Rate,
    discount_x100,
    instalments_fen,
    on_road,
    spec_key,
)
from forecourt.store.queries import rule
from forecourt.store.roles import Role


class NotBuildable(Refused):
    code = "not-buildable"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the customer chooses in front of the screen; amounts in fen."""

    product_code: str
    paint: str = ""
    interior: str = ""
    options: tuple[str, ...] = ()
    discount_fen: int = 0
    discount_reason: str = ""
    discount_note: str = ""
    loan_fen: int = 0
    loan_months: int = 0
    is_insured_here: bool = True
    registers_himself: bool = False
    trade_in_fen: int = 0
    trade_in_note: str = ""


def rates(by: Actor) -> tuple[Rate, ...]:
    """The on-road table: the dealer group's rows, or the shipped ones where it has none."""
    rows = tuple(row.rate for row in OnRoadRate.objects.seen_by(by).in_order())
    return rows or RATES


def checklist(by: Actor, name: str) -> tuple[Point, ...]:
    """The points of ``pdi`` or ``delivery``: the dealer group's, or the shipped ones."""
    rows = tuple(row.point for row in CheckPoint.objects.seen_by(by).on_list(name))
    return rows or (PDI_POINTS if name == "pdi" else DELIVERY_POINTS)


def compose(by: Actor, wish: Wish, *, on: date) -> Offer:
    """The lines of an offer: seven statements.

    Raises:
        Missing: the maker has no such product code.
        NotBuildable: an option rule forbids the choice, or a color does not exist.
        NoPrice: the grade has no price on that day.
    """
    grade = variant(by, wish.product_code)
    if broken := check_options(by, grade.pk, wish.options):
        raise NotBuildable(" ".join(broken))
    paint, interior = _colours(by, grade, wish)
    options = list(
        Option.objects.seen_by(by)
        .filter(variant=grade, code__in=wish.options, is_standard=False)
        .order_by("position", "code")
    )
    car_fen = prices_fen(by, PriceKind.CAR, [grade.product_code], on=on).get(grade.product_code)
    if car_fen is None:
        raise NoPrice(grade.product_code, on)
    extras = [*(row.code for row in options), wish.paint, wish.interior]
    prices = prices_fen(by, PriceKind.OPTION, [code for code in extras if code], on=on)
    car = _line(LineKind.CAR, grade.product_code, _names(grade), car_fen)
    goods = _goods(car, (paint, interior), options, prices)
    list_fen = sum(line.amount_fen for line in goods)
    if not 0 <= wish.discount_fen <= list_fen:
        raise NotBuildable(_("The discount cannot be more than the car costs."))
    if wish.discount_fen:
        goods.append(Line(LineKind.DISCOUNT, "", str(_("Discount")), -wish.discount_fen))
    invoiced = sum(line.amount_fen for line in goods if line.kind != LineKind.ACCESSORY)
    cost = on_road(max(invoiced, 0), _car(grade), rates(by), on=on)
    lines = (*goods, *_on_road_lines(cost, wish), *_trade_in(wish))
    total = sum(line.amount_fen for line in lines)
    if total < 0:
        raise NotBuildable(_("The trade-in is worth more than the price on the road."))
    if wish.loan_fen > total:
        raise NotBuildable(_("The loan cannot be more than the price on the road."))
    return Offer(
        variant=grade,
        paint=paint,
        interior=interior,
        option_codes=tuple(row.code for row in options),
        spec_key=spec_key(
            grade.product_code,
            wish.paint,
            wish.interior,
            (row.code for row in options if row.group != OptionGroup.ACCESSORY),
        ),
        list_fen=list_fen,
        discount_fen=wish.discount_fen,
        discount_reason=wish.discount_reason if wish.discount_fen else "",
        discount_note=wish.discount_note if wish.discount_fen else "",
        loan_fen=wish.loan_fen,
        loan_months=wish.loan_months if wish.loan_fen else 0,
        registers_himself=wish.registers_himself,
        lines=lines,
        trade_in_fen=wish.trade_in_fen,
        trade_in_note=wish.trade_in_note.strip() if wish.trade_in_fen else "",
    )


def _colours(by: Actor, grade: VehicleVariant, wish: Wish) -> tuple[Colour | None, Colour | None]:
    wanted = [code for code in (wish.paint, wish.interior) if code]
    rows = Colour.objects.seen_by(by).filter(variant=grade, code__in=wanted)
    found = {(row.kind, row.code): row for row in rows}
    paint, interior = found.get(("paint", wish.paint)), found.get(("interior", wish.interior))
    if (wish.paint and paint is None) or (wish.interior and interior is None):
        raise NotBuildable(_("This grade does not come in that color. Choose another."))
    return paint, interior


def _goods(
    car: Line,
    colours: Iterable[Colour | None],
    options: Iterable[Option],
    prices: dict[str, int],
) -> list[Line]:
    lines = [
        car,
        *(
            _line(LineKind.OPTION, colour.code, _own(colour), prices[colour.code])
            for colour in colours
            if colour is not None and prices.get(colour.code)
        ),
    ]
    for row in options:
        is_accessory = row.group == OptionGroup.ACCESSORY
        kind = LineKind.ACCESSORY if is_accessory else LineKind.OPTION
        lines.append(_line(kind, row.code, _own(row), prices.get(row.code, 0)))
    return lines


def _line(kind: LineKind, code: str, names: tuple[str, str], amount_fen: int) -> Line:
    return Line(kind, code, names[0], amount_fen, name_en=names[1])


def _own(row: Colour | Option) -> tuple[str, str]:
    return row.name_zh, row.name_en


def _names(grade: VehicleVariant) -> tuple[str, str]:
    """The whole name of a grade in both languages, kept with the line for ever."""
    model = grade.model
    return f"{model.name_zh} {grade.name_zh}", f"{model.name_en} {grade.name_en}"


def _car(grade: VehicleVariant) -> Car:
    is_new_energy = grade.powertrain in {"plug_in_hybrid", "electric"}
    return Car(is_new_energy, grade.displacement_cc or 0, grade.seats)


def _on_road_lines(cost: OnRoad, wish: Wish) -> list[Line]:
    lines = [(LineKind.PURCHASE_TAX, cost.purchase_tax_fen)]
    if wish.is_insured_here:
        lines += [
            (LineKind.COMPULSORY_INSURANCE, cost.compulsory_insurance_fen),
            (LineKind.COMMERCIAL_INSURANCE, cost.commercial_insurance_fen),
        ]
    lines.append((LineKind.VEHICLE_TAX, cost.vehicle_tax_fen))
    if not wish.registers_himself:
        lines += [
            (LineKind.PLATE_FEE, cost.plate_fee_fen),
            (LineKind.SERVICE_FEE, cost.service_fee_fen),
        ]
    return [Line(kind, "", str(kind.label), amount) for kind, amount in lines if amount]


def _trade_in(wish: Wish) -> list[Line]:
    """The old car in payment: it lowers what is paid, not what the new car costs or is taxed."""
    note = wish.trade_in_note.strip()
    if not wish.trade_in_fen:
        return []
    if not note:
        raise NotBuildable(_("Name the car that is traded in: plate, model, appraisal."))
    kind, amount = LineKind.TRADE_IN, -wish.trade_in_fen
    names = (f"置换抵款：{note}", f"Trade-in: {note}")
    return [Line(kind, "TRADE-IN", names[0], amount, name_en=names[1])]


@dataclass(frozen=True, slots=True)
class Preview:
    """What the builder shows while somebody chooses; ``offer`` is None while a rule is broken."""

    card: GradeCard
    offer: Offer | None
    refusal: str
    share_x100: int
    limit_x100: int | None
    monthly_fen: int
    last_fen: int

    @property
    def share_percent(self) -> str:
        return f"{self.share_x100 / 100:.2f}"

    @property
    def limit_percent(self) -> str:
        return "" if self.limit_x100 is None else f"{self.limit_x100 / 100:.2f}"

    @property
    def is_over_limit(self) -> bool:
        return self.limit_x100 is not None and self.share_x100 > self.limit_x100


def preview(by: Actor, wish: Wish, *, on: date) -> Preview:
    """The choice with its rules, its price on the road and its instalment.

    Raises:
        Missing: the maker has no such product code.
    """
    card = grade_card(
        by,
        wish.product_code,
        paint=wish.paint,
        interior=wish.interior,
        codes=wish.options,
        on=on,
    )
    offer, refusal = None, ""
    try:
        offer = compose(by, wish, on=on)
    except (NotBuildable, NoPrice) as refused:
        refusal = refused.sentence
    schedule: tuple[int, ...] = ()
    if wish.loan_fen and wish.loan_months:
        rate = rule(by, "sales.loan_rate_x100", on=on)
        schedule = instalments_fen(wish.loan_fen, rate, wish.loan_months)
    return Preview(
        card=card,
        offer=offer,
        refusal=refusal,
        share_x100=share_of(offer) if offer else 0,
        limit_x100=limit_x100(by, on=on),
        monthly_fen=schedule[0] if schedule else 0,
        last_fen=schedule[-1] if schedule else 0,
    )


def share_of(offer: Offer) -> int:
    """The discount of an offer in hundredths of a percent of its list price."""
    return discount_x100(offer.discount_fen, offer.list_fen)


def limit_x100(by: Actor, *, on: date) -> int | None:
    """How much discount this person may give alone, in hundredths of a percent; None is all."""
    if by.is_any_of(Role.GENERAL_MANAGER):
        return None
    role = "sales_manager" if by.is_any_of(Role.SALES_MANAGER) else "sales_consultant"
    return rule(by, f"sales.discount_limit_x100_{role}", on=on)


def builder_start(
    by: Actor, *, opportunity_id: UUID | None, version_id: UUID | None, on: date
) -> dict[str, Any]:  # Any: the fields of a form
    """What the builder begins with: a version to revise, or the model that the deal is about.

    Raises:
        Missing: no such version or deal of this person.
    """
    if version_id is not None:
        return _from_version(by, version_id)
    if opportunity_id is None:
        raise Missing(_("This record does not exist."))
    deal = opportunity(by, opportunity_id)
    grades = variants(by, on=on)
    fitting = [grade for grade in grades if grade.model_id == deal.model_id] or grades
    product_code = fitting[0].product_code if fitting else ""
    return {"opportunity_id": deal.pk, "product_code": product_code, "is_insured_here": True}


def _from_version(by: Actor, version_id: UUID) -> dict[str, Any]:  # Any: the fields of a form
    rows = QuotationVersion.objects.seen_by(by).select_related(
        "quotation", "variant", "paint", "interior"
    )
    version = rows.filter(pk=version_id).first()
    if version is None:
        raise Missing(_("This record does not exist."))
    lines = QuotationLine.objects.seen_by(by).filter(version=version)
    is_insured = lines.filter(kind=LineKind.COMPULSORY_INSURANCE).exists()
    return {
        "opportunity_id": version.quotation.opportunity_id,
        "quotation_id": version.quotation_id,
        "product_code": version.variant.product_code,
        "paint": version.paint.code if version.paint else "",
        "interior": version.interior.code if version.interior else "",
        "options": version.option_codes.split(),
        "discount_fen": f"{version.discount_fen / 100:.2f}" if version.discount_fen else "",
        "discount_reason": version.discount_reason,
        "discount_note": version.discount_note,
        "trade_in_fen": f"{version.trade_in_fen / 100:.2f}" if version.trade_in_fen else "",
        "trade_in_note": version.trade_in_note,
        "loan_fen": f"{version.loan_fen / 100:.2f}" if version.loan_fen else "",
        "loan_months": version.loan_months or "",
        "is_insured_here": is_insured,
        "registers_himself": version.registers_himself,
    }
