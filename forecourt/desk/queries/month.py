"""The month: four figures against their goals, and the cars of the last 14 days: one statement."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from forecourt.desk.queries.tally import Values
from forecourt.kernel.actor import Actor
from forecourt.kernel.bilingual import is_chinese
from forecourt.ui.templatetags import ui_tags

SPARK_DAYS = 14
SPARK_HEIGHT = 44
BAR_WIDTH = 14
BEHIND_POINTS = 3  # amber when a figure is behind the tick by more; own choice of the design
FEN_PER_YUAN = 100

_STATEMENT = """
SELECT 'orders', NULL::date, count(*) FROM sales_salesorder
WHERE tenant_id = %(tenant)s AND store_id = %(store)s AND made_at >= %(month)s
  AND state <> 'cancelled'
UNION ALL
SELECT 'deliveries', NULL, count(*) FROM sales_delivery
WHERE tenant_id = %(tenant)s AND store_id = %(store)s AND starts_at >= %(month)s
  AND state IN ('signed', 'done')
UNION ALL
SELECT 'revenue', NULL, coalesce(sum(total_fen), 0)::bigint FROM finance_bill
WHERE tenant_id = %(tenant)s AND store_id = %(store)s AND posted_on >= %(first)s
  AND state = 'posted' AND source_kind LIKE 'service.%%'
UNION ALL
SELECT 'cars', (opened_at AT TIME ZONE %(zone)s)::date, count(*) FROM service_repairorder
WHERE tenant_id = %(tenant)s AND store_id = %(store)s
  AND opened_at >= least(%(month)s, %(fortnight)s) AND floor_stage <> 'void'
GROUP BY 2
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the month; ``percent`` is its share of the goal, 0 to 100."""

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


def month(by: Actor, values: Values) -> Month:
    """Revenue is shown to those who may see the figures of the house."""
    today: date = values["today"]
    first: date = today.replace(day=1)
    counted = {"visits": 0}
    cars = dict.fromkeys((today - timedelta(days=back) for back in range(SPARK_DAYS)), 0)
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {**values, "first": first})
        for name, day, count in cursor.fetchall():
            if day is None:
                counted[name] = count
                continue
            if day in cars:
                cars[day] = count
            if day >= first:
                counted["visits"] += count
    pace = 100 * today.day // monthrange(today.year, today.month)[1]
    figures = tuple(_figures(counted, values, pace, with_revenue=by.may("desk.view_revenue")))
    return _drawn(today, pace, figures, cars)


def _figures(
    counted: Mapping[str, int], values: Values, pace: int, *, with_revenue: bool
) -> Iterator[Figure]:
    cars = pgettext("unit", "cars")
    yield _figure(_("New orders"), counted["orders"], values["goal_orders"], cars, pace)
    yield _figure(_("Deliveries"), counted["deliveries"], values["goal_deliveries"], cars, pace)
    yield _figure(_("Cars in service"), counted["visits"], values["goal_visits"], cars, pace)
    if with_revenue:
        goal = values["goal_revenue"] * FEN_PER_YUAN
        unit = pgettext("unit", "thousand yuan")
        yield _figure(_("Service revenue"), counted["revenue"], goal, unit, pace, in_fen=True)


def _figure(
    label: str, count: int, goal: int, unit: str, pace: int, *, in_fen: bool = False
) -> Figure:
    percent = min(100, 100 * count // goal) if goal else 0
    write = _amount if in_fen else str
    said = _("%(label)s: %(count)s of %(goal)s, %(percent)d percent; today should be %(pace)d")
    return Figure(
        label=label,
        shown=write(count),
        unit=unit,
        target=goal,
        target_shown=write(goal).removesuffix(".0"),
        percent=percent,
        is_low=bool(goal) and percent < pace - BEHIND_POINTS,
        sentence=said
        % {
            "label": label,
            "count": write(count),
            "goal": write(goal),
            "percent": percent,
            "pace": pace,
        },
    )


def _amount(fen: int) -> str:
    """Ten thousands of yuan for those who read Chinese, thousands for others."""
    return ui_tags.wan(fen) if is_chinese() else f"{fen / FEN_PER_YUAN / 1000:,.0f}"


def _drawn(today: date, pace: int, figures: tuple[Figure, ...], cars: dict[date, int]) -> Month:
    most = max(*cars.values(), 1)
    bars = tuple(_bar(n, day, cars[day], most, today) for n, day in enumerate(sorted(cars)))
    said = _("Cars in on the last 14 days: %(numbers)s")
    return Month(
        day=today.day,
        pace=pace,
        figures=figures,
        bars=bars,
        first_day=f"{min(cars):%m-%d}",
        average=round(sum(cars.values()) / len(cars)),
        cars_today=cars[today],
        sentence=said % {"numbers": ", ".join(str(cars[day]) for day in sorted(cars))},
    )


def _bar(number: int, day: date, count: int, most: int, today: date) -> Bar:
    height = max(1, round(SPARK_HEIGHT * count / most))
    is_weekend = day.isoweekday() > 5  # noqa: PLR2004 (Friday)
    css = "t" if day == today else "w" if is_weekend else ""
    return Bar(x=BAR_WIDTH * number, y=SPARK_HEIGHT - height, height=height, css=css)
