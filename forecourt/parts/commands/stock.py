"""Giving what is free to those who wait for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from django.db import transaction

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.source import Source
from forecourt.parts.facts import PartArrived
from forecourt.parts.models import PartRequest, RequestState
from forecourt.parts.rules import Wanted, served


@transaction.atomic
def serve_waiting(*, free: Mapping[UUID, Decimal], by: Actor, at: datetime) -> list[PartRequest]:
    """Reserve free stock, which the caller holds, for the requests that wait, the oldest first."""
    part_ids = [part_id for part_id, quantity in free.items() if quantity > 0]
    waiting = list(
        PartRequest.objects.seen_by(by)
        .missing()
        .filter(part_id__in=part_ids)
        .select_for_update(of=("self",), no_key=True)
        .order_by("pk")
    )
    if not waiting:
        return []
    waiting.sort(key=lambda request: (request.asked_at, request.pk))
    lucky = served(free, [Wanted(r.part_id, r.quantity, r.pk) for r in waiting])
    reserved = [request for request in waiting if request.pk in lucky]
    if reserved:
        PartRequest.objects.seen_by(by).enter(reserved, RequestState.RESERVED, at=at)
        _tell_sources(reserved, by=by, at=at)
    return reserved


def _tell_sources(reserved: list[PartRequest], *, by: Actor, at: datetime) -> None:
    """One fact for each source whose parts came; it says whether others are still missing."""
    keys = {request.source_key for request in reserved}
    missing = PartRequest.objects.seen_by(by).missing().filter(source_key__in=keys)
    lacking = {Source(*pair) for pair in missing.values_list("source_kind", "source_key")}
    by_source = sorted(reserved, key=lambda request: (request.source_kind, request.source_key))
    for source, group in groupby(by_source, key=lambda request: request.source):
        requests = list(group)
        fact = PartArrived(
            source_kind=source.kind,
            source_key=source.key,
            request_ids=tuple(request.pk for request in requests),
            part_ids=tuple(request.part_id for request in requests),
            is_last_missing=source not in lacking,
        )
        record(fact, by=by, at=at)
