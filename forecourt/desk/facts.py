"""What may happen at the desk: somebody looked at a trail, somebody took data out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from forecourt.kernel.journal import Fact


@dataclass(frozen=True, slots=True)
class TrailRead(Fact):
    kind: ClassVar[str] = "desk.trail_read"
    subject_id: UUID


@dataclass(frozen=True, slots=True)
class DataExported(Fact):
    kind: ClassVar[str] = "desk.data_exported"
    export_id: UUID
    subject: str
    columns: tuple[str, ...]
    filters: tuple[str, ...]
    row_count: int
    file_format: str
    reason: str
