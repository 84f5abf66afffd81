"""What the clock has to do before a sale, over every store."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from forecourt.kernel.actor import Actor
from forecourt.kernel.tenancy import all_tenants
from forecourt.leads.models import Opportunity, Stage, TestDrive
from forecourt.leads.queries.deals import LEVELS, level_days
from forecourt.store.models import Store

GRACE = timedelta(minutes=60)  # so long after its end a drive that never began is a no-show


def stores() -> list[Actor]:
    """The system of every store of every dealer group."""
    with all_tenants("the clock looks after every store"):
        rows = Store.objects.order_by("tenant_id", "pk").values_list("tenant_id", "pk")
        return [Actor.system(tenant_id, store_id, key="leads") for tenant_id, store_id in rows]


def to_revive(by: Actor, *, on: date) -> list[UUID]:
    """Frozen deals whose day has come."""
    rows = Opportunity.objects.seen_by(by).filter(stage=Stage.FROZEN, revive_on__lte=on)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def slipping_away(by: Actor, *, tries: int, before: datetime) -> list[UUID]:
    """Open deals with so many missed tries, the first of them before a moment."""
    rows = Opportunity.objects.seen_by(by).open()
    found = rows.filter(missed_count__gte=tries, missed_since__lte=before)
    return list(found.order_by("pk").values_list("pk", flat=True))


def to_pool(by: Actor, *, days: int, at: datetime) -> list[UUID]:
    """Lost or unreachable for long enough, or left alone by their consultants."""
    ended = Q(
        stage__in=[Stage.LOST, Stage.OUT_OF_CONTROL], entered_at__lte=at - timedelta(days=days)
    )
    idle_days = level_days(by, on=at.date(), kind="idle")
    idle = Q(pk__in=())
    for level in LEVELS:
        since = at - timedelta(days=idle_days[level])
        idle |= Q(intent_level=level, last_contact_at__lte=since)
    open_ones = Opportunity.objects.seen_by(by).open().filter(idle).values("pk")
    rows = Opportunity.objects.seen_by(by).filter(ended | Q(pk__in=open_ones))
    return list(rows.order_by("pk").values_list("pk", flat=True))


def never_begun(by: Actor, *, at: datetime) -> list[UUID]:
    """Booked drives whose time is long over."""
    rows = TestDrive.objects.seen_by(by).filter(state="booked", ends_at__lte=at - GRACE)
    return list(rows.order_by("pk").values_list("pk", flat=True))
