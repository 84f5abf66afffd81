"""The rules as a person reads and changes them: versions, steps, texts, origin, past effect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forecourt.followups.models import (
    OPEN_STATES,
    LadderStep,
    Rule,
    RuleStep,
    RuleVersion,
    Task,
    TaskChannel,
    VersionState,
)
from forecourt.followups.models.rule import LadderAction, Unit
from forecourt.followups.queries.card import fact_words
from forecourt.followups.queries.lists import day_of
from forecourt.kernel.actor import Actor
from forecourt.kernel.bilingual import said
from forecourt.kernel.refusals import Missing
from forecourt.store.queries import actor_names
from forecourt.store.roles import Role

PAST_DAYS = 30


@dataclass(frozen=True, slots=True)
class RuleRow:
    rule_id: UUID
    code: str
    name: str
    family: str
    number: int
    valid_from: date
    is_on: bool
    is_shipped: bool
    origin: str
    basis: str
    steps: int
    open_tasks: int
    waits: bool


def rule_rows(by: Actor, *, text: str = "", at: datetime) -> tuple[RuleRow, ...]:
    """Every rule with its version in force and its open tasks; five statements."""
    on = day_of(by, at)
    versions = RuleVersion.objects.seen_by(by).in_force(on=on).select_related("rule")
    if text:
        versions = versions.filter(
            Q(rule__code__icontains=text)
            | Q(rule__name_zh__icontains=text)
            | Q(rule__name_en__icontains=text)
        )
    rows = list(versions)
    names = actor_names(by, (row.origin for row in rows))
    steps = RuleStep.objects.seen_by(by).filter(version__in=rows).values("version_id")
    step_counts = {r["version_id"]: r["n"] for r in steps.annotate(n=Count("pk")).order_by()}
    load = Task.objects.seen_by(by).filter(state__in=OPEN_STATES).values("rule_id")
    open_tasks = {r["rule_id"]: r["n"] for r in load.annotate(n=Count("pk")).order_by()}
    waiting = set(
        RuleVersion.objects.seen_by(by)
        .filter(state=VersionState.PROPOSED)
        .values_list("rule_id", flat=True)
    )
    return tuple(
        RuleRow(
            rule_id=row.rule_id,
            code=row.rule.code,
            name=row.rule.name,
            family=row.rule.get_family_display(),
            number=row.number,
            valid_from=row.valid_from,
            is_on=row.is_on,
            is_shipped=row.is_shipped,
            origin=names[row.origin],
            basis=row.rule.basis,
            steps=step_counts.get(row.pk, 0),
            open_tasks=open_tasks.get(row.rule_id, 0),
            waits=row.rule_id in waiting,
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class StepRow:
    step_id: UUID
    key: str
    title: str
    trigger: str
    condition: str
    offset: str
    channel: str
    role: str
    priority: int
    purpose: str
    voids: tuple[str, ...]
    opening: str
    ask: str
    close: str
    step: RuleStep


@dataclass(frozen=True, slots=True)
class VersionRow:
    version_id: UUID
    number: int
    valid_from: date
    is_on: bool
    origin: str
    is_shipped: bool
    note: str
    state: str
    state_label: str
    waits: bool
    approved_by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class RulePage:
    rule_id: UUID
    code: str
    name: str
    family: str
    basis: str
    newest: VersionRow
    steps: tuple[StepRow, ...]
    ladder: tuple[str, ...]
    versions: tuple[VersionRow, ...]
    open_tasks: int
    past_tasks: int  # made in the last 30 days
    past_voids: int


def rule_page(by: Actor, rule_id: UUID, *, at: datetime) -> RulePage:
    """One rule with all its versions; the steps are those of the newest.

    Raises:
        Missing: this store has no such rule.
    """
    rule = Rule.objects.seen_by(by).filter(pk=rule_id).first()
    if rule is None:
        raise Missing(_("This record does not exist."))
    versions = list(RuleVersion.objects.seen_by(by).newest_first(rule.pk))
    newest = versions[0]
    steps = RuleStep.objects.seen_by(by).filter(version=newest).order_by("position", "pk")
    ladder = LadderStep.objects.seen_by(by).filter(version=newest).order_by("position")
    since = at - timedelta(days=PAST_DAYS)
    effect = (
        Task.objects.seen_by(by)
        .filter(rule=rule)
        .aggregate(
            open=Count("pk", filter=Q(state__in=OPEN_STATES)),
            past=Count("pk", filter=Q(fact_at__gte=since)),
            void=Count("pk", filter=Q(fact_at__gte=since, state="void")),
        )
    )
    names = actor_names(by, (key for row in versions for key in (row.origin, row.approved_by)))
    return RulePage(
        rule_id=rule.pk,
        code=rule.code,
        name=rule.name,
        family=rule.get_family_display(),
        basis=rule.basis,
        newest=_version(newest, names),
        steps=tuple(_step(row) for row in steps),
        ladder=tuple(_rung(row) for row in ladder),
        versions=tuple(_version(row, names) for row in versions),
        open_tasks=effect["open"],
        past_tasks=effect["past"],
        past_voids=effect["void"],
    )


def _version(row: RuleVersion, names: Mapping[str, str]) -> VersionRow:
    state = VersionState(row.state)
    return VersionRow(
        version_id=row.pk,
        number=row.number,
        valid_from=row.valid_from,
        is_on=row.is_on,
        origin=names[row.origin],
        is_shipped=row.is_shipped,
        note=row.note,
        state=state,
        state_label=str(state.label),
        waits=state == VersionState.PROPOSED,
        approved_by=names[row.approved_by] if row.approved_by else "",
        changed_at=row.changed_at,
    )


def _step(row: RuleStep) -> StepRow:
    return StepRow(
        step_id=row.pk,
        key=row.key,
        title=row.title,
        trigger=fact_words(row.trigger),
        condition=row.condition,
        offset=f"{row.amount:+d} {Unit(row.unit).label}",
        channel=str(TaskChannel(row.channel).label),
        role=str(Role(row.role).label),
        priority=row.priority,
        purpose=row.purpose,
        voids=tuple(fact_words(kind.partition("@")[0]) for kind in row.void_kinds),
        opening=said(row.opening_zh, row.opening_en),
        ask=said(row.ask_zh, row.ask_en),
        close=said(row.close_zh, row.close_en),
        step=row,
    )


_MINUTES_A_DAY = 24 * 60
_AFTER = {
    "due_on": gettext_lazy("after the day the service is due"),
    "delivered_on": gettext_lazy("after the delivery"),
}
_BEFORE = {"insurance_ends_on": gettext_lazy("before the insurance ends")}


def _rung(row: LadderStep) -> str:
    after = abs(row.after_minutes)
    if after % _MINUTES_A_DAY == 0:
        length = _("%(count)s d") % {"count": after // _MINUTES_A_DAY}
    elif after % 60 == 0:
        length = _("%(count)s h") % {"count": after // 60}
    else:
        length = _("%(count)s min") % {"count": after}
    start = _("after the fact") if row.counts_from_fact else _("after the due time")
    if row.anchor:
        words = _BEFORE if row.after_minutes < 0 else _AFTER
        start = str(words.get(row.anchor, start))
    who = str(Role(row.role).label) if row.role in Role.values else ""
    who = who or (_("Manager") if row.role else "")
    return f"{length} {start}: {LadderAction(row.action).label} {who}".strip()
