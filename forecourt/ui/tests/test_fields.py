"""Form fields for values of the trade."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from forecourt.ui.fields import QuantityField, YuanField


@pytest.mark.parametrize(
    ("text", "fen"), [("12.34", 1_234), ("¥1,200", 120_000), ("１２．５", 1_250), ("0", 0)]
)
def test_an_amount_of_yuan_becomes_whole_fen(text: str, fen: int) -> None:
    assert YuanField().clean(text) == fen


@pytest.mark.parametrize("text", ["", "twelve", "1.234", "-1", "1e400"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        YuanField().clean(text)


def test_an_amount_that_may_be_left_out_is_zero() -> None:
    assert YuanField(required=False).clean("") == 0


def test_fen_are_shown_as_yuan_again() -> None:
    assert YuanField().prepare_value(1_234) == "12.34"


def test_a_quantity_is_above_zero() -> None:
    assert QuantityField().clean("4.5") == Decimal("4.5")
    with pytest.raises(ValidationError):
        QuantityField().clean("0")
