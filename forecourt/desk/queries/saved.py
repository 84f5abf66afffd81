"""Queries that somebody kept."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from forecourt.desk.models import SavedQuery
from forecourt.desk.queries.subjects import BY_KEY
from forecourt.kernel.actor import Actor
from forecourt.ui.navigation import Label


@dataclass(frozen=True, slots=True)
class Kept:
    query_id: UUID
    name: str
    subject: str
    subject_label: Label
    address: str
    who: str
    is_mine: bool
    is_shared: bool


def saved_queries(by: Actor) -> list[Kept]:
    """One's own queries and the shared ones of the store, by name."""
    rows = SavedQuery.objects.seen_by(by).select_related("staff").order_by("name", "pk")
    return [
        Kept(
            query_id=row.pk,
            name=row.name,
            subject=row.subject,
            subject_label=BY_KEY[row.subject].label,
            address=row.address,
            who=row.staff.name,
            is_mine=row.staff_id == by.staff_id,
            is_shared=row.is_shared,
        )
        for row in rows
        if row.subject in BY_KEY and by.may(BY_KEY[row.subject].right)
    ]
