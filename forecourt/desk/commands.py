"""What the desk itself writes: who looked, who exported, which queries are kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from forecourt.desk.facts import TrailRead
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record


@transaction.atomic
def note_trail_read(*, subject_id: UUID, by: Actor, at: datetime) -> None:
    """Write down that somebody looked into the trail of a record."""
    record(TrailRead(subject_id=subject_id), by=by, at=at)
