"""Money: rounding half up at the line, tax as a remainder, amounts as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecourt.kernel.money import (
    MixedCurrencies,
    Money,
    fen,
    in_words,
    line_total_fen,
    net_of_gross_fen,
    share_fen,
)


@pytest.mark.parametrize(
    ("quantity", "price_fen", "total_fen"),
    [("1", 1234, 1234), ("0.5", 1, 1), ("1.5", 1, 2), ("2.5", 1, 3), ("-0.5", 1, -1)],
)
def test_a_line_rounds_half_away_from_zero(quantity: str, price_fen: int, total_fen: int) -> None:
    assert line_total_fen(Decimal(quantity), price_fen) == total_fen


@pytest.mark.parametrize(
    ("text", "amount"), [("12.34", 1234), ("¥1,200", 120000), ("￥0.5", 50), ("１２", 1200)]
)
def test_amounts_are_read_as_people_write_them(text: str, amount: int) -> None:
    assert fen(text) == amount


@pytest.mark.parametrize("text", ["", "1.234", "abc", "NaN", "Infinity"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        fen(text)


@given(gross=st.integers(0, 10**12))
def test_net_and_tax_always_make_the_gross(gross: int) -> None:
    net = net_of_gross_fen(gross, Decimal(13))

    assert net + (gross - net) == gross
    assert abs(net * 113 - gross * 100) <= 57  # half a fen, in hundredths of 1.13


def test_a_share_is_rounded_once() -> None:
    assert share_fen(333, Decimal("12.5")) == 42


def test_two_currencies_never_meet() -> None:
    with pytest.raises(MixedCurrencies):
        Money(1) + Money(1, "EUR")


@pytest.mark.parametrize(
    ("amount_fen", "words"),
    [
        (55_000_000, "伍拾伍万圆整"),
        (18_980_000, "壹拾捌万玖仟捌佰圆整"),
        (10_001_050, "壹拾万零壹拾圆伍角整"),
        (100_000_000_00, "壹亿圆整"),
        (100_101, "壹仟零壹圆零壹分"),
        (50, "伍角整"),
        (0, "零圆整"),
    ],
)
def test_an_amount_in_words(amount_fen: int, words: str) -> None:
    assert in_words(amount_fen) == words
