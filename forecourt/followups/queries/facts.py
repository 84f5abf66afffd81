"""What the engine reads a fact with: the rest of the record, and what only the clock says."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from forecourt.customers.models import Party
from forecourt.followups.models import Result, Task
from forecourt.followups.models.task import TaskQuerySet
from forecourt.followups.queries.due import MAINTENANCE_DUE, due_cars
from forecourt.followups.rules import Happened
from forecourt.kernel.actor import Actor
from forecourt.leads.models import Lead
from forecourt.service.models import Appointment, RepairOrder
from forecourt.service.models.order import SOURCE_KIND
from forecourt.store.queries import rule, rules, store, zone_of
from forecourt.vehicles.models import Vehicle, VehicleParty

BIRTHDAY: Final = "followups.birthday"
NO_VISIT: Final = "followups.no_visit"
TRADE_UP_DUE: Final = "followups.trade_up_due"
WARRANTY_ENDS: Final = "followups.warranty_ends"
MAINTENANCE_RULE: Final = "F15"
TRADE_UP_RULE: Final = "F25"
SERVICE_CLOSED: Final = "service.service_closed"
_FELL_THROUGH: Final = frozenset({"service.appointment_cancelled", "service.appointment_no_show"})
GRACE_DAYS: Final = 31  # so long is a day that nobody struck made up for


def horizon(by: Actor, *, on: date) -> date:
    """Up to this day the clock's tasks are made."""
    return on + timedelta(days=rule(by, "followups.horizon_days", on=on))


def subjects_of(values: Mapping[str, Any]) -> tuple[UUID, ...]:  # Any: JSON
    """The records that a fact names; its people and its car stand apart."""
    found: dict[UUID, None] = {}
    for name, value in values.items():
        for item in value if isinstance(value, list) else (value,):
            if name.endswith(("_id", "_ids")) and isinstance(item, str) and _is_id(item):
                found[UUID(item)] = None
    return tuple(found)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def known(
    by: Actor,
    kind: str,
    payload: Mapping[str, Any],  # Any: JSON
    *,
    at: datetime,
    for_tasks: bool = True,
) -> dict[str, Any]:  # Any: JSON
    """The fact's values, and what the engine needs of the records behind it.

    ``for_tasks`` is whether it may make tasks, for which the customer's consultant is looked up.
    """
    values = dict(payload)
    if kind == "leads.lead_received":
        lead = Lead.objects.seen_by(by).filter(pk=values["lead_id"]).first()
        if lead is not None and lead.assignee_id:
            values["assignee_id"] = str(lead.assignee_id)
    if kind == "parts.part_arrived" and values.get("source_kind") == SOURCE_KIND:
        values |= _order(by, values["source_key"])
    if values.get("vehicle_id") and not values.get("party_id"):
        owner = VehicleParty.objects.seen_by(by).open()
        party_id = owner.filter(vehicle_id=values["vehicle_id"], role="owner").values_list(
            "party_id", flat=True
        )
        values["party_id"] = _text(party_id.first())
    if for_tasks and kind == SERVICE_CLOSED and values.get("vehicle_id"):
        offers = _refusals(by, on=at.date()).filter(vehicle_id=values["vehicle_id"])
        values["was_refused"] = offers.filter(party_id=values["party_id"]).exists()
    if for_tasks and kind in _FELL_THROUGH and values.get("vehicle_id"):
        values |= _reminder(by, values["vehicle_id"], at)
    if for_tasks and values.get("party_id") and not values.get("consultant_id"):
        mine = Party.objects.seen_by(by).filter(pk=values["party_id"])
        values["consultant_id"] = _text(mine.values_list("consultant_id", flat=True).first())
    return values


def _order(by: Actor, key: str) -> dict[str, str | None]:
    """The repair order that the parts are for, as its own facts name it."""
    order = RepairOrder.objects.seen_by(by).filter(pk=key).first()
    if order is None:
        return {}
    return {
        "order_id": str(order.pk),
        "number": order.number,
        "vehicle_id": str(order.vehicle_id),
        "party_id": str(order.party_id),
        "adviser_id": _text(order.adviser_id),
    }


def _reminder(by: Actor, vehicle_id: str, at: datetime) -> dict[str, str]:
    """The service that a car was reminded of before an appointment that fell through.

    Nothing when another appointment stands, when the reminder is still open, or when the car was
    serviced since.
    """
    reminders = Task.objects.seen_by(by).filter(
        rule__code=MAINTENANCE_RULE, vehicle_id=vehicle_id, subject_id=vehicle_id
    )
    last = reminders.order_by("-entered_at", "-due_on", "-pk").first()
    if last is None or reminders.open().exists() or not last.values.get("due_on"):
        return {}
    serviced = Vehicle.objects.seen_by(by).filter(
        pk=vehicle_id, last_service_on__gte=last.entered_at.date()
    )
    stands = Appointment.objects.seen_by(by).expected().of_vehicle(UUID(vehicle_id))
    if serviced.exists() or stands.exists():
        return {}
    again_on = max(last.due_on, at.astimezone(zone_of(by)).date())
    return {"reminded_for": str(last.values["due_on"]), "again_on": again_on.isoformat()}


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None


