"""Customer 360: the cars, the documents, what is to be done, and the figures of one customer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from forecourt.customers.models import Party
from forecourt.desk.queries.tally import Values
from forecourt.desk.queries.urgent import due_words
from forecourt.desk.queries.ways import way
from forecourt.kernel.actor import Actor
from forecourt.kernel.bilingual import said
from forecourt.ui.templatetags import ui_tags
from forecourt.vehicles.models import VehicleParty
from forecourt.vehicles.models.vehicle_party import VehicleRole

DAYS_OF_A_YEAR = 365


def family(by: Actor, party_id: UUID) -> list[UUID]:
    """The file and those that were merged into it: one statement."""
    return list(Party.objects.seen_by(by).family_of(party_id).values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Car:
    """A car of the customer, with what stands in its file."""

    vehicle_id: UUID
    plate: str
    vin: str
    model: str
    role: str
    km: int | None
    km_on: date | None
    delivered_on: date | None
    last_service_on: date | None
    last_service_km: int | None
    is_here: bool
    href: str


def cars(by: Actor, parties: Collection[UUID], *, on: date) -> list[Car]:
    """Cars that the customer owns, drives or pays for: one statement, owners first."""
    held = VehicleParty.objects.seen_by(by).on(on).filter(party_id__in=list(parties))
    rows = held.select_related("vehicle", "vehicle__variant", "vehicle__variant__model")
    found: dict[UUID, Car] = {}
    order = list(VehicleRole)
    for row in sorted(rows, key=lambda row: (order.index(VehicleRole(row.role)), row.pk)):
        car = row.vehicle
        found.setdefault(
            car.pk,
            Car(
                vehicle_id=car.pk,
                plate=car.plate,
                vin=car.vin,
                model=car.model_name,
                role=str(VehicleRole(row.role).label),
                km=car.odometer_km,
                km_on=car.odometer_on,
                delivered_on=car.delivered_on,
                last_service_on=car.last_service_on,
                last_service_km=car.last_service_km,
                is_here=False,
                href=way("vehicles:vehicle", car.pk),
            ),
        )
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Todo:
    """An open task about the customer."""

    task_id: UUID
    title: str
    why: str
    due: str
    is_late: bool
    who: str
    channel: str
    fact_on: str
    href: str


_TODOS = """
SELECT t.id, r.name_zh, r.name_en, t.why_zh, t.why_en, t.due_at, s.name, t.channel, t.fact_at
FROM followups_task t
JOIN followups_rule r ON r.tenant_id = t.tenant_id AND r.id = t.rule_id
LEFT JOIN store_staff s ON s.tenant_id = t.tenant_id AND s.id = t.assignee_id
WHERE t.tenant_id = %(tenant)s AND t.store_id = %(store)s AND t.party_id = ANY(%(parties)s)
  AND t.state IN ('planned', 'due', 'late')
ORDER BY t.due_at, t.priority DESC, t.id LIMIT 12
"""


def todos(by: Actor, parties: Collection[UUID], values: Values) -> list[Todo]:
    """Open tasks, the next due on top: one statement; none without the right."""
    if not by.may("followups.view_task"):
        return []
    at: datetime = values["at"]
    with connection.cursor() as cursor:
        cursor.execute(_TODOS, {**values, "parties": list(parties)})
        rows = cursor.fetchall()
    return [
        Todo(
            task_id=key,
            title=said(name_zh, name_en),
            why=said(why_zh, why_en),
            due=due_words(due, at=at),
            is_late=due < at,
            who=who or "",
            channel=channel,
            fact_on=ui_tags.full_day(fact_at),
            href=way("followups:task", key),
        )
        for key, name_zh, name_en, why_zh, why_en, due, who, channel, fact_at in rows
    ]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the customer with its state; ``stage`` is a class st-*."""

    number: str
    kind: str
    on: date
    state: str
    href: str


