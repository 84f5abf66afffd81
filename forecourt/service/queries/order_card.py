"""A repair order as its page draws it: flow, lines, words, parts, money, history."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing
from forecourt.parts.models import PartRequest, RequestState
from forecourt.service.models import (
    BEFORE_DISPATCH,
    FLOOR_FLOW,
    LINE_FLOW,
    ON_THE_FLOOR,
    Authorization,
    AuthorizationState,
    Concern,
    FloorStage,
    GatePass,
    Grade,
    JobLine,
    LineKind,
    Method,
    OrderPhoto,
    PayType,
    RepairOrder,
    Settlement,
    SettlementState,
    Verdict,
    WalkAround,
)
from forecourt.service.queries.stages import (
    BADGES,
    LINE_BADGES,
    PLACE,
    SETTLEMENT_BADGES,
    STRIP,
)
from forecourt.service.rules import by_pay_type, minutes_late
from forecourt.service.words import said_of
from forecourt.store.queries import actor_names
from forecourt.ui.strip import Move, Strip, steps
from forecourt.workshop.models import Job, JobState, StopReason, WaitType

TAKES_LINES = frozenset({*BEFORE_DISPATCH, *ON_THE_FLOOR}) - {FloorStage.IN_QUALITY_CHECK}
TAKES_A_YES = TAKES_LINES - {FloorStage.OPENED, FloorStage.INSPECTED}
HISTORY_ROWS = 40


@dataclass(frozen=True, slots=True)
class WordRow:
    verdict: str
    method: str
    person: str
    given_at: datetime
    text_version: int
    amount_fen: int


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line with the customer's word on it and what may be done now."""

    line_id: UUID
    position: int
    kind: str
    kind_label: str
    code: str
    title: str
    reason: str
    grade: str
    grade_label: str
    quantity: Decimal
    unit: str
    unit_price_fen: int
    amount_fen: int
    pay_type: str
    pay_label: str
    state: str
    state_label: str
    badge: str
    since: datetime
    text_version: int
    parts_state: str
    parts_badge: str
    is_done: bool
    is_planned: bool
    words: tuple[WordRow, ...]
    can_authorise: bool
    can_decline: bool
    can_defer: bool
    can_change: bool
    can_drop: bool


@dataclass(frozen=True, slots=True)
class JobRow:
    job_id: UUID
    title: str
    state: str
    badge: str
    bay: str
    technician: str
    starts_at: datetime | None
    stop_reason: str


@dataclass(frozen=True, slots=True)
class SettlementRow:
    settlement_id: UUID
    number: str
    state: str
    badge: str
    customer_fen: int
    paid_fen: int


@dataclass(frozen=True, slots=True)
class PhotoRow:
    photo_id: UUID
    zone: str
    taken_at: datetime
    line_id: UUID | None


@dataclass(frozen=True, slots=True)
class HistoryRow:
    at: datetime
    text: str
    who: str


@dataclass(frozen=True, slots=True)
class WishRow:
    """Work that was declined or deferred on an earlier visit."""

    line_id: UUID
    title: str
    state: str
    amount_fen: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Money:
    """What the lines come to; ``open_fen`` waits for a word."""

    authorised_fen: int
    open_fen: int
    customer_fen: int
    by_payer: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class OrderCard:
    order: RepairOrder
    adviser: str
    stage: str
    badge: str
    stop: str
    wait: str
    minutes_late: int
    strip: Strip
    concerns: tuple[Concern, ...]
    lines: tuple[LineRow, ...]
    money: Money
    photos: tuple[PhotoRow, ...]
    walk_around: WalkAround | None
    jobs: tuple[JobRow, ...]
    settlement: SettlementRow | None
    gate_pass: GatePass | None
    history: tuple[HistoryRow, ...]
    wishes: tuple[WishRow, ...]
    can_change: bool
    can_add: bool
    can_photo: bool
    waiting: int


def repair_order(by: Actor, order_id: UUID) -> RepairOrder:
    """The order itself, with its adviser.

    Raises:
        Missing: this store has no such order.
    """
    rows = RepairOrder.objects.seen_by(by).select_related("adviser", "appointment")
    found = rows.filter(pk=order_id).first()
    if found is None:
        raise Missing(_("This record does not exist."))
    return found


