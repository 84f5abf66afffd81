"""Bays, skills, jobs with their clocks and checks, and capacity that is spoken for."""

from forecourt.workshop.models.bay import Bay, BayGroup, BayKind
from forecourt.workshop.models.clock import WorkClock
from forecourt.workshop.models.hold import CapacityDay, CapacityHold, Wish
from forecourt.workshop.models.job import (
    JOB_FLOW,
    ON_THE_BOARD,
    OPEN,
    Job,
    JobState,
    Order,
    StopReason,
    WaitType,
)
from forecourt.workshop.models.quality import QualityCheck, QualityPoint, QualityResult
from forecourt.workshop.models.skill import CERTIFICATES, Skill, StaffSkill

__all__ = [
    "CERTIFICATES",
    "JOB_FLOW",
    "ON_THE_BOARD",
    "OPEN",
    "Bay",
    "BayGroup",
    "BayKind",
    "CapacityDay",
    "CapacityHold",
    "Job",
    "JobState",
    "Order",
    "QualityCheck",
    "QualityPoint",
    "QualityResult",
    "Skill",
    "StaffSkill",
    "StopReason",
    "WaitType",
    "Wish",
    "WorkClock",
]
