"""The master, the shelves and what moved on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Case, F, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.expressions import Expression, OrderBy
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.bilingual import said
from forecourt.kernel.prepared import prepared
from forecourt.kernel.refusals import Missing
from forecourt.parts.models import (
    GoodsReceipt,
    IssueSlip,
    MoveKind,
    OriginClass,
    Part,
    PartOrder,
    PartOrderLine,
    PartRequest,
    Stock,
    StockMove,
)
from forecourt.parts.rules import counted
from forecourt.store.queries import actor_names
from forecourt.ui.paging import Page, page_of

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class PartHit:
    """A part to choose for a line, with what is free in the store."""

    part_id: UUID
    number: str
    name: str
    unit: str
    origin_class: str
    price_fen: int
    free: Decimal

    @property
    def free_text(self) -> str:
        return counted(self.free)


def find(by: Actor, text: str, limit: int = 20) -> tuple[PartHit, ...]:
    """Parts by number or name, exact numbers first; two statements."""
    words = text.strip()
    if not words:
        return ()
    rank = Case(
        When(number__iexact=words, then=Value(0)),
        When(number__istartswith=words, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = Part.objects.seen_by(by).named(words).filter(is_retired=False)
    hits = list(rows.order_by(rank, "number", "pk")[:limit])
    there = free(by, [hit.pk for hit in hits])
    return tuple(
        PartHit(
            part_id=hit.pk,
            number=hit.number,
            name=hit.name,
            unit=hit.unit,
            origin_class=hit.origin_class,
            price_fen=hit.price_fen,
            free=there[hit.pk],
        )
        for hit in hits
    )


def part(by: Actor, part_id: UUID) -> Part:
    """One part of the master.

    Raises:
        Missing: there is none.
    """
    found = Part.objects.seen_by(by).filter(pk=part_id).first()
    if found is None:
        raise Missing(_("This record does not exist."))
    return found


def parts(by: Actor, part_ids: Collection[UUID]) -> dict[UUID, Part]:
    """Several parts of the master, by key."""
    return {row.pk: row for row in Part.objects.seen_by(by).filter(pk__in=part_ids)}


def part_numbered(by: Actor, number: str) -> Part | None:
    """The part with this number, signs and spaces as they are printed."""
    return Part.objects.seen_by(by).filter(number__iexact=number.strip()).first()


def parts_numbered(by: Actor, numbers: Collection[str]) -> dict[str, UUID]:
    """The keys of the parts with exactly these numbers."""
    rows = Part.objects.seen_by(by).filter(number__in=numbers)
    return dict(rows.values_list("number", "pk"))


@dataclass(frozen=True, slots=True)
class PricedPart:
    """A part as an order takes it, at its list price."""

    part_id: UUID
    number: str
    name: str
    unit: str
    price_fen: int


# On the way of every repair order, so it is written by hand.
_PRICED = """
SELECT id, number, name, unit, price_fen FROM parts_part
WHERE tenant_id = %s AND number = ANY(%s)
"""


def priced_parts(by: Actor, numbers: Collection[str]) -> dict[str, PricedPart]:
    """Parts by number, one statement; numbers that are not filed are left out."""
    if not numbers:
        return {}
    with prepared() as cursor:
        cursor.execute(_PRICED, [by.tenant_id, list(set(numbers))])
        return {row[1]: PricedPart(*row) for row in cursor.fetchall()}


def free(by: Actor, part_ids: Collection[UUID]) -> dict[UUID, Decimal]:
    """What of each part is on the shelves and promised to nobody."""
    rows = Stock.objects.seen_by(by).filter(part_id__in=part_ids)
    there = {row.part_id: row.free for row in rows}
    return {part_id: there.get(part_id, ZERO) for part_id in part_ids}


@dataclass(frozen=True, slots=True)
class PartRow:
    part_id: UUID
    number: str
    name: str
    unit: str
    origin_class: OriginClass
    bin_code: str
    on_hand: str
    reserved: str
    free: str
    price_fen: int

    @property
    def origin_label(self) -> str:
        return str(self.origin_class.label)


PART_SORTS = {"number", "name", "bin", "on_hand", "price"}


def part_rows(
    by: Actor, *, text: str = "", which: str = "all", sort: str = "number", page: int = 1
) -> Page[PartRow]:
    """The master with this store's stock: ``all``, ``stock`` or ``none``; three statements."""
    rows = Part.objects.seen_by(by)
    if text:
        rows = rows.named(text)
    there = Stock.objects.seen_by(by).filter(on_hand__gt=0).values("part_id")
    if which == "stock":
        rows = rows.filter(pk__in=there)
    elif which == "none":
        rows = rows.exclude(pk__in=there)
    found = page_of(rows.order_by(_part_order(by, sort), "pk"), page)
    shelves = _shelves(by, [row.pk for row in found.rows])
    return found.with_rows([_part_row(row, shelves.get(row.pk)) for row in found.rows])


