"""What may happen before a sale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from forecourt.kernel.journal import Fact


@dataclass(frozen=True, slots=True)
class VisitorArrived(Fact):
    kind: ClassVar[str] = "leads.visitor_arrived"
    visit_id: UUID
    party_size: int
    reason: str
    consultant_id: UUID | None


@dataclass(frozen=True, slots=True)
class ContactStarted(Fact):
    kind: ClassVar[str] = "leads.contact_started"
    visit_id: UUID
    consultant_id: UUID | None
    waited_seconds: int


@dataclass(frozen=True, slots=True)
class VisitorLeft(Fact):
    kind: ClassVar[str] = "leads.visitor_left"
    visit_id: UUID
    outcome: str
    party_id: UUID | None
    opportunity_id: UUID | None
    consultant_id: UUID | None


@dataclass(frozen=True, slots=True)
class CallTaken(Fact):
    kind: ClassVar[str] = "leads.call_taken"
    call_id: UUID
    lead_id: UUID | None
    party_id: UUID | None


@dataclass(frozen=True, slots=True)
class LeadReceived(Fact):
    kind: ClassVar[str] = "leads.lead_received"
    lead_id: UUID
    source: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class LeadAssigned(Fact):
    kind: ClassVar[str] = "leads.lead_assigned"
    lead_id: UUID
    assignee_id: UUID


@dataclass(frozen=True, slots=True)
class LeadContacted(Fact):
    kind: ClassVar[str] = "leads.lead_contacted"
    lead_id: UUID
    assignee_id: UUID
    result: str


@dataclass(frozen=True, slots=True)
class LeadTried(Fact):
    """Nobody was reached."""

    kind: ClassVar[str] = "leads.lead_tried"
    lead_id: UUID
    assignee_id: UUID
    result: str


@dataclass(frozen=True, slots=True)
class LeadQualified(Fact):
    kind: ClassVar[str] = "leads.lead_qualified"
    lead_id: UUID
    opportunity_id: UUID
    party_id: UUID


@dataclass(frozen=True, slots=True)
class LeadDuplicate(Fact):
    kind: ClassVar[str] = "leads.lead_duplicate"
    lead_id: UUID
    duplicate_of_id: UUID


@dataclass(frozen=True, slots=True)
class LeadInvalid(Fact):
    kind: ClassVar[str] = "leads.lead_invalid"
    lead_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class ProspectFiled(Fact):
    kind: ClassVar[str] = "leads.prospect_filed"
    opportunity_id: UUID
    party_id: UUID
    consultant_id: UUID | None
    level: str
    source: str
    deal_kind: str
    visit_id: UUID | None = None
    lead_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class LevelSet(Fact):
    kind: ClassVar[str] = "leads.level_set"
    opportunity_id: UUID
    party_id: UUID
    consultant_id: UUID | None
    level: str
    level_before: str
    reason: str


@dataclass(frozen=True, slots=True)
class WishChanged(Fact):
    kind: ClassVar[str] = "leads.wish_changed"
    opportunity_id: UUID
    party_id: UUID
    wish: str


@dataclass(frozen=True, slots=True)
class ContactMade(Fact):
    """Somebody was reached."""

    kind: ClassVar[str] = "leads.contact_made"
    contact_id: UUID
    opportunity_id: UUID
    party_id: UUID
    consultant_id: UUID | None
    channel: str
    result: str
    level: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class ContactTried(Fact):
    """Somebody was not reached."""

    kind: ClassVar[str] = "leads.contact_tried"
    contact_id: UUID
    opportunity_id: UUID
    party_id: UUID
    consultant_id: UUID | None
    channel: str
    result: str


@dataclass(frozen=True, slots=True)
class OpportunityAssigned(Fact):
    kind: ClassVar[str] = "leads.opportunity_assigned"
    opportunity_id: UUID
    party_id: UUID
    consultant_id: UUID
    consultant_before_id: UUID | None


@dataclass(frozen=True, slots=True)
class OpportunityStageChanged(Fact):
    """A move that sales causes: quoted, ordered, delivered, or back to quoted."""

    kind: ClassVar[str] = "leads.opportunity_stage_changed"
    opportunity_id: UUID
    party_id: UUID
    consultant_id: UUID | None
    stage: str
    stage_before: str


@dataclass(frozen=True, slots=True)
class LossProposed(Fact):
    kind: ClassVar[str] = "leads.loss_proposed"
    opportunity_id: UUID
    party_id: UUID
    consultant_id: UUID | None
    reason: str


@dataclass(frozen=True, slots=True)
class LossRefused(Fact):
    kind: ClassVar[str] = "leads.loss_refused"
    opportunity_id: UUID
    party_id: UUID
    consultant_id: UUID | None


@dataclass(frozen=True, slots=True)
class OpportunityLost(Fact):
    kind: ClassVar[str] = "leads.opportunity_lost"
    opportunity_id: UUID
    party_id: UUID
    consultant_id: UUID | None
    reason: str
    competitor: str
    revisit_on: date | None


@dataclass(frozen=True, slots=True)
class OpportunityFrozen(Fact):
    kind: ClassVar[str] = "leads.opportunity_frozen"
    opportunity_id: UUID
    party_id: UUID
    consultant_id: UUID | None
    revive_on: date


@dataclass(frozen=True, slots=True)
class OpportunityRevived(Fact):
    kind: ClassVar[str] = "leads.opportunity_revived"
    opportunity_id: UUID
    party_id: UUID
    consultant_id: UUID | None
    level: str


@dataclass(frozen=True, slots=True)
class OpportunityOutOfControl(Fact):
    kind: ClassVar[str] = "leads.opportunity_out_of_control"
    opportunity_id: UUID
    party_id: UUID
    consultant_id: UUID | None
    tries: int


@dataclass(frozen=True, slots=True)
class OpportunityPooled(Fact):
    kind: ClassVar[str] = "leads.opportunity_pooled"
    opportunity_id: UUID
    party_id: UUID
    consultant_before_id: UUID | None


@dataclass(frozen=True, slots=True)
class OpportunityClaimed(Fact):
    kind: ClassVar[str] = "leads.opportunity_claimed"
    opportunity_id: UUID
    party_id: UUID
    consultant_id: UUID
    level: str


@dataclass(frozen=True, slots=True)
class DemoCarPutUp(Fact):
    kind: ClassVar[str] = "leads.demo_car_put_up"
    demo_car_id: UUID
    vehicle_id: UUID


@dataclass(frozen=True, slots=True)
class DemoCarChanged(Fact):
    kind: ClassVar[str] = "leads.demo_car_changed"
    demo_car_id: UUID
    insured_until: date
    inspected_until: date
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class TestDriveBooked(Fact):
    __test__: ClassVar[bool] = False  # of the trade, not of pytest
    kind: ClassVar[str] = "leads.test_drive_booked"
    test_drive_id: UUID
    demo_car_id: UUID
    opportunity_id: UUID
    party_id: UUID
    consultant_id: UUID | None
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class TestDriveStarted(Fact):
    __test__: ClassVar[bool] = False  # of the trade, not of pytest
    kind: ClassVar[str] = "leads.test_drive_started"
    test_drive_id: UUID
    opportunity_id: UUID
    party_id: UUID
    km_out: int


@dataclass(frozen=True, slots=True)
class TestDriveFinished(Fact):
    __test__: ClassVar[bool] = False  # of the trade, not of pytest
    kind: ClassVar[str] = "leads.test_drive_finished"
    test_drive_id: UUID
    opportunity_id: UUID
    party_id: UUID
    consultant_id: UUID | None
    km_in: int
    level: str


@dataclass(frozen=True, slots=True)
class TestDriveCancelled(Fact):
    __test__: ClassVar[bool] = False  # of the trade, not of pytest
    kind: ClassVar[str] = "leads.test_drive_cancelled"
    test_drive_id: UUID
    opportunity_id: UUID
    party_id: UUID
    reason: str
    is_no_show: bool
