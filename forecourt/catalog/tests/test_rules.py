"""Options and prices as pure rules."""

from __future__ import annotations

import pytest

from forecourt.catalog import rules
from forecourt.catalog.rules import Pairing

OFFERED = {"W18", "W20", "SPORT", "TOW", "LEA", "VENT", "HUD", "ADAS", "PARK"}
PAIRINGS = (
    Pairing("W20", "replaces", "W18"),
    Pairing("SPORT", "requires", "W20"),
    Pairing("SPORT", "excludes", "TOW"),
    Pairing("VENT", "requires", "LEA"),
    Pairing("ADAS", "requires", "HUD"),
    Pairing("PARK", "requires", "ADAS"),
)


@pytest.mark.parametrize(
    ("chosen", "standard", "answer"),
    [
        ((), (), ()),
        (("LEA", "VENT"), (), ()),
        (("VENT",), (), (Pairing("VENT", "requires", "LEA"),)),
        (("VENT",), ("LEA",), ()),
        (("SPORT", "W20"), ("W18",), ()),
        (("SPORT",), ("W18",), (Pairing("SPORT", "requires", "W20"),)),
        (("SPORT", "W20", "TOW"), (), (Pairing("SPORT", "excludes", "TOW"),)),
        (("W18", "W20"), (), (Pairing("W20", "replaces", "W18"),)),
        (("ROOF",), (), (Pairing("ROOF", "unknown", ""),)),
        (
            ("PARK", "TOW", "SPORT"),
            (),
            (
                Pairing("PARK", "requires", "ADAS"),
                Pairing("SPORT", "excludes", "TOW"),
                Pairing("SPORT", "requires", "W20"),
            ),
        ),
    ],
)
def test_a_choice_breaks_these_rules(
    chosen: tuple[str, ...], standard: tuple[str, ...], answer: tuple[Pairing, ...]
) -> None:
    against = rules.broken(chosen, offered=OFFERED, standard=standard, pairings=PAIRINGS)

    assert against == answer


def test_a_chosen_option_takes_the_place_of_a_standard_one() -> None:
    assert rules.equipment({"W20"}, {"W18", "LEA"}, PAIRINGS) == {"W20", "LEA"}


def test_a_choice_is_completed_by_what_it_requires_and_that_requires() -> None:
    assert rules.completed({"PARK"}, PAIRINGS) == {"PARK", "ADAS", "HUD"}


@pytest.mark.parametrize(
    ("minutes", "rate_fen", "price_fen"),
    [(60, 20_000, 20_000), (18, 20_000, 6_000), (1, 20_000, 333), (7, 19_999, 2_333), (45, 1, 1)],
)
def test_labour_costs_its_minutes_at_the_rate(minutes: int, rate_fen: int, price_fen: int) -> None:
    assert rules.labour_fen(minutes, rate_fen) == price_fen


def test_a_choice_without_a_price_is_an_accident() -> None:
    assert rules.choice_fen(["A", "B"], {"A": 100, "B": 250}) == 350
    with pytest.raises(KeyError):
        rules.choice_fen(["C"], {"A": 100})
