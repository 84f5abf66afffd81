"""The people of the practice store as actors: whoever does a thing in a store does it here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from forecourt.kernel.actor import Actor
from forecourt.store.models import Shift, Staff
from forecourt.store.queries import rights_of
from forecourt.store.roles import Role


@dataclass
class Crew:
    """Answers an actor for the n-th person of a role, each with no more than their own rights."""

    system: Actor
    zone: ZoneInfo
    _known: dict[Role, list[Actor]] = field(default_factory=dict)

    def all(self, role: Role) -> list[Actor]:
        if role not in self._known:
            people = Staff.objects.with_role(self.system, role).select_related("account")
            self._known[role] = [
                Actor(
                    tenant_id=self.system.tenant_id,
                    store_id=self.system.store_id,
                    key=f"staff:{person.account.username if person.account else person.name}",
                    name=person.name,
                    staff_id=person.pk,
                    roles=frozenset({role}),
                    rights=rights_of([role]),
                )
                for person in people.order_by("employee_number", "pk")
            ]
        return self._known[role]

    def one(self, role: Role, number: int = 0) -> Actor:
        """Somebody with this role; beyond the last it begins with the first again."""
        people = self.all(role)
        return people[number % len(people)]

    def at_work(self, role: Role, number: int, at: datetime) -> Actor:
        """The n-th of those who are on shift at this moment."""
        present = Shift.objects.seen_by(self.system).covering(at).values_list("staff_id", flat=True)
        here = set(present)
        people = [person for person in self.all(role) if person.staff_id in here]
        return people[number % len(people)]

    def post(self, role: Role, number: int = 0) -> UUID:
        """The key of somebody with this role, where a command wants to know who it concerns."""
        staff_id = self.one(role, number).staff_id
        assert staff_id is not None  # everybody here is staff
        return staff_id
