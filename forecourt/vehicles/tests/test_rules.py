"""VINs, plates and kilometres as pure rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from forecourt.vehicles import rules
from forecourt.vehicles.rules import Reading, Standing

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "maker", "years"),
    [
        ("LVGBE40K58G123456", "GAC Toyota", (2008,)),
        ("LFMAPE2C5A0123456", "FAW Toyota", (2010, 1980)),
        ("4T1BF1FK1HU123456", "Toyota", (2017, 1987)),
        ("JTDKN3DU6A0123456", "Toyota", (2010, 1980)),
        (" 1m8gdm9axkp042788 ", "Mercury", (2019, 1989)),
    ],
)
def test_a_sound_vin_names_maker_and_years(text: str, maker: str, years: tuple[int, ...]) -> None:
    reading = rules.read_vin(text, latest_year=2027)

    assert (reading.problem, reading.maker, reading.years) == ("", maker, years)


@pytest.mark.parametrize(
    ("text", "problem", "expected", "proposal"),
    [
        ("11111111111111111", "same_signs", "1", ""),
        ("LVGBE40K08G123456", "check", "5", ""),
        ("4T1BF1FK1HU123465", "check", "2", ""),
        ("JTDKN3DU6A012345O", "letter", "", "JTDKN3DU6A0123450"),
        ("JTDKN3DU6AI123Q5O", "letter", "", "JTDKN3DU6A1123050"),
        ("JTDKN3DU6A012345!", "letter", "", ""),
        ("JTDKN3DU6A01234", "length", "", ""),
        ("", "length", "", ""),
    ],
)
def test_what_is_wrong_with_a_vin(text: str, problem: str, expected: str, proposal: str) -> None:
    reading = rules.read_vin(text, latest_year=2027)

    assert (reading.problem, reading.expected, reading.proposal) == (problem, expected, proposal)


def test_the_check_digit_is_binding_in_china_and_north_america_only() -> None:
    bound = [rules.read_vin(vin, latest_year=2027).is_binding for vin in _WRONG]

    assert bound == [True, True, False]


_WRONG = ("LVGBE40K08G123456", "4T1BF1FK1HU123465", "JTDKN3DU0A0123456")


@pytest.mark.parametrize(("sign", "years"), [("R", (2024, 1994)), ("9", (2009,)), ("Z", ())])
def test_a_year_sign_repeats_every_thirty_years(sign: str, years: tuple[int, ...]) -> None:
    assert rules.model_years(sign, latest_year=2027) == years


def test_a_made_up_vin_is_sound() -> None:
    vins = [rules.sound_vin("LHC", "A1B2C", "T", serial) for serial in range(200)]

    assert {rules.read_vin(vin, latest_year=2027).problem for vin in vins} == {""}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("粤A12345", "ordinary"),
        ("粤A·12345", "ordinary"),
        (" 沪a 12b45 ", "ordinary"),
        ("粤A1234学", "learner"),
        ("粤A1234挂", "trailer"),
        ("粤A1234警", "police"),
        ("粤Z12AB港", "hong_kong"),
        ("粤Z1234澳", "macau"),
        ("粤AD12345", "new_energy"),
        ("粤A12345D", "new_energy"),
        ("京AF12345", "new_energy"),
        ("粤ADF1234", "new_energy"),
        ("粤AO1234", ""),
        ("粤I12345", ""),
        ("沪B1234O", ""),
        ("粤ADFF234", ""),
        ("粤A12345L", ""),
        ("粤AL12345", ""),
        ("A12345", ""),
        ("", ""),
    ],
)
def test_the_kind_of_a_plate_follows_from_its_form(text: str, kind: str) -> None:
    assert rules.plate_kind(rules.plate_of(text)) == kind


def test_a_green_plate_with_a_digit_missing_is_noticed() -> None:
    assert rules.is_short_green("粤AD1234")
    assert not rules.is_short_green("粤A12345")
    assert rules.is_pure_electric_plate("粤AD12345")
    assert not rules.is_pure_electric_plate("粤AF12345")
    assert not rules.is_pure_electric_plate("粤A12345")


def test_a_plate_is_shown_whole_or_masked() -> None:
    assert rules.shown_plate("粤A12345") == "粤A·12345"
    assert rules.shown_plate("使014578") == "使014578"
    assert rules.masked_plate("粤A12345") == "粤A·**345"


def _log(*pairs: tuple[int, int], source: str = "repair_order") -> list[Reading]:
    return [Reading(TODAY - timedelta(days=ago), km, source) for ago, km in pairs]


@pytest.mark.parametrize(
    ("log", "km_per_day", "is_estimate", "needs_check"),
    [
        ([], 40.0, True, False),
        (_log((10, 5_000)), 40.0, True, False),
        (_log((10, 5_000), (10, 5_100)), 40.0, True, False),
        (_log((90, 1_000), (0, 6_400)), 50.0, False, False),  # (90*60 + 90*40) / 180
        (_log((360, 0), (0, 14_400)), 40.0, False, False),
        (_log((360, 10_000), (0, 10_000)), 8.0, False, False),  # (0 + 3600) / 450
        (_log((100, 0), (0, 200_000)), 300.0, False, True),
        (_log((9_000, 0), (90, 1_000), (0, 6_400)), 50.0, False, False),  # outside the window
    ],
)
def test_kilometres_a_day_are_pulled_to_the_prior(
    log: list[Reading],
    km_per_day: float,
    is_estimate: bool,  # noqa: FBT001 - a table
    needs_check: bool,  # noqa: FBT001 - a table
) -> None:
    rate = rules.rate(log, on=TODAY, prior=40)

    assert rate.km_per_day == pytest.approx(km_per_day)
    assert (rate.is_estimate, rate.needs_check) == (is_estimate, needs_check)


def test_a_reading_counts_by_its_source_and_age() -> None:
    weights = [
        rules.SHIPPED.weight(source, age)
        for source, age in (
            ("repair_order", 0),
            ("owner_log", 0),
            ("phone", 365),
            ("delivery", 730),
        )
    ]

    assert weights == [1.0, 0.8, 0.25, 0.25]


def test_a_phone_reading_moves_the_rate_less_than_the_workshops() -> None:
    steady = _log((200, 0), (100, 4_000))
    told = rules.rate([*steady, *_log((0, 20_000), source="phone")], on=TODAY, prior=40)
    read = rules.rate([*steady, *_log((0, 20_000))], on=TODAY, prior=40)

    assert 40 < told.km_per_day < read.km_per_day


def test_a_new_odometer_begins_a_new_log() -> None:
    log = [
        *_log((300, 90_000), (200, 95_000)),
        Reading(TODAY - timedelta(days=90), 10, "repair_order", is_replaced=True),
        *_log((0, 5_410)),
    ]

    assert [reading.km for reading in rules.since_replaced(log)] == [10, 5_410]
    assert rules.rate(log, on=TODAY, prior=40).km_per_day == pytest.approx(50)


@dataclass(frozen=True)
class _Item:
    item: str
    first_km: int | None = None
    first_months: int | None = None
    repeat_km: int | None = None
    repeat_months: int | None = None
    severe_km: int | None = None
    severe_months: int | None = None

    @property
    def name(self) -> str:
        return self.item


CHECK = _Item("check", 5_000, 6)
OIL = _Item("oil", 10_000, 12, 10_000, 12, 5_000, 6)
CABIN = _Item("cabin", 20_000, 24, 20_000, 24)
BRAKE = _Item("brake", None, 24, None, 24)
PLAN = (CHECK, OIL, CABIN, BRAKE)
NEW = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("car", "km_per_day", "due_km", "due_on", "won", "items"),
    [
        # a new car: the first check by kilometres, (5000 - 2000) / 50 = 60 days on
        (
            Standing(NEW, date(2026, 8, 1), 2_000),
            50,
            5_000,
            date(2026, 9, 30),
            "km",
            ("check",),
        ),
        # driven little: six months come first
        (
            Standing(NEW, date(2026, 8, 1), 300),
            10,
            5_000,
            date(2026, 12, 1),
            "months",
            ("check",),
        ),
        # after the check the oil
        (
            Standing(NEW, date(2026, 9, 1), 5_200, date(2026, 9, 1), 5_200),
            60,
            10_000,
            date(2026, 11, 20),
            "km",
            ("oil",),
        ),
        # a service at 9,600 km was the one at 10,000; next at 20,000 with the cabin filter
        (
            Standing(NEW, date(2026, 11, 1), 9_600, date(2026, 11, 1), 9_600),
            100,
            20_000,
            date(2027, 2, 13),
            "km",
            ("oil", "cabin"),
        ),
        # severe use halves the interval of the oil
        (
            Standing(NEW, date(2026, 11, 1), 10_100, date(2026, 11, 1), 10_100, is_severe=True),
            50,
            15_000,
            date(2027, 2, 7),
            "km",
            ("oil",),
        ),
        # months since the last service come before the kilometres
        (
            Standing(NEW, date(2026, 11, 1), 10_100, date(2026, 11, 1), 10_100),
            5,
            20_000,
            date(2027, 11, 1),
            "months",
            ("oil", "cabin"),
        ),
    ],
)
def test_a_car_is_due_by_what_comes_first(  # noqa: PLR0917 - a table
    car: Standing, km_per_day: float, due_km: int, due_on: date, won: str, items: tuple[str, ...]
) -> None:
    due = rules.next_due(PLAN, car, km_per_day=km_per_day, on=date(2026, 11, 24))

    assert due is not None
    assert (due.due_km, due.due_on, due.won, due.items) == (due_km, due_on, won, items)


def test_the_window_is_a_quarter_of_the_remaining_days_and_a_week_at_least() -> None:
    far = rules.next_due(PLAN, Standing(NEW, TODAY, 1_000), km_per_day=25, on=TODAY)
    near = rules.next_due(PLAN, Standing(NEW, TODAY, 4_900), km_per_day=50, on=TODAY)

    assert far is not None
    assert near is not None
    assert (far.due_on - TODAY, far.window_until - far.due_on) == (
        timedelta(days=7),  # six months since June come first
        timedelta(days=7),
    )
    assert near.due_on - near.window_from == timedelta(days=7)
    late = rules.next_due(
        PLAN, Standing(TODAY, TODAY, 1_000), km_per_day=25, on=TODAY - timedelta(days=0)
    )
    assert late is not None
    assert (late.due_on - TODAY).days == 160
    assert (late.window_until - late.due_on).days == 40


def test_without_a_plan_nothing_is_due() -> None:
    assert rules.next_due((), Standing(NEW, TODAY, 1), km_per_day=40, on=TODAY) is None
    assert rules.next_due((BRAKE,), Standing(None, TODAY, 1), km_per_day=40, on=TODAY) is None


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 24), 14, date(2028, 1, 24)),
    ],
)
def test_months_later_is_the_same_day_or_the_last(day: date, months: int, later: date) -> None:
    assert rules.add_months(day, months) == later


@pytest.mark.parametrize(
    ("due_km", "menu"),
    [
        (5_000, 5_000),
        (10_000, 10_000),
        (30_000, 10_000),
        (80_000, 40_000),
        (120_000, 60_000),
        (7, None),
    ],
)
def test_the_largest_menu_that_divides_the_visit_fits(due_km: int, menu: int | None) -> None:
    assert rules.menu_km(due_km, [5_000, 10_000, 20_000, 40_000, 60_000]) == menu


def test_a_held_out_reading_says_how_good_the_forecast_was() -> None:
    steady = _log((360, 0), (180, 7_200), (0, 14_400))
    missed = rules.held_out(steady, prior=40)
    assert missed is not None
    assert missed.km == missed.days == pytest.approx(0)
    off = rules.held_out(_log((360, 0), (180, 7_200), (0, 14_800)), prior=40)
    assert off is not None
    assert off.km == pytest.approx(400)
    assert off.days == pytest.approx(10)
    assert rules.held_out(_log((10, 5)), prior=40) is None
