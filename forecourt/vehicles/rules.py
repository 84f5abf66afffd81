"""VINs, plates and kilometres: values in, answers out."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import ceil
from typing import Final, Protocol

from vininfo import Vin
from vininfo.exceptions import ValidationError

# ---- VIN ----------------------------------------------------------------------------------------

# The standard's table; see docs/sources.md, VIN.
_VALUES: Final = dict(
    zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", "012345678912345678123457923456789", strict=True)
)
_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN: Final = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_CHECK_PLACE: Final = 8
_YEAR_PLACE: Final = 9
_YEAR_SIGNS: Final = "ABCDEFGHJKLMNPRSTVWXY123456789"  # 1980 to 2009, and again every 30 years
_FIRST_YEAR, _CYCLE_YEARS = 1980, 30
_CHECKED_REGIONS: Final = "L12345"  # China and North America: the check digit is binding there
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


@dataclass(frozen=True, slots=True)
class VinReading:
    """What a VIN says. ``problem`` is "", length, letter, check, or same_signs.

    With length or letter it is no VIN at all; ``proposal`` is what was probably meant. With check,
    ``is_binding`` says whether the region of the maker demands the digit.
    """

    vin: str
    problem: str
    proposal: str = ""
    expected: str = ""
    is_binding: bool = False
    maker: str = ""
    country: str = ""
    years: tuple[int, ...] = ()

    @property
    def is_vin(self) -> bool:
        return self.problem not in {"length", "letter"}


def read_vin(text: str, *, latest_year: int) -> VinReading:
    """Read a VIN: form, check digit, maker and candidate model years up to ``latest_year``."""
    vin = vin_of(text)
    proposal = "".join(TYPED_INSTEAD.get(sign, sign) for sign in vin)
    if len(vin) != len(_WEIGHTS):
        return VinReading(vin, "length")
    if not _VIN.fullmatch(vin):
        return VinReading(vin, "letter", proposal if _VIN.fullmatch(proposal) else "")
    maker, country = _maker(vin)
    expected = check_sign(vin)
    problem = "" if vin[_CHECK_PLACE] == expected else "check"
    if not problem and len(set(vin)) == 1:
        problem = "same_signs"
    return VinReading(
        vin=vin,
        problem=problem,
        expected=expected,
        is_binding=vin[0] in _CHECKED_REGIONS,
        maker=maker,
        country=country,
        years=model_years(vin[_YEAR_PLACE], latest_year=latest_year),
    )


def model_years(sign: str, *, latest_year: int) -> tuple[int, ...]:
    """The years that the sign at position 10 may mean, latest first."""
    place = _YEAR_SIGNS.find(sign)
    if place < 0:
        return ()
    first = _FIRST_YEAR + place
    return tuple(reversed(range(first, latest_year + 1, _CYCLE_YEARS)))


def _maker(vin: str) -> tuple[str, str]:
    """Maker and country as the library names them; "" where it does not know."""
    try:
        known = Vin(vin)
    except ValidationError:
        return "", ""
    maker = str(known.manufacturer or "")
    return ("" if maker == "UnsupportedBrand" else maker), str(known.country or "")


# ---- plates -------------------------------------------------------------------------------------

_PROVINCES: Final = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
_CITY: Final = f"[{_PROVINCES}][A-HJ-NP-Z]"
_SIGN: Final = "[A-HJ-NP-Z0-9]"
_LAST: Final = {
    "学": "learner",
    "挂": "trailer",
    "警": "police",
    "港": "hong_kong",
    "澳": "macau",
}
_ORDINARY: Final = re.compile(f"{_CITY}{_SIGN}{{4}}({_SIGN}|[{''.join(_LAST)}])")
_NEW_ENERGY: Final = re.compile(f"{_CITY}(?:[ABCDEFGHJK]{_SIGN}[0-9]{{4}}|[0-9]{{5}}[ABCDEFGHJK])")
_SHORT_GREEN: Final = re.compile(f"{_CITY}[DF][0-9]{{4}}")
_PURE_ELECTRIC: Final = "DABCE"
FREE_KINDS: Final = frozenset({"temporary", "military", "embassy", "foreign"})
MOST_SIGNS: Final = 16


def plate_of(text: str) -> str:
    """A plate as it is kept: narrow signs, upper case, no blanks or dots."""
    return re.sub(r"[\s·•.\-]+", "", unicodedata.normalize("NFKC", text)).upper()


def plate_kind(plate: str) -> str:
    """The civil kind that a plate's form says, or "" for none."""
    if _NEW_ENERGY.fullmatch(plate):
        return "new_energy"
    if _ORDINARY.fullmatch(plate):
        return _LAST.get(plate[-1], "ordinary")
    return ""


def is_short_green(plate: str) -> bool:
    """Whether an ordinary plate looks like a new-energy plate with one digit missing."""
    return _SHORT_GREEN.fullmatch(plate) is not None


