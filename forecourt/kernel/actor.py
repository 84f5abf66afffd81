"""Who does something: a person of the store, an owner, a device, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self
from uuid import UUID
from zoneinfo import ZoneInfo


class ActorKind(StrEnum):
    STAFF = "staff"
    OWNER = "owner"
    DEVICE = "device"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Passed into every query and command; never fetched.

    ``key`` is what the journal keeps, such as ``staff:chen``.
    """

    tenant_id: UUID
    store_id: UUID
    key: str
    kind: ActorKind = ActorKind.STAFF
    name: str = ""
    staff_id: UUID | None = None
    party_id: UUID | None = None
    device_id: UUID | None = None
    roles: frozenset[str] = frozenset()
    rights: frozenset[str] = frozenset()
    zone: ZoneInfo | None = field(default=None, compare=False)  # the store's, where it is known

    @classmethod
    def system(cls, tenant_id: UUID, store_id: UUID, key: str = "system") -> Self:
        """The house itself: schedules, listeners, imports."""
        return cls(tenant_id=tenant_id, store_id=store_id, key=key, kind=ActorKind.SYSTEM)

    def house(self) -> Actor:
        """The store itself, where a person's work moves a record of somebody else along."""
        return Actor.system(self.tenant_id, self.store_id)

    def may(self, right: str) -> bool:
        """Whether this actor has ``right`` (``room.verb_noun``); the system has all."""
        return self.kind is ActorKind.SYSTEM or right in self.rights

    def is_any_of(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)
