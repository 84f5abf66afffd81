"""Every read of this room."""

from forecourt.followups.queries.engine import (
    MANAGER,
    asked,
    bench,
    calendar,
    candidates,
    day_waits,
    ladder_of,
    ladders_reached,
    least_busy,
    manager_of,
    numbers,
    stores_with_rules,
    who_works,
)
from forecourt.followups.queries.facts import clock_facts, horizon, known, subjects_of
from forecourt.followups.queries.tasks import consent_words, was_contacted

__all__ = [
    "MANAGER",
    "asked",
    "bench",
    "calendar",
    "candidates",
    "clock_facts",
    "consent_words",
    "day_waits",
    "horizon",
    "known",
    "ladder_of",
    "ladders_reached",
    "least_busy",
    "manager_of",
    "numbers",
    "stores_with_rules",
    "subjects_of",
    "was_contacted",
    "who_works",
]