def order_card(by: Actor, order_id: UUID, *, at: datetime) -> OrderCard:
    """One order and all about it: twelve statements.

    Raises:
        Missing: this store has no such order.
    """
    order = repair_order(by, order_id)
    stage = FloorStage(order.floor_stage)
    is_mine = _is_mine(by, order)
    lines = _lines(by, order, is_mine=is_mine)
    jobs = _jobs(by, order)
    settlement = _settlement(by, order)
    gate_pass = GatePass.objects.seen_by(by).filter(order=order).first()
    sheet = WalkAround.objects.seen_by(by).filter(order=order).first()
    late = 0 if stage in _KEPT else minutes_late(order.promise_at, at)
    context = _Context(by, order, lines, settlement, gate_pass, is_mine=is_mine)
    return OrderCard(
        order=order,
        adviser=order.adviser.name if order.adviser else "",
        stage=str(stage.label),
        badge=BADGES[stage],
        stop=str(StopReason(order.stop_reason).label) if order.stop_reason else "",
        wait=str(WaitType(order.wait_type).label),
        minutes_late=late,
        strip=Strip(
            steps(tuple(label for label, _s in STRIP), PLACE[stage], is_late=bool(late)),
            tuple(_moves(context)),
        ),
        concerns=tuple(Concern.objects.seen_by(by).of(order)),
        lines=lines,
        money=_money(lines),
        photos=tuple(
            PhotoRow(row.pk, row.zone, row.taken_at, row.line_id)
            for row in OrderPhoto.objects.seen_by(by).of_order(order.pk)
        ),
        walk_around=sheet,
        jobs=jobs,
        settlement=settlement,
        gate_pass=gate_pass,
        history=_history(by, order),
        wishes=_wishes(by, order),
        can_change=is_mine and stage not in _GONE,
        can_add=stage in TAKES_LINES and (is_mine or by.may("service.propose_line")),
        can_photo=by.may("service.propose_line") and stage not in _GONE,
        waiting=sum(line.state == AuthorizationState.PROPOSED for line in lines),
    )


_GONE = frozenset({FloorStage.GATE_OUT, FloorStage.CLOSED, FloorStage.VOID})
_KEPT = _GONE | {FloorStage.READY, FloorStage.SETTLED}


def _is_mine(by: Actor, order: RepairOrder) -> bool:
    """Whether this person may change the order: the adviser whose it is, or a manager."""
    if not by.may("service.change_order"):
        return False
    is_own = order.adviser_id is None or by.staff_id is None or order.adviser_id == by.staff_id
    return is_own or by.may("service.change_any_order")


# The lines

_PARTS = {
    RequestState.REQUESTED: "wait",
    RequestState.RESERVED: "recv",
    RequestState.BACK_ORDERED: "part",
    RequestState.PICKED: "work",
    RequestState.ISSUED: "done",
    RequestState.RETURNED: "plan",
    RequestState.RELEASED: "plan",
}


def _lines(by: Actor, order: RepairOrder, *, is_mine: bool) -> tuple[LineRow, ...]:
    rows = list(JobLine.objects.seen_by(by).of(order.pk).select_related("job"))
    words: dict[UUID, list[WordRow]] = defaultdict(list)
    for word in Authorization.objects.seen_by(by).of_order(order.pk):
        words[word.line_id].append(_word(word))
    requests = PartRequest.objects.seen_by(by).of_source(order.source).order_by("pk")
    parts = {request.source_line: RequestState(request.state) for request in requests}
    return tuple(
        _line(by, order, row, tuple(words[row.pk]), parts.get(row.pk), is_mine=is_mine)
        for row in rows
    )


def _word(word: Authorization) -> WordRow:
    return WordRow(
        verdict=str(Verdict(word.verdict).label),
        method=str(Method(word.method).label) if word.method else "",
        person=word.person,
        given_at=word.given_at,
        text_version=word.text_version,
        amount_fen=word.amount_fen,
    )


def _line(
    by: Actor,
    order: RepairOrder,
    row: JobLine,
    words: tuple[WordRow, ...],
    parts: RequestState | None,
    *,
    is_mine: bool,
) -> LineRow:
    stage, state = FloorStage(order.floor_stage), AuthorizationState(row.authorization)
    pay_type = PayType(row.pay_type)
    may_answer = by.may("service.authorise_line")
    has_begun = row.job is not None and row.job.started_at is not None
    is_open = state == AuthorizationState.PROPOSED
    return LineRow(
        line_id=row.pk,
        position=row.position,
        kind=row.kind,
        kind_label=str(LineKind(row.kind).label),
        code=row.code,
        title=row.title,
        reason=row.reason,
        grade=row.grade,
        grade_label=str(Grade(row.grade).label) if row.grade else "",
        quantity=row.quantity.normalize(),
        unit=row.unit,
        unit_price_fen=row.unit_price_fen,
        amount_fen=row.amount_fen,
        pay_type=pay_type,
        pay_label=str(pay_type.label),
        state=state,
        state_label=str(state.label),
        badge=LINE_BADGES[state],
        since=row.entered_at,
        text_version=row.text_version,
        parts_state=str(parts.label) if parts else "",
        parts_badge=_PARTS[parts] if parts else "",
        is_done=row.done_at is not None,
        is_planned=row.job_id is not None,
        words=words,
        can_authorise=may_answer and is_open and stage in TAKES_A_YES,
        can_decline=may_answer
        and LINE_FLOW.allows(state, AuthorizationState.DECLINED)
        and not has_begun
        and stage not in _GONE,
        can_defer=may_answer and is_open and stage not in _GONE,
        can_change=is_mine and stage in TAKES_LINES and LINE_FLOW.allows(state, _PROPOSED),
        can_drop=is_mine and is_open and not words,
    )


