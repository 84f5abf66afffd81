"""VINs, plates and kilometres: values in, answers out."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# The standard's table; see docs/sources.md, VIN.
_VALUES: Final = dict(
    zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", "012345678912345678123457923456789", strict=True)
)
_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN: Final = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_CHECK_PLACE: Final = 8
TYPED_INSTEAD: Final = {"I": "1", "O": "0", "Q": "0"}


def vin_of(text: str) -> str:
    """A VIN as it is kept: narrow signs, upper case, no blanks."""
    return re.sub(r"[\s\-·]+", "", unicodedata.normalize("NFKC", text)).upper()


def check_sign(vin: str) -> str:
    """The check digit that position 9 of these 17 signs should be."""
    total = sum(int(_VALUES[sign]) * weight for sign, weight in zip(vin, _WEIGHTS, strict=True))
    return "X" if total % 11 == 10 else str(total % 11)  # noqa: PLR2004 - the standard's own numbers


def sound_vin(maker: str, description: str, year_sign: str, serial: int) -> str:
    """A made-up VIN with the right check digit: maker (3), description (5), year, serial."""
    bare = f"{maker}{description}0{year_sign}A{serial:06d}"
    return bare[:_CHECK_PLACE] + check_sign(bare) + bare[_CHECK_PLACE + 1 :]
