"""What the engine needs to know of the store: calendar, numbers, rules in force, who is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from uuid import UUID

from forecourt.followups.models import DayPlan, LadderStep, Rule, RuleStep, RuleVersion, Task
from forecourt.followups.rules import OUTBOUND, Asked, Bench, Calendar, Candidate, Numbers, Rung
from forecourt.kernel.actor import Actor
from forecourt.kernel.prepared import prepared
from forecourt.kernel.tenancy import all_tenants
from forecourt.store.models import Holiday, OpeningHours, Shift, Staff, StaffPost
from forecourt.store.queries import rules, store
from forecourt.store.roles import Role

LATE_LADDER = "F06"  # the ladder of tasks whose rule has none
MANAGER = "manager"  # on a ladder: of the task's department
_DEPARTMENTS: Mapping[Role, frozenset[str]] = {
    Role.SALES_MANAGER: frozenset(
        {
            Role.SALES_CONSULTANT,
            Role.LEAD_AGENT,
            Role.RECEPTIONIST,
            Role.SHOWROOM_MANAGER,
            Role.INSURANCE_CLERK,
            Role.DELIVERY_SPECIALIST,
        }
    ),
    Role.SERVICE_MANAGER: frozenset(
        {Role.SERVICE_ADVISER, Role.APPOINTMENT_CLERK, Role.JOB_CONTROLLER, Role.PARTS_KEEPER}
    ),
    Role.RELATION_MANAGER: frozenset({Role.RELATION_AGENT}),
}
LADDERS_A_MINUTE = 2000
_CALENDAR_AHEAD_DAYS = 400


def manager_of(role: str) -> Role:
    """The manager of the department that a role belongs to."""
    found = (boss for boss, roles in _DEPARTMENTS.items() if role in roles)
    return next(found, Role.GENERAL_MANAGER)


def calendar(by: Actor, *, on: date) -> Calendar:
    """The store's hours and the exceptions from the year's first day to a year ahead."""
    hours = OpeningHours.objects.seen_by(by)
    days = list(
        Holiday.objects.seen_by(by).filter(
            on__gte=min(on.replace(month=1, day=1), on - timedelta(days=40)),
            on__lte=on + timedelta(days=_CALENDAR_AHEAD_DAYS),
        )
    )
    return Calendar(
        zone=store(by).zone,
        hours={row.weekday: (row.opens, row.closes) for row in hours},
        exceptions={row.on: row.is_worked for row in days},
        opens_anyway=frozenset(row.on for row in days if row.store_opens),
    )


def numbers(by: Actor, *, on: date) -> Numbers:
    names = [field.name for field in fields(Numbers)]
    found = rules(by, *(f"followups.{name}" for name in names), on=on)
    return Numbers(**{name: found[f"followups.{name}"] for name in names})


def asked(by: Actor, *, on: date, trigger: str | None = None) -> tuple[Asked, ...]:
    """The steps of the rules that are on, as of a day; of one kind of fact, or all."""
    versions = RuleVersion.objects.seen_by(by).in_force(on=on).filter(is_on=True)
    steps = (
        RuleStep.objects.seen_by(by).filter(version__in=versions).select_related("version__rule")
    )
    if trigger is not None:
        steps = steps.filter(trigger=trigger)
    rows = list(steps.order_by("version__rule__code", "position", "pk"))
    ladders = _ladders(by, on=on) if rows else {}
    return tuple(asked_of(row, ladders) for row in rows)


@dataclass(frozen=True, slots=True)
class Waits:
    """Which steps of the rules, of any version, wait for a kind of fact, and for what.

    ``void_by`` names the field that says whose tasks it ends, and the rule's word for that.
    """

    fires: bool
    done: bool
    void: bool
    void_by: Mapping[str, str]

    @property
    def anything(self) -> bool:
        return self.fires or self.done or self.void or bool(self.void_by)


# Asked for every fact that the house tells us of, so it is one statement.
_WAITS = """
SELECT coalesce(bool_or(step.trigger = %(kind)s), false),
       coalesce(bool_or(%(kind)s = ANY(step.done_kinds)), false),
       coalesce(bool_or(%(kind)s = ANY(step.void_kinds)), false),
       coalesce(bool_or(%(kind)s || '@party' = ANY(step.void_kinds)), false),
       coalesce(bool_or(%(kind)s || '@vehicle' = ANY(step.void_kinds)), false)
