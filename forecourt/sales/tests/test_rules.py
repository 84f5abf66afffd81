"""On-road cost, limits, refunds, instalments, stock age and amounts in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from forecourt.kernel.money import rounded
from forecourt.sales import rules
from forecourt.sales.defaults import RATES
from forecourt.sales.rules import Car, Refund

PETROL, ELECTRIC = Car(is_new_energy=False, displacement_cc=1998), Car(is_new_energy=True)
YEAR_2025, YEAR_2026, YEAR_2028 = date(2025, 6, 1), date(2026, 6, 1), date(2028, 6, 1)


@pytest.mark.parametrize(
    ("car", "price_yuan", "on", "tax_fen"),
    [
        (PETROL, 113_000, YEAR_2026, 1_000_000),
        (PETROL, 189_800, YEAR_2026, 1_679_646),
        (ELECTRIC, 226_000, YEAR_2025, 0),  # 20,000 of tax, all of it relieved
        (ELECTRIC, 452_000, YEAR_2025, 1_000_000),  # 40,000 less the cap of 30,000
        (ELECTRIC, 226_000, YEAR_2026, 1_000_000),  # half
        (ELECTRIC, 452_000, YEAR_2026, 2_500_000),  # half is 20,000, the cap 15,000
        (ELECTRIC, 226_000, YEAR_2028, 2_000_000),  # the relief has ended
    ],
)
def test_purchase_tax(car: Car, price_yuan: int, on: date, tax_fen: int) -> None:
    assert rules.on_road(price_yuan * 100, car, RATES, on=on).purchase_tax_fen == tax_fen


@pytest.mark.parametrize(
    ("cc", "tax_fen"), [(998, 18_000), (1_598, 30_000), (1_998, 36_000), (2_998, 180_000)]
)
def test_vehicle_tax_by_displacement(cc: int, tax_fen: int) -> None:
    car = Car(is_new_energy=False, displacement_cc=cc)

    assert rules.on_road(10_000_000, car, RATES, on=YEAR_2026).vehicle_tax_fen == tax_fen


def test_the_other_costs_of_a_car() -> None:
    cost = rules.on_road(18_980_000, ELECTRIC, RATES, on=YEAR_2026)

    assert (
        cost.compulsory_insurance_fen,
        cost.commercial_insurance_fen,
        cost.vehicle_tax_fen,
        cost.plate_fee_fen,
        cost.service_fee_fen,
    ) == (95_000, 341_600, 0, 12_500, 50_000)


@pytest.mark.parametrize(
    ("discount", "listed", "share"),
    [(189_800, 18_980_000, 100), (189_801, 18_980_000, 101), (0, 18_980_000, 0), (1, 0, 0)],
)
def test_a_share_is_rounded_up_so_that_a_limit_is_a_limit(
    discount: int, listed: int, share: int
) -> None:
    assert rules.discount_x100(discount, listed) == share


def test_a_binding_deposit_is_a_fifth_at_most() -> None:
    assert rules.deposit_limit_fen(18_980_001, 20) == 3_796_000


@pytest.mark.parametrize(
    ("fault", "refund"),
    [
        ("customer", Refund(150, 200, 0)),
        ("store", Refund(350, 0, 200)),
        ("nobody", Refund(350, 0, 0)),
    ],
)
def test_what_goes_back(fault: str, refund: Refund) -> None:
    assert rules.refund_of(50, 200, 100, fault=fault) == refund


@pytest.mark.parametrize(
    ("loan", "rate", "months"), [(10_000_000, 396, 36), (10_000_000, 0, 12), (9_999_999, 720, 60)]
)
def test_instalments_are_whole_yuan_and_end_to_the_fen(loan: int, rate: int, months: int) -> None:
    schedule = rules.instalments_fen(loan, rate, months)

    open_fen = loan
    for instalment in schedule:
        interest = rounded(Decimal(open_fen) * rate / 10_000 / 12)
        open_fen += interest - instalment
    assert open_fen == 0
    assert len(schedule) == months
    assert all(instalment % 100 == 0 for instalment in schedule[:-1])


@pytest.mark.parametrize(
    ("days", "grade"),
    [(29, "fresh"), (30, "amber"), (59, "amber"), (60, "red"), (90, "sheet")],
)
def test_stock_age(days: int, grade: str) -> None:
    assert rules.age_grade(days, amber=30, red=60, sheet=90) == grade


def test_interest_of_a_day() -> None:
    assert rules.interest_per_day_fen(17_000_000, 480) == 2267


def test_one_text_for_one_specification() -> None:
    assert rules.spec_key("X5", "W1", "", ["b", "a"]) == rules.spec_key("X5", "W1", "", ["a", "b"])
