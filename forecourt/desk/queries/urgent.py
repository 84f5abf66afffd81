"""The three most urgent cases of one station."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forecourt.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Urgent:
    """One case: the car or the person, the matter, who has it, and its time limit in words."""

    plate: str
    name: str
    title: str
    who: str
    due: str
    is_late: bool
    href: str


def urgent(by: Actor, station: str, *, at: datetime) -> tuple[Urgent, ...]:  # noqa: ARG001
    return ()
