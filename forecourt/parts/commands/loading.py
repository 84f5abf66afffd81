"""Parts by the thousand, as an import brings them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.source import Source
from forecourt.parts.commands.stock import serve_waiting
from forecourt.parts.facts import PartsLoaded
from forecourt.parts.models import Bin, MoveKind, OriginClass, Part, Stock, StockMove
from forecourt.parts.rules import NewPart

_TEXTS = ("name", "name_en", "unit", "origin_class", "producer", "fits")
_MANY = 1_000
_PRICES = ("price_fen", "cost_fen")


@transaction.atomic
def load_parts(
    *, parts: Sequence[NewPart], source: Source, by: Actor, at: datetime
) -> tuple[int, int]:
    """File parts that are new, correct those that are known, put opening stock on the shelves.

    Opening stock is a move by the paper ``source``; give it only where nothing has moved yet.
    Answers how many parts are new and how many were corrected.
    """
    numbers = [new.number for new in parts]
    held = Part.objects.seen_by(by).filter(number__in=numbers).select_for_update(no_key=True)
    known = {part.number: part for part in held.order_by("pk")}
    changed = [known[new.number] for new in parts if new.number in known and _correct(known, new)]
    fresh = [_born(new) for new in parts if new.number not in known]
    Part.file_all(fresh)
    if changed:
        Part.objects.seen_by(by).rewrite(changed)
    known |= {part.number: part for part in fresh}
    stocked = _put_on_shelves(parts, known, source=source, by=by, at=at)
    fact = PartsLoaded(new_count=len(fresh), changed_count=len(changed), stocked_count=stocked)
    record(fact, by=by, at=at)
    return len(fresh), len(changed)


def _born(new: NewPart) -> Part:
    return Part(
        number=new.number,
        name=new.name,
        name_en=new.name_en,
        unit=new.unit or "件",
        origin_class=new.origin_class or OriginClass.ORIGINAL,
        producer=new.producer,
        fits=new.fits,
        price_fen=new.price_fen or 0,
        cost_fen=new.cost_fen or 0,
    )


def _correct(known: Mapping[str, Part], new: NewPart) -> bool:
    """Write what the import says otherwise into the known part, and answer whether anything was."""
    part = known[new.number]
    said = {name: value for name in _TEXTS if (value := getattr(new, name))}
    said |= {name: value for name in _PRICES if (value := getattr(new, name)) is not None}
    differing = {name: value for name, value in said.items() if getattr(part, name) != value}
    for name, value in differing.items():
        setattr(part, name, value)
    return bool(differing)


def _put_on_shelves(
    parts: Sequence[NewPart],
    known: Mapping[str, Part],
    *,
    source: Source,
    by: Actor,
    at: datetime,
) -> int:
    placed = [new for new in parts if new.bin_code or new.quantity]
    if not placed:
        return 0
    bins = Bin.objects.seen_by(by).ensured(by.store_id, [new.bin_code for new in placed])
    part_ids = [known[new.number].pk for new in placed]
    shelf = Stock.objects.seen_by(by)
    homes = {known[new.number].pk: bins[new.bin_code] for new in placed if new.bin_code}
    shelf.open_for(by.store_id, part_ids, bins=homes)
    if len(placed) >= _MANY:
        shelf.count_anew()
    stocks = shelf.held(part_ids, store_id=by.store_id)
    homeless = []
    for new in placed:
        stock = stocks[known[new.number].pk]
        if stock.bin is None and new.bin_code:
            stock.bin = bins[new.bin_code]
            homeless.append(stock)
    if homeless:
        shelf.put_in_bins(homeless)
    counted = [(stocks[known[n.number].pk], n.quantity, n.cost_fen or 0) for n in placed]
    moves = [
        StockMove.of(
            stock,
            MoveKind.OPENING,
            quantity,
            source=source,
            line=stock.pk,
            unit_cost_fen=cost_fen,
            by=by,
            at=at,
        )
        for stock, quantity, cost_fen in counted
        if quantity
    ]
    StockMove.post_many(moves)
    free: dict[UUID, Decimal] = {}
    for stock, quantity, _cost in counted:
        free[stock.part_id] = stock.free + (quantity or 0)
    serve_waiting(free=free, by=by, at=at)
    return len(moves)
