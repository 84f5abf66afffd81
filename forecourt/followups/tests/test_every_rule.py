"""Every rule F01 to F27: the fact that fires it, the day it is due, its window, channel and role.

Each fact is written to the journal as its room writes it, and heard through the handler; what
only a day brings is read by the strike of the clock. Three rules wait for rooms that are not open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from uuid_utils.compat import uuid7

from forecourt.catalog.tests.make import make_plan
from forecourt.customers.models import Party
from forecourt.customers.tests.make import make_party
from forecourt.followups import commands, handlers
from forecourt.followups.defaults import RULES
from forecourt.followups.facts import CustomerUnreachable
from forecourt.followups.models import Task
from forecourt.followups.tests.make import make_rules, make_system
from forecourt.kernel.journal import Fact, record
from forecourt.leads import facts as leads
from forecourt.parts.facts import PartArrived
from forecourt.sales import facts as sales
from forecourt.service import facts as service
from forecourt.service.tests.make import make_adviser, make_catalogue, make_order
from forecourt.store.tests.make import NINE
from forecourt.vehicles.models import Vehicle
from forecourt.vehicles.tests.make import make_vehicle

pytestmark = pytest.mark.django_db
TODAY: Final = date(2026, 11, 24)
NINE_THERE: Final = ZoneInfo("Asia/Shanghai")
PARTY, CAR = UUID(int=1), UUID(int=2)  # stand for the customer and the car of the test
WAITING: Final = {
    "F19": "care.complaint_received",
    "F24": "warranty.recall_matched",
    "F26": "care.points_expire",
}


def told(kind: type[Fact], **said: Any) -> Callable[[], Fact]:  # Any: fields of a fact
    """A fact with what matters said, and the rest made up by type."""
    makers: dict[str, Callable[[], Any]] = {  # Any: fields of a fact
        "UUID": uuid7,
        "str": lambda: "x",
        "int": lambda: 1,
        "bool": lambda: False,
        "date": lambda: TODAY,
        "datetime": lambda: NINE,
        "tuple[str, ...]": tuple,
        "tuple[UUID, ...]": tuple,
    }

    def make() -> Fact:
        made = {f.name: makers.get(str(f.type), lambda: None)() for f in fields(kind)}
        ours = {"party_id": PARTY, "vehicle_id": CAR}
        return kind(**(made | {k: v for k, v in ours.items() if k in made} | said))

    return make


# What a room tells: name in the table -> fact.
FACTS: Final = {
    "visitor arrived": told(leads.VisitorArrived),
    "lead received": told(leads.LeadReceived),
    "visitor left": told(leads.VisitorLeft, party_id=PARTY, opportunity_id=UUID(int=3)),
    "order signed": told(sales.OrderSigned),
    "prospect filed, H": told(leads.ProspectFiled, level="H"),
    "level set, A": told(leads.LevelSet, level="A"),
    "contact made, B": told(leads.ContactMade, level="B"),
    "contact made, C": told(leads.ContactMade, level="C"),
    "unreachable": told(CustomerUnreachable),
    "test drive finished": told(leads.TestDriveFinished),
    "quotation sent": told(sales.QuotationSent),
    "eta changed": told(sales.EtaChanged),
    "opportunity lost": told(leads.OpportunityLost),
    "delivered": told(sales.VehicleDelivered, insurance_ends_on=date(2027, 11, 23)),
    "service closed": told(service.ServiceClosed, odometer_km=52_000),
    "appointment booked": told(service.AppointmentBooked, arrives_at=NINE + timedelta(days=6)),
    "no show": told(service.AppointmentNoShow),
    "line declined, red": told(service.LineDeclined, grade="red"),
    "line deferred, red": told(service.LineDeferred, grade="red"),
    "line declined, yellow": told(service.LineDeclined, grade="yellow"),
    "stock aged": told(sales.StockAged, days=30, limit_days=30),
}
# What is true of the car, and only the clock sees: name in the table -> column, value.
CARS: Final = {
    "service due 12-20": ("delivered_on", date(2026, 8, 17)),
    "service due 12-12": ("delivered_on", date(2026, 8, 9)),
    "not seen for 6 months": ("last_service_on", date(2026, 5, 24)),
    "warranty ends 01-29": ("delivered_on", date(2024, 1, 29)),
    "36 months old": ("delivered_on", date(2023, 11, 24)),
}
# Rule, step, fact, due, first and last day that the plan may choose, channel, role.
TABLE: Final = tuple(
    tuple(cell.strip() for cell in line.split("|"))
    for line in """
