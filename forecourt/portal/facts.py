"""What may happen to an owner's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from forecourt.kernel.journal import Fact


@dataclass(frozen=True, slots=True)
class OwnerPageMade(Fact):
    kind: ClassVar[str] = "portal.owner_page_made"
    page_id: UUID
    party_id: UUID
    vehicle_id: UUID | None


@dataclass(frozen=True, slots=True)
class OwnerPageOpened(Fact):
    """The owner logged in for the first time, with the car as proof."""

    kind: ClassVar[str] = "portal.owner_page_opened"
    page_id: UUID
    party_id: UUID


@dataclass(frozen=True, slots=True)
class OwnerLoggedIn(Fact):
    kind: ClassVar[str] = "portal.owner_logged_in"
    page_id: UUID
    party_id: UUID
