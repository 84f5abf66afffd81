"""Orders: identity, deposit by law, money, invoice, cancelling."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from forecourt.finance.models import Bill, Receipt
from forecourt.kernel.actor import Actor
from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, WrongInput
from forecourt.leads.models import Stage
from forecourt.leads.tests.make import make_opportunity
from forecourt.sales import commands
from forecourt.sales.commands import (
    DataSheetIncomplete,
    DepositTooHigh,
    NoBillYet,
    NotReady,
    QuotationExpiredAlready,
)
from forecourt.sales.commands.payments import bill_order
from forecourt.sales.models import (
    Fault,
    InspectionState,
    OrderState,
    SalesOrder,
    StockState,
    VersionState,
)
from forecourt.sales.tests.make import (
    make_allocation,
    make_inspection,
    make_order,
    make_prices,
    make_side_service,
    make_unit,
    make_version,
    make_wish,
)
from forecourt.store.tests.make import NINE, make_actor, make_store

pytestmark = pytest.mark.django_db


def _sign(**changes: Any) -> SalesOrder:  # Any: a test's values
    version = make_version(make_opportunity(stage=Stage.QUOTED), state=VersionState.SENT)
    values: dict[str, Any] = {
        "version_id": version.pk,
        "deposit_fen": 2_000_000,
        "promised_on": date(2026, 12, 10),
        "identity_tail": "123X",
        "by": make_actor(),
        "at": NINE,
    }
    return commands.draft_order(**(values | changes))


def test_a_signed_quotation_becomes_an_order() -> None:
    order = _sign()

    assert (order.number, order.state, order.total_fen) == ("SO-261124-001", "draft", 18_980_000)
    assert order.version.state == VersionState.ACCEPTED


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"identity_tail": "12"}, WrongInput),
        ({"promised_on": date(2026, 11, 23)}, WrongInput),
        ({"deposit_fen": 3_796_001}, DepositTooHigh),
        ({"at": NINE + timedelta(days=8)}, QuotationExpiredAlready),
    ],
)
def test_what_is_not_signed(change: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        _sign(**change)

    assert not SalesOrder.objects.exists()
    assert not Entry.objects.exists()


def test_the_manager_makes_the_contract_hold() -> None:
    order = make_order()

    commands.approve_order(order_id=order.pk, by=make_actor(), at=NINE)

    order.refresh_from_db()
    assert (order.state, order.opportunity.stage) == ("approved", Stage.ORDERED)
    assert [entry.kind for entry in Entry.objects.order_by("pk")] == [
        "leads.opportunity_stage_changed",
        "sales.order_signed",
    ]


def test_a_binding_deposit_above_a_fifth_is_refused_and_earnest_money_is_not() -> None:
    order, by = make_order(state=OrderState.APPROVED), make_actor()
    ask: dict[str, Any] = {"order_id": order.pk, "method": "card", "by": by, "at": NINE}

    with pytest.raises(DepositTooHigh, match=r"37,960\.00"):
        commands.take_deposit(amount_fen=4_000_000, **ask)
    assert not Receipt.objects.exists()

    commands.take_deposit(amount_fen=4_000_000, kind="earnest_money", **ask)
    assert Receipt.objects.get().kind == "earnest_money"


def test_the_bill_of_an_order_is_lowered_by_its_trade_in_without_tax() -> None:
    make_prices()
    wish = replace(make_wish(), trade_in_fen=3_000_000, trade_in_note="沪A12345")
    by = make_actor()
    deal = make_opportunity(stage=Stage.CONTACTED)
    version = commands.draft_quotation(opportunity_id=deal.pk, wish=wish, by=by, at=NINE)
    version.send(valid_until=date(2026, 12, 1), at=NINE)
    version.accept(at=NINE)
    order = SalesOrder.draft(
        version,
        number="SO-TRADE",
        deposit_fen=0,
        promised_on=date(2026, 12, 10),
        identity_tail="123X",
        at=NINE,
    )

    bill_id = bill_order(order_id=order.pk, by=by, at=NINE)

    bill = Bill.objects.get(pk=bill_id)
    line = bill.lines.get(code="TRADE-IN")
    assert bill.total_fen == order.total_fen == version.total_fen
    assert (line.total_fen, line.tax_fen, line.quantity) == (-3_000_000, 0, Decimal(-1))


def test_no_money_is_taken_before_there_is_a_bill() -> None:
    order = make_order(state=OrderState.APPROVED)

    with pytest.raises(NoBillYet):
        commands.take_payment(
            order_id=order.pk, amount_fen=1000, method="card", by=make_actor(), at=NINE
        )


def _with_car(state: OrderState) -> SalesOrder:
    order = make_order(state=state)
    make_allocation(order, make_unit())
    return order


def test_an_invoice_needs_a_complete_data_sheet() -> None:
    order = _with_car(OrderState.PAID)
    unit = order.allocations.get().stock_unit
    unit.note_papers(engine_number="E1", certificate_number="", purchase_record="")
    ask: dict[str, Any] = {
        "order_id": order.pk,
        "invoice_code": "131002600001",
        "invoice_number": "00000077",
        "invoiced_on": date(2026, 11, 24),
        "by": make_actor(),
        "at": NINE,
    }

    with pytest.raises(DataSheetIncomplete, match="certificate number, purchase record"):
        commands.record_invoice(**ask)
    unit.note_papers(engine_number="E1", certificate_number="C1", purchase_record="M1")
    for day in (date(1900, 1, 1), date(2026, 11, 25)):
        with pytest.raises(WrongInput, match="between the day of the order and today"):
            commands.record_invoice(**ask | {"invoiced_on": day})
    commands.record_invoice(**ask)

    unit.refresh_from_db()
    assert unit.state == StockState.INVOICED


def test_a_car_is_ready_when_everything_is_done() -> None:
    order = _with_car(OrderState.INVOICED)
    unit = order.allocations.get().stock_unit
    service = make_side_service(order)
    ask: dict[str, Any] = {"order_id": order.pk, "by": make_actor(), "at": NINE}

    with pytest.raises(NotReady, match="has not passed its inspection"):
        commands.make_ready(**ask)
    make_inspection(unit, order, state=InspectionState.PASSED)
    with pytest.raises(NotReady, match="Insurance"):
        commands.make_ready(**ask)
    service.drop("arranges it himself", at=NINE)
    commands.make_ready(**ask)

    order.refresh_from_db()
    assert order.state == OrderState.READY


def _manager() -> Actor:
    """Somebody else than the cashier: money goes back through two people."""
    return replace(make_actor(), key="staff:zhao")


def test_a_cancelled_order_frees_the_car_and_keeps_the_deposit() -> None:
    order, by = make_order(state=OrderState.APPROVED), make_actor()
    unit = make_unit()
    commands.take_deposit(order_id=order.pk, amount_fen=1_000_000, method="card", by=by, at=NINE)
    commands.reserve_vehicle(order_id=order.pk, stock_unit_id=unit.pk, by=by, at=NINE)
    commands.take_payment(order_id=order.pk, amount_fen=500_000, method="transfer", by=by, at=NINE)

    commands.cancel_order(
        order_id=order.pk, fault=Fault.CUSTOMER, reason="bought elsewhere", by=_manager(), at=NINE
    )

    order.refresh_from_db()
    unit.refresh_from_db()
    assert (order.state, order.refund_fen, order.kept_fen) == ("cancelled", 500_000, 1_000_000)
    assert (unit.state, order.opportunity.stage) == (StockState.IN_STOCK, Stage.QUOTED)
    refunded = {row.kind: row.refunded_fen for row in Receipt.objects.order_by("pk")}
    assert refunded == {"deposit": 0, "balance": 500_000}


def test_a_store_that_fails_owes_the_deposit_twice() -> None:
    order, by = make_order(state=OrderState.APPROVED), make_actor()
    commands.take_deposit(order_id=order.pk, amount_fen=1_000_000, method="card", by=by, at=NINE)

    commands.cancel_order(
        order_id=order.pk, fault=Fault.STORE, reason="no car", by=_manager(), at=NINE
    )

    order.refresh_from_db()
    assert (order.refund_fen, order.compensation_fen) == (1_000_000, 1_000_000)


def test_a_delivered_order_is_not_cancelled() -> None:
    order = make_order(state=OrderState.READY)

    with pytest.raises(IllegalMove):
        commands.cancel_order(
            order_id=order.pk, fault=Fault.NOBODY, reason="x", by=make_actor(), at=NINE
        )


def test_another_day_is_promised_with_a_reason() -> None:
    order = make_order(state=OrderState.APPROVED)

    commands.change_promise(
        order_id=order.pk,
        promised_on=date(2026, 12, 20),
        reason="ship is late",
        by=make_actor(),
        at=NINE,
    )

    payload = Entry.objects.get(kind="sales.eta_changed").payload
    assert (payload["promised_before"], payload["promised_on"]) == ("2026-12-10", "2026-12-20")


def test_the_order_of_another_store_does_not_exist() -> None:
    order = make_order(store=make_store())

    with pytest.raises(Missing):
        commands.approve_order(order_id=order.pk, by=make_actor(), at=NINE)
