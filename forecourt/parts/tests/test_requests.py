"""A need of a line: reserved or missing, picked, issued, brought back, dropped."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from uuid_utils.compat import uuid7

from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing
from forecourt.kernel.source import Source
from forecourt.parts import commands
from forecourt.parts.models import Part, PartRequest, RequestState, Stock, StockMove
from forecourt.parts.rules import Wanted
from forecourt.parts.tests.make import (
    NINE,
    issue,
    make_actor,
    make_part,
    make_receipt,
    make_request,
    make_staff,
    make_stock,
    make_store,
)

pytestmark = pytest.mark.django_db
ORDER = Source("service.order", "RO-261124-001")
OTHER = Source("service.order", "RO-261124-002")


def _numbers(part: Part) -> tuple[int, int]:
    """Whole pieces on hand and reserved."""
    stock = Stock.objects.get(part=part)
    return int(stock.on_hand), int(stock.reserved)


def _wanted(part: Part, quantity: int = 1) -> Wanted:
    return Wanted(part.pk, Decimal(quantity), uuid7())


def test_a_part_in_stock_is_reserved_and_stays_on_the_shelf() -> None:
    part = make_stock(quantity=10)

    request = make_request(part, 4)

    assert request.state == RequestState.RESERVED
    assert _numbers(part) == (10, 4)


def test_a_part_that_is_not_there_is_missing_and_the_journal_says_so() -> None:
    oil, filter_ = make_stock(quantity=3), make_part("Filter")
    by = make_actor()

    requests = commands.request_parts(
        source=ORDER, lines=[_wanted(oil, 2), _wanted(filter_)], by=by, at=NINE
    )

    assert [request.state for request in requests] == ["reserved", "back_ordered"]
    entry = Entry.objects.get(kind="parts.part_back_ordered")
    assert entry.payload == {
        "source_kind": "service.order",
        "source_key": "RO-261124-001",
        "request_ids": [str(requests[1].pk)],
        "part_ids": [str(filter_.pk)],
    }
    assert Entry.objects.get(kind="parts.part_requested").payload["part_ids"] == [
        str(oil.pk),
        str(filter_.pk),
    ]


def test_two_lines_of_one_order_share_what_is_there() -> None:
    part = make_stock(quantity=3)

    requests = commands.request_parts(
        source=ORDER, lines=[_wanted(part, 2), _wanted(part, 2)], by=make_actor(), at=NINE
    )

    assert [request.state for request in requests] == ["reserved", "back_ordered"]
    assert _numbers(part) == (3, 2)


@pytest.mark.parametrize("count", [1, 8])
def test_the_statements_do_not_grow_with_the_lines(count: int) -> None:
    parts = [make_stock() for _ in range(count)]
    by = make_actor()

    with CaptureQueriesContext(
        connection,
    ) as asked:
        commands.request_parts(source=ORDER, lines=[_wanted(p) for p in parts], by=by, at=NINE)

    work = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    assert len(work) == 3  # lock the stock, write the requests, one line in the journal


def test_a_line_cannot_ask_twice_but_may_after_it_was_dropped() -> None:
    part, by, line = make_stock(), make_actor(), uuid7()
    wanted = [Wanted(part.pk, Decimal(1), line)]
    commands.request_parts(source=ORDER, lines=wanted, by=by, at=NINE)
    commands.release_requests(source=ORDER, by=by, at=NINE)
    commands.request_parts(source=ORDER, lines=wanted, by=by, at=NINE)

    with pytest.raises(commands.AlreadyRequested):
        commands.request_parts(source=ORDER, lines=wanted, by=by, at=NINE)


def test_an_unknown_part_is_refused_and_nothing_is_written() -> None:
    part = make_stock()

    with pytest.raises(Missing):
        commands.request_parts(
            source=ORDER,
            lines=[_wanted(part), Wanted(uuid4(), Decimal(1), uuid7())],
            by=make_actor(),
            at=NINE,
        )

    assert not PartRequest.objects.exists()
    assert _numbers(part) == (10, 0)


def test_issuing_moves_the_stock_once_and_writes_a_slip() -> None:
    part, li = make_stock(quantity=10), make_staff("Li Wei")
    request, by = make_request(part, 4), make_actor()
    commands.pick_request(request_id=request.pk, by=by, at=NINE)

    slip = commands.issue_request(request_id=request.pk, taken_by_id=li.pk, by=by, at=NINE)

    assert (slip.number, slip.taken_by) == ("IS-261124-0001", li)
    assert _numbers(part) == (6, 0)
    move = StockMove.objects.get(kind="issue")
    assert (int(move.quantity), move.source_line, move.unit_cost_fen) == (-4, request.pk, 3_000)
    assert Entry.objects.get(kind="parts.part_issued").payload["number"] == "IS-261124-0001"


def test_what_is_not_picked_cannot_be_issued_and_nothing_changes() -> None:
    part = make_stock()
    request = make_request(part, 4)

    with pytest.raises(IllegalMove):
        commands.issue_request(request_id=request.pk, by=make_actor(), at=NINE)

    assert _numbers(part) == (10, 4)


def test_a_slip_serves_one_order() -> None:
    part, by = make_stock(), make_actor()
    requests = [make_request(part), make_request(part, source=OTHER)]
    keys = [request.pk for request in requests]
    commands.pick_requests(request_ids=keys, by=by, at=NINE)

    with pytest.raises(commands.MixedSources):
        commands.issue_requests(request_ids=keys, by=by, at=NINE)

    assert _numbers(part) == (10, 2)


def test_parts_come_back_in_two_lots_and_not_a_third_time() -> None:
    part, by = make_stock(quantity=10), make_actor()
    request = make_request(part, 4)
    issue(request)

    commands.return_part(request_id=request.pk, quantity=Decimal(1), by=by, at=NINE)
    slip = commands.return_part(request_id=request.pk, by=by, at=NINE)

    request.refresh_from_db()
    assert (request.state, int(request.returned_quantity)) == ("returned", 4)
    assert (slip.number, _numbers(part)) == ("RS-261124-0002", (10, 0))
    with pytest.raises(commands.NotEnough):
        commands.return_part(request_id=request.pk, by=by, at=NINE)


def test_more_cannot_come_back_than_went_out() -> None:
    part = make_stock()
    request = make_request(part, 2)
    issue(request)

    with pytest.raises(commands.NotEnough, match="Only 2"):
        commands.return_part(request_id=request.pk, quantity=Decimal(3), by=make_actor(), at=NINE)


def test_dropped_lines_free_their_parts_for_those_who_wait() -> None:
    part, by = make_stock(quantity=2), make_actor()
    make_request(part, 2)
    waiting = make_request(part, 1, source=OTHER)

    commands.release_requests(source=ORDER, by=by, at=NINE)

    waiting.refresh_from_db()
    assert waiting.state == RequestState.RESERVED
    assert _numbers(part) == (2, 1)


def test_goods_that_come_in_go_to_the_oldest_who_waits() -> None:
    part = make_part()
    late = make_request(part, 2, source=OTHER, at=NINE + timedelta(hours=1))
    early = make_request(part, 2)

    make_receipt([(part, 3)])

    early.refresh_from_db()
    late.refresh_from_db()
    assert (early.state, late.state) == ("reserved", "back_ordered")
    assert _numbers(part) == (3, 2)


def test_the_journal_says_when_the_last_missing_part_of_an_order_came() -> None:
    oil, filter_ = make_part("Oil"), make_part("Filter")
    make_request(oil)
    make_request(filter_)

    make_receipt([(oil, 5)])
    make_receipt([(filter_, 5)])

    arrived = Entry.objects.filter(kind="parts.part_arrived").order_by("at", "pk")
    assert [entry.payload["is_last_missing"] for entry in arrived] == [False, True]
    assert {entry.payload["source_key"] for entry in arrived} == {"RO-261124-001"}


def test_the_request_of_another_store_does_not_exist() -> None:
    request = make_request(make_stock())
    stranger = make_actor(store=make_store())

    for command in (commands.pick_request, commands.issue_request, commands.return_part):
        with pytest.raises(Missing):
            command(request_id=request.pk, by=stranger, at=NINE)


def test_each_store_has_its_own_stock_of_a_part() -> None:
    part, second = make_stock(quantity=2), make_store()
    by = make_actor(store=second)

    request = make_request(part, by=by)

    assert request.state == RequestState.BACK_ORDERED
    pieces = Stock.objects.filter(part=part).order_by("pk").values_list("on_hand", flat=True)
    assert [int(count) for count in pieces] == [2, 0]
