"""The engine at work: a fact is heard, or the clock strikes; tasks are born, end, or move."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from forecourt.followups import queries
from forecourt.followups.facts import ClockStruck
from forecourt.followups.models import DayPlan, Family, Task
from forecourt.followups.models.task import Born
from forecourt.followups.queries import Waits
from forecourt.followups.rules import Asked, Calendar, Draft, Happened, drafts
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record

# Facts that hand a record to somebody else: kind -> (field of the record, field of the person).
HAND_OVERS: Final = {
    "leads.lead_assigned": ("lead_id", "assignee_id"),
    "leads.opportunity_assigned": ("opportunity_id", "consultant_id"),
    "leads.opportunity_claimed": ("opportunity_id", "consultant_id"),
}
CONSENT_KINDS: Final = frozenset({"customers.consent_given", "customers.consent_withdrawn"})
SOLD_ON: Final = "vehicles.vehicle_sold_on"
MERGED: Final = "customers.party_merged"
_ALWAYS = frozenset({*HAND_OVERS, *CONSENT_KINDS, SOLD_ON, MERGED})  # whatever the rules say
_OF_THE_CAR = (Family.MAINTENANCE, Family.TRADE_UP, Family.CARE)


@transaction.atomic
def hear(
    *,
    fact_id: UUID,
    kind: str,
    payload: Mapping[str, Any],  # Any: JSON
    by: Actor,
    at: datetime,
) -> int:
    """Let a fact end, move and make tasks; answer how many are new. Safe to run twice.

    First what it takes away, then what it brings: an appointment ends the reminder before it
    asks for the confirming call.
    """
    waits = queries.waits_for(by, kind)
    if not waits.anything and kind not in _ALWAYS:
        return 0
    values = queries.known(by, kind, payload, at=at, for_tasks=waits.fires)
    fact = Happened(fact_id, kind, at, values)
    ends_only = not (waits.fires or waits.done or kind in _ALWAYS)
    if ends_only:
        _void(fact, waits, by, at)
        return 0
    calendar = queries.calendar(by, on=at.date())
    _end(fact, waits, calendar, by, at)
    _hand_over(fact, by)
    if kind == MERGED:
        _follow_merge(fact, by)
    born = _fire(fact, calendar, by, at) if waits.fires else 0
    on = calendar.day_of(at)
    if born:
        Task.objects.seen_by(by).filter(fact_id=fact.fact_id).fall_due(on, at=at)
    party = fact.values.get("party_id")
    party_id = UUID(str(party)) if party else None
    if party_id and (born or kind in CONSENT_KINDS):
        Task.block_unconsented(by.store_id, on=on, at=at, party_id=party_id)
    if party_id and kind in CONSENT_KINDS:
        Task.free_consented(by.store_id, on=on, at=at, party_id=party_id)
    return born


def _end(fact: Happened, waits: Waits, calendar: Calendar, by: Actor, at: datetime) -> None:
    """End the open tasks that wait for this fact: done by it, or without reason now."""
    ours = Task.objects.seen_by(by).open().exclude(fact_id=fact.fact_id)
    if waits.done:
        done = ours.filter(step__done_kinds__contains=[fact.kind])
        done.about(queries.subjects_of(fact.values)).end_done(
            fact_kind=fact.kind, fact_id=fact.fact_id, on=calendar.day_of(at), at=at
        )
    _void(fact, waits, by, at)
    if fact.kind == SOLD_ON:
        of_car = ours.filter(rule__family__in=_OF_THE_CAR, vehicle_id=fact.values["vehicle_id"])
        of_car.end_void(fact.kind, fact.fact_id, at=at)


def _void(fact: Happened, waits: Waits, by: Actor, at: datetime) -> None:
    """End the open tasks whose reason this fact takes away."""
    ours = Task.objects.seen_by(by).open().exclude(fact_id=fact.fact_id)
    if waits.void:
        subjects = queries.subjects_of(fact.values)
        void = ours.filter(step__void_kinds__contains=[fact.kind]).about(subjects)
        void.end_void(fact.kind, fact.fact_id, at=at)
    for field, spec in waits.void_by.items():
        if value := fact.values.get(field):
            rows = ours.filter(step__void_kinds__contains=[spec], **{field: value})
            rows.end_void(fact.kind, fact.fact_id, at=at)


def _hand_over(fact: Happened, by: Actor) -> None:
    record_field, person_field = HAND_OVERS.get(fact.kind, ("", ""))
    subject, person = fact.values.get(record_field), fact.values.get(person_field)
    if subject and person:
        ours = Task.objects.seen_by(by).filter(subject_id=subject)
        ours.hand_over(UUID(str(person)), fact.kind)


def _follow_merge(fact: Happened, by: Actor) -> None:
    kept, merged = fact.values.get("party_id"), fact.values.get("merged_id")
    if kept and merged:
        Task.objects.seen_by(by).filter(party_id=merged).belong_to(UUID(str(kept)))


def _fire(fact: Happened, calendar: Calendar, by: Actor, at: datetime) -> int:
    on = calendar.day_of(at)
    steps = queries.asked(by, on=on, trigger=fact.kind)
    if not steps:
        return 0
    found = drafts(steps, fact, calendar, queries.numbers(by, on=on))
    for one in found:
        _replace(one, fact, by, at)
    people = queries.who_works(by, [d.person_id for d in found if d.person_id])
    born = [
        Born.of(one, fact, assignee_id=_assignee(one, people, calendar, by, on)) for one in found
    ]
    return Task.fire(by.store_id, born, at=at)


def _replace(one: Draft, fact: Happened, by: Actor, at: datetime) -> None:
    """End the open tasks about the same record that the new one takes the place of."""
    if not one.asked.replaces:
        return
    older = Task.objects.seen_by(by).filter(
        rule_id=one.asked.rule_id, subject_id=one.subject_id, fact_at__lte=fact.at
    )
    if one.asked.replaces == "step":
        older = older.filter(step_key=one.asked.key)
    older = older.exclude(fact_id=fact.fact_id)
    older.end_void(fact.kind, fact.fact_id, at=at)


def _assignee(
    one: Draft, people: frozenset[UUID], calendar: Calendar, by: Actor, on: date
) -> UUID | None:
    """The customer's own person; for what is due today whoever has the least to do."""
    if one.person_id in people:
        return one.person_id
    if one.due.on > on:
        return None  # the plan of its day decides
    return queries.least_busy(by, one.asked.role, on=on, calendar=calendar)


@transaction.atomic
def strike_clock(*, on: date, by: Actor, at: datetime) -> int:
    """Read the facts that only a day brings and make their tasks; answer how many are new.

    Due services by the forecast, birthdays, ends of warranty, cars not seen, cars of age. Each
    car and each person is known by what it is due for, so that tomorrow makes no second task.
    """
    plan = DayPlan.open_for(by.store_id, on)
    calendar = queries.calendar(by, on=on)
    numbers = queries.numbers(by, on=on)
    steps: dict[str, list[Asked]] = defaultdict(list)
    for step in queries.asked(by, on=on):
        steps[step.trigger].append(step)
    horizon = queries.horizon(by, on=on)

    def found() -> Iterable[Born]:
        for fact in queries.clock_facts(by, frozenset(steps), on=on, at=at):
            for one in drafts(steps[fact.kind], fact, calendar, numbers, between=(on, horizon)):
                yield Born.of(one, fact, assignee_id=one.person_id)

    count = Task.fire(by.store_id, found(), at=at)
    Task.block_unconsented(by.store_id, on=on, at=at)
    plan.strike(at=at)
    record(ClockStruck(on=on, tasks=count), by=by, at=at)
    return count
