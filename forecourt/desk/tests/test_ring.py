"""What counts at which station, what is late, what is mine, and who may look behind a count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from forecourt.desk.queries import attention, plan, ring, tally
from forecourt.followups.models import Result
from forecourt.followups.tests.make import make_rules, make_task
from forecourt.kernel import clock
from forecourt.kernel.actor import Actor
from forecourt.leads.models import IntentLevel, Stage
from forecourt.leads.tests.make import make_lead, make_opportunity, make_visit
from forecourt.sales.models.order import OrderState
from forecourt.sales.models.quotation import VersionState
from forecourt.sales.tests.make import make_order as make_sales_order
from forecourt.sales.tests.make import make_version
from forecourt.service.models.order import FloorStage
from forecourt.service.tests.make import make_catalogue
from forecourt.service.tests.make import make_order as make_repair_order
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, login, make_actor, make_staff, make_store

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store_zone() -> Iterator[None]:
    with timezone.override("Asia/Shanghai"):
        yield


def _station(by: Actor, key: str, *, whose: str = ring.STORE) -> ring.Station:
    values = tally.values(by, at=NINE)
    return ring.ring(by, whose=whose, station=key, values=values).station


def test_a_lead_that_nobody_called_in_five_minutes_is_late() -> None:
    make_lead("李娜", at=NINE - timedelta(minutes=4))
    make_lead("王强", phone="13900139001", at=NINE - timedelta(minutes=6))

    station = _station(make_actor(), "prospect")

    assert (station.count, station.late, station.mine) == (2, 1, 0)
    assert [(row.name, row.is_late) for row in station.urgent] == [("王强", True), ("李娜", False)]
    assert station.sentence == "Prospect: 2 cases, 1 overdue"


def test_a_visitor_who_waits_three_minutes_is_late() -> None:
    make_visit(at=NINE - timedelta(minutes=2))
    make_visit(at=NINE - timedelta(minutes=4))

    assert (_station(make_actor(), "prospect").count, _station(make_actor(), "prospect").late) == (
        2,
        1,
    )


def test_deals_are_counted_by_level_and_by_person() -> None:
    zhou = make_staff("Zhou Wen", Role.SALES_CONSULTANT)
    by = make_actor(staff=zhou)
    make_opportunity(consultant=zhou, level=IntentLevel.H)
    make_opportunity(level=IntentLevel.C, at=NINE - timedelta(days=91))
    make_opportunity(stage=Stage.LOST)

    station, mine = _station(by, "follow_up"), _station(by, "follow_up", whose=ring.MINE)

    assert (station.count, station.late, station.mine) == (2, 1, 1)
    assert [(share.stage, share.count) for share in station.shares] == [("late", 1), ("wait", 1)]
    assert (mine.count, mine.mine) == (1, 0)


def test_a_consultant_looks_behind_the_own_deals_only() -> None:
    zhou = make_staff("Zhou Wen", Role.SALES_CONSULTANT)
    make_opportunity(consultant=make_staff("Lu Fang", Role.SALES_CONSULTANT))
    own = make_opportunity(consultant=zhou)
    by = make_actor(Role.SALES_CONSULTANT, staff=zhou)

    station = _station(by, "follow_up")

    assert station.count == 2
    assert [row.href for row in station.urgent] == [f"/leads/deals/{own.pk}/"]


def test_without_the_right_there_is_a_count_and_nothing_behind_it() -> None:
    make_lead()
    li = make_actor(Role.TECHNICIAN, staff=make_staff("Li Wei", Role.TECHNICIAN))

    station = _station(li, "prospect")

    assert (station.count, station.href, station.urgent) == (1, "", ())


def test_another_store_counts_for_itself() -> None:
    make_lead(store=make_store())

    assert _station(make_actor(), "prospect").count == 0


@pytest.mark.parametrize(
    ("stage", "station", "word"),
    [
        (FloorStage.OPENED, "reception", "walk-around"),
        (FloorStage.AUTHORISED, "repair", "to dispatch"),
    ],
)
def test_repair_orders_stand_where_their_stage_is(
    stage: FloorStage, station: str, word: str
) -> None:
    make_catalogue()
    order = make_repair_order(stage=stage, promise_at=NINE + timedelta(hours=2))

    found = _station(make_actor(), station)

    assert [(share.label, share.count) for share in found.shares] == [(word, 1)]
    assert [row.href for row in found.urgent] == [f"/service/orders/{order.pk}/"]
    assert (found.count, found.late) == (1, 0)


def test_a_broken_promise_is_late_by_the_minute() -> None:
    make_catalogue()
    make_repair_order(stage=FloorStage.AUTHORISED, promise_at=NINE + timedelta(minutes=33))
    values = tally.values(make_actor(), at=NINE + timedelta(minutes=60))

    found = ring.ring(make_actor(), whose=ring.STORE, station="repair", values=values)
    matters = attention.attention(make_actor(), area="service", values=values).matters

    assert found.station.late == 1
    assert [(row.word, row.due) for row in matters] == [("Late", "27 minutes late")]


@pytest.mark.parametrize(
    ("state", "station"),
    [
        (OrderState.DRAFT, "order"),
        (OrderState.DEPOSIT_PAID, "order"),
        (OrderState.READY, "delivery"),
    ],
)
def test_sales_orders_stand_where_their_state_is(state: OrderState, station: str) -> None:
    order = make_sales_order(state=state)

    found = _station(make_actor(), station)

    assert (found.count, [row.href for row in found.urgent]) == (1, [f"/sales/orders/{order.pk}/"])


def test_a_quotation_stands_with_what_it_waits_for() -> None:
    make_version(state=VersionState.APPROVAL_WANTED, discount_fen=2_000_000)

    found = _station(make_actor(), "quote")

    assert [(share.stage, share.label) for share in found.shares] == [("qc", "discount to approve")]


def test_tasks_stand_at_the_station_of_their_rule() -> None:
    make_rules()
    zhou = make_staff("Zhou Wen", Role.SALES_CONSULTANT)
    make_task("F11", assignee=zhou, due_at=NINE - timedelta(hours=1))
    make_task("F13")

    by = make_actor(staff=zhou)

    assert (_station(by, "sale_thanks").late, _station(by, "sale_thanks").mine) == (1, 1)
    assert (_station(by, "service_thanks").count, _station(by, "service_thanks").late) == (1, 0)


def test_the_plan_has_a_line_at_the_present_moment() -> None:
    make_rules()
    zhou = make_staff("Zhou Wen", Role.SALES_CONSULTANT)
    make_task("F11", assignee=zhou, due_at=NINE - timedelta(minutes=30))
    make_task("F13", assignee=zhou, due_at=NINE + timedelta(hours=1))
    make_task("F13", assignee=make_staff("Lu Fang", Role.SALES_CONSULTANT))
    by = make_actor(staff=zhou)

    found = plan.plan(tally.values(by, at=NINE))

    assert [(entry.time, entry.css, entry.is_now) for entry in found.entries] == [
        ("08:30", "is-late", False),
        ("09:00", "", True),
        ("10:00", "", False),
    ]
    assert (found.done, found.total) == (0, 2)
    assert plan.late_count(by, at=NINE) == 1


def test_what_is_done_stays_on_the_plan() -> None:
    make_rules()
    zhou = make_staff("Zhou Wen", Role.SALES_CONSULTANT)
    task = make_task("F11", assignee=zhou)
    task.finish(Result.REACHED, staff_id=zhou.pk, on=NINE.date(), at=NINE)

    found = plan.plan(tally.values(make_actor(staff=zhou), at=NINE))

    assert (found.done, found.total) == (1, 1)
    assert found.entries[1].css == "is-done"


def test_attention_shows_what_is_late_and_only_to_those_who_may_see_it() -> None:
    make_lead("王强", at=NINE - timedelta(minutes=47))
    manager = make_actor(Role.SALES_MANAGER)
    adviser = make_actor(Role.SERVICE_ADVISER)

    seen = attention.attention(manager, area="all", values=tally.values(manager, at=NINE))
    unseen = attention.attention(adviser, area="all", values=tally.values(adviser, at=NINE))
    service = attention.attention(manager, area="service", values=tally.values(manager, at=NINE))

    assert [(row.word, row.name, row.due) for row in seen.matters] == [
        ("No contact", "王强", "42 minutes late")
    ]
    assert (seen.late_count, unseen.matters, service.matters) == (1, (), ())


def test_the_status_bar_counts_my_late_tasks(client: Client) -> None:
    make_rules()
    zhou = make_staff("Zhou Wen", Role.SALES_CONSULTANT)
    login(client, zhou)

    with clock.frozen(NINE):
        assert "No late task" in client.get("/desk/status/").text
        make_task("F11", assignee=zhou, due_at=NINE - timedelta(minutes=1))
        assert "1 late task" in client.get("/desk/status/").text
