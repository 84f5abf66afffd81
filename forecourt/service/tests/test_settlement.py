"""The settlement: one per order, exact to the fen, and the gate behind it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from forecourt.finance import commands as finance
from forecourt.finance.commands import TooMuch
from forecourt.finance.models import Bill, PayMethod
from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing
from forecourt.parts.models import PartRequest
from forecourt.service import commands, handlers
from forecourt.service.models import (
    FloorStage,
    GatePass,
    JobLine,
    PayType,
    RepairOrder,
    Settlement,
    Told,
)
from forecourt.service.tests.make import (
    NINE,
    TEN,
    bring_to,
    make_actor,
    make_catalogue,
    make_order,
    make_store,
    settle,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    make_catalogue()


def _prepared(order: RepairOrder) -> Settlement:
    return commands.prepare_settlement(order_id=order.pk, by=make_actor(), at=NINE)


def _explained(order: RepairOrder) -> Settlement:
    made = _prepared(order)
    return commands.explain_settlement(settlement_id=made.pk, by=make_actor(), at=NINE)


def _pay(made: Settlement, amount_fen: int) -> Settlement:
    return commands.take_payment(
        settlement_id=made.pk,
        amount_fen=amount_fen,
        method=PayMethod.CASH,
        by=make_actor(),
        at=TEN,
    )


def test_the_menu_price_is_on_the_bill_to_the_fen() -> None:
    made = _prepared(make_order(stage=FloorStage.READY))

    assert (made.number, made.total_fen, made.customer_fen) == ("ST-261124-0001", 48_000, 48_000)
    bill = Bill.objects.get()
    assert (bill.state, bill.total_fen) == ("draft", 48_000)
    rows = bill.lines.order_by("place").values_list("unit_price_fen", "discount_fen", "total_fen")
    assert list(rows) == [(20_000, 800, 19_200), (7_500, 1_200, 28_800)]


def test_what_others_pay_is_not_on_the_customers_bill() -> None:
    order = make_order(stage=FloorStage.INSPECTED)
    part = JobLine.objects.of(order.pk)[1]
    commands.change_line(
        line_id=part.pk,
        quantity=Decimal(4),
        unit_price_fen=7_500,
        pay_type=PayType.WARRANTY,
        by=make_actor(),
        at=NINE,
    )
    made = _prepared(bring_to(order, FloorStage.READY))

    assert (made.total_fen, made.customer_fen) == (49_200, 19_200)
    assert Bill.objects.get().total_fen == 19_200


def test_an_order_before_its_check_is_not_settled() -> None:
    with pytest.raises(commands.NotCheckedYet):
        _prepared(make_order(stage=FloorStage.WORK_DONE))


def test_a_part_in_the_store_room_is_not_billed() -> None:
    order = make_order(stage=FloorStage.READY)
    PartRequest.objects.filter(source_key=str(order.pk)).update(state="picked")

    with pytest.raises(commands.PartsNotIssued, match="Engine oil"):
        _prepared(order)


def test_an_order_is_settled_once() -> None:
    order = make_order(stage=FloorStage.READY)
    _prepared(order)

    with pytest.raises(commands.SettledAlready):
        _prepared(order)

    assert Settlement.objects.count() == 1
    assert Bill.objects.count() == 1


def test_money_is_taken_in_parts_and_the_last_fen_settles_the_order() -> None:
    order = make_order(stage=FloorStage.READY)
    made = _explained(order)

    states = [_pay(made, amount).state for amount in (10_000, 37_999, 1)]

    order.refresh_from_db()
    assert states == ["partly_paid", "partly_paid", "paid"]
    assert order.floor_stage == FloorStage.SETTLED
    facts = Entry.objects.filter(kind="service.settlement_paid").order_by("pk")
    assert [fact.payload["left_fen"] for fact in facts] == [38_000, 1, 0]


def test_more_than_is_due_is_refused_and_nothing_changes() -> None:
    made = _explained(make_order(stage=FloorStage.READY))

    with pytest.raises(TooMuch):
        _pay(made, 48_001)

    made.refresh_from_db()
    assert made.state == "explained"


def test_nothing_is_paid_before_it_is_explained() -> None:
    made = _prepared(make_order(stage=FloorStage.READY))

    with pytest.raises(commands.NotExplained):
        _pay(made, 100)


def test_money_taken_at_the_till_of_finance_is_followed() -> None:
    order = make_order(stage=FloorStage.READY)
    made = _explained(order)
    bill = Bill.objects.get()

    finance.take_payment(
        bill_id=bill.pk, amount_fen=48_000, method=PayMethod.CARD, by=make_actor(), at=TEN
    )
    entry = Entry.objects.get(kind="finance.payment_taken")
    handlers.on_money(entry)
    handlers.on_money(entry)

    made.refresh_from_db()
    order.refresh_from_db()
    assert (made.state, order.floor_stage) == ("paid", "settled")
    assert Entry.objects.filter(kind="service.settlement_paid").count() == 1


def test_a_car_that_is_paid_in_the_wash_is_settled_when_it_is_ready() -> None:
    order = make_order(stage=FloorStage.WASHING)
    _pay(_explained(order), 48_000)
    order.refresh_from_db()
    before = order.floor_stage

    commands.make_ready(order_id=order.pk, how=Told.FACE, by=make_actor(), at=TEN)

    order.refresh_from_db()
    assert (before, order.floor_stage) == (FloorStage.WASHING, FloorStage.SETTLED)


def test_credit_has_a_limit() -> None:
    order = make_order(stage=FloorStage.READY)
    made = _explained(order)

    commands.grant_credit(settlement_id=made.pk, reason="fleet", by=make_actor(), at=NINE)

    made.refresh_from_db()
    order.refresh_from_db()
    assert (made.state, order.floor_stage) == ("on_credit", "settled")


def test_credit_above_the_limit_is_refused() -> None:
    order = make_order(stage=FloorStage.INSPECTED)
    commands.add_sublet(
        order_id=order.pk, title="Paint", price_fen=500_000, by=make_actor(), at=NINE
    )
    made = _explained(bring_to(order, FloorStage.READY))

    with pytest.raises(commands.OverCredit, match="up to ¥5000"):
        commands.grant_credit(settlement_id=made.pk, reason="fleet", by=make_actor(), at=NINE)

    made.refresh_from_db()
    assert made.state == "explained"


def test_a_corrected_settlement_stands_beside_its_reversal() -> None:
    order = make_order(stage=FloorStage.SETTLED)
    first = Settlement.objects.get()

    commands.reverse_settlement(settlement_id=first.pk, reason="wrong", by=make_actor(), at=TEN)
    second = _prepared(order)

    order.refresh_from_db()
    assert order.floor_stage == FloorStage.READY
    assert second.number == "ST-261124-0002"
    assert sorted(Bill.objects.values_list("total_fen", "state")) == [
        (-48_000, "posted"),
        (48_000, "draft"),
        (48_000, "reversed"),
    ]


def test_a_draft_is_dropped_without_a_reversing_bill() -> None:
    made = _prepared(make_order(stage=FloorStage.READY))

    commands.reverse_settlement(settlement_id=made.pk, reason="wrong", by=make_actor(), at=TEN)

    assert not Bill.objects.exists()


def test_no_pass_before_the_money() -> None:
    order = make_order(stage=FloorStage.READY)

    with pytest.raises(commands.NotSettled):
        commands.give_gate_pass(order_id=order.pk, by=make_actor(), at=TEN)


def test_a_pass_is_given_once_and_opens_the_gate_once() -> None:
    order = make_order(stage=FloorStage.SETTLED)
    given = commands.give_gate_pass(order_id=order.pk, by=make_actor(), at=TEN)
    with pytest.raises(commands.PassGiven):
        commands.give_gate_pass(order_id=order.pk, by=make_actor(), at=TEN)

    commands.open_gate(code=f" {given.number.lower()} ", by=make_actor(), at=TEN)
    with pytest.raises(commands.PassUsed):
        commands.open_gate(code=given.token, by=make_actor(), at=TEN)

    order.refresh_from_db()
    assert (order.floor_stage, order.left_at) == (FloorStage.GATE_OUT, TEN)
    assert Settlement.objects.get().state == "released"


def test_the_service_is_closed_at_the_gate_with_what_the_next_one_is_reckoned_from() -> None:
    order = make_order(stage=FloorStage.GATE_OUT, odometer_km=20_000)

    payload = Entry.objects.get(kind="service.service_closed").payload

    assert payload["vehicle_id"] == str(order.vehicle_id)
    assert (payload["odometer_km"], payload["menu_codes"]) == (20_000, ["M10"])
    assert (payload["is_maintenance"], payload["total_fen"]) == (True, 48_000)
    order.vehicle.refresh_from_db()
    assert order.vehicle.last_service_km == 20_000


def test_a_reversed_settlement_takes_the_pass_back() -> None:
    order = make_order(stage=FloorStage.SETTLED)
    given = commands.give_gate_pass(order_id=order.pk, by=make_actor(), at=TEN)
    made = Settlement.objects.get()
    commands.reverse_settlement(settlement_id=made.pk, reason="wrong", by=make_actor(), at=TEN)

    with pytest.raises(commands.NotSettled):
        commands.open_gate(code=given.number, by=make_actor(), at=TEN)


def test_a_pass_of_another_store_is_none() -> None:
    order = make_order(stage=FloorStage.SETTLED)
    commands.give_gate_pass(order_id=order.pk, by=make_actor(), at=TEN)

    with pytest.raises(Missing):
        commands.open_gate(
            code=GatePass.objects.get().number, by=make_actor(store=make_store()), at=TEN
        )


def test_a_paid_settlement_is_not_paid_again() -> None:
    order = make_order(stage=FloorStage.READY)
    made = settle(order, make_actor())

    with pytest.raises((TooMuch, IllegalMove)):
        _pay(made, 1)
