"""Rules of reception on plain values: promises, stages that follow the bays, money of a menu."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

_MINUTE = timedelta(minutes=1)


def promise_at(ready_at: datetime, *, margin_minutes: int, rounding_minutes: int) -> datetime:
    """The time to promise for work that will be done at ``ready_at``: with a margin, rounded up."""
    safe = ready_at + margin_minutes * _MINUTE
    step = rounding_minutes * _MINUTE
    midnight = safe.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + ceil((safe - midnight) / step) * step


def minutes_late(due_at: datetime | None, at: datetime) -> int:
    """Whole minutes by which ``due_at`` has passed; 0 while it has not, or there is none."""
    return max(0, ceil((at - due_at) / _MINUTE)) if due_at else 0


def may_wait_here(minutes: int, *, limit_minutes: int) -> bool:
    """Whether a customer can be asked to wait for work of this length."""
    return minutes <= limit_minutes


@dataclass(frozen=True, slots=True)
class JobPicture:
    """What the floor needs to know of one chip: its state, and whether its check is behind it."""

    state: str
    needs_check: bool = True
    is_passed: bool = False
    stop_reason: str = ""


def floor_stage_of(jobs: Collection[JobPicture]) -> str:
    """The stage that a dispatched order has from its jobs on the board.

    One job at work makes the order ``working``; none at work but one stopped makes it
    ``stopped``; all done makes it ``work_done``, and all checked ``quality_passed``. Withdrawn
    jobs do not count. Something done and something not yet begun is still ``working``.
    """
    live = [job for job in jobs if job.state != "withdrawn"]
    if not live:
        return "dispatched"
    states = {job.state for job in live}
    if "running" in states:
        return "working"
    if states & {"blocked", "parked"}:
        return "stopped"
    if states == {"finished"}:
        is_passed = all(job.is_passed or not job.needs_check for job in live)
        return "quality_passed" if is_passed else "work_done"
    return "working" if "finished" in states else "dispatched"


def share_fen(total_fen: int, weights: Sequence[int]) -> list[int]:
    """A fixed price spread over lines by what they would cost alone; the sum is exact.

    Without weights the first line carries the whole.
    """
    whole = sum(weights)
    if not weights:
        return []
    if not whole:
        return [total_fen, *[0] * (len(weights) - 1)]
    shares = [total_fen * weight // whole for weight in weights]
    for index in _largest_remainders(total_fen, weights, whole)[: total_fen - sum(shares)]:
        shares[index] += 1
    return shares


def _largest_remainders(total_fen: int, weights: Sequence[int], whole: int) -> list[int]:
    return sorted(
        range(len(weights)), key=lambda index: (-(total_fen * weights[index] % whole), index)
    )


def by_pay_type(lines: Collection[tuple[str, int]]) -> Mapping[str, int]:
    """Sums in fen per pay type, in the order in which the types first occur."""
    sums: dict[str, int] = {}
    for pay_type, amount_fen in lines:
        sums[pay_type] = sums.get(pay_type, 0) + amount_fen
    return sums


def settlement_state(*, due_fen: int, paid_fen: int) -> str:
    """What payments make of a settlement that was explained."""
    if paid_fen >= due_fen:
        return "paid"
    return "partly_paid" if paid_fen else "explained"


def is_repeat(*, days: int, km: int, within_days: int, within_km: int) -> bool:
    """Whether the same car comes back so soon that its last visit is looked at again."""
    return days <= within_days or 0 <= km <= within_km
