"""When a car is next due, and why: for one car on a screen, or for thousands in the planner."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from forecourt.catalog import queries as catalog
from forecourt.catalog.models import Powertrain
from forecourt.catalog.queries import PlanRow
from forecourt.kernel.actor import Actor
from forecourt.kernel.prepared import prepared
from forecourt.store import queries as store_queries
from forecourt.vehicles import rules
from forecourt.vehicles.models import OdometerReading, Vehicle
from forecourt.vehicles.queries.cars import vehicle, zone
from forecourt.vehicles.rules import Due, Numbers, Rate, Reading, Standing

_KEYS = {
    "vehicles.forecast_prior_days": "prior_days",
    "vehicles.forecast_window_days": "window_days",
    "vehicles.forecast_half_life_days": "half_life_days",
    "vehicles.least_km_per_day": "least_km_per_day",
    "vehicles.most_km_per_day": "most_km_per_day",
    "vehicles.owner_log_percent": "owner_log_percent",
    "vehicles.phone_percent": "phone_percent",
    "vehicles.window_percent": "window_percent",
    "vehicles.window_least_days": "window_least_days",
    "vehicles.early_service_km": "early_km",
    "vehicles.early_service_days": "early_days",
}


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a car runs, when it is due, and the line that says why."""

    vehicle_id: UUID
    rate: Rate
    last_on: date | None
    last_km: int | None
    km_today: int | None
    due: Due | None
    menu_code: str
    why: str


def numbers(by: Actor, *, on: date) -> Numbers:
    """The store's numbers of the forecast in force on a day."""
    found = store_queries.rules(by, *_KEYS, on=on)
    return Numbers(**{field: found[key] for key, field in _KEYS.items()})


def forecast(by: Actor, vehicle_id: UUID, at: datetime) -> Forecast:
    """The forecast of one car: seven statements, or eight.

    Raises:
        Missing: this dealer group has no such car.
    """
    car = vehicle(by, vehicle_id)
    found = forecasts(by, [car.pk], at)
    return found[car.pk]


def forecasts(by: Actor, vehicle_ids: Collection[UUID], at: datetime) -> dict[UUID, Forecast]:
    """Forecasts of many cars: as many statements as there are models, plans and tables."""
    here = zone(by)
    on = at.astimezone(here).date()
    wanted = Vehicle.objects.seen_by(by).filter(pk__in=list(vehicle_ids))
    cars = list(wanted.select_related("variant"))
    log: dict[UUID, list[Reading]] = {car.pk: [] for car in cars}
    readings = OdometerReading.objects.seen_by(by).filter(vehicle__in=cars, read_at__lte=at)
    for row in readings.in_order():
        day = row.read_at.astimezone(here).date()
        log[row.vehicle_id].append(Reading(day, row.km, row.source, row.is_replaced))
    ground = _Ground(by, on)
    return {car.pk: _forecast(car, log[car.pk], ground) for car in cars}


class _Ground:
    """What many cars share, read once: numbers, plans, menus, priors per model."""

    def __init__(self, by: Actor, on: date) -> None:
        self.by, self.on = by, on
        self.numbers = numbers(by, on=on)
        self.default_plan = store_queries.rule_text(by, "catalog.default_plan", on=on)
        self.plans = {plan.code: plan.rows for plan in catalog.plan_list(by, on=on)}
        self.menus = {
            row.due_km: row.code for row in catalog.menu_rows(by, on=on).rows if row.due_km
        }
        self._priors: dict[UUID | None, float] = {}

    def items(self, car: Vehicle) -> Sequence[PlanRow]:
        rows = self.plans.get(car.plan_code or self.default_plan, ())
        is_electric = car.variant is not None and car.variant.powertrain == Powertrain.ELECTRIC
        dropped = "combustion" if is_electric else "new_energy"
        if car.variant and car.variant.powertrain == Powertrain.PLUG_IN_HYBRID:
            dropped = ""  # it has both
        return [row for row in rows if not dropped or row.applies_to != dropped]

    def prior(self, car: Vehicle) -> float:
        if own := car.variant.prior_km_per_day if car.variant else None:
            return own
        model_id = car.variant.model_id if car.variant else None
        if model_id not in self._priors:
            self._priors[model_id] = prior_km_per_day(self.by, model_id, on=self.on)
        return self._priors[model_id]


def _forecast(car: Vehicle, log: Sequence[Reading], ground: _Ground) -> Forecast:
    rate = rules.rate(log, on=ground.on, prior=ground.prior(car), numbers=ground.numbers)
    used_on = car.delivered_on or car.first_registered_on
    last = rules.since_replaced(log)[-1] if log else None
    last_on, last_km = (last.on, last.km) if last else (used_on, 0 if used_on else None)
    if last_on is None or last_km is None:
        why = _("No reading and no first day of use are known.")
        return Forecast(car.pk, rate, None, None, None, None, "", why)
    standing = Standing(
        used_on, last_on, last_km, car.last_service_on, car.last_service_km, car.is_severe_use
    )
    due = rules.next_due(
        ground.items(car),
        standing,
        km_per_day=rate.km_per_day,
        on=ground.on,
        numbers=ground.numbers,
    )
    km_today = last_km + round(rate.km_per_day * max((ground.on - last_on).days, 0))
    menu = rules.menu_km(due.due_km, ground.menus) if due and due.due_km else None
    return Forecast(
        vehicle_id=car.pk,
        rate=rate,
        last_on=last_on,
        last_km=last_km,
        km_today=km_today,
        due=due,
        menu_code=ground.menus[menu] if menu else "",
        why=_why(due, rate, last_on, last_km),
    )


def _why(due: Due | None, rate: Rate, last_on: date, last_km: int) -> str:
    run = {
        "rate": round(rate.km_per_day),
        "km": f"{last_km:,}",
        "day": last_on.isoformat(),
        "due_km": f"{due.due_km:,}" if due and due.due_km else "",
        "due_on": due.due_on.isoformat() if due else "",
    }
    if due is None:
        return _("The maintenance plan names nothing that is due.")
    if due.won == "months":
        words = _(
            "months come first, on %(due_on)s; last reading %(km)s km on %(day)s; %(rate)s km/day"
        )
    else:
        words = _(
            "forecast %(due_km)s km on %(due_on)s; last reading %(km)s km on %(day)s;"
            " %(rate)s km/day"
        )
    text = words % run
    return _("%(why)s (estimate)") % {"why": text} if rate.is_estimate else text


def prior_km_per_day(by: Actor, model_id: UUID | None, *, on: date) -> float:
    """What a car of this model is expected to run: the store's own median once enough are known."""
    found = store_queries.rules(by, "vehicles.prior_km_per_day", "vehicles.prior_least_cars", on=on)
    shipped = float(found["vehicles.prior_km_per_day"])
    if model_id is None:
        return shipped
    with prepared() as cursor:
        cursor.execute(_PACE, {"tenant": by.tenant_id, "model": model_id})
        count, middle = cursor.fetchone()
    return float(middle) if count >= found["vehicles.prior_least_cars"] else shipped


# Asked for each owner's page: the database reckons the median, and no row leaves it.
_PACE = """
SELECT count(*), percentile_cont(0.5) WITHIN GROUP (
         ORDER BY car.odometer_km::float / (car.odometer_on - car.delivered_on))
FROM vehicles_vehicle car
WHERE car.tenant_id = %(tenant)s
  AND car.variant_id IN (SELECT id FROM catalog_vehiclevariant WHERE model_id = %(model)s)
  AND car.odometer_on > car.delivered_on AND car.odometer_km > 0
"""
