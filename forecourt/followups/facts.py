"""What may happen to rules, tasks and plans; and what only the clock brings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from forecourt.kernel.journal import Fact


@dataclass(frozen=True, slots=True)
class RulesLoaded(Fact):
    kind: ClassVar[str] = "followups.rules_loaded"
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleVersionProposed(Fact):
    """``waits`` says whether a second person must look at the texts first."""

    kind: ClassVar[str] = "followups.rule_version_proposed"
    rule_id: UUID
    version_id: UUID
    code: str
    number: int
    valid_from: date
    waits: bool


@dataclass(frozen=True, slots=True)
class RuleVersionApproved(Fact):
    kind: ClassVar[str] = "followups.rule_version_approved"
    rule_id: UUID
    version_id: UUID
    code: str
    number: int


@dataclass(frozen=True, slots=True)
class RuleReplanned(Fact):
    kind: ClassVar[str] = "followups.rule_replanned"
    rule_id: UUID
    version_id: UUID
    tasks: int


@dataclass(frozen=True, slots=True)
class ClockStruck(Fact):
    """The facts that only a day brings were read: due services, birthdays, ends of terms."""

    kind: ClassVar[str] = "followups.clock_struck"
    on: date
    tasks: int


@dataclass(frozen=True, slots=True)
class DayPlanFixed(Fact):
    kind: ClassVar[str] = "followups.day_plan_fixed"
    plan_id: UUID
    on: date
    rows: int
    overflow: int


@dataclass(frozen=True, slots=True)
class TaskDone(Fact):
    kind: ClassVar[str] = "followups.task_done"
    task_id: UUID
    party_id: UUID | None
    vehicle_id: UUID | None
    staff_id: UUID | None
    rule: str
    step: str
    result: str


@dataclass(frozen=True, slots=True)
class TaskTried(Fact):
    kind: ClassVar[str] = "followups.task_tried"
    task_id: UUID
    party_id: UUID | None
    staff_id: UUID | None
    rule: str
    result: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class TaskGivenUp(Fact):
    kind: ClassVar[str] = "followups.task_given_up"
    task_id: UUID
    party_id: UUID | None
    vehicle_id: UUID | None
    staff_id: UUID | None
    rule: str
    result: str


@dataclass(frozen=True, slots=True)
class CustomerUnreachable(Fact):
    """So many tries and nobody answered, or the number is wrong: the address must be checked."""

    kind: ClassVar[str] = "followups.customer_unreachable"
    task_id: UUID
    party_id: UUID
    tries: int


@dataclass(frozen=True, slots=True)
class ReminderReached(Fact):
    """The owner heard of the service that is due."""

    kind: ClassVar[str] = "followups.reminder_reached"
    task_id: UUID
    party_id: UUID
    vehicle_id: UUID


@dataclass(frozen=True, slots=True)
class TasksHandedOver(Fact):
    kind: ClassVar[str] = "followups.tasks_handed_over"
    task_ids: tuple[UUID, ...]
    staff_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class TaskEscalated(Fact):
    kind: ClassVar[str] = "followups.task_escalated"
    task_id: UUID
    rung: int
    action: str
    role: str
    staff_id: UUID | None
