"""Which options go together, and what a choice costs: values in, answers out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

REQUIRES, EXCLUDES, REPLACES, UNKNOWN = "requires", "excludes", "replaces", "unknown"
MINUTES_AN_HOUR: Final = 60


@dataclass(frozen=True, slots=True)
class Pairing:
    """``option`` requires, excludes or replaces ``other``; both are option codes."""

    option: str
    kind: str
    other: str


def equipment(
    chosen: Collection[str], standard: Collection[str], pairings: Collection[Pairing]
) -> frozenset[str]:
    """What the car has in the end: its standard equipment and the choice, less what is replaced."""
    gone = {p.other for p in pairings if p.kind == REPLACES and p.option in chosen}
    return frozenset(set(standard) - gone | set(chosen))


def broken(
    chosen: Collection[str],
    *,
    offered: Collection[str],
    standard: Collection[str],
    pairings: Collection[Pairing],
) -> tuple[Pairing, ...]:
    """The pairings that this choice breaks, and an ``unknown`` one for a code that is not offered.

    An option that is standard and not replaced counts as chosen when another requires it.
    """
    on_board = equipment(chosen, standard, pairings)
    strangers = [Pairing(code, UNKNOWN, "") for code in sorted(set(chosen) - set(offered))]
    against = [p for p in pairings if p.option in on_board and _is_broken(p, chosen, on_board)]
    return (*strangers, *sorted(against, key=lambda p: (p.option, p.kind, p.other)))


def _is_broken(pairing: Pairing, chosen: Collection[str], on_board: Collection[str]) -> bool:
    if pairing.kind == REQUIRES:
        return pairing.other not in on_board
    if pairing.kind == EXCLUDES:
        return pairing.other in on_board
    return pairing.option in chosen and pairing.other in chosen


def completed(chosen: Collection[str], pairings: Collection[Pairing]) -> frozenset[str]:
    """The choice together with everything that it requires, and what that requires again."""
    whole = set(chosen)
    while more := {
        p.other
        for p in pairings
        if p.kind == REQUIRES and p.option in whole and p.other not in whole
    }:
        whole |= more
    return frozenset(whole)


def labour_fen(standard_minutes: int, rate_fen_an_hour: int) -> int:
    """The price of standard minutes at a rate, rounded half up to the fen."""
    return (2 * standard_minutes * rate_fen_an_hour + MINUTES_AN_HOUR) // (2 * MINUTES_AN_HOUR)


def choice_fen(codes: Collection[str], prices_fen: Mapping[str, int]) -> int:
    """The sum of a choice; each code must have a price.

    Raises:
        KeyError: a code has none.
    """
    return sum(prices_fen[code] for code in codes)