_PAPERS = """
SELECT 'quotation', q.id, q.number, q.made_at, (
    SELECT v.state FROM sales_quotationversion v
    WHERE v.tenant_id = q.tenant_id AND v.quotation_id = q.id ORDER BY v.version DESC LIMIT 1)
FROM sales_quotation q
WHERE %(may_quote)s AND q.tenant_id = %(tenant)s AND q.store_id = %(store)s
  AND q.party_id = ANY(%(parties)s) AND (%(every_order)s OR q.consultant_id = %(staff)s)
UNION ALL
SELECT 'order', o.id, o.number, o.made_at, o.state FROM sales_salesorder o
WHERE %(may_order)s AND o.tenant_id = %(tenant)s AND o.store_id = %(store)s
  AND o.party_id = ANY(%(parties)s) AND (%(every_order)s OR o.consultant_id = %(staff)s)
UNION ALL
SELECT 'repair', r.id, r.number, r.opened_at, r.floor_stage FROM service_repairorder r
WHERE %(may_repair)s AND r.tenant_id = %(tenant)s AND r.store_id = %(store)s
  AND r.party_id = ANY(%(parties)s)
UNION ALL
SELECT 'bill', b.id, b.number, b.drafted_at, b.state FROM finance_bill b
WHERE %(may_bill)s AND b.tenant_id = %(tenant)s AND b.store_id = %(store)s
  AND b.party_id = ANY(%(parties)s) AND b.number <> ''
ORDER BY 4 DESC, 2 LIMIT 20
"""
_SCREENS = {
    "quotation": "sales:quotation",
    "order": "sales:order",
    "repair": "service:order",
    "bill": "finance:bill",
}


def papers(by: Actor, parties: Collection[UUID], values: Values) -> list[Paper]:
    """The latest twenty documents: one statement."""
    asked = {
        **values,
        "parties": list(parties),
        "may_quote": by.may("sales.view_quotation"),
        "may_order": by.may("sales.view_order"),
        "may_repair": by.may("service.view_order"),
        "may_bill": by.may("finance.view_bill"),
    }
    with connection.cursor() as cursor:
        cursor.execute(_PAPERS, asked)
        rows = cursor.fetchall()
    return [
        Paper(number, kind, at, state or "", way(_SCREENS[kind], key))
        for kind, key, number, at, state in rows
    ]


@dataclass(frozen=True, slots=True)
class Figures:
    spent_fen: int
    service_visits: int
    last_contact_at: datetime | None
    open_deal_id: UUID | None
    is_in_house: bool
    vehicles_here: frozenset[UUID]


_FIGURES = """
SELECT
  (SELECT coalesce(sum(total_fen), 0)::bigint FROM finance_bill
   WHERE tenant_id = %(tenant)s AND store_id = %(store)s AND party_id = ANY(%(parties)s)
     AND state = 'posted'),
  (SELECT count(*) FROM service_repairorder
   WHERE tenant_id = %(tenant)s AND store_id = %(store)s AND party_id = ANY(%(parties)s)
     AND floor_stage <> 'void' AND opened_at > %(at)s - make_interval(days => 365)),
  greatest(
    (SELECT max(last_contact_at) FROM leads_opportunity
     WHERE tenant_id = %(tenant)s AND store_id = %(store)s AND party_id = ANY(%(parties)s)),
    (SELECT max(at) FROM followups_taskcontact
     WHERE tenant_id = %(tenant)s AND store_id = %(store)s AND party_id = ANY(%(parties)s))),
  (SELECT id FROM leads_opportunity
   WHERE tenant_id = %(tenant)s AND store_id = %(store)s AND party_id = ANY(%(parties)s)
     AND stage IN ('filed', 'contacted', 'test_driven', 'quoted')
     AND (%(every_deal)s OR consultant_id = %(staff)s)
   ORDER BY last_contact_at DESC, id LIMIT 1),
  EXISTS (SELECT 1 FROM leads_visit
          WHERE tenant_id = %(tenant)s AND store_id = %(store)s AND party_id = ANY(%(parties)s)
            AND left_at IS NULL),
  (SELECT array_agg(vehicle_id) FROM service_repairorder
   WHERE tenant_id = %(tenant)s AND store_id = %(store)s AND party_id = ANY(%(parties)s)
     AND floor_stage NOT IN ('gate_out', 'closed', 'void'))
"""


def figures(parties: Collection[UUID], values: Values) -> Figures:
    """What the customer is worth and when we last spoke: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, {**values, "parties": list(parties)})
        spent, visits, last, deal, is_in_house, here = cursor.fetchone()
    return Figures(spent, visits, last, deal, is_in_house, frozenset(here or ()))
