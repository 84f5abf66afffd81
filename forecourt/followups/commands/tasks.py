"""What people do with a task: note what came of a contact, hand over, give up."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.customers.commands import give_consent, queue_message
from forecourt.customers.models import Channel, ConsentPurpose
from forecourt.followups import queries
from forecourt.followups.facts import (
    CustomerUnreachable,
    ReminderReached,
    TaskDone,
    TaskGivenUp,
    TasksHandedOver,
    TaskTried,
)
from forecourt.followups.models import Result, Task, TaskContact, TaskState
from forecourt.followups.models.task import Born
from forecourt.followups.rules import (
    BREAKS_ONE_A_DAY,
    OUTBOUND,
    Calendar,
    Happened,
    draft,
    out_of_quiet,
    retry,
)
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked, locked_all
from forecourt.kernel.refusals import Missing, Refused, WrongInput
from forecourt.kernel.source import Source
from forecourt.store.models import Staff
from forecourt.store.queries import check_ahead

MAINTENANCE_RULE = "F15"


class ConsentMissing(Refused):
    code = "consent-missing"


class ContactedToday(Refused):
    code = "contacted-today"


class TaskOver(Refused):
    code = "task-over"


@transaction.atomic
def note_result(
    *,
    task_id: UUID,
    result: Result,
    note: str = "",
    next_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Task:
    """Note what came of a contact: done, tried again by the retry table, or given up.

    After the last try of the table the contact goes on by another way that is on file and
    allowed, while somebody checks the address; without such a way it is given up.

    Raises:
        Missing: this store has no such task, or it is not this person's.
        TaskOver: the task is done or its reason is gone.
        ConsentMissing: the customer has not agreed to be contacted for this.
        ContactedToday: the customer heard from us today already, and this is not urgent or
            carries no note that says why it cannot wait.
        WrongInput: the next contact lies in the past, or too far ahead.
    """
    task = locked(Task.objects.seen_by(by).of(by), task_id)
    calendar = queries.calendar(by, on=at.date())
    on = calendar.day_of(at)
    if next_on is not None:
        if next_on < on:
            raise WrongInput(_("The next contact cannot lie in the past."), field="next_on")
        check_ahead(next_on, "leads.next_contact_most_days", field="next_on", by=by, on=on)
    _check_open(task)
    _check_consent(task, by, on=on, at=at)
    _check_one_a_day(task, note, calendar, by, on)
    TaskContact.note_down(
        task, staff_id=by.staff_id, result=result, note=note, next_on=next_on, at=at
    )
    if result == Result.REACHED:
        _finish(task, calendar, by, on, at)
    elif result in {Result.REFUSED, Result.WRONG_NUMBER}:
        _give_up(task, result, by, at)
    else:
        _try_again(task, result, next_on, calendar, by=by, at=at)
    return task


@transaction.atomic
def note_consent(*, task_id: UUID, evidence: str, by: Actor, at: datetime) -> Task:
    """Note the consent that a task waits for; the task goes on at once.

    Raises:
        Missing: this store has no such task, it is not this person's, or it waits for none.
    """
    task = locked(Task.objects.seen_by(by).of(by), task_id)
    purpose, party_id = queries.consent_wanted(queries.task_card(by, task_id, at=at))
    give_consent(
        party_id=party_id, purpose=ConsentPurpose(purpose), evidence=evidence, by=by, at=at
    )
    on = queries.calendar(by, on=at.date()).day_of(at)
    Task.free_consented(by.store_id, on=on, at=at, party_id=party_id)
    task.refresh_from_db()
    return task


@transaction.atomic
def send_text(*, task_id: UUID, text: str, by: Actor, at: datetime) -> Task:
    """Put the words of a text message task into the outbox; the task is done by that.

    Raises:
        Missing: this store has no such task, or it is not this person's.
        WrongInput: the task is no text message, or has no customer.
        NoAddress: nothing is known by which the channel reaches the customer.
        TaskOver, ConsentMissing, ContactedToday: as for any result.
    """
    task = locked(Task.objects.seen_by(by).of(by), task_id)
    if task.party_id is None or task.channel not in {Channel.SMS, Channel.WECHAT}:
        raise WrongInput(_("This task is no text message."))
    note_result(task_id=task_id, result=Result.REACHED, note=text[:400], by=by, at=at)
    queue_message(
        party_id=task.party_id,
        channel=Channel(task.channel),
        purpose=task.purpose or "after_sales",
        text=text,
        source=Source("followups.task", str(task.pk)),
        by=by,
        at=at,
    )
    task.refresh_from_db()
    return task


def _check_open(task: Task) -> None:
    if task.ended_at is not None:
        sentence = _("This task is “%(state)s”. Nothing is left to do.")
        raise TaskOver(sentence % {"state": TaskState(task.state).label})


def _check_consent(task: Task, by: Actor, *, on: date, at: datetime) -> None:
    """Ask the ledger again at this moment: a withdrawal works at once."""
    ours = Task.objects.seen_by(by).filter(pk=task.pk)
    Task.block_unconsented(by.store_id, on=on, at=at, task_id=task.pk)
    Task.free_consented(by.store_id, on=on, at=at, task_id=task.pk)
    task.state, task.blocked_by = ours.values_list("state", "blocked_by").get()
    if task.state == TaskState.BLOCKED:
        sentence = _("The customer's consent is missing: %(consent)s. Ask for it first.")
        raise ConsentMissing(sentence % {"consent": queries.consent_words(task.blocked_by)})


def _check_one_a_day(task: Task, note: str, calendar: Calendar, by: Actor, on: date) -> None:
    """One outbound contact a day for a customer; the tries of one sheet are one contact."""
    if task.party_id is None or task.channel not in OUTBOUND:
        return
    if not queries.was_contacted(by, task, on=on, calendar=calendar):
        return
    if task.priority < BREAKS_ONE_A_DAY:
        raise ContactedToday(_("This customer heard from us today already. Take another day."))
    if not note:
        raise ContactedToday(
            _("This customer heard from us today already. Note why this cannot wait.")
        )


def _finish(task: Task, calendar: Calendar, by: Actor, on: date, at: datetime) -> None:
    task.finish(Result.REACHED, staff_id=by.staff_id, on=on, at=at)
    rule = task.rule.code
    record(
        TaskDone(
            task_id=task.pk,
            party_id=task.party_id,
            vehicle_id=task.vehicle_id,
            staff_id=by.staff_id,
            rule=rule,
            step=task.step_key,
            result=task.result,
        ),
        by=by,
        at=at,
    )
    if rule == MAINTENANCE_RULE and task.party_id and task.vehicle_id:
        record(ReminderReached(task.pk, task.party_id, task.vehicle_id), by=by, at=at)
    if task.step.repeat_days:
        _repeat(task, calendar, by, at)


def _repeat(task: Task, calendar: Calendar, by: Actor, at: datetime) -> None:
    """The next of a contact that comes every so many days until its reason is gone."""
    on = calendar.day_of(at)
    steps = queries.asked(by, on=on, trigger=task.fact_kind)
    same = [s for s in steps if s.rule_id == task.rule_id and s.key == task.step_key]
    for step in same:
        again = Happened(
            task.fact_id, task.fact_kind, at, task.values, f"{task.fact_id} {at:%Y-%m-%d}"
        )
        one = draft(step, again, calendar, queries.numbers(by, on=on))
        Task.fire(by.store_id, [Born.of(one, again, assignee_id=task.assignee_id)], at=at)


def _try_again(
    task: Task,
    result: Result,
    next_on: date | None,
    calendar: Calendar,
    *,
    by: Actor,
    at: datetime,
) -> None:
    numbers = queries.numbers(by, on=calendar.day_of(at))
    if next_on is not None:
        day = calendar.open_day(next_on)
        moment = (
            max(calendar.span(day)[1], at)
            if day == calendar.day_of(at)
            else calendar.at(day, time(10))
        )
        again_at, channel = out_of_quiet(moment, calendar, numbers), task.channel
    else:
        tries = task.tries + 1
        other = ""
        if tries == numbers.retry_most:
            other = queries.other_channel(by, task, on=calendar.day_of(at))
        again = retry(
            tries,
            at=at,
            channel=task.channel,
            calendar=calendar,
            numbers=numbers,
            other=other,
        )
        if again is None:
            _give_up(task, result, by, at)
            return
        again_at, channel = again.at, again.channel
        if other and task.party_id:
            record(CustomerUnreachable(task.pk, task.party_id, tries), by=by, at=at)
    task.try_again(
        due_at=again_at,
        due_on=calendar.day_of(again_at),
        channel=channel,
        result=result,
        at=at,
    )
    record(
        TaskTried(task.pk, task.party_id, by.staff_id, task.rule.code, result, again_at),
        by=by,
        at=at,
    )


def _give_up(task: Task, result: Result, by: Actor, at: datetime) -> None:
    task.give_up(result, staff_id=by.staff_id, at=at)
    was_checked = task.channel != task.step.channel  # the other way began with an address check
    record(
        TaskGivenUp(
            task_id=task.pk,
            party_id=task.party_id,
            vehicle_id=task.vehicle_id,
            staff_id=by.staff_id,
            rule=task.rule.code,
            result=result,
        ),
        by=by,
        at=at,
    )
    if task.party_id and result != Result.REFUSED and not was_checked:
        record(CustomerUnreachable(task.pk, task.party_id, task.tries), by=by, at=at)


@transaction.atomic
def note_sheet(
    *,
    sheet_id: UUID,
    result: Result,
    note: str = "",
    next_on: date | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Note one result for every open task of a call sheet, and answer how many they were.

    Raises:
        Missing: this store has no such sheet with open tasks of this person.
        ConsentMissing, ContactedToday, WrongInput: as for one task.
    """
    mine = Task.objects.seen_by(by).of(by).open().filter(sheet_id=sheet_id)
    ids = list(mine.exclude(state=TaskState.BLOCKED).order_by("pk").values_list("pk", flat=True))
    if not ids:
        raise Missing(_("This record does not exist."))
    for task_id in ids:
        note_result(task_id=task_id, result=result, note=note, next_on=next_on, by=by, at=at)
    return len(ids)


