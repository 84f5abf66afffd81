"""What may happen between the call for an appointment and the gate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from forecourt.kernel.journal import Fact


@dataclass(frozen=True, slots=True)
class AppointmentHeld(Fact):
    kind: ClassVar[str] = "service.appointment_held"
    appointment_id: UUID
    arrives_at: datetime
    minutes: int
    held_until: datetime


@dataclass(frozen=True, slots=True)
class AppointmentReleased(Fact):
    """A held slot ran out before anybody booked it."""

    kind: ClassVar[str] = "service.appointment_released"
    appointment_id: UUID


@dataclass(frozen=True, slots=True)
class _AppointmentFact(Fact):
    kind: ClassVar[str] = ""
    appointment_id: UUID
    number: str
    vehicle_id: UUID
    party_id: UUID
    arrives_at: datetime


@dataclass(frozen=True, slots=True)
class AppointmentBooked(_AppointmentFact):
    kind: ClassVar[str] = "service.appointment_booked"
    minutes: int
    wait_type: str
    menu_code: str
    adviser_id: UUID | None


@dataclass(frozen=True, slots=True)
class AppointmentConfirmed(_AppointmentFact):
    kind: ClassVar[str] = "service.appointment_confirmed"


@dataclass(frozen=True, slots=True)
class AppointmentChanged(_AppointmentFact):
    kind: ClassVar[str] = "service.appointment_changed"
    earlier_arrives_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class AppointmentCancelled(_AppointmentFact):
    kind: ClassVar[str] = "service.appointment_cancelled"
    reason: str


@dataclass(frozen=True, slots=True)
class AppointmentNoShow(_AppointmentFact):
    """``no_shows`` counts the car's missed appointments of the last twelve months, this one too."""

    kind: ClassVar[str] = "service.appointment_no_show"
    no_shows: int


@dataclass(frozen=True, slots=True)
class AppointmentArrived(_AppointmentFact):
    kind: ClassVar[str] = "service.appointment_arrived"
    minutes_late: int
    is_walk_in: bool


@dataclass(frozen=True, slots=True)
class PreparationTicked(Fact):
    kind: ClassVar[str] = "service.preparation_ticked"
    appointment_id: UUID
    point: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class PreparationReady(_AppointmentFact):
    kind: ClassVar[str] = "service.preparation_ready"


@dataclass(frozen=True, slots=True)
class _OrderFact(Fact):
    kind: ClassVar[str] = ""
    order_id: UUID
    number: str
    vehicle_id: UUID
    party_id: UUID
    adviser_id: UUID | None


@dataclass(frozen=True, slots=True)
class VehicleReceived(_OrderFact):
    """Car and keys were taken, and a repair order opened."""

    kind: ClassVar[str] = "service.vehicle_received"
    appointment_id: UUID | None
    odometer_km: int
    wait_type: str


@dataclass(frozen=True, slots=True)
class OrderChanged(_OrderFact):
    kind: ClassVar[str] = "service.order_changed"
    wait_type: str


@dataclass(frozen=True, slots=True)
class WalkAroundDone(_OrderFact):
    kind: ClassVar[str] = "service.walk_around_done"
    marks: int
    photos: int
    is_signed: bool


@dataclass(frozen=True, slots=True)
class OrderEstimated(_OrderFact):
    kind: ClassVar[str] = "service.order_estimated"
    amount_fen: int
    promise_at: datetime


@dataclass(frozen=True, slots=True)
class PromiseSet(_OrderFact):
    kind: ClassVar[str] = "service.promise_set"
    promise_at: datetime


@dataclass(frozen=True, slots=True)
class PromiseChanged(_OrderFact):
    kind: ClassVar[str] = "service.promise_changed"
    promise_at: datetime
    earlier_promise_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class RepairOrderAuthorised(_OrderFact):
    """The first line of an order was authorised."""

    kind: ClassVar[str] = "service.repair_order_authorised"
    amount_fen: int
    promise_at: datetime | None


