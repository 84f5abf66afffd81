"""The nouns of the pre-sale."""

from forecourt.leads.models.contact import (
    REACHED,
    Call,
    Channel,
    Contact,
    ContactResult,
    Direction,
    InvalidReason,
)
from forecourt.leads.models.drive import (
    RATINGS,
    TEST_DRIVE_FLOW,
    DemoCar,
    Route,
    TestDrive,
    TestDriveState,
)
from forecourt.leads.models.lead import LEAD_FLOW, OPEN_STATUSES, Lead, LeadStatus
from forecourt.leads.models.lost import LossState, LostReason, LostRecord
from forecourt.leads.models.opportunity import (
    OPEN_STAGES,
    OPPORTUNITY_FLOW,
    Claim,
    DealKind,
    IntentLevel,
    NotInWork,
    Opportunity,
    Origin,
    Stage,
)
from forecourt.leads.models.visit import Outcome, Visit, VisitReason

__all__ = [
    "LEAD_FLOW",
    "OPEN_STAGES",
    "OPEN_STATUSES",
    "OPPORTUNITY_FLOW",
    "RATINGS",
    "REACHED",
    "TEST_DRIVE_FLOW",
    "Call",
    "Channel",
    "Claim",
    "Contact",
    "ContactResult",
    "DealKind",
    "DemoCar",
    "Direction",
    "IntentLevel",
    "InvalidReason",
    "Lead",
    "LeadStatus",
    "LossState",
    "LostReason",
    "LostRecord",
    "NotInWork",
    "Opportunity",
    "Origin",
    "Outcome",
    "Route",
    "Stage",
    "TestDrive",
    "TestDriveState",
    "Visit",
    "VisitReason",
]
