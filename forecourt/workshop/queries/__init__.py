"""Every read of the workshop that a screen or another room needs."""

from forecourt.workshop.queries.capacity import DayCapacity, Slot, capacity, free_slots, workers
from forecourt.workshop.queries.jobs import (
    board_changes_wait,
    busy_stores,
    job,
    jobs_of,
    left_standing,
    stores_with_chips,
)
from forecourt.workshop.queries.placement import Effect, Landing, Verdict, verdict

__all__ = [
    "DayCapacity",
    "Effect",
    "Landing",
    "Slot",
    "Verdict",
    "board_changes_wait",
    "busy_stores",
    "capacity",
    "free_slots",
    "job",
    "jobs_of",
    "left_standing",
    "stores_with_chips",
    "verdict",
    "workers",
]