def clock_facts(
    by: Actor, triggers: frozenset[str], *, on: date, at: datetime
) -> Iterator[Happened]:
    """What the day brings, in a fixed order; only what some rule asks for."""
    sources = {
        MAINTENANCE_DUE: _due_cars,
        BIRTHDAY: _birthdays,
        NO_VISIT: _not_seen,
        TRADE_UP_DUE: _of_age,
        WARRANTY_ENDS: _warranties,
    }
    for kind, source in sources.items():
        if kind in triggers:
            yield from source(by, on, at)


def _due_cars(by: Actor, on: date, at: datetime) -> Iterator[Happened]:
    return due_cars(by, zone=store(by).zone, on=on, at=at)


def _birthdays(by: Actor, on: date, at: datetime) -> Iterator[Happened]:
    days = [on + timedelta(days=count) for count in range((horizon(by, on=on) - on).days + 1)]
    falls = Q()
    for day in days:
        falls |= Q(born_on__month=day.month, born_on__day=day.day)
    people = Party.objects.seen_by(by).standing().filter(falls, home_store_id=by.store_id)
    for party_id, born_on in people.order_by("pk").values_list("pk", "born_on"):
        assert born_on is not None  # the filter asks for its month
        day = next(d for d in days if (d.month, d.day) == (born_on.month, born_on.day))
        values = {"party_id": str(party_id), "birthday_on": day.isoformat()}
        yield Happened(party_id, BIRTHDAY, at, values, occurrence=str(day.year))


def _not_seen(by: Actor, on: date, at: datetime) -> Iterator[Happened]:
    months = rule(by, "followups.no_visit_months", on=on)
    limit = back(on, months)
    for car in _cars(by, last_service_on__range=(limit - timedelta(days=GRACE_DAYS), limit)):
        seen_on: date = car["vehicle__last_service_on"]
        values = _car(car) | {"last_visit_on": seen_on.isoformat(), "months": months}
        yield Happened(car["vehicle_id"], NO_VISIT, at, values, occurrence=seen_on.isoformat())


def _of_age(by: Actor, on: date, at: datetime) -> Iterator[Happened]:
    months = rule(by, "followups.trade_up_months", on=on)
    limit = back(on, months)
    refused = set(_refusals(by, on=on).values_list("vehicle_id", "party_id"))
    for car in _cars(by, delivered_on__range=(limit - timedelta(days=GRACE_DAYS), limit)):
        values = _car(car) | {
            "months": months,
            "km": car["vehicle__odometer_km"],
            "was_refused": (car["vehicle_id"], car["party_id"]) in refused,
        }
        yield Happened(car["vehicle_id"], TRADE_UP_DUE, at, values, occurrence=f"{months} months")


def _refusals(by: Actor, *, on: date) -> TaskQuerySet:
    """The offers of a trade-up that an owner has refused, so lately that it holds."""
    months = rule(by, "followups.trade_up_refused_months", on=on)
    since = datetime.combine(back(on, months), time(0), zone_of(by))
    offers = Task.objects.seen_by(by).filter(rule__code=TRADE_UP_RULE, ended_at__gte=since)
    return offers.filter(result=Result.REFUSED)


def _warranties(by: Actor, on: date, at: datetime) -> Iterator[Happened]:
    found = rules(by, "followups.warranty_months", "followups.warranty_km", on=on)
    months, km = found["followups.warranty_months"], found["followups.warranty_km"]
    first, last = back(on, months), back(on + timedelta(days=60 + GRACE_DAYS), months)
    for car in _cars(by, delivered_on__range=(first, last)):
        ends_on = back(car["vehicle__delivered_on"], -months)
        values = _car(car) | {"ends_on": ends_on.isoformat(), "ends_km": km}
        yield Happened(car["vehicle_id"], WARRANTY_ENDS, at, values, occurrence=ends_on.isoformat())


def _cars(by: Actor, **which: object) -> Iterator[Mapping[str, Any]]:  # Any: columns
    """Cars whose owner is at home in this store, with owner and consultant."""
    owners = (
        VehicleParty.objects.seen_by(by)
        .open()
        .filter(
            role="owner",
            party__home_store_id=by.store_id,
            **{f"vehicle__{name}": value for name, value in which.items()},
        )
    )
    yield from owners.order_by("vehicle_id").values(
        "vehicle_id",
        "party_id",
        "party__consultant_id",
        "vehicle__delivered_on",
        "vehicle__last_service_on",
        "vehicle__odometer_km",
    )


def _car(row: Mapping[str, Any]) -> dict[str, Any]:  # Any: columns
    delivered_on = row["vehicle__delivered_on"]
    return {
        "vehicle_id": str(row["vehicle_id"]),
        "party_id": str(row["party_id"]),
        "consultant_id": _text(row["party__consultant_id"]),
        "delivered_on": delivered_on.isoformat() if delivered_on else None,
    }


def back(day: date, months: int) -> date:
    """The same day ``months`` months before; the last of the month where it lacks."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