def _part_order(by: Actor, sort: str) -> OrderBy:
    shelf = Stock.objects.seen_by(by).filter(part=OuterRef("pk"))
    keys: Mapping[str, Expression | F] = {
        "name": F("name"),
        "price": F("price_fen"),
        "bin": Coalesce(Subquery(shelf.values("bin__code")[:1]), Value("~")),  # homeless last
        "on_hand": Coalesce(Subquery(shelf.values("on_hand")[:1]), ZERO),
    }
    key = keys.get(sort.removeprefix("-"), F("number"))
    return OrderBy(key, descending=sort.startswith("-"), nulls_last=True)


def _shelves(by: Actor, part_ids: Collection[UUID]) -> dict[UUID, Stock]:
    rows = Stock.objects.seen_by(by).filter(part_id__in=part_ids).select_related("bin")
    return {row.part_id: row for row in rows}


def _part_row(row: Part, shelf: Stock | None) -> PartRow:
    return PartRow(
        part_id=row.pk,
        number=row.number,
        name=said(row.name, row.name_en),
        unit=row.unit,
        origin_class=OriginClass(row.origin_class),
        bin_code=shelf.bin.code if shelf and shelf.bin else "",
        on_hand=counted(shelf.on_hand if shelf else ZERO),
        reserved=counted(shelf.reserved if shelf else ZERO),
        free=counted(shelf.free if shelf else ZERO),
        price_fen=row.price_fen,
    )


@dataclass(frozen=True, slots=True)
class PartCard:
    """A part with its shelf in this store."""

    part: Part
    bin_code: str
    on_hand: str
    reserved: str
    free: str
    missing: str  # asked for and not there
    on_order: str

    @property
    def origin_label(self) -> str:
        return str(OriginClass(self.part.origin_class).label)


def part_card(by: Actor, part_id: UUID) -> PartCard:
    """One part of the master and its stock here; four statements.

    Raises:
        Missing: there is none.
    """
    found = part(by, part_id)
    stock = Stock.objects.seen_by(by).filter(part=found).select_related("bin").first()
    waiting = PartRequest.objects.seen_by(by).missing().filter(part=found)
    coming = PartOrderLine.objects.seen_by(by).filter(
        part=found, order__in=PartOrder.objects.seen_by(by).on_the_way()
    )
    return PartCard(
        part=found,
        bin_code=stock.bin.code if stock and stock.bin else "",
        on_hand=counted(stock.on_hand if stock else ZERO),
        reserved=counted(stock.reserved if stock else ZERO),
        free=counted(stock.free if stock else ZERO),
        missing=counted(sum(waiting.values_list("quantity", flat=True), ZERO)),
        on_order=counted(sum(coming.values_list("quantity", flat=True), ZERO)),
    )


@dataclass(frozen=True, slots=True)
class MoveRow:
    at: datetime
    kind_label: str
    quantity: str
    is_out: bool
    paper: str
    bin_code: str
    actor: str


def move_rows(by: Actor, part_id: UUID, page: int = 1) -> Page[MoveRow]:
    """What moved a part in this store, the newest first; four statements."""
    rows = StockMove.objects.seen_by(by).filter(part_id=part_id).select_related("bin")
    found = page_of(rows.order_by("-at", "-pk"), page)
    names = actor_names(by, (row.actor for row in found.rows))
    numbers = _paper_numbers(by, found.rows)
    return found.with_rows(
        [
            MoveRow(
                at=row.at,
                kind_label=str(MoveKind(row.kind).label),
                quantity=counted(row.quantity),
                is_out=row.quantity < 0,
                paper=numbers.get(row.source_key, row.source_key),
                bin_code=row.bin.code if row.bin else "",
                actor=names[row.actor],
            )
            for row in found.rows
        ]
    )


def _paper_numbers(by: Actor, moves: Iterable[StockMove]) -> dict[str, str]:
    """The printed number of each paper, by its key."""
    keys = {move.source_key for move in moves if move.source_kind.startswith("parts.")}
    slips = IssueSlip.objects.seen_by(by).filter(pk__in=keys).values_list("pk", "number")
    receipts = GoodsReceipt.objects.seen_by(by).filter(pk__in=keys).values_list("pk", "number")
    return {str(pk): number for pk, number in slips.union(receipts)}
