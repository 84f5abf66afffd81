"""What is done to rules: loading what is shipped, changing, approving, planning anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.followups import queries
from forecourt.followups.defaults import RULES, ShippedRule, Step
from forecourt.followups.facts import (
    RuleReplanned,
    RulesLoaded,
    RuleVersionApproved,
    RuleVersionProposed,
)
from forecourt.followups.models import (
    LadderStep,
    Rule,
    RuleStep,
    RuleVersion,
    Task,
    VersionState,
)
from forecourt.followups.models.rule import SHIPPED
from forecourt.followups.rules import Happened, due, rung_at, why
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Refused, WrongInput

FROM_THE_BEGINNING = date(2000, 1, 1)
_MINUTES = {"min": 1, "h": 60, "d": 24 * 60}
_TEXTS = ("opening_zh", "opening_en", "ask_zh", "ask_en", "close_zh", "close_en")


class SamePerson(Refused):
    code = "same-person"


class NothingChanged(Refused):
    code = "nothing-changed"


@transaction.atomic
def load_defaults(*, by: Actor, at: datetime) -> int:
    """Load the shipped rules that the store lacks and answer how many were new."""
    there = set(Rule.objects.seen_by(by).values_list("code", flat=True))
    fresh = [shipped for shipped in RULES if shipped.code not in there]
    rows = [_rule(shipped, by.store_id) for shipped in fresh]
    versions = [_version(row, shipped, at) for row, shipped in zip(rows, fresh, strict=True)]
    Rule.ship(rows)
    RuleVersion.ship(versions)
    pairs = list(zip(versions, fresh, strict=True))
    RuleStep.write([row for version, shipped in pairs for row in _steps(version, shipped)])
    LadderStep.write([row for version, shipped in pairs for row in _rungs(version, shipped)])
    if fresh:
        record(RulesLoaded(rules=tuple(shipped.code for shipped in fresh)), by=by, at=at)
    return len(fresh)


def _rule(shipped: ShippedRule, store_id: UUID) -> Rule:
    return Rule(
        store_id=store_id,
        code=shipped.code,
        family=shipped.family,
        name_zh=shipped.name[0],
        name_en=shipped.name[1],
        basis_zh=shipped.basis[0],
        basis_en=shipped.basis[1],
    )


def _version(rule: Rule, shipped: ShippedRule, at: datetime) -> RuleVersion:
    return RuleVersion(
        store_id=rule.store_id,
        rule=rule,
        number=1,
        valid_from=FROM_THE_BEGINNING,
        is_on=shipped.is_on,
        merge_group=shipped.merge_group,
        origin=SHIPPED,
        changed_at=at,
    )


def _steps(version: RuleVersion, shipped: ShippedRule) -> Iterable[RuleStep]:
    for position, step in enumerate(shipped.steps, 1):
        amount, unit = step.offset.split(" ")
        yield RuleStep(
            store_id=version.store_id,
            version=version,
            position=position,
            amount=int(amount),
            unit=unit,
            condition=step.when,
            void_kinds=[*shipped.voids, *step.voids],
            done_kinds=list(shipped.dones),
            **{name: getattr(step, name) for name in _PLAIN},
            **_texts(step),
        )


_PLAIN = (
    "key",
    "trigger",
    "anchor",
    "subject",
    "person",
    "channel",
    "role",
    "purpose",
    "priority",
    "is_movable",
    "is_urgent",
    "repeat_days",
    "replaces",
)


def _texts(step: Step) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("title", "why", "opening", "ask", "close"):
        found[f"{name}_zh"], found[f"{name}_en"] = getattr(step, name)
    return found


def _rungs(version: RuleVersion, shipped: ShippedRule) -> Iterable[LadderStep]:
    for position, rung in enumerate(shipped.ladder, 1):
        count, unit = rung.after.split(" ")
        yield LadderStep(
            store_id=version.store_id,
            version=version,
            position=position,
            after_minutes=int(count) * _MINUTES[unit],
            counts_from_fact=rung.counts_from == "fact",
            anchor="" if rung.counts_from in {"due", "fact"} else rung.counts_from,
            role=rung.role,
            action=rung.action,
        )


@transaction.atomic
def change_rule(
    *,
    rule_id: UUID,
    valid_from: date,
    is_on: bool,
    note: str,
    steps: Mapping[UUID, Mapping[str, Any]],  # Any: own fields of a step
    by: Actor,
    at: datetime,
) -> RuleVersion:
    """Write a new dated version of a rule; ``steps`` maps a step to the fields that change.

    When a text that customers hear changes, the version waits for a second person.

    Raises:
        Missing: this store has no such rule.
        WrongInput: a step is not one of the rule's newest version.
        NothingChanged: the version would be the same as the one before.
    """
    rule = locked(Rule.objects.seen_by(by), rule_id)
    newest = RuleVersion.objects.seen_by(by).newest_first(rule.pk)[0]
    old = {s.pk: s for s in RuleStep.objects.seen_by(by).filter(version=newest)}
    if not old.keys() >= steps.keys():
        raise WrongInput(_("The rule has changed meanwhile. Reload the page."))
    said = [f for pk, new in steps.items() for f in new if getattr(old[pk], f) != new[f]]
    if not said and is_on == newest.is_on:
        raise NothingChanged(_("Nothing is different from the version before."))
    waits = any(name in _TEXTS for name in said)
    version = RuleVersion.propose(
        rule,
        number=newest.number + 1,
        valid_from=valid_from,
        is_on=is_on,
        merge_group=newest.merge_group,
        note=note,
        state=VersionState.PROPOSED if waits else VersionState.APPROVED,
        origin=by.key,
        at=at,
    )
    kept = sorted(old.values(), key=lambda s: s.position)
    RuleStep.write([s.copy_for(version, dict(steps.get(s.pk, {}))) for s in kept])
    LadderStep.write(_same_ladder(newest, version, by))
    record(
        RuleVersionProposed(rule.pk, version.pk, rule.code, version.number, valid_from, waits),
        by=by,
        at=at,
    )
    return version


def _same_ladder(old: RuleVersion, new: RuleVersion, by: Actor) -> list[LadderStep]:
    return [
        LadderStep(
            store_id=row.store_id,
            version=new,
            position=row.position,
            after_minutes=row.after_minutes,
            counts_from_fact=row.counts_from_fact,
            anchor=row.anchor,
            role=row.role,
            action=row.action,
        )
        for row in LadderStep.objects.seen_by(by).filter(version=old).order_by("position")
    ]


@transaction.atomic
def approve_version(*, version_id: UUID, by: Actor, at: datetime) -> RuleVersion:
    """Let a second person put changed texts in force.

    Raises:
        Missing: this store has no such version that waits.
        SamePerson: the one who wrote the texts cannot approve them.
    """
    waiting = RuleVersion.objects.seen_by(by).filter(state=VersionState.PROPOSED)
    version = locked(waiting, version_id)
    if version.origin == by.key:
        raise SamePerson(_("Somebody else must approve the texts that you wrote."))
    version.approve(approved_by=by.key)
    rule = Rule.objects.seen_by(by).get(pk=version.rule_id)
    record(RuleVersionApproved(rule.pk, version.pk, rule.code, version.number), by=by, at=at)
    return version


@transaction.atomic
def replan_rule(*, rule_id: UUID, by: Actor, at: datetime) -> int:
    """Move the open tasks of a rule to the version in force, and answer how many.

    Without this, a task keeps the version it was born with.

    Raises:
        Missing: this store has no such rule.
    """
    rule = locked(Rule.objects.seen_by(by), rule_id)
    calendar = queries.calendar(by, on=at.date())
    on = calendar.day_of(at)
    numbers = queries.numbers(by, on=on)
    steps = {s.key: s for s in queries.asked(by, on=on) if s.rule_id == rule.pk}
    moved, version_id = 0, None
    for task in Task.objects.seen_by(by).open().filter(rule=rule).order_by("pk"):
        step = steps.get(task.step_key)
        if step is None or step.version_id == task.version_id:
            continue
        fact = Happened(task.fact_id, task.fact_kind, task.fact_at, task.values)
        moment = due(step, fact, calendar, numbers)
        task.replan(
            version_id=step.version_id,
            step_id=step.step_id,
            due=(moment.at, moment.on, moment.window_from, moment.window_until),
            why=(why(step, fact, moment, calendar, 0), why(step, fact, moment, calendar, 1)),
            who=(step.channel, step.role, step.priority),
            escalate_at=rung_at(step.ladder, task.rung, fact, due_at=moment.at, zone=calendar.zone),
        )
        moved, version_id = moved + 1, step.version_id
    if version_id:
        record(RuleReplanned(rule.pk, version_id, moved), by=by, at=at)
    return moved
