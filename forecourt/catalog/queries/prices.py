"""What things cost on a day: the newest published list that has begun and names the code."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from forecourt.catalog import rules
from forecourt.catalog.models import (
    PRICE_LIST_FLOW,
    PriceKind,
    PriceList,
    PriceListRow,
    PriceListState,
)
from forecourt.kernel.actor import Actor
from forecourt.kernel.bilingual import said
from forecourt.kernel.prepared import prepared
from forecourt.kernel.refusals import Missing, Refused
from forecourt.ui.paging import Page, page_of


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


@dataclass(frozen=True, slots=True)
class PricedLabour:
    """A labour operation as an order takes it; ``price_fen`` is None where nothing prices it."""

    code: str
    name: str
    standard_minutes: int
    bay_kind: str
    price_fen: int | None


# On the way of every repair order, so it is written by hand: the operations, and with each its
# own price of the day and the rate of its skill.
_LABOUR = """
WITH priced AS (
    SELECT DISTINCT ON (price.code) price.code, price.price_fen
    FROM catalog_pricelistrow price JOIN catalog_pricelist list
         ON list.tenant_id = price.tenant_id AND list.id = price.price_list_id
    WHERE price.tenant_id = %(tenant)s AND list.kind = 'labour' AND list.state = 'published'
      AND list.valid_from <= %(on)s AND (price.code = ANY(%(codes)s) OR price.code LIKE 'RATE-%%')
    ORDER BY price.code, list.valid_from DESC, list.version DESC)
SELECT operation.code, operation.name_zh, operation.name_en, operation.standard_minutes,
       operation.bay_kind, own.price_fen, rate.price_fen
FROM catalog_labouroperation operation
LEFT JOIN priced own ON own.code = operation.code
LEFT JOIN priced rate ON rate.code = 'RATE-' || operation.skill
WHERE operation.tenant_id = %(tenant)s AND operation.code = ANY(%(codes)s)
"""


def priced_labour(by: Actor, codes: Collection[str], *, on: date) -> dict[str, PricedLabour]:
    """Labour operations by code with their prices, in one statement; unknown codes are left out.

    An operation's own row in the list counts, else its minutes at the rate of its skill.
    """
    if not codes:
        return {}
    values: dict[str, Any] = {  # Any: as the driver takes them
        "tenant": by.tenant_id,
        "codes": list(set(codes)),
        "on": on,
    }
    with prepared() as cursor:
        cursor.execute(_LABOUR, values)
        rows = cursor.fetchall()
    return {row[0]: _priced(row) for row in rows}


def _priced(row: tuple[str, str, str, int, str, int | None, int | None]) -> PricedLabour:
    code, name_zh, name_en, minutes, bay_kind, own_fen, rate_fen = row
    if own_fen is None and rate_fen is not None:
        own_fen = rules.labour_fen(minutes, rate_fen)
    return PricedLabour(code, said(name_zh, name_en), minutes, bay_kind, own_fen)


def labour_prices_fen(by: Actor, codes: Collection[str], *, on: date) -> dict[str, int]:
    """The prices of labour operations; those without one, or unknown, are left out."""
    found = priced_labour(by, codes, on=on)
    return {code: row.price_fen for code, row in found.items() if row.price_fen is not None}


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
