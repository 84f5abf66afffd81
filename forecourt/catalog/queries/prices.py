"""What things cost on a day: the newest published list that has begun and names the code."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from forecourt.catalog import rules
from forecourt.catalog.models import (
    PRICE_LIST_FLOW,
    LabourOperation,
    PriceKind,
    PriceList,
    PriceListRow,
    PriceListState,
)
from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Missing, Refused
from forecourt.ui.paging import Page, page_of

RATE = "RATE-"  # a labour rate in the labour list: RATE-maintenance


class NoPrice(Refused):
    code = "no-price"

    def __init__(self, code: str, on: date) -> None:
        sentence = _("“%(code)s” has no price on %(day)s. Put it into a price list first.")
        super().__init__(sentence % {"code": code, "day": on.isoformat()})


def prices_fen(by: Actor, kind: str, codes: Collection[str], *, on: date) -> dict[str, int]:
    """The prices of these codes, tax included; a code without a price is left out."""
    rows = PriceListRow.objects.seen_by(by).filter(
        code__in=list(codes),
        price_list__kind=kind,
        price_list__state=PriceListState.PUBLISHED,
        price_list__valid_from__lte=on,
    )
    newest = rows.order_by("code", "-price_list__valid_from", "-price_list__version")
    return dict(newest.distinct("code").values_list("code", "price_fen"))


def find_price_fen(by: Actor, kind: str, code: str, *, on: date) -> int | None:
    return prices_fen(by, kind, [code], on=on).get(code)


def price_fen(by: Actor, kind: str, code: str, *, on: date) -> int:
    """The price of one code on a day, tax included.

    Raises:
        NoPrice: no published list that has begun names the code.
    """
    found = find_price_fen(by, kind, code, on=on)
    if found is None:
        raise NoPrice(code, on)
    return found


def labour_prices_fen(by: Actor, codes: Collection[str], *, on: date) -> dict[str, int]:
    """The prices of labour operations: their own row, or standard minutes at the skill's rate."""
    wanted = LabourOperation.objects.seen_by(by).filter(code__in=list(codes))
    operations = {row.code: row for row in wanted}
    rates = {f"{RATE}{row.skill}" for row in operations.values()}
    found = prices_fen(by, PriceKind.LABOUR, [*codes, *rates], on=on)
    priced = {code: found[code] for code in codes if code in found}
    for code, row in operations.items():
        rate = found.get(f"{RATE}{row.skill}")
        if code not in priced and rate is not None:
            priced[code] = rules.labour_fen(row.standard_minutes, rate)
    return priced


def labour_price_fen(by: Actor, code: str, *, on: date) -> int:
    """The price of one labour operation.

    Raises:
        NoPrice: neither the operation nor its skill has a price.
    """
    found = labour_prices_fen(by, [code], on=on).get(code)
    if found is None:
        raise NoPrice(code, on)
    return found


@dataclass(frozen=True, slots=True)
class PriceListLine:
    """A price list in the list of lists."""

    price_list_id: UUID
    kind: str
    kind_label: str
    name: str
    version: int
    valid_from: date
    state: str
    state_label: str
    row_count: int
    is_in_force: bool


def price_list_rows(
    by: Actor, *, kind: str = "", sort: str = "-valid_from", page: int = 1, on: date
) -> Page[PriceListLine]:
    """Price lists, newest first: four statements, however many lists there are."""
    lists = PriceList.objects.seen_by(by)
    if kind:
        lists = lists.filter(kind=kind)
    found = page_of(lists.order_by(sort, "-version", "pk"), page)
    in_force = PriceList.objects.seen_by(by).filter(
        state=PriceListState.PUBLISHED, valid_from__lte=on
    )
    newest = in_force.order_by("kind", "-valid_from", "-version").distinct("kind")
    current = set(newest.values_list("pk", flat=True))
    rows = PriceListRow.objects.seen_by(by).filter(price_list__in=found.rows).order_by()
    counts = dict(rows.values_list("price_list").annotate(Count("pk")))
    return found.with_rows(
        [_line(row, counts.get(row.pk, 0), is_newest=row.pk in current) for row in found.rows]
    )


def _line(row: PriceList, row_count: int, *, is_newest: bool) -> PriceListLine:
    return PriceListLine(
        price_list_id=row.pk,
        kind=row.kind,
        kind_label=str(PriceKind(row.kind).label),
        name=row.name,
        version=row.version,
        valid_from=row.valid_from,
        state=row.state,
        state_label=str(PriceListState(row.state).label),
        row_count=row_count,
        is_in_force=is_newest,
    )


@dataclass(frozen=True, slots=True)
class PriceListCard:
    """One price list, and what may be done with it."""

    line: PriceListLine
    can_change: bool
    can_publish: bool


@dataclass(frozen=True, slots=True)
class PriceRow:
    code: str
    price_fen: int


def price_list_card(by: Actor, price_list_id: UUID) -> PriceListCard:
    """One price list.

    Raises:
        Missing: this dealer group has no such list.
    """
    row = PriceList.objects.seen_by(by).filter(pk=price_list_id).first()
    if row is None:
        raise Missing(_("This record does not exist."))
    state = PriceListState(row.state)
    count = PriceListRow.objects.seen_by(by).filter(price_list=row).count()
    return PriceListCard(
        line=_line(row, count, is_newest=False),
        can_change=state == PriceListState.DRAFT,
        can_publish=PRICE_LIST_FLOW.allows(state, PriceListState.PUBLISHED),
    )


def price_rows(
    by: Actor, price_list_id: UUID, *, text: str = "", sort: str = "code", page: int = 1
) -> Page[PriceRow]:
    """The prices of a list, a page at a time."""
    rows = PriceListRow.objects.seen_by(by).filter(price_list_id=price_list_id)
    if text:
        rows = rows.filter(code__icontains=text)
    found = page_of(rows.order_by(sort, "pk"), page)
    return found.with_rows([PriceRow(row.code, row.price_fen) for row in found.rows])
