"""A fact is heard: tasks are born once, with their reason, and end when it is gone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from forecourt.customers.models import ConsentBasis, ConsentPurpose
from forecourt.customers.tests.make import make_consent, make_consent_text, make_party
from forecourt.followups import commands
from forecourt.followups.models import Rule, RuleStep, Task, TaskState
from forecourt.followups.tests.make import make_fact, make_rules, make_system, make_task
from forecourt.service.tests.make import make_adviser, make_catalogue, make_order
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, home_store, make_staff, make_store
from forecourt.vehicles.models import Vehicle
from forecourt.vehicles.tests.make import make_vehicle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rules() -> None:
    make_rules()


def hear(kind: str, **payload: Any) -> tuple[int, UUID]:  # Any: JSON
    fact = make_fact(kind, **payload)
    return commands.hear(**fact, by=make_system()), fact["fact_id"]


def codes() -> list[tuple[str, str, str]]:
    rows = Task.objects.order_by("rule__code", "step_key")
    return [(t.rule.code, t.step_key, t.state) for t in rows]


def test_all_rules_are_loaded_once() -> None:
    commands.load_defaults(by=make_system(), at=NINE)

    codes = list(Rule.objects.order_by("code").values_list("code", flat=True))
    assert codes == sorted([f"F{n:02d}" for n in range(1, 28)] + ["F05b"])
    assert RuleStep.objects.filter(opening_zh="").count() == 0


def test_a_delivery_brings_thanks_calls_checks_and_insurance() -> None:
    zhao, seller = make_party("Zhao Min"), make_staff("Qian Hua", Role.SALES_CONSULTANT)
    car = make_vehicle(owner=zhao)
    make_consent_text(ConsentPurpose.INSURANCE)
    make_consent(zhao, ConsentPurpose.INSURANCE)

    born, _ = hear(
        "sales.vehicle_delivered",
        order_id=uuid7(),
        party_id=zhao.pk,
        vehicle_id=car.pk,
        consultant_id=seller.pk,
        delivered_on="2026-11-24",
        insurance_ends_on="2027-11-23",
    )

    assert born == 10
    rows = {(t.rule.code, t.step_key): t for t in Task.objects.all()}
    assert rows["F10", "letter"].assignee == seller
    assert rows["F10", "letter"].due_on == date(2026, 11, 24)
    assert rows["F11", "3dc"].due_on == date(2026, 11, 27)
    assert rows["F12", "call"].due_on == date(2026, 12, 19)
    assert rows["F22", "before-60"].due_on == date(2027, 9, 24)
    assert rows["F10", "letter"].state == TaskState.DUE
    assert rows["F11", "3dc"].state == TaskState.PLANNED
    assert rows["F11", "7dc"].why_en == (
        "F11 v1: delivered on 2026-11-24, call on day 7; due 2026-12-01"
    )


def test_a_fact_heard_twice_makes_its_tasks_once() -> None:
    fact = make_fact("leads.visitor_arrived", visit_id=uuid7(), party_size=1, reason="look")

    first = commands.hear(**fact, by=make_system())
    again = commands.hear(**fact, by=make_system())

    assert (first, again, Task.objects.count()) == (1, 0, 1)


def test_a_new_level_replaces_the_next_contact() -> None:
    party, opportunity = make_party(), uuid7()
    make_consent_text(ConsentPurpose.ENQUIRY)
    make_consent(party, ConsentPurpose.ENQUIRY)
    hear("leads.prospect_filed", opportunity_id=opportunity, party_id=party.pk, level="B")

    _, fact_id = hear("leads.level_set", opportunity_id=opportunity, party_id=party.pk, level="H")

    old, new = Task.objects.order_by("pk")
    assert (old.state, old.void_kind, old.void_fact_id) == ("void", "leads.level_set", fact_id)
    assert (new.state, new.due_on) == ("planned", date(2026, 12, 1))


def test_a_contact_made_is_the_next_contact_done() -> None:
    party, opportunity = make_party(), uuid7()
    ids = {"opportunity_id": opportunity, "party_id": party.pk}
    hear("leads.prospect_filed", level="H", **ids)

    hear("leads.contact_made", level="A", **ids)

    assert codes() == [
        ("F05", "A-contact_made", "blocked"),  # nobody gave consent to the enquiry
        ("F05", "H-prospect_filed", "done"),
    ]


def test_an_order_ends_the_sales_tasks_and_begins_its_own() -> None:
    party, opportunity, order = make_party(), uuid7(), uuid7()
    ids = {"opportunity_id": opportunity, "party_id": party.pk}
    hear("sales.quotation_sent", number="Q-1", **ids)

    hear("sales.order_signed", order_id=order, number="SO-1", promised_on="2026-12-20", **ids)

    assert codes() == [
        ("F04", "confirm", "due"),
        ("F07", "quote", "void"),
        ("F08", "weekly", "planned"),
    ]


def test_an_appointment_ends_the_reminder_and_asks_for_a_confirming_call() -> None:
    party = make_party()
    car = make_vehicle(owner=party)
    hear(
        "sales.vehicle_delivered",
        order_id=uuid7(),
        party_id=party.pk,
        vehicle_id=car.pk,
        delivered_on="2026-11-24",
    )

    hear(
        "service.appointment_booked",
        appointment_id=uuid7(),
        number="AP-1",
        vehicle_id=car.pk,
        party_id=party.pk,
        arrives_at="2026-11-30T02:00:00+00:00",
    )

    assert [row for row in codes() if row[0] in {"F12", "F14", "F15"}] == [
        ("F12", "call", "void"),
        ("F12", "mail", "void"),
        ("F14", "call", "void"),
        ("F14", "mail", "void"),
        ("F15", "confirm", "planned"),
    ]


def _reminded() -> dict[str, UUID]:
    """A car that was called for its service of 2026-12-01, and booked then."""
    party = make_party()
    car = make_vehicle(owner=party)
    task = make_task("F15", "call", party=party, vehicle=car, subject_id=car.pk)
    Task.objects.filter(pk=task.pk).update(values={"due_on": "2026-12-01", "due_km": 10_000})
    ids = {"vehicle_id": car.pk, "party_id": party.pk, "appointment_id": uuid7()}
    hear("service.appointment_booked", number="AP-1", arrives_at="2026-11-26T02:00:00+00:00", **ids)
    return ids


@pytest.mark.parametrize(
    ("kind", "step", "due_on"),
    [
        ("service.appointment_cancelled", "again-cancelled", date(2026, 11, 24)),
        ("service.appointment_no_show", "again-missed", date(2026, 11, 26)),
    ],
)
def test_an_appointment_that_fell_through_raises_the_reminder_again(
    kind: str, step: str, due_on: date
) -> None:
    ids = _reminded()
    extra = {"no_shows": 1} if kind.endswith("no_show") else {"reason": "ill"}

    hear(kind, number="AP-1", arrives_at="2026-11-26T02:00:00+00:00", **ids, **extra)
    hear(kind, number="AP-1", arrives_at="2026-11-26T02:00:00+00:00", **ids, **extra)

    again = Task.objects.open().get(rule__code="F15")
    assert (again.step_key, again.due_on, again.role) == (step, due_on, "appointment_clerk")
    assert "the service is due 2026-12-01" in again.why_en
    hear("service.appointment_booked", number="AP-2", arrives_at="2026-11-30T02:00:00+00:00", **ids)
    again.refresh_from_db()
    assert (again.state, again.void_kind) == ("void", "service.appointment_booked")


def test_nothing_is_raised_again_when_the_car_was_serviced_or_never_reminded() -> None:
    ids = _reminded()
    Vehicle.objects.filter(pk=ids["vehicle_id"]).update(last_service_on=date(2026, 11, 25))
    stranger = make_vehicle("", owner=make_party("Li Na"))

    for vehicle_id in (ids["vehicle_id"], stranger.pk):
        hear(
            "service.appointment_cancelled",
            number="AP-1",
            arrives_at="2026-11-26T02:00:00+00:00",
            reason="ill",
            appointment_id=uuid7(),
            vehicle_id=vehicle_id,
            party_id=ids["party_id"],
        )

    assert not Task.objects.open().filter(step_key="again-cancelled").exists()


def test_a_car_sold_on_leaves_no_open_task() -> None:
    party = make_party()
    car = make_vehicle(owner=party)
    ids = {"vehicle_id": car.pk, "party_id": party.pk}
    hear("sales.vehicle_delivered", order_id=uuid7(), delivered_on="2026-11-24", **ids)

    hear("vehicles.vehicle_sold_on", **ids)

    assert Task.objects.open().count() == 0


def test_a_missing_consent_blocks_and_says_which() -> None:
    party, opportunity = make_party(), uuid7()

    hear("leads.opportunity_lost", opportunity_id=opportunity, party_id=party.pk, reason="price")

    blocked = Task.objects.filter(rule__code="F09")
    assert {(t.state, t.blocked_by) for t in blocked} == {("blocked", "marketing phone")}


def test_consent_given_later_frees_and_withdrawn_blocks() -> None:
    party, opportunity = make_party(), uuid7()
    hear("leads.opportunity_lost", opportunity_id=opportunity, party_id=party.pk, reason="price")
    make_consent_text(ConsentPurpose.MARKETING)
    consent = make_consent(party, ConsentPurpose.MARKETING)

    hear("customers.consent_given", party_id=party.pk)
    given = set(Task.objects.values_list("state", flat=True))
    consent.withdraw(withdrawn_by="staff:x", reason="asked", at=NINE)
    hear("customers.consent_withdrawn", party_id=party.pk)

    assert given == {"due", "planned"}
    assert set(Task.objects.values_list("state", flat=True)) == {"blocked"}


def test_a_purpose_of_the_contract_needs_no_consent_until_it_is_withdrawn() -> None:
    party = make_party()
    car = make_vehicle(owner=party)
    make_consent_text(ConsentPurpose.AFTER_SALES, basis=ConsentBasis.CONTRACT)
    consent = make_consent(party, ConsentPurpose.AFTER_SALES)
    ids = {"vehicle_id": car.pk, "party_id": party.pk, "order_id": uuid7()}
    hear("service.service_closed", number="RO-1", odometer_km=1000, **ids)
    before = Task.objects.get().state

    consent.withdraw(withdrawn_by="owner", reason="", at=NINE)
    hear("customers.consent_withdrawn", party_id=party.pk)

    assert (before, Task.objects.get().state) == ("planned", "blocked")


def test_what_is_due_today_goes_to_the_one_with_the_least_to_do() -> None:
    first, second = make_staff("An", Role.RECEPTIONIST), make_staff("Bo", Role.RECEPTIONIST)

    for _visit in range(4):
        hear("leads.visitor_arrived", visit_id=uuid7(), party_size=1, reason="look")

    loads = [Task.objects.filter(assignee=person).count() for person in (first, second)]
    assert loads == [2, 2]


def test_a_new_consultant_takes_the_open_tasks_over() -> None:
    party, opportunity = make_party(), uuid7()
    old, new = make_staff("An", Role.SALES_CONSULTANT), make_staff("Bo", Role.SALES_CONSULTANT)
    ids = {"opportunity_id": opportunity, "party_id": party.pk}
    hear("leads.prospect_filed", level="H", consultant_id=old.pk, **ids)

    hear("leads.opportunity_assigned", consultant_id=new.pk, **ids)

    assert Task.objects.get().assignee == new


def test_the_last_missing_part_calls_the_customer_of_the_order() -> None:
    make_catalogue()
    adviser, by = make_adviser()
    order = make_order(adviser=adviser, by=by)

    hear(
        "parts.part_arrived",
        source_kind="service.order",
        source_key=str(order.pk),
        is_last_missing=True,
    )

    task = Task.objects.get(rule__code="F17")
    assert (task.party_id, task.vehicle_id, task.assignee) == (
        order.party_id,
        order.vehicle_id,
        adviser,
    )
    assert order.number in task.why_en


def test_the_rules_of_another_store_are_not_ours() -> None:
    other = make_store()
    by = make_system()
    stranger = type(by).system(by.tenant_id, other.pk)

    born = commands.hear(**make_fact("leads.visitor_arrived", visit_id=uuid7()), by=stranger)

    assert born == 0


def test_a_minute_rule_waits_for_the_opening() -> None:
    fact = make_fact(
        "leads.lead_received",
        at=NINE + timedelta(hours=13),
        lead_id=uuid7(),
        received_at=(NINE + timedelta(hours=13)).isoformat(),
    )

    commands.hear(**fact, by=make_system())

    assert Task.objects.get().due_at.isoformat() == "2026-11-25T00:35:00+00:00"


def test_a_visitor_who_ordered_gets_no_call_for_leaving_without_an_order() -> None:
    party, opportunity = make_party(), uuid7()
    ids = {"visit_id": uuid7(), "opportunity_id": opportunity, "party_id": party.pk}

    ordered, _ = hear("leads.visitor_left", outcome="ordered", **ids)
    filed, _ = hear("leads.visitor_left", outcome="filed", **ids)

    assert (ordered, filed, [row[:2] for row in codes()]) == (0, 1, [("F03", "call")])


@pytest.mark.parametrize(("km", "born"), [(50_000, []), (50_001, [("F25", "km")])])
def test_a_trade_up_is_offered_above_fifty_thousand_kilometres(
    km: int, born: list[tuple[str, str]]
) -> None:
    car = make_vehicle(owner=make_party())

    hear("service.service_closed", order_id=uuid7(), vehicle_id=car.pk, odometer_km=km)

    assert [row[:2] for row in codes() if row[0] == "F25"] == born


@pytest.mark.parametrize(("days", "born"), [(364, 0), (366, 1)])
def test_a_refused_trade_up_is_not_offered_again_for_twelve_months(days: int, born: int) -> None:
    zhao = make_party()
    car = make_vehicle(owner=zhao)
    refused = make_task("F25", party=zhao, vehicle=car, subject_id=car.pk, state=TaskState.FAILED)
    Task.objects.filter(pk=refused.pk).update(
        result="refused", ended_at=NINE - timedelta(days=days)
    )
    Vehicle.objects.filter(pk=car.pk).update(delivered_on=date(2023, 11, 24))

    hear("service.service_closed", order_id=uuid7(), vehicle_id=car.pk, odometer_km=52_000)
    by_km = Task.objects.filter(rule__code="F25").exclude(pk=refused.pk).count()
    commands.strike_clock(on=date(2026, 11, 24), by=make_system(), at=NINE)

    offers = Task.objects.filter(rule__code="F25").exclude(pk=refused.pk).count()
    assert (by_km, offers) == (born, 2 * born)


@pytest.mark.parametrize(
    ("code", "step", "values", "expected"),
    [
        ("F14", "mail", {"delivered_on": "2026-11-24"}, "2027-06-01"),  # 182 d, and 7 d more
        ("F14", "call", {"delivered_on": "2026-11-24"}, "2027-06-01"),
        ("F22", "before-60", {"insurance_ends_on": "2027-11-23"}, "2027-11-20"),
    ],
)
def test_the_ladder_counts_from_the_day_itself_for_each_step(
    code: str, step: str, values: dict[str, str], expected: str
) -> None:
    car = make_vehicle(owner=make_party())

    hear("sales.vehicle_delivered", order_id=uuid7(), vehicle_id=car.pk, **values)

    task = Task.objects.get(rule__code=code, step_key=step)
    assert task.escalate_at is not None
    assert task.escalate_at.astimezone(home_store().zone).date().isoformat() == expected
