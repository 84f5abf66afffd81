"""Every write of this room."""

from forecourt.followups.commands.engine import HAND_OVERS, hear, strike_clock
from forecourt.followups.commands.plan import escalate, plan_day, turn
from forecourt.followups.commands.rules import (
    NothingChanged,
    SamePerson,
    approve_version,
    change_rule,
    load_defaults,
    replan_rule,
)
from forecourt.followups.commands.tasks import (
    ConsentMissing,
    ContactedToday,
    TaskOver,
    hand_over,
    note_consent,
    note_result,
    note_sheet,
    send_text,
    share_out_tasks_of,
)

__all__ = [
    "HAND_OVERS",
    "ConsentMissing",
    "ContactedToday",
    "NothingChanged",
    "SamePerson",
    "TaskOver",
    "approve_version",
    "change_rule",
    "escalate",
    "hand_over",
    "hear",
    "load_defaults",
    "note_consent",
    "note_result",
    "note_sheet",
    "plan_day",
    "replan_rule",
    "send_text",
    "share_out_tasks_of",
    "strike_clock",
    "turn",
]
