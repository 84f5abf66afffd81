"""Files of an old system through the upload page and the worker: read, accepted, written."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Final

from bench.door import Client
from bench.report import Report
from forecourt.bridge.management.commands.make_import_samples import large_files

UPLOAD: Final = "/bridge/imports/new/"
MOST_SECONDS: Final = 120  # for 100,000 rows, from the upload to the last row written
ASK_AGAIN_SECONDS: Final = 1.0  # as the page does
_FACTS: Final = re.compile(r'<dd class="num[^"]*">([\d,]+)</dd>')
_DONE: Final = re.compile(r'<p class="num">([\d,]+) / ')
_WRITTEN: Final = "st-done"


@dataclass
class Run:
    """One file on its page: seconds of each part, what the bar showed, and the counted rows."""

    path: str = ""
    uploaded: float = 0.0
    read: float = 0.0
    written: float = 0.0
    bar: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)  # new, known, there twice, wrong
    problems: int = 0

    @property
    def seconds(self) -> float:
        return self.uploaded + self.read + self.written


def import_all(report: Report, manager: Client, count: int) -> None:
    """Each kind of file once, and then once more: then nothing is new."""
    files = list(large_files(count))
    for name, content in files:
        run = _send(manager, name, content)
        if run.rows[0]:
            _accept(manager, run)
        new, known, double, wrong = run.rows
        report.line(
            f"  {name:<16}{new:>7} new {known:>6} known {double:>3} twice {wrong:>3} wrong, "
            f"{run.problems} sentences; upload {run.uploaded:4.1f} s, read {run.read:5.1f} s, "
            f"write {run.written:5.1f} s, in all {run.seconds:5.1f} s; the bar moved "
            f"{len(set(run.bar))} times; {_verdict(run.seconds)}"
        )
    for name, content in files:
        run = _send(manager, name, content)
        verdict = "nothing is new" if not run.rows[0] else "CHANGES SOMETHING"
        report.line(f"  {name:<16}a second time: {run.rows[1]} known, {verdict}")


def _verdict(seconds: float) -> str:
    return f"target {MOST_SECONDS} s: {'met' if seconds < MOST_SECONDS else 'MISSED'}"


def _send(client: Client, name: str, content: bytes) -> Run:
    """Send a file through the page, and look at its page until it is read."""
    run, began = Run(), time.perf_counter()
    run.path = client.send_file(UPLOAD, {"kind": name.split(".", maxsplit=1)[0]}, name, content)
    run.uploaded = time.perf_counter() - began
    page, run.read = _wait(client, run)
    run.rows = [int(number.replace(",", "")) for number in _FACTS.findall(page)[:4]]
    problems = client.get(f"{run.path}problems/").decode()
    run.problems = max(0, len(problems.splitlines()) - 1)
    return run


def _accept(client: Client, run: Run) -> None:
    client.post(f"{run.path}accept/", {"without_wrong_rows": "1"})
    page, run.written = _wait(client, run)
    assert _WRITTEN in page, page


def _wait(client: Client, run: Run) -> tuple[str, float]:
    """Ask for the page as it asks for itself; answer the last one, and how long it took."""
    began = time.perf_counter()
    while True:
        page = client.get(run.path).decode()
        if "every 1s" not in page:
            return page, time.perf_counter() - began
        run.bar += [int(number.replace(",", "")) for number in _DONE.findall(page)]
        time.sleep(ASK_AGAIN_SECONDS)
