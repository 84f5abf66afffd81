"""One visit to the service, walked as far as it goes, by whoever does each step in a store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import IntEnum
from typing import Protocol
from uuid import UUID

from forecourt.demo.crew import Crew
from forecourt.demo.drawing import signature
from forecourt.kernel.actor import Actor
from forecourt.kernel.source import Source
from forecourt.parts.commands import issue_requests, pick_requests
from forecourt.parts.models import PartRequest, RequestState
from forecourt.service import commands
from forecourt.service.models import Complaint, Grade, JobLine, Method, RepairOrder, Told
from forecourt.store.roles import Role
from forecourt.workshop.commands import check_job, finish_job, place_job, start_job, stop_job
from forecourt.workshop.models import Bay, Job, StopReason, WaitType

MINUTE = timedelta(minutes=1)


class Until(IntEnum):
    """How far a visit goes."""

    OPENED = 0
    INSPECTED = 1
    AUTHORISED = 2
    PLACED = 3
    WORKING = 4
    STOPPED = 5
    FINDING = 6
    WORKED = 7  # and waits for the quality check
    DONE = 8
    WASHING = 9
    READY = 10
    SETTLED = 11
    PAID = 12
    GONE = 13


class Guest(Protocol):
    """A car that comes, and who brings it."""

    @property
    def vehicle_id(self) -> UUID: ...

    @property
    def owner(self) -> str: ...

    def km_on(self, day: date) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a car comes for, and where and when it is worked on."""

    car: Guest
    opened_at: datetime
    starts_at: datetime
    bay: Bay
    technician: int
    adviser: int = 0
    minutes: int | None = None
    promise_minutes: int = 30  # after the work
    menu: str = "M10"
    labour: tuple[str, ...] = ()
    parts: tuple[tuple[str, Decimal], ...] = ()
    words: str = ""
    until: Until = Until.GONE
    appointment_id: UUID | None = None


def walk(crew: Crew, visit: Visit) -> RepairOrder:
    """Walk a visit through reception, floor, check and cash desk, as far as it goes."""
    adviser = crew.one(Role.SERVICE_ADVISER, visit.adviser)
    order = _receive(crew, visit, adviser)
    if visit.until <= Until.AUTHORISED:
        return order
    jobs = _dispatch(crew, visit, order)
    if visit.until <= Until.PLACED:
        return order
    ends_at = _work(crew, visit, order, jobs)
    if visit.until < Until.DONE:
        return order
    _check(crew, order, jobs, ends_at)
    if visit.until >= Until.WASHING:
        _hand_back(crew, visit, order, adviser, ends_at + 12 * MINUTE)
    return order


def _receive(crew: Crew, visit: Visit, adviser: Actor) -> RepairOrder:
    at = visit.opened_at
    order = commands.open_order(
        vehicle_id=visit.car.vehicle_id,
        odometer_km=visit.car.km_on(at.astimezone(crew.zone).date()),
        wait_type=WaitType.WAITS_HERE if visit.menu else WaitType.LEAVES_CAR,
        appointment_id=visit.appointment_id,
        concerns=[Complaint(words=visit.words)] if visit.words else (),
        wishes=commands.Wishes(
            menu_codes=[visit.menu] if visit.menu else (),
            labour_codes=visit.labour,
            parts=visit.parts,
        ),
        by=adviser,
        at=at,
    )
    if visit.until is Until.OPENED:
        return order
    commands.note_walk_around(
        order_id=order.pk, energy_percent=60, may_show_on_board=True, by=adviser, at=at + 2 * MINUTE
    )
    commands.sign_walk_around(
        order_id=order.pk,
        signature=signature(),
        signer_name=visit.car.owner,
        by=adviser,
        at=at + 4 * MINUTE,
    )
    if visit.until is Until.INSPECTED:
        return order
    minutes = visit.minutes or sum(
        JobLine.objects.seen_by(adviser)
        .filter(order_id=order.pk)
        .values_list("sold_minutes", flat=True)
    )
    promise_at = visit.starts_at + (minutes + visit.promise_minutes) * MINUTE
    commands.estimate_order(
        order_id=order.pk, promise_at=promise_at, by=adviser, at=at + 6 * MINUTE
    )
    lines = JobLine.objects.seen_by(adviser).filter(order_id=order.pk)
    commands.authorise_lines(
        order_id=order.pk,
        versions=dict(lines.values_list("pk", "text_version")),
        method=Method.IN_PERSON_DIGITAL,
        person=visit.car.owner,
        by=adviser,
        at=at + 8 * MINUTE,
    )
    return order


