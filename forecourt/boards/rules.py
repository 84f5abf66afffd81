"""What a board may say of a car: its masked plate and its place on the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
_HEAD, _TAIL = 2, 3  # signs of a plate that stay: province and city, and the last ones
STEPS = 7  # received, waiting, working, quality check, wash, ready, settled


def masked_plate(plate: str) -> str:
    """``粤A·**345`` of ``粤A·12345``; a car without a plate has nothing to show."""
    plain = plate.replace("·", "").replace(" ", "")
    if len(plain) <= _HEAD + _TAIL:
        return f"**{plain[-2:]}" if plain else ""
    return f"{plain[:_HEAD]}·{'*' * (len(plain) - _HEAD - _TAIL)}{plain[-_TAIL:]}"


def pages(rows: Sequence[T], size: int) -> tuple[tuple[T, ...], ...]:
    """The rows in pages of at most ``size``, filled evenly so that none holds a lone car."""
    if not rows:
        return ()
    count = -(-len(rows) // size)
    each = -(-len(rows) // count)
    return tuple(tuple(rows[first : first + each]) for first in range(0, len(rows), each))
