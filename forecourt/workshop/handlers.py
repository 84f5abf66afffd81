"""What the workshop does when its own board has changed: look after the promises."""

from __future__ import annotations

from datetime import timedelta

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Entry
from forecourt.store.queries import rule
from forecourt.workshop import commands, queries

_REACH = timedelta(hours=18)  # the chips of one working day hang together


def on_board_changed(entry: Entry) -> None:
    """Tell the advisers of promises that are at risk now; each is told once.

    The last change of a burst looks for all of them.
    """
    if entry.store_id is None or queries.board_changes_wait(entry):
        return
    by = Actor.system(entry.tenant_id, entry.store_id, key="workshop")
    commands.tell_promises_at_risk(
        start=entry.at - _REACH,
        end=entry.at + _REACH,
        margin_minutes=rule(by, "workshop.promise_margin_minutes", on=entry.at.date()),
        by=by,
        at=entry.at,
    )
