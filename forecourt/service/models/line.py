"""A job line: labour, a part or outside work, who pays for it, and the customer's word on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.flow import Flow
from forecourt.kernel.money import line_total_fen
from forecourt.kernel.rows import insert_rows
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.parts.models import Part
from forecourt.service.models.order import Concern, RepairOrder
from forecourt.store.models import Store
from forecourt.store.scope import ScopedQuerySet
from forecourt.workshop.models import BayKind, Job


class LineKind(models.TextChoices):
    LABOUR = "labour", _("Labour")
    PART = "part", _("Part")
    SUBLET = "sublet", _("Outside work")


class PayType(models.TextChoices):
    CUSTOMER = "customer", _("Customer")
    WARRANTY = "warranty", _("Warranty")
    RECALL = "recall", _("Recall")
    INTERNAL = "internal", _("Internal")
    INSURANCE = "insurance", _("Insurance")
    GOODWILL = "goodwill", _("Goodwill")
    PACKAGE = "package", _("Package")


OWN_WORD = frozenset({PayType.CUSTOMER, PayType.INSURANCE, PayType.GOODWILL, PayType.PACKAGE})
"""Pay types whose lines the customer authorises; the rest is the house's own decision."""


class Origin(models.TextChoices):
    ORDER = "order", _("Ordered at reception")
    MENU = "menu", _("Service menu")
    FINDING = "finding", _("Found in the bay")
    REVIVED = "revived", _("Taken up again")


class Grade(models.TextChoices):
    GREEN = "green", _("Fine")
    YELLOW = "yellow", _("Watch")
    RED = "red", _("Act now")


class AuthorizationState(models.TextChoices):
    PROPOSED = "proposed", _("Waits for approval")
    AUTHORISED = "authorised", _("Authorised")
    DECLINED = "declined", _("Declined")
    DEFERRED = "deferred", _("Deferred")
    EXPIRED = "expired", _("Not answered")


_A = AuthorizationState
LINE_FLOW = Flow(
    {
        _A.PROPOSED: {_A.AUTHORISED, _A.DECLINED, _A.DEFERRED, _A.EXPIRED, _A.PROPOSED},
        _A.AUTHORISED: {_A.PROPOSED, _A.DECLINED},
        _A.DECLINED: set(),
        _A.DEFERRED: set(),
        _A.EXPIRED: set(),
    }
)


class DeclineReason(models.TextChoices):
    PRICE = "price", _("Too expensive")
    TIME = "time", _("No time today")
    WILL_DO_ELSEWHERE = "will_do_elsewhere", _("Will have it done elsewhere")
    WILL_DO_SELF = "will_do_self", _("Will do it himself")
    NOT_CONVINCED = "not_convinced", _("Not convinced")
    SELLING_CAR = "selling_car", _("Sells the car")
    OTHER = "other", _("Other")