@transaction.atomic
def hand_over(
    *, task_ids: Collection[UUID], staff_id: UUID, reason: str, by: Actor, at: datetime
) -> int:
    """Give open tasks to another person, with the reason; answer how many.

    Raises:
        Missing: this store has no such person, or lacks one of the tasks.
        WrongInput: no reason is given.
    """
    if not reason:
        raise WrongInput(_("Say why the tasks go to somebody else."))
    staff = Staff.objects.seen_by(by).working().filter(pk=staff_id).first()
    if staff is None:
        raise Missing(_("This record does not exist."))
    rows = locked_all(Task.objects.seen_by(by).open(), task_ids)
    ids = tuple(task.pk for task in rows)
    Task.objects.seen_by(by).filter(pk__in=ids).hand_over(staff.pk, reason)
    record(TasksHandedOver(ids, staff.pk, reason), by=by, at=at)
    return len(ids)


@transaction.atomic
def share_out_tasks_of(*, staff_id: UUID, reason: str, by: Actor, at: datetime) -> int:
    """Split the open tasks of a person who leaves among those of the same role, by load.

    Raises:
        WrongInput: no reason is given, or nobody else has the role.
    """
    calendar = queries.calendar(by, on=at.date())
    on = calendar.day_of(at)
    mine = Task.objects.seen_by(by).open().filter(assignee_id=staff_id).order_by("due_on", "pk")
    count = 0
    for task_id, role in list(mine.values_list("pk", "role")):
        heir = queries.least_busy(by, role, on=on, calendar=calendar, but_not=staff_id)
        heir = heir or queries.least_busy(
            by, queries.manager_of(role), on=on, calendar=calendar, but_not=staff_id
        )
        if heir is None:
            raise WrongInput(_("Nobody else has this role. Give the tasks to one person."))
        count += hand_over(task_ids=[task_id], staff_id=heir, reason=reason, by=by, at=at)
    return count
