"""What may happen in the store room of parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from forecourt.kernel.journal import Fact


@dataclass(frozen=True, slots=True)
class PartFiled(Fact):
    kind: ClassVar[str] = "parts.part_filed"
    part_id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class PartsLoaded(Fact):
    """An import brought parts: so many new ones, so many corrected, so many with opening stock."""

    kind: ClassVar[str] = "parts.parts_loaded"
    new_count: int
    changed_count: int
    stocked_count: int


@dataclass(frozen=True, slots=True)
class PartChanged(Fact):
    kind: ClassVar[str] = "parts.part_changed"
    part_id: UUID
    price_fen: int
    price_fen_before: int


@dataclass(frozen=True, slots=True)
class PartMovedToBin(Fact):
    kind: ClassVar[str] = "parts.part_moved_to_bin"
    part_id: UUID
    bin_code: str


@dataclass(frozen=True, slots=True)
class PartRequested(Fact):
    kind: ClassVar[str] = "parts.part_requested"
    source_kind: str
    source_key: str
    request_ids: tuple[UUID, ...]
    part_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class PartBackOrdered(Fact):
    """These requests found no free stock; somebody waits for their parts."""

    kind: ClassVar[str] = "parts.part_back_ordered"
    source_kind: str
    source_key: str
    request_ids: tuple[UUID, ...]
    part_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class PartArrived(Fact):
    """Missing parts of one source are now reserved for it; ``is_last_missing``: nothing lacks."""

    kind: ClassVar[str] = "parts.part_arrived"
    source_kind: str
    source_key: str
    request_ids: tuple[UUID, ...]
    part_ids: tuple[UUID, ...]
    is_last_missing: bool


@dataclass(frozen=True, slots=True)
class PartPicked(Fact):
    kind: ClassVar[str] = "parts.part_picked"
    source_kind: str
    source_key: str
    request_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class PartIssued(Fact):
    kind: ClassVar[str] = "parts.part_issued"
    source_kind: str
    source_key: str
    request_ids: tuple[UUID, ...]
    part_ids: tuple[UUID, ...]
    slip_id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class PartReturned(Fact):
    kind: ClassVar[str] = "parts.part_returned"
    source_kind: str
    source_key: str
    request_id: UUID
    part_id: UUID
    quantity: str
    slip_id: UUID


@dataclass(frozen=True, slots=True)
class PartReleased(Fact):
    kind: ClassVar[str] = "parts.part_released"
    source_kind: str
    source_key: str
    request_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class GoodsReceived(Fact):
    kind: ClassVar[str] = "parts.goods_received"
    receipt_id: UUID
    number: str
    part_ids: tuple[UUID, ...]
    order_id: UUID | None


@dataclass(frozen=True, slots=True)
class GoodsReceiptOpened(Fact):
    kind: ClassVar[str] = "parts.goods_receipt_opened"
    receipt_id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class GoodsReceiptCounted(Fact):
    """A line was put on a draft receipt, or (quantity 0) taken off it."""

    kind: ClassVar[str] = "parts.goods_receipt_counted"
    receipt_id: UUID
    part_id: UUID
    quantity: str


@dataclass(frozen=True, slots=True)
class PartOrderProposed(Fact):
    kind: ClassVar[str] = "parts.part_order_proposed"
    order_id: UUID
    number: str
    part_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class PartOrderMoved(Fact):
    kind: ClassVar[str] = "parts.part_order_moved"
    order_id: UUID
    state: str
