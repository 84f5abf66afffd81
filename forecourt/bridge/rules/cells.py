"""One cell of an old system's export: what a person meant by it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils.translation import gettext as _

from forecourt.customers.rules import phone_e164
from forecourt.kernel.money import fen

Cell = object  # text, number, day or moment, or nothing, as the file's reader gives it

_INVISIBLE: Final = dict.fromkeys([*range(0x200B, 0x2010), 0xFEFF, 0x00AD], None)
_SHORTENED: Final = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_MOBILE: Final = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED: Final = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_BARE: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL: Final = re.compile(r"\d{5}(?:\.\d+)?")
_BELOW_ZERO: Final = re.compile(r"[-−]\d+(\.\d+)?")
_EPOCH: Final = date(1899, 12, 30)  # day 0 of spreadsheets
_NO_DAY: Final = frozenset({"0", "00000000", "0000-00-00", "1900-01-00", "-", "/"})
EARLIEST, LATEST = date(1900, 1, 2), date(2100, 1, 1)
MONTHS = 12


class Bad(ValueError):
    """A cell that says nothing usable; the sentence is for the person who mends the file."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def text(cell: Cell) -> str:
    """The cell as text: narrow signs, single blanks; whole numbers without ``.0``."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    plain = unicodedata.normalize("NFKC", str(cell)).translate(_INVISIBLE)
    return " ".join(plain.split())


def code(cell: Cell) -> str:
    """A number of a document, part or person: no blanks, and not shortened by a spreadsheet."""
    plain = text(cell)
    if _SHORTENED.fullmatch(plain):
        sentence = _("“%(text)s” was shortened by the spreadsheet. Save the column as text.")
        raise Bad(sentence % {"text": plain})
    return plain


def phone(cell: Cell) -> str:
    """A phone as E.164."""
    plain = code(cell)
    bare = re.sub(r"[\s\-()]+", "", plain)
    if not bare:
        return ""
    if mobile := _MOBILE.fullmatch(bare):
        return f"+86{mobile[1]}"
    number = phone_e164(plain)
    if number is None:
        raise Bad(_("“%(text)s” is no phone number.") % {"text": plain})
    return number


def day(cell: Cell) -> date | None:
    """A day in one of the ways that people and spreadsheets write it.

    ``03/04/2021`` may be March or April: it is refused, not guessed.
    """
    if isinstance(cell, datetime):
        return _possible(cell.date())
    if isinstance(cell, date):
        return _possible(cell)
    plain = text(cell)
    return None if not plain or plain in _NO_DAY else _written(plain)


def _written(plain: str) -> date:
    if found := _DAY.fullmatch(plain) or _BARE.fullmatch(plain):
        return _date(plain, *map(int, found.groups()))
    if found := _DAY_FIRST.fullmatch(plain):
        day_, month, year = map(int, found.groups())
        return _date(plain, year, month, day_)
    if found := _SLASHED.fullmatch(plain):
        return _slashed(plain, *map(int, found.groups()))
    if _SERIAL.fullmatch(plain):
        return _possible(_EPOCH + timedelta(days=int(float(plain))))
    raise Bad(_("“%(text)s” is no day. Write it as 2026-11-24.") % {"text": plain})


def _slashed(plain: str, first: int, second: int, year: int) -> date:
    if first > MONTHS:
        return _date(plain, year, second, first)
    if second > MONTHS or first == second:
        return _date(plain, year, first, second)
    sentence = _("“%(text)s” may be two days. Write it as 2026-11-24.")
    raise Bad(sentence % {"text": plain})


def _date(plain: str, year: int, month: int, day_: int) -> date:
    try:
        return _possible(date(year, month, day_))
    except ValueError as error:
        if isinstance(error, Bad):
            raise
        sentence = _("“%(text)s” is not in the calendar.")
        raise Bad(sentence % {"text": plain}) from error


def _possible(found: date) -> date:
    if found < EARLIEST:
        raise Bad(_("“%(text)s” lies too long ago.") % {"text": found.isoformat()})
    if found >= LATEST:
        raise Bad(_("“%(text)s” lies in the future.") % {"text": found.isoformat()})
    return found


def money(cell: Cell) -> int | None:
    """An amount of yuan in fen, or None where nothing is written."""
    plain = text(cell).replace("元", "").replace("CNY", "").replace(" ", "")
    if not plain:
        return None
    if isinstance(cell, float):  # 12.340000000000001 of a spreadsheet
        plain = f"{cell:.2f}"
    try:
        amount = fen(plain)
    except ValueError as error:
        sentence = _("“%(text)s” is no amount of yuan with at most two decimals.")
        raise Bad(sentence % {"text": plain}) from error
    if amount < 0:
        raise Bad(_("“%(text)s” is below zero.") % {"text": plain})
    return amount


def quantity(cell: Cell) -> Decimal | None:
    """A quantity of at most two decimals, zero or more."""
    plain = text(cell).replace(",", "")
    if not plain:
        return None
    try:
        number = Decimal(plain)
        rounded = number.quantize(Decimal("0.01"))
    except InvalidOperation as error:
        raise Bad(_("“%(text)s” is no number.") % {"text": plain}) from error
    if number != rounded:
        raise Bad(_("“%(text)s” has more than two decimals.") % {"text": plain})
    if number < 0:
        raise Bad(_("“%(text)s” is below zero.") % {"text": plain})
    return rounded


def whole(cell: Cell) -> int | None:
    """A whole number, zero or more; ``45,210 km`` too."""
    plain = re.sub(r"(?i)[,\s]|km|公里", "", text(cell))
    if not plain:
        return None
    if _BELOW_ZERO.fullmatch(plain):
        raise Bad(_("“%(text)s” is below zero.") % {"text": text(cell)})
    if not plain.isascii() or not plain.isdigit():
        raise Bad(_("“%(text)s” is no whole number.") % {"text": text(cell)})
    return int(plain)
