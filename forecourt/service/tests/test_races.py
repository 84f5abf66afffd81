"""Several people want the same thing at the same moment: one wins, the others are told."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from forecourt.customers.tests.make import make_party
from forecourt.kernel.refusals import Refused
from forecourt.kernel.tenancy import tenant_set
from forecourt.service import commands
from forecourt.service.models import (
    Appointment,
    Authorization,
    FloorStage,
    GatePass,
    JobLine,
    Method,
    RepairOrder,
    Settlement,
)
from forecourt.service.tests.make import (
    NINE,
    TEN,
    make_actor,
    make_car,
    make_catalogue,
    make_order,
    make_owner,
    make_shop,
)
from forecourt.store.tests.make import HOME, home_store
from forecourt.workshop.models import CapacityDay, CapacityHold, WaitType

pytestmark = pytest.mark.django_db(transaction=True)


def _at_once(*calls: Callable[[], object]) -> list[str]:
    """Line these calls up at a barrier and answer how each ended: ``won`` or a refusal's code."""
    gate = Barrier(len(calls))

    def run(call: Callable[[], object]) -> str:
        with tenant_set(HOME):
            connection.ensure_connection()
            gate.wait()
            try:
                call()
            except Refused as refusal:
                return refusal.code
            else:
                return "won"
            finally:
                connection.close()

    with ThreadPoolExecutor(max_workers=len(calls)) as people:
        return sorted(people.map(run, calls))


@pytest.mark.held_by("workshop.CapacityDay")
def test_of_two_owners_one_gets_the_slot() -> None:
    make_catalogue()
    make_shop(bays=1)
    cars = [make_car(f"沪A·0000{n}", owner=make_party(f"Owner {n}")) for n in range(2)]
    CapacityDay.open(
        home_store().pk, TEN.date(), "express_two_man"
    )  # else its birth would queue them up

    def book(number: int) -> Callable[[], object]:
        car, owner = cars[number], make_owner(cars[number])
        return lambda: commands.book_slot(
            arrives_at=TEN,
            vehicle_id=car.pk,
            wait_type=WaitType.LEAVES_CAR,
            menu_code="M10",
            by=owner,
            at=NINE,
        )

    outcomes = _at_once(book(0), book(1))

    assert outcomes == ["slot-taken", "won"]
    assert Appointment.objects.count() == 1
    assert CapacityHold.objects.live(NINE).count() == 1


def test_of_eight_orders_for_one_car_one_is_opened() -> None:
    """The odometer holds the car's row; what comes after it sees the order that was first."""
    make_catalogue()
    car, by = make_car(), make_actor()

    def open_one() -> object:
        return commands.open_order(
            vehicle_id=car.pk,
            odometer_km=20_000,
            wait_type=WaitType.WAITS_HERE,
            wishes=commands.Wishes(menu_codes=["M10"]),
            by=by,
            at=NINE,
        )

    outcomes = _at_once(*[open_one] * 8)

    assert outcomes == ["car-is-here"] * 7 + ["won"]
    assert RepairOrder.objects.count() == 1


@pytest.mark.held_by("service.RepairOrder", "service_settlement_one_live_per_order")
def test_of_eight_settlements_of_one_order_one_is_prepared() -> None:
    make_catalogue()
    order, by = make_order(stage=FloorStage.READY), make_actor()

    def prepare() -> object:
        return commands.prepare_settlement(order_id=order.pk, by=by, at=NINE)

    outcomes = _at_once(*[prepare] * 8)

    assert outcomes == ["settled-already"] * 7 + ["won"]
    assert Settlement.objects.get().number == "ST-261124-0001"


@pytest.mark.held_by("finance.Bill", "service.RepairOrder", "service.Settlement")
def test_of_two_cashiers_one_takes_the_money() -> None:
    make_catalogue()
    order, by = make_order(stage=FloorStage.READY), make_actor()
    made = commands.prepare_settlement(order_id=order.pk, by=by, at=NINE)
    commands.explain_settlement(settlement_id=made.pk, by=by, at=NINE)

    def pay() -> object:
        return commands.take_payment(
            settlement_id=made.pk, amount_fen=48_000, method="cash", by=by, at=NINE
        )

    outcomes = _at_once(pay, pay)

    assert outcomes == ["too-much", "won"]
    made.refresh_from_db()
    assert made.bill is not None
    assert (made.state, made.bill.paid_fen) == ("paid", 48_000)


@pytest.mark.held_by("service.RepairOrder", "service.JobLine")
def test_a_yes_and_a_new_price_never_agree_on_different_amounts() -> None:
    make_catalogue()
    by = make_actor()

    def say_yes(line: JobLine, later_seconds: float) -> object:
        time.sleep(later_seconds)
        return commands.authorise_line(
            line_id=line.pk, text_version=1, method=Method.PHONE, by=by, at=NINE
        )

    for turn in range(5):  # the word meets each step of the change once
        line = JobLine.objects.of(
            make_order(make_car(f"沪A·0000{turn}"), stage=FloorStage.ESTIMATED).pk
        )[0]
        outcomes = _at_once(
            partial(say_yes, line, turn / 50),
            partial(
                commands.change_line,
                line_id=line.pk,
                quantity=Decimal(1),
                unit_price_fen=50_000,
                by=by,
                at=NINE,
            ),
        )
        line.refresh_from_db()
        agreed = Authorization.objects.filter(line=line, verdict="authorised")
        assert "won" in outcomes
        assert (line.authorization, line.amount_fen) == ("proposed", 50_000)
        assert {word.amount_fen for word in agreed} <= {19_200}


@pytest.mark.held_by("service.RepairOrder", "service.GatePass", "service_gatepass_one_per_car")
def test_of_two_passes_one_is_given_and_of_two_gates_one_opens() -> None:
    make_catalogue()
    order, by = make_order(stage=FloorStage.SETTLED), make_actor()

    def give() -> object:
        return commands.give_gate_pass(order_id=order.pk, by=by, at=TEN)

    given = _at_once(give, give)
    assert given == ["pass-given", "won"]
    number = GatePass.objects.get().number

    def leave() -> object:
        return commands.open_gate(code=number, by=by, at=TEN)

    assert _at_once(leave, leave) == ["pass-used", "won"]
