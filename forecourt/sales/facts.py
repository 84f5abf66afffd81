"""What may happen between quotation and delivery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from forecourt.kernel.journal import Fact


@dataclass(frozen=True, slots=True)
class QuotationDrafted(Fact):
    kind: ClassVar[str] = "sales.quotation_drafted"
    quotation_id: UUID
    version_id: UUID
    opportunity_id: UUID
    number: str
    total_fen: int


@dataclass(frozen=True, slots=True)
class DiscountAsked(Fact):
    kind: ClassVar[str] = "sales.discount_asked"
    approval_id: UUID
    version_id: UUID
    opportunity_id: UUID
    reason: str
    discount_fen: int
    share_x100: int


@dataclass(frozen=True, slots=True)
class DiscountDecided(Fact):
    kind: ClassVar[str] = "sales.discount_decided"
    approval_id: UUID
    version_id: UUID
    opportunity_id: UUID
    is_approved: bool


@dataclass(frozen=True, slots=True)
class QuotationSent(Fact):
    kind: ClassVar[str] = "sales.quotation_sent"
    quotation_id: UUID
    version_id: UUID
    opportunity_id: UUID
    party_id: UUID
    consultant_id: UUID | None
    number: str
    total_fen: int
    valid_until: date
    level: str


@dataclass(frozen=True, slots=True)
class QuotationExpired(Fact):
    kind: ClassVar[str] = "sales.quotation_expired"
    version_id: UUID
    opportunity_id: UUID


@dataclass(frozen=True, slots=True)
class OrderDrafted(Fact):
    kind: ClassVar[str] = "sales.order_drafted"
    order_id: UUID
    version_id: UUID
    opportunity_id: UUID
    party_id: UUID


@dataclass(frozen=True, slots=True)
class OrderSigned(Fact):
    """The contract is signed by the customer and countersigned by the sales manager."""

    kind: ClassVar[str] = "sales.order_signed"
    order_id: UUID
    opportunity_id: UUID
    party_id: UUID
    consultant_id: UUID | None
    number: str
    total_fen: int
    promised_on: date


@dataclass(frozen=True, slots=True)
class DepositTaken(Fact):
    kind: ClassVar[str] = "sales.deposit_taken"
    order_id: UUID
    party_id: UUID
    amount_fen: int
    receipt_kind: str


@dataclass(frozen=True, slots=True)
class OrderPaid(Fact):
    kind: ClassVar[str] = "sales.order_paid"
    order_id: UUID
    party_id: UUID
    total_fen: int


@dataclass(frozen=True, slots=True)
class OrderInvoiced(Fact):
    kind: ClassVar[str] = "sales.order_invoiced"
    order_id: UUID
    party_id: UUID
    vehicle_id: UUID
    invoice_number: str
    invoiced_on: date


@dataclass(frozen=True, slots=True)
class OrderRegistered(Fact):
    kind: ClassVar[str] = "sales.order_registered"
    order_id: UUID
    vehicle_id: UUID


@dataclass(frozen=True, slots=True)
class OrderReady(Fact):
    kind: ClassVar[str] = "sales.order_ready"
    order_id: UUID
    party_id: UUID
    vehicle_id: UUID


@dataclass(frozen=True, slots=True)
class OrderCancelled(Fact):
    kind: ClassVar[str] = "sales.order_cancelled"
    order_id: UUID
    opportunity_id: UUID
    party_id: UUID
    consultant_id: UUID | None
    fault: str
    refund_fen: int


@dataclass(frozen=True, slots=True)
class EtaChanged(Fact):
    kind: ClassVar[str] = "sales.eta_changed"
    order_id: UUID
    opportunity_id: UUID
    party_id: UUID
    consultant_id: UUID | None
    promised_on: date
    promised_before: date
    reason: str


@dataclass(frozen=True, slots=True)
class VehicleArrived(Fact):
    kind: ClassVar[str] = "sales.vehicle_arrived"
    stock_unit_id: UUID
    vehicle_id: UUID
    location: str


@dataclass(frozen=True, slots=True)
class StockMoved(Fact):
    """A car of our stock entered another state or stands elsewhere."""

    kind: ClassVar[str] = "sales.stock_moved"
    stock_unit_id: UUID
    state: str
    state_before: str
    location: str


@dataclass(frozen=True, slots=True)
class StockAged(Fact):
    kind: ClassVar[str] = "sales.stock_aged"
    stock_unit_id: UUID
    vehicle_id: UUID
    days: int
    limit_days: int


@dataclass(frozen=True, slots=True)
class CostAdded(Fact):
    kind: ClassVar[str] = "sales.cost_added"
    stock_unit_id: UUID
    cost_kind: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class VehicleAllocated(Fact):
    kind: ClassVar[str] = "sales.vehicle_allocated"
    allocation_id: UUID
    order_id: UUID
    stock_unit_id: UUID
    vehicle_id: UUID
    party_id: UUID
    consultant_id: UUID | None
    is_locked: bool
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class AllocationReleased(Fact):
    kind: ClassVar[str] = "sales.allocation_released"
    allocation_id: UUID
    order_id: UUID
    stock_unit_id: UUID
    reason: str
    is_expired: bool


@dataclass(frozen=True, slots=True)
class PdiOpened(Fact):
    kind: ClassVar[str] = "sales.pdi_opened"
    inspection_id: UUID
    stock_unit_id: UUID
    vehicle_id: UUID
    order_id: UUID | None
    job_id: UUID | None


@dataclass(frozen=True, slots=True)
class PdiStarted(Fact):
    kind: ClassVar[str] = "sales.pdi_started"
    inspection_id: UUID
    vehicle_id: UUID
    technician_id: UUID | None


@dataclass(frozen=True, slots=True)
class PdiDefectFound(Fact):
    kind: ClassVar[str] = "sales.pdi_defect_found"
    inspection_id: UUID
    vehicle_id: UUID
    point: str
    defect_code: str


@dataclass(frozen=True, slots=True)
class PdiDefectRepaired(Fact):
    kind: ClassVar[str] = "sales.pdi_defect_repaired"
    inspection_id: UUID
    vehicle_id: UUID
    point: str


@dataclass(frozen=True, slots=True)
class PdiPassed(Fact):
    kind: ClassVar[str] = "sales.pdi_passed"
    inspection_id: UUID
    vehicle_id: UUID
    order_id: UUID | None
    party_id: UUID | None
    consultant_id: UUID | None
    km: int


@dataclass(frozen=True, slots=True)
class SideServiceMoved(Fact):
    kind: ClassVar[str] = "sales.side_service_moved"
    side_service_id: UUID
    order_id: UUID
    service_kind: str
    state: str


@dataclass(frozen=True, slots=True)
class DeliveryPlanned(Fact):
    kind: ClassVar[str] = "sales.delivery_planned"
    delivery_id: UUID
    order_id: UUID
    party_id: UUID
    consultant_id: UUID | None
    starts_at: datetime
    room: str


@dataclass(frozen=True, slots=True)
class DeliveryMoved(Fact):
    kind: ClassVar[str] = "sales.delivery_moved"
    delivery_id: UUID
    order_id: UUID
    party_id: UUID
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VehicleDelivered(Fact):
    kind: ClassVar[str] = "sales.vehicle_delivered"
    delivery_id: UUID
    order_id: UUID
    opportunity_id: UUID
    party_id: UUID
    vehicle_id: UUID
    consultant_id: UUID | None
    km: int
    delivered_on: date
    invoiced_on: date | None
    insurance_ends_on: date | None


@dataclass(frozen=True, slots=True)
class GiftIssued(Fact):
    kind: ClassVar[str] = "sales.gift_issued"
    gift_id: UUID
    order_id: UUID
    party_id: UUID
    gift: str


@dataclass(frozen=True, slots=True)
class ThankYouDone(Fact):
    kind: ClassVar[str] = "sales.thank_you_done"
    order_id: UUID
    party_id: UUID
    vehicle_id: UUID
    channel: str
