"""The order follows its jobs: dispatch, work, stops, checks, wash, ready."""

from __future__ import annotations

import pytest

from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing
from forecourt.service import commands, handlers
from forecourt.service.models import DeclineReason, FloorStage, JobLine, Told
from forecourt.service.tests.make import (
    NINE,
    bring_to,
    make_actor,
    make_catalogue,
    make_order,
    make_staff,
    make_store,
    minutes,
    pass_check,
)
from forecourt.store.roles import Role
from forecourt.workshop import commands as workshop
from forecourt.workshop.models import Job, StopReason

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    make_catalogue()


def test_dispatch_orders_one_job_with_the_bay_time_of_the_menu() -> None:
    order = make_order(stage=FloorStage.DISPATCHED, promise_at=NINE + minutes(60))

    job = Job.objects.get()

    assert (job.source_kind, job.source_key) == ("service.order", str(order.pk))
    assert (job.standard_minutes, job.bay_kind) == (30, "express_two_man")
    assert (job.promise_at, job.plate) == (NINE + minutes(60), order.plate)
    assert JobLine.objects.of(order.pk)[0].job_id == job.pk


def test_missing_parts_stop_the_dispatch_until_somebody_accepts_it() -> None:
    order = make_order(stage=FloorStage.ESTIMATED)
    line = JobLine.objects.of(order.pk)[1]
    JobLine.objects.filter(pk=line.pk).update(quantity=99)
    bring_to(order, FloorStage.AUTHORISED)

    with pytest.raises(commands.PartsMissing, match="Engine oil"):
        commands.dispatch_order(order_id=order.pk, by=make_actor(), at=NINE)
    commands.dispatch_order(order_id=order.pk, accept_missing=True, by=make_actor(), at=NINE)

    order.refresh_from_db()
    assert order.floor_stage == FloorStage.DISPATCHED


def test_a_stop_with_its_reason_and_the_resumption_are_followed() -> None:
    order = make_order(stage=FloorStage.WORKING)
    job = Job.objects.get()

    workshop.stop_job(job_id=job.pk, reason=StopReason.PART, by=make_actor(), at=NINE + minutes(5))
    handlers.on_job(Entry.objects.get(kind="workshop.job_stopped"))
    order.refresh_from_db()
    stopped = (order.floor_stage, order.stop_reason)
    workshop.resume_job(job_id=job.pk, by=make_actor(), at=NINE + minutes(9))
    handlers.on_job(Entry.objects.get(kind="workshop.job_resumed"))

    order.refresh_from_db()
    assert stopped == (FloorStage.STOPPED, "part")
    assert (order.floor_stage, order.stop_reason) == (FloorStage.WORKING, "")


def test_a_handler_that_runs_twice_changes_nothing_more() -> None:
    order = make_order(stage=FloorStage.WORKING)
    entry = Entry.objects.get(kind="workshop.job_started")
    before = Entry.objects.count()

    handlers.on_job(entry)
    handlers.on_job(entry)

    order.refresh_from_db()
    assert order.floor_stage == FloorStage.WORKING
    assert Entry.objects.count() == before


def test_the_job_of_somebody_else_is_left_alone() -> None:
    make_order(stage=FloorStage.WORKING)
    entry = Entry.objects.get(kind="workshop.job_started")
    entry.payload["source_kind"] = "sales.pdi"
    before = Entry.objects.count()

    handlers.on_job(entry)

    assert Entry.objects.count() == before


def test_a_failed_check_sends_the_order_back_to_the_board() -> None:
    order = make_order(stage=FloorStage.IN_QUALITY_CHECK)
    inspector = make_staff("Gao Xiang", Role.QUALITY_INSPECTOR)
    by = make_actor(Role.QUALITY_INSPECTOR, staff=inspector)

    workshop.check_job(
        job_id=Job.objects.get().pk, failed_points=["levels"], by=by, at=NINE + minutes(40)
    )
    handlers.on_job(Entry.objects.get(kind="workshop.quality_failed"))

    order.refresh_from_db()
    assert order.floor_stage == FloorStage.DISPATCHED


def test_a_passed_check_marks_the_work_and_lets_the_car_be_washed() -> None:
    order = make_order(stage=FloorStage.WORK_DONE)

    pass_check(order, make_actor())

    order.refresh_from_db()
    assert order.floor_stage == FloorStage.QUALITY_PASSED
    assert JobLine.objects.of(order.pk)[0].done_at is not None


def test_ready_means_that_the_customer_was_told() -> None:
    order = make_order(stage=FloorStage.WASHING)

    commands.make_ready(order_id=order.pk, how=Told.PHONE, by=make_actor(), at=NINE)

    order.refresh_from_db()
    assert (order.floor_stage, order.told_at, order.told_how) == (FloorStage.READY, NINE, "phone")
    assert Entry.objects.filter(kind="service.customer_told").count() == 1


def test_a_car_with_nothing_to_do_is_ready_once_every_line_is_answered() -> None:
    order = make_order(stage=FloorStage.ESTIMATED)
    with pytest.raises(commands.LinesOpen):
        commands.make_ready(order_id=order.pk, how=Told.FACE, by=make_actor(), at=NINE)
    for line in JobLine.objects.of(order.pk):
        commands.decline_line(line_id=line.pk, reason=DeclineReason.PRICE, by=make_actor(), at=NINE)

    commands.make_ready(order_id=order.pk, how=Told.FACE, by=make_actor(), at=NINE)

    order.refresh_from_db()
    assert order.floor_stage == FloorStage.READY


@pytest.mark.parametrize("stage", [FloorStage.WORKING, FloorStage.READY])
def test_only_a_checked_car_is_washed(stage: FloorStage) -> None:
    order = make_order(stage=stage)

    with pytest.raises(IllegalMove):
        commands.start_wash(order_id=order.pk, by=make_actor(), at=NINE)


def test_the_floor_of_another_store_does_not_exist() -> None:
    order = make_order(stage=FloorStage.AUTHORISED)

    with pytest.raises(Missing):
        commands.dispatch_order(order_id=order.pk, by=make_actor(store=make_store()), at=NINE)
