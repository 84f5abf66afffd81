"""All that passed between the house and one customer, over all rooms, in one statement.

Each piece answers rows of (area, kind, key, at, title, code, result, text, who).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from forecourt.customers.models.message import MessageState
from forecourt.desk.queries.tally import Values
from forecourt.desk.queries.ways import way
from forecourt.finance.models.receipt import PayMethod
from forecourt.followups.models import Result
from forecourt.kernel.actor import Actor
from forecourt.leads.models.contact import Channel, ContactResult
from forecourt.leads.models.drive import TestDriveState
from forecourt.sales.models.order import OrderState
from forecourt.sales.models.quotation import VersionState
from forecourt.service.models.appointment import AppointmentState
from forecourt.service.models.order import FloorStage
from forecourt.ui.navigation import Label
from forecourt.ui.templatetags import ui_tags

_MOST_PER_AREA = 60

_VISITS = """
SELECT 'sales', 'visit', v.id, v.arrived_at, '', '', '', v.note, s.name
FROM leads_visit v LEFT JOIN store_staff s ON s.tenant_id = v.tenant_id AND s.id = v.consultant_id
WHERE v.tenant_id = %(tenant)s AND v.store_id = %(store)s AND v.party_id = ANY(%(parties)s)
"""
_CONTACTS = """
SELECT 'sales', 'contact', o.id, c.at, '', c.channel, c.result, c.note, s.name
FROM leads_contact c
JOIN leads_opportunity o ON o.tenant_id = c.tenant_id AND o.id = c.opportunity_id
LEFT JOIN store_staff s ON s.tenant_id = c.tenant_id AND s.id = c.staff_id
WHERE o.tenant_id = %(tenant)s AND o.store_id = %(store)s AND o.party_id = ANY(%(parties)s)
  AND (%(every_deal)s OR o.consultant_id = %(staff)s)
"""
_TEST_DRIVES = """
SELECT 'sales', 'test_drive', d.id, d.starts_at,
       CASE WHEN %(zh)s THEN m.name_zh ELSE m.name_en END, '', d.state, d.compared_with, s.name
FROM leads_testdrive d
JOIN leads_opportunity o ON o.tenant_id = d.tenant_id AND o.id = d.opportunity_id
LEFT JOIN catalog_vehiclemodel m ON m.id = o.model_id
LEFT JOIN store_staff s ON s.tenant_id = d.tenant_id AND s.id = d.consultant_id
WHERE o.tenant_id = %(tenant)s AND o.store_id = %(store)s AND o.party_id = ANY(%(parties)s)
  AND (%(every_deal)s OR o.consultant_id = %(staff)s)
"""
_QUOTATIONS = """
SELECT 'sales', 'quotation', q.id, v.sent_at, q.number, '', v.state, v.total_fen::text, s.name
FROM sales_quotation q
JOIN sales_quotationversion v ON v.tenant_id = q.tenant_id AND v.quotation_id = q.id
LEFT JOIN store_staff s ON s.tenant_id = q.tenant_id AND s.id = q.consultant_id
WHERE q.tenant_id = %(tenant)s AND q.store_id = %(store)s AND q.party_id = ANY(%(parties)s)
  AND v.sent_at IS NOT NULL AND (%(every_order)s OR q.consultant_id = %(staff)s)
"""
_ORDERS = """
SELECT 'sales', 'order', o.id, o.made_at, o.number, '', o.state, o.total_fen::text, s.name
FROM sales_salesorder o
LEFT JOIN store_staff s ON s.tenant_id = o.tenant_id AND s.id = o.consultant_id
WHERE o.tenant_id = %(tenant)s AND o.store_id = %(store)s AND o.party_id = ANY(%(parties)s)
  AND (%(every_order)s OR o.consultant_id = %(staff)s)
"""
_DELIVERIES = """
SELECT 'sales', 'delivery', o.id, d.signed_at, o.plate, '', '', o.number, s.name
FROM sales_delivery d
JOIN sales_salesorder o ON o.tenant_id = d.tenant_id AND o.id = d.order_id
LEFT JOIN store_staff s ON s.tenant_id = d.tenant_id AND s.id = d.specialist_id
WHERE o.tenant_id = %(tenant)s AND o.store_id = %(store)s AND o.party_id = ANY(%(parties)s)
  AND d.signed_at IS NOT NULL AND (%(every_order)s OR o.consultant_id = %(staff)s)
