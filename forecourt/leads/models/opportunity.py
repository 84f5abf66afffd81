"""An opportunity: a deal in work, with its stage and how soon the customer means to buy."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Case, F, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forecourt.catalog.models import VehicleModel
from forecourt.customers.models import Party
from forecourt.kernel.actor import Actor
from forecourt.kernel.flow import Flow
from forecourt.kernel.refusals import Refused
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.leads.rules import display_code
from forecourt.store.models import Staff, Store
from forecourt.store.scope import ScopedQuerySet


class Stage(models.TextChoices):
    FILED = "filed", _("Filed")
    CONTACTED = "contacted", _("In contact")
    TEST_DRIVEN = "test_driven", _("Test driven")
    QUOTED = "quoted", _("Quoted")
    ORDERED = "ordered", _("Ordered")
    DELIVERED = "delivered", _("Delivered")
    LOST = "lost", _("Lost")
    FROZEN = "frozen", _("Frozen")
    OUT_OF_CONTROL = "out_of_control", _("Out of reach")
    POOLED = "pooled", _("In the pool")


class IntentLevel(models.TextChoices):
    H = "H", _("H: buys within 7 days")
    A = "A", _("A: within 15 days")
    B = "B", _("B: within 30 days")
    C = "C", _("C: within 90 days")


class DealKind(models.TextChoices):
    NEW = "new", _("New car")
    TRADE_UP = "trade_up", _("Trade-up")


class Origin(models.TextChoices):
    WALK_IN = "walk_in", _("Walk-in")
    PHONE = "phone", _("Phone call")
    WEB_FORM = "web_form", _("Web form")
    MAKER = "maker", _("From the maker")
    PORTAL_SITE = "portal_site", _("Car portal")
    EXHIBITION = "exhibition", _("Exhibition")
    REFERRAL = "referral", _("Referral")
    OWNER_BASE = "owner_base", _("Present owner")
    CAMPAIGN = "campaign", _("Campaign")
    OTHER = "other", _("Other")


class NotInWork(Refused):
    code = "not-in-work"


OPEN_STAGES = (Stage.FILED, Stage.CONTACTED, Stage.TEST_DRIVEN, Stage.QUOTED)
LIVE_STAGES = (*OPEN_STAGES, Stage.ORDERED, Stage.FROZEN)
_ENDS = {Stage.ORDERED, Stage.LOST, Stage.FROZEN, Stage.OUT_OF_CONTROL, Stage.POOLED}

OPPORTUNITY_FLOW = Flow(
    {
        Stage.FILED: {Stage.CONTACTED, Stage.TEST_DRIVEN, Stage.QUOTED, *_ENDS},
        Stage.CONTACTED: {Stage.TEST_DRIVEN, Stage.QUOTED, *_ENDS},
        Stage.TEST_DRIVEN: {Stage.QUOTED, *_ENDS},
        Stage.QUOTED: _ENDS,
        Stage.ORDERED: {Stage.DELIVERED, Stage.QUOTED},
        Stage.DELIVERED: set(),
        Stage.LOST: {Stage.POOLED},
        Stage.FROZEN: {Stage.CONTACTED},
        Stage.OUT_OF_CONTROL: {Stage.POOLED},
        Stage.POOLED: {Stage.CONTACTED},
    }
)
_MOVED = ("stage", "entered_at")


class OpportunityQuerySet(ScopedQuerySet["Opportunity"]):
    def seen_by(self, actor: Actor) -> Self:
        """The store's; a consultant without the wider right sees the own ones and the pool."""
        rows = super().seen_by(actor)
        if actor.may("leads.view_every_opportunity"):
            return rows
        return rows.filter(Q(consultant_id=actor.staff_id) | Q(stage=Stage.POOLED))

    def open(self) -> Self:
        return self.filter(stage__in=OPEN_STAGES)

    def with_rank(self) -> Self:
        """``level_rank`` sorts H, A, B, C; the letters would not."""
        ranks = [When(intent_level=level, then=Value(n)) for n, level in enumerate(IntentLevel)]
        return self.annotate(level_rank=Case(*ranks, output_field=models.SmallIntegerField()))

    def first_of_each_stage(self, count: int) -> Self:
        """The hottest ``count`` of every stage, hottest first."""
        hottest = ("level_rank", "last_contact_at", "pk")
        nth = Window(RowNumber(), partition_by=[F("stage")], order_by=hottest)
        return self.with_rank().annotate(nth=nth).filter(nth__lte=count).order_by("nth", "pk")

    def of(self, party_id: UUID) -> Self:
        return self.filter(party_id=party_id)


