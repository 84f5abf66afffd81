"""What may happen to the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from forecourt.kernel.journal import Fact


@dataclass(frozen=True, slots=True)
class DefaultsLoaded(Fact):
    kind: ClassVar[str] = "catalog.defaults_loaded"
    marque: str


@dataclass(frozen=True, slots=True)
class PriceListDrafted(Fact):
    kind: ClassVar[str] = "catalog.price_list_drafted"
    price_list_id: UUID
    list_kind: str
    version: int


@dataclass(frozen=True, slots=True)
class PricesChanged(Fact):
    """Prices in a draft; with one code its old and new price stand beside it."""

    kind: ClassVar[str] = "catalog.prices_changed"
    price_list_id: UUID
    count: int
    code: str = ""
    was_fen: int | None = None
    price_fen: int | None = None


@dataclass(frozen=True, slots=True)
class PriceListPublished(Fact):
    kind: ClassVar[str] = "catalog.price_list_published"
    price_list_id: UUID
    list_kind: str
    version: int
    valid_from: date


@dataclass(frozen=True, slots=True)
class PriceListWithdrawn(Fact):
    kind: ClassVar[str] = "catalog.price_list_withdrawn"
    price_list_id: UUID


@dataclass(frozen=True, slots=True)
class LabourFiled(Fact):
    kind: ClassVar[str] = "catalog.labour_filed"
    operation_id: UUID
    code: str


@dataclass(frozen=True, slots=True)
class LabourShipped(Fact):
    kind: ClassVar[str] = "catalog.labour_shipped"
    count: int


@dataclass(frozen=True, slots=True)
class LabourChanged(Fact):
    kind: ClassVar[str] = "catalog.labour_changed"
    operation_id: UUID
    code: str
    was_minutes: int
    standard_minutes: int


@dataclass(frozen=True, slots=True)
class LabourWithdrawn(Fact):
    kind: ClassVar[str] = "catalog.labour_withdrawn"
    operation_id: UUID
    code: str


@dataclass(frozen=True, slots=True)
class MenuChanged(Fact):
    kind: ClassVar[str] = "catalog.menu_changed"
    menu_id: UUID
    code: str


@dataclass(frozen=True, slots=True)
class PlanRowChanged(Fact):
    kind: ClassVar[str] = "catalog.plan_row_changed"
    plan_id: UUID
    plan_row_id: UUID
    item: str
    first_km: int | None
    repeat_km: int | None
    repeat_months: int | None