"""
_APPOINTMENTS = """
SELECT 'service', 'appointment', a.id, coalesce(a.booked_at, a.entered_at), a.title, '', a.state,
       a.plate || ' · ' || to_char(a.arrives_at AT TIME ZONE %(zone)s, 'MM-DD HH24:MI'), s.name
FROM service_appointment a
LEFT JOIN store_staff s ON s.tenant_id = a.tenant_id AND s.id = a.adviser_id
WHERE a.tenant_id = %(tenant)s AND a.store_id = %(store)s AND a.party_id = ANY(%(parties)s)
  AND a.state NOT IN ('held', 'released')
"""
_REPAIR_ORDERS = """
SELECT 'service', 'reception', o.id, o.opened_at, o.number, '', o.floor_stage,
       concat_ws(' · ', nullif(o.plate, ''), to_char(o.odometer_km, 'FM999,999,990') || ' km',
                 (SELECT string_agg(c.words, '; ' ORDER BY c.position) FROM service_concern c
                  WHERE c.tenant_id = o.tenant_id AND c.order_id = o.id)), s.name
FROM service_repairorder o
LEFT JOIN store_staff s ON s.tenant_id = o.tenant_id AND s.id = o.adviser_id
WHERE o.tenant_id = %(tenant)s AND o.store_id = %(store)s AND o.party_id = ANY(%(parties)s)
"""
_RECEIPTS = """
SELECT CASE r.kind WHEN 'service' THEN 'service' ELSE 'sales' END, 'receipt', r.id, r.received_at,
       r.number, '', r.method, r.amount_fen::text, ''
FROM finance_receipt r
WHERE r.tenant_id = %(tenant)s AND r.store_id = %(store)s AND r.party_id = ANY(%(parties)s)
"""
_CARE = """
SELECT 'care', 'care', t.id, c.at, CASE WHEN %(zh)s THEN r.name_zh ELSE r.name_en END,
       c.channel, c.result, c.note, s.name
FROM followups_taskcontact c
JOIN followups_task t ON t.tenant_id = c.tenant_id AND t.id = c.task_id
JOIN followups_rule r ON r.tenant_id = t.tenant_id AND r.id = t.rule_id
LEFT JOIN store_staff s ON s.tenant_id = c.tenant_id AND s.id = c.staff_id
WHERE c.tenant_id = %(tenant)s AND c.store_id = %(store)s AND c.party_id = ANY(%(parties)s)
"""
_MESSAGES = """
SELECT 'care', 'message', m.id, m.queued_at, '', m.channel, m.state, m.text, ''
FROM customers_message m
WHERE m.tenant_id = %(tenant)s AND m.store_id = %(store)s AND m.party_id = ANY(%(parties)s)
"""

# right -> pieces
_PIECES: Mapping[str, tuple[str, ...]] = {
    "leads.view_visit": (_VISITS,),
    "leads.view_opportunity": (_CONTACTS, _TEST_DRIVES),
    "sales.view_quotation": (_QUOTATIONS,),
    "sales.view_order": (_ORDERS, _DELIVERIES),
    "service.view_appointment": (_APPOINTMENTS,),
    "service.view_order": (_REPAIR_ORDERS,),
    "finance.view_bill": (_RECEIPTS,),
    "followups.view_task": (_CARE,),
    "customers.view_message": (_MESSAGES,),
}


@dataclass(frozen=True, slots=True)
class _Look:
    icon: str
    stage: str
    word: Label
    screen: str = ""


_LOOKS: Mapping[str, _Look] = {
    "visit": _Look("building-store", "recv", pgettext_lazy("event", "In the showroom")),
    "contact": _Look(
        "phone-outgoing", "work", pgettext_lazy("event", "Contact"), "leads:opportunity"
    ),
    "test_drive": _Look(
        "steering-wheel", "work", pgettext_lazy("event", "Test drive"), "leads:drive"
    ),
    "quotation": _Look(
        "file-invoice", "part", pgettext_lazy("event", "Quotation given"), "sales:quotation"
    ),
    "order": _Look("receipt-yuan", "done", pgettext_lazy("event", "Order"), "sales:order"),
    "delivery": _Look("key", "done", pgettext_lazy("event", "Car handed over"), "sales:order"),
    "appointment": _Look(
        "calendar-event", "recv", pgettext_lazy("event", "Appointment"), "service:appointment"
    ),
    "reception": _Look(
        "clipboard-check", "recv", pgettext_lazy("event", "Reception"), "service:order"
    ),
    "receipt": _Look("cash", "done", pgettext_lazy("event", "Payment")),
    "care": _Look("message-heart", "wash", pgettext_lazy("event", "Care"), "followups:task"),
    "message": _Look("message-2", "wait", pgettext_lazy("event", "Message")),
}
_CHANNELS: Mapping[str, Label] = {member.value: member.label for member in Channel}
_RESULTS: Mapping[str, Mapping[str, Label]] = {
    "contact": {member.value: member.label for member in ContactResult},
    "care": {member.value: member.label for member in Result},
    "test_drive": {member.value: member.label for member in TestDriveState},
    "quotation": {member.value: member.label for member in VersionState},
    "order": {member.value: member.label for member in OrderState},
    "appointment": {member.value: member.label for member in AppointmentState},
    "reception": {member.value: member.label for member in FloorStage},
    "receipt": {member.value: member.label for member in PayMethod},
    "message": {member.value: member.label for member in MessageState},
}
_MONEY = {"quotation", "order", "receipt"}
AREAS = ("all", "sales", "service", "care")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; ``stage`` is a class st-*."""

    icon: str
    stage: str
    time: str
    title: str
    detail: str
    tag: str
    text: str
    who: str
    href: str


