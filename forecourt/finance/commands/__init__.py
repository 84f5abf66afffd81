"""Every write of the cashier's desk, one function a verb."""

from forecourt.finance.commands.bills import (
    BillNotOpen,
    EmptyBill,
    change_draft,
    draft_bill,
    drop_draft,
    post_bill,
    reverse_bill,
)
from forecourt.finance.commands.money import (
    NothingLeft,
    SecondPersonNeeded,
    TooMuch,
    refund_receipt,
    take_deposit,
    take_payment,
    use_deposit,
)

__all__ = [
    "BillNotOpen",
    "EmptyBill",
    "NothingLeft",
    "SecondPersonNeeded",
    "TooMuch",
    "change_draft",
    "draft_bill",
    "drop_draft",
    "post_bill",
    "refund_receipt",
    "reverse_bill",
    "take_deposit",
    "take_payment",
    "use_deposit",
]
