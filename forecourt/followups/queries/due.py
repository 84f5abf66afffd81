"""Which cars are due for service: the forecast of many thousand cars, read beneath the ORM.

The rule itself is that of ``vehicles.rules``; only the rows come another way, since a model
object for each car and each reading would cost more than the whole reckoning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from forecourt.catalog.queries import PlanRow, menu_rows, plan_list
from forecourt.followups.models import RuleStep
from forecourt.followups.rules import Happened
from forecourt.kernel.actor import Actor
from forecourt.store.queries import rule_text, rules
from forecourt.vehicles.queries import numbers
from forecourt.vehicles.rules import Reading, Standing, next_due, rate

MAINTENANCE_DUE: Final = "followups.maintenance_due"
CARS_A_TURN: Final = 5000
LAPSED_DAYS: Final = 31

# The cars at home in this store, with owner and all readings, in one row each.
_CARS = """
SELECT car.id, owner.party_id, party.consultant_id, car.plan_code, car.is_severe_use,
       coalesce(variant.powertrain, ''), variant.model_id, variant.prior_km_per_day,
       coalesce(car.delivered_on, car.first_registered_on),
       car.last_service_on, car.last_service_km, reading.log,
       ARRAY(SELECT task.occurrence FROM followups_task task
             WHERE task.tenant_id = car.tenant_id AND task.rule_id = ANY(%(rules)s)
               AND task.subject_id = car.id)
FROM vehicles_vehicle car
JOIN vehicles_vehicleparty owner ON owner.tenant_id = car.tenant_id
     AND owner.vehicle_id = car.id AND owner.role = 'owner' AND owner.held_until IS NULL
JOIN customers_party party ON party.tenant_id = car.tenant_id AND party.id = owner.party_id
LEFT JOIN catalog_vehiclevariant variant ON variant.id = car.variant_id
LEFT JOIN LATERAL (
    SELECT array_agg(ARRAY[
             (r.read_at AT TIME ZONE %(zone)s)::date::text, r.km::text, r.source,
             r.is_replaced::text, r.id::text] ORDER BY r.read_at, r.id) AS log
    FROM vehicles_odometerreading r
    WHERE r.tenant_id = car.tenant_id AND r.vehicle_id = car.id AND r.read_at <= %(at)s
) reading ON true
WHERE car.tenant_id = %(tenant)s AND party.home_store_id = %(store)s AND car.id > %(after)s
ORDER BY car.id LIMIT %(limit)s
"""
_PRIORS = """
SELECT variant.model_id, count(*), percentile_cont(0.5) WITHIN GROUP (
         ORDER BY car.odometer_km::float / (car.odometer_on - car.delivered_on))