@dataclass(frozen=True, slots=True)
class OrderDispatched(_OrderFact):
    kind: ClassVar[str] = "service.order_dispatched"
    job_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class StageEntered(_OrderFact):
    kind: ClassVar[str] = "service.stage_entered"
    stage: str
    earlier_stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class CustomerTold(_OrderFact):
    kind: ClassVar[str] = "service.customer_told"
    how: str


@dataclass(frozen=True, slots=True)
class OrderVoided(_OrderFact):
    kind: ClassVar[str] = "service.order_voided"
    reason: str


@dataclass(frozen=True, slots=True)
class _LineFact(Fact):
    kind: ClassVar[str] = ""
    order_id: UUID
    line_id: UUID
    vehicle_id: UUID
    party_id: UUID
    adviser_id: UUID | None
    title: str
    amount_fen: int
    pay_type: str
    grade: str


@dataclass(frozen=True, slots=True)
class LineProposed(_LineFact):
    """A line waits for the customer's word: new, found in the bay, or changed in price."""

    kind: ClassVar[str] = "service.line_proposed"
    origin: str
    text_version: int


@dataclass(frozen=True, slots=True)
class LineAuthorised(_LineFact):
    kind: ClassVar[str] = "service.line_authorised"
    method: str
    person: str
    text_version: int


@dataclass(frozen=True, slots=True)
class LineDeclined(_LineFact):
    kind: ClassVar[str] = "service.line_declined"
    reason: str


@dataclass(frozen=True, slots=True)
class LineDeferred(_LineFact):
    kind: ClassVar[str] = "service.line_deferred"
    until_on: date | None
    until_km: int | None


@dataclass(frozen=True, slots=True)
class LineRevived(_LineFact):
    kind: ClassVar[str] = "service.line_revived"
    revived_from_id: UUID


@dataclass(frozen=True, slots=True)
class LineDropped(Fact):
    """A line that nobody had authorised was taken off."""

    kind: ClassVar[str] = "service.line_dropped"
    order_id: UUID
    line_id: UUID
    title: str


@dataclass(frozen=True, slots=True)
class ConcernAnswered(Fact):
    """A concern was written down, or its cause and correction."""

    kind: ClassVar[str] = "service.concern_answered"
    order_id: UUID
    concern_id: UUID


@dataclass(frozen=True, slots=True)
class SettlementPrepared(_OrderFact):
    kind: ClassVar[str] = "service.settlement_prepared"
    settlement_id: UUID
    settlement_number: str
    total_fen: int
    customer_fen: int


@dataclass(frozen=True, slots=True)
class SettlementExplained(_OrderFact):
    kind: ClassVar[str] = "service.settlement_explained"
    settlement_id: UUID


@dataclass(frozen=True, slots=True)
class SettlementPaid(_OrderFact):
    """``left_fen`` 0: nothing is due any more."""

    kind: ClassVar[str] = "service.settlement_paid"
    settlement_id: UUID
    paid_fen: int
    left_fen: int


@dataclass(frozen=True, slots=True)
class SettlementOnCredit(_OrderFact):
    kind: ClassVar[str] = "service.settlement_on_credit"
    settlement_id: UUID
    left_fen: int
    reason: str


@dataclass(frozen=True, slots=True)
class SettlementReversed(_OrderFact):
    kind: ClassVar[str] = "service.settlement_reversed"
    settlement_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class GatePassGiven(_OrderFact):
    kind: ClassVar[str] = "service.gate_pass_given"
    gate_pass_id: UUID
    pass_number: str


@dataclass(frozen=True, slots=True)
class ServiceClosed(_OrderFact):
    """The car left through the gate; what the next service is reckoned from."""

    kind: ClassVar[str] = "service.service_closed"
    odometer_km: int
    closed_at: datetime
    total_fen: int
    menu_codes: tuple[str, ...]
    is_maintenance: bool
    appointment_id: UUID | None


@dataclass(frozen=True, slots=True)
class OrderClosed(_OrderFact):
    """The follow-up is over: nothing more is expected of this order."""

    kind: ClassVar[str] = "service.order_closed"
    expired_line_ids: tuple[UUID, ...]
