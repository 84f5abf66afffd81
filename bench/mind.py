"""Follow-ups for the whole store: the plan of a day, and a hundred thousand cars due at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from typing import Any

import psycopg

from bench.report import Report
from bench.works import ZONE
from forecourt.followups.commands import plan_day, strike_clock
from forecourt.kernel.actor import Actor
from forecourt.kernel.tenancy import tenant_set

# One new car for each customer, due by its kilometres in a few days and known to nobody yet.
_CARS = """
WITH made AS (
    INSERT INTO vehicles_vehicle (id, tenant_id, vin, vin_state, vin_reason, model_text,
        colour_text, engine_number, plate, plate_kind, plan_code, is_severe_use, note, filed_at,
        delivered_on, first_registered_on, odometer_km, odometer_on)
    SELECT party.id, party.tenant_id, '', 'unknown', '', '恒川', '', '', '', 'ordinary', 'CN-10K',
           false, '', now(), %(on)s::date - 130, %(on)s::date - 130, 4900, %(on)s::date - 2
    FROM customers_party party WHERE party.home_store_id IS NOT NULL LIMIT %(count)s
    RETURNING id, tenant_id
), held AS (
    INSERT INTO vehicles_vehicleparty (id, tenant_id, vehicle_id, party_id, role, held_from)
    SELECT id, tenant_id, id, id, 'owner', %(on)s::date - 130 FROM made
)
INSERT INTO vehicles_odometerreading (id, tenant_id, vehicle_id, read_at, km, source, is_replaced,
    source_kind, source_key, recorded_by)
SELECT id, tenant_id, id, %(on)s::date - 2, 4900, 'phone', false, '', '', 'bench' FROM made
"""
_READ_CARS = """
SELECT car.id, car.delivered_on, car.last_service_on, car.last_service_km, held.party_id,
       (SELECT array_agg(ARRAY[r.read_at::date::text, r.km::text] ORDER BY r.read_at)
        FROM vehicles_odometerreading r
        WHERE r.tenant_id = car.tenant_id AND r.vehicle_id = car.id)
FROM vehicles_vehicle car JOIN vehicles_vehicleparty held
     ON held.tenant_id = car.tenant_id AND held.vehicle_id = car.id
     AND held.role = 'owner' AND held.held_until IS NULL
"""
_READ_TASKS = """
SELECT task.* FROM followups_task task WHERE task.state IN ('planned', 'due', 'late', 'blocked')
"""


def plan_tomorrow(report: Report, database: str, today: date) -> None:
    """Plan tomorrow for everybody, the clock's facts read first."""
    on = today + timedelta(days=1)
    by = _system(database)
    at = datetime.combine(on, clock_time(7), ZONE)
    with tenant_set(by.tenant_id):
        seconds = _clocked(lambda: plan_day(on=on, by=by, at=at))
    floor = _clocked(lambda: _written_again(database, _READ_TASKS, "followups_dayplanrow"))
    report.long("plan of a day for the whole store", seconds, floor, 20, _count(database, _ROWS))


def due_cars(report: Report, database: str, today: date, count: int) -> None:
    """Let the clock strike for so many cars that are due at once."""
    on = today + timedelta(days=2)
    by = _system(database)
    with psycopg.connect(database) as line:
        line.execute(_CARS, {"on": on, "count": count})
    with psycopg.connect(database, autocommit=True) as line:
        line.execute("ANALYZE vehicles_vehicle, vehicles_vehicleparty, vehicles_odometerreading")
    before = _count(database, _TASKS)
    at = datetime.combine(on, clock_time(7), ZONE)
    with tenant_set(by.tenant_id):
        seconds = _clocked(lambda: strike_clock(on=on, by=by, at=at))
    made = _count(database, _TASKS) - before
    floor = _clocked(lambda: _written_again(database, _READ_CARS, "followups_task"))
    report.long(f"a task for each of {count} cars that are due", seconds, floor, 20, made)


_TASKS = "SELECT count(*) FROM followups_task"
_ROWS = "SELECT count(*) FROM followups_dayplanrow"


def _clocked(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _system(database: str) -> Actor:
    with psycopg.connect(database) as line:
        row: Any = line.execute("SELECT tenant_id, id FROM store_store LIMIT 1").fetchone()
    return Actor.system(row[0], row[1], key="followups")


def _count(database: str, sql: str) -> int:
    with psycopg.connect(database) as line:
        row: Any = line.execute(sql.encode()).fetchone()
    return int(row[0])


def _written_again(database: str, reading: str, table: str) -> None:
    """Read what the work reads, and write the rows it wrote into an empty table like theirs."""
    with psycopg.connect(database) as line:
        line.execute(reading.encode()).fetchall()
        line.execute(f"CREATE TABLE bench_again (LIKE {table} INCLUDING ALL)".encode())
        with line.cursor().copy(f"COPY {table} TO STDOUT".encode()) as out:
            pieces = list(out)
        with line.cursor().copy(b"COPY bench_again FROM STDIN") as back:
            for piece in pieces:
                back.write(piece)
        line.rollback()
