"""On-road cost, limits, refunds, instalments and stock age: values in, answer out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Protocol

from forecourt.kernel.money import net_of_gross_fen, rounded, share_fen

_HUNDRED = Decimal(100)
_TEN_THOUSAND = Decimal(10_000)
FEN_PER_YUAN = 100


class Rate(Protocol):
    """One dated row of the on-road table; percentages in hundredths of a percent."""

    @property
    def code(self) -> str: ...
    @property
    def applies(self) -> str: ...  # any, fuel, new_energy
    @property
    def cc_from(self) -> int: ...
    @property
    def cc_until(self) -> int: ...  # exclusive; 0 is without end
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_until(self) -> date | None: ...  # exclusive
    @property
    def percent_x100(self) -> int: ...
    @property
    def amount_fen(self) -> int: ...
    @property
    def cap_fen(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Car:
    """What the on-road table asks about a car."""

    is_new_energy: bool
    displacement_cc: int = 0
    seats: int = 5


@dataclass(frozen=True, slots=True)
class OnRoad:
    """What must be paid besides the car, in fen."""

    purchase_tax_fen: int
    compulsory_insurance_fen: int
    commercial_insurance_fen: int
    vehicle_tax_fen: int
    plate_fee_fen: int
    service_fee_fen: int


def on_road(price_fen: int, car: Car, rates: Iterable[Rate], *, on: date) -> OnRoad:
    """The tax, insurance and fees of a car whose invoice will say ``price_fen``, VAT included."""
    best: dict[str, Rate] = {}
    for rate in rates:
        if not _fits(rate, car, on=on):
            continue
        earlier = best.get(rate.code)
        if earlier is None or rate.valid_from >= earlier.valid_from:
            best[rate.code] = rate

    def amount(code: str) -> int:
        return best[code].amount_fen if code in best else 0

    insurance = best.get("commercial_insurance")
    return OnRoad(
        purchase_tax_fen=_purchase_tax_fen(price_fen, best),
        compulsory_insurance_fen=amount("compulsory_insurance"),
        commercial_insurance_fen=(
            whole_yuan(share_fen(price_fen, _percent(insurance))) if insurance else 0
        ),
        vehicle_tax_fen=amount("vehicle_tax"),
        plate_fee_fen=amount("plate_fee"),
        service_fee_fen=amount("service_fee"),
    )


def _fits(rate: Rate, car: Car, *, on: date) -> bool:
    """Whether the row is in force on a day, for such a car."""
    in_time = rate.valid_from <= on and (rate.valid_until is None or on < rate.valid_until)
    kind = "new_energy" if car.is_new_energy else "fuel"
    in_size = rate.cc_from <= car.displacement_cc and (
        not rate.cc_until or car.displacement_cc < rate.cc_until
    )
    return in_time and rate.applies in {"any", kind} and in_size


def _purchase_tax_fen(price_fen: int, best: dict[str, Rate]) -> int:
    """Ten percent of the price without VAT, less the relief for new energy up to its cap."""
    tax = best.get("purchase_tax")
    if tax is None:
        return 0
    vat = best.get("vat")
    net = net_of_gross_fen(price_fen, _percent(vat)) if vat else price_fen
    full = share_fen(net, _percent(tax))
    relief = best.get("purchase_tax_relief")
    if relief is None:
        return full
    return full - min(share_fen(full, _percent(relief)), relief.cap_fen)


def _percent(rate: Rate) -> Decimal:
    return Decimal(rate.percent_x100) / _HUNDRED


def whole_yuan(amount_fen: int) -> int:
    """The nearest whole yuan, in fen."""
    return rounded(Decimal(amount_fen) / FEN_PER_YUAN) * FEN_PER_YUAN


def discount_x100(discount_fen: int, list_fen: int) -> int:
    """The discount in hundredths of a percent of the list price, rounded up."""
    if list_fen <= 0:
        return 0
    exact = Decimal(discount_fen) * _TEN_THOUSAND / list_fen
    return int(exact.to_integral_value(rounding=ROUND_CEILING))


def deposit_limit_fen(price_fen: int, most_percent: int) -> int:
    """The highest binding deposit that the law allows; the part of a fen is dropped."""
    return price_fen * most_percent // 100


@dataclass(frozen=True, slots=True)
class Refund:
    """What goes back to a customer whose order is cancelled."""

    refund_fen: int
    kept_fen: int
    compensation_fen: int  # on top of the refund, when the store failed


def refund_of(earnest_fen: int, deposit_fen: int, paid_fen: int, *, fault: str) -> Refund:
    """Earnest money and payments go back; a binding deposit is kept, returned, or doubled.

    ``fault`` is ``customer``, ``store`` or ``nobody``.
    """
    free = earnest_fen + paid_fen
    if fault == "customer":
        return Refund(free, deposit_fen, 0)
    return Refund(free + deposit_fen, 0, deposit_fen if fault == "store" else 0)


def spec_key(product_code: str, paint: str, interior: str, options: Iterable[str]) -> str:
    """One text for one specification, so that two of them are compared as a whole."""
    return "|".join((product_code, paint, interior, " ".join(sorted(options))))


def age_days(arrived_on: date | None, *, on: date) -> int:
    """Whole days in our stock; none before arrival."""
    return max(0, (on - arrived_on).days) if arrived_on else 0


def age_grade(days: int, *, amber: int, red: int, sheet: int) -> str:
    """``fresh``, ``amber``, ``red`` or ``sheet`` (somebody must decide)."""
    if days >= sheet:
        return "sheet"
    if days >= red:
        return "red"
    return "amber" if days >= amber else "fresh"


def interest_per_day_fen(cost_fen: int, rate_x100: int) -> int:
    """Floor-plan interest of one day: yearly rate / 360 x cost."""
    return rounded(Decimal(cost_fen) * rate_x100 / _TEN_THOUSAND / 360)


def instalments_fen(loan_fen: int, year_rate_x100: int, months: int) -> tuple[int, ...]:
    """Equal monthly instalments, whole yuan rounded up; the last one takes the rest to the fen."""
    rate = Decimal(year_rate_x100) / _TEN_THOUSAND / 12
    if rate == 0:
        exact = Decimal(loan_fen) / months
    else:
        exact = loan_fen * rate / (1 - (1 + rate) ** -months)
    monthly = int((exact / FEN_PER_YUAN).to_integral_value(rounding=ROUND_CEILING)) * FEN_PER_YUAN
    schedule: list[int] = []
    open_fen = loan_fen
    for _month in range(months):
        due = open_fen + rounded(open_fen * rate)
        instalment = due if len(schedule) == months - 1 else min(monthly, due)
        open_fen = due - instalment
        schedule.append(instalment)
    return tuple(schedule)


def reserved_until(at: datetime, *, hours: int) -> datetime:
    return at + timedelta(hours=hours)


def is_inspection_fresh(passed_at: datetime, *, at: datetime, valid_days: int) -> bool:
    return at - passed_at < timedelta(days=valid_days)


def csv_cell(value: str | int) -> str | int:
    """A cell of a CSV file; text that a spreadsheet would run as a formula is quoted."""
    if isinstance(value, str) and value[:1] in set("=@\t\r") | (
        set("+-") if not value[1:].isdigit() else set()
    ):
        return f"'{value}"
    return value
