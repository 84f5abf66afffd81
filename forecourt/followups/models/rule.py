"""A follow-up rule: when something happens, who contacts whom, how, by when; in dated versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.bilingual import said
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models import Store
from forecourt.store.scope import ScopedQuerySet

SHIPPED: Final = "shipped"


class Family(models.TextChoices):
    SALES = "sales", _("Sales follow-up")
    CARE = "care", _("Care")
    MAINTENANCE = "maintenance", _("Maintenance reminder")
    TRADE_UP = "trade_up", _("Trade-up")
    STOCK = "stock", _("Stock")


class VersionState(models.TextChoices):
    PROPOSED = "proposed", _("Waits for a second person")
    APPROVED = "approved", _("Approved")


class Unit(models.TextChoices):
    MINUTE = "min", _("minutes")
    HOUR = "h", _("hours")
    DAY = "d", _("days")
    WORKING_DAY = "wd", _("working days")


class LadderAction(models.TextChoices):
    REMIND = "remind", _("Remind")
    COPY = "copy", _("Tell")
    REASSIGN = "reassign", _("Hand over to")
    AT_RISK = "at_risk", _("Mark as at risk, tell")


class RuleQuerySet(ScopedQuerySet["Rule"]):
    pass


class Rule(TenantModel):
    store = TenantForeignKey(Store, models.CASCADE, related_name="+")
    code = models.CharField(max_length=8)
    family = models.CharField(max_length=12, choices=Family)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    basis_zh = models.CharField(max_length=120)
    basis_en = models.CharField(max_length=120)

    objects = RuleQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "code"], name="followups_rule_one_per_code"
            ),
            models.CheckConstraint(
                condition=Q(family__in=Family.values), name="followups_rule_family_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        return said(self.name_zh, self.name_en)

    @property
    def basis(self) -> str:
        return said(self.basis_zh, self.basis_en)

    @classmethod
    def ship(cls, rules: Sequence[Rule]) -> None:
        """Load rules that are not there yet."""
        Rule.objects.bulk_create(rules, ignore_conflicts=True)


class RuleVersionQuerySet(ScopedQuerySet["RuleVersion"]):
    def in_force(self, *, on: date) -> Self:
        """The newest approved version of each rule that has begun."""
        newest = (
            RuleVersion.objects.filter(
                rule_id=OuterRef("rule_id"), state=VersionState.APPROVED, valid_from__lte=on
            )
            .order_by("-valid_from", "-number")
            .values("pk")[:1]
        )
        return self.filter(pk=Subquery(newest)).order_by("rule__code", "pk")

    def newest_first(self, rule_id: UUID) -> Self:
        return self.filter(rule_id=rule_id).order_by("-number", "pk")


class RuleVersion(TenantModel):
    store = TenantForeignKey(Store, models.CASCADE, related_name="+")
    rule = TenantForeignKey(Rule, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    is_on = models.BooleanField(default=True)
    merge_group = models.CharField(max_length=20, blank=True)
    origin = models.CharField(max_length=120)  # "shipped", or who changed it
    note = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=VersionState, default=VersionState.APPROVED)
    approved_by = models.CharField(max_length=80, blank=True)
    changed_at = models.DateTimeField()

    objects = RuleVersionQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "rule", "number"], name="followups_ruleversion_one_per_number"
            ),
            models.CheckConstraint(
                condition=Q(state__in=VersionState.values),
                name="followups_ruleversion_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=F("origin")),
                name="followups_ruleversion_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"v{self.number}"

    @property
    def is_shipped(self) -> bool:
        return self.origin == SHIPPED

    @classmethod
    def ship(cls, versions: Sequence[RuleVersion]) -> None:
        RuleVersion.objects.bulk_create(versions)

    @classmethod
    def propose(
        cls,
        rule: Rule,
        *,
        number: int,
        valid_from: date,
        is_on: bool,
        merge_group: str,
        note: str,
        state: VersionState,
        origin: str,
        at: datetime,
    ) -> RuleVersion:
        return RuleVersion.objects.create(
            store_id=rule.store_id,
            rule=rule,
            number=number,
            valid_from=valid_from,
            is_on=is_on,
            merge_group=merge_group,
            note=note,
            state=state,
            origin=origin,
            changed_at=at,
        )

    def approve(self, *, approved_by: str) -> None:
        """Let a second person put the version in force."""
        self.state, self.approved_by = VersionState.APPROVED, approved_by
        self.save(update_fields=["state", "approved_by"])


class RuleStepQuerySet(ScopedQuerySet["RuleStep"]):
    pass


class RuleStep(TenantModel):
    """One contact that a version asks for, with its script."""

    store = TenantForeignKey(Store, models.CASCADE, related_name="+")
    version = TenantForeignKey(RuleVersion, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    trigger = models.CharField(max_length=60)  # kind of fact
    condition = models.CharField(max_length=120, blank=True)  # level=H and km>=50000
    anchor = models.CharField(max_length=40, blank=True)  # field that the offset counts from
    subject = models.CharField(max_length=40)  # field that names what it is about
    person = models.CharField(max_length=40, blank=True)  # field that names whose customer it is
    amount = models.IntegerField()
    unit = models.CharField(max_length=3, choices=Unit)
    channel = models.CharField(max_length=12)
    role = models.CharField(max_length=24)
    purpose = models.CharField(max_length=16, blank=True)
    priority = models.PositiveSmallIntegerField()
    is_movable = models.BooleanField(default=True)
    is_urgent = models.BooleanField(default=False)
    repeat_days = models.PositiveSmallIntegerField(default=0)
    replaces = models.CharField(max_length=4, blank=True)
    void_kinds = ArrayField(models.CharField(max_length=70), default=list)
    done_kinds = ArrayField(models.CharField(max_length=70), default=list)
    title_zh = models.CharField(max_length=80)
    title_en = models.CharField(max_length=80)
    why_zh = models.CharField(max_length=200, blank=True)
    why_en = models.CharField(max_length=200, blank=True)
    opening_zh = models.TextField(blank=True)
    opening_en = models.TextField(blank=True)
    ask_zh = models.TextField(blank=True)
    ask_en = models.TextField(blank=True)
    close_zh = models.TextField(blank=True)
    close_en = models.TextField(blank=True)

    objects = RuleStepQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "version", "key"], name="followups_rulestep_one_per_key"
            ),
            models.CheckConstraint(
                condition=Q(unit__in=Unit.values, replaces__in=["", "step", "rule"]),
                name="followups_rulestep_words_are_known",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "store", "trigger"], name="followups_step_trigger"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def title(self) -> str:
        return said(self.title_zh, self.title_en)

    @classmethod
    def write(cls, steps: Sequence[RuleStep]) -> None:
        RuleStep.objects.bulk_create(steps)

    def copy_for(
        self, version: RuleVersion, changes: dict[str, Any]
    ) -> RuleStep:  # Any: own fields
        """The same step in another version, with some fields changed; not yet written."""
        names = [f.attname for f in self._meta.concrete_fields if f.attname not in _OWN_KEYS]
        return RuleStep(version=version, **({n: getattr(self, n) for n in names} | changes))


_OWN_KEYS = frozenset({"id", "tenant_id", "version_id"})


class LadderStepQuerySet(ScopedQuerySet["LadderStep"]):
    pass


class LadderStep(TenantModel):
    """So long after the fact, the due moment or a day: tell somebody, or hand the task over."""

    store = TenantForeignKey(Store, models.CASCADE, related_name="+")
    version = TenantForeignKey(RuleVersion, models.CASCADE, related_name="ladder")
    position = models.PositiveSmallIntegerField()
    after_minutes = models.IntegerField()  # below zero: before the day of the anchor
    counts_from_fact = models.BooleanField(default=False)
    anchor = models.CharField(max_length=40, blank=True)  # field of the fact that it counts from
    role = models.CharField(max_length=24, blank=True)  # "manager": of the task's department
    action = models.CharField(max_length=8, choices=LadderAction)

    objects = LadderStepQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "version", "position"], name="followups_ladderstep_in_order"
            ),
            models.CheckConstraint(
                condition=Q(action__in=LadderAction.values),
                name="followups_ladderstep_action_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"+{self.after_minutes} min {self.action} {self.role}"

    @classmethod
    def write(cls, rungs: Sequence[LadderStep]) -> None:
        LadderStep.objects.bulk_create(rungs)
