"""Part master, bins, stock by moves, requests, slips, orders and goods receipts."""

from forecourt.parts.models.order import (
    GoodsReceipt,
    GoodsReceiptLine,
    OrderKind,
    OrderState,
    PartOrder,
    PartOrderLine,
    ReceiptState,
)
from forecourt.parts.models.part import Bin, OriginClass, Part
from forecourt.parts.models.request import (
    REQUEST_FLOW,
    IssueSlip,
    PartRequest,
    RequestState,
    SlipKind,
    SlipLine,
)
from forecourt.parts.models.stock import MoveKind, Stock, StockMove

__all__ = [
    "REQUEST_FLOW",
    "Bin",
    "GoodsReceipt",
    "GoodsReceiptLine",
    "IssueSlip",
    "MoveKind",
    "OrderKind",
    "OrderState",
    "OriginClass",
    "Part",
    "PartOrder",
    "PartOrderLine",
    "PartRequest",
    "ReceiptState",
    "RequestState",
    "SlipKind",
    "SlipLine",
    "Stock",
    "StockMove",
]