def is_pure_electric_plate(plate: str) -> bool:
    """Whether a new-energy plate is one of pure electric cars: D and A B C E (default)."""
    if plate_kind(plate) != "new_energy":
        return False
    letter = plate[2] if plate[2].isalpha() else plate[-1]
    return letter in _PURE_ELECTRIC


def shown_plate(plate: str) -> str:
    """``沪A·12345``: as people write it."""
    return f"{plate[:2]}·{plate[2:]}" if plate_kind(plate) else plate


def masked_plate(plate: str) -> str:
    """``粤A·**345``: as the lounge board shows it."""
    return f"{plate[:2]}·**{plate[-3:]}" if len(plate) > 5 else "***"  # noqa: PLR2004 - city and three signs


# ---- kilometres ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """Kilometres on a day; ``is_replaced`` where a new odometer began to count."""

    on: date
    km: int
    source: str
    is_replaced: bool = False


@dataclass(frozen=True, slots=True)
class Numbers:
    """The store's numbers of the forecast; weights and share in percent."""

    prior_days: int = 90
    window_days: int = 730
    half_life_days: int = 365
    least_km_per_day: int = 3
    most_km_per_day: int = 300
    owner_log_percent: int = 80
    phone_percent: int = 50
    window_percent: int = 25
    window_least_days: int = 7
    early_km: int = 1000
    early_days: int = 30

    def weight(self, source: str, age_days: int) -> float:
        """How much a reading counts: by its source, halved for each half-life of its age."""
        percent = {"owner_log": self.owner_log_percent, "phone": self.phone_percent}
        fresh: float = 0.5 ** (max(age_days, 0) / self.half_life_days)
        return percent.get(source, 100) / 100 * fresh


SHIPPED: Final = Numbers()


@dataclass(frozen=True, slots=True)
class Rate:
    """Kilometres a day. An estimate rests on the prior alone; one out of range wants a check."""

    km_per_day: float
    is_estimate: bool
    needs_check: bool
    span_days: int
    reading_count: int


def since_replaced(readings: Sequence[Reading]) -> list[Reading]:
    """Readings of the odometer that is in the car now, in order of time."""
    ordered = sorted(readings, key=lambda reading: (reading.on, reading.km))
    begun = max((i for i, reading in enumerate(ordered) if reading.is_replaced), default=0)
    return ordered[begun:]


def rate(
    readings: Sequence[Reading], *, on: date, prior: float, numbers: Numbers = SHIPPED
) -> Rate:
    """Kilometres a day: a weighted slope over the window, pulled to the prior.

    ``(T*b + 90*r0) / (T + 90)`` with T the days that the readings span.
    Source: docs/sources.md, mileage-prior.
    """
    begins = on - timedelta(days=numbers.window_days)
    used = [r for r in since_replaced(readings) if begins <= r.on <= on]
    span = (used[-1].on - used[0].on).days if used else 0
    if len(used) < 2 or span == 0:  # noqa: PLR2004 - one reading has no slope
        return Rate(
            prior, is_estimate=True, needs_check=False, span_days=0, reading_count=len(used)
        )
    slope = _slope(used, on=on, numbers=numbers)
    pulled = (span * slope + numbers.prior_days * prior) / (span + numbers.prior_days)
    kept = min(max(pulled, numbers.least_km_per_day), numbers.most_km_per_day)
    return Rate(
        kept,
        is_estimate=False,
        needs_check=kept != pulled,
        span_days=span,
        reading_count=len(used),
    )


def _slope(used: Sequence[Reading], *, on: date, numbers: Numbers) -> float:
    weights = [numbers.weight(r.source, (on - r.on).days) for r in used]
    days = [(r.on - used[0].on).days for r in used]
    total = sum(weights)
    mean_day = sum(w * d for w, d in zip(weights, days, strict=True)) / total
    mean_km = sum(w * r.km for w, r in zip(weights, used, strict=True)) / total
    spread = sum(w * (d - mean_day) ** 2 for w, d in zip(weights, days, strict=True))
    joint = sum(
        w * (d - mean_day) * (r.km - mean_km) for w, d, r in zip(weights, days, used, strict=True)
    )
    return joint / spread


