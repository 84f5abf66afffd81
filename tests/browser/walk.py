"""The people of one store at their screens, the owner at a phone, and the practice clock."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest

from tests.browser.conftest import House, Visit
from tests.browser.hands import Hands

ZONE = ZoneInfo("Asia/Shanghai")
NAME, PHONE, PAPER = "顾晓梅", "13916660001", "123X"
PLATE, TAIL = "沪A77881", "77881"
PATIENCE = 30  # seconds until the worker must have heard of what was done

# One turn of what the worker does each minute, at the new time: nobody waits for the next one.
MORNING = """
from datetime import timedelta
from forecourt.followups.jobs import minute
from forecourt.kernel import clock
clock.move(timedelta(seconds={seconds}))
minute(0)
"""


@dataclass
class Walk:
    """One customer's way through the store, in one language."""

    house: House
    visit: Visit
    language: str
    people: dict[str, Hands] = field(default_factory=dict)
    logins: set[str] = field(default_factory=set)
    inputs: dict[str, int] = field(default_factory=dict)

    def at(self, login: str, window: str = "desk") -> Hands:
        """The screen of a login; the others turn away from theirs, or each would draw all news.

        After the clock has moved for days everybody logs in again.
        """
        for other in self.people.keys() - {login, "owner"}:
            self.people[other].rest()
        self.logins.add(login)
        if login not in self.people:
            page = self.visit(login, language=self.language, window=window)
            assert page.get_attribute("html", "lang") == self.language
            self.people[login] = Hands(page)
        return self.people[login]

    def owner(self) -> Hands:
        """The owner, logged in on a phone by a code that the practice outbox shows."""
        self.logins.add("owner")
        if "owner" not in self.people:
            page = self.visit(language=self.language, window="phone")
            self.people["owner"] = owner = Hands(page)
            owner.go("/my/")
            owner.fill("[name=phone]", PHONE)
            owner.press(".btn.primary")
            owner.fill("[name=code]", self.message(r"(?<!\d)(\d{6})(?!\d)"))
            owner.fill("[name=car]", PLATE)
            owner.press(".btn.primary")
            owner.sees("#next-service")
        return self.people["owner"]

    def message(self, pattern: str) -> str:
        """What the newest fitting message to the customer says, as the outbox shows it."""
        clerk = self.at("receptionist")
        clerk.go(f"/practice/outbox/?q={PHONE}")
        rows = clerk.page.locator("#outbox tbody tr", has_text=PHONE)
        fitting = rows.filter(has_text=re.compile(pattern)).first
        fitting.wait_for(timeout=PATIENCE * 1000)  # the outbox draws itself anew
        found = re.search(pattern, fitting.inner_text().replace(PHONE, ""))
        assert found is not None
        return found[1]

    @contextmanager
    def step(self, fact: str, who: str, *, times: int = 1) -> Iterator[None]:
        """What is done here ends with this fact, brought about by this person."""
        before = self.count(fact, who)
        yield
        wanted = before + times
        self.waits(lambda: self.count(fact, who) >= wanted, f"{fact} by {who}")
        assert self.count(fact, who) == wanted

    def count(self, fact: str, who: str) -> int:
        """How often somebody brought a fact about, as the journal of the house tells it."""
        entries = "SELECT count(*) FROM kernel_entry WHERE kind = %s AND starts_with(actor, %s)"
        return int(self.ask(entries, fact, who))

    def ask(self, question: str, *values: object) -> Any:  # Any: one column of any type
        """The first column of the first row, as the database of the house has it."""
        with psycopg.connect(self.house.environment["DATABASE_URL"]) as line:
            row = line.execute(question.encode(), values).fetchone()
        return row[0] if row else None

    def waits(self, is_so: Callable[[], bool], what: str) -> None:
        """Ask again until a listener has done its work."""
        end = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > end:
                pytest.fail(f"It never came to this: {what}.")
            time.sleep(0.1)

    def now(self) -> datetime:
        """The time in the store."""
        ahead = Path(self.house.environment["FORECOURT_STATE"], "practice-clock").read_text()
        return (datetime.now(UTC) + timedelta(seconds=float(ahead))).astimezone(ZONE)

    def until(self, day: date, clock: str) -> None:
        """Move the practice clock; everybody but the owner has gone home and logs in again."""
        at = datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=ZONE)
        seconds = (at - self.now()).total_seconds()
        self.house.manage("shell", "-v0", "-c", MORNING.format(seconds=seconds))
        for login in self.people.keys() - {"owner"}:
            self.people.pop(login).page.context.close()