def _dispatch(crew: Crew, visit: Visit, order: RepairOrder) -> list[Job]:
    at = visit.opened_at + 9 * MINUTE
    controller = crew.one(Role.JOB_CONTROLLER)
    commands.dispatch_order(order_id=order.pk, accept_missing=True, by=controller, at=at)
    source = Source("service.order", str(order.pk))
    jobs = list(Job.objects.seen_by(controller).of(source).order_by("pk"))
    starts_at = visit.starts_at
    for job in jobs:
        place_job(
            job_id=job.pk,
            bay_id=visit.bay.pk,
            starts_at=starts_at,
            technician_id=crew.at_work(Role.TECHNICIAN, visit.technician, starts_at).staff_id,
            minutes=visit.minutes,
            accept_effects=True,
            by=controller,
            at=min(at, starts_at),
        )
        job.refresh_from_db()
        starts_at = job.ends_at or starts_at
    if visit.until > Until.PLACED:
        _fetch_parts(crew, source, at + MINUTE)
    return jobs


def _fetch_parts(crew: Crew, source: Source, at: datetime) -> None:
    keeper = crew.one(Role.PARTS_KEEPER)
    asked = PartRequest.objects.seen_by(keeper).filter(
        source_kind=source.kind, source_key=source.key, state=RequestState.RESERVED
    )
    keys = list(asked.values_list("pk", flat=True))
    if keys:
        pick_requests(request_ids=keys, by=keeper, at=at)
        issue_requests(request_ids=keys, by=keeper, at=at)


def _work(crew: Crew, visit: Visit, order: RepairOrder, jobs: list[Job]) -> datetime:
    """Work on the jobs one after the other; the last one stops where the visit stops."""
    technician = crew.at_work(Role.TECHNICIAN, visit.technician, visit.starts_at)
    assert technician.staff_id is not None  # a technician is staff
    moment = visit.starts_at
    for job in jobs:
        start_job(
            job_id=job.pk,
            technician_id=technician.staff_id,
            by=technician,
            at=moment,
        )
        commands.follow_workshop(order_id=order.pk, by=crew.system, at=moment)
        if visit.until is Until.WORKING:
            return moment
        if visit.until is Until.STOPPED:
            later = moment + 20 * MINUTE
            stop_job(job_id=job.pk, reason=StopReason.PART, by=technician, at=later)
            commands.follow_workshop(order_id=order.pk, by=crew.system, at=later)
            return later
        if visit.until is Until.FINDING:
            _find(technician, order.pk, moment + 15 * MINUTE)
            return moment
        moment += (visit.minutes or job.standard_minutes) * MINUTE
        finish_job(job_id=job.pk, by=technician, at=moment)
        commands.follow_workshop(order_id=order.pk, by=crew.system, at=moment)
    return moment


def _find(technician: Actor, order_id: UUID, at: datetime) -> None:
    commands.propose_finding(
        order_id=order_id,
        title="前制动片磨损到 3 毫米",
        grade=Grade.RED,
        reason="低于 4 毫米，建议本次更换",
        price_fen=68_000,
        minutes=48,
        by=technician,
        at=at,
    )


def _check(crew: Crew, order: RepairOrder, jobs: list[Job], at: datetime) -> None:
    inspector = crew.one(Role.QUALITY_INSPECTOR)
    commands.start_check(order_id=order.pk, by=inspector, at=at + 2 * MINUTE)
    for job in jobs:
        check_job(job_id=job.pk, by=inspector, at=at + 5 * MINUTE)
    commands.follow_workshop(order_id=order.pk, by=crew.system, at=at + 5 * MINUTE)


def _hand_back(crew: Crew, visit: Visit, order: RepairOrder, adviser: Actor, at: datetime) -> None:
    commands.start_wash(order_id=order.pk, by=crew.one(Role.WASHER), at=at)
    if visit.until is Until.WASHING:
        return
    commands.make_ready(order_id=order.pk, how=Told.PHONE, by=adviser, at=at + 8 * MINUTE)
    if visit.until < Until.SETTLED:
        return
    at += 12 * MINUTE
    settlement = commands.prepare_settlement(order_id=order.pk, by=adviser, at=at)
    commands.explain_settlement(settlement_id=settlement.pk, by=adviser, at=at + MINUTE)
    if visit.until is Until.SETTLED:
        return
    cashier = crew.one(Role.CASHIER)
    if settlement.customer_fen:
        commands.take_payment(
            settlement_id=settlement.pk,
            amount_fen=settlement.customer_fen,
            method="wechat",
            by=cashier,
            at=at + 4 * MINUTE,
        )
    gate_pass = commands.give_gate_pass(order_id=order.pk, by=cashier, at=at + 5 * MINUTE)
    if visit.until < Until.GONE:
        return
    gate = crew.one(Role.RECEPTIONIST)
    commands.open_gate(code=gate_pass.number, by=gate, at=at + 7 * MINUTE)
