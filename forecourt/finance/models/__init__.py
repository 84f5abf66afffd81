"""Bills with their lines; receipts, what they were used on, and refunds."""

from forecourt.finance.models.bill import (
    BILL_FLOW,
    Bill,
    BillLine,
    BillState,
    LineKind,
    NewLine,
    PayType,
)
from forecourt.finance.models.receipt import (
    ADVANCES,
    PayMethod,
    Receipt,
    ReceiptKind,
    ReceiptUse,
    Refund,
)

__all__ = [
    "ADVANCES",
    "BILL_FLOW",
    "Bill",
    "BillLine",
    "BillState",
    "LineKind",
    "NewLine",
    "PayMethod",
    "PayType",
    "Receipt",
    "ReceiptKind",
    "ReceiptUse",
    "Refund",
]
