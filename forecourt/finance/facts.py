"""What may happen with money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from forecourt.kernel.journal import Fact


@dataclass(frozen=True, slots=True)
class BillDrafted(Fact):
    kind: ClassVar[str] = "finance.bill_drafted"
    bill_id: UUID
    party_id: UUID
    source_kind: str
    source_key: str
    total_fen: int


@dataclass(frozen=True, slots=True)
class DraftDropped(Fact):
    kind: ClassVar[str] = "finance.draft_dropped"
    bill_id: UUID
    source_kind: str
    source_key: str


@dataclass(frozen=True, slots=True)
class BillPosted(Fact):
    kind: ClassVar[str] = "finance.bill_posted"
    bill_id: UUID
    number: str
    party_id: UUID
    source_kind: str
    source_key: str
    total_fen: int


@dataclass(frozen=True, slots=True)
class PaymentTaken(Fact):
    """Money for a bill; ``due_fen`` is what is left to pay after it, ``is_settled``: nothing."""

    kind: ClassVar[str] = "finance.payment_taken"
    bill_id: UUID
    receipt_id: UUID
    number: str
    party_id: UUID
    source_kind: str
    source_key: str
    method: str
    amount_fen: int
    due_fen: int
    is_settled: bool


@dataclass(frozen=True, slots=True)
class DepositTaken(Fact):
    kind: ClassVar[str] = "finance.deposit_taken"
    receipt_id: UUID
    number: str
    party_id: UUID
    source_kind: str
    source_key: str
    receipt_kind: str
    method: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class DepositUsed(Fact):
    kind: ClassVar[str] = "finance.deposit_used"
    receipt_id: UUID
    bill_id: UUID
    source_kind: str
    source_key: str
    amount_fen: int
    due_fen: int
    is_settled: bool


@dataclass(frozen=True, slots=True)
class ReceiptRefunded(Fact):
    kind: ClassVar[str] = "finance.receipt_refunded"
    receipt_id: UUID
    refund_id: UUID
    number: str
    source_kind: str
    source_key: str
    amount_fen: int
    reason: str


@dataclass(frozen=True, slots=True)
class BillReversed(Fact):
    """A reversing bill stands against a bill; its receipts are free to be used again."""

    kind: ClassVar[str] = "finance.bill_reversed"
    bill_id: UUID
    reversing_bill_id: UUID
    source_kind: str
    source_key: str
    freed_receipt_ids: tuple[UUID, ...]
    reason: str
