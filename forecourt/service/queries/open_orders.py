"""The orders of the cars in the house, as the list draws them.

Beneath the ORM because advisers keep it open all day: one statement for the page, one for the
counts, and rows whose words are ready, so that the template only puts them in place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final
from uuid import UUID

from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from forecourt.kernel.actor import Actor
from forecourt.kernel.bilingual import is_chinese
from forecourt.kernel.prepared import prepared
from forecourt.service.models import FloorStage
from forecourt.service.queries.stages import BADGES, GROUPS
from forecourt.service.rules import minutes_late
from forecourt.ui.paging import Page
from forecourt.ui.templatetags.ui_tags import STAGE_ICONS, money, plate
from forecourt.vehicles.queries.spoken import MODEL_SAID
from forecourt.workshop.models import StopReason, WaitType

PAGE_ROWS: Final = 100
SORTS: Final = {
    "promise": "o.promise_at ASC NULLS LAST, o.id",
    "-promise": "o.promise_at DESC NULLS LAST, o.id",
    "number": "o.number, o.id",
    "-number": "o.number DESC, o.id",
    "plate": "o.plate, o.id",
    "-plate": "o.plate DESC, o.id",
    "customer": "o.customer_name, o.id",
    "-customer": "o.customer_name DESC, o.id",
    "adviser": "s.name NULLS LAST, o.id",
    "-adviser": "s.name DESC NULLS LAST, o.id",
    "stage": "o.entered_at, o.id",
    "-stage": "o.entered_at DESC, o.id",
}
_PAGE = """
WITH page AS (
    SELECT o.id, o.tenant_id, o.number, o.plate, o.vehicle_id, o.model_text, o.customer_name,
           o.floor_stage, o.stop_reason, o.promise_at, o.entered_at, o.wait_type, o.is_repeat,
           s.name AS adviser,
           row_number() OVER (ORDER BY {order}) AS place, count(*) OVER () AS found
    FROM service_repairorder o
    LEFT JOIN store_staff s ON s.tenant_id = o.tenant_id AND s.id = o.adviser_id
    WHERE o.tenant_id = %(tenant)s AND o.store_id = %(store)s
      AND o.floor_stage NOT IN ('gate_out', 'closed', 'void') {filter}
    ORDER BY {order} LIMIT %(limit)s OFFSET %(offset)s)
SELECT page.id, page.number, page.plate, {model}, page.customer_name, page.floor_stage,
       page.stop_reason, page.promise_at, page.entered_at, page.wait_type, page.is_repeat,
       page.adviser, page.found, line.waiting, line.amount
FROM page LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE l."authorization" = 'proposed') AS waiting,
           COALESCE(sum(l.amount_fen) FILTER (
               WHERE l."authorization" IN ('proposed', 'authorised')), 0) AS amount
    FROM service_jobline l WHERE l.tenant_id = page.tenant_id AND l.order_id = page.id
) line ON true ORDER BY page.place
"""
_COUNTS = """
SELECT floor_stage, count(*), count(*) FILTER (
    WHERE promise_at < %(at)s AND NOT floor_stage = ANY(%(told)s))
FROM service_repairorder
WHERE tenant_id = %(tenant)s AND store_id = %(store)s
  AND floor_stage NOT IN ('gate_out', 'closed', 'void') GROUP BY floor_stage
