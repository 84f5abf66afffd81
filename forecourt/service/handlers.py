"""What happens here because of something in the workshop or at the till; safe to run twice."""

from __future__ import annotations

from uuid import UUID

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Entry
from forecourt.service import commands
from forecourt.service.models import SOURCE_KIND


def on_job(entry: Entry) -> None:
    """A job was started, stopped, resumed, finished or checked: the order follows."""
    if entry.payload["source_kind"] != SOURCE_KIND or entry.store_id is None:
        return
    by = Actor.system(entry.tenant_id, entry.store_id)
    commands.follow_workshop(order_id=UUID(entry.payload["source_key"]), by=by, at=entry.at)


def on_money(entry: Entry) -> None:
    """Money was taken or used for a bill: the settlement follows, if it is one of ours."""
    if entry.store_id is None:
        return
    by = Actor.system(entry.tenant_id, entry.store_id)
    commands.follow_bill(bill_id=UUID(entry.payload["bill_id"]), by=by, at=entry.at)
