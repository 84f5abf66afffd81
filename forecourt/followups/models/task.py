"""A task: one contact that one person should make, with the reason for it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from operator import attrgetter
from typing import Any, Final, Self
from uuid import UUID

from django.db import connection, models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from uuid_utils.compat import uuid7

from forecourt.customers.models import Party
from forecourt.followups.models.rule import Rule, RuleStep, RuleVersion
from forecourt.followups.models.sheet import CallSheet
from forecourt.followups.rules import Draft, Happened, key_of
from forecourt.kernel.actor import Actor
from forecourt.kernel.bilingual import said
from forecourt.kernel.flow import Flow
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel, current_tenant_id
from forecourt.store.models import Staff, Store
from forecourt.store.scope import ScopedQuerySet
from forecourt.vehicles.models import Vehicle


class TaskState(models.TextChoices):
    PLANNED = "planned", _("Coming")
    DUE = "due", _("Due")
    LATE = "late", _("Late")
    BLOCKED = "blocked", _("Blocked")
    DONE = "done", _("Done")
    VOID = "void", _("Reason gone")
    FAILED = "failed", _("Given up")


LONGEST_WHY: Final = 400
_as_json = json.JSONEncoder(ensure_ascii=False).encode
OPEN_STATES: Final = (TaskState.PLANNED, TaskState.DUE, TaskState.LATE, TaskState.BLOCKED)
TASK_FLOW = Flow(
    {
        TaskState.PLANNED: {
            TaskState.DUE,
            TaskState.LATE,
            TaskState.BLOCKED,
            TaskState.DONE,
            TaskState.VOID,
        },
        TaskState.DUE: {
            TaskState.DUE,
            TaskState.LATE,
            TaskState.BLOCKED,
            TaskState.DONE,
            TaskState.VOID,
            TaskState.FAILED,
        },
        TaskState.LATE: {
            TaskState.DUE,
            TaskState.BLOCKED,
            TaskState.DONE,
            TaskState.VOID,
            TaskState.FAILED,
        },
        TaskState.BLOCKED: {
            TaskState.PLANNED,
            TaskState.DUE,
            TaskState.LATE,
            TaskState.DONE,
            TaskState.VOID,
        },
        TaskState.DONE: set(),
        TaskState.VOID: set(),
        TaskState.FAILED: set(),
    }
)


class TaskChannel(models.TextChoices):
    FACE = "face", _("Face to face")
    PHONE = "phone", pgettext_lazy("channel", "Phone call")
    SMS = "sms", _("Text message")
    WECHAT = "wechat", _("WeChat message")
    MAIL_LETTER = "mail_letter", _("Letter")
    GIFT = "gift", _("Gift")
    BOARD = "board", _("On the board")
    IN_APP = "in_app", _("In the app")


class Result(models.TextChoices):
    """What came of a contact; the keys 1 to 5 on the screen, in this order."""

    REACHED = "reached", _("Reached, done")
    NO_ANSWER = "no_answer", _("No answer")
    CALL_AGAIN = "call_again", _("Call again later")
    REFUSED = "refused", _("Does not want this")
    WRONG_NUMBER = "wrong_number", _("Wrong number")


@dataclass(frozen=True, slots=True)
class Born:
    """The values of a task that a rule fires, as the engine reckoned them."""

    rule_id: UUID
    version_id: UUID
    step_id: UUID
    step_key: str
    subject_id: UUID
    occurrence: str
    party_id: UUID | None
    vehicle_id: UUID | None
    fact_kind: str
    fact_id: UUID
    fact_at: datetime
    values: str  # JSON: what the texts are filled with
    why_zh: str
    why_en: str
    due_at: datetime
    due_on: date
    window_from: date
    window_until: date
    channel: str
    role: str
    purpose: str
    priority: int
    escalate_at: datetime | None
    assignee_id: UUID | None = None

    @classmethod
    def of(cls, one: Draft, fact: Happened, *, assignee_id: UUID | None) -> Born:
        """The row of a draft."""
        party, vehicle = fact.values.get("party_id"), fact.values.get("vehicle_id")
        return cls(
            rule_id=one.asked.rule_id,
            version_id=one.asked.version_id,
            step_id=one.asked.step_id,
            step_key=one.asked.key,
            subject_id=one.subject_id,
            occurrence=one.occurrence,
            party_id=key_of(party) if party else None,
            vehicle_id=key_of(vehicle) if vehicle else None,
            fact_kind=fact.kind,
            fact_id=fact.fact_id,
            fact_at=fact.at,
            values=_as_json(dict(fact.values)),
            why_zh=one.why_zh[:LONGEST_WHY],
            why_en=one.why_en[:LONGEST_WHY],
            due_at=one.due.at,
            due_on=one.due.on,
            window_from=one.due.window_from,
            window_until=one.due.window_until,
            channel=one.asked.channel,
            role=one.asked.role,
            purpose=one.asked.purpose,
            priority=one.asked.priority,
            escalate_at=one.escalate_at,
            assignee_id=assignee_id,
        )


# task, day, person, call sheet, why it was handed over ("" when it was not)
Placing = tuple[UUID, date, UUID | None, UUID | None, str]


class TaskQuerySet(ScopedQuerySet["Task"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def of(self, actor: Actor) -> Self:
        """The actor's own and what waits for the actor's role; managers see all."""
        if actor.may("followups.view_every_task"):
            return self
        roles = list(actor.roles)
        mine = Q(assignee_id=actor.staff_id) if actor.staff_id else Q(pk__in=())
        waits = Q(assignee__isnull=True, role__in=roles)
        return self.filter(mine | waits | Q(escalated_role__in=roles))

    def late(self, *, at: datetime) -> Self:
        return self.open().filter(due_at__lt=at)

    def about(self, subjects: Collection[UUID]) -> Self:
        """Tasks whose subject or car is one of these records."""
        ids = list(subjects)
        return self.filter(Q(subject_id__in=ids) | Q(vehicle_id__in=ids))

    def to_escalate(self, *, at: datetime) -> Self:
        return self.open().filter(escalate_at__lte=at).order_by("escalate_at", "pk")

    def fall_due(self, on: date, *, at: datetime) -> int:
        """Let the planned tasks whose day has come be due."""
        mine = self.filter(state=TaskState.PLANNED, planned_on__lte=on)
        return mine.update(state=TaskState.DUE, entered_at=at)

    def fall_late(self, *, at: datetime) -> int:
        """Let the tasks whose moment has passed be late."""
        mine = self.filter(state__in=(TaskState.PLANNED, TaskState.DUE), due_at__lt=at)
        return mine.update(state=TaskState.LATE, entered_at=at)

    def end_void(self, fact_kind: str, fact_id: UUID, *, at: datetime) -> int:
        """Let these tasks die: the fact that took their reason away is kept."""
        return self.open().update(
            state=TaskState.VOID,
            entered_at=at,
            blocked_by="",
            void_kind=fact_kind,
            void_fact_id=fact_id,
            escalate_at=None,
            ended_at=at,
        )

    def end_done(self, *, fact_kind: str, fact_id: UUID, on: date, at: datetime) -> int:
        """A fact says that these were done elsewhere in the house."""
        return self.open().update(
            state=TaskState.DONE,
            entered_at=at,
            blocked_by="",
            result=Result.REACHED,
            void_kind=fact_kind,
            void_fact_id=fact_id,
            done_on=on,
            escalate_at=None,
            ended_at=at,
        )

    def block(self, why: str, *, at: datetime) -> int:
        mine = self.filter(state__in=(TaskState.PLANNED, TaskState.DUE, TaskState.LATE))
        return mine.update(state=TaskState.BLOCKED, entered_at=at, blocked_by=why)

    def unblock(self, on: date, *, at: datetime) -> int:
        """What was missing is there: wait for the day, or be due."""
        mine = self.filter(state=TaskState.BLOCKED)
        coming = mine.filter(planned_on__gt=on)
        count = coming.update(state=TaskState.PLANNED, entered_at=at, blocked_by="")
        return count + mine.update(state=TaskState.DUE, entered_at=at, blocked_by="")

    def hand_over(self, staff_id: UUID, why: str) -> int:
        return self.open().update(assignee_id=staff_id, handed_over_why=why[:200])

    def belong_to(self, party_id: UUID) -> int:
        """After a merge of files: these are the kept file's."""
        return self.update(party_id=party_id)


