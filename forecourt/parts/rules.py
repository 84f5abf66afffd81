"""Rules of the store room on plain values: who gets what is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Wanted:
    """A need of one line upstairs; ``line_id`` is that line's key."""

    part_id: UUID
    quantity: Decimal
    line_id: UUID


@dataclass(frozen=True, slots=True)
class Received:
    """One counted line of a delivery; ``bin_code`` is where it was put, or ``""``."""

    part_id: UUID
    quantity: Decimal
    unit_cost_fen: int = 0
    bin_code: str = ""


@dataclass(frozen=True, slots=True)
class NewPart:
    """A part as an import brings it; None and "" leave what is known as it is."""

    number: str
    name: str
    name_en: str = ""
    unit: str = ""
    origin_class: str = ""
    producer: str = ""
    fits: str = ""
    price_fen: int | None = None
    cost_fen: int | None = None
    bin_code: str = ""
    quantity: Decimal | None = None  # the opening stock in this store


def counted(quantity: Decimal) -> str:
    """A quantity without needless zeros: ``4``, ``4.5``."""
    return f"{quantity.normalize():f}"


def served(free: Mapping[UUID, Decimal], wants: Iterable[Wanted]) -> frozenset[UUID]:
    """The lines that free stock can fill, in the order in which they asked.

    A line gets all it asks for or nothing; one that is too large does not stop a later smaller one.
    """
    left = dict(free)
    lucky = set()
    for want in wants:
        if left.get(want.part_id, Decimal(0)) >= want.quantity:
            left[want.part_id] -= want.quantity
            lucky.add(want.line_id)
    return frozenset(lucky)