@dataclass(frozen=True, slots=True)
class Day:
    head: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    area: str
    days: tuple[Day, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Row:
    area: str
    kind: str
    key: UUID
    at: datetime
    title: str | None
    code: str
    result: str
    text: str | None
    who: str | None
    in_area: int


def timeline(by: Actor, parties: Collection[UUID], *, area: str, values: Values) -> Timeline:
    """The newest first, grouped by day; what the person may not see in its room is not here."""
    pieces = [sql for right, held in _PIECES.items() if by.may(right) for sql in held]
    if not pieces:
        return Timeline(area, (), dict.fromkeys(AREAS, 0))
    with connection.cursor() as cursor:
        cursor.execute(_statement(pieces), {**values, "parties": list(parties)})
        rows = [_Row(*row) for row in cursor.fetchall()]
    counts = {row.area: row.in_area for row in rows}
    chosen = [row for row in rows if area in {"all", row.area}][:_MOST_PER_AREA]
    return Timeline(
        area=area,
        days=tuple(_days(chosen, today=values["today"])),
        counts={"all": sum(counts.values()), **{a: counts.get(a, 0) for a in AREAS[1:]}},
    )


def _statement(pieces: Iterable[str]) -> str:
    body = " UNION ALL ".join(pieces)
    return f"""
    SELECT area, kind, key, at, title, code, result, text, who, in_area FROM (
        SELECT *, row_number() OVER (PARTITION BY area ORDER BY at DESC, key) AS place,
               count(*) OVER (PARTITION BY area) AS in_area
        FROM ({body}) AS event (area, kind, key, at, title, code, result, text, who)
    ) AS placed WHERE place <= {_MOST_PER_AREA} ORDER BY at DESC, key
    """  # noqa: S608 (own pieces)


def _days(rows: Iterable[_Row], *, today: date) -> Iterable[Day]:
    for day, held in groupby(rows, key=lambda row: timezone.localtime(row.at).date()):
        events = tuple(_event(row) for row in held)
        if day == today:
            head = _("Today %(day)s") % {"day": ui_tags.day(day)}
        else:
            shown = ui_tags.day(day) if day.year == today.year else ui_tags.full_day(day)
            head = f"{shown} {ui_tags.weekday(day)}"
        yield Day(head, events)


def _event(row: _Row) -> Event:
    look = _LOOKS[row.kind]
    text = row.text or ""
    return Event(
        icon=look.icon,
        stage=look.stage,
        time=ui_tags.clock(row.at),
        title=str(_CHANNELS.get(row.code, look.word)),
        detail=row.title or "",
        tag=str(_RESULTS.get(row.kind, {}).get(row.result, "")),
        text=ui_tags.money(int(text)) if row.kind in _MONEY else text,
        who=row.who or "",
        href=way(look.screen, row.key) if look.screen else "",
    )
