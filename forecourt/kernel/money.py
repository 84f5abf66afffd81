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


# ---- on paper ----

_FEN_PER_YUAN = 100
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_GROUP = 10_000


def in_words(amount_fen: int) -> str:
    """An amount in the characters of an invoice: 55,000,000 fen -> 伍拾伍万圆整."""
    if amount_fen < 0:
        return "负" + in_words(-amount_fen)
    yuan, rest = divmod(amount_fen, _FEN_PER_YUAN)
    jiao, fen = divmod(rest, 10)
    words = f"{_whole(yuan)}圆" if yuan or not rest else ""
    if not rest:
        return words + "整"
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif yuan:
        words += "零"
    return words + (f"{_DIGITS[fen]}分" if fen else "整")


def _whole(number: int) -> str:
    if number == 0:
        return _DIGITS[0]
    groups: list[int] = []
    while number:
        number, group = divmod(number, _GROUP)
        groups.append(group)
    words = ""
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if group == 0:
            continue
        gap = bool(words) and (group < _GROUP // 10 or groups[place + 1] == 0)
        words += ("零" if gap else "") + _four(group) + _GROUPS[place]
    return words


def _four(group: int) -> str:
    words, is_gap = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit:
            words += ("零" if is_gap and words else "") + _DIGITS[digit] + _PLACES[place]
            is_gap = False
        else:
            is_gap = True
    return words
