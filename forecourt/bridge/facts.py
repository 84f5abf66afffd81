"""What may happen at the bridge to other systems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from forecourt.kernel.journal import Fact


@dataclass(frozen=True, slots=True)
class ImportUploaded(Fact):
    """A file is here, or its columns were named anew: it is to be read."""

    kind: ClassVar[str] = "bridge.import_uploaded"
    run_id: UUID
    import_kind: str
    file_name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ImportChecked(Fact):
    kind: ClassVar[str] = "bridge.import_checked"
    run_id: UUID
    new_rows: int
    known_rows: int
    wrong_rows: int


@dataclass(frozen=True, slots=True)
class ImportAccepted(Fact):
    kind: ClassVar[str] = "bridge.import_accepted"
    run_id: UUID
    without_wrong_rows: bool


@dataclass(frozen=True, slots=True)
class ImportWritten(Fact):
    kind: ClassVar[str] = "bridge.import_written"
    run_id: UUID
    import_kind: str
    file_name: str
    written_rows: int


@dataclass(frozen=True, slots=True)
class ImportFailed(Fact):
    """The file was refused; nothing of it was written."""

    kind: ClassVar[str] = "bridge.import_failed"
    run_id: UUID
    sentence: str


@dataclass(frozen=True, slots=True)
class ImportDropped(Fact):
    kind: ClassVar[str] = "bridge.import_dropped"
    run_id: UUID


@dataclass(frozen=True, slots=True)
class HeaderNamed(Fact):
    kind: ClassVar[str] = "bridge.header_named"
    run_id: UUID
    header: str
    field: str
