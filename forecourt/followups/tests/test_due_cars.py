"""Cars that are due by the forecast: one list and one call for each service, with numbers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from forecourt.catalog.tests.make import make_plan
from forecourt.customers.tests.make import make_party
from forecourt.followups import commands
from forecourt.followups.models import Task
from forecourt.followups.tests.make import make_rules, make_system
from forecourt.store.tests.make import NINE, home_store
from forecourt.vehicles.models import Vehicle
from forecourt.vehicles.queries import forecast
from forecourt.vehicles.tests.make import make_reading, make_vehicle

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 24)


@pytest.fixture
def car() -> Vehicle:
    """A car of 200 days with 3,600 km: its first check, after six months, is over for days."""
    make_rules()
    plan = make_plan()
    car = make_vehicle(owner=make_party("Zhao Min"), delivered_on=ON - timedelta(days=200))
    Vehicle.objects.filter(pk=car.pk).update(plan_code=plan.code)
    for days, km in ((200, 0), (100, 2000), (10, 3600)):
        make_reading(car, km, at=NINE - timedelta(days=days))
    return car


def test_the_list_comes_in_the_month_before_with_the_numbers_of_the_forecast(
    car: Vehicle,
) -> None:
    by = make_system()
    found = forecast(by, car.pk, NINE)
    assert found.due is not None

    commands.strike_clock(on=ON, by=by, at=NINE)

    task = Task.objects.get(rule__code="F15", step_key="list")
    assert task.vehicle == car
    assert task.values["due_on"] == found.due.due_on.isoformat()
    assert task.why_en.startswith(
        f"F15 v1: forecast {found.due.due_km} km on {found.due.due_on}; last reading 3600 km"
    )


@pytest.mark.usefixtures("car")
def test_the_next_night_makes_no_second_task() -> None:
    by = make_system()
    commands.strike_clock(on=ON, by=by, at=NINE)
    before = Task.objects.filter(rule__code="F15", step_key="list").count()

    commands.strike_clock(on=ON + timedelta(days=1), by=by, at=NINE + timedelta(days=1))

    assert (before, Task.objects.filter(rule__code="F15", step_key="list").count()) == (1, 1)


def test_the_call_comes_fourteen_days_before(car: Vehicle) -> None:
    by = make_system()
    due = forecast(by, car.pk, NINE).due
    assert due is not None
    on = due.due_on - timedelta(days=15)

    commands.strike_clock(on=on, by=by, at=NINE + (on - ON))

    task = Task.objects.get(rule__code="F15", step_key="call")
    assert abs((task.due_on - (due.due_on - timedelta(days=14))).days) <= 1


def test_a_car_that_is_not_due_makes_no_task(car: Vehicle) -> None:
    make_reading(car, 3650, at=NINE)
    Vehicle.objects.filter(pk=car.pk).update(last_service_on=ON, last_service_km=5000)

    commands.strike_clock(on=ON, by=make_system(), at=NINE)

    assert not Task.objects.filter(rule__code="F15").exists()


@pytest.mark.parametrize("step", ["list", "call"])
def test_the_ladder_climbs_fourteen_and_thirty_days_after_the_service_was_due(
    step: str, car: Vehicle
) -> None:
    by = make_system()
    due = forecast(by, car.pk, NINE).due
    assert due is not None
    on = due.due_on - timedelta(days=15)
    commands.strike_clock(on=on, by=by, at=NINE + (on - ON))
    task = Task.objects.get(rule__code="F15", step_key=step)
    due_on, zone = date.fromisoformat(task.values["due_on"]), home_store().zone
    assert task.escalate_at is not None

    first_on = task.escalate_at.astimezone(zone).date()
    commands.escalate(task_id=task.pk, by=by, at=task.escalate_at)
    task.refresh_from_db()
    assert task.escalate_at is not None
    second_on = task.escalate_at.astimezone(zone).date()

    assert (first_on - due_on, second_on - due_on) == (timedelta(days=14), timedelta(days=30))
    assert (task.escalated_role, task.is_at_risk) == ("relation_manager", False)
