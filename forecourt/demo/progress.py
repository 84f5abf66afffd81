"""Says how far a long piece of work is, on one line of a terminal or a line a step in a log."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

T = TypeVar("T")
WIDTH = 30


def told(steps: Iterable[T], count: int, words: str) -> Iterator[T]:
    """Pass the steps through, and draw a bar after each."""
    began = monotonic()
    is_terminal = sys.stderr.isatty()
    for number, step in enumerate(steps, start=1):
        yield step
        done = number * WIDTH // count
        line = f"{words} [{'#' * done}{'.' * (WIDTH - done)}] {number}/{count}"
        if is_terminal:
            sys.stderr.write(f"\r{line} {monotonic() - began:.0f} s")
            sys.stderr.flush()
        elif number == count or number % max(1, count // 10) == 0:
            sys.stderr.write(f"{line} {monotonic() - began:.0f} s\n")
    if is_terminal:
        sys.stderr.write("\n")