class Method(models.TextChoices):
    IN_PERSON_PAPER = "in_person_paper", _("In person, on paper")
    IN_PERSON_DIGITAL = "in_person_digital", _("In person, on the tablet")
    PORTAL = "portal", _("Owner's page")
    SMS_LINK = "sms_link", _("Link in a text message")
    EMAIL_LINK = "email_link", _("Link in a mail")
    PHONE = "phone", _("By phone")
    PREAUTHORIZED = "preauthorized", _("Agreed in advance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A line that is offered: what it is, how much of it, at which price."""

    kind: LineKind
    title: str
    unit_price_fen: int
    quantity: Decimal = Decimal(1)
    unit: str = ""
    code: str = ""
    pay_type: PayType = PayType.CUSTOMER
    origin: Origin = Origin.ORDER
    sold_minutes: int = 0
    bay_kind: str = ""
    skill: str = ""
    part_id: UUID | None = None
    menu_code: str = ""
    amount_fen: int | None = None  # None: quantity times price
    reason: str = ""
    grade: str = ""
    concern_id: UUID | None = None
    revived_from_id: UUID | None = None

    @property
    def total_fen(self) -> int:
        if self.amount_fen is not None:
            return self.amount_fen
        return line_total_fen(self.quantity, self.unit_price_fen)


class JobLineQuerySet(ScopedQuerySet["JobLine"]):
    def of(self, order_id: UUID) -> Self:
        return self.filter(order_id=order_id).order_by("position", "pk")

    def proposed(self) -> Self:
        return self.filter(authorization=AuthorizationState.PROPOSED)

    def authorised(self) -> Self:
        return self.filter(authorization=AuthorizationState.AUTHORISED)

    def open_wishes(self, vehicle_id: UUID) -> Self:
        """Declined, deferred and unanswered lines of a car that nobody has taken up again."""
        answers = (_A.DECLINED, _A.DEFERRED, _A.EXPIRED)
        lines = self.filter(order__vehicle_id=vehicle_id, authorization__in=answers)
        return lines.filter(revivals__isnull=True)

    def on_job(self, job: Job) -> int:
        """Let the workshop's job stand for these lines."""
        return self.update(job=job)

    def off_job(self) -> int:
        """Let these lines wait for dispatch again."""
        return self.update(job=None)

    def ask_parts(self, *, at: datetime) -> int:
        return self.update(parts_asked_at=at)

    def finish(self, *, at: datetime) -> int:
        return self.update(done_at=at)

    def expire(self, *, at: datetime) -> int:
        return self.proposed().update(authorization=_A.EXPIRED, entered_at=at)

    def take_away(self) -> int:
        """Take off lines that nobody has answered; the database keeps answered ones."""
        return self.proposed().delete()[0]


class JobLine(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+", db_index=False)
    order = TenantForeignKey(RepairOrder, models.CASCADE, related_name="lines", db_index=False)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=LineKind)
    code = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=160)
    quantity = models.DecimalField(max_digits=12, decimal_places=3, default=Decimal(1))
    unit = models.CharField(max_length=12, blank=True)
    unit_price_fen = models.BigIntegerField()
    amount_fen = models.BigIntegerField()  # tax included; rounded once, here
    sold_minutes = models.PositiveIntegerField(default=0)
    pay_type = models.CharField(max_length=10, choices=PayType)
    origin = models.CharField(max_length=8, choices=Origin)
    menu_code = models.CharField(max_length=12, blank=True)
    part = TenantForeignKey(Part, models.PROTECT, null=True, related_name="+")
    bay_kind = models.CharField(max_length=20, choices=BayKind, blank=True)
    skill = models.CharField(max_length=20, blank=True)
    concern = TenantForeignKey(
        Concern, models.PROTECT, null=True, related_name="lines", db_index=False
    )
    reason = models.CharField(max_length=200, blank=True)  # why it is needed
    grade = models.CharField(max_length=6, choices=Grade, blank=True)

    authorization = models.CharField(max_length=10, choices=AuthorizationState, default=_A.PROPOSED)
    entered_at = models.DateTimeField()
    text_version = models.PositiveSmallIntegerField(default=1)  # grows with price and scope
    proposed_by = models.CharField(max_length=80)
    decline_reason = models.CharField(max_length=20, choices=DeclineReason, blank=True)
    deferred_until_on = models.DateField(null=True)
    deferred_until_km = models.PositiveIntegerField(null=True)
    revived_from = TenantForeignKey("self", models.PROTECT, null=True, related_name="revivals")

    job = TenantForeignKey(Job, models.PROTECT, null=True, related_name="+", db_index=False)
    parts_asked_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = JobLineQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "order", "position"], name="service_jobline_one_per_position"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=LineKind.values,
                    pay_type__in=PayType.values,
                    origin__in=Origin.values,
                    authorization__in=AuthorizationState.values,
                )
                & (Q(grade="") | Q(grade__in=Grade.values)),
                name="service_jobline_words_are_known",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, unit_price_fen__gte=0, amount_fen__gte=0),
                name="service_jobline_amounts_are_not_negative",
            ),
            models.CheckConstraint(
                condition=(Q(kind="part") & Q(part__isnull=False))
                | (~Q(kind="part") & Q(part__isnull=True)),
                name="service_jobline_part_names_its_part",
            ),
            models.CheckConstraint(
                condition=~Q(authorization="declined") | ~Q(decline_reason=""),
                name="service_jobline_declined_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(authorization="deferred")
                | Q(deferred_until_on__isnull=False)
                | Q(deferred_until_km__isnull=False),
                name="service_jobline_deferred_until_something",
            ),
            models.CheckConstraint(
                condition=Q(job__isnull=True) | Q(authorization="authorised"),
                name="service_jobline_is_worked_on_with_a_word",
            ),
            models.UniqueConstraint(
                fields=["tenant", "revived_from"],
                condition=Q(revived_from__isnull=False),
                name="service_jobline_revived_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "store", "entered_at"],
                condition=Q(authorization="proposed"),
                name="service_line_waiting",
            ),
            models.Index(fields=["tenant", "job"], name="service_line_by_job"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def prepared(
        cls, order: RepairOrder, offers: Iterable[Offer], *, after: int, by: Actor, at: datetime
    ) -> list[JobLine]:
        """Proposed lines that are not written yet; write them by ``write``."""
        return [
            JobLine(
                store_id=order.store_id,
                order=order,
                position=after + number,
                kind=offer.kind,
                code=offer.code,
                title=offer.title[:160],
                quantity=offer.quantity,
                unit=offer.unit,
                unit_price_fen=offer.unit_price_fen,
                amount_fen=offer.total_fen,
                sold_minutes=offer.sold_minutes,
                pay_type=offer.pay_type,
                origin=offer.origin,
                menu_code=offer.menu_code,
                part_id=offer.part_id,
                bay_kind=offer.bay_kind,
                skill=offer.skill,
                concern_id=offer.concern_id,
                reason=offer.reason,
                grade=offer.grade,
                revived_from_id=offer.revived_from_id,
                entered_at=at,
                proposed_by=by.key,
            )
            for number, offer in enumerate(offers, 1)
        ]

    @classmethod
    def write(cls, lines: Sequence[JobLine]) -> list[JobLine]:
        insert_rows(lines)
        return list(lines)

    @property
    def text(self) -> str:
        """The words and numbers that somebody says yes or no to."""
        quantity = f"{self.quantity.normalize():f}"
        return f"{self.title} × {quantity} {self.unit}".strip() + f" = {self.amount_fen}"

    def authorise(self, *, at: datetime) -> None:
        self._enter(_A.AUTHORISED, at=at)
        self.save(update_fields=["authorization", "entered_at"])

    def decline(self, reason: DeclineReason, *, at: datetime) -> None:
        self._enter(_A.DECLINED, at=at)
        self.decline_reason, self.job = reason, None
        self.save(update_fields=["authorization", "entered_at", "decline_reason", "job"])

    def defer(self, *, until_on: date | None, until_km: int | None, at: datetime) -> None:
        self._enter(_A.DEFERRED, at=at)
        self.deferred_until_on, self.deferred_until_km = until_on, until_km
        fields = ["authorization", "entered_at", "deferred_until_on", "deferred_until_km"]
        self.save(update_fields=fields)

    def change(self, *, quantity: Decimal, unit_price_fen: int, title: str, at: datetime) -> bool:
        """Change price or scope; whether an earlier word is void by that.

        A lower price at the same scope keeps the customer's word.
        """
        amount_fen = line_total_fen(quantity, unit_price_fen)
        is_more = amount_fen > self.amount_fen or quantity > self.quantity or title != self.title
        is_reset = is_more and self.authorization == _A.AUTHORISED
        if is_reset:
            self._enter(_A.PROPOSED, at=at)
            self.job = None
        if is_more or amount_fen != self.amount_fen:
            self.text_version = self.text_version + 1
        self.quantity, self.unit_price_fen, self.title = quantity, unit_price_fen, title
        self.amount_fen = amount_fen
        fields = ["quantity", "unit_price_fen", "title", "amount_fen", "text_version"]
        self.save(update_fields=[*fields, "authorization", "entered_at", "job"])
        return is_reset

    def be_paid_by(self, pay_type: PayType, *, at: datetime) -> bool:
        """Let somebody else pay; whether an earlier word is void by that."""
        is_reset = self.authorization == _A.AUTHORISED and (
            (pay_type in OWN_WORD) != (self.pay_type in OWN_WORD)
        )
        if is_reset:
            self._enter(_A.PROPOSED, at=at)
            self.job = None
        self.pay_type, self.text_version = pay_type, self.text_version + 1
        fields = ["pay_type", "text_version", "authorization", "entered_at", "job"]
        self.save(update_fields=fields)
        return is_reset

    def _enter(self, state: AuthorizationState, *, at: datetime) -> None:
        LINE_FLOW.check(AuthorizationState(self.authorization), state)
        self.authorization, self.entered_at = state, at


class Verdict(models.TextChoices):
    AUTHORISED = "authorised", _("Authorised")
    DECLINED = "declined", _("Declined")
    DEFERRED = "deferred", _("Deferred")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    RESET = "reset", _("Void, price or scope changed")


class AuthorizationQuerySet(ScopedQuerySet["Authorization"]):
    def of_order(self, order_id: UUID) -> Self:
        return self.filter(line__order_id=order_id).order_by("given_at", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Who said it, and how."""

    method: Method
    person: str
    party_id: UUID | None = None


class Authorization(TenantModel):
    """One word on one line, with the text that was said yes or no to; never changed."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+", db_index=False)
    line = TenantForeignKey(JobLine, models.PROTECT, related_name="words")
    verdict = models.CharField(max_length=10, choices=Verdict)
    method = models.CharField(max_length=20, choices=Method, blank=True)
    person = models.CharField(max_length=120)
    party_id = models.UUIDField(null=True)
    given_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)
    text_version = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=240)
    amount_fen = models.BigIntegerField()
    reason = models.CharField(max_length=200, blank=True)

    objects = AuthorizationQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "line", "text_version"],
                condition=Q(verdict="authorised"),
                name="service_authorization_once_per_text",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=Verdict.values) & ~Q(person=""),
                name="service_authorization_is_somebodys_word",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.text}"

    @classmethod
    def prepared(
        cls,
        line: JobLine,
        verdict: Verdict,
        word: Word,
        *,
        by: Actor,
        at: datetime,
        reason: str = "",
    ) -> Authorization:
        return Authorization(
            store_id=line.store_id,
            line=line,
            verdict=verdict,
            method=word.method,
            person=word.person[:120],
            party_id=word.party_id,
            given_at=at,
            recorded_by=by.key,
            text_version=line.text_version,
            text=line.text[:240],
            amount_fen=line.amount_fen,
            reason=reason,
        )

    @classmethod
    def write(cls, words: Sequence[Authorization]) -> None:
        insert_rows(words)
