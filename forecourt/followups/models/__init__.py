"""The nouns of this room."""

from forecourt.followups.models.day_plan import DayPlan, DayPlanRow
from forecourt.followups.models.rule import (
    Family,
    LadderStep,
    Rule,
    RuleStep,
    RuleVersion,
    VersionState,
)
from forecourt.followups.models.sheet import CallSheet
from forecourt.followups.models.task import (
    OPEN_STATES,
    TASK_FLOW,
    Result,
    Task,
    TaskChannel,
    TaskContact,
    TaskState,
)

__all__ = [
    "OPEN_STATES",
    "TASK_FLOW",
    "CallSheet",
    "DayPlan",
    "DayPlanRow",
    "Family",
    "LadderStep",
    "Result",
    "Rule",
    "RuleStep",
    "RuleVersion",
    "Task",
    "TaskChannel",
    "TaskContact",
    "TaskState",
    "VersionState",
]
