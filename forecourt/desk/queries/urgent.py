"""The three most urgent cases of one station."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from forecourt.desk.queries.tally import Values
from forecourt.desk.queries.ways import way
from forecourt.service.queries.spoken import TITLE_SAID
from forecourt.ui.templatetags import ui_tags
from forecourt.vehicles.queries.spoken import MODEL_SAID

_MOST = 3

# Each answers (screen, key, plate, name, title, who, due, is late), the most urgent first.

_LEADS = """
SELECT 'leads:lead', l.id, '', l.name,
       coalesce(nullif(l.words, ''), CASE WHEN %(zh)s THEN m.name_zh ELSE m.name_en END, ''),
       s.name,
       l.received_at + make_interval(mins => %(first_call)s),
       l.first_contact_at IS NULL
       AND l.received_at < %(at)s - make_interval(mins => %(first_call)s)
FROM leads_lead l
LEFT JOIN store_staff s ON s.tenant_id = l.tenant_id AND s.id = l.assignee_id
LEFT JOIN catalog_vehiclemodel m ON m.id = l.model_id
WHERE l.tenant_id = %(tenant)s AND l.store_id = %(store)s
  AND l.status IN ('new', 'assigned', 'contacted')
ORDER BY l.first_contact_at IS NOT NULL, l.received_at, l.id LIMIT %(most)s
"""

_OPPORTUNITIES = """
SELECT 'leads:opportunity', id, '', name, title, who, due, due < %(at)s FROM (
  SELECT o.id, p.name, s.name AS who,
         coalesce(CASE WHEN %(zh)s THEN m.name_zh ELSE m.name_en END, '') || ' ' || o.wish
         AS title,
         coalesce((o.next_on + time '23:59') AT TIME ZONE %(zone)s,
                  o.last_contact_at + make_interval(days => CASE o.intent_level
                      WHEN 'H' THEN %(level_h)s WHEN 'A' THEN %(level_a)s
                      WHEN 'B' THEN %(level_b)s ELSE %(level_c)s END)) AS due
  FROM leads_opportunity o
  JOIN customers_party p ON p.tenant_id = o.tenant_id AND p.id = o.party_id
  LEFT JOIN store_staff s ON s.tenant_id = o.tenant_id AND s.id = o.consultant_id
  LEFT JOIN catalog_vehiclemodel m ON m.id = o.model_id
  WHERE o.tenant_id = %(tenant)s AND o.store_id = %(store)s
    AND o.stage IN ('filed', 'contacted', 'test_driven', 'quoted')
    AND (%(every_deal)s OR o.consultant_id = %(staff)s)
) deal ORDER BY due, id LIMIT %(most)s
"""

_TEST_DRIVES = """
SELECT 'leads:drive', d.id, '', p.name,
       coalesce(CASE WHEN %(zh)s THEN m.name_zh ELSE m.name_en END, '') || ' · ' || c.name,
       s.name, d.starts_at,
       CASE d.state WHEN 'booked' THEN d.starts_at ELSE d.ends_at END < %(at)s
FROM leads_testdrive d
JOIN leads_opportunity o ON o.tenant_id = d.tenant_id AND o.id = d.opportunity_id
JOIN customers_party p ON p.tenant_id = o.tenant_id AND p.id = o.party_id
JOIN leads_democar c ON c.tenant_id = d.tenant_id AND c.id = d.demo_car_id
LEFT JOIN store_staff s ON s.tenant_id = d.tenant_id AND s.id = d.consultant_id
LEFT JOIN catalog_vehiclemodel m ON m.id = o.model_id
WHERE d.tenant_id = %(tenant)s AND d.store_id = %(store)s
  AND d.starts_at >= %(morning)s AND d.state IN ('booked', 'driving')
  AND (%(every_deal)s OR d.consultant_id = %(staff)s)
ORDER BY d.starts_at, d.id LIMIT %(most)s
"""

_QUOTATIONS = """
SELECT 'sales:quotation', q.id, '', p.name, q.number, s.name,
       (v.valid_until + time '23:59') AT TIME ZONE %(zone)s,
       v.state = 'sent' AND v.valid_until < %(today)s
