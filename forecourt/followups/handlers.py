"""What this room hears: every fact that a rule may wait for goes to the engine."""

from __future__ import annotations

from forecourt.followups import commands
from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Entry


def on_fact(entry: Entry) -> None:
    """Let the engine hear the fact; a fact of no store concerns no task."""
    if entry.store_id is None:
        return
    by = Actor.system(entry.tenant_id, entry.store_id, key="followups")
    commands.hear(fact_id=entry.pk, kind=entry.kind, payload=entry.payload, by=by, at=entry.at)
