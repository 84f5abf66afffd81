"""Kill -9 of each process while somebody works: what was answered as done is done."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.chaos.stack import Client, Stack

pytestmark = pytest.mark.chaos

RULE = "store.sessions_at_once"
FIRST_DAY = date(2030, 1, 1)
WRITES = 60
KILLS = {10: "web-1", 20: "worker", 30: "database", 45: "supervisor"}
RECOVERY_SECONDS = 60  # a machine that is busy with other tests
KEPT = "SELECT valid_from, value FROM store_rulevalue WHERE key = 'store.sessions_at_once'"
JOURNAL = """
    SELECT count(DISTINCT payload->>'value') FROM kernel_entry WHERE kind = 'store.rule_changed'
"""


@pytest.fixture
def stack() -> Iterator[Stack]:
    stack = Stack()
    try:
        stack.prepare()
        stack.start()
        stack.run("-m", "tests.chaos.seed", "zhaomin", "practice-makes-perfect")
        yield stack
    finally:
        stack.clear()


def test_every_acknowledged_write_survives_every_kill(stack: Stack) -> None:
    client = Client(stack.port)
    client.get("/login/")
    assert client.post("/login/", username="zhaomin", password="practice-makes-perfect") == 302

    acknowledged = []
    for number in range(WRITES):
        if number in KILLS:
            stack.kill(KILLS[number])
        if KILLS.get(number) == "supervisor":
            stack.start()
        if write(client, number):
            acknowledged.append((FIRST_DAY + timedelta(days=number), str(number + 1)))
    code = stack.stop()

    assert code == 0
    assert len(acknowledged) == WRITES
    assert set(acknowledged) <= set(stack.rows(KEPT))
    assert stack.rows(JOURNAL) == [(WRITES,)]


def write(client: Client, number: int) -> bool:
    """Change the rule of one day; a broken answer is asked again, as a person would."""
    day, deadline = FIRST_DAY + timedelta(days=number), time.monotonic() + RECOVERY_SECONDS
    while time.monotonic() < deadline:
        path = f"/desk/maintenance/{RULE}/"
        if client.post(path, value=str(number + 1), valid_from=day.isoformat()) == 302:
            return True
        time.sleep(0.1)
    return False
