"""The open books of the reference store: who, what and which rows wait to be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models

from forecourt.demo.chance import Chance
from forecourt.demo.copying import Keys, Pile
from forecourt.kernel.actor import Actor


@dataclass(slots=True)
class Car:
    """A car that comes to service: whose it is, and how it is driven."""

    vehicle_id: UUID
    party_id: UUID
    vin: str
    plate: str
    model_text: str
    customer_name: str
    phone: str
    km: float
    km_per_day: float
    km_on: date
    adviser_id: UUID
    last_service_km: int = 0
    last_service_on: date | None = None


@dataclass
class Books:
    """Everything the writers of one month share."""

    system: Actor
    zone: ZoneInfo
    seed: int
    keys: Keys
    scale: float
    cars: list[Car] = field(default_factory=list)
    piles: dict[type[models.Model], Pile] = field(default_factory=dict)
    counters: dict[tuple[str, str], int] = field(default_factory=dict)
    people: int = 0  # parties so far, which is also the number of phones in use
    plates: int = 0

    def chance(self, name: str) -> Chance:
        return Chance(self.seed, name)

    def add(self, model: type[models.Model], born_at: datetime, **values: object) -> UUID:
        pile = self.piles.get(model)
        if pile is None:
            pile = self.piles[model] = Pile(model, self.keys)
        return pile.add(born_at, **values)

    def write(self) -> int:
        """Write every pile, in the order in which they were begun."""
        return sum(pile.write() for pile in self.piles.values())

    def number(self, series: str, on: date, width: int = 3) -> str:
        """The next document number of a day, and the counter behind it."""
        period = f"{on:%y%m%d}"
        drawn = self.counters[series, period] = self.counters.get((series, period), 0) + 1
        return f"{series}-{period}-{drawn:0{width}d}"

    def moment(self, on: date, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(on, time(hour, minute), self.zone)

    def scaled(self, count: float) -> int:
        return max(1, round(count * self.scale))
