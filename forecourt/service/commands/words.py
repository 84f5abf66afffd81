"""The customer's word on each line: yes, no, later; and what follows from it at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor, ActorKind
from forecourt.kernel.journal import Fact, record, record_all
from forecourt.kernel.locking import locked_all
from forecourt.kernel.refusals import NotAllowed, Refused, WrongInput
from forecourt.parts.commands import release_requests, request_parts
from forecourt.parts.rules import Wanted
from forecourt.service.facts import (
    LineAuthorised,
    LineDeclined,
    LineDeferred,
    RepairOrderAuthorised,
    StageEntered,
)
from forecourt.service.models import (
    OWN_WORD,
    Authorization,
    AuthorizationState,
    DeclineReason,
    FloorStage,
    JobLine,
    Method,
    Origin,
    PayType,
    RepairOrder,
    Verdict,
    Word,
)
from forecourt.service.queries.facts import about_line, about_order
from forecourt.service.queries.holding import check_may_answer, held_order, order_of_line
from forecourt.workshop.commands import withdraw_job
from forecourt.workshop.models import Job

TAKES_A_YES = (
    FloorStage.ESTIMATED,
    FloorStage.AUTHORISED,
    FloorStage.DISPATCHED,
    FloorStage.WORKING,
    FloorStage.STOPPED,
    FloorStage.WORK_DONE,
)
TAKES_A_NO = (
    FloorStage.OPENED,
    FloorStage.INSPECTED,
    *TAKES_A_YES,
    FloorStage.IN_QUALITY_CHECK,
    FloorStage.QUALITY_PASSED,
    FloorStage.WASHING,
    FloorStage.READY,
)


class NotEstimated(Refused):
    code = "not-estimated"

    def __init__(self, order: RepairOrder) -> None:
        stage = FloorStage(order.floor_stage).label
        sentence = _(
            "%(order)s is “%(stage)s”: the customer is asked once price and time are estimated, "
            "and before the work is over."
        )
        super().__init__(sentence % {"order": order.number, "stage": stage})


class TextChanged(Refused):
    code = "text-changed"

    def __init__(self, line: JobLine) -> None:
        sentence = _("“%(line)s” was changed meanwhile. Read it again, then decide.")
        super().__init__(sentence % {"line": line.title})


class NotPriced(Refused):
    code = "not-priced"

    def __init__(self, line: JobLine) -> None:
        sentence = _("“%(line)s” has no price yet. Put it down before the customer is asked.")
        super().__init__(sentence % {"line": line.title})


class WorkStarted(Refused):
    code = "work-started"

    def __init__(self, line: JobLine) -> None:
        sentence = _("Work on “%(line)s” has begun. Stop the job and agree on what it costs first.")
        super().__init__(sentence % {"line": line.title})


@transaction.atomic
def authorise_lines(
    *,
    order_id: UUID,
    versions: Mapping[UUID, int],
    method: Method,
    person: str = "",
    by: Actor,
    at: datetime,
) -> RepairOrder:
    """Note the customer's yes to these lines, each in the version that was read out or shown.

    Their parts are reserved, or noted as missing, in the same breath. An owner answers for own
    orders only, by the owner's page. Warranty, recall and internal lines are the house's own.

    Raises:
        Missing: no such order or line, or it is another owner's.
        NotEstimated: the order is not estimated yet, or its work is over.
        TextChanged: price or scope is not what was read out.
        NotPriced: a finding has no price yet.
        NotAllowed: an owner answers a line that the house pays.
        IllegalMove: a line has its answer already.
    """
    order = held_order(by, order_id)
    check_may_answer(by, order, at=at)
    if order.floor_stage not in TAKES_A_YES:
        raise NotEstimated(order)
    lines = locked_all(JobLine.objects.seen_by(by).filter(order_id=order.pk), versions)
    word = _word(by, order, method, person)
    for line in lines:
        _check_can_say_yes(by, line, versions[line.pk])
        line.authorise(at=at)
    Authorization.write(
        [Authorization.prepared(line, Verdict.AUTHORISED, word, by=by, at=at) for line in lines]
    )
    _ask_parts(order, lines, by=by, at=at)
    record_all(_said_yes(order, lines, word, at=at), by=by, at=at)
    return order


@transaction.atomic
def authorise_line(
    *,
    line_id: UUID,
    text_version: int,
    method: Method,
    person: str = "",
    by: Actor,
    at: datetime,
) -> RepairOrder:
    """Note the customer's yes to one line; see ``authorise_lines``."""
    return authorise_lines(
        order_id=order_of_line(by, line_id),
        versions={line_id: text_version},
        method=method,
        person=person,
        by=by,
        at=at,
    )


def _check_can_say_yes(by: Actor, line: JobLine, version: int) -> None:
    if line.authorization == AuthorizationState.PROPOSED and line.text_version != version:
        raise TextChanged(line)
    if by.kind is ActorKind.OWNER and PayType(line.pay_type) not in OWN_WORD:
        raise NotAllowed(_("“%(line)s” is paid by the house.") % {"line": line.title})
    if line.origin == Origin.FINDING and not line.amount_fen and line.pay_type in OWN_WORD:
        raise NotPriced(line)


