"""The month: four figures against their targets, and the cars of the last 14 days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor

SPARK_DAYS = 14
SPARK_HEIGHT = 44
BEHIND_POINTS = 3  # amber when a figure is behind the tick by more


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the month; ``percent`` is its share of the target, 0 to 100."""

    label: str
    shown: str
    unit: str
    target: int
    target_shown: str
    percent: int
    is_low: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Bar:
    x: int
    y: int
    height: int
    css: str


@dataclass(frozen=True, slots=True)
class Month:
    day: int
    pace: int
    figures: tuple[Figure, ...]
    bars: tuple[Bar, ...]
    first_day: str
    average: int
    cars_today: int
    sentence: str


def month(by: Actor, *, at: datetime) -> Month:  # noqa: ARG001
    today = timezone.localtime(at).date()
    pace = 100 * today.day // monthrange(today.year, today.month)[1]
    return _drawn(today, pace, (), dict.fromkeys(_days(today), 0))


def _days(today: date) -> list[date]:
    return [today - timedelta(days=back) for back in range(SPARK_DAYS - 1, -1, -1)]


def _drawn(today: date, pace: int, figures: tuple[Figure, ...], cars: dict[date, int]) -> Month:
    most = max(*cars.values(), 1)
    bars = tuple(_bar(n, day, cars[day], most, today) for n, day in enumerate(sorted(cars)))
    average = round(sum(cars.values()) / len(cars))
    said = _("Cars in on the last 14 days: %(numbers)s")
    return Month(
        day=today.day,
        pace=pace,
        figures=figures,
        bars=bars,
        first_day=f"{min(cars):%m-%d}",
        average=average,
        cars_today=cars[today],
        sentence=said % {"numbers": ", ".join(str(cars[day]) for day in sorted(cars))},
    )


def _bar(number: int, day: date, count: int, most: int, today: date) -> Bar:
    height = max(1, round(SPARK_HEIGHT * count / most))
    css = "t" if day == today else "w" if day.isoweekday() > 5 else ""  # noqa: PLR2004 (weekend)
    return Bar(x=14 * number, y=SPARK_HEIGHT - height, height=height, css=css)
