"""Job lines: putting them on an order, pricing them, and taking what nobody wants off again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record, record_all
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Missing, Refused, WrongInput, refused_by
from forecourt.parts.commands import release_requests
from forecourt.service.commands.orders import Wishes
from forecourt.service.facts import LineDropped, LineProposed, LineRevived
from forecourt.service.models import (
    Authorization,
    AuthorizationState,
    FloorStage,
    Grade,
    JobLine,
    LineKind,
    Method,
    Offer,
    Origin,
    PayType,
    RepairOrder,
    Verdict,
    Word,
)
from forecourt.service.queries.facts import about_line
from forecourt.service.queries.holding import check_may_answer, held_order, order_of_line, own_order
from forecourt.service.queries.offers import labour_offers, menu_offers, part_offers
from forecourt.service.queries.prices import price_today
from forecourt.store.queries import business_day
from forecourt.workshop.commands import withdraw_job
from forecourt.workshop.models import Job

TAKES_LINES = (
    FloorStage.OPENED,
    FloorStage.INSPECTED,
    FloorStage.ESTIMATED,
    FloorStage.AUTHORISED,
    FloorStage.DISPATCHED,
    FloorStage.WORKING,
    FloorStage.STOPPED,
    FloorStage.WORK_DONE,
)


class OrderTakesNoLines(Refused):
    code = "order-takes-no-lines"

    def __init__(self, order: RepairOrder) -> None:
        stage = FloorStage(order.floor_stage).label
        sentence = _("%(order)s is “%(stage)s” and takes no more work. Open another order for it.")
        super().__init__(sentence % {"order": order.number, "stage": stage})


class WorkedOn(Refused):
    code = "worked-on"

    def __init__(self, line: JobLine) -> None:
        sentence = _("Work on “%(line)s” has begun as agreed. Propose what is more as a new line.")
        super().__init__(sentence % {"line": line.title})


class AlreadyAnswered(Refused):
    code = "already-answered"

    def __init__(self, line: JobLine) -> None:
        sentence = _("Somebody has answered “%(line)s”; it stays on the order. Decline it instead.")
        super().__init__(sentence % {"line": line.title})


class RevivedAlready(Refused):
    code = "revived-already"

    def __init__(self) -> None:
        super().__init__(_("This work was taken up again already."))


@transaction.atomic
def add_lines(
    *,
    order_id: UUID,
    wishes: Wishes,
    pay_type: PayType = PayType.CUSTOMER,
    concern_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> list[JobLine]:
    """Put menus, labour and parts on an order, at the price of the day; they wait for a word.

    Raises:
        Missing: no such order, menu or operation.
        NotAllowed: it is another adviser's order.
        OrderTakesNoLines: the work is over.
        NoPrice, PartNotFiled: a line has no price, or a part is not in the master.
    """
    on = business_day(by, at)
    offers = [
        *menu_offers(by, wishes.menu_codes, on=on, pay_type=pay_type),
        *labour_offers(by, wishes.labour_codes, on=on, pay_type=pay_type),
        *part_offers(by, wishes.parts, pay_type=pay_type),
    ]
    order = own_order(by, order_id)
    return _put(order, [replace(o, concern_id=concern_id) for o in offers], by=by, at=at)


@transaction.atomic
def add_sublet(*, order_id: UUID, title: str, price_fen: int, by: Actor, at: datetime) -> JobLine:
    """Put outside work on an order.

    Raises:
        Missing: this store has no such order.
        NotAllowed: it is another adviser's order.
        OrderTakesNoLines: the work is over.
    """
    order = own_order(by, order_id)
    offer = Offer(kind=LineKind.SUBLET, title=title, unit_price_fen=price_fen)
    return _put(order, [offer], by=by, at=at)[0]


@transaction.atomic
def propose_finding(
    *,
    order_id: UUID,
    title: str,
    grade: Grade,
    reason: str = "",
    labour_codes: Sequence[str] = (),
    parts: Sequence[tuple[str, Decimal]] = (),
    price_fen: int = 0,
    minutes: int = 0,
    by: Actor,
    at: datetime,
) -> list[JobLine]:
    """Put work on the order that was found in the bay; it waits for the customer's word.

    With labour or parts it is priced at once; else ``price_fen`` and ``minutes`` say it, and
    without them the adviser puts the price down before the customer is asked.

    Raises:
        Missing: no such order or operation.
        OrderTakesNoLines: the work is over.
        NoPrice, PartNotFiled: a line has no price, or a part is not in the master.
    """
    on = business_day(by, at)
    offers = [*labour_offers(by, labour_codes, on=on), *part_offers(by, parts)]
    if not offers:
        offers = [
            Offer(kind=LineKind.LABOUR, title=title, unit_price_fen=price_fen, sold_minutes=minutes)
        ]
    order = held_order(by, order_id)
    found = [
        replace(offer, origin=Origin.FINDING, grade=grade, reason=reason or title)
        for offer in offers
    ]
    return _put(order, found, by=by, at=at)


def _put(order: RepairOrder, offers: Sequence[Offer], *, by: Actor, at: datetime) -> list[JobLine]:
    if order.floor_stage not in TAKES_LINES:
        raise OrderTakesNoLines(order)
    if not offers:
        raise WrongInput(_("Choose at least one line."))
    last = JobLine.objects.seen_by(by).of(order.pk).order_by("-position").first()
    lines = JobLine.prepared(order, offers, after=last.position if last else 0, by=by, at=at)
    JobLine.write(lines)
    record_all([_proposed(order, line) for line in lines], by=by, at=at)
    return lines


def _proposed(order: RepairOrder, line: JobLine) -> LineProposed:
    return LineProposed(
        *about_line(order, line), origin=line.origin, text_version=line.text_version
    )


@transaction.atomic
def change_line(
    *,
    line_id: UUID,
    quantity: Decimal,
    unit_price_fen: int,
    title: str = "",
    pay_type: PayType | None = None,
    by: Actor,
    at: datetime,
) -> JobLine:
    """Change price, scope or payer of a line; more than was agreed needs a new word.

    The earlier word is kept as history. A lower price keeps it.

    Raises:
        Missing: this store has no such line.
        NotAllowed: it is another adviser's order.
        OrderTakesNoLines: the work is over.
        WorkedOn: work on it has begun, and this is more than was agreed.
        IllegalMove: the line was declined, deferred or not answered.
    """
    order = own_order(by, order_of_line(by, line_id))
    if order.floor_stage not in TAKES_LINES:
        raise OrderTakesNoLines(order)
    line = locked(JobLine.objects.seen_by(by).select_related("job"), line_id)
    held = Authorization.prepared(line, Verdict.RESET, _house(by), by=by, at=at)
    job, is_begun = line.job, bool(line.job and line.job.started_at)
    before = AuthorizationState(line.authorization)
    is_reset = line.change(
        quantity=quantity, unit_price_fen=unit_price_fen, title=title or line.title, at=at
    )
    if pay_type and pay_type != line.pay_type:
        is_reset = line.be_paid_by(pay_type, at=at) or is_reset
    if is_reset and is_begun:
        raise WorkedOn(line)
    if is_reset:
        Authorization.write([held])
        _let_go(order, line, job, by=by, at=at)
    if is_reset or before == AuthorizationState.PROPOSED:
        record(_proposed(order, line), by=by, at=at)
    return line


def _house(by: Actor) -> Word:
    return Word(method=Method.PREAUTHORIZED, person=by.name or by.key)


def _let_go(order: RepairOrder, line: JobLine, job: Job | None, *, by: Actor, at: datetime) -> None:
    """Give back what was reserved and planned for a line that nobody stands behind now."""
    if line.part_id:
        release_requests(source=order.source, line_ids=[line.pk], by=by, at=at)
    if job and not JobLine.objects.seen_by(by).filter(job=job).exists():
        withdraw_job(job_id=job.pk, by=by, at=at)


@transaction.atomic
def drop_line(*, line_id: UUID, by: Actor, at: datetime) -> RepairOrder:
    """Take a line off that nobody has answered.

    Raises:
        Missing: this store has no such line.
        NotAllowed: it is another adviser's order.
        AlreadyAnswered: the customer has said something about it.
    """
    order = own_order(by, order_of_line(by, line_id))
    line = locked(JobLine.objects.seen_by(by), line_id)
    has_word = Authorization.objects.seen_by(by).filter(line=line).exists()
    if has_word or line.authorization != AuthorizationState.PROPOSED:
        raise AlreadyAnswered(line)
    JobLine.objects.seen_by(by).filter(pk=line.pk).take_away()
    record(LineDropped(order_id=order.pk, line_id=line.pk, title=line.title), by=by, at=at)
    return order


@transaction.atomic
def revive_line(*, line_id: UUID, order_id: UUID, by: Actor, at: datetime) -> JobLine:
    """Take up work again that was declined or deferred: a new line, at the price of today.

    Raises:
        Missing: no such line or order, or of another car.
        OrderTakesNoLines: the work on the order is over.
        RevivedAlready: it was taken up again before.
        IllegalMove: the line was neither declined nor deferred.
    """
    order = held_order(by, order_id)
    check_may_answer(by, order, at=at)
    old = locked(JobLine.objects.seen_by(by), line_id)
    of_same_car = RepairOrder.objects.seen_by(by).of_vehicle(order.vehicle_id)
    if not of_same_car.filter(pk=old.order_id).exists():
        raise Missing(_("This record does not exist."))
    if old.authorization in {AuthorizationState.PROPOSED, AuthorizationState.AUTHORISED}:
        raise AlreadyAnswered(old)
    offer = Offer(
        kind=LineKind(old.kind),
        title=old.title,
        code=old.code,
        quantity=old.quantity,
        unit=old.unit,
        unit_price_fen=price_today(by, old, on=business_day(by, at)),
        sold_minutes=old.sold_minutes,
        pay_type=PayType(old.pay_type),
        origin=Origin.REVIVED,
        bay_kind=old.bay_kind,
        skill=old.skill,
        part_id=old.part_id,
        reason=old.reason,
        grade=old.grade,
        revived_from_id=old.pk,
    )
    with refused_by({"service_jobline_revived_once": RevivedAlready()}):
        line = _put(order, [offer], by=by, at=at)[0]
    record(LineRevived(*about_line(order, line), revived_from_id=old.pk), by=by, at=at)
    return line