_PROPOSED = AuthorizationState.PROPOSED


def _money(lines: tuple[LineRow, ...]) -> Money:
    yes = [line for line in lines if line.state == AuthorizationState.AUTHORISED]
    sums = by_pay_type([(line.pay_type, line.amount_fen) for line in yes])
    return Money(
        authorised_fen=sum(sums.values()),
        open_fen=sum(line.amount_fen for line in lines if line.state == _PROPOSED),
        customer_fen=sums.get(PayType.CUSTOMER, 0),
        by_payer=tuple((str(PayType(kind).label), amount) for kind, amount in sums.items()),
    )


# The board, the money, the history

_JOBS = {
    JobState.PLANNED: "wait",
    JobState.RUNNING: "work",
    JobState.BLOCKED: "part",
    JobState.PARKED: "part",
    JobState.FINISHED: "done",
    JobState.CARRIED_OVER: "plan",
    JobState.WITHDRAWN: "plan",
}


def _jobs(by: Actor, order: RepairOrder) -> tuple[JobRow, ...]:
    rows = Job.objects.seen_by(by).of(order.source).exclude(state=JobState.WITHDRAWN)
    return tuple(
        JobRow(
            job_id=job.pk,
            title=job.title,
            state=str(JobState(job.state).label),
            badge=_JOBS[JobState(job.state)],
            bay=job.bay.name if job.bay else "",
            technician=job.technician.name if job.technician else "",
            starts_at=job.starts_at,
            stop_reason=str(StopReason(job.stop_reason).label) if job.stop_reason else "",
        )
        for job in rows.select_related("bay", "technician").order_by("pk")
    )


def _settlement(by: Actor, order: RepairOrder) -> SettlementRow | None:
    rows = Settlement.objects.seen_by(by).of(order.pk).live().select_related("bill")
    found = rows.first()
    if found is None:
        return None
    state = SettlementState(found.state)
    return SettlementRow(
        settlement_id=found.pk,
        number=found.number,
        state=str(state.label),
        badge=SETTLEMENT_BADGES[state],
        customer_fen=found.customer_fen,
        paid_fen=found.bill.paid_fen if found.bill else 0,
    )


def _history(by: Actor, order: RepairOrder) -> tuple[HistoryRow, ...]:
    found = Entry.objects.about(order.pk).filter(tenant_id=by.tenant_id, store_id=by.store_id)
    rows = list(found.order_by("-pk")[:HISTORY_ROWS])
    people = actor_names(by, (entry.actor for entry in rows))
    stages = {stage.value: str(stage.label) for stage in FloorStage}
    return tuple(
        HistoryRow(
            entry.at,
            said_of(entry.kind, entry.payload, stages),
            people[entry.actor],
        )
        for entry in rows
    )


def _wishes(by: Actor, order: RepairOrder) -> tuple[WishRow, ...]:
    rows = JobLine.objects.seen_by(by).open_wishes(order.vehicle_id).exclude(order_id=order.pk)
    return tuple(
        WishRow(
            line_id=row.pk,
            title=row.title,
            state=str(AuthorizationState(row.authorization).label),
            amount_fen=row.amount_fen,
            since=row.entered_at,
        )
        for row in rows.order_by("-entered_at", "pk")[:6]
    )


# What may come next


@dataclass(frozen=True, slots=True)
class _Context:
    by: Actor
    order: RepairOrder
    lines: tuple[LineRow, ...]
    settlement: SettlementRow | None
    gate_pass: GatePass | None
    is_mine: bool

    @property
    def stage(self) -> FloorStage:
        return FloorStage(self.order.floor_stage)

    def url(self, name: str) -> str:
        return reverse(f"service:{name}", args=[self.order.pk])


def _moves(now: _Context) -> list[Move]:
    """The buttons of the strip: allowed ones, then one that is refused, with the reason."""
    moves = [*_before_work(now), *_during_work(now), *_after_work(now)]
    if now.by.may("service.void_order") and FLOOR_FLOW.allows(now.stage, FloorStage.VOID):
        moves.append(Move(_("Void"), dialog="void-order", icon="trash"))
    if now.by.may("service.reopen_order") and now.stage in {
        FloorStage.GATE_OUT,
        FloorStage.CLOSED,
    }:
        moves.append(Move(_("Reopen"), dialog="reopen-order", icon="arrow-back-up"))
    return moves


