"""A need of a line upstairs: asked for, reserved, picked, issued, brought back or dropped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import Fact, record, record_all
from forecourt.kernel.locking import locked, locked_all
from forecourt.kernel.refusals import Missing, Refused, refused_by
from forecourt.kernel.source import Source
from forecourt.parts.commands.stock import serve_waiting
from forecourt.parts.facts import (
    PartBackOrdered,
    PartIssued,
    PartPicked,
    PartReleased,
    PartRequested,
    PartReturned,
)
from forecourt.parts.models import (
    IssueSlip,
    MoveKind,
    PartRequest,
    RequestState,
    SlipKind,
    SlipLine,
    Stock,
    StockMove,
)
from forecourt.parts.rules import Wanted, served
from forecourt.store.queries import business_day


class AlreadyRequested(Refused):
    code = "already-requested"

    def __init__(self) -> None:
        super().__init__(_("The part of this line was asked for already."))


class MixedSources(Refused):
    code = "mixed-sources"

    def __init__(self) -> None:
        super().__init__(_("One issue slip serves one order. Choose the lines of one order."))


class NotEnough(Refused):
    code = "not-enough"

    def __init__(self, quantity: Decimal) -> None:
        sentence = _("Only %(quantity)s of it are with the workshop.")
        super().__init__(sentence % {"quantity": quantity.normalize()})


@transaction.atomic
def request_parts(
    *,
    source: Source,
    lines: Iterable[Wanted],
    by: Actor,
    at: datetime,
    text: str = "",
    needed_at: datetime | None = None,
) -> list[PartRequest]:
    """Ask for the parts of many lines at once: each is reserved at once or noted as missing.

    ``text`` tells the keeper what it is for (order number, plate). Statements do not grow with
    the lines: one lock, one insert, one for the journal.

    Raises:
        Missing: the dealer group has no such part.
        AlreadyRequested: a line has a live request.
    """
    wants = tuple(lines)
    if not wants:
        return []
    ours = Stock.objects.seen_by(by)
    free = ours.held_free({want.part_id for want in wants}, store_id=by.store_id)
    there = served(free, wants)
    requests = [
        PartRequest(
            store_id=by.store_id,
            part_id=want.part_id,
            quantity=want.quantity,
            source_kind=source.kind,
            source_key=source.key,
            source_line=want.line_id,
            source_text=text,
            needed_at=needed_at,
            state=(RequestState.RESERVED if want.line_id in there else RequestState.BACK_ORDERED),
            asked_at=at,
            asked_by=by.key,
            entered_at=at,
        )
        for want in wants
    ]
    with refused_by({"parts_partrequest_one_live_per_line": AlreadyRequested()}):
        PartRequest.ask(requests)
    _record_asking(source, requests, by=by, at=at)
    return requests


def _record_asking(source: Source, requests: list[PartRequest], *, by: Actor, at: datetime) -> None:
    asked = PartRequested(
        source_kind=source.kind,
        source_key=source.key,
        request_ids=tuple(request.pk for request in requests),
        part_ids=tuple(request.part_id for request in requests),
    )
    facts: list[Fact] = [asked]
    missing = [request for request in requests if request.state == RequestState.BACK_ORDERED]
    if missing:
        lacking = PartBackOrdered(
            source_kind=source.kind,
            source_key=source.key,
            request_ids=tuple(request.pk for request in missing),
            part_ids=tuple(request.part_id for request in missing),
        )
        facts.append(lacking)
    record_all(facts, by=by, at=at)


@transaction.atomic
def request_part(
    *,
    source: Source,
    part_id: UUID,
    quantity: Decimal,
    line_id: UUID,
    by: Actor,
    at: datetime,
    text: str = "",
) -> PartRequest:
    """Ask for the part of one line; see ``request_parts``."""
    wanted = [Wanted(part_id, quantity, line_id)]
    return request_parts(source=source, lines=wanted, by=by, at=at, text=text)[0]


@transaction.atomic
def pick_requests(*, request_ids: Collection[UUID], by: Actor, at: datetime) -> list[PartRequest]:
    """Note that the keeper has taken reserved parts out of their bins.

    Raises:
        Missing: this store has no such request.
        IllegalMove: one of them is not reserved.
    """
    requests = locked_all(PartRequest.objects.seen_by(by), request_ids)
    PartRequest.objects.seen_by(by).enter(requests, RequestState.PICKED, at=at)
    for source, group in _by_source(requests).items():
        keys = tuple(request.pk for request in group)
        fact = PartPicked(source_kind=source.kind, source_key=source.key, request_ids=keys)
        record(fact, by=by, at=at)
    return requests


@transaction.atomic
def pick_request(*, request_id: UUID, by: Actor, at: datetime) -> PartRequest:
    """Pick one; see ``pick_requests``."""
    return pick_requests(request_ids=[request_id], by=by, at=at)[0]


@transaction.atomic
def issue_requests(
    *, request_ids: Collection[UUID], by: Actor, at: datetime, taken_by_id: UUID | None = None
) -> IssueSlip:
    """Hand picked parts out on one slip; the stock goes down by the slip's lines.

    Raises:
        Missing: this store has no such request.
        MixedSources: they belong to different orders.
        IllegalMove: one of them is not picked.
    """
    rows = PartRequest.objects.seen_by(by)
    part_ids = set(rows.filter(pk__in=request_ids).values_list("part_id", flat=True))
    stocks = Stock.objects.seen_by(by).held(part_ids, store_id=by.store_id)
    requests = locked_all(rows, request_ids)
    sources = _by_source(requests)
    if not requests:
        raise Missing(_("This record does not exist."))
    if len(sources) > 1:
        raise MixedSources
    rows.enter(requests, RequestState.ISSUED, at=at)
    slip = IssueSlip.write(
        SlipKind.ISSUE, requests[0], taken_by_id=taken_by_id, on=business_day(by, at), by=by, at=at
    )
    SlipLine.write(slip, [(request, request.quantity) for request in requests])
    paper = Source("parts.issue_slip", str(slip.pk))
    StockMove.post(
        StockMove.of(
            stocks[request.part_id],
            MoveKind.ISSUE,
            -request.quantity,
            source=paper,
            line=request.pk,
            unit_cost_fen=stocks[request.part_id].part.cost_fen,
            by=by,
            at=at,
        )
        for request in requests
    )
    fact = PartIssued(
        source_kind=slip.source_kind,
        source_key=slip.source_key,
        request_ids=tuple(request.pk for request in requests),
        part_ids=tuple(request.part_id for request in requests),
        slip_id=slip.pk,
        number=slip.number,
    )
    record(fact, by=by, at=at)
    return slip


@transaction.atomic
def issue_request(
    *, request_id: UUID, by: Actor, at: datetime, taken_by_id: UUID | None = None
) -> IssueSlip:
    """Issue one; see ``issue_requests``."""
    return issue_requests(request_ids=[request_id], by=by, at=at, taken_by_id=taken_by_id)


@transaction.atomic
def return_part(
    *, request_id: UUID, by: Actor, at: datetime, quantity: Decimal | None = None
) -> IssueSlip:
    """Take unused, undamaged parts back on a return slip; by default all that were issued.

    Who waits for the part gets it.

    Raises:
        Missing: this store has no such request.
        IllegalMove: it was not issued, or is back already.
        NotEnough: less than this is with the workshop.
    """
    rows = PartRequest.objects.seen_by(by)
    part_ids = set(rows.filter(pk=request_id).values_list("part_id", flat=True))
    stocks = Stock.objects.seen_by(by).held(part_ids, store_id=by.store_id)
    request = locked(rows, request_id)
    out = request.quantity - request.returned_quantity
    back = out if quantity is None else quantity
    if not 0 < back <= out:
        raise NotEnough(out)
    request.take_back(back, at=at)
    stock = stocks[request.part_id]
    slip = IssueSlip.write(
        SlipKind.RETURN, request, taken_by_id=None, on=business_day(by, at), by=by, at=at
    )
    line = SlipLine.write(slip, [(request, back)])[0]
    paper = Source("parts.return_slip", str(slip.pk))
    StockMove.post(
        [StockMove.of(stock, MoveKind.RETURN, back, source=paper, line=line.pk, by=by, at=at)]
    )
    fact = PartReturned(
        source_kind=request.source_kind,
        source_key=request.source_key,
        request_id=request.pk,
        part_id=request.part_id,
        quantity=str(back),
        slip_id=slip.pk,
    )
    record(fact, by=by, at=at)
    serve_waiting(free={stock.part_id: stock.free + back}, by=by, at=at)
    return slip


@transaction.atomic
def release_requests(
    *, source: Source, by: Actor, at: datetime, line_ids: Collection[UUID] | None = None
) -> list[PartRequest]:
    """Drop what is not yet issued: of these lines, or of the whole source.

    Who waits for the parts gets them. A source that holds nothing is left as it is.
    """
    rows = PartRequest.objects.seen_by(by).of_source(source).open()
    if line_ids is not None:
        rows = rows.filter(source_line__in=line_ids)
    found = dict(rows.values_list("pk", "part_id"))
    if not found:
        return []
    stocks = Stock.objects.seen_by(by).held(set(found.values()), store_id=by.store_id)
    requests = locked_all(PartRequest.objects.seen_by(by), found)
    free = {part_id: stock.free for part_id, stock in stocks.items()}
    for request in requests:
        if request.state in {RequestState.RESERVED, RequestState.PICKED}:
            free[request.part_id] += request.quantity
    PartRequest.objects.seen_by(by).enter(requests, RequestState.RELEASED, at=at)
    keys = tuple(request.pk for request in requests)
    fact = PartReleased(source_kind=source.kind, source_key=source.key, request_ids=keys)
    record(fact, by=by, at=at)
    serve_waiting(free=free, by=by, at=at)
    return requests


def _by_source(requests: Iterable[PartRequest]) -> dict[Source, list[PartRequest]]:
    groups: dict[Source, list[PartRequest]] = defaultdict(list)
    for request in requests:
        groups[request.source].append(request)
    return groups
