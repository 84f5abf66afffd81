"""The nouns of the sale."""

from forecourt.sales.models.allocation import ALLOCATION_FLOW, Allocation, AllocationState
from forecourt.sales.models.delivery import (
    DELIVERY_FLOW,
    Delivery,
    DeliveryDocument,
    DeliveryState,
    GiftIssue,
)
from forecourt.sales.models.inspection import (
    INSPECTION_FLOW,
    Answer,
    CheckPoint,
    InspectionPoint,
    InspectionState,
    PreDeliveryInspection,
)
from forecourt.sales.models.order import ORDER_FLOW, PATH, Fault, OrderState, SalesOrder
from forecourt.sales.models.quotation import (
    GOODS,
    VERSION_FLOW,
    ApprovalState,
    DiscountApproval,
    DiscountReason,
    Line,
    LineKind,
    Offer,
    Quotation,
    QuotationLine,
    QuotationVersion,
    VersionState,
)
from forecourt.sales.models.rate import OnRoadRate
from forecourt.sales.models.side_service import SIDE_FLOW, SideKind, SideService, SideState
from forecourt.sales.models.stock import (
    STOCK_FLOW,
    CostKind,
    CostLayer,
    StockState,
    StockUnit,
)

__all__ = [
    "ALLOCATION_FLOW",
    "DELIVERY_FLOW",
    "GOODS",
    "INSPECTION_FLOW",
    "ORDER_FLOW",
    "PATH",
    "SIDE_FLOW",
    "STOCK_FLOW",
    "VERSION_FLOW",
    "Allocation",
    "AllocationState",
    "Answer",
    "ApprovalState",
    "CheckPoint",
    "CostKind",
    "CostLayer",
    "Delivery",
    "DeliveryDocument",
    "DeliveryState",
    "DiscountApproval",
    "DiscountReason",
    "Fault",
    "GiftIssue",
    "InspectionPoint",
    "InspectionState",
    "Line",
    "LineKind",
    "Offer",
    "OnRoadRate",
    "OrderState",
    "PreDeliveryInspection",
    "Quotation",
    "QuotationLine",
    "QuotationVersion",
    "SalesOrder",
    "SideKind",
    "SideService",
    "SideState",
    "StockState",
    "StockUnit",
    "VersionState",
]