FROM followups_rulestep step WHERE step.tenant_id = %(tenant)s
"""


def waits_for(by: Actor, kind: str) -> Waits:
    with prepared() as cursor:
        cursor.execute(_WAITS, {"tenant": by.tenant_id, "kind": kind})
        fires, done, void, by_party, by_vehicle = cursor.fetchone()
    void_by = {"party_id": f"{kind}@party"} if by_party else {}
    if by_vehicle:
        void_by["vehicle_id"] = f"{kind}@vehicle"
    return Waits(fires, done, void, void_by)


def asked_of(step: RuleStep, ladders: Mapping[UUID | None, tuple[Rung, ...]]) -> Asked:
    return Asked(
        rule_id=step.version.rule_id,
        version_id=step.version_id,
        step_id=step.pk,
        code=step.version.rule.code,
        number=step.version.number,
        key=step.key,
        trigger=step.trigger,
        condition=step.condition,
        anchor=step.anchor,
        subject=step.subject,
        person=step.person,
        amount=step.amount,
        unit=step.unit,
        channel=step.channel,
        role=step.role,
        purpose=step.purpose,
        priority=step.priority,
        is_movable=step.is_movable,
        is_urgent=step.is_urgent,
        replaces=step.replaces,
        why=(step.why_zh, step.why_en),
        ladder=ladders.get(step.version_id) or ladders.get(None, ()),
    )


def ladder_of(by: Actor, version_id: UUID, *, on: date) -> tuple[Rung, ...]:
    """The ladder of a version; that of late tasks where it has none."""
    found = _ladders(by, on=on, version_id=version_id)
    return found.get(version_id) or found.get(None, ())


def _ladders(
    by: Actor, *, on: date, version_id: UUID | None = None
) -> dict[UUID | None, tuple[Rung, ...]]:
    """Ladders by version; under None the one for tasks without."""
    in_force = RuleVersion.objects.seen_by(by).in_force(on=on)
    late = in_force.filter(rule__code=LATE_LADDER)
    wanted = late if version_id else in_force
    rows = LadderStep.objects.seen_by(by).filter(version__in=wanted)
    if version_id:
        rows = rows | LadderStep.objects.seen_by(by).filter(version_id=version_id)
    found: dict[UUID | None, list[Rung]] = defaultdict(list)
    for row in rows.select_related("version__rule").order_by("version_id", "position"):
        rung = Rung(row.after_minutes, row.counts_from_fact, row.action, row.role, row.anchor)
        found[row.version_id].append(rung)
        if row.version.rule.code == LATE_LADDER:
            found[None].append(rung)
    return {key: tuple(rungs) for key, rungs in found.items()}


def who_works(by: Actor, staff_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these people who still work in the store."""
    rows = Staff.objects.seen_by(by).working().filter(pk__in=list(staff_ids))
    return frozenset(rows.values_list("pk", flat=True))


def bench(by: Actor, *, on: date, calendar: Calendar) -> Bench:
    """Who is there on a day, with each one's cap; a role without any shift counts as there."""
    opens, closes = calendar.span(on)
    people: dict[str, list[UUID]] = defaultdict(list)
    posts = StaffPost.objects.seen_by(by).filter(staff__left_on__isnull=True)
    for staff_id, role in posts.order_by("role", "staff_id").values_list("staff_id", "role"):
        people[role].append(staff_id)
    on_shift = set(
        Shift.objects.seen_by(by).between(opens, closes).values_list("staff_id", flat=True)
    )
    present = {
        role: tuple(s for s in staff if s in on_shift) or _all_if_unplanned(staff, on_shift)
        for role, staff in people.items()
    }
    there = {s for staff in present.values() for s in staff}
    everybody = {s for staff in people.values() for s in staff}
    deputies = {role: present.get(manager_of(role), ()) for role in people}
    return Bench(present, _caps(by, people, on=on), frozenset(everybody - there), deputies)


