"""What may happen in the workshop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from forecourt.kernel.journal import Fact


@dataclass(frozen=True, slots=True)
class _JobFact(Fact):
    """``source_id`` is the source's key once more, where it is an id, so that it is found by it."""

    kind: ClassVar[str] = ""
    job_id: UUID
    source_kind: str
    source_key: str
    source_id: UUID | None


@dataclass(frozen=True, slots=True)
class JobPlanned(_JobFact):
    kind: ClassVar[str] = "workshop.job_planned"
    standard_minutes: int
    bay_kind: str
    promise_at: datetime | None


@dataclass(frozen=True, slots=True)
class JobMoved(_JobFact):
    """``bay_id`` None: back in the waiting lane."""

    kind: ClassVar[str] = "workshop.job_moved"
    bay_id: UUID | None
    technician_id: UUID | None
    starts_at: datetime | None
    ends_at: datetime | None
    accepted_effects: int  # how many other promises became later, and that was accepted


@dataclass(frozen=True, slots=True)
class JobStarted(_JobFact):
    kind: ClassVar[str] = "workshop.job_started"
    technician_id: UUID


@dataclass(frozen=True, slots=True)
class JobStopped(_JobFact):
    kind: ClassVar[str] = "workshop.job_stopped"
    technician_id: UUID
    reason: str
    worked_minutes: int


@dataclass(frozen=True, slots=True)
class JobResumed(_JobFact):
    kind: ClassVar[str] = "workshop.job_resumed"
    technician_id: UUID
    reason: str
    stopped_minutes: int


@dataclass(frozen=True, slots=True)
class JobFinished(_JobFact):
    kind: ClassVar[str] = "workshop.job_finished"
    technician_id: UUID
    worked_minutes: int
    standard_minutes: int
    needs_check: bool


@dataclass(frozen=True, slots=True)
class JobParked(_JobFact):
    kind: ClassVar[str] = "workshop.job_parked"
    bay_id: UUID
    where: str


@dataclass(frozen=True, slots=True)
class JobCarriedOver(_JobFact):
    kind: ClassVar[str] = "workshop.job_carried_over"
    why: str
    promise_at: datetime | None


@dataclass(frozen=True, slots=True)
class JobWithdrawn(_JobFact):
    kind: ClassVar[str] = "workshop.job_withdrawn"


@dataclass(frozen=True, slots=True)
class QualityPassed(_JobFact):
    kind: ClassVar[str] = "workshop.quality_passed"
    check_id: UUID
    inspector_id: UUID
    round_number: int


@dataclass(frozen=True, slots=True)
class QualityFailed(_JobFact):
    kind: ClassVar[str] = "workshop.quality_failed"
    check_id: UUID
    inspector_id: UUID
    round_number: int
    failed_points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PromiseSet(_JobFact):
    kind: ClassVar[str] = "workshop.promise_set"
    promise_at: datetime


@dataclass(frozen=True, slots=True)
class PromiseChanged(_JobFact):
    kind: ClassVar[str] = "workshop.promise_changed"
    promise_at: datetime
    earlier_promise_at: datetime


@dataclass(frozen=True, slots=True)
class PromiseAtRisk(_JobFact):
    kind: ClassVar[str] = "workshop.promise_at_risk"
    promise_at: datetime
    forecast_at: datetime
    minutes_over: int
    adviser_id: UUID | None


@dataclass(frozen=True, slots=True)
class CapacityHeld(Fact):
    kind: ClassVar[str] = "workshop.capacity_held"
    hold_id: UUID
    source_kind: str
    source_key: str
    bay_kind: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class CapacityReleased(Fact):
    kind: ClassVar[str] = "workshop.capacity_released"
    hold_id: UUID
    source_kind: str
    source_key: str


@dataclass(frozen=True, slots=True)
class BaySetUp(Fact):
    kind: ClassVar[str] = "workshop.bay_set_up"
    bay_id: UUID
    name: str
    bay_kind: str


@dataclass(frozen=True, slots=True)
class BayOutOfUse(Fact):
    kind: ClassVar[str] = "workshop.bay_out_of_use"
    bay_id: UUID


@dataclass(frozen=True, slots=True)
class BayBackInUse(Fact):
    kind: ClassVar[str] = "workshop.bay_back_in_use"
    bay_id: UUID


@dataclass(frozen=True, slots=True)
class SkillReviewed(Fact):
    kind: ClassVar[str] = "workshop.skill_reviewed"
    staff_id: UUID
    skill: str
    level: int