FROM sales_quotationversion v
JOIN sales_quotation q ON q.tenant_id = v.tenant_id AND q.id = v.quotation_id
JOIN customers_party p ON p.tenant_id = q.tenant_id AND p.id = q.party_id
LEFT JOIN store_staff s ON s.tenant_id = q.tenant_id AND s.id = q.consultant_id
WHERE v.tenant_id = %(tenant)s AND v.store_id = %(store)s
  AND v.state IN ('draft', 'approval_wanted', 'sent')
  AND (%(every_order)s OR q.consultant_id = %(staff)s)
ORDER BY v.valid_until NULLS LAST, q.id LIMIT %(most)s
"""

_ORDERS = """
SELECT 'sales:order', o.id, o.plate, p.name, o.number, s.name,
       coalesce(d.starts_at, (o.promised_on + time '23:59') AT TIME ZONE %(zone)s),
       o.promised_on < %(today)s OR d.state IN ('planned', 'prepared') AND d.starts_at < %(at)s
FROM sales_salesorder o
JOIN customers_party p ON p.tenant_id = o.tenant_id AND p.id = o.party_id
LEFT JOIN store_staff s ON s.tenant_id = o.tenant_id AND s.id = o.consultant_id
LEFT JOIN sales_delivery d ON d.tenant_id = o.tenant_id AND d.order_id = o.id
     AND d.state IN ('planned', 'prepared', 'in_progress', 'signed')
WHERE o.tenant_id = %(tenant)s AND o.store_id = %(store)s AND o.state = ANY(%(stages)s)
  AND (%(every_order)s OR o.consultant_id = %(staff)s)
ORDER BY 7 NULLS LAST, o.id LIMIT %(most)s
"""

_APPOINTMENTS = """
SELECT 'service:appointment', a.id, a.plate, a.contact_name, {title}, s.name, a.arrives_at,
       a.arrives_at < %(at)s
FROM service_appointment a
LEFT JOIN store_staff s ON s.tenant_id = a.tenant_id AND s.id = a.adviser_id
WHERE a.tenant_id = %(tenant)s AND a.store_id = %(store)s
  AND a.arrives_at >= %(morning)s AND a.state IN ('booked', 'confirmed')
ORDER BY a.arrives_at, a.id LIMIT %(most)s
""".replace("{title}", TITLE_SAID.format(row="a"))

_REPAIR_ORDERS = """
SELECT 'service:order', o.id, o.plate, o.customer_name,
       coalesce((SELECT c.words FROM service_concern c
                 WHERE c.tenant_id = o.tenant_id AND c.order_id = o.id
                 ORDER BY c.position LIMIT 1), {model}),
       s.name, o.promise_at, o.promise_at < %(at)s
FROM service_repairorder o
LEFT JOIN store_staff s ON s.tenant_id = o.tenant_id AND s.id = o.adviser_id
WHERE o.tenant_id = %(tenant)s AND o.store_id = %(store)s
  AND o.floor_stage NOT IN ('gate_out', 'closed', 'void') AND o.floor_stage = ANY(%(stages)s)
ORDER BY o.promise_at NULLS LAST, o.id LIMIT %(most)s
""".replace("{model}", MODEL_SAID.format(row="o"))

_TASKS = """
SELECT 'followups:task', t.id, coalesce(v.plate, ''), coalesce(p.name, ''),
       CASE WHEN %(zh)s THEN t.why_zh ELSE t.why_en END, s.name, t.due_at, t.due_at < %(at)s