def _before_work(now: _Context) -> list[Move]:
    moves = []
    stage = now.stage
    if stage == FloorStage.OPENED and now.is_mine:
        moves.append(Move(_("Walk-around"), now.url("walk_around"), "camera", is_link=True))
        moves.append(Move(_("Estimate"), refusal=_("The walk-around comes first.")))
    if stage in {FloorStage.INSPECTED, FloorStage.ESTIMATED} and now.is_mine:
        has_lines = any(line.state == _PROPOSED for line in now.lines)
        if has_lines:
            label = _("Estimate") if stage == FloorStage.INSPECTED else _("Estimate anew")
            estimate = Move(label, dialog="estimate", icon="report-money")
        else:
            estimate = Move(_("Estimate"), refusal=_("No line is open."))
        moves.append(estimate)
    if stage in TAKES_A_YES and any(line.can_authorise for line in now.lines):
        yes = Move(_("Note the customer's yes"), dialog="authorise", icon="signature")
        moves.insert(0, yes)
    if stage == FloorStage.ESTIMATED and not any(
        line.state in {_PROPOSED, AuthorizationState.AUTHORISED} for line in now.lines
    ):
        moves.insert(0, Move(_("Ready, nothing done"), dialog="ready", icon="circle-check"))
    return moves


def _during_work(now: _Context) -> list[Move]:
    moves = []
    stage = now.stage
    waits = [
        line
        for line in now.lines
        if line.state == AuthorizationState.AUTHORISED
        and line.kind == LineKind.LABOUR
        and not line.is_planned
        and not line.is_done
    ]
    is_floor = stage in {FloorStage.AUTHORISED, *ON_THE_FLOOR}
    if is_floor and (waits or stage == FloorStage.AUTHORISED):
        missing = [line for line in now.lines if line.parts_badge == "part"]
        if not now.by.may("service.dispatch_order"):
            moves.append(Move(_("Dispatch"), refusal=_("The job controller dispatches.")))
        elif missing:
            moves.append(Move(_("Dispatch"), dialog="dispatch", icon="send"))
        else:
            moves.append(Move(_("Dispatch"), now.url("order_dispatch"), "send"))
    if stage in ON_THE_FLOOR and now.by.may("workshop.view_job"):
        board = reverse("workshop:board")
        moves.append(Move(_("Board"), board, "layout-board-split", is_link=True))
    if stage in {FloorStage.WORK_DONE, FloorStage.IN_QUALITY_CHECK}:
        if now.by.may("workshop.check_job"):
            checks = reverse("workshop:checks")
            moves.append(Move(_("Quality check"), checks, "shield-check", is_link=True))
        else:
            moves.append(Move(_("Quality check"), refusal=_("Waits for the quality inspector.")))
    return moves


def _after_work(now: _Context) -> list[Move]:
    moves = []
    stage = now.stage
    if stage == FloorStage.QUALITY_PASSED and now.by.may("service.wash_car"):
        if now.order.wants_wash:
            moves.append(Move(_("To the wash"), now.url("order_wash"), "droplet"))
        moves.append(Move(_("Ready, customer told"), dialog="ready", icon="circle-check"))
    if stage == FloorStage.WASHING and now.by.may("service.wash_car"):
        moves.append(Move(_("Ready, customer told"), dialog="ready", icon="circle-check"))
    if stage in {FloorStage.QUALITY_PASSED, FloorStage.WASHING, FloorStage.READY}:
        moves += _settling(now)
    if stage == FloorStage.SETTLED:
        moves += _leaving(now)
    if stage in ON_THE_FLOOR:
        moves.append(Move(_("Settle"), refusal=_("The quality check is not passed yet.")))
    return moves


def _settling(now: _Context) -> list[Move]:
    if now.settlement and now.by.may("service.view_settlement"):
        url = reverse("service:settlement", args=[now.settlement.settlement_id])
        return [Move(_("Settlement"), url, "receipt-yuan", is_link=True)]
    if now.is_mine and now.by.may("service.prepare_settlement"):
        url = now.url("settlement_prepare")
        return [Move(_("Prepare the settlement"), url, "receipt-yuan")]
    return [Move(_("Gate pass"), refusal=_("The bill is not paid yet."))]


def _leaving(now: _Context) -> list[Move]:
    if now.gate_pass:
        url = reverse("service:gate_pass_paper", args=[now.gate_pass.pk])
        return [Move(_("Print the gate pass"), url, "printer", is_link=True)]
    if now.by.may("service.give_gate_pass"):
        return [Move(_("Gate pass"), now.url("gate_pass_give"), "door-exit")]
    return [Move(_("Gate pass"), refusal=_("The cashier gives the gate pass."))]
