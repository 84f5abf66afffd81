"""The plan of the day of one person, by time, with a line at the present moment: one statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from forecourt.desk.queries.tally import Values
from forecourt.desk.queries.ways import way
from forecourt.kernel.actor import Actor
from forecourt.service.queries.spoken import TITLE_SAID
from forecourt.ui.navigation import Label
from forecourt.ui.templatetags import ui_tags

_MOST = 80
_MOST_TOMORROW = 5

_TASKS = """
SELECT 'task', t.channel, t.id, t.due_at, t.state = 'done',
       CASE WHEN %(zh)s THEN r.name_zh ELSE r.name_en END, coalesce(p.name, ''),
       CASE WHEN %(zh)s THEN t.why_zh ELSE t.why_en END, ''
FROM followups_task t
JOIN followups_rule r ON r.tenant_id = t.tenant_id AND r.id = t.rule_id
LEFT JOIN customers_party p ON p.tenant_id = t.tenant_id AND p.id = t.party_id
WHERE t.tenant_id = %(tenant)s AND t.store_id = %(store)s AND t.assignee_id = %(staff)s"""
# Open and done apart: each half reads an index of its own.
_STATEMENT = """
{tasks}
  AND t.state IN ('planned', 'due', 'late') AND t.planned_on <= %(today)s + 1
UNION ALL
{tasks}
  AND t.state = 'done' AND t.ended_at >= %(morning)s AND t.done_on = %(today)s
UNION ALL
SELECT 'test_drive', 'face', d.id, d.starts_at, d.state = 'finished', '', p.name,
       CASE WHEN %(zh)s THEN m.name_zh ELSE m.name_en END || ' · ' || c.name, ''
FROM leads_testdrive d
JOIN leads_opportunity o ON o.tenant_id = d.tenant_id AND o.id = d.opportunity_id
JOIN customers_party p ON p.tenant_id = o.tenant_id AND p.id = o.party_id
JOIN leads_democar c ON c.tenant_id = d.tenant_id AND c.id = d.demo_car_id
LEFT JOIN catalog_vehiclemodel m ON m.id = o.model_id
WHERE d.tenant_id = %(tenant)s AND d.store_id = %(store)s AND d.consultant_id = %(staff)s
  AND d.starts_at >= %(morning)s AND d.starts_at < %(tomorrow_night)s
  AND d.state IN ('booked', 'driving', 'finished')
UNION ALL
SELECT 'delivery', 'face', o.id, d.starts_at, d.state = 'done', '', p.name, o.number, o.plate
FROM sales_delivery d
JOIN sales_salesorder o ON o.tenant_id = d.tenant_id AND o.id = d.order_id
JOIN customers_party p ON p.tenant_id = o.tenant_id AND p.id = o.party_id
WHERE d.tenant_id = %(tenant)s AND d.store_id = %(store)s
  AND %(staff)s IN (d.specialist_id, o.consultant_id)
  AND d.starts_at >= %(morning)s AND d.starts_at < %(tomorrow_night)s AND d.state <> 'cancelled'
UNION ALL
SELECT 'appointment', 'face', a.id, a.arrives_at, a.state IN ('checked_in', 'fulfilled'), '',
       a.contact_name, {title}, a.plate
FROM service_appointment a
WHERE a.tenant_id = %(tenant)s AND a.store_id = %(store)s AND a.adviser_id = %(staff)s
  AND a.arrives_at >= %(morning)s AND a.arrives_at < %(tomorrow_night)s
  AND a.state IN ('booked', 'confirmed', 'arrived', 'checked_in', 'fulfilled')
UNION ALL
SELECT 'promise', 'face', o.id, o.promise_at,
       o.floor_stage IN ('settled', 'gate_out', 'closed'), '', o.customer_name,
       o.number, o.plate
FROM service_repairorder o
WHERE o.tenant_id = %(tenant)s AND o.store_id = %(store)s AND o.adviser_id = %(staff)s
  AND o.promise_at >= %(morning)s AND o.promise_at < %(night)s
  AND o.floor_stage NOT IN ('void', 'gate_out', 'closed')
