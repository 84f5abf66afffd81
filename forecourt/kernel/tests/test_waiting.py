"""Long work shows that it goes on."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from threading import Event

import pytest

from forecourt.kernel import waiting

PATIENCE_SECONDS = 10


def _work(said: Callable[[str], object]) -> None:
    """Something that goes on until how far it is was asked for three times."""
    asked: list[str] = []
    enough = Event()

    def so_far() -> str:
        asked.append(f"{len(asked)} rows")
        if len(asked) > 3:
            enough.set()
        return asked[-1]

    with waiting.waiting("Building", so_far):
        said("")
        assert enough.wait(PATIENCE_SECONDS)


def test_a_log_gets_plain_lines_while_the_work_goes_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "LOG_SECONDS", 0.01)

    _work(str)

    *between, last = capsys.readouterr().out.splitlines()
    assert between[0].startswith("Building ... 0 rows ")
    assert len(between) >= 3
    assert re.fullmatch(r"Building \.\.\. \d+ rows \d\.\d s", last)


def test_a_terminal_gets_one_line_that_moves(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "TERMINAL_SECONDS", 0.01)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    _work(str)

    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert out.count("\r\x1b[KBuilding ... ") >= 4