class Opportunity(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    party = TenantForeignKey(Party, models.PROTECT, related_name="+")
    consultant = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    last_consultant = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    model = models.ForeignKey(VehicleModel, models.PROTECT, null=True, related_name="+")
    wish = models.CharField(max_length=160, blank=True)  # grade, color, in the customer's words
    present_car = models.CharField(max_length=80, blank=True)
    deal_kind = models.CharField(max_length=10, choices=DealKind, default=DealKind.NEW)
    origin = models.CharField(max_length=16, choices=Origin)
    stage = models.CharField(max_length=16, choices=Stage, default=Stage.FILED)
    entered_at = models.DateTimeField()  # when it entered its present stage
    intent_level = models.CharField(max_length=1, choices=IntentLevel)
    level_set_at = models.DateTimeField()
    filed_at = models.DateTimeField()
    last_contact_at = models.DateTimeField()  # the filing counts as the first
    next_on = models.DateField(null=True)  # what was agreed with the customer
    missed_count = models.PositiveSmallIntegerField(default=0)  # tries in a row without reaching
    missed_since = models.DateTimeField(null=True)
    is_driven = models.BooleanField(default=False)
    revive_on = models.DateField(null=True)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "party", "model"],
                condition=Q(stage__in=[stage.value for stage in OPEN_STAGES]),
                nulls_distinct=False,
                name="leads_opportunity_one_open_per_party_and_model",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[stage.value for stage in Stage]),
                name="leads_opportunity_stage_is_known",
            ),
            models.CheckConstraint(
                condition=Q(intent_level__in=[level.value for level in IntentLevel]),
                name="leads_opportunity_level_is_known",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.FROZEN.value, revive_on__isnull=False)
                | (~Q(stage=Stage.FROZEN.value) & Q(revive_on__isnull=True)),
                name="leads_opportunity_frozen_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.POOLED.value) | Q(consultant__isnull=True),
                name="leads_opportunity_pooled_is_nobodys",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "store", "stage", "intent_level", "last_contact_at"],
                name="leads_opportunity_by_stage",
            ),
            models.Index(
                fields=["tenant", "consultant", "stage"], name="leads_opportunity_by_person"
            ),
            models.Index(fields=["tenant", "party"], name="leads_opportunity_by_party"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.intent_level} {self.pk}"

    def is_seen_by(self, actor: Actor) -> bool:
        """As ``seen_by`` of the rows, for a deal of the actor's store that is at hand."""
        may_see_all = actor.may("leads.view_every_opportunity")
        return may_see_all or self.consultant_id == actor.staff_id or self.stage == Stage.POOLED

    @classmethod
    def file(
        cls,
        *,
        store_id: UUID,
        party_id: UUID,
        consultant_id: UUID | None,
        model_id: UUID | None,
        level: IntentLevel,
        origin: Origin,
        deal_kind: DealKind,
        wish: str,
        present_car: str,
        at: datetime,
    ) -> Opportunity:
        return Opportunity.objects.create(
            store_id=store_id,
            party_id=party_id,
            consultant_id=consultant_id,
            model_id=model_id,
            intent_level=level,
            origin=origin,
            deal_kind=deal_kind,
            wish=wish,
            present_car=present_car,
            entered_at=at,
            level_set_at=at,
            filed_at=at,
            last_contact_at=at,
        )

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN_STAGES

    @property
    def code(self) -> str:
        """What stands on the card: H, A, B, C, O, D, F1, F2, L."""
        return display_code(self.stage, self.intent_level)

    def must_be_open(self) -> None:
        """Let a deal pass that is in work.

        Raises:
            NotInWork: it is ordered, lost, frozen, pooled or delivered.
        """
        if not self.is_open:
            sentence = gettext("This deal is “%(stage)s”; it is not in work now.")
            raise NotInWork(sentence % {"stage": Stage(self.stage).label})

    def note_contact(self, *, next_on: date | None, at: datetime) -> None:
        """Somebody was reached: the clock of the level starts anew."""
        if self.stage == Stage.FILED:
            self._enter(Stage.CONTACTED, at=at)
        self.last_contact_at, self.next_on = at, next_on
        self.missed_count, self.missed_since = 0, None
        fields = (*_MOVED, "last_contact_at", "next_on", "missed_count", "missed_since")
        self.save(update_fields=fields)

    def note_missed(self, *, at: datetime) -> None:
        """Nobody was reached; so many in a row, since when, decides whether it slips away."""
        self.missed_count += 1
        self.missed_since = self.missed_since or at
        self.save(update_fields=["missed_count", "missed_since"])

    def set_level(self, level: IntentLevel, *, at: datetime) -> None:
        self.intent_level, self.level_set_at = level, at
        self.save(update_fields=["intent_level", "level_set_at"])

    def change(self, *, model_id: UUID | None, wish: str, present_car: str) -> None:
        self.model_id, self.wish, self.present_car = model_id, wish, present_car
        self.save(update_fields=["model", "wish", "present_car"])

    def give_to(self, consultant_id: UUID) -> None:
        self.last_consultant_id, self.consultant_id = self.consultant_id, consultant_id
        self.save(update_fields=["consultant", "last_consultant"])

    def note_driven(self, *, at: datetime) -> None:
        """A finished test drive; a later stage stays as it is."""
        self.is_driven, self.last_contact_at = True, at
        if self.stage in {Stage.FILED, Stage.CONTACTED}:
            self._enter(Stage.TEST_DRIVEN, at=at)
        self.save(update_fields=[*_MOVED, "is_driven", "last_contact_at"])

    def move_on(self, stage: Stage, *, at: datetime) -> None:
        """To quoted, ordered, delivered, or back to quoted when the order is cancelled."""
        self._enter(stage, at=at)
        self.save(update_fields=_MOVED)

    def lose(self, *, at: datetime) -> None:
        self._enter(Stage.LOST, at=at)
        self.save(update_fields=_MOVED)

    def freeze(self, revive_on: date, *, at: datetime) -> None:
        self._enter(Stage.FROZEN, at=at)
        self.revive_on = revive_on
        self.save(update_fields=[*_MOVED, "revive_on"])

    def revive(self, *, at: datetime) -> None:
        self._enter(Stage.CONTACTED, at=at)
        self.revive_on, self.last_contact_at = None, at
        self.save(update_fields=[*_MOVED, "revive_on", "last_contact_at"])

    def slip_away(self, *, at: datetime) -> None:
        self._enter(Stage.OUT_OF_CONTROL, at=at)
        self.save(update_fields=_MOVED)

    def pool(self, *, at: datetime) -> None:
        """Take it from its consultant, for others to claim."""
        self._enter(Stage.POOLED, at=at)
        self.last_consultant_id, self.consultant_id = self.consultant_id, None
        self.save(update_fields=[*_MOVED, "consultant", "last_consultant"])

    def claim(self, consultant_id: UUID, *, at: datetime) -> None:
        self._enter(Stage.CONTACTED, at=at)
        self.consultant_id, self.last_contact_at = consultant_id, at
        self.missed_count, self.missed_since = 0, None
        fields = (*_MOVED, "consultant", "last_contact_at", "missed_count", "missed_since")
        self.save(update_fields=fields)

    def _enter(self, stage: Stage, *, at: datetime) -> None:
        OPPORTUNITY_FLOW.check(Stage(self.stage), stage)
        self.stage, self.entered_at = stage, at


class ClaimQuerySet(ScopedQuerySet["Claim"]):
    def of_day(self, staff_id: UUID, on: date) -> Self:
        return self.filter(staff_id=staff_id, on=on)


class Claim(TenantModel):
    """One claim from the pool; numbered per person and day, so that the limit is a key."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    opportunity = TenantForeignKey(Opportunity, models.PROTECT, related_name="claims")
    staff = TenantForeignKey(Staff, models.PROTECT, related_name="+")
    on = models.DateField()
    nth = models.PositiveSmallIntegerField()
    claimed_at = models.DateTimeField()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "staff", "on", "nth"], name="leads_claim_nth_of_the_day"
            ),
            models.CheckConstraint(condition=Q(nth__gte=1), name="leads_claim_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.nth}"

    @classmethod
    def note(
        cls, opportunity: Opportunity, staff_id: UUID, *, on: date, nth: int, at: datetime
    ) -> Claim:
        return Claim.objects.create(
            store_id=opportunity.store_id,
            opportunity=opportunity,
            staff_id=staff_id,
            on=on,
            nth=nth,
            claimed_at=at,
        )
