"""Everything in the store that is late or blocked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forecourt.kernel.actor import Actor

AREAS = ("all", "sales", "service")


@dataclass(frozen=True, slots=True)
class Matter:
    """One late or blocked case; ``stage`` is a class st-*, ``word`` says what is wrong."""

    stage: str
    word: str
    plate: str
    name: str
    title: str
    who: str
    due: str
    is_late: bool
    href: str


@dataclass(frozen=True, slots=True)
class Attention:
    area: str
    matters: tuple[Matter, ...]

    @property
    def late_count(self) -> int:
        return sum(matter.is_late for matter in self.matters)


def attention(by: Actor, *, area: str, at: datetime) -> Attention:  # noqa: ARG001
    return Attention(area, ())
