"""Whether a car is back too soon."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from forecourt.kernel.actor import Actor
from forecourt.service.models import FloorStage, RepairOrder
from forecourt.service.rules import is_repeat
from forecourt.store.queries import rules


def is_repeat_repair(by: Actor, vehicle_id: UUID, *, km: int, on: date, at: datetime) -> bool:
    """Whether the car was here for a complaint so short a time or way ago: two statements."""
    numbers = rules(by, "service.repeat_repair_days", "service.repeat_repair_km", on=on)
    within_days = numbers["service.repeat_repair_days"]
    rows = RepairOrder.objects.seen_by(by).of_vehicle(vehicle_id)
    left = rows.filter(
        floor_stage__in=(FloorStage.GATE_OUT, FloorStage.CLOSED),
        concerns__isnull=False,
        opened_at__gt=at - timedelta(days=within_days * 6),
    )
    last = left.order_by("-opened_at", "-pk").values_list("opened_at", "odometer_km").first()
    if last is None:
        return False
    return is_repeat(
        days=(at - last[0]).days,
        km=km - last[1],
        within_days=within_days,
        within_km=numbers["service.repeat_repair_km"],
    )
