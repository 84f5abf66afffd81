"""Long work shows that it goes on."""

from __future__ import annotations

import re

import pytest

from forecourt.kernel import waiting


def test_a_log_gets_plain_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "LOG_SECONDS", 0.01)
    steps = iter(range(10**6))

    with waiting.waiting("Building", lambda: f"{next(steps)} rows"):
        while next(steps) < 10:  # the lines in between count too
            pass

    last = capsys.readouterr().out.splitlines()[-1]
    assert re.fullmatch(r"Building \.\.\. \d+ rows \d\.\d s", last)
