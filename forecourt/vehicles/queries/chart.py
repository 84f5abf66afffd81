"""The odometer of a car as a drawing: readings, and the line on to the next service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from forecourt.vehicles.queries.cars import VehicleCard
from forecourt.vehicles.queries.forecast import Forecast

WIDTH, HEIGHT, EDGE = 640, 180, 36


@dataclass(frozen=True, slots=True)
class Dot:
    x: int
    y: int
    title: str


@dataclass(frozen=True, slots=True)
class Chart:
    """In units of the drawing; ``path`` joins the readings, ``ahead`` leads to the due point."""

    width: int
    height: int
    path: str
    ahead: str
    dots: tuple[Dot, ...]
    due: Dot | None
    first: date
    last: date
    top_km: int


def chart(card: VehicleCard, forecast: Forecast) -> Chart | None:
    """The drawing; None where there are not two points to draw."""
    points = [(row.read_at.date(), row.km) for row in card.readings]
    due = forecast.due
    ahead = (due.due_on, due.due_km) if due and due.due_km else None
    whole = [*points, *([ahead] if ahead else [])]
    if len({day for day, _km in whole}) < 2 or not points:  # noqa: PLR2004 - a line has two ends
        return None
    first, last = min(day for day, _km in whole), max(day for day, _km in whole)
    top_km = max(km for _day, km in whole)

    def place(day: date, km: int) -> tuple[int, int]:
        x = EDGE + round((day - first).days / (last - first).days * (WIDTH - 2 * EDGE))
        return x, HEIGHT - EDGE - round(km / max(top_km, 1) * (HEIGHT - 2 * EDGE))

    dots = tuple(Dot(*place(day, km), f"{day:%Y-%m-%d} · {km:,} km") for day, km in points)
    end = Dot(*place(*ahead), f"{ahead[0]:%Y-%m-%d} · {ahead[1]:,} km") if ahead else None
    line = " ".join(f"{dot.x},{dot.y}" for dot in dots)
    onward = f"{dots[-1].x},{dots[-1].y} {end.x},{end.y}" if end else ""
    return Chart(WIDTH, HEIGHT, line, onward, dots, end, first, last, top_km)