FROM ( -- the few are chosen among thousands before anybody asks who they are
  SELECT t.* FROM followups_task t
  JOIN followups_rule r ON r.tenant_id = t.tenant_id AND r.id = t.rule_id
  WHERE t.tenant_id = %(tenant)s AND t.store_id = %(store)s
    AND t.state IN ('planned', 'due', 'late', 'blocked') AND t.planned_on <= %(today)s
    AND (%(every_task)s OR t.assignee_id = %(staff)s OR t.escalated_role = ANY(%(roles)s)
         OR t.assignee_id IS NULL AND t.role = ANY(%(roles)s))
    AND (r.code = ANY(%(codes)s) OR r.family = %(family)s AND NOT r.code = ANY(%(others)s))
  ORDER BY t.due_at, t.id LIMIT %(most)s
) t
LEFT JOIN customers_party p ON p.tenant_id = t.tenant_id AND p.id = t.party_id
LEFT JOIN vehicles_vehicle v ON v.tenant_id = t.tenant_id AND v.id = t.vehicle_id
LEFT JOIN store_staff s ON s.tenant_id = t.tenant_id AND s.id = t.assignee_id
ORDER BY t.due_at, t.id
"""

_THANKS = ["F10", "F11", "F12", "F13", "F18"]
_NONE: list[str] = []

_ASKED: Mapping[str, tuple[str, Values]] = {
    "prospect": (_LEADS, {}),
    "follow_up": (_OPPORTUNITIES, {}),
    "test_drive": (_TEST_DRIVES, {}),
    "quote": (_QUOTATIONS, {}),
    "order": (
        _ORDERS,
        {
            "stages": [
                "draft",
                "approved",
                "deposit_paid",
                "allocated",
                "paid",
                "invoiced",
                "registered",
            ]
        },
    ),
    "delivery": (_ORDERS, {"stages": ["ready_for_delivery"]}),
    "sale_thanks": (_TASKS, {"codes": _THANKS[:3], "family": "", "others": _NONE}),
    "invite": (_TASKS, {"codes": _NONE, "family": "maintenance", "others": _THANKS}),
    "booking": (_APPOINTMENTS, {}),
    "reception": (_REPAIR_ORDERS, {"stages": ["opened", "inspected", "estimated"]}),
    "repair": (
        _REPAIR_ORDERS,
        {"stages": ["authorised", "dispatched", "working", "stopped"]},
    ),
    "quality": (_REPAIR_ORDERS, {"stages": ["work_done", "in_quality_check"]}),
    "settlement": (
        _REPAIR_ORDERS,
        {"stages": ["quality_passed", "washing", "ready", "settled"]},
    ),
    "service_thanks": (_TASKS, {"codes": _THANKS[3:], "family": "", "others": _NONE}),
    "trade_up": (_TASKS, {"codes": _NONE, "family": "trade_up", "others": _THANKS}),
}


@dataclass(frozen=True, slots=True)
class Urgent:
    """One case: the car or the person, the matter, who has it, and its time limit in words."""

    plate: str
    name: str
    title: str
    who: str
    due: str
    is_late: bool
    href: str


def urgent(station: str, values: Values) -> tuple[Urgent, ...]:
    """One statement. A consultant sees the own deals, as everywhere."""
    statement, more = _ASKED[station]
    with connection.cursor() as cursor:
        cursor.execute(statement, {**values, **more, "most": _MOST})
        return tuple(_row(*row, at=values["at"]) for row in cursor.fetchall())


def _row(  # noqa: PLR0917 (one row of the statements above)
    screen: str,
    key: UUID,
    plate: str,
    name: str,
    title: str,
    who: str | None,
    due: datetime | None,
    is_late: bool | None,  # noqa: FBT001
    *,
    at: datetime,
) -> Urgent:
    return Urgent(
        plate=plate,
        name=name,
        title=title.strip(),
        who=who or "",
        due=due_words(due, at=at),
        is_late=bool(is_late),
        href=way(screen, key),
    )


def due_words(due: datetime | None, *, at: datetime) -> str:
    """``10:15 · 27 minutes late``, ``14:30`` when it is today, else ``11-26``."""
    if due is None:
        return ""
    is_today = timezone.localtime(due).date() == timezone.localtime(at).date()
    shown = ui_tags.clock(due) if is_today else ui_tags.day(due)
    late = ui_tags.late_by(due, at)
    return f"{shown} · {late}" if late else shown
