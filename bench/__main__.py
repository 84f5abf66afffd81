"""bench: measure the house. See ``python -m bench --help``."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from typing import Any
from urllib.parse import quote

import psycopg

from bench.cost import shares
from bench.door import Client, at_once, timed
from bench.floor import Recorder, Statements, drained, sender
from bench.house import House, environment_of, open_house
from bench.report import Report
from bench.streams import Screens
from bench.weight import first_visit
from bench.works import KEYS, ZONE, Shelf

CLIENTS = 8
SEARCH, ORDERS, HOME = "/desk/search/?q=", "/service/orders/", "/"
BOARD, BOARD_ROWS = "/workshop/board/", "/workshop/board/rows/"
SIGNED = "/service/orders/open/signed/"
LISTENING = 200
PATIENCE_SECONDS = 120
MOST_KB = 120  # of a first visit, without photos
_WAITING = "SELECT 1 FROM kernel_entry WHERE delivered_at IS NULL LIMIT 1"
Call = Callable[[], object]


class Bench:
    """One run over one house."""

    def __init__(self, house: House, wanted: argparse.Namespace) -> None:
        self.house, self.wanted, self.report = house, wanted, Report()
        self.today = _today()
        self.shelf = Shelf(house.database, self.today)
        self.adviser = Client(house.port, "service_adviser")
        self.controller = Client(house.port, "job_controller")
        self.manager = Client(house.port, "general_manager")
        self.recorder = Recorder(self.adviser.cookies, self.adviser.token)

    def run(self) -> None:
        for name, work in (
            ("bytes", self.bytes),
            ("search", self.search),
            ("screens", self.screens),
            ("order", self.order),
            ("throughput", self.throughput),
            ("streams", self.streams),
            ("plan", self.plan),
            ("import", self.files),
            ("cost", self.cost),
            ("memory", self.memory),
        ):
            if not self.wanted.only or name in self.wanted.only:
                work()

    # One after the other

    def search(self) -> None:
        self.report.heading("customer search, 3 characters or tail, at the HTTP door")
        for kind in KEYS:
            words = self.shelf.words[kind][: self.wanted.times]
            found = [SEARCH + quote(word) for word in words]
            door = timed([_get(self.adviser, path, by_script=True) for path in found])
            statements = iter([self.recorder.get(path, by_script=True) for path in found])
            floor = sender(self.house.database, statements)
            self.report.row(f"search by {kind}", door, timed([floor] * len(found)), 50)

    def screens(self) -> None:
        self.report.heading("screens, at the HTTP door")
        for name, path, client in (
            ("service board of today, 46 stalls", BOARD, self.controller),
            ("the board's rows alone", BOARD_ROWS, self.controller),
            ("home with ring road and plan", HOME, self.manager),
            ("open orders of today as a list", ORDERS, self.adviser),
        ):
            recorder = Recorder(client.cookies, client.token)
            recorder.answer(path)
            statements = recorder.get(path)
            floor = sender(self.house.database, cycle([statements]))
            door = timed([_get(client, path)] * self.wanted.times)
            floored = timed([floor] * self.wanted.times)
            self.report.row(f"{name} ({len(statements)} statements)", door, floored, 80)

    def order(self) -> None:
        self.report.heading("a repair order: 5 labour, 5 parts, stock reserved, on the board")
        written = [self.recorder.post(SIGNED, self.shelf.order()) for _ in range(self.wanted.times)]
        floor = sender(self.house.twin(), iter(written))
        floored = timed([floor] * len(written))
        door = timed([self._order(self.adviser)] * self.wanted.times)
        name = f"open an order for a known car ({len(written[-1])} statements)"
        self.report.row(name, door, floored, 120)

    def _order(self, client: Client) -> Call:
        return lambda: client.post(SIGNED, self.shelf.order())

    # All at once

    def throughput(self) -> None:
        self.report.heading(f"throughput, {CLIENTS} clients, everything on this machine")
        people = [self.adviser.another() for _ in range(CLIENTS)]
        words = [SEARCH + quote(word) for kind in KEYS for word in self.shelf.words[kind]]
        paths = words[: self.wanted.times]
        reads = [self.recorder.get(path, by_script=True) for path in paths]
        a_second = self._at_once(
            "search", people, 250, [_searching(one, words, n) for n, one in _n(people)]
        )
        self.report.floor_rate(self._floor(reads), a_second)
        a_second = self._at_once(
            "open orders as HTML", people, 150, [_get(p, ORDERS) for p in people]
        )
        self.report.floor_rate(self._floor([self.recorder.get(ORDERS)]), a_second)
        writes = [self.recorder.post(SIGNED, self.shelf.order()) for _ in range(8 * CLIENTS * 4)]
        orders = [self._order(person) for person in people]
        a_second = self._at_once("open and reserve an order", people, 80, orders)
        self.report.line(f"    the worker had heard of all of it {self._caught_up():.1f} s later")
        self.report.floor_rate(drained(self.house.twin(), writes, CLIENTS), a_second)

    def _floor(self, reads: Sequence[Statements]) -> float:
        """How often a second plain SQL reads the same rows, by as many clients."""
        shares = [list(reads[n::CLIENTS]) or list(reads) for n in range(CLIENTS)]
        calls = [sender(self.house.database, cycle(share)) for share in shares]
        count, seconds = at_once(calls, self.wanted.seconds / 2)
        return count / seconds

    def _caught_up(self) -> float:
        """Seconds until no fact waits for its listeners any more."""
        began = time.monotonic()
        with psycopg.connect(self.house.database, autocommit=True) as line:
            while line.execute(_WAITING).fetchone() and time.monotonic() - began < PATIENCE_SECONDS:
                time.sleep(0.1)
        return time.monotonic() - began

    def _at_once(self, name: str, people: list[Client], least: int, calls: Sequence[Call]) -> float:
        before = self.house.seconds()
        count, seconds = at_once(calls, self.wanted.seconds)
        after = self.house.seconds()
        used = {part: 1000 * (after[part] - before[part]) / count for part in after}
        self.report.rate(f"{name}, {len(people)} clients", count / seconds, least, used)
        return count / seconds

    def streams(self) -> None:
        """Moves on the board while others search; the screens hear of each."""
        self.report.heading(f"{LISTENING} open event streams while the house is busy")
        screens = Screens(self.house.port, self.controller.cookie, LISTENING)
        screens.open()
        move = _Moves(self.controller, self.house.database)
        others = [self.adviser.another() for _ in range(2)]
        words = [SEARCH + quote(word) for word in self.shelf.words["name"]]
        heard: list[float] = []
        shown: list[float] = []

        def moving() -> None:
            heard.append(max(screens.after(move)))
            began = time.perf_counter()
            self.controller.get(BOARD_ROWS, by_script=True)
            shown.append(heard[-1] + 1000 * (time.perf_counter() - began))
            time.sleep(0.2)

        busy = [_searching(one, words, number) for number, one in _n(others)]
        at_once([moving, *busy], self.wanted.seconds)
        self.report.lag("from the move being sent until the last screen heard of it", heard)
        self.report.lag("until a screen that asks then has drawn it", shown, most_ms=500)
        largest = self.house.memory()["web, largest process"]
        self.report.memory("memory of the largest process of pages and streams", largest, 400)
        screens.close()

    # The mind

    def plan(self) -> None:
        from bench.mind import due_cars, plan_tomorrow  # noqa: PLC0415 - needs settings

        self.report.heading("follow-ups for the whole store")
        plan_tomorrow(self.report, self.house.database, self.today)
        due_cars(self.report, self.house.database, self.today, self.wanted.due)

    def files(self) -> None:
        from bench.imports import import_all  # noqa: PLC0415 - needs settings

        rows = self.wanted.rows
        self.report.heading(f"files of an old system, {rows} rows, by the page and the worker")
        import_all(self.report, self.manager, rows)

    # What it weighs

    def bytes(self) -> None:
        self.report.heading("first visit, KB compressed (budget: CSS 16, scripts 32, phone 120)")
        order = self.adviser.get(ORDERS).decode().split('href="/service/orders/')[2].split('"')[0]
        for name, path, client in (
            ("home", HOME, self.manager),
            ("board", BOARD, self.controller),
            ("open orders", ORDERS, self.adviser),
            ("one order", f"/service/orders/{order}", self.adviser),
            ("owner's door on the phone", "/my/login/", Client(self.house.port)),
        ):
            self.report.weight(name, first_visit(client, path), MOST_KB)

    def cost(self) -> None:
        self.report.heading("where the time of a request goes (this process, with a profiler)")
        words = cycle([SEARCH + quote(word) for word in self.shelf.words["name"]])
        controller = Recorder(self.controller.cookies, self.controller.token)
        calls: tuple[tuple[str, Call], ...] = (
            ("search", lambda: self.recorder.answer(next(words), by_script=True)),
            ("open orders", lambda: self.recorder.answer(ORDERS)),
            ("open an order", lambda: self.recorder.send(SIGNED, self.shelf.order())),
            ("board", lambda: controller.answer(BOARD)),
        )
        for name, call in calls:
            call()
            layers, most = shares(call, 30)
            self.report.shares(name, layers, most)

    def memory(self) -> None:
        self.report.heading("memory that a process shares with no other, MB")
        for name, size in self.house.memory().items():
            self.report.line(f"  {name:<44}{size:>9.0f}")


class _Moves:
    """One chip of tomorrow, dragged to and fro."""

    def __init__(self, client: Client, database: str) -> None:
        with psycopg.connect(database) as line:
            row = line.execute(_PLANNED).fetchone()
        assert row is not None, "the reference store has a planned chip"
        self._client, self._job = client, row[0]
        self._places = cycle(row[1:])

    def __call__(self) -> None:
        bay = next(self._places)
        starts_at = f"{_today() + timedelta(days=1):%Y-%m-%d}T09:00"
        values = {"bay_id": bay, "starts_at": starts_at, "accept_effects": "on"}
        self._client.post(f"/workshop/jobs/{self._job}/move/", values)


_PLANNED = """
SELECT job.id, first.id, second.id FROM workshop_job job
JOIN workshop_bay first ON first.kind = 'general_lift' AND first.name = (
     SELECT min(name) FROM workshop_bay WHERE kind = 'general_lift')