F01|greet           |visitor arrived      |11-24 09:03|11-24 11-24|face       |receptionist
F02|call            |lead received        |11-24 09:05|11-24 11-24|phone      |lead_agent
F03|call            |visitor left         |11-25 09:00|11-25 11-25|phone      |sales_consultant
F04|confirm         |order signed         |11-24 17:30|11-24 11-26|phone      |sales_consultant
F05|H-prospect_filed|prospect filed, H    |12-01 17:30|11-28 12-03|phone      |sales_consultant
F05|A-level_set     |level set, A         |12-09 17:30|12-06 12-11|phone      |sales_consultant
F05|B-contact_made  |contact made, B      |12-24 17:30|12-21 12-26|phone      |sales_consultant
F05|C-contact_made  |contact made, C      |02-22 17:30|02-19 02-24|phone      |sales_consultant
F06|address         |unreachable          |11-25 17:30|11-24 11-27|in_app     |relation_agent
F07|test            |test drive finished  |11-25 09:00|11-25 11-25|phone      |sales_consultant
F07|quote           |quotation sent       |11-26 09:00|11-26 11-26|phone      |sales_consultant
F08|weekly          |order signed         |12-01 17:30|11-28 12-03|wechat     |sales_consultant
F08|eta             |eta changed          |11-24 17:30|11-24 11-26|phone      |sales_consultant
F09|reason          |opportunity lost     |11-24 17:30|11-24 11-26|phone      |relation_agent
F09|revisit-30      |opportunity lost     |12-24 17:30|12-21 12-26|phone      |relation_agent
F09|revisit-90      |opportunity lost     |02-22 17:30|02-19 02-24|phone      |relation_agent
F10|letter          |delivered            |11-24 17:30|11-24 11-26|mail_letter|sales_consultant
F11|3dc             |delivered            |11-27 17:30|11-24 11-29|phone      |relation_agent
F11|7dc             |delivered            |12-01 17:30|11-28 12-03|phone      |relation_agent
F12|mail            |delivered            |12-15 17:30|12-12 12-17|mail_letter|relation_agent
F12|call            |delivered            |12-19 17:30|12-16 12-21|phone      |relation_agent
F13|call            |service closed       |11-25 17:30|11-24 11-27|phone      |relation_agent
F14|mail            |delivered            |04-25 17:30|04-22 04-27|mail_letter|relation_agent
F14|call            |delivered            |05-11 17:30|05-08 05-13|phone      |appointment_clerk
F15|list            |service due 12-20    |11-24 17:30|11-21 11-26|sms        |appointment_clerk
F15|call            |service due 12-12    |11-28 17:30|11-25 11-30|phone      |appointment_clerk
F15|confirm         |appointment booked   |11-29 17:30|11-29 11-29|phone      |appointment_clerk
F16|call            |no show              |11-24 17:30|11-24 11-26|phone      |appointment_clerk
F17|call            |part arrived         |11-24 17:30|11-24 11-24|phone      |service_adviser
F18|red-declined    |line declined, red   |12-01 17:30|11-28 12-03|phone      |service_adviser
F18|red-deferred    |line deferred, red   |12-01 17:30|11-28 12-03|phone      |service_adviser
F18|yellow-declined |line declined, yellow|12-24 17:30|12-21 12-26|wechat     |relation_agent
F20|call            |not seen for 6 months|11-24 17:30|11-24 11-26|phone      |relation_agent
F21|gift            |the day              |11-24 17:30|11-24 11-24|gift       |relation_agent
F21|greet           |the day              |11-27 17:30|11-27 11-27|wechat     |relation_agent
F22|before-60       |delivered            |09-24 17:30|09-21 09-26|phone      |insurance_clerk
F22|before-30       |delivered            |10-24 17:30|10-21 10-26|wechat     |insurance_clerk
F22|before-7        |delivered            |11-16 17:30|11-13 11-18|phone      |insurance_clerk
F23|check           |warranty ends 01-29  |11-30 17:30|11-27 12-02|sms        |relation_agent
F25|km              |service closed       |11-29 17:30|11-26 12-01|phone      |sales_consultant
F25|age             |36 months old        |11-29 17:30|11-26 12-01|phone      |sales_consultant
F27|aged            |stock aged           |11-24 17:30|11-24 11-26|board      |sales_manager
""".strip().splitlines()
)


@pytest.fixture
def zhao() -> Party:
    """A customer with birthday on 27 November, and a car that follows the shipped plan."""
    make_rules()
    zhao = make_party("Zhao Min")
    Party.objects.filter(pk=zhao.pk).update(born_on=date(1988, 11, 27))
    car = make_vehicle(owner=zhao)
    Vehicle.objects.filter(pk=car.pk).update(plan_code=make_plan().code)
    return zhao


@pytest.mark.parametrize("row", TABLE, ids=[f"{row[0]} {row[1]}" for row in TABLE])
def test_the_rule_fires(row: tuple[str, ...], zhao: Party) -> None:
    code, step, name, *expected = row

    _happen(name, zhao)

    task = Task.objects.get(rule__code=code, step_key=step)
    due_at = task.due_at.astimezone(NINE_THERE)
    found = [
        f"{due_at:%m-%d %H:%M}",
        f"{task.window_from:%m-%d} {task.window_until:%m-%d}",
        task.channel,
        task.role,
    ]
    assert found == expected
    assert task.why_en.startswith(f"{code} v1: ")


def _happen(name: str, zhao: Party) -> None:
    """Let a room tell its fact; without one the clock strikes."""
    make = _part_arrived() if name == "part arrived" else FACTS.get(name)
    if make:
        handlers.on_fact(record(_of(make(), zhao), by=make_system(), at=NINE))
        return
    if name in CARS:
        column, value = CARS[name]
        Vehicle.objects.update(**{column: value})
    commands.strike_clock(on=TODAY, by=make_system(), at=NINE)


def _of(fact: Fact, zhao: Party) -> Fact:
    """The fact, about the customer and the car of this test."""
    car = Vehicle.objects.order_by("pk")[0]
    stands = {PARTY: zhao.pk, CAR: car.pk}
    said = {f.name: getattr(fact, f.name) for f in fields(fact)}
    return type(fact)(**{name: stands.get(value, value) for name, value in said.items()})


def _part_arrived() -> Callable[[], Fact]:
    make_catalogue()
    adviser, by = make_adviser()
    order = make_order(adviser=adviser, by=by)
    return told(
        PartArrived, source_kind="service.order", source_key=str(order.pk), is_last_missing=True
    )


def test_every_rule_is_in_the_table_or_waits_for_its_room() -> None:
    codes = {rule.code for rule in RULES}

    assert {row[0] for row in TABLE} | set(WAITING) == codes - {"F05b"}


def test_what_waits_has_a_fact_that_no_room_tells_yet() -> None:
    triggers = {rule.code: {step.trigger for step in rule.steps} for rule in RULES}

    assert {code: triggers[code] for code in WAITING} == {c: {k} for c, k in WAITING.items()}
    assert not {getattr(kind, "kind", "") for kind in _facts(Fact)} & set(WAITING.values())


def _facts(kind: type[Fact]) -> set[type[Fact]]:
    return {kind}.union(*(_facts(below) for below in kind.__subclasses__()))
