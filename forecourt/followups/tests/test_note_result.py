"""What came of a contact: done, tried again, given up; and who is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from forecourt.customers.models import ConsentBasis, ConsentPurpose, ContactKind, Message
from forecourt.customers.tests.make import (
    make_consent,
    make_consent_text,
    make_contact_point,
    make_party,
)
from forecourt.followups import commands
from forecourt.followups.commands import ConsentMissing, ContactedToday, TaskOver
from forecourt.followups.models import Result, Task, TaskContact, TaskState
from forecourt.followups.queries import other_channel
from forecourt.followups.tests.make import make_task
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, WrongInput
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, make_actor, make_staff, make_store

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("kind", flat=True))


def test_reached_is_done_with_a_result_and_a_line_in_the_journal() -> None:
    agent = make_staff("An", Role.RELATION_AGENT)
    task = make_task("F11", assignee=agent)
    by = make_actor(Role.RELATION_AGENT, staff=agent)

    commands.note_result(task_id=task.pk, result=Result.REACHED, note="9 of 10", by=by, at=NINE)

    task.refresh_from_db()
    assert (task.state, task.result, task.done_on) == ("done", "reached", date(2026, 11, 24))
    assert task.done_by == agent
    contact = TaskContact.objects.get()
    assert (contact.note, contact.channel, contact.staff) == ("9 of 10", "phone", agent)
    assert kinds()[-1] == "followups.task_done"


def test_no_answer_is_tried_again_by_the_table() -> None:
    task = make_task("F11")

    commands.note_result(task_id=task.pk, result=Result.NO_ANSWER, by=make_actor(), at=NINE)

    task.refresh_from_db()
    assert (task.state, task.tries) == ("due", 1)
    assert task.due_at.isoformat() == "2026-11-24T05:30:00+00:00"  # four hours, after lunch


def test_call_again_on_a_day_is_that_day() -> None:
    task = make_task("F11")

    commands.note_result(
        task_id=task.pk,
        result=Result.CALL_AGAIN,
        next_on=date(2026, 11, 27),
        by=make_actor(),
        at=NINE,
    )

    task.refresh_from_db()
    assert (task.state, task.planned_on) == ("due", date(2026, 11, 27))


def test_the_fourth_try_is_the_last_and_asks_for_an_address_check() -> None:
    task = make_task("F11")
    Task.objects.filter(pk=task.pk).update(tries=3)

    commands.note_result(task_id=task.pk, result=Result.NO_ANSWER, by=make_actor(), at=NINE)

    task.refresh_from_db()
    assert (task.state, task.tries) == (TaskState.FAILED, 4)
    assert kinds()[-2:] == ["followups.task_given_up", "followups.customer_unreachable"]


def test_after_the_fourth_try_the_contact_goes_on_by_another_way_once() -> None:
    zhao = make_party("Zhao Min", phone="+8613800138009")
    make_consent_text(ConsentPurpose.AFTER_SALES, basis=ConsentBasis.CONTRACT)
    task, by = make_task("F11", party=zhao), make_actor()
    Task.objects.filter(pk=task.pk).update(tries=3)

    commands.note_result(task_id=task.pk, result=Result.NO_ANSWER, by=by, at=NINE)

    task.refresh_from_db()
    assert (task.state, task.tries, task.channel) == ("due", 4, "sms")
    assert task.due_at.isoformat() == "2026-11-25T02:00:00+00:00"  # the next morning at ten
    assert kinds()[-2:] == ["followups.customer_unreachable", "followups.task_tried"]

    later = NINE + timedelta(days=1, hours=2)
    commands.note_result(task_id=task.pk, result=Result.NO_ANSWER, by=by, at=later)

    task.refresh_from_db()
    assert (task.state, task.tries) == ("failed", 5)
    assert kinds()[-1] == "followups.task_given_up"  # the address is being checked already


def test_wechat_goes_before_a_text_and_what_was_not_allowed_is_left_out() -> None:
    zhao = make_party("Zhao Min", phone="+8613800138009")
    make_contact_point(zhao, "zhaomin", ContactKind.WECHAT)
    make_consent_text(ConsentPurpose.MARKETING)
    make_consent(zhao, ConsentPurpose.MARKETING, channel="phone")
    free, asked = make_task("F11", party=zhao), make_task("F20", party=zhao)
    make_consent_text(ConsentPurpose.AFTER_SALES, basis=ConsentBasis.CONTRACT)

    on = NINE.date()

    assert other_channel(make_actor(), free, on=on) == "wechat"
    assert other_channel(make_actor(), asked, on=on) == ""


def test_a_missing_consent_refuses_and_nothing_is_noted() -> None:
    task = make_task("F21", "greet")

    with pytest.raises(ConsentMissing, match="Marketing · WeChat message"):
        commands.note_result(task_id=task.pk, result=Result.REACHED, by=make_actor(), at=NINE)

    assert not TaskContact.objects.exists()


def test_a_consent_given_meanwhile_lets_the_contact_pass() -> None:
    zhao = make_party("Zhao Min")
    task = make_task("F21", "greet", party=zhao)
    Task.objects.filter(pk=task.pk).update(state="blocked", blocked_by="marketing wechat")
    make_consent(zhao, ConsentPurpose.MARKETING)

    commands.note_result(task_id=task.pk, result=Result.REACHED, by=make_actor(), at=NINE)

    task.refresh_from_db()
    assert (task.state, task.blocked_by) == ("done", "")


def test_a_customer_hears_from_us_once_a_day() -> None:
    zhao = make_party("Zhao Min")
    first, second = make_task("F11", party=zhao), make_task("F12", "call", party=zhao)
    by = make_actor()
    commands.note_result(task_id=first.pk, result=Result.REACHED, by=by, at=NINE)

    with pytest.raises(ContactedToday, match="heard from us today"):
        commands.note_result(task_id=second.pk, result=Result.REACHED, by=by, at=NINE)
    commands.note_result(
        task_id=second.pk, result=Result.REACHED, by=by, at=NINE + timedelta(days=1)
    )

    assert TaskContact.objects.count() == 2


def test_a_part_that_came_may_break_it_with_a_note() -> None:
    zhao = make_party("Zhao Min")
    first, urgent = make_task("F11", party=zhao), make_task("F17", party=zhao)
    by = make_actor()
    commands.note_result(task_id=first.pk, result=Result.REACHED, by=by, at=NINE)

    with pytest.raises(ContactedToday, match="Note why"):
        commands.note_result(task_id=urgent.pk, result=Result.REACHED, by=by, at=NINE)
    commands.note_result(
        task_id=urgent.pk, result=Result.REACHED, note="car off the road", by=by, at=NINE
    )

    urgent.refresh_from_db()
    assert urgent.state == "done"


def test_a_weekly_status_comes_again_until_its_reason_is_gone() -> None:
    task = make_task("F08", "weekly")
    Task.objects.filter(pk=task.pk).update(values={"order_id": str(task.subject_id)})

    commands.note_result(task_id=task.pk, result=Result.REACHED, by=make_actor(), at=NINE)

    again = Task.objects.exclude(pk=task.pk).get()
    assert (again.step_key, again.due_on) == ("weekly", date(2026, 12, 1))


def test_what_is_over_cannot_be_done_again() -> None:
    task = make_task("F11", state=TaskState.DUE)
    by = make_actor()
    commands.note_result(task_id=task.pk, result=Result.REACHED, by=by, at=NINE)

    with pytest.raises(TaskOver, match="Done"):
        commands.note_result(task_id=task.pk, result=Result.REACHED, by=by, at=NINE)


def test_the_next_contact_cannot_lie_in_the_past() -> None:
    task = make_task("F11")

    with pytest.raises(WrongInput):
        commands.note_result(
            task_id=task.pk,
            result=Result.CALL_AGAIN,
            next_on=date(2026, 11, 23),
            by=make_actor(),
            at=NINE,
        )


def test_the_task_of_another_person_does_not_exist() -> None:
    mine, other = make_staff("An", Role.RELATION_AGENT), make_staff("Bo", Role.RELATION_AGENT)
    task = make_task("F11", assignee=other)

    with pytest.raises(Missing):
        commands.note_result(
            task_id=task.pk,
            result=Result.REACHED,
            by=make_actor(Role.RELATION_AGENT, staff=mine),
            at=NINE,
        )


def test_the_task_of_another_store_does_not_exist() -> None:
    task = make_task("F11")

    with pytest.raises(Missing):
        commands.note_result(
            task_id=task.pk, result=Result.REACHED, by=make_actor(store=make_store()), at=NINE
        )


def test_tasks_are_handed_over_with_a_reason() -> None:
    old, new = make_staff("An", Role.RELATION_AGENT), make_staff("Bo", Role.RELATION_AGENT)
    task = make_task("F11", assignee=old)

    commands.hand_over(
        task_ids=[task.pk], staff_id=new.pk, reason="on leave", by=make_actor(), at=NINE
    )

    task.refresh_from_db()
    assert (task.assignee, task.handed_over_why) == (new, "on leave")


def test_who_leaves_has_the_tasks_split_by_load() -> None:
    leaver = make_staff("An", Role.RELATION_AGENT)
    heirs = [make_staff("Bo", Role.RELATION_AGENT), make_staff("Cai", Role.RELATION_AGENT)]
    for _count in range(4):
        make_task("F11", assignee=leaver)

    commands.share_out_tasks_of(staff_id=leaver.pk, reason="left", by=make_actor(), at=NINE)

    assert [Task.objects.filter(assignee=heir).count() for heir in heirs] == [2, 2]


def test_a_text_goes_to_the_outbox_and_ends_the_task() -> None:
    zhao = make_party("Zhao Min")
    make_consent_text(ConsentPurpose.AFTER_SALES, basis=ConsentBasis.CONTRACT)
    task = make_task("F15", "list", party=zhao)

    commands.send_text(task_id=task.pk, text="Your service is due.", by=make_actor(), at=NINE)

    task.refresh_from_db()
    message = Message.objects.get()
    assert (task.state, message.text, message.channel) == ("done", "Your service is due.", "sms")


def test_a_call_cannot_be_sent() -> None:
    task = make_task("F11")

    with pytest.raises(WrongInput, match="no text message"):
        commands.send_text(task_id=task.pk, text="Hello", by=make_actor(), at=NINE)
