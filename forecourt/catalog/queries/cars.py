"""Models, grades, colours and options, and whether a choice of options can be built."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from forecourt.catalog import rules
from forecourt.catalog.models import (
    Colour,
    ColourKind,
    Option,
    OptionGroup,
    OptionRule,
    Powertrain,
    PriceKind,
    VehicleModel,
    VehicleVariant,
)
from forecourt.catalog.queries.prices import find_price_fen, prices_fen
from forecourt.kernel.actor import Actor
from forecourt.kernel.bilingual import said
from forecourt.kernel.refusals import Missing, Refused, WrongInput
from forecourt.ui.paging import Page, page_of


class NotOffered(Refused):
    code = "not-offered"


def models(by: Actor) -> list[VehicleModel]:
    """Models of every marque, in the order of the brochure."""
    rows = VehicleModel.objects.seen_by(by).select_related("marque")
    return list(rows.order_by("marque__code", "position", "code"))


def check_model(by: Actor, model_id: UUID | None) -> None:
    """Let a model of the catalogue pass, or none.

    Raises:
        WrongInput: the catalogue has no such model.
    """
    if model_id and not VehicleModel.objects.seen_by(by).filter(pk=model_id).exists():
        raise WrongInput(_("Choose a model of the list."), field="model_id")


def variants(by: Actor, *, model_code: str = "", on: date) -> list[VehicleVariant]:
    """Grades on sale on a day, with their models."""
    rows = VehicleVariant.objects.seen_by(by).on_sale(on).select_related("model__marque")
    if model_code:
        rows = rows.filter(model__code=model_code)
    return list(rows.order_by("model__position", "position", "product_code"))


def variant(by: Actor, product_code: str) -> VehicleVariant:
    """The grade of a product code, with its model.

    Raises:
        Missing: the maker has no such product code.
    """
    rows = VehicleVariant.objects.seen_by(by).select_related("model__marque")
    found = rows.filter(product_code=product_code).first()
    if found is None:
        raise Missing(_("There is no product code “%(code)s”.") % {"code": product_code})
    return found


# ---- options ------------------------------------------------------------------------------------


def _pairings(by: Actor, variant_id: UUID) -> list[rules.Pairing]:
    rows = OptionRule.objects.seen_by(by).filter(option__variant_id=variant_id)
    return [
        rules.Pairing(option, kind, other)
        for option, kind, other in rows.values_list("option__code", "kind", "other__code")
    ]


def check_options(by: Actor, variant_id: UUID, codes: Collection[str]) -> tuple[str, ...]:
    """The option rules that a choice breaks, each as a sentence; empty when it can be built.

    Codes of the grade's standard equipment may be named too.
    """
    options = {row.code: row for row in Option.objects.seen_by(by).filter(variant_id=variant_id)}
    standard = {code for code, row in options.items() if row.is_standard}
    against = rules.broken(
        set(codes) - standard,
        offered=options,
        standard=standard,
        pairings=_pairings(by, variant_id),
    )
    return tuple(_sentence(pairing, options) for pairing in against)


def completed_options(by: Actor, variant_id: UUID, codes: Collection[str]) -> frozenset[str]:
    """A choice with everything that it requires."""
    return rules.completed(codes, _pairings(by, variant_id))


def _sentence(pairing: rules.Pairing, options: dict[str, Option]) -> str:
    words = {
        rules.UNKNOWN: _("This grade has no option “%(option)s”."),
        rules.REQUIRES: _("“%(option)s” requires “%(other)s”: add it, or leave the first out."),
        rules.EXCLUDES: _("“%(option)s” and “%(other)s” cannot be built together: leave one out."),
        rules.REPLACES: _("“%(option)s” replaces “%(other)s”: leave the second out."),
    }
    option, other = options.get(pairing.option), options.get(pairing.other)
    values = {"option": str(option or pairing.option), "other": str(other or pairing.other)}
    return words[pairing.kind] % values


# ---- screens ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GradeRow:
    """A grade in the list."""

    variant_id: UUID
    product_code: str
    model: str
    name: str
    model_year: int
    powertrain: str
    seats: int
    power_kw: int
    price_fen: int | None


def grade_rows(
    by: Actor, *, text: str = "", model_code: str = "", sort: str = "model", page: int = 1, on: date
) -> Page[GradeRow]:
    """Grades with their list price: three statements."""
    rows = VehicleVariant.objects.seen_by(by).select_related("model")
    if model_code:
        rows = rows.filter(model__code=model_code)
    if text:
        rows = rows.filter(
            Q(product_code__icontains=text)
            | Q(name_zh__icontains=text)
            | Q(name_en__icontains=text)
            | Q(model__name_zh__icontains=text)
            | Q(model__name_en__icontains=text)
        )
    found = page_of(rows.order_by(*_GRADE_ORDERS[sort], "product_code"), page)
    prices = prices_fen(by, PriceKind.CAR, [row.product_code for row in found.rows], on=on)
    return found.with_rows([_grade(row, prices.get(row.product_code)) for row in found.rows])


_GRADE_ORDERS: dict[str, Sequence[str]] = {
    "model": ("model__position", "position"),
    "-model": ("-model__position", "-position"),
    "code": ("product_code",),
    "-code": ("-product_code",),
    "power": ("power_kw",),
    "-power": ("-power_kw",),
    "powertrain": ("powertrain",),
    "-powertrain": ("-powertrain",),
    "seats": ("seats",),
    "-seats": ("-seats",),
}
GRADE_SORTS = frozenset(key.removeprefix("-") for key in _GRADE_ORDERS)


def _grade(row: VehicleVariant, price: int | None) -> GradeRow:
    return GradeRow(
        variant_id=row.pk,
        product_code=row.product_code,
        model=str(row.model),
        name=row.name,
        model_year=row.model_year,
        powertrain=str(Powertrain(row.powertrain).label),
        seats=row.seats,
        power_kw=row.power_kw,
        price_fen=price,
    )


@dataclass(frozen=True, slots=True)
class ColourRow:
    colour_id: UUID
    code: str
    name: str
    hex: str
    price_fen: int


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An option of the grade: its price, its rules in words, and whether it is chosen."""

    option_id: UUID
    code: str
    name: str
    group: str
    is_standard: bool
    is_chosen: bool
    price_fen: int | None
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GradeCard:
    """A grade with all that can be chosen, and what the present choice costs and breaks."""

    grade: GradeRow
    gearbox: str
    displacement_cc: int | None
    battery_wh: int | None
    range_km: int | None
    plan_code: str
    is_new_energy: bool
    paints: tuple[ColourRow, ...]
    interiors: tuple[ColourRow, ...]
    options: tuple[OptionRow, ...]
    paint: str
    interior: str
    broken: tuple[str, ...]
    total_fen: int | None


