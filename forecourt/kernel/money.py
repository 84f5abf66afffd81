"""Money: whole minor units (fen) and a currency; rounding half up, once, at the line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final, Self
from unicodedata import normalize

CNY: Final = "CNY"
_HUNDRED = Decimal(100)


class MixedCurrencies(ValueError):
    """Two currencies met in one sum."""


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in minor units: 1234 CNY is 12.34 yuan."""

    minor: int
    currency: str = CNY

    def __add__(self, other: Self) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Self) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def _same(self, other: Self) -> None:
        if self.currency != other.currency:
            sentence = f"{self.currency} and {other.currency} cannot be added."
            raise MixedCurrencies(sentence)

    @property
    def major(self) -> Decimal:
        """The amount in yuan, for showing and for files; never for reckoning on."""
        return Decimal(self.minor) / _HUNDRED


def rounded(value: Decimal) -> int:
    """Whole units, half away from zero."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def fen(text: str) -> int:
    """The fen in a person's amount of yuan: ``"12.34"``, ``"¥1,200"``, full-width digits too.

    Raises:
        ValueError: the text is no amount with at most two decimals.
    """
    plain = normalize("NFKC", text).strip().lstrip("¥").replace(",", "")
    try:
        amount = Decimal(plain) * _HUNDRED
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not amount.is_finite() or amount != amount.to_integral_value():
        raise ValueError(text)
    return int(amount)


def line_total_fen(quantity: Decimal, unit_price_fen: int) -> int:
    """The total of one line in fen."""
    return rounded(quantity * unit_price_fen)


def net_of_gross_fen(gross_fen: int, tax_percent: Decimal) -> int:
    """The net in a gross amount. The tax is the rest, gross - net, so that nothing is lost."""
    return rounded(Decimal(gross_fen) * _HUNDRED / (_HUNDRED + tax_percent))


def share_fen(total_fen: int, share_percent: Decimal) -> int:
    """A percentage of an amount, in fen."""
    return rounded(Decimal(total_fen) * share_percent / _HUNDRED)
