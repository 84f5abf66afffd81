"""Eight pickers and one part; eight orders over the same shelves in every order."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection
from uuid_utils.compat import uuid7

from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.source import Source
from forecourt.kernel.tenancy import tenant_set
from forecourt.parts import commands
from forecourt.parts.models import PartRequest, Stock, StockMove
from forecourt.parts.rules import Wanted
from forecourt.parts.tests.make import NINE, make_actor, make_request, make_stock


@pytest.mark.held_by("parts.Stock")
@pytest.mark.django_db(transaction=True)
def test_eight_orders_ask_for_three_parts_and_three_get_one() -> None:
    part, by, gate = make_stock(quantity=3), make_actor(), Barrier(8)

    def ask(number: int) -> str:
        with tenant_set(by.tenant_id):
            connection.ensure_connection()
            gate.wait()
            try:
                return commands.request_part(
                    source=Source("service.order", str(number)),
                    part_id=part.pk,
                    quantity=Decimal(1),
                    line_id=uuid7(),
                    by=by,
                    at=NINE,
                ).state
            finally:
                connection.close()

    with ThreadPoolExecutor(max_workers=8) as orders:
        outcomes = sorted(orders.map(ask, range(8)))

    assert outcomes == ["back_ordered"] * 5 + ["reserved"] * 3
    stock = Stock.objects.get(part=part)
    assert (int(stock.on_hand), int(stock.reserved)) == (3, 3)


@pytest.mark.held_by("parts.PartRequest", "parts.Stock")
@pytest.mark.django_db(transaction=True)
def test_eight_pickers_and_one_request_and_one_wins() -> None:
    part, by, gate = make_stock(quantity=3), make_actor(), Barrier(8)
    request = make_request(part, 2)
    commands.pick_request(request_id=request.pk, by=by, at=NINE)

    def hand_out(_picker: int) -> str:
        with tenant_set(by.tenant_id):
            connection.ensure_connection()
            gate.wait()
            try:
                commands.issue_request(request_id=request.pk, by=by, at=NINE)
            except IllegalMove:
                return "told"
            else:
                return "won"
            finally:
                connection.close()

    with ThreadPoolExecutor(max_workers=8) as pickers:
        outcomes = sorted(pickers.map(hand_out, range(8)))

    assert outcomes == ["told"] * 7 + ["won"]
    assert (int(Stock.objects.get(part=part).on_hand), StockMove.objects.count()) == (1, 2)


@pytest.mark.held_by("parts.Stock in order")
@pytest.mark.django_db(transaction=True)
def test_orders_that_name_their_parts_in_any_order_do_not_block_each_other() -> None:
    parts, by, gate = [make_stock(quantity=100) for _ in range(6)], make_actor(), Barrier(8)

    def ask(number: int) -> int:
        turned = parts[number % 6 :] + parts[: number % 6]
        turned = turned[::-1] if number % 2 else turned
        with tenant_set(by.tenant_id):
            connection.ensure_connection()
            gate.wait()
            try:
                for turn in range(5):
                    source = Source("service.order", f"{number}-{turn}")
                    lines = [Wanted(part.pk, Decimal(1), uuid7()) for part in turned]
                    commands.request_parts(source=source, lines=lines, by=by, at=NINE)
                    commands.release_requests(source=source, by=by, at=NINE)
            finally:
                connection.close()
        return 5

    with ThreadPoolExecutor(max_workers=8) as orders:
        done = sum(orders.map(ask, range(8)))

    assert done == 40
    assert PartRequest.objects.filter(state="released").count() == 240
    stocks = Stock.objects.all()
    assert {(int(stock.on_hand), int(stock.reserved)) for stock in stocks} == {(100, 0)}


@pytest.mark.held_by("parts.Stock")
@pytest.mark.django_db(transaction=True)
def test_nobody_waits_beside_free_stock() -> None:
    """A part is asked for while it arrives: whoever comes first, the request ends up reserved."""
    part, by = make_stock(quantity=1), make_actor()
    make_request(part)  # takes the only piece

    def act(work: Callable[[], object], gate: Barrier, later_seconds: float = 0) -> None:
        with tenant_set(by.tenant_id):
            connection.ensure_connection()
            gate.wait()
            time.sleep(later_seconds)
            try:
                work()
            finally:
                connection.close()

    for turn in range(16):  # the asking meets each step of the arrival once
        gate = Barrier(2)
        with ThreadPoolExecutor(max_workers=2) as people:
            asking = people.submit(act, lambda: make_request(part, by=by), gate, turn / 50)
            arriving = people.submit(act, lambda: make_stock(part, 1, by=by), gate)
        assert (asking.result(), arriving.result()) == (None, None)
        assert Stock.objects.get(part=part).reserved == turn + 2
