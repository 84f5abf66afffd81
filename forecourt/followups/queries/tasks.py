"""Tasks as a person works on them: may this customer be contacted, by whom, with which words."""

from __future__ import annotations

from datetime import date, time, timedelta

from forecourt.customers.models import Channel, ConsentPurpose, ContactKind
from forecourt.customers.queries import allows, preferred_value
from forecourt.followups.models import Task, TaskChannel, TaskContact
from forecourt.followups.rules import OUTBOUND, Calendar
from forecourt.kernel.actor import Actor

# The ways to try when a customer does not answer, in this order, and what must be on file.
_OTHER_WAYS = {
    Channel.WECHAT: ContactKind.WECHAT,
    Channel.SMS: ContactKind.PHONE,
    Channel.MAIL_LETTER: ContactKind.ADDRESS,
}


def other_channel(by: Actor, task: Task, *, on: date) -> str:
    """Another way to this customer that is on file and allowed; "" when none is left."""
    if task.party_id is None or task.channel != task.step.channel:
        return ""
    for channel, kind in _OTHER_WAYS.items():
        is_known = channel != task.channel and preferred_value(by, task.party_id, kind)
        if is_known and _is_allowed(by, task, channel, on=on):
            return channel
    return ""


def _is_allowed(by: Actor, task: Task, channel: str, *, on: date) -> bool:
    return not task.purpose or (
        task.party_id is not None
        and allows(by, task.party_id, purpose=task.purpose, channel=channel, on=on)
    )


def consent_words(blocked_by: str) -> str:
    """``marketing phone`` in words."""
    purpose, _space, channel = blocked_by.partition(" ")
    known = {str(value): str(label) for value, label in ConsentPurpose.choices}
    ways = {str(value): str(label) for value, label in TaskChannel.choices}
    return f"{known.get(purpose, purpose)} · {ways.get(channel, channel)}"


def was_contacted(by: Actor, task: Task, *, on: date, calendar: Calendar) -> bool:
    """Whether the customer heard from us on this day, apart from this task and its call sheet."""
    if task.party_id is None:
        return False
    begin = calendar.at(on, time(0))
    rows = TaskContact.objects.seen_by(by).filter(
        party_id=task.party_id,
        channel__in=OUTBOUND,
        at__gte=begin,
        at__lt=begin + timedelta(days=1),
    )
    rows = rows.exclude(task_id=task.pk)
    if task.sheet_id:
        rows = rows.exclude(task__sheet_id=task.sheet_id)
    return rows.exists()
