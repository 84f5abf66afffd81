"""Who is in the house, how long they have waited, and whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q

from forecourt.kernel.actor import Actor
from forecourt.leads.models import OPEN_STAGES, Opportunity, Outcome, Visit, VisitReason
from forecourt.leads.rules import Load, is_over_limit, next_free, waited_seconds
from forecourt.store.models import Shift, Staff
from forecourt.store.queries import rule, store
from forecourt.store.roles import Role
from forecourt.ui.paging import Page, page_of


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit as the reception sees it."""

    visit_id: UUID
    arrived_at: datetime
    contact_started_at: datetime | None
    left_at: datetime | None
    waited_seconds: int
    is_waiting: bool
    is_over: bool
    party_size: int
    reason: str
    name: str
    party_id: UUID | None
    opportunity_id: UUID | None
    can_open: bool  # the deal's page, by whoever looks
    level: str
    greeter: str
    consultant: str
    outcome: str

    @property
    def clock(self) -> str:
        """``2:07``."""
        return f"{self.waited_seconds // 60}:{self.waited_seconds % 60:02d}"


@dataclass(frozen=True, slots=True)
class Reception:
    """The log of a day: who is here, who was here, and how fast the first word came."""

    in_house: tuple[VisitRow, ...]
    gone: Page[VisitRow]
    limit_minutes: int
    visit_count: int
    spoken_count: int
    in_time_count: int
    filed_count: int

    @property
    def in_time_percent(self) -> int:
        return round(100 * self.in_time_count / self.spoken_count) if self.spoken_count else 0


def day_span(by: Actor, at: datetime) -> tuple[datetime, datetime]:
    """The business day of ``at`` in the store's zone, from midnight to midnight."""
    zone = store(by).zone
    start = datetime.combine(at.astimezone(zone).date(), time(), zone)
    return start, start + timedelta(days=1)


def reception(by: Actor, *, text: str = "", page: int = 1, at: datetime) -> Reception:
    """The visits of today: seven statements."""
    start, end = day_span(by, at)
    limit = rule(by, "leads.first_contact_minutes", on=start.date())
    today = Visit.objects.seen_by(by).between(start, end)
    rows = today.select_related("party", "opportunity", "greeter", "consultant")
    if text:
        rows = rows.filter(Q(party__name__icontains=text) | Q(consultant__name__icontains=text))
    waiting = rows.in_house().order_by("contact_started_at", "arrived_at", "pk")
    gone = page_of(rows.filter(left_at__isnull=False).order_by("-left_at", "pk"), page, size=20)
    counts = today.aggregate(
        all=Count("pk"),
        filed=Count("pk", filter=Q(opportunity__isnull=False)),
    )
    spoken = [
        waited_seconds(arrived, started, at=at)
        for arrived, started in today.filter(contact_started_at__isnull=False).values_list(
            "arrived_at", "contact_started_at"
        )
    ]
    return Reception(
        in_house=tuple(_row(by, visit, limit, at=at) for visit in waiting),
        gone=gone.with_rows([_row(by, visit, limit, at=at) for visit in gone.rows]),
        limit_minutes=limit,
        visit_count=counts["all"],
        spoken_count=len(spoken),
        in_time_count=sum(not is_over_limit(one, limit_minutes=limit) for one in spoken),
        filed_count=counts["filed"],
    )


def _row(by: Actor, visit: Visit, limit: int, *, at: datetime) -> VisitRow:
    waited = waited_seconds(visit.arrived_at, visit.contact_started_at or visit.left_at, at=at)
    deal = visit.opportunity
    return VisitRow(
        visit_id=visit.pk,
        arrived_at=visit.arrived_at,
        contact_started_at=visit.contact_started_at,
        left_at=visit.left_at,
        waited_seconds=waited,
        is_waiting=visit.contact_started_at is None and visit.left_at is None,
        is_over=is_over_limit(waited, limit_minutes=limit),
        party_size=visit.party_size,
        reason=str(VisitReason(visit.reason).label),
        name=visit.party.name if visit.party else "",
        party_id=visit.party_id,
        opportunity_id=visit.opportunity_id,
        can_open=deal is not None and deal.is_seen_by(by),
        level=deal.code if deal else "",
        greeter=visit.greeter.name if visit.greeter else "",
        consultant=visit.consultant.name if visit.consultant else "",
        outcome=str(Outcome(visit.outcome).label) if visit.outcome else "",
    )


def loads(by: Actor, *, at: datetime) -> list[Load]:
    """Consultants who are here, with what they have in hand: four statements."""
    start, end = day_span(by, at)
    staff = Staff.objects.with_role(by, Role.SALES_CONSULTANT)
    on_shift = set(Shift.objects.seen_by(by).covering(at).values_list("staff_id", flat=True))
    if on_shift:
        staff = staff.filter(pk__in=on_shift)
    visits = {
        row["consultant_id"]: row
        for row in Visit.objects.seen_by(by)
        .between(start, end)
        .filter(consultant__isnull=False)
        .values("consultant_id")
        .annotate(talking=Count("pk", filter=Q(left_at__isnull=True)), last=Max("arrived_at"))
        .order_by()
    }
    deals = dict(
        Opportunity.objects.seen_by(by.house())
        .filter(stage__in=OPEN_STAGES, consultant__isnull=False)
        .values_list("consultant_id")
        .annotate(count=Count("pk"))
        .order_by()
    )
    return [
        Load(
            staff_id=person.pk,
            name=person.name,
            talking_count=visits[person.pk]["talking"] if person.pk in visits else 0,
            open_count=deals.get(person.pk, 0),
            last_greeted_at=visits[person.pk]["last"] if person.pk in visits else None,
        )
        for person in staff.order_by("name", "pk")
    ]


def next_consultant(by: Actor, *, at: datetime) -> Load | None:
    """Whose turn it is; None when no consultant is here."""
    return next_free(loads(by, at=at))