class Task(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+", db_index=False)
    rule = TenantForeignKey(Rule, models.PROTECT, related_name="tasks", db_index=False)
    version = TenantForeignKey(RuleVersion, models.PROTECT, related_name="+", db_index=False)
    step = TenantForeignKey(RuleStep, models.PROTECT, related_name="+", db_index=False)
    step_key = models.CharField(max_length=40)
    subject_id = models.UUIDField()  # the record that the reason is about
    occurrence = models.CharField(max_length=80)
    party = TenantForeignKey(Party, models.PROTECT, null=True, related_name="+", db_index=False)
    vehicle = TenantForeignKey(Vehicle, models.PROTECT, null=True, related_name="+", db_index=False)
    fact_kind = models.CharField(max_length=60)
    fact_id = models.UUIDField()  # the line of the journal, or the reading, that gave the reason
    fact_at = models.DateTimeField()
    values = models.JSONField(default=dict)
    why_zh = models.CharField(max_length=LONGEST_WHY)
    why_en = models.CharField(max_length=LONGEST_WHY)
    due_at = models.DateTimeField()
    due_on = models.DateField()
    window_from = models.DateField()
    window_until = models.DateField()
    planned_on = models.DateField()  # the day the plan put it on; the due day until then
    channel = models.CharField(max_length=12, choices=TaskChannel)
    role = models.CharField(max_length=24)
    purpose = models.CharField(max_length=16, blank=True)
    assignee = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    handed_over_why = models.CharField(max_length=200, blank=True)
    priority = models.SmallIntegerField()
    state = models.CharField(max_length=8, choices=TaskState, default=TaskState.PLANNED)
    entered_at = models.DateTimeField()
    blocked_by = models.CharField(max_length=40, blank=True)  # the consent that is missing
    void_kind = models.CharField(max_length=60, blank=True)
    void_fact_id = models.UUIDField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    result = models.CharField(max_length=12, choices=Result, blank=True)
    done_on = models.DateField(null=True)
    done_by = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)
    rung = models.PositiveSmallIntegerField(default=0)  # how far up the ladder it has come
    escalate_at = models.DateTimeField(null=True)
    escalated_role = models.CharField(max_length=24, blank=True)
    is_at_risk = models.BooleanField(default=False)
    sheet = TenantForeignKey(
        CallSheet, models.PROTECT, null=True, related_name="tasks", db_index=False
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "rule", "subject_id", "occurrence"],
                name="followups_task_fires_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=TaskState.values, channel__in=TaskChannel.values),
                name="followups_task_words_are_known",
            ),
            models.CheckConstraint(
                condition=~Q(why_zh="") & ~Q(why_en=""), name="followups_task_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state="blocked") ^ Q(blocked_by=""),
                name="followups_task_blocked_by_something",
            ),
            models.CheckConstraint(
                condition=~Q(state="void") | Q(void_fact_id__isnull=False),
                name="followups_task_void_names_its_fact",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_on__isnull=False),
                name="followups_task_done_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(window_from__lte=F("window_until")),
                name="followups_task_window_is_a_window",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "store", "assignee", "planned_on"],
                condition=Q(state__in=("planned", "due", "late", "blocked")),
                name="followups_task_mine",
            ),
            models.Index(
                fields=["tenant", "store", "planned_on", "id"],
                include=["rule", "channel", "due_at", "assignee"],  # for counting them
                condition=Q(state__in=("planned", "due", "late", "blocked")),
                name="followups_task_open",
            ),
            models.Index(
                fields=["tenant", "store", "escalate_at"],
                condition=Q(escalate_at__isnull=False),
                name="followups_task_ladder",
            ),
            models.Index(
                fields=["tenant", "subject_id"],
                condition=Q(state__in=("planned", "due", "late", "blocked")),
                name="followups_task_subject",
            ),
            models.Index(
                fields=["tenant", "vehicle"],
                condition=Q(state__in=("planned", "due", "late", "blocked")),
                name="followups_task_vehicle",
            ),
            models.Index(fields=["tenant", "party", "planned_on"], name="followups_task_party"),
            models.Index(
                fields=["tenant", "store", "ended_at"],
                condition=Q(ended_at__isnull=False),
                name="followups_task_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step_key} {self.due_on}"

    @property
    def why(self) -> str:
        return said(self.why_zh, self.why_en)

    @classmethod
    def block_unconsented(
        cls,
        store_id: UUID,
        *,
        on: date,
        at: datetime,
        task_id: UUID | None = None,
        party_id: UUID | None = None,
    ) -> int:
        """Block open tasks that lack the consent they need; ``blocked_by`` names it.

        All of the store, one task's, or one customer's.
        """
        return _run(_BLOCK, store_id, on=on, at=at, only=(task_id, party_id))

    @classmethod
    def free_consented(
        cls,
        store_id: UUID,
        *,
        on: date,
        at: datetime,
        task_id: UUID | None = None,
        party_id: UUID | None = None,
    ) -> int:
        """Take the block off the tasks whose consent is there now."""
        return _run(_FREE, store_id, on=on, at=at, only=(task_id, party_id))

    @classmethod
    def place(cls, store_id: UUID, placed: Sequence[Placing]) -> None:
        """Write day, person and call sheet of the plan, in one statement."""
        if not placed:
            return
        columns = list(zip(*placed, strict=True))
        # Any: keys, days and texts, as the driver takes them
        values: dict[str, Any] = {
            "tenant": current_tenant_id(),
            "store": store_id,
            "ids": list(columns[0]),
            "days": list(columns[1]),
            "staff": list(columns[2]),
            "sheets": list(columns[3]),
            "why": list(columns[4]),
        }
        with connection.cursor() as cursor:
            cursor.execute(_PLACE, values)

    @classmethod
    def fire(cls, store_id: UUID, born: Iterable[Born], *, at: datetime) -> int:
        """Write tasks that are not there yet and answer how many were new.

        The rows are copied in, so that a hundred thousand due cars are a matter of seconds. A
        task is known by rule, subject and occurrence; whoever comes second writes nothing.
        """
        return _copy_in(store_id, born, at=at)

    def finish(self, result: Result, *, staff_id: UUID | None, on: date, at: datetime) -> None:
        """The customer was reached, or the thing is done."""
        self._enter(TaskState.DONE, at=at)
        self.result, self.done_on, self.done_by_id = result, on, staff_id
        self.blocked_by, self.escalate_at, self.ended_at = "", None, at
        self.tries += 1
        self.save(update_fields=_ENDED)

    def give_up(self, result: Result, *, staff_id: UUID | None, at: datetime) -> None:
        """No more tries: the address must be checked, or the customer does not want it."""
        if self.state == TaskState.PLANNED:
            self._enter(TaskState.DUE, at=at)
        self._enter(TaskState.FAILED, at=at)
        self.result, self.done_by_id = result, staff_id
        self.escalate_at, self.ended_at = None, at
        self.tries += 1
        self.save(update_fields=_ENDED)

    def try_again(
        self, *, due_at: datetime, due_on: date, channel: str, result: Result, at: datetime
    ) -> None:
        """Not reached: due again later, perhaps through another channel."""
        self._enter(TaskState.DUE, at=at)
        self.due_at, self.due_on, self.planned_on = due_at, due_on, due_on
        self.window_from = min(self.window_from, due_on)
        self.window_until = max(self.window_until, due_on)
        self.channel, self.result, self.sheet = channel, result, None
        self.tries += 1
        self.save(update_fields=_RETRIED)

    def replan(
        self,
        *,
        version_id: UUID,
        step_id: UUID,
        due: tuple[datetime, date, date, date],
        why: tuple[str, str],
        who: tuple[str, str, int],
        escalate_at: datetime | None,
    ) -> None:
        """Follow another version of the rule: due, window, reason, channel, role, priority."""
        self.version_id, self.step_id = version_id, step_id
        self.due_at, self.due_on, self.window_from, self.window_until = due
        self.planned_on, (self.why_zh, self.why_en) = self.due_on, why
        self.channel, self.role, self.priority = who
        self.escalate_at = escalate_at
        self.save(update_fields=_REPLANNED)

    def climb(
        self,
        *,
        rung: int,
        next_at: datetime | None,
        role: str,
        is_at_risk: bool,
        staff_id: UUID | None,
        why: str,
    ) -> None:
        """One step up the ladder: somebody above hears of it, or somebody else gets it."""
        self.rung, self.escalate_at = rung, next_at
        self.escalated_role = role or self.escalated_role
        self.is_at_risk = self.is_at_risk or is_at_risk
        if staff_id:
            self.assignee_id, self.handed_over_why = staff_id, why[:200]
        self.save(
            update_fields=[
                "rung",
                "escalate_at",
                "escalated_role",
                "is_at_risk",
                "assignee",
                "handed_over_why",
            ]
        )

    def _enter(self, state: TaskState, *, at: datetime) -> None:
        TASK_FLOW.check(TaskState(self.state), state)
        self.state, self.entered_at = state, at


_ENDED: Final = (
    "state",
    "entered_at",
    "result",
    "done_on",
    "done_by",
    "blocked_by",
    "escalate_at",
    "ended_at",
    "tries",
)
_REPLANNED: Final = (
    "version",
    "step",
    "due_at",
    "due_on",
    "window_from",
    "window_until",
    "planned_on",
    "why_zh",
    "why_en",
    "channel",
    "role",
    "priority",
    "escalate_at",
)
_RETRIED: Final = (
    "state",
    "entered_at",
    "due_at",
    "due_on",
    "planned_on",
    "window_from",
    "window_until",
    "channel",
    "result",
    "sheet",
    "tries",
)

_DRAFT = "CREATE TEMPORARY TABLE followups_draft (LIKE followups_task) ON COMMIT DROP"
_COLUMNS: Final = (
    "tenant_id",
    "id",
    "store_id",
    "entered_at",
    "state",
    "handed_over_why",
    "blocked_by",
    "void_kind",
    "tries",
    "result",
    "rung",
    "escalated_role",
    "is_at_risk",
    "planned_on",
    *(name for name in Born.__dataclass_fields__),
)
_ROWS_A_TURN: Final = 5000
_values_of = attrgetter(*Born.__dataclass_fields__)
_COPY = f"COPY followups_draft ({', '.join(_COLUMNS)}) FROM STDIN"
_TAKE = f"""
INSERT INTO followups_task ({", ".join(_COLUMNS)})
SELECT {", ".join(_COLUMNS)} FROM followups_draft
ON CONFLICT (tenant_id, rule_id, subject_id, occurrence) DO NOTHING
"""  # noqa: S608 - constant pieces only


# Whether a task may be done as it is: nothing is needed for a talk in the store or a note in the
# house; a purpose that needs consent needs one that is active and not stale, for the channel or
# for all; a purpose of the contract only stops when it was withdrawn. The consents of files that
# were merged into the customer's count too. Each look-up goes by the index of the party.
_TEXTS = """
basis AS (
    SELECT DISTINCT ON (purpose) purpose, basis, version FROM customers_consenttext
    WHERE tenant_id = %(tenant)s AND valid_from <= %(on)s
    ORDER BY purpose, valid_from DESC, version DESC
)
"""
_FAMILY = """
c.tenant_id = t.tenant_id AND c.purpose = t.purpose AND c.party_id = ANY(ARRAY(
    SELECT t.party_id UNION ALL SELECT m.id FROM customers_party m
    WHERE m.tenant_id = t.tenant_id AND m.merged_into_id = t.party_id))
"""
_MAY = f"""
(t.party_id IS NULL OR t.purpose = '' OR t.channel IN ('face', 'board', 'in_app')
 OR EXISTS (
    SELECT 1 FROM customers_consent c WHERE {_FAMILY} AND c.withdrawn_at IS NULL
      AND (c.channel IN ('', t.channel) OR t.channel IN ('gift', 'mail_letter'))
      AND c.text_version >= coalesce((SELECT version FROM basis WHERE purpose = t.purpose), 0))
 OR (coalesce((SELECT basis FROM basis WHERE purpose = t.purpose),
              CASE WHEN t.purpose IN ('order', 'after_sales') THEN 'contract' ELSE 'consent' END)
     IN ('contract', 'notice')
     AND NOT EXISTS (
        SELECT 1 FROM customers_consent c WHERE {_FAMILY} AND c.withdrawn_at IS NOT NULL
          AND c.channel IN ('', t.channel))))
"""  # noqa: S608 - constant pieces only
_WHICH = """
AND (%(task)s::uuid IS NULL OR t.id = %(task)s)
AND (%(party)s::uuid IS NULL OR t.party_id = %(party)s)
"""
_BLOCK = f"""
WITH {_TEXTS}
UPDATE followups_task t SET state = 'blocked', entered_at = %(at)s,
       blocked_by = t.purpose || ' ' || t.channel
WHERE t.tenant_id = %(tenant)s AND t.store_id = %(store)s
  AND t.state IN ('planned', 'due', 'late') AND NOT {_MAY} {_WHICH}
"""  # noqa: S608 - constant pieces only
_FREE = f"""
WITH {_TEXTS}
UPDATE followups_task t SET blocked_by = '', entered_at = %(at)s,
       state = CASE WHEN t.due_at < %(at)s THEN 'late'
                    WHEN t.planned_on <= %(on)s THEN 'due' ELSE 'planned' END
WHERE t.tenant_id = %(tenant)s AND t.store_id = %(store)s AND t.state = 'blocked'
  AND {_MAY} {_WHICH}
"""  # noqa: S608 - constant pieces only
_PLACE = """
UPDATE followups_task t SET planned_on = n.day, assignee_id = n.staff, sheet_id = n.sheet,
       handed_over_why = CASE WHEN n.why = '' THEN t.handed_over_why ELSE n.why END
FROM unnest(%(ids)s::uuid[], %(days)s::date[], %(staff)s::uuid[], %(sheets)s::uuid[],
            %(why)s::text[]) AS n(id, day, staff, sheet, why)
WHERE t.tenant_id = %(tenant)s AND t.store_id = %(store)s AND t.id = n.id
"""


def _run(
    statement: str,
    store_id: UUID,
    *,
    on: date,
    at: datetime,
    only: tuple[UUID | None, UUID | None],
) -> int:
    values: dict[str, Any] = {  # Any: keys and moments, as the driver takes them
        "tenant": current_tenant_id(),
        "store": store_id,
        "on": on,
        "at": at,
        "task": only[0],
        "party": only[1],
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        count: int = cursor.rowcount
    return count


def _copy_in(store_id: UUID, born: Iterable[Born], *, at: datetime) -> int:
    rows = iter(born)
    turn = tuple(islice(rows, _ROWS_A_TURN))
    if not turn:
        return 0
    head: tuple[Any, ...] = (at, TaskState.PLANNED, "", "", "", 0, "", 0, "", False)
    tenant_id = current_tenant_id()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS followups_draft")
        cursor.execute(_DRAFT)
        while turn:  # what is reckoned for them reads this line too, so it is not copied meanwhile
            with cursor.copy(_COPY) as copy:
                for row in turn:
                    copy.write_row(
                        (tenant_id, uuid7(), store_id, *head, row.due_on, *_values_of(row))
                    )
            turn = tuple(islice(rows, _ROWS_A_TURN))
        cursor.execute(_TAKE)
        taken: int = cursor.rowcount
    return taken


class TaskContactQuerySet(ScopedQuerySet["TaskContact"]):
    pass


class TaskContact(TenantModel):
    """One try to reach the customer for a task, and what came of it."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    task = TenantForeignKey(Task, models.CASCADE, related_name="contacts")
    party = TenantForeignKey(Party, models.PROTECT, null=True, related_name="+")
    staff = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    channel = models.CharField(max_length=12, choices=TaskChannel)
    result = models.CharField(max_length=12, choices=Result)
    note = models.CharField(max_length=400, blank=True)
    next_on = models.DateField(null=True)

    objects = TaskContactQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=Result.values, channel__in=TaskChannel.values),
                name="followups_taskcontact_words_are_known",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "party", "at"], name="followups_contact_by_party"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.result}"

    @classmethod
    def note_down(
        cls,
        task: Task,
        *,
        staff_id: UUID | None,
        result: Result,
        note: str,
        next_on: date | None,
        at: datetime,
    ) -> TaskContact:
        return TaskContact.objects.create(
            store_id=task.store_id,
            task=task,
            party_id=task.party_id,
            staff_id=staff_id,
            at=at,
            channel=task.channel,
            result=result,
            note=note,
            next_on=next_on,
        )