ORDER BY 4, 3 LIMIT %(most)s
""".format(tasks=_TASKS, title=TITLE_SAID.format(row="a"))

# kind -> screen, icon, word, verb
_KINDS: Mapping[str, tuple[str, str, Label, Label]] = {
    "task": (
        "followups:task",
        "clipboard-text",
        "",
        pgettext_lazy("plan", "Open"),
    ),
    "test_drive": (
        "leads:drive",
        "steering-wheel",
        pgettext_lazy("plan", "Test drive"),
        pgettext_lazy("plan", "Open"),
    ),
    "delivery": (
        "sales:order",
        "key",
        pgettext_lazy("plan", "Delivery"),
        pgettext_lazy("plan", "Checklist"),
    ),
    "appointment": (
        "service:appointment",
        "calendar-event",
        pgettext_lazy("plan", "Appointment"),
        pgettext_lazy("plan", "Receive"),
    ),
    "promise": (
        "service:order",
        "clock",
        pgettext_lazy("plan", "Promised"),
        pgettext_lazy("plan", "Open"),
    ),
}
_CHANNELS: Mapping[str, tuple[str, Label]] = {
    "phone": ("phone-call", pgettext_lazy("plan", "Call")),
    "wechat": ("brand-wechat", pgettext_lazy("plan", "Write")),
    "sms": ("message-2", pgettext_lazy("plan", "Write")),
    "mail_letter": ("mail", pgettext_lazy("plan", "Write")),
    "gift": ("gift", pgettext_lazy("plan", "Give")),
}


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """A line of the plan: a task, the now-line or the head of a day."""

    title: str = ""
    text: str = ""
    time: str = ""
    icon: str = "clipboard-text"
    css: str = ""
    href: str = ""
    verb: str = ""
    is_now: bool = False
    is_day: bool = False
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    entries: tuple[PlanEntry, ...]
    done: int
    total: int
    href: str


@dataclass(frozen=True, slots=True)
class _Item:
    kind: str
    channel: str
    key: UUID
    at: datetime
    is_done: bool
    rule: str
    name: str
    text: str | None
    plate: str


def plan(values: Values) -> Plan:
    """What a person does today and tomorrow; somebody who is no staff has no plan."""
    if values["staff"] is None:
        return Plan((), 0, 0, "")
    night: datetime = values["night"]
    asked = {**values, "tomorrow_night": night + timedelta(days=1), "most": _MOST}
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, asked)
        items = [_Item(*row) for row in cursor.fetchall()]
    today = [item for item in items if item.at < night]
    coming = [item for item in items if item.at >= night]
    return Plan(
        entries=tuple(_entries(today, coming, values)),
        done=sum(item.is_done for item in today),
        total=len(today),
        href=_address("followups:plan") if values["sees_tasks"] else "",
    )


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _entries(
    today: Sequence[_Item], coming: Sequence[_Item], values: Values
) -> Iterator[PlanEntry]:
    at: datetime = values["at"]
    has_passed = has_first = False
    for item in today:
        if not has_passed and item.at >= at:
            has_passed = True
            yield PlanEntry(is_now=True, time=ui_tags.clock(at))
        entry = _entry(item, values)
        if not has_first and not item.is_done:
            has_first, entry = True, replace(entry, is_first=True)
        yield entry
    if today and not has_passed:
        yield PlanEntry(is_now=True, time=ui_tags.clock(at))
    if coming:
        day = coming[0].at
        count = ngettext("%(count)d item", "%(count)d items", len(coming)) % {"count": len(coming)}
        head = _("Tomorrow %(day)s") % {"day": f"{ui_tags.day(day)} {ui_tags.weekday(day)}"}
        yield PlanEntry(is_day=True, title=head, text=count)
        for item in coming[:_MOST_TOMORROW]:
            yield replace(_entry(item, values), css="is-next", href="", verb="")


def _entry(item: _Item, values: Values) -> PlanEntry:
    screen, icon, word, verb = _KINDS[item.kind]
    if item.kind == "task":
        icon, verb = _CHANNELS.get(item.channel, (icon, verb))
    is_late = not item.is_done and item.at < values["at"]
    is_old = item.at < values["morning"]
    title = f"{word or item.rule} · {item.name}" if item.name else str(word or item.rule)
    return PlanEntry(
        title=title,
        text=" · ".join(filter(None, (ui_tags.plate(item.plate), item.text))),
        time=ui_tags.day(item.at) if is_old else ui_tags.clock(timezone.localtime(item.at)),
        icon="check" if item.is_done else icon,
        css="is-done" if item.is_done else "is-late" if is_late else "",
        href="" if item.is_done else way(screen, item.key),
        verb=str(verb),
    )


_LATE = """
SELECT count(*) FROM followups_task
WHERE tenant_id = %(tenant)s AND store_id = %(store)s AND assignee_id = %(staff)s
  AND state IN ('planned', 'due', 'late', 'blocked') AND due_at < %(at)s
"""


def late_count(by: Actor, *, at: datetime) -> int:
    """How many of the person's tasks are overdue: the red number in the status bar."""
    values = {"tenant": by.tenant_id, "store": by.store_id, "staff": by.staff_id, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(_LATE, values)
        count: int = cursor.fetchone()[0]
    return count
