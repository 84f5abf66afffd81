"""Levels, clocks and display codes of the pre-sale: values in, answer out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

_CODES = {
    "ordered": "O",
    "delivered": "D",
    "lost": "F1",
    "frozen": "F2",
    "out_of_control": "L",
    "pooled": "P",
}


def display_code(stage: str, intent_level: str) -> str:
    """What the trade writes on the card: H, A, B, C while in work, else O, D, F1, F2, L."""
    return _CODES.get(stage, intent_level)


def waited_seconds(arrived_at: datetime, contact_at: datetime | None, *, at: datetime) -> int:
    """Whole seconds from the door to the first word; still running while nobody has spoken."""
    return max(0, int(((contact_at or at) - arrived_at).total_seconds()))


def is_over_limit(seconds: int, *, limit_minutes: int) -> bool:
    return seconds > limit_minutes * 60


def digits_of(phone: str) -> str:
    """The number that two spellings of a phone share: ``+86 138-0013 8000`` -> ``13800138000``."""
    plain = "".join(str(int(sign)) for sign in phone if sign.isdigit())
    return plain.removeprefix("0086").removeprefix("86") if len(plain) > 11 else plain  # noqa: PLR2004 - digits of a mobile number


def idle_since(last_contact_at: datetime, *, level: str, idle_days: Mapping[str, int]) -> datetime:
    """From this moment on an opportunity of this level counts as left alone."""
    return last_contact_at + timedelta(days=idle_days[level])


def next_contact_on(contacted_on: date, *, level: str, level_days: Mapping[str, int]) -> date:
    """The day by which a customer of this level should hear from us again."""
    return contacted_on + timedelta(days=level_days[level])


@dataclass(frozen=True, slots=True)
class Load:
    """How much one consultant has in hand."""

    staff_id: UUID
    name: str
    talking_count: int
    open_count: int
    last_greeted_at: datetime | None


def next_free(loads: Iterable[Load]) -> Load | None:
    """Whose turn it is: who talks to nobody, then who waited longest, then fewest files."""
    waiting = sorted(
        loads,
        key=lambda load: (
            load.talking_count,
            load.last_greeted_at is not None,
            load.last_greeted_at.timestamp() if load.last_greeted_at else 0.0,
            load.open_count,
            str(load.staff_id),
        ),
    )
    return waiting[0] if waiting else None


def mean_rating(answers: Iterable[int | None]) -> float | None:
    """The mean of the answered questions, one decimal; None when nobody answered."""
    given = [answer for answer in answers if answer is not None]
    return round(sum(given) / len(given), 1) if given else None