def _all_if_unplanned(staff: list[UUID], on_shift: set[UUID]) -> tuple[UUID, ...]:
    return () if on_shift else tuple(staff)


def _caps(by: Actor, people: Mapping[str, list[UUID]], *, on: date) -> dict[UUID, int]:
    own = ("sales_consultant", "relation_agent", "appointment_clerk", "service_adviser")
    found = rules(by, *(f"followups.cap_{name}" for name in (*own, "other")), on=on)
    caps: dict[UUID, int] = {}
    for role, staff in people.items():
        cap = found[f"followups.cap_{role if role in own else 'other'}"]
        for staff_id in staff:
            caps[staff_id] = max(caps.get(staff_id, 0), cap)
    return caps


def candidates(by: Actor, *, on: date, ahead_days: int) -> list[Candidate]:
    """Open tasks that could be done on a day or compete for the room of the days after."""
    rows = Task.objects.seen_by(by).filter(state__in=("planned", "due", "late"))
    rows = rows.filter(window_from__lte=on + timedelta(days=ahead_days))
    columns = rows.order_by("pk").values_list(
        "pk",
        "party_id",
        "party__household_id",
        "assignee_id",
        "role",
        "purpose",
        "version__merge_group",
        "priority",
        "due_on",
        "window_from",
        "window_until",
        "step__is_movable",
        "planned_on",
        "channel",
    )
    return [Candidate(*row[:13], row[13] in OUTBOUND) for row in columns]


def least_busy(
    by: Actor, role: str, *, on: date, calendar: Calendar, but_not: UUID | None = None
) -> UUID | None:
    """The one of this role who is there and has the fewest open tasks for the day."""
    present = bench(by, on=on, calendar=calendar).present.get(role, ())
    loads = {staff_id: 0 for staff_id in present if staff_id != but_not}
    mine = Task.objects.seen_by(by).open().filter(planned_on__lte=on, assignee_id__in=list(loads))
    for staff_id in mine.values_list("assignee_id", flat=True):
        if staff_id:
            loads[staff_id] += 1
    return min(loads, key=lambda s: (loads[s], str(s)), default=None)


def stores_with_rules() -> list[tuple[UUID, UUID]]:
    """Every store that has loaded its rules, over all dealer groups; for the clock only."""
    with all_tenants("the clock of follow-ups serves every store"):
        rows = Rule.objects.order_by("tenant_id", "store_id").values_list("tenant_id", "store_id")
        return list(rows.distinct())


@dataclass(frozen=True, slots=True)
class DayWaits:
    """What of today is still to be done: the plan, when its time has come."""

    plan_on: date | None


def day_waits(by: Actor, *, at: datetime) -> DayWaits:
    """Whether the plan of today waits; it is made before opening and once a day."""
    zone = store(by).zone
    local = at.astimezone(zone)
    today = local.date()
    made = rules(by, "followups.plan_made_minute", on=today)["followups.plan_made_minute"]
    if local.hour * 60 + local.minute < made:
        return DayWaits(None)
    is_fixed = DayPlan.objects.seen_by(by).fixed().filter(on=today).exists()
    return DayWaits(None if is_fixed else today)


def ladders_reached(by: Actor, *, at: datetime) -> list[UUID]:
    """Tasks whose next step of the ladder has come."""
    rows = Task.objects.seen_by(by).to_escalate(at=at)
    return list(rows.values_list("pk", flat=True)[:LADDERS_A_MINUTE])
