"""Kill -9 of each process while somebody works: what was answered as done is done, once."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

import pytest

from tests.chaos.stack import Client, Stack

pytestmark = pytest.mark.chaos

LOGIN = {"username": "wangfang", "password": "practice-makes-perfect"}
ROUNDS = 16  # each a lead, a visit, a payment and a delivery put into stock
KILLS = {3: "web-1", 6: "worker", 9: "database", 12: "supervisor"}
RECEIVE = "/leads/inbox/receive/"
RECOVERY_SECONDS = 30  # a machine that is busy with other tests
LEADS = "SELECT name FROM leads_lead"
VISITS = "SELECT party_size FROM leads_visit"
PAYMENTS = "SELECT amount_fen FROM finance_receipt"
PAID = "SELECT coalesce(sum(amount_fen), 0)::bigint FROM finance_receiptuse"
MOVES = "SELECT quantity::int FROM parts_stockmove"
ON_HAND = "SELECT on_hand::int FROM parts_stock"
FACTS = """
SELECT kind, count(*) FROM kernel_entry WHERE kind IN ('leads.lead_received',
    'leads.visitor_arrived', 'finance.payment_taken', 'parts.goods_received') GROUP BY kind
"""
ENTRIES = "SELECT payload->>'lead_id' FROM kernel_entry WHERE kind = 'leads.lead_received'"
LEAD_IDS = "SELECT id::text FROM leads_lead"
UNHEARD = "SELECT count(*) FROM kernel_entry WHERE delivered_at IS NULL OR tries > 0"


@dataclass(frozen=True)
class Shop:
    """A running store, somebody logged in to it, and what there is to work on."""

    stack: Stack
    client: Client
    bill: str
    receipts: list[str]


@pytest.fixture
def shop() -> Iterator[Shop]:
    stack = Stack()
    try:
        stack.prepare()
        stack.start()
        seeded = json.loads(stack.run("-m", "tests.chaos.seed", *LOGIN.values(), str(ROUNDS)))
        client = Client(stack.port)
        client.get("/login/")
        assert client.post("/login/", **LOGIN) == 302
        yield Shop(stack, client, seeded["bill"], seeded["receipts"])
    finally:
        stack.clear()


def test_every_acknowledged_write_survives_every_kill_once(shop: Shop) -> None:
    stack, numbers = shop.stack, range(1, ROUNDS + 1)
    check_that_an_absent_database_is_told(shop)

    for number in numbers:
        if number in KILLS:
            stack.kill(KILLS[number])
        if KILLS.get(number) == "supervisor":
            stack.start()
        work(shop, number)
    wait_until_heard(stack)

    assert stack.stop() == 0
    assert sorted(stack.rows(LEADS)) == sorted((f"Visitor {number}",) for number in numbers)
    assert sorted(stack.rows(ENTRIES)) == sorted(stack.rows(LEAD_IDS))
    assert sorted(stack.rows(VISITS)) == [(number,) for number in numbers]
    assert sorted(stack.rows(PAYMENTS)) == [(100 + number,) for number in numbers]
    assert stack.rows(PAID) == [(sum(100 + number for number in numbers),)]
    assert sorted(stack.rows(MOVES)) == [(number,) for number in numbers]
    assert stack.rows(ON_HAND) == [(sum(numbers),)]
    assert {count for _kind, count in stack.rows(FACTS)} == {ROUNDS}
    assert stack.rows(UNHEARD) == [(0,)]


def work(shop: Shop, number: int) -> None:
    """One of each kind of write; the number is in what it leaves behind."""
    for path, form in (
        (RECEIVE, lead(number)),
        ("/leads/visits/greet/", {"reason": "new_car", "party_size": str(number)}),
        (pay(shop), payment(number)),
        (f"/parts/receipts/{shop.receipts[number - 1]}/post/", {}),
    ):
        assert send(shop.client, path, **form), f"{path}: {shop.client.last}"


def pay(shop: Shop) -> str:
    return f"/finance/bills/{shop.bill}/pay/"


def lead(number: int) -> dict[str, str]:
    phone = f"1380013{number:04}"
    return {"origin": "web_form", "name": f"Visitor {number}", "phone": phone}


def payment(number: int) -> dict[str, str]:
    return {"amount_fen": f"1.{number:02}", "method": "cash"}


def send(client: Client, path: str, **form: str) -> bool:
    """Send one form; a broken answer is asked again with the same key, as a page would."""
    form["idempotency_key"] = str(uuid4())
    deadline = time.monotonic() + RECOVERY_SECONDS
    while time.monotonic() < deadline:
        if client.post(path, **form) == 302:
            return True
        time.sleep(0.1)
    return False


def check_that_an_absent_database_is_told(shop: Shop) -> None:
    """503 in the person's language, and when to come again; afterwards nothing was half done."""
    stack, client = shop.stack, shop.client
    before = [stack.rows(query) for query in (LEADS, ENTRIES, PAYMENTS)]
    stack.take_database_away()
    key = {"idempotency_key": str(uuid4())}
    for language, words, ask in (
        ("en", "The database does not answer", partial(client.get, "/leads/inbox/")),
        ("zh-hans", "数据库没有响应", partial(client.post, RECEIVE, **lead(0), **key)),
        ("zh-hans", "数据库没有响应", partial(client.post, pay(shop), **payment(0), **key)),
    ):
        client.cookies["language"] = language
        assert (ask(), client.headers.get("retry-after")) == (503, "5"), client.last
        assert words in client.last
        assert "<script" not in client.last
    stack.bring_database_back()

    deadline = time.monotonic() + RECOVERY_SECONDS
    while client.get("/leads/inbox/") != 200:
        assert time.monotonic() < deadline, client.last
        time.sleep(0.1)
    assert [stack.rows(query) for query in (LEADS, ENTRIES, PAYMENTS)] == before


def wait_until_heard(stack: Stack) -> None:
    """Give the listeners time for what the killed worker left."""
    deadline = time.monotonic() + RECOVERY_SECONDS
    while stack.rows(UNHEARD) != [(0,)] and time.monotonic() < deadline:
        time.sleep(0.2)
