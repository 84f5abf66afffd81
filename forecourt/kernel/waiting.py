"""Shows a person at a terminal that work which takes longer than a moment goes on.

A terminal gets one line that moves; a log gets plain lines, one every few seconds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Final

TERMINAL_SECONDS: Final = 0.5
LOG_SECONDS: Final = 5.0
LONGEST: Final = 78  # a line that wraps cannot be written over


@contextmanager
def waiting(title: str, so_far: Callable[[], str] = str) -> Iterator[None]:
    """Say ``title``, how far it is by ``so_far``, and at the end how long it took."""
    began, is_done = time.monotonic(), Event()
    is_terminal = sys.stdout.isatty()

    def line() -> str:
        return f"{title} ... {so_far()} {time.monotonic() - began:.1f} s".replace("  ", " ")

    def tick() -> None:
        while not is_done.wait(TERMINAL_SECONDS if is_terminal else LOG_SECONDS):
            _write(f"\r\x1b[K{line()[:LONGEST]}" if is_terminal else f"{line()}\n")

    ticker = Thread(target=tick, daemon=True)
    ticker.start()
    try:
        yield
    finally:
        is_done.set()
        ticker.join()
        _write(f"\r\x1b[K{line()}\n" if is_terminal else f"{line()}\n")


def _write(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()
