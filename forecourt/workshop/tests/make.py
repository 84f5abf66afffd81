"""Makers: bays, technicians with shifts and skills, jobs in any state, holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

from uuid_utils.compat import uuid7

from forecourt.kernel.actor import Actor
from forecourt.kernel.source import Source
from forecourt.store.models import Shift, Staff, Store
from forecourt.store.roles import Role
from forecourt.store.tests.make import (
    NINE,
    home_store,
    login,
    make_actor,
    make_staff,
    make_store,
)
from forecourt.workshop.models import (
    Bay,
    BayKind,
    CapacityHold,
    Job,
    JobState,
    Order,
    QualityCheck,
    QualityPoint,
    Skill,
    StaffSkill,
    StopReason,
    Wish,
    WorkClock,
)
from forecourt.workshop.rules import span_minutes

__all__ = [
    "NINE",
    "home_store",
    "login",
    "make_actor",
    "make_bay",
    "make_hold",
    "make_job",
    "make_order",
    "make_shift",
    "make_staff",
    "make_store",
    "make_technician",
    "minutes",
    "plant",
]


TODAY: Final = NINE.date()


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def make_bay(
    name: str = "G1", kind: BayKind = BayKind.GENERAL_LIFT, *, store: Store | None = None
) -> Bay:
    position = Bay.objects.count() + 1
    return Bay.set_up(store or home_store(), kind=kind, name=name, position=position)


def make_shift(staff: Staff, day: date = TODAY, *, store: Store | None = None) -> Shift:
    """A whole working day of this person, 08:30-17:30 in Shanghai, without a break."""
    opens = datetime(day.year, day.month, day.day, 0, 30, tzinfo=UTC)
    return Shift.plan(store or home_store(), staff, opens, opens + timedelta(hours=9))


def make_technician(
    name: str = "Li Wei",
    *skills: Skill,
    role: Role = Role.TECHNICIAN,
    store: Store | None = None,
    is_on_shift: bool = True,
) -> Staff:
    staff = make_staff(name, role, store=store)
    for skill in skills:
        StaffSkill.review(staff, skill, level=2, on=NINE.date())
    if is_on_shift:
        make_shift(staff, store=store)
    return staff


def make_order(title: str = "Oil service", **changes: object) -> Order:
    values: dict[str, object] = {
        "source": Source("service.order", str(uuid7())),
        "title": title,
        "standard_minutes": 60,
        "bay_kind": BayKind.GENERAL_LIFT,
        "plate": "粤A·12345",
        "vehicle": "恒川 H5",
        "customer_label": "Maintenance",
    }
    return Order(**{**values, **changes})  # type: ignore[arg-type]  # the test names the fields


def make_job(
    title: str = "Oil service",
    *,
    state: JobState = JobState.PLANNED,
    technician: Staff | None = None,
    bay: Bay | None = None,
    starts_at: datetime = NINE,
    begun_at: datetime | None = None,
    promise_at: datetime | None = None,
    store: Store | None = None,
    **changes: object,
) -> Job:
    """A job that stands in a bay of its own from 09:00, unless it says otherwise."""
    store = store or home_store()
    order = make_order(title, promise_at=promise_at, **changes)
    job = Job.prepared(order, store_id=store.pk, adviser_id=None, at=NINE)
    job.write()
    bay = bay or make_bay(f"Bay {Bay.objects.count() + 1}", order.bay_kind, store=store)
    job.place(bay, technician, starts_at=starts_at, at=NINE)
    if state != JobState.PLANNED:
        _bring_to(job, state, begun_at or starts_at)
    return job


def _bring_to(job: Job, state: JobState, at: datetime) -> None:
    """Walk the job through its verbs to ``state``; it began at ``at`` and took its minutes."""
    if state == JobState.WITHDRAWN:
        job.withdraw(at=at)
        return
    technician = job.technician or make_technician(f"Tech {str(job.pk)[-6:]}")
    job.start(technician, at=at)
    clock = WorkClock.begin(job, technician, at=at)
    if state == JobState.RUNNING:
        return
    end = at + timedelta(minutes=span_minutes(job.standard_minutes))
    if state == JobState.FINISHED:
        job.finish(worked_minutes=clock.end(at=end), at=end)
        return
    worked = clock.end(reason=StopReason.PART, at=at + minutes(10))
    if state == JobState.CARRIED_OVER:
        job.carry_over("No part", worked_minutes=worked, at=at + minutes(10))
        return
    job.stop(StopReason.PART, worked_minutes=worked, at=at + minutes(10))
    if state == JobState.PARKED:
        job.park("Yard 3", at=at + minutes(10))


def make_hold(
    *,
    starts_at: datetime = NINE,
    length: int = 60,
    kind: BayKind = BayKind.GENERAL_LIFT,
    expires_at: datetime | None = None,
    plate: str = "粤A·55555",
    store: Store | None = None,
) -> CapacityHold:
    wish = make_wish(starts_at=starts_at, length=length, kind=kind, plate=plate)
    ends_at = starts_at + minutes(span_minutes(length))
    store_id = (store or home_store()).pk
    return CapacityHold.take(wish, store_id=store_id, ends_at=ends_at, expires_at=expires_at)


def make_wish(
    *,
    starts_at: datetime = NINE,
    length: int = 60,
    kind: BayKind = BayKind.GENERAL_LIFT,
    plate: str = "粤A·55555",
    key: str = "",
) -> Wish:
    return Wish(
        source=Source("service.appointment", key or str(uuid7())),
        bay_kind=kind,
        starts_at=starts_at,
        minutes=length,
        plate=plate,
        title="Maintenance",
    )


def plant(by: Actor, canary: str) -> dict[str, UUID]:
    """One of each record of this room, with the canary in its texts."""
    store = Store.objects.get(pk=by.store_id)
    bay = make_bay(f"{canary[:12]} bay", store=store)
    technician = make_technician(f"{canary} Hand", Skill.MECHANICS, store=store)
    job = make_job(
        f"{canary} job",
        state=JobState.FINISHED,
        bay=bay,
        technician=technician,
        store=store,
        plate=canary[:16],
    )
    QualityPoint.put(store, canary[:24], f"{canary} point", position=1, valid_from=TODAY)
    QualityCheck.write(job, technician, [("x", f"{canary} point", True)], note=canary, at=NINE)
    hold = make_hold(plate=canary[:16], store=store)
    return {"job_id": job.pk, "bay_id": bay.pk, "hold_id": hold.pk}
