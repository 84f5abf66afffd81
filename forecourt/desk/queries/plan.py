"""The plan of the day of one person, by time, with a line at the present moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forecourt.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """A line of the plan: a task, the now-line or the head of a day."""

    title: str = ""
    text: str = ""
    time: str = ""
    icon: str = "clipboard-text"
    css: str = ""
    href: str = ""
    verb: str = ""
    is_now: bool = False
    is_day: bool = False
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    entries: tuple[PlanEntry, ...]
    done: int
    total: int
    href: str


def plan(by: Actor, *, at: datetime) -> Plan:  # noqa: ARG001
    return Plan((), 0, 0, "")


def late_count(by: Actor, *, at: datetime) -> int:  # noqa: ARG001
    """How many of the person's tasks are overdue: the red number in the status bar."""
    return 0
