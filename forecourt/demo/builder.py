"""Builds a practice store of either size, telling how far it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from forecourt.demo import cast
from forecourt.demo.founding import found
from forecourt.demo.reference import build as reference
from forecourt.demo.small import build as small
from forecourt.kernel import clock

COUNTS = {"small": cast.SMALL, "reference": cast.REFERENCE}


def build(
    size: str, *, seed: int, at: datetime, scale: float, say: Callable[[str], object]
) -> None:
    """Build the store as it stands at ``at``; ``size`` is ``small`` or ``reference``.

    ``scale`` makes the reference store smaller, for a try.
    """
    with clock.frozen(at):
        say(f"Founding the store and its {sum(COUNTS[size].values())} people")
        system = found(COUNTS[size], seed=seed, at=at)
    if size == "reference":
        reference.build(system, seed=seed, at=at, scale=scale, say=say)
    else:
        with clock.frozen(at):
            small.build(system, seed=seed, at=at, say=say)