def _word(by: Actor, order: RepairOrder, method: Method, person: str) -> Word:
    if by.kind is ActorKind.OWNER:
        name = by.name or order.customer_name
        return Word(method=Method.PORTAL, person=name, party_id=by.party_id)
    return Word(method=method, person=person or order.customer_name, party_id=order.party_id)


def _ask_parts(order: RepairOrder, lines: Sequence[JobLine], *, by: Actor, at: datetime) -> None:
    wanted = [
        Wanted(line.part_id, line.quantity.quantize(Decimal("0.01")), line.pk)
        for line in lines
        if line.part_id
    ]
    if wanted:
        text = f"{order.number} {order.plate}"
        request_parts(source=order.source, lines=wanted, text=text, by=by, at=at)
        keys = [one.line_id for one in wanted]
        JobLine.objects.seen_by(by).filter(pk__in=keys).ask_parts(at=at)


def _said_yes(
    order: RepairOrder, lines: Sequence[JobLine], word: Word, *, at: datetime
) -> list[Fact]:
    facts: list[Fact] = [
        LineAuthorised(
            *about_line(order, line),
            method=word.method,
            person=word.person,
            text_version=line.text_version,
        )
        for line in lines
    ]
    if order.floor_stage == FloorStage.ESTIMATED:
        order.move(FloorStage.AUTHORISED, at=at)
        amount_fen = sum(line.amount_fen for line in lines)
        first = RepairOrderAuthorised(
            *about_order(order), amount_fen=amount_fen, promise_at=order.promise_at
        )
        facts.append(first)
    return facts


@transaction.atomic
def decline_line(
    *,
    line_id: UUID,
    reason: DeclineReason,
    method: Method = Method.IN_PERSON_DIGITAL,
    person: str = "",
    by: Actor,
    at: datetime,
) -> RepairOrder:
    """Note the customer's no, or that an earlier yes is taken back before work began.

    Parts and bay time of the line are free again.

    Raises:
        Missing: no such line, or it is another owner's.
        NotEstimated: the order is closed.
        WorkStarted: work on it has begun.
        IllegalMove: the line has been declined or deferred before.
    """
    order, line = _answering(by, line_id, at=at)
    job, was_authorised = line.job, line.authorization == AuthorizationState.AUTHORISED
    if job and job.started_at:
        raise WorkStarted(line)
    line.decline(reason, at=at)
    verdict = Verdict.WITHDRAWN if was_authorised else Verdict.DECLINED
    word = _word(by, order, method, person)
    Authorization.write([Authorization.prepared(line, verdict, word, reason=reason, by=by, at=at)])
    if was_authorised:
        _give_back(order, line, job, by=by, at=at)
    record(LineDeclined(*about_line(order, line), reason=reason), by=by, at=at)
    return order


@transaction.atomic
def defer_line(
    *,
    line_id: UUID,
    until_on: date | None = None,
    until_km: int | None = None,
    method: Method = Method.IN_PERSON_DIGITAL,
    person: str = "",
    by: Actor,
    at: datetime,
) -> RepairOrder:
    """Note that the customer wants it later: on a day, or at so many kilometres.

    Raises:
        Missing: no such line, or it is another owner's.
        WrongInput: neither a day to come nor kilometres are given.
        NotEstimated: the order is closed.
        IllegalMove: the line is authorised, or answered otherwise.
    """
    if until_on is None and until_km is None:
        raise WrongInput(_("Say until when: a day or kilometres."))
    if until_on and until_on <= at.date():
        raise WrongInput(_("Defer it to a day that comes."))
    order, line = _answering(by, line_id, at=at)
    line.defer(until_on=until_on, until_km=until_km, at=at)
    word = _word(by, order, method, person)
    Authorization.write([Authorization.prepared(line, Verdict.DEFERRED, word, by=by, at=at)])
    fact = LineDeferred(*about_line(order, line), until_on=until_on, until_km=until_km)
    record(fact, by=by, at=at)
    return order


def _answering(by: Actor, line_id: UUID, *, at: datetime) -> tuple[RepairOrder, JobLine]:
    order = held_order(by, order_of_line(by, line_id))
    check_may_answer(by, order, at=at)
    if order.floor_stage not in TAKES_A_NO:
        raise NotEstimated(order)
    line = locked_all(JobLine.objects.seen_by(by).select_related("job"), [line_id])[0]
    if by.kind is ActorKind.OWNER and PayType(line.pay_type) not in OWN_WORD:
        raise NotAllowed(_("“%(line)s” is paid by the house.") % {"line": line.title})
    return order, line


def _give_back(
    order: RepairOrder, line: JobLine, job: Job | None, *, by: Actor, at: datetime
) -> None:
    if line.part_id:
        release_requests(source=order.source, line_ids=[line.pk], by=by, at=at)
    if job and not JobLine.objects.seen_by(by).filter(job=job).exists():
        withdraw_job(job_id=job.pk, by=by, at=at)
    authorised = JobLine.objects.seen_by(by).of(order.pk).authorised()
    if order.floor_stage == FloorStage.AUTHORISED and not authorised.exists():
        earlier = order.floor_stage
        order.move(FloorStage.ESTIMATED, at=at)
        fact = StageEntered(
            *about_order(order), stage=order.floor_stage, earlier_stage=earlier, reason=""
        )
        record(fact, by=by, at=at)
