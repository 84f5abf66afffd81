"""Kill -9 of each process while somebody works: what was answered as done is done."""

from __future__ import annotations

import time
from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.chaos.stack import Client, Stack

pytestmark = pytest.mark.chaos

LOGIN = {"username": "wangfang", "password": "practice-makes-perfect"}
WRITES = 60
KILLS = {10: "web-1", 20: "worker", 30: "database", 45: "supervisor"}
RECOVERY_SECONDS = 30  # a machine that is busy with other tests
LEADS = "SELECT DISTINCT name FROM leads_lead"
ENTRIES = "SELECT payload->>'lead_id' FROM kernel_entry WHERE kind = 'leads.lead_received'"
LEAD_IDS = "SELECT id::text FROM leads_lead"
UNHEARD = "SELECT count(*) FROM kernel_entry WHERE delivered_at IS NULL OR tries > 0"


@pytest.fixture
def stack() -> Iterator[Stack]:
    stack = Stack()
    try:
        stack.prepare()
        stack.start()
        stack.run("-m", "tests.chaos.seed", *LOGIN.values())
        yield stack
    finally:
        stack.clear()


def test_every_acknowledged_write_survives_every_kill(stack: Stack) -> None:
    client = Client(stack.port)
    client.get("/login/")
    assert client.post("/login/", **LOGIN) == 302

    acknowledged = []
    for number in range(WRITES):
        if number in KILLS:
            stack.kill(KILLS[number])
        if KILLS.get(number) == "supervisor":
            stack.start()
        assert receive_lead(client, number), client.last
        acknowledged.append((f"Visitor {number}",))
    wait_until_heard(stack)

    assert stack.stop() == 0
    assert sorted(stack.rows(LEADS)) == sorted(acknowledged)
    assert sorted(stack.rows(ENTRIES)) == sorted(stack.rows(LEAD_IDS))
    assert stack.rows(UNHEARD) == [(0,)]


def receive_lead(client: Client, number: int) -> bool:
    """File one lead; a broken answer is asked again with the same key, as a page would."""
    lead = {"origin": "web_form", "name": f"Visitor {number}", "phone": f"1380013{number:04}"}
    lead["idempotency_key"] = str(uuid4())
    deadline = time.monotonic() + RECOVERY_SECONDS
    while time.monotonic() < deadline:
        if client.post("/leads/inbox/receive/", **lead) == 302:
            return True
        time.sleep(0.1)
    return False


def wait_until_heard(stack: Stack) -> None:
    """Give the listeners time for what the killed worker left."""
    deadline = time.monotonic() + RECOVERY_SECONDS
    while stack.rows(UNHEARD) != [(0,)] and time.monotonic() < deadline:
        time.sleep(0.2)