FROM vehicles_vehicle car JOIN catalog_vehiclevariant variant ON variant.id = car.variant_id
WHERE car.tenant_id = %(tenant)s AND car.odometer_on > car.delivered_on AND car.odometer_km > 0
GROUP BY variant.model_id
"""


def due_cars(by: Actor, *, zone: ZoneInfo, on: date, at: datetime) -> Iterator[Happened]:
    """Each car whose next service falls before the end of the next month, by car."""
    ground = _Ground(by, on)
    until = _end_of_next_month(on)
    after = UUID(int=0)
    values: dict[str, Any] = {  # Any: keys and moments, as the driver takes them
        "tenant": by.tenant_id,
        "store": by.store_id,
        "at": at,
        "zone": str(zone),
        "rules": _rule_ids(by),
    }
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_CARS, {**values, "after": after, "limit": CARS_A_TURN})
            rows = cursor.fetchall()
        for row in rows:
            fact = _fact(row, ground, on, until, zone)
            if fact is not None:
                yield fact
        if len(rows) < CARS_A_TURN:
            return
        after = rows[-1][0]


def _rule_ids(by: Actor) -> list[UUID]:
    """The rules that wait for a due service; by them the tasks of a car are found."""
    steps = RuleStep.objects.seen_by(by).filter(trigger=MAINTENANCE_DUE)
    return list(steps.values_list("version__rule_id", flat=True).distinct())


class _Ground:
    """What many cars share, read once: numbers, plans, menus, priors."""

    def __init__(self, by: Actor, on: date) -> None:
        self.numbers = numbers(by, on=on)
        self.default_plan = rule_text(by, "catalog.default_plan", on=on)
        self.plans = {plan.code: plan.rows for plan in plan_list(by, on=on)}
        self.menus = sorted(
            (row.due_km, row.price_fen, row.promise_minutes)
            for row in menu_rows(by, on=on).rows
            if row.due_km
        )
        found = rules(by, "vehicles.prior_km_per_day", "vehicles.prior_least_cars", on=on)
        self.prior = float(found["vehicles.prior_km_per_day"])
        with connection.cursor() as cursor:
            cursor.execute(_PRIORS, {"tenant": by.tenant_id})
            self.priors = {
                model_id: float(middle)
                for model_id, count, middle in cursor.fetchall()
                if count >= found["vehicles.prior_least_cars"]
            }
        self._items: dict[tuple[str, str], Sequence[PlanRow]] = {}

    def items(self, plan_code: str, powertrain: str) -> Sequence[PlanRow]:
        """One item of the plan for each pair of intervals: the others are due with it."""
        key = (plan_code or self.default_plan, powertrain)
        if key not in self._items:
            dropped = {"electric": "combustion", "plug_in_hybrid": ""}.get(powertrain, "new_energy")
            apart: dict[tuple[int | None, ...], PlanRow] = {}
            for row in self.plans.get(key[0], ()):
                if dropped and row.applies_to == dropped:
                    continue
                pair = (row.first_km, row.first_months, row.repeat_km, row.repeat_months)
                apart.setdefault((*pair, row.severe_km, row.severe_months), row)
            self._items[key] = tuple(apart.values())
        return self._items[key]

    def menu(self, due_km: int | None) -> tuple[int | None, int | None]:
        """Price and promised minutes of the largest menu that the kilometres are a multiple of."""
        fits = [m for m in self.menus if due_km and due_km % m[0] == 0]
        return (fits[-1][1], fits[-1][2]) if fits else (None, None)


def _fact(
    row: tuple[Any, ...],  # Any: columns
    ground: _Ground,
    on: date,
    until: date,
    zone: ZoneInfo,
) -> Happened | None:
    car_id, party_id, consultant_id, plan, is_severe, powertrain, model, own_prior = row[:8]
    used_on, serviced_on, serviced_km, raw, known = row[8:]
    log = [Reading(date.fromisoformat(r[0]), int(r[1]), r[2], r[3] == "true") for r in raw or ()]
    if log:
        last_on, last_km, reading_id = log[-1].on, log[-1].km, UUID(raw[-1][4])
    elif used_on:
        last_on, last_km, reading_id = used_on, 0, car_id
    else:
        return None
    prior = own_prior or ground.priors.get(model, ground.prior)
    pace = rate(log, on=on, prior=prior, numbers=ground.numbers)
    car = Standing(used_on, last_on, last_km, serviced_on, serviced_km, is_severe)
    items = ground.items(plan, powertrain)
    due = next_due(items, car, km_per_day=pace.km_per_day, on=on, numbers=ground.numbers)
    if due is None or not on - timedelta(days=LAPSED_DAYS) <= due.due_on <= until:
        return None  # not yet, or so long ago that it is a lapsed owner's
    price_fen, minutes = ground.menu(due.due_km)
    values = {
        "vehicle_id": str(car_id),
        "party_id": str(party_id),
        "consultant_id": str(consultant_id) if consultant_id else None,
        "due_on": due.due_on.isoformat(),
        "due_km": due.due_km,
        "last_on": last_on.isoformat(),
        "last_km": last_km,
        "rate": round(pace.km_per_day),
        "by": "公里" if due.won == "km" else "月数",
        "by_en": "kilometres" if due.won == "km" else "months",
        "list_on": _list_on(due.due_on, on).isoformat(),
        "price": price_fen // 100 if price_fen is not None else None,
        "minutes": minutes,
    }
    moment = datetime(last_on.year, last_on.month, last_on.day, tzinfo=zone)
    # One reminder for each service: the forecast may move by a day, what it follows does not.
    cycle = f"after {serviced_on or 'delivery'}"
    return Happened(reading_id, MAINTENANCE_DUE, moment, values, cycle, frozenset(known))


def _list_on(due_on: date, on: date) -> date:
    """The first day of the month before the service is due, or today when that has passed."""
    first = (due_on.replace(day=1) - timedelta(days=1)).replace(day=1)
    return max(first, on)


def _end_of_next_month(on: date) -> date:
    after_next = (on.replace(day=1) + timedelta(days=63)).replace(day=1)
    return after_next - timedelta(days=1)
