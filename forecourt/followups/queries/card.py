"""One task with all that its person needs: words, consent, phone, reason, what was tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forecourt.customers.models import ContactPoint
from forecourt.customers.rules import masked_text
from forecourt.followups.models import Result, Task, TaskChannel, TaskContact, TaskState
from forecourt.followups.queries.engine import calendar
from forecourt.followups.queries.lists import TaskRow, row_of
from forecourt.followups.rules import Calendar, filled, spoken
from forecourt.kernel.actor import Actor
from forecourt.kernel.bilingual import said
from forecourt.kernel.http import right_of
from forecourt.kernel.refusals import Missing
from forecourt.service.models import JobLine
from forecourt.store.queries import store
from forecourt.ui.navigation import Label

# What a task is about -> the screen that shows it. Its field of the fact names the record.
_SCREENS: Final[Mapping[str, tuple[str, str, Label]]] = {
    "opportunity_id": ("leads:opportunity", "user", gettext_lazy("Opportunity")),
    "lead_id": ("leads:lead", "phone-incoming", gettext_lazy("Lead")),
    "visit_id": ("leads:visit", "door", gettext_lazy("Visit")),
    "appointment_id": ("service:appointment", "calendar-event", gettext_lazy("Appointment")),
    "stock_unit_id": ("sales:stock_unit", "car", gettext_lazy("Car in stock")),
}
_ORDERS: Final[Mapping[str, tuple[str, str, Label]]] = {
    "sales": ("sales:order", "file-text", gettext_lazy("Sales order")),
    "service": ("service:order", "clipboard-check", gettext_lazy("Repair order")),
    "parts": ("service:order", "clipboard-check", gettext_lazy("Repair order")),
}
MAX_CONTACTS: Final = 20
TEXTED: Final = frozenset({TaskChannel.SMS, TaskChannel.WECHAT})


@dataclass(frozen=True, slots=True)
class Link:
    label: Label
    icon: str
    href: str


@dataclass(frozen=True, slots=True)
class Phone:
    contact_point_id: UUID
    masked: str
    label: str


@dataclass(frozen=True, slots=True)
class Tried:
    at: datetime
    person: str
    channel: str
    result: str
    note: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class Reason:
    """One link of the chain that made the task, or ended it."""

    label: str
    text: str
    at: datetime | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """A result button: its digit on the keyboard, value and word."""

    digit: int
    value: str
    label: str
    is_primary: bool


@dataclass(frozen=True, slots=True)
class TaskCard:
    row: TaskRow
    rule_id: UUID
    opening: str
    ask: str
    close: str
    phones: tuple[Phone, ...]
    mates: tuple[TaskRow, ...]
    tried: tuple[Tried, ...]
    chain: tuple[Reason, ...]
    links: tuple[Link, ...]
    keys: tuple[Key, ...]
    is_open: bool
    needs: str  # "marketing phone" where that consent is missing
    can_send: bool  # the opening words can be sent as they are

    @property
    def is_sheet(self) -> bool:
        return bool(self.mates)


def task_card(by: Actor, task_id: UUID, *, at: datetime) -> TaskCard:
    """A task that the actor may see.

    Raises:
        Missing: there is no such task, or not for this person.
    """
    rows = (
        Task.objects.seen_by(by)
        .of(by)
        .select_related(
            "rule", "version", "step", "party", "vehicle__variant", "assignee", "done_by"
        )
    )
    task = rows.filter(pk=task_id).first()
    if task is None:
        raise Missing(_("This record does not exist."))
    days = calendar(by, on=at.date())
    words = _words(task, by, days)
    step = task.step
    return TaskCard(
        row=row_of(task, at=at),
        rule_id=task.rule_id,
        opening=filled(said(step.opening_zh, step.opening_en), words),
        ask=filled(said(step.ask_zh, step.ask_en), words),
        close=filled(said(step.close_zh, step.close_en), words),
        phones=_phones(by, task),
        mates=_mates(by, task, at),
        tried=_tried(by, task),
        chain=tuple(_chain(by, task)),
        links=tuple(_links(by, task)),
        keys=_keys(),
        is_open=task.ended_at is None,
        needs=task.blocked_by,
        can_send=task.ended_at is None
        and not task.blocked_by
        and task.party_id is not None
        and task.channel in TEXTED,
    )


def _words(task: Task, by: Actor, days: Calendar) -> dict[str, str]:
    """What fills the holes of the script."""
    shop = store(by)
    words = spoken(task.values, days)
    car = task.vehicle
    words |= {
        "customer": task.party.name if task.party else "",
        "store": shop.short_name or shop.name,
        "agent": by.name,
    }
    if car is not None:
        words["model"] = car.model_name
        words["plate_tail"] = car.plate[-3:]
        words.setdefault("km", f"{car.odometer_km:,}" if car.odometer_km else "")
        if car.delivered_on:
            age = task.due_on - car.delivered_on
            words.setdefault("months", str(round(age.days / 30.44)))
    if arrives := words.get("arrives_at"):
        words["time"] = arrives[11:]
    return words | _works(task, by)


def _works(task: Task, by: Actor) -> dict[str, str]:
    """The work that the words speak of: done on the order, put off before."""
    lines = JobLine.objects.seen_by(by)
    if "{job}" in task.step.opening_zh and (order_id := task.values.get("order_id")):
        done = lines.of(UUID(str(order_id))).authorised().filter(kind="labour")
        return {"job": "、".join(done.values_list("title", flat=True)[:2])}
    if "{declined}" in task.step.opening_zh and task.vehicle_id:
        wishes = lines.open_wishes(task.vehicle_id).order_by("-entered_at", "pk")
        return {"declined": wishes.values_list("title", flat=True).first() or ""}
    return {}


def _phones(by: Actor, task: Task) -> tuple[Phone, ...]:
    if task.party_id is None:
        return ()
    points = ContactPoint.objects.seen_by(by).valid().of_family(task.party_id)
    return tuple(
        Phone(point.pk, masked_text("phone", point.value), point.label)
        for point in points.filter(kind="phone")[:3]
    )


def _mates(by: Actor, task: Task, at: datetime) -> tuple[TaskRow, ...]:
    """The other open tasks of the same call sheet."""
    if task.sheet_id is None:
        return ()
    rows = Task.objects.seen_by(by).open().filter(sheet_id=task.sheet_id).exclude(pk=task.pk)
    rows = rows.select_related("rule", "step", "party", "vehicle", "assignee")
    return tuple(row_of(mate, at=at) for mate in rows.order_by("-priority", "pk"))


def _tried(by: Actor, task: Task) -> tuple[Tried, ...]:
    rows = TaskContact.objects.seen_by(by).filter(task=task).select_related("staff")
    return tuple(
        Tried(
            at=row.at,
            person=row.staff.name if row.staff else "",
            channel=row.get_channel_display(),
            result=row.get_result_display(),
            note=row.note,
            next_on=row.next_on,
        )
        for row in rows.order_by("-at", "-pk")[:MAX_CONTACTS]
    )


def _chain(by: Actor, task: Task) -> list[Reason]:
    """Rule and version, fact, dates, who; and what ended it."""
    rule = f"{task.rule.code} {task.version} · {task.rule.name}"
    chain = [
        Reason(_("Rule"), rule, href=reverse("followups:rule", args=[task.rule_id])),
        Reason(_("Fact"), fact_words(task.fact_kind), task.fact_at, _trail(by, task.subject_id)),
        Reason(_("Due"), task.step.title, task.due_at),
    ]
    if task.handed_over_why:
        who = task.assignee.name if task.assignee else ""
        chain.append(Reason(_("Handed over"), f"{who} · {_hand_over_words(task.handed_over_why)}"))
    if task.rung:
        chain.append(Reason(_("Ladder"), _("step %(rung)s") % {"rung": task.rung}))
    if task.ended_at:
        state = str(TaskState(task.state).label)
        ended = fact_words(task.void_kind) if task.void_kind else _result(task)
        chain.append(Reason(state, ended, task.ended_at))
    return chain


def _result(task: Task) -> str:
    words = [str(Result(task.result).label)] if task.result else []
    if task.done_by:
        words.append(task.done_by.name)
    return " · ".join(words)


def _hand_over_words(why: str) -> str:
    known = {"away": _("the person was away"), "ladder": _("by the ladder")}
    return known.get(why, fact_words(why) if "." in why else why)


def _trail(by: Actor, subject_id: UUID) -> str:
    return _address(by, "desk:trail", subject_id)


def _links(by: Actor, task: Task) -> list[Link]:
    found: list[Link] = []
    if task.party_id and (href := _address(by, "desk:customer", task.party_id)):
        found.append(Link(_("Customer"), "user-circle", href))
    screens = dict(_SCREENS)
    room = task.fact_kind.partition(".")[0]
    if room in _ORDERS:
        screens["order_id"] = _ORDERS[room]
    for field, (screen, icon, label) in screens.items():
        key = task.values.get(field)
        if key and (href := _address(by, screen, UUID(str(key)))):
            found.append(Link(label, icon, href))
    if task.vehicle_id and task.rule.family == "maintenance":
        href = _plain_address(by, "service:appointment_new")
        if href:
            found.append(Link(_("Book"), "calendar-plus", f"{href}?vehicle_id={task.vehicle_id}"))
    if task.party_id and task.rule.family == "trade_up":
        href = _plain_address(by, "leads:opportunity_new")
        if href:
            asked = f"?party={task.party_id}&kind=trade_up&origin=owner_base"
            found.append(Link(_("File a deal"), "user-plus", href + asked))
    return found


def _address(by: Actor, screen: str, key: UUID) -> str:
    """The screen of a room upstairs, when it is open to this person."""
    right = right_of(screen)
    return reverse(screen, args=[key]) if right and by.may(right) else ""


def _plain_address(by: Actor, screen: str) -> str:
    right = right_of(screen)
    return reverse(screen) if right and by.may(right) else ""


def _keys() -> tuple[Key, ...]:
    return tuple(
        Key(digit, value, str(label), value == Result.REACHED)
        for digit, (value, label) in enumerate(Result.choices, 1)
    )


_FACTS: Final[Mapping[str, Label]] = {
    "leads.visitor_arrived": gettext_lazy("A visitor came in"),
    "leads.contact_started": gettext_lazy("The visitor was greeted"),
    "leads.visitor_left": gettext_lazy("The visitor left"),
    "leads.lead_received": gettext_lazy("A lead came in"),
    "leads.lead_assigned": gettext_lazy("The lead was given to somebody"),
    "leads.lead_contacted": gettext_lazy("The lead was called"),
    "leads.lead_qualified": gettext_lazy("The lead was qualified"),
    "leads.lead_duplicate": gettext_lazy("The lead was a duplicate"),
    "leads.lead_invalid": gettext_lazy("The lead was invalid"),
    "leads.prospect_filed": gettext_lazy("A prospect was filed"),
    "leads.level_set": gettext_lazy("The level was set"),
    "leads.contact_made": gettext_lazy("The customer was reached"),
    "leads.test_drive_finished": gettext_lazy("A test drive was finished"),
    "leads.opportunity_assigned": gettext_lazy("The prospect has another consultant"),
    "leads.opportunity_claimed": gettext_lazy("The prospect was taken from the pool"),
    "leads.opportunity_lost": gettext_lazy("The prospect was lost"),
    "leads.opportunity_frozen": gettext_lazy("The prospect was frozen"),
    "leads.opportunity_revived": gettext_lazy("The prospect was revived"),
    "leads.opportunity_out_of_control": gettext_lazy("The prospect is out of control"),
    "sales.quotation_sent": gettext_lazy("A quotation was sent"),
    "sales.order_signed": gettext_lazy("An order was signed"),
    "sales.order_cancelled": gettext_lazy("The order was cancelled"),
    "sales.eta_changed": gettext_lazy("The delivery date changed"),
    "sales.vehicle_delivered": gettext_lazy("The car was delivered"),
    "sales.thank_you_done": gettext_lazy("The thank-you was done"),
    "sales.stock_aged": gettext_lazy("The car stands too long in stock"),
    "parts.part_arrived": gettext_lazy("The missing part arrived"),
    "service.appointment_booked": gettext_lazy("An appointment was booked"),
    "service.appointment_confirmed": gettext_lazy("The appointment was confirmed"),
    "service.appointment_changed": gettext_lazy("The appointment was moved"),
    "service.appointment_cancelled": gettext_lazy("The appointment was cancelled"),
    "service.appointment_no_show": gettext_lazy("The appointment was missed"),
    "service.appointment_arrived": gettext_lazy("The customer arrived"),
    "service.vehicle_received": gettext_lazy("The car came to the service"),
    "service.line_authorised": gettext_lazy("The work was authorised"),
    "service.line_declined": gettext_lazy("Work was declined"),
    "service.line_deferred": gettext_lazy("Work was put off"),
    "service.line_revived": gettext_lazy("The work was taken up again"),
    "service.service_closed": gettext_lazy("The service was finished"),
    "vehicles.vehicle_sold_on": gettext_lazy("The car was sold on"),
    "customers.consent_withdrawn": gettext_lazy("A consent was withdrawn"),
    "followups.maintenance_due": gettext_lazy("A service is due by the forecast"),
    "followups.birthday": gettext_lazy("Birthday"),
    "followups.no_visit": gettext_lazy("No visit for a long time"),
    "followups.trade_up_due": gettext_lazy("The car has reached the age for a change"),
    "followups.warranty_ends": gettext_lazy("The warranty ends"),
    "followups.customer_unreachable": gettext_lazy("The customer could not be reached"),
}


def fact_words(kind: str) -> str:
    """A kind of fact in the words of the trade."""
    return str(_FACTS.get(kind, kind))


def phone_of(card: TaskCard, contact_point_id: UUID) -> Phone:
    """The phone of the task's customer that has this id.

    Raises:
        Missing: it is not a phone of this customer.
    """
    for phone in card.phones:
        if phone.contact_point_id == contact_point_id:
            return phone
    raise Missing(_("This record does not exist."))


def consent_wanted(card: TaskCard) -> tuple[str, UUID]:
    """The purpose whose consent the task waits for, and whose it is.

    Raises:
        Missing: the task waits for none.
    """
    if not card.needs or card.row.party_id is None:
        raise Missing(_("This task waits for no consent."))
    return card.needs.partition(" ")[0], card.row.party_id