def grade_card(
    by: Actor,
    product_code: str,
    *,
    paint: str = "",
    interior: str = "",
    codes: Collection[str] = (),
    on: date,
) -> GradeCard:
    """A grade and a choice: six statements.

    Raises:
        Missing: the maker has no such product code.
    """
    grade = variant(by, product_code)
    colours = list(Colour.objects.seen_by(by).filter(variant=grade).order_by("position", "code"))
    options = list(Option.objects.seen_by(by).filter(variant=grade).order_by("position", "code"))
    pairings = _pairings(by, grade.pk)
    wanted = [*(row.code for row in colours), *(row.code for row in options)]
    prices = prices_fen(by, PriceKind.OPTION, wanted, on=on)
    base = find_price_fen(by, PriceKind.CAR, product_code, on=on)
    chosen = set(codes)
    named = {row.code: row for row in options}
    standard = {row.code for row in options if row.is_standard}
    against = rules.broken(chosen - standard, offered=named, standard=standard, pairings=pairings)
    paid = [prices.get(code, 0) for code in (chosen - standard) | {paint, interior}]
    return GradeCard(
        grade=_grade(grade, base),
        gearbox=grade.gearbox,
        displacement_cc=grade.displacement_cc,
        battery_wh=grade.battery_wh,
        range_km=grade.range_km,
        plan_code=grade.plan_code,
        is_new_energy=Powertrain(grade.powertrain).is_new_energy,
        paints=_colours(colours, ColourKind.PAINT, prices),
        interiors=_colours(colours, ColourKind.INTERIOR, prices),
        options=tuple(_option(row, prices, chosen, pairings, named) for row in options),
        paint=paint,
        interior=interior,
        broken=tuple(_sentence(pairing, named) for pairing in against),
        total_fen=None if base is None else base + sum(paid),
    )


def _colours(
    rows: Sequence[Colour], kind: ColourKind, prices: dict[str, int]
) -> tuple[ColourRow, ...]:
    return tuple(
        ColourRow(row.pk, row.code, str(row), row.hex, prices.get(row.code, 0))
        for row in rows
        if row.kind == kind
    )


def _option(
    row: Option,
    prices: dict[str, int],
    chosen: Collection[str],
    pairings: Sequence[rules.Pairing],
    named: dict[str, Option],
) -> OptionRow:
    mine = [pairing for pairing in pairings if pairing.option == row.code]
    return OptionRow(
        option_id=row.pk,
        code=row.code,
        name=said(row.name_zh, row.name_en),
        group=str(OptionGroup(row.group).label),
        is_standard=row.is_standard,
        is_chosen=row.code in chosen or row.is_standard,
        price_fen=None if row.is_standard else prices.get(row.code, 0),
        rules=tuple(_short(pairing, named) for pairing in mine),
    )


def _short(pairing: rules.Pairing, named: dict[str, Option]) -> str:
    words = {
        rules.REQUIRES: _("requires %(other)s"),
        rules.EXCLUDES: _("not with %(other)s"),
        rules.REPLACES: _("instead of %(other)s"),
    }
    return words[pairing.kind] % {"other": str(named[pairing.other])}