class PlanItem(Protocol):
    """An item of a maintenance plan, as the catalogue answers it."""

    @property
    def item(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def first_km(self) -> int | None: ...
    @property
    def first_months(self) -> int | None: ...
    @property
    def repeat_km(self) -> int | None: ...
    @property
    def repeat_months(self) -> int | None: ...
    @property
    def severe_km(self) -> int | None: ...
    @property
    def severe_months(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the car: when it came into use, its last service and last reading."""

    first_used_on: date | None
    last_on: date
    last_km: int
    serviced_on: date | None = None
    serviced_km: int | None = None
    is_severe: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """The next service: by whichever of kilometres and months comes first.

    ``won`` is km or months. Work should fall between ``window_from`` and ``window_until``.
    """

    due_on: date
    due_km: int | None
    won: str
    items: tuple[str, ...]
    window_from: date
    window_until: date


def next_due(
    items: Sequence[PlanItem],
    car: Standing,
    *,
    km_per_day: float,
    on: date,
    numbers: Numbers = SHIPPED,
) -> Due | None:
    """When the car is next due; None where the plan says nothing that can be reckoned.

    A service up to ``early_km`` or ``early_days`` too soon counts as the one that was due.
    """
    dated = [
        (day, due_km or 0, item.item, item.name, due_km)
        for item, due_km, day in _dues(items, car, km_per_day, numbers)
    ]
    if not dated:
        return None
    day, _km, _item, _name, due_km = min(dated)
    due_on = date.fromordinal(day)
    remaining = abs((due_on - on).days)
    slack = max(ceil(remaining * numbers.window_percent / 100), numbers.window_least_days)
    together = [
        name
        for other, _km, _item, name, km in dated
        if other == day or (km is not None and km == due_km)
    ]
    return Due(
        due_on=due_on,
        due_km=due_km,
        won="km" if due_km is not None and day == _by_km(due_km, car, km_per_day) else "months",
        items=tuple(together),
        window_from=due_on - timedelta(days=slack),
        window_until=due_on + timedelta(days=slack),
    )


def _dues(
    items: Sequence[PlanItem], car: Standing, km_per_day: float, numbers: Numbers
) -> Iterator[tuple[PlanItem, int | None, int]]:
    """Each item that can be reckoned: the kilometres it is next due at, and the earlier day.

    The day is an ordinal: a night reckons a million of them.
    """
    for item in items:
        due_km, by_months = _due(item, car, numbers)
        if due_km is None:
            if by_months is not None:
                yield item, None, by_months.toordinal()
            continue
        day = _by_km(due_km, car, km_per_day)
        yield item, due_km, day if by_months is None else min(day, by_months.toordinal())


def _due(item: PlanItem, car: Standing, numbers: Numbers) -> tuple[int | None, date | None]:
    """The kilometres at which an item is next due, and the day that the months name."""
    first_km, repeat_km = item.first_km, item.repeat_km
    first_months, repeat_months = item.first_months, item.repeat_months
    if car.is_severe and item.severe_km:
        first_km, repeat_km = item.severe_km, item.severe_km
    if car.is_severe and item.severe_months:
        first_months, repeat_months = item.severe_months, item.severe_months
    if not _is_done(first_km, first_months, car, numbers):
        if first_months is None or car.first_used_on is None:
            return first_km, None
        return first_km, add_months(car.first_used_on, first_months)
    due_km = _next_multiple(first_km, repeat_km, (car.serviced_km or 0) + numbers.early_km)
    if repeat_months is None or car.serviced_on is None:
        return due_km, None
    return due_km, add_months(car.serviced_on, repeat_months)


def _is_done(
    first_km: int | None, first_months: int | None, car: Standing, numbers: Numbers
) -> bool:
    if car.serviced_on is None:
        return False
    if first_km is not None and (car.serviced_km or 0) >= first_km - numbers.early_km:
        return True
    if first_months is None or car.first_used_on is None:
        return False
    first_on = add_months(car.first_used_on, first_months)
    return car.serviced_on >= first_on - timedelta(days=numbers.early_days)


def _next_multiple(first_km: int | None, repeat_km: int | None, above_km: int) -> int | None:
    if first_km is None or repeat_km is None:
        return None
    times = max(0, (above_km - first_km) // repeat_km + 1)
    return first_km + times * repeat_km


def _by_km(due_km: int, car: Standing, km_per_day: float) -> int:
    """The ordinal of the day on which the car has so many kilometres."""
    return car.last_on.toordinal() + ceil((due_km - car.last_km) / km_per_day)


@lru_cache(maxsize=20_000)  # a night asks it ten times for each car, of the same few thousand days
def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def menu_km(due_km: int, offered_km: Collection[int]) -> int | None:
    """Which of the menus (by the kilometres they are made for) fits a visit at ``due_km``.

    The largest one that divides it: 40,000 fits 80,000, and 10,000 fits 70,000.
    """
    return max((km for km in offered_km if km > 0 and due_km % km == 0), default=None)


@dataclass(frozen=True, slots=True)
class Miss:
    """How far a forecast was off, for a reading that was held out."""

    days: float
    km: float


def held_out(
    readings: Sequence[Reading], *, prior: float, numbers: Numbers = SHIPPED
) -> Miss | None:
    """Forecast the last reading from those before it; None with fewer than two."""
    known = since_replaced(readings)
    if len(known) < 2:  # noqa: PLR2004 - one to hold out, one to stand on
        return None
    *before, last = known
    km_per_day = rate(before, on=before[-1].on, prior=prior, numbers=numbers).km_per_day
    expected = before[-1].km + km_per_day * (last.on - before[-1].on).days
    return Miss(days=abs(expected - last.km) / km_per_day, km=abs(expected - last.km))
