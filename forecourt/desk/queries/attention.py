"""Everything in the store that is late or blocked, for those who may see it: one statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from forecourt.desk.queries.tally import Values
from forecourt.desk.queries.urgent import due_words
from forecourt.desk.queries.ways import way
from forecourt.kernel.actor import Actor
from forecourt.ui.navigation import Label
from forecourt.ui.templatetags import ui_tags
from forecourt.vehicles.queries.spoken import MODEL_SAID

AREAS = ("all", "sales", "service")
_MOST = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """One kind of trouble; ``sql`` answers (kind, key, plate, name, title, who, due, is late)."""

    area: str
    right: str
    screen: str
    stage: str
    word: Label
    sql: str


PIECES: Mapping[str, Piece] = {
    "promise": Piece(
        "service",
        "service.view_order",
        "service:order",
        "late",
        pgettext_lazy("trouble", "Late"),
        """
        SELECT 'promise', o.id, o.plate, o.customer_name, {model}, s.name, o.promise_at, true
        FROM service_repairorder o
        LEFT JOIN store_staff s ON s.tenant_id = o.tenant_id AND s.id = o.adviser_id
        WHERE o.tenant_id = %(tenant)s AND o.store_id = %(store)s AND o.promise_at < %(at)s
          AND o.floor_stage NOT IN ('ready', 'settled', 'gate_out', 'closed', 'void')""",
    ),
    "part": Piece(
        "service",
        "service.view_order",
        "service:order",
        "part",
        pgettext_lazy("trouble", "Parts"),
        """
        SELECT 'part', o.id, o.plate, o.customer_name, {model}, s.name, o.promise_at, false
        FROM service_repairorder o
        LEFT JOIN store_staff s ON s.tenant_id = o.tenant_id AND s.id = o.adviser_id
        WHERE o.tenant_id = %(tenant)s AND o.store_id = %(store)s AND o.floor_stage = 'stopped'
          AND o.floor_stage NOT IN ('gate_out', 'closed', 'void')
          AND o.stop_reason = 'part' AND o.promise_at >= %(at)s""",
    ),
    "stop": Piece(
        "service",
        "service.view_order",
        "service:order",
        "wait",
        pgettext_lazy("trouble", "Stopped"),
        """
        SELECT 'stop', o.id, o.plate, o.customer_name, {model}, s.name, o.promise_at, false
        FROM service_repairorder o
        LEFT JOIN store_staff s ON s.tenant_id = o.tenant_id AND s.id = o.adviser_id
        WHERE o.tenant_id = %(tenant)s AND o.store_id = %(store)s AND o.floor_stage = 'stopped'
          AND o.floor_stage NOT IN ('gate_out', 'closed', 'void')
          AND o.stop_reason <> 'part' AND o.promise_at >= %(at)s""",
    ),
    "approval": Piece(
        "service",
        "service.view_order",
        "service:order",
        "recv",
        pgettext_lazy("trouble", "Customer"),
        """
        SELECT 'approval', o.id, o.plate, o.customer_name, string_agg(l.title, ', ' ORDER BY l.id),
               s.name, min(l.entered_at) + make_interval(mins => %(approval_wait)s),
               min(l.entered_at) < %(at)s - make_interval(mins => %(approval_wait)s)
        FROM service_jobline l
        JOIN service_repairorder o ON o.tenant_id = l.tenant_id AND o.id = l.order_id
        LEFT JOIN store_staff s ON s.tenant_id = o.tenant_id AND s.id = o.adviser_id
        WHERE l.tenant_id = %(tenant)s AND l.store_id = %(store)s
          AND l."authorization" = 'proposed' AND l.origin = 'finding'
          AND o.floor_stage NOT IN ('gate_out', 'closed', 'void')
        GROUP BY o.id, o.plate, o.customer_name, s.name""",
    ),
    "visit": Piece(
        "sales",
        "leads.view_visit",
        "leads:reception",
        "late",
        pgettext_lazy("trouble", "Unattended"),
        """
        SELECT 'visit', v.id, '', '', '', s.name,
               v.arrived_at + make_interval(mins => %(first_word)s), true
        FROM leads_visit v
        LEFT JOIN store_staff s ON s.tenant_id = v.tenant_id AND s.id = v.greeter_id
        WHERE v.tenant_id = %(tenant)s AND v.store_id = %(store)s AND v.left_at IS NULL
          AND v.contact_started_at IS NULL
          AND v.arrived_at < %(at)s - make_interval(mins => %(first_word)s)""",
    ),
    "lead": Piece(
        "sales",
        "leads.view_lead",
        "leads:lead",
        "late",
        pgettext_lazy("trouble", "No contact"),
        """
        SELECT 'lead', l.id, '', l.name,
               coalesce(nullif(l.words, ''),
                        CASE WHEN %(zh)s THEN m.name_zh ELSE m.name_en END, ''), s.name,
               l.received_at + make_interval(mins => %(first_call)s), true
        FROM leads_lead l
        LEFT JOIN catalog_vehiclemodel m ON m.id = l.model_id
        LEFT JOIN store_staff s ON s.tenant_id = l.tenant_id AND s.id = l.assignee_id
        WHERE l.tenant_id = %(tenant)s AND l.store_id = %(store)s
          AND l.status IN ('new', 'assigned') AND l.first_contact_at IS NULL
          AND l.received_at < %(at)s - make_interval(mins => %(first_call)s)""",
    ),
    "discount": Piece(
        "sales",
        "sales.approve_discount",
        "sales:quotation",
        "qc",
        pgettext_lazy("trouble", "Approval"),
        """
        SELECT 'discount', q.id, '', p.name, q.number, s.name, a.asked_at, false
        FROM sales_discountapproval a
        JOIN sales_quotationversion v ON v.tenant_id = a.tenant_id AND v.id = a.version_id
        JOIN sales_quotation q ON q.tenant_id = v.tenant_id AND q.id = v.quotation_id
        JOIN customers_party p ON p.tenant_id = q.tenant_id AND p.id = q.party_id
        LEFT JOIN store_staff s ON s.tenant_id = a.tenant_id AND s.id = a.asked_by_id
        WHERE a.tenant_id = %(tenant)s AND a.store_id = %(store)s AND a.state = 'wanted'""",
    ),
    "offer": Piece(
        "sales",
        "sales.view_quotation",
        "sales:quotation",
        "part",
        pgettext_lazy("trouble", "Expires"),
        """
        SELECT 'offer', q.id, '', p.name, q.number, s.name,
               (v.valid_until + time '23:59') AT TIME ZONE %(zone)s, false
        FROM sales_quotationversion v
        JOIN sales_quotation q ON q.tenant_id = v.tenant_id AND q.id = v.quotation_id
        JOIN customers_party p ON p.tenant_id = q.tenant_id AND p.id = q.party_id
        LEFT JOIN store_staff s ON s.tenant_id = q.tenant_id AND s.id = q.consultant_id
        WHERE v.tenant_id = %(tenant)s AND v.store_id = %(store)s AND v.state = 'sent'
          AND v.valid_until <= %(today)s
          AND (%(every_order)s OR q.consultant_id = %(staff)s)""",
    ),
    "delivery": Piece(
        "sales",
        "sales.view_order",
        "sales:order",
        "late",
        pgettext_lazy("trouble", "Delivery late"),
        """
        SELECT 'delivery', o.id, o.plate, p.name, o.number, s.name,
               (o.promised_on + time '23:59') AT TIME ZONE %(zone)s, true
        FROM sales_salesorder o
        JOIN customers_party p ON p.tenant_id = o.tenant_id AND p.id = o.party_id
        LEFT JOIN store_staff s ON s.tenant_id = o.tenant_id AND s.id = o.consultant_id
        WHERE o.tenant_id = %(tenant)s AND o.store_id = %(store)s AND o.promised_on < %(today)s
          AND o.state IN ('approved', 'deposit_paid', 'allocated', 'paid', 'invoiced',
                          'registered', 'ready_for_delivery')
          AND (%(every_order)s OR o.consultant_id = %(staff)s)""",
    ),
    "stock": Piece(
        "sales",
        "sales.view_stock",
        "sales:stock_unit",
        "wait",
        pgettext_lazy("trouble", "Ageing stock"),
        """
        SELECT 'stock', u.id, '', CASE WHEN %(zh)s THEN m.name_zh ELSE m.name_en END,
               CASE WHEN %(zh)s THEN v.name_zh ELSE v.name_en END, NULL,
               (u.arrived_on + %(stock_red)s + time '00:00') AT TIME ZONE %(zone)s, false
        FROM sales_stockunit u
        JOIN catalog_vehiclevariant v ON v.id = u.variant_id
        JOIN catalog_vehiclemodel m ON m.id = v.model_id
        WHERE u.tenant_id = %(tenant)s AND u.store_id = %(store)s AND u.state = 'in_stock'
          AND u.arrived_on < %(today)s - %(stock_red)s""",
    ),
}


@dataclass(frozen=True, slots=True)
class Matter:
    """One late or blocked case; ``stage`` is a class st-*, ``word`` says what is wrong."""

    stage: str
    word: str
    plate: str
    name: str
    title: str
    who: str
    due: str
    is_late: bool
    href: str


@dataclass(frozen=True, slots=True)
class Attention:
    area: str
    matters: tuple[Matter, ...]

    @property
    def late_count(self) -> int:
        return sum(matter.is_late for matter in self.matters)


def attention(by: Actor, *, area: str, values: Values) -> Attention:
    """What is late first, then what is blocked; the oldest on top."""
    pieces = [
        piece.sql
        for piece in PIECES.values()
        if by.may(piece.right) and area in {"all", piece.area}
    ]
    if not pieces:
        return Attention(area, ())
    body = " UNION ALL ".join(pieces).replace("{model}", MODEL_SAID.format(row="o"))
    statement = f"SELECT * FROM ({body}) AS matter ORDER BY 8 DESC, 7, 2 LIMIT {_MOST}"  # noqa: S608 (own pieces)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    return Attention(area, tuple(_matter(*row, at=values["at"]) for row in rows))


def _matter(  # noqa: PLR0917 (one row of the pieces above)
    kind: str,
    key: UUID,
    plate: str,
    name: str,
    title: str,
    who: str | None,
    due: datetime | None,
    is_late: bool,  # noqa: FBT001
    *,
    at: datetime,
) -> Matter:
    piece = PIECES[kind]
    return Matter(
        stage=piece.stage,
        word=str(piece.word),
        plate=plate,
        name=name or ("" if plate else _("Visitor")),
        title=title,
        who=who or "",
        due=_limit(kind, due, is_late=is_late, at=at),
        is_late=is_late,
        href=way(piece.screen, key),
    )


def _limit(kind: str, due: datetime | None, *, is_late: bool, at: datetime) -> str:
    if due is None:
        return ""
    if is_late or kind == "stock":
        return ui_tags.late_by(due, at)
    if kind == "discount":
        return ui_tags.ago(due, at)
    return due_words(due, at=max(at, timezone.localtime(due)) if due < at else at)
