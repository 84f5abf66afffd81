"""The work that is measured: what is asked at the door, of whom, with which values.

Values come from the store itself by plain SQL, so that nobody asks twice for the same row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import cycle, product
from typing import Any
from zoneinfo import ZoneInfo

import psycopg

ZONE = ZoneInfo("Asia/Shanghai")
LABOUR = ("EN-OIL", "EN-AIR", "AC-FLT", "WP-BLD", "LM-BLB")  # 48 minutes: four cells
CELLS = timedelta(minutes=60)
OPENS, CLOSES = time(8, 30), time(17, 30)
PLANNED_DAYS = (7, 47)  # from today: forty days, of some sixty cars each when the run ends
KEYS = ("name", "pinyin", "initials", "phone", "plate", "vin", "document")
TYPED = {"phone": 4, "plate": 4, "vin": 6, "document": 6}  # signs of the tail; else three


@dataclass(frozen=True, slots=True)
class Car:
    vehicle_id: str
    km: int


class Shelf:
    """What the requests of one run are made of."""

    def __init__(self, database: str, today: date) -> None:
        self.today = today
        with psycopg.connect(database) as line:
            self.words = {kind: _words(line, kind) for kind in KEYS}
            self._cars = iter([Car(str(key), km) for key, km in line.execute(_CARS).fetchall()])
            self._parts = cycle([row[0] for row in line.execute(_PARTS).fetchall()])
            self._bays = [str(row[0]) for row in line.execute(_BAYS).fetchall()]
            closed = line.execute("SELECT holiday.on FROM store_holiday holiday").fetchall()
        self._places = self._free_places({row[0] for row in closed})

    def order(self) -> dict[str, object]:
        """A whole signed order: five labour and five parts lines, booked into a bay."""
        car = next(self._cars)
        bay_id, starts_at = next(self._places)
        return {
            "vehicle_id": car.vehicle_id,
            "odometer_km": car.km + 1,
            "labour_codes": LABOUR,
            "part_numbers": [next(self._parts) for _ in LABOUR],
            "quantities": ["1"] * len(LABOUR),
            "words": "保养",
            "walk_around": "纸质单",
            "wait_type": "waits_here",
            "promise_at": _local(starts_at + 2 * CELLS),
            "bay_id": bay_id,
            "starts_at": _local(starts_at),
        }

    def _free_places(self, closed: set[date]) -> Iterator[tuple[str, datetime]]:
        """A bay and a start that nobody has, the coming weeks filling up side by side."""
        days = [self.today + timedelta(days=ahead) for ahead in range(*PLANNED_DAYS)]
        cells = int((_minutes(CLOSES) - _minutes(OPENS)) / 60)
        for cell, day, bay_id in product(range(cells), days, self._bays):
            if day not in closed:
                yield bay_id, datetime.combine(day, OPENS, ZONE) + cell * CELLS


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


_CARS = """
SELECT car.id, coalesce(car.odometer_km, 0) FROM vehicles_vehicle car
WHERE EXISTS (SELECT 1 FROM vehicles_vehicleparty held
              WHERE held.tenant_id = car.tenant_id AND held.vehicle_id = car.id
                AND held.role = 'owner' AND held.held_until IS NULL)
  AND NOT EXISTS (SELECT 1 FROM service_repairorder o
                  WHERE o.tenant_id = car.tenant_id AND o.vehicle_id = car.id
                    AND o.floor_stage NOT IN ('gate_out', 'closed', 'void'))
ORDER BY md5(car.vin)
"""
_PARTS = """
SELECT part.number FROM parts_stock stock
JOIN parts_part part ON part.tenant_id = stock.tenant_id AND part.id = stock.part_id
WHERE stock.on_hand - stock.reserved > 20 ORDER BY md5(part.number)
"""
_BAYS = """
SELECT id FROM workshop_bay WHERE kind IN ('express_two_man', 'general_lift')
ORDER BY position
"""
_WORDS = """
SELECT key FROM customers_searchkey WHERE kind = %s AND length(key) >= %s
ORDER BY md5(key) LIMIT %s
"""
MOST_WORDS = 2000


def _words(line: psycopg.Connection[Any], kind: str) -> list[str]:  # Any: its rows
    """What somebody types: three signs from the front, or the tail of a number."""
    tail = TYPED.get(kind)
    length = tail or 2
    keys = [row[0] for row in line.execute(_WORDS, [kind, length, MOST_WORDS]).fetchall()]
    if tail:
        return [key[:tail][::-1] for key in keys]
    return [key[:3] for key in keys]


def _local(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")
