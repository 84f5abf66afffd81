"""What can be sold at reception, with its price of the day: menus, labour, parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from forecourt.catalog.models import MenuLine, MenuLineKind, PriceKind, ServiceMenu
from forecourt.catalog.queries import NoPrice, PricedLabour, priced_labour, prices_fen
from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Missing, Refused
from forecourt.parts.queries import PricedPart, priced_parts
from forecourt.service.models import LineKind, Offer, Origin, PayType
from forecourt.service.rules import share_fen
from forecourt.store.queries import rule, rule_text
from forecourt.workshop.models import BayKind


class PartNotFiled(Refused):
    code = "part-not-filed"

    def __init__(self, number: str) -> None:
        sentence = _("Part “%(number)s” is not in the parts master. File it first.")
        super().__init__(sentence % {"number": number})


@dataclass(frozen=True, slots=True)
class Want:
    """What the customer comes for, as the workshop has to plan it."""

    menu: ServiceMenu | None
    title: str
    minutes: int
    promise_minutes: int
    bay_kind: BayKind
    skill: str


def want(by: Actor, menu_code: str, *, on: date) -> Want:
    """The bay time of a menu; without one, of looking at a complaint.

    Raises:
        Missing: there is no such menu.
    """
    if not menu_code:
        minutes = rule(by, "service.symptom_minutes", on=on)
        kind = BayKind(rule_text(by, "service.symptom_bay_kind", on=on))
        return Want(None, _("Look into a complaint"), minutes, minutes, kind, "")
    menu = ServiceMenu.objects.seen_by(by).filter(code=menu_code).first()
    if menu is None:
        raise Missing(_("There is no service menu “%(code)s”.") % {"code": menu_code})
    kind = BayKind(menu.bay_kind)
    return Want(menu, menu.name, menu.bay_minutes, menu.promise_minutes, kind, "")


def menu_offers(
    by: Actor, menu_codes: Sequence[str], *, on: date, pay_type: PayType = PayType.CUSTOMER
) -> list[Offer]:
    """The lines of these menus; the fixed price of each is spread over its lines.

    Raises:
        Missing: there is no such menu.
        NoPrice: a menu has no price on that day.
        PartNotFiled: a menu names a part that the parts master lacks.
    """
    if not menu_codes:
        return []
    menus = {row.code: row for row in ServiceMenu.objects.seen_by(by).filter(code__in=menu_codes)}
    lines = MenuLine.objects.seen_by(by).filter(menu__in=menus.values()).order_by("position", "pk")
    by_menu: dict[UUID, list[MenuLine]] = {menu.pk: [] for menu in menus.values()}
    for line in lines:
        by_menu[line.menu_id].append(line)
    prices = prices_fen(by, PriceKind.MENU, menu_codes, on=on)
    everything = [line for group in by_menu.values() for line in group]
    parts = _parts(by, [line.code for line in everything if line.kind == MenuLineKind.PART])
    codes = [line.code for line in everything if line.kind == MenuLineKind.LABOUR]
    labour = priced_labour(by, codes, on=on)
    offers: list[Offer] = []
    for code in menu_codes:
        if code not in menus:
            raise Missing(_("There is no service menu “%(code)s”.") % {"code": code})
        if code not in prices:
            raise NoPrice(code, on)
        single = [_menu_offer(line, menus[code], parts, labour) for line in by_menu[menus[code].pk]]
        shares = share_fen(prices[code], [offer.total_fen for offer in single])
        offers += [
            replace(offer, amount_fen=share, pay_type=pay_type)
            for offer, share in zip(single, shares, strict=True)
        ]
    return offers


def _menu_offer(
    line: MenuLine,
    menu: ServiceMenu,
    parts: dict[str, PricedPart],
    labour: dict[str, PricedLabour],
) -> Offer:
    if line.kind == MenuLineKind.PART:
        part = parts[line.code]
        return replace(_part_offer(part, line.quantity), origin=Origin.MENU, menu_code=menu.code)
    operation = labour.get(line.code)
    return Offer(
        kind=LineKind.LABOUR,
        title=line.name,
        code=line.code,
        unit_price_fen=(operation.price_fen or 0) if operation else 0,
        sold_minutes=operation.standard_minutes if operation else menu.bay_minutes,
        bay_kind=menu.bay_kind,
        origin=Origin.MENU,
        menu_code=menu.code,
    )


def labour_offers(
    by: Actor, codes: Sequence[str], *, on: date, pay_type: PayType = PayType.CUSTOMER
) -> list[Offer]:
    """Labour operations at the price of the day: one statement, however many there are.

    Raises:
        Missing: there is no such operation.
        NoPrice: neither the operation nor its skill has a price.
    """
    found = priced_labour(by, codes, on=on)
    offers = []
    for code in codes:
        operation = found.get(code)
        if operation is None:
            raise Missing(_("There is no labour operation “%(code)s”.") % {"code": code})
        if operation.price_fen is None:
            raise NoPrice(code, on)
        offers.append(
            Offer(
                kind=LineKind.LABOUR,
                title=operation.name,
                code=code,
                unit_price_fen=operation.price_fen,
                sold_minutes=operation.standard_minutes,
                bay_kind=operation.bay_kind,
                pay_type=pay_type,
            )
        )
    return offers


def part_offers(
    by: Actor,
    quantities: Sequence[tuple[str, Decimal]],
    *,
    pay_type: PayType = PayType.CUSTOMER,
) -> list[Offer]:
    """Parts by number and quantity at their list price.

    Raises:
        PartNotFiled: the parts master has no such number.
    """
    parts = _parts(by, [number for number, _quantity in quantities])
    return [
        replace(_part_offer(parts[number], quantity), pay_type=pay_type)
        for number, quantity in quantities
    ]


def _part_offer(part: PricedPart, quantity: Decimal) -> Offer:
    return Offer(
        kind=LineKind.PART,
        title=part.name,
        code=part.number,
        quantity=quantity,
        unit=part.unit,
        unit_price_fen=part.price_fen,
        part_id=part.part_id,
    )


def _parts(by: Actor, numbers: Sequence[str]) -> dict[str, PricedPart]:
    found = priced_parts(by, numbers)
    for number in numbers:
        if number not in found:
            raise PartNotFiled(number)
    return found