"""
_STAGE_FILTER = "AND o.floor_stage = ANY(%(stages)s)"
_MINE_FILTER = "AND o.adviser_id = %(mine)s"
_TEXT_FILTER = (
    "AND (o.plate ILIKE %(text)s OR o.number ILIKE %(text)s OR o.customer_name ILIKE %(text)s"
    " OR o.model_text ILIKE %(text)s)"
)


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """A line of the list; every text is ready to be shown."""

    order_id: UUID
    number: str
    plate: str
    model: str
    customer: str
    stage: str
    badge: str
    icon: str
    note: str
    promise: str
    late: int
    adviser: str
    wait: str
    is_repeat: bool
    waiting: int
    amount: str


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    label: str
    count: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class OpenOrdersPage:
    page: Page[OpenOrder]
    tabs: tuple[Tab, ...]
    late: int


def open_orders_page(
    by: Actor,
    *,
    group: str = "",
    text: str = "",
    sort: str = "promise",
    page: int = 1,
    is_mine: bool = False,
    at: datetime,
) -> OpenOrdersPage:
    """The cars in the house, the nearest promise first: two statements.

    Past the end it is the last page, at the price of reading again.
    """
    stages = [stage.value for stage in GROUPS[group][1]] if group in GROUPS else []
    filters = (
        (_STAGE_FILTER if stages else ""),
        (_MINE_FILTER if is_mine else ""),
        (_TEXT_FILTER if text else ""),
    )
    like = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    values: dict[str, Any] = {  # Any: as the driver takes them
        "tenant": by.tenant_id,
        "store": by.store_id,
        "stages": stages,
        "mine": by.staff_id,
        "text": f"%{like}%",
        "limit": PAGE_ROWS,
        "at": at,
        "told": sorted(_TOLD),
        "zh": is_chinese(),
    }
    statement = _PAGE.format(
        order=SORTS[sort], filter=" ".join(filters), model=MODEL_SAID.format(row="page")
    )
    with prepared() as cursor:
        found = _cut(cursor, statement, values, page)
        if not found and page > 1:
            page, found = 1, _cut(cursor, statement, values, 1)
            if found and found[0][12] > PAGE_ROWS:
                page = -(-found[0][12] // PAGE_ROWS)
                found = _cut(cursor, statement, values, page)
        cursor.execute(_COUNTS, values)
        counted = {stage: (number, late) for stage, number, late in cursor.fetchall()}
    zone = timezone.get_current_timezone()
    words = _Words()
    rows = tuple(_row(row, words, zone, at) for row in found)
    return OpenOrdersPage(
        page=Page(rows, page, found[0][12] if found else 0, PAGE_ROWS),
        tabs=_tabs(counted, group),
        late=sum(late for _number, late in counted.values()),
    )


def _cut(
    cursor: CursorWrapper,
    statement: str,
    values: Mapping[str, Any],  # Any: as the driver takes them
    page: int,
) -> list[tuple[Any, ...]]:  # Any: rows
    cursor.execute(statement, {**values, "offset": (page - 1) * PAGE_ROWS})
    rows: list[tuple[Any, ...]] = cursor.fetchall()  # Any: columns
    return rows


class _Words:
    """The labels in the language of the request, looked up once instead of in every row."""

    def __init__(self) -> None:
        self.stage = {stage.value: str(stage.label) for stage in FloorStage}
        self.stop = {reason.value: str(reason.label) for reason in StopReason}
        self.wait = {kind.value: str(kind.label) for kind in WaitType}


def _row(row: tuple[Any, ...], words: _Words, zone: tzinfo, at: datetime) -> OpenOrder:  # Any: rows
    stage, stop, promise_at = row[5], row[6], row[7]
    badge = BADGES[FloorStage(stage)]
    return OpenOrder(
        order_id=row[0],
        number=row[1],
        plate=plate(row[2]),
        model=row[3],
        customer=row[4],
        stage=words.stage[stage],
        badge=badge,
        icon=STAGE_ICONS[badge],
        note=words.stop.get(stop, ""),
        promise=_clock(promise_at, zone, at),
        late=0 if stage in _TOLD else minutes_late(promise_at, at),
        adviser=row[11] or "",
        wait=words.wait[row[9]],
        is_repeat=row[10],
        waiting=row[13],
        amount=money(int(row[14])),
    )


_TOLD = frozenset({FloorStage.READY.value, FloorStage.SETTLED.value})  # the promise was kept


def _clock(moment: datetime | None, zone: tzinfo, at: datetime) -> str:
    """``10:42`` today, ``11-25 10:42`` on another day."""
    if moment is None:
        return ""
    local = moment.astimezone(zone)
    is_today = local.date() == at.astimezone(zone).date()
    return f"{local:%H:%M}" if is_today else f"{local:%m-%d %H:%M}"


def _tabs(counted: Mapping[str, tuple[int, int]], here: str) -> tuple[Tab, ...]:
    return tuple(
        Tab(key, str(label), sum(counted.get(s, (0, 0))[0] for s in stages), key == here)
        for key, (label, stages) in GROUPS.items()
    )