JOIN workshop_bay second ON second.kind = 'general_lift' AND second.name = (
     SELECT max(name) FROM workshop_bay WHERE kind = 'general_lift')
WHERE job.state = 'planned' AND job.bay_kind IN ('general_lift', 'express_two_man') LIMIT 1
"""


def _get(client: Client, path: str, *, by_script: bool = False) -> Call:
    return lambda: client.get(path, by_script=by_script)


def _searching(client: Client, paths: Sequence[str], number: int) -> Call:
    own = cycle(paths[number::CLIENTS])
    return lambda: client.get(next(own), by_script=True)


def _n(people: Sequence[Client]) -> list[tuple[int, Client]]:
    return list(enumerate(people))


def _today() -> date:
    """The day of the store, by its practice clock."""
    from forecourt.kernel import clock  # noqa: PLC0415 - needs settings

    return clock.now().astimezone(ZONE).date()


def main(words: Sequence[str]) -> None:
    wanted = _asked(words)
    began = datetime.now(UTC)
    with open_house(wanted.scale) as house:
        os.environ.update(environment_of(house.database))
        import django  # noqa: PLC0415 - the address of the database is known only now

        django.setup()
        bench = Bench(house, wanted)
        bench.report.line(_machine(house))
        bench.run()
    seconds = (datetime.now(UTC) - began).total_seconds()
    bench.report.line(f"\nThe whole run took {seconds:.0f} s.")


def _machine(house: House) -> str:
    with psycopg.connect(house.database) as line:
        rows: Any = line.execute(_SIZES).fetchone()
        version = f"PostgreSQL {line.info.server_version // 10000}"
    return (
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, "
        f"{version}; {rows[0]} repair orders, {rows[1]} customers, {rows[2]} cars, {rows[3]} open"
    )


_SIZES = """
SELECT (SELECT count(*) FROM service_repairorder), (SELECT count(*) FROM customers_party),
       (SELECT count(*) FROM vehicles_vehicle),
       (SELECT count(*) FROM service_repairorder
        WHERE floor_stage NOT IN ('gate_out', 'closed', 'void'))
"""


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("only", nargs="*", help="bytes search screens order throughput ...")
    parser.add_argument("--scale", type=float, default=1.0, help="of the reference store")
    parser.add_argument("--times", type=int, default=110, help="requests of one kind")
    parser.add_argument("--seconds", type=float, default=10.0, help="of each throughput")
    parser.add_argument("--due", type=int, default=100_000, help="cars that are due at once")
    parser.add_argument("--rows", type=int, default=100_000, help="of the large files to import")
    return parser.parse_args(words)


if __name__ == "__main__":
    main(sys.argv[1:])
