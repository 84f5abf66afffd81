"""Who needs parts, what can be picked and handed out, what is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Missing
from forecourt.kernel.source import Source
from forecourt.parts.models import (
    REQUEST_FLOW,
    IssueSlip,
    PartRequest,
    RequestState,
    SlipKind,
    SlipLine,
    Stock,
)
from forecourt.parts.rules import counted
from forecourt.ui.paging import Page, page_of


@dataclass(frozen=True, slots=True)
class RequestRow:
    request_id: UUID
    part_id: UUID
    line_id: UUID
    number: str
    name: str
    unit: str
    quantity: str
    bin_code: str
    state: RequestState
    source_kind: str
    source_key: str
    source_text: str
    asked_at: datetime
    needed_at: datetime | None
    order_number: str
    expected_on: date | None

    @property
    def state_label(self) -> str:
        return str(self.state.label)

    @property
    def stage(self) -> str:
        return _STAGES[self.state]

    @property
    def can_pick(self) -> bool:
        return REQUEST_FLOW.allows(self.state, RequestState.PICKED)

    @property
    def can_issue(self) -> bool:
        return REQUEST_FLOW.allows(self.state, RequestState.ISSUED)

    @property
    def can_return(self) -> bool:
        return REQUEST_FLOW.allows(self.state, RequestState.RETURNED)


_STAGES = {
    RequestState.REQUESTED: "wait",
    RequestState.RESERVED: "recv",
    RequestState.BACK_ORDERED: "part",
    RequestState.PICKED: "work",
    RequestState.ISSUED: "done",
    RequestState.RETURNED: "plan",
    RequestState.RELEASED: "plan",
}


def requests(by: Actor, source: Source) -> list[RequestRow]:
    """Every request of a source, the oldest first; two statements."""
    rows = PartRequest.objects.seen_by(by).of_source(source)
    return _rows(by, rows.drawn().order_by("asked_at", "pk"))


def open_requests(by: Actor, source: Source) -> list[RequestRow]:
    """What a source still waits for: asked for and not issued."""
    rows = PartRequest.objects.seen_by(by).of_source(source).open()
    return _rows(by, rows.drawn().order_by("asked_at", "pk"))


def has_missing(by: Actor, source: Source) -> bool:
    """Whether a part of this source is not there yet."""
    return PartRequest.objects.seen_by(by).of_source(source).missing().exists()


def sources_missing(by: Actor, kind: str, keys: Collection[str]) -> set[str]:
    """Which of these sources lack a part; one statement for a whole board."""
    rows = PartRequest.objects.seen_by(by).missing().filter(source_kind=kind, source_key__in=keys)
    return set(rows.values_list("source_key", flat=True))


@dataclass(frozen=True, slots=True)
class PickingGroup:
    """What is to be picked and handed out for one order."""

    source_kind: str
    source_key: str
    text: str
    needed_at: datetime | None
    rows: tuple[RequestRow, ...]

    @property
    def slug(self) -> str:
        return str(self.rows[0].request_id)

    @property
    def can_pick(self) -> bool:
        return any(row.can_pick for row in self.rows)

    @property
    def can_issue(self) -> bool:
        return any(row.can_issue for row in self.rows)


PICKING_LIMIT = 400


def picking_list(by: Actor, *, text: str = "") -> list[PickingGroup]:
    """Reserved and picked requests by order, the first needed first; two statements."""
    states = (RequestState.RESERVED, RequestState.PICKED)
    rows = PartRequest.objects.seen_by(by).filter(state__in=states)
    if text:
        rows = rows.told(text)
    first = F("needed_at").asc(nulls_last=True)
    ordered = rows.drawn().order_by(first, "source_kind", "source_key", "pk")
    drawn = _rows(by, ordered[:PICKING_LIMIT])
    return [
        PickingGroup(kind, key, group[0].source_text, group[0].needed_at, tuple(group))
        for (kind, key), members in groupby(drawn, lambda row: (row.source_kind, row.source_key))
        if (group := sorted(members, key=lambda row: row.bin_code))
    ]


def missing_rows(by: Actor, *, page: int = 1) -> Page[RequestRow]:
    """Missing parts, who waits longest first; three statements."""
    rows = PartRequest.objects.seen_by(by).missing()
    found = page_of(rows.drawn().order_by("asked_at", "pk"), page)
    return found.with_rows(_rows(by, found.rows))


def issued_rows(by: Actor, *, text: str = "", page: int = 1) -> Page[RequestRow]:
    """Parts that are with the workshop, the last issued first; three statements."""
    rows = PartRequest.objects.seen_by(by).filter(state=RequestState.ISSUED)
    if text:
        rows = rows.told(text)
    found = page_of(rows.drawn().order_by("-entered_at", "-pk"), page)
    return found.with_rows(_rows(by, found.rows))


def group_of(by: Actor, request_id: UUID) -> Source:
    """The order that a request is for.

    Raises:
        Missing: this store has no such request.
    """
    request = PartRequest.objects.seen_by(by).filter(pk=request_id).first()
    if request is None:
        raise Missing(_("This record does not exist."))
    return request.source


def _rows(by: Actor, rows: Iterable[PartRequest]) -> list[RequestRow]:
    """Requests as screens draw them; one statement for the requests, one for the bins."""
    found = list(rows)
    shelves = Stock.objects.seen_by(by).filter(
        part_id__in={request.part_id for request in found}, bin__isnull=False
    )
    bins = dict(shelves.values_list("part_id", "bin__code"))
    return [_row(request, bins.get(request.part_id, "")) for request in found]


def _row(request: PartRequest, bin_code: str) -> RequestRow:
    order = request.order_line.order if request.order_line else None
    return RequestRow(
        request_id=request.pk,
        part_id=request.part_id,
        line_id=request.source_line,
        number=request.part.number,
        name=request.part.name,
        unit=request.part.unit,
        quantity=counted(request.quantity - request.returned_quantity),
        bin_code=bin_code,
        state=RequestState(request.state),
        source_kind=request.source_kind,
        source_key=request.source_key,
        source_text=request.source_text or request.source_key,
        asked_at=request.asked_at,
        needed_at=request.needed_at,
        order_number=order.number if order else "",
        expected_on=order.expected_on if order else None,
    )


@dataclass(frozen=True, slots=True)
class SlipPaper:
    """An issue or return slip for its paper."""

    slip: IssueSlip
    kind_label: str
    taken_by: str
    lines: tuple[tuple[str, str, str, str, str], ...]  # number, name, unit, quantity, origin


def slip_paper(by: Actor, slip_id: UUID) -> SlipPaper:
    """One slip with its lines; two statements.

    Raises:
        Missing: this store has no such slip.
    """
    slip = IssueSlip.objects.seen_by(by).select_related("taken_by").filter(pk=slip_id).first()
    if slip is None:
        raise Missing(_("This record does not exist."))
    lines = SlipLine.objects.seen_by(by).filter(slip=slip).select_related("request__part")
    return SlipPaper(
        slip=slip,
        kind_label=str(SlipKind(slip.kind).label),
        taken_by=slip.taken_by.name if slip.taken_by else "",
        lines=tuple(
            (
                line.request.part.number,
                line.request.part.name,
                line.request.part.unit,
                counted(line.quantity),
                str(line.request.part.get_origin_class_display()),
            )
            for line in lines.order_by("pk")
        ),
    )
