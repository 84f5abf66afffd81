"""The order on the floor: handing it to the workshop, following its jobs, wash, ready."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.catalog.models import ServiceMenu
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.refusals import Refused
from forecourt.parts.models import PartRequest
from forecourt.service.facts import CustomerTold, OrderDispatched, StageEntered
from forecourt.service.models import (
    FLOOR_FLOW,
    ON_THE_FLOOR,
    SETTLED,
    AuthorizationState,
    FloorStage,
    JobLine,
    LineKind,
    RepairOrder,
    Settlement,
    Told,
)
from forecourt.service.queries.facts import about_order
from forecourt.service.queries.holding import held_order
from forecourt.service.rules import JobPicture, floor_stage_of
from forecourt.store.queries import rule
from forecourt.workshop.commands import plan_job
from forecourt.workshop.models import BayKind, Job, JobState, Order


class NothingToDispatch(Refused):
    code = "nothing-to-dispatch"

    def __init__(self) -> None:
        super().__init__(_("Everything that was authorised is with the workshop already."))


class PartsMissing(Refused):
    code = "parts-missing"

    def __init__(self, names: Sequence[str]) -> None:
        sentence = _("Missing for this order: %(parts)s. Dispatch without them, or wait.")
        super().__init__(sentence % {"parts": ", ".join(names)})


class LinesOpen(Refused):
    code = "lines-open"

    def __init__(self, order: RepairOrder) -> None:
        sentence = _("Lines of %(order)s are authorised or wait for an answer. Settle those first.")
        super().__init__(sentence % {"order": order.number})


@transaction.atomic
def dispatch_order(
    *, order_id: UUID, accept_missing: bool = False, by: Actor, at: datetime
) -> RepairOrder:
    """Hand what was authorised to the workshop: one job for each kind of bay.

    The jobs wait in the board's lane until the job controller places them. Work that was
    authorised later is handed over by the same verb.

    Raises:
        Missing: this store has no such order.
        NothingToDispatch: nothing new is authorised.
        PartsMissing: a part is not there, and nobody accepted that.
        IllegalMove: the order is not authorised, or its work is over.
    """
    order = held_order(by, order_id)
    is_new = order.floor_stage not in ON_THE_FLOOR
    if is_new:
        FLOOR_FLOW.check(FloorStage(order.floor_stage), FloorStage.DISPATCHED)
    waiting = _without_job(by, order)
    if not waiting:
        raise NothingToDispatch
    missing = PartRequest.objects.seen_by(by).of_source(order.source).missing()
    names = list(missing.order_by("pk").values_list("part__name", flat=True))
    if names and not accept_missing:
        raise PartsMissing(names)
    job_ids = tuple(_plan(order, kind, group, by=by, at=at) for kind, group in waiting.items())
    earlier = order.floor_stage
    if is_new or order.floor_stage == FloorStage.WORK_DONE:
        order.move(FloorStage.DISPATCHED, at=at)
    record(OrderDispatched(*about_order(order), job_ids=job_ids), by=by, at=at)
    if earlier == FloorStage.WORK_DONE:
        _record_stage(order, earlier, by=by, at=at)
    return order


def _without_job(by: Actor, order: RepairOrder) -> dict[str, list[JobLine]]:
    """Authorised lines that no job stands for, by the kind of bay that they need."""
    rows = JobLine.objects.seen_by(by).of(order.pk).authorised()
    lines = [line for line in rows.filter(job__isnull=True) if line.kind != LineKind.SUBLET]
    groups: dict[str, list[JobLine]] = defaultdict(list)
    for line in lines:
        if line.kind == LineKind.LABOUR:
            groups[line.bay_kind or BayKind.GENERAL_LIFT].append(line)
    has_job = rows.filter(job__isnull=False).exists()
    parts = [line for line in lines if line.kind == LineKind.PART]
    if parts and not groups and not has_job:
        groups[BayKind.GENERAL_LIFT] = parts  # somebody has to fit them
    return dict(groups)


def _plan(
    order: RepairOrder, bay_kind: str, lines: Sequence[JobLine], *, by: Actor, at: datetime
) -> UUID:
    job = plan_job(
        order=Order(
            source=order.source,
            title=", ".join(dict.fromkeys(line.title for line in lines))[:120],
            standard_minutes=_minutes(by, lines, at=at),
            bay_kind=BayKind(bay_kind),
            plate=order.plate,
            vehicle=order.model_text[:60],
            customer_label=_("Service"),
            wait_type=order.wait_type,
            promise_at=order.promise_at,
        ),
        adviser_id=order.adviser_id,
        by=by,
        at=at,
    )
    labour = [line.pk for line in lines if line.kind == LineKind.LABOUR]
    JobLine.objects.seen_by(by).filter(pk__in=labour).on_job(job)
    return job.pk


def _minutes(by: Actor, lines: Sequence[JobLine], *, at: datetime) -> int:
    """Bay time: of a menu its own, of other labour what was sold, of parts alone a default."""
    codes = {line.menu_code for line in lines if line.menu_code}
    menus = ServiceMenu.objects.seen_by(by).filter(code__in=codes) if codes else ()
    minutes = sum(menu.bay_minutes for menu in menus)
    minutes += sum(line.sold_minutes for line in lines if not line.menu_code)
    return minutes or rule(by, "service.parts_only_minutes", on=at.date())


@transaction.atomic
def follow_workshop(*, order_id: UUID, by: Actor, at: datetime) -> RepairOrder:
    """Bring the order to the stage that its jobs have; asked twice it changes nothing more.

    An order that is not on the floor stays where it is.

    Raises:
        Missing: this store has no such order.
    """
    order = held_order(by, order_id)
    current = FloorStage(order.floor_stage)
    if current not in ON_THE_FLOOR:
        return order
    jobs = list(Job.objects.seen_by(by).of(order.source).order_by("pk"))
    pictures = [
        JobPicture(job.state, job.needs_check, job.passed_at is not None, job.stop_reason)
        for job in jobs
    ]
    target = FloorStage(floor_stage_of(pictures))
    stopped = next((job.stop_reason for job in jobs if job.stop_reason), "")
    done = [job.pk for job in jobs if job.state == JobState.FINISHED]
    JobLine.objects.seen_by(by).filter(
        job_id__in=done, done_at__isnull=True, authorization=AuthorizationState.AUTHORISED
    ).finish(at=at)
    if target == current:
        return order
    order.move(*_way(current, target), stop_reason=stopped, at=at)
    _record_stage(order, current, by=by, at=at, reason=order.stop_reason)
    return order


def _way(current: FloorStage, target: FloorStage) -> list[FloorStage]:
    """The shortest way along the flow that stays on the floor."""
    floor = {*ON_THE_FLOOR, FloorStage.QUALITY_PASSED}
    ways = [[current]]
    seen = {current}
    while ways:
        way = ways.pop(0)
        for stage in sorted(FLOOR_FLOW.moves[way[-1]], key=list(FloorStage).index):
            if stage == target:
                return [*way[1:], stage]
            if stage in floor and stage not in seen:
                seen.add(stage)
                ways.append([*way, stage])
    FLOOR_FLOW.check(current, target)
    return []


def _record_stage(
    order: RepairOrder, earlier: str, *, by: Actor, at: datetime, reason: str = ""
) -> None:
    fact = StageEntered(
        *about_order(order), stage=order.floor_stage, earlier_stage=earlier, reason=reason
    )
    record(fact, by=by, at=at)


@transaction.atomic
def start_check(*, order_id: UUID, by: Actor, at: datetime) -> RepairOrder:
    """An inspector looks at the finished work; the answer comes from the workshop's check.

    Raises:
        Missing: this store has no such order.
        IllegalMove: the work is not done, or checked already.
    """
    order = held_order(by, order_id)
    earlier = order.floor_stage
    order.move(FloorStage.IN_QUALITY_CHECK, at=at)
    _record_stage(order, earlier, by=by, at=at)
    return order


@transaction.atomic
def start_wash(*, order_id: UUID, by: Actor, at: datetime) -> RepairOrder:
    """The car goes to the wash.

    Raises:
        Missing: this store has no such order.
        IllegalMove: the quality check is not passed, or the car is ready.
    """
    order = held_order(by, order_id)
    earlier = order.floor_stage
    order.move(FloorStage.WASHING, at=at)
    _record_stage(order, earlier, by=by, at=at)
    return order


@transaction.atomic
def make_ready(*, order_id: UUID, how: Told, by: Actor, at: datetime) -> RepairOrder:
    """The car is ready and the customer knows it. What is paid already is settled at once.

    An order of which the customer wants nothing is ready without work.

    Raises:
        Missing: this store has no such order.
        LinesOpen: nothing was done, but lines are authorised or wait for an answer.
        IllegalMove: the quality check is not passed.
    """
    order = held_order(by, order_id)
    earlier = order.floor_stage
    if earlier == FloorStage.ESTIMATED:
        lines = JobLine.objects.seen_by(by).of(order.pk)
        if lines.proposed().exists() or lines.authorised().exists():
            raise LinesOpen(order)
    order.move(FloorStage.READY, at=at)
    order.tell(how, at=at)
    _record_stage(order, earlier, by=by, at=at)
    record(CustomerTold(*about_order(order), how=how), by=by, at=at)
    paid = Settlement.objects.seen_by(by).of(order.pk).filter(state__in=SETTLED)
    if paid.exists():
        order.move(FloorStage.SETTLED, at=at)
        _record_stage(order, FloorStage.READY, by=by, at=at)
    return order
