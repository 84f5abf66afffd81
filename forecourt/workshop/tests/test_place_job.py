"""A chip lands on the board: what is refused, what is warned of, and whom it delays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, Refused
from forecourt.workshop.commands import (
    PromisesChange,
    move_job,
    place_job,
    plan_job,
    set_promise,
    take_bay_out_of_use,
    unplace_job,
    withdraw_job,
)
from forecourt.workshop.models import BayKind, Job, JobState, Skill
from forecourt.workshop.queries.placement import (
    BayClosed,
    BayTaken,
    NoCertificate,
    NotOnShift,
    OffTheGrid,
    StoreClosed,
    TechnicianTaken,
    TimePassed,
    WrongBay,
)
from forecourt.workshop.tests.make import (
    NINE,
    make_actor,
    make_bay,
    make_hold,
    make_job,
    make_order,
    make_store,
    make_technician,
    minutes,
)

pytestmark = pytest.mark.django_db


def test_a_waiting_job_lands_on_its_cells_and_the_journal_says_where() -> None:
    by, bay, li = make_actor(), make_bay("G1"), make_technician("Li Wei")
    job = plan_job(order=make_order(standard_minutes=50), by=by, at=NINE)

    placed = place_job(
        job_id=job.pk, bay_id=bay.pk, starts_at=NINE, technician_id=li.pk, by=by, at=NINE
    )

    assert (placed.job.bay, placed.job.technician) == (bay, li)
    assert (placed.job.starts_at, placed.job.ends_at) == (NINE, NINE + minutes(60))
    assert (placed.warnings, placed.effects) == ((), ())
    moved = Entry.objects.get(kind="workshop.job_moved")
    assert (moved.payload["bay_id"], moved.payload["technician_id"]) == (str(bay.pk), str(li.pk))


def test_a_taken_bay_is_refused_with_what_stands_there_and_nothing_changes() -> None:
    by, bay = make_actor(), make_bay("G1")
    make_job("Brake pads", bay=bay, plate="沪A·12345")
    job = plan_job(order=make_order(), by=by, at=NINE)

    with pytest.raises(BayTaken) as told:
        place_job(job_id=job.pk, bay_id=bay.pk, starts_at=NINE + minutes(45), by=by, at=NINE)

    assert (
        told.value.sentence == "Bay G1 is taken by “沪A·12345 Brake pads” from 09:00 until 10:00."
    )
    job.refresh_from_db()
    assert (job.bay, job.starts_at) == (None, None)
    assert not Entry.objects.filter(kind="workshop.job_moved").exists()


@pytest.mark.parametrize(
    ("ahead", "length", "refusal"),
    [
        (5, 60, OffTheGrid),
        (-15, 60, TimePassed),
        (8 * 60, 60, StoreClosed),  # 17:00 to 18:00, the store closes at 17:30
        (12 * 60, 60, StoreClosed),
    ],
)
def test_a_wrong_time_is_refused(ahead: int, length: int, refusal: type[Refused]) -> None:
    by, bay = make_actor(), make_bay()
    job = plan_job(order=make_order(standard_minutes=length), by=by, at=NINE)

    with pytest.raises(refusal):
        place_job(job_id=job.pk, bay_id=bay.pk, starts_at=NINE + minutes(ahead), by=by, at=NINE)


def test_a_bay_of_the_wrong_kind_is_refused_and_a_slower_one_is_warned_of() -> None:
    by, wash, lift = make_actor(), make_bay("W1", BayKind.WASH), make_bay("G1")
    job = plan_job(order=make_order(bay_kind=BayKind.EXPRESS_TWO_MAN), by=by, at=NINE)

    with pytest.raises(WrongBay, match="needs a bay of the kind “Express, two technicians”"):
        place_job(job_id=job.pk, bay_id=wash.pk, starts_at=NINE, by=by, at=NINE)
    placed = place_job(job_id=job.pk, bay_id=lift.pk, starts_at=NINE, by=by, at=NINE)

    assert placed.warnings == ("Slower here: the job was planned for “Express, two technicians”.",)


def test_a_bay_out_of_use_is_refused() -> None:
    by, bay = make_actor(), make_bay("G1")
    take_bay_out_of_use(bay_id=bay.pk, by=by, at=NINE)
    job = plan_job(order=make_order(), by=by, at=NINE)

    with pytest.raises(BayClosed, match="Bay G1 is out of use"):
        place_job(job_id=job.pk, bay_id=bay.pk, starts_at=NINE, by=by, at=NINE)


def test_a_technician_is_refused_who_is_taken_off_shift_or_without_certificate() -> None:
    by, bay, li = make_actor(), make_bay("E1", BayKind.EV), make_technician("Li Wei")
    make_job("Brake pads", technician=li)
    order = make_order(bay_kind=BayKind.EV, skill=Skill.HIGH_VOLTAGE)
    job = plan_job(order=order, by=by, at=NINE)

    def place(ahead: int) -> None:
        place_job(
            job_id=job.pk,
            bay_id=bay.pk,
            starts_at=NINE + minutes(ahead),
            technician_id=li.pk,
            by=by,
            at=NINE,
        )

    with pytest.raises(TechnicianTaken, match="Li Wei is planned on"):
        place(30)
    with pytest.raises(NoCertificate, match="Li Wei has no “High-voltage certificate”"):
        place(60)
    with pytest.raises(NotOnShift):
        place(24 * 60)


def test_a_missing_skill_is_only_warned_of() -> None:
    by, bay, li = make_actor(), make_bay(), make_technician("Li Wei")
    job = plan_job(order=make_order(skill=Skill.MECHANICS), by=by, at=NINE)

    placed = place_job(
        job_id=job.pk, bay_id=bay.pk, starts_at=NINE, technician_id=li.pk, by=by, at=NINE
    )

    assert placed.warnings == ("Li Wei has no entry for “Mechanics” in the skill map.",)


def test_a_booked_appointment_is_warned_of() -> None:
    by, bay = make_actor(), make_bay()
    make_hold(starts_at=NINE)
    job = plan_job(order=make_order(), by=by, at=NINE)

    placed = place_job(job_id=job.pk, bay_id=bay.pk, starts_at=NINE, by=by, at=NINE)

    assert placed.warnings == ("An appointment is booked for this kind of bay at that time.",)


def test_promises_that_break_need_a_yes() -> None:
    by, bay = make_actor(), make_bay("G1")
    make_job("Brake pads", bay=bay, starts_at=NINE + minutes(60), promise_at=NINE + minutes(120))
    job = plan_job(order=make_order(), by=by, at=NINE)
    at = NINE + minutes(14)

    with pytest.raises(PromisesChange, match=r"粤A·12345 \+14"):
        place_job(job_id=job.pk, bay_id=bay.pk, starts_at=NINE, by=by, at=at)
    placed = place_job(
        job_id=job.pk, bay_id=bay.pk, starts_at=NINE, accept_effects=True, by=by, at=at
    )

    assert [(one.minutes, one.minutes_over_promise) for one in placed.effects] == [(14, 14)]
    assert Entry.objects.get(kind="workshop.job_moved").payload["accepted_effects"] == 1


def test_its_own_promise_needs_a_yes_too() -> None:
    by, bay = make_actor(), make_bay("G1")
    order = make_order(promise_at=NINE + minutes(50))
    job = plan_job(order=order, by=by, at=NINE)

    with pytest.raises(PromisesChange, match=r"\+10"):
        place_job(job_id=job.pk, bay_id=bay.pk, starts_at=NINE, by=by, at=NINE)


def test_a_dragged_chip_keeps_its_technician() -> None:
    by, li = make_actor(), make_technician("Li Wei")
    job, other = make_job(technician=li), make_bay("G9")

    placed = move_job(job_id=job.pk, bay_id=other.pk, starts_at=NINE + minutes(15), by=by, at=NINE)

    assert (placed.job.bay, placed.job.technician) == (other, li)


def test_a_chip_in_work_can_be_stretched_but_not_moved() -> None:
    by, li = make_actor(), make_technician("Li Wei")
    job = make_job(technician=li, state=JobState.RUNNING)
    assert job.bay is not None

    move_job(job_id=job.pk, bay_id=job.bay.pk, starts_at=NINE, minutes=90, by=by, at=NINE)
    with pytest.raises(IllegalMove, match="stop and park it"):
        move_job(job_id=job.pk, bay_id=make_bay("G9").pk, starts_at=NINE, by=by, at=NINE)

    job.refresh_from_db()
    assert (job.state, job.ends_at) == (JobState.RUNNING, NINE + minutes(90))


@pytest.mark.parametrize("state", [JobState.PARKED, JobState.CARRIED_OVER])
def test_what_left_the_board_is_planned_again_by_landing(state: JobState) -> None:
    by, job = make_actor(), make_job(state=state, standard_minutes=40)
    bay = make_bay("G9")

    placed = place_job(job_id=job.pk, bay_id=bay.pk, starts_at=NINE + minutes(60), by=by, at=NINE)

    assert (placed.job.state, placed.job.stop_reason) == (JobState.PLANNED, "")
    assert placed.job.ends_at == NINE + minutes(90)  # 30 of 40 minutes are left


@pytest.mark.parametrize("state", [JobState.FINISHED, JobState.WITHDRAWN])
def test_what_is_over_cannot_land(state: JobState) -> None:
    by, job = make_actor(), make_job(state=state)

    with pytest.raises(IllegalMove):
        place_job(job_id=job.pk, bay_id=make_bay("G9").pk, starts_at=NINE, by=by, at=NINE)


def test_a_planned_chip_goes_back_and_a_begun_one_does_not() -> None:
    by, planned, running = make_actor(), make_job(), make_job(state=JobState.RUNNING)

    unplace_job(job_id=planned.pk, by=by, at=NINE)
    with pytest.raises(IllegalMove):
        unplace_job(job_id=running.pk, by=by, at=NINE)

    planned.refresh_from_db()
    assert (planned.state, planned.bay, planned.starts_at) == (JobState.PLANNED, None, None)


def test_a_withdrawn_job_frees_its_cells() -> None:
    by, job = make_actor(), make_job()

    withdraw_job(job_id=job.pk, by=by, at=NINE)

    job.refresh_from_db()
    assert (job.state, job.bay) == (JobState.WITHDRAWN, None)


def test_the_first_promise_is_kept_beside_the_new_one() -> None:
    by, job = make_actor(), make_job(promise_at=NINE + timedelta(hours=2))

    set_promise(job_id=job.pk, promise_at=NINE + timedelta(hours=3), by=by, at=NINE)

    job.refresh_from_db()
    assert job.first_promise_at == NINE + timedelta(hours=2)
    assert job.promise_at == NINE + timedelta(hours=3)
    assert Entry.objects.get().kind == "workshop.promise_changed"


def test_bay_and_job_of_another_store_do_not_exist() -> None:
    by, there = make_actor(), make_store("Second Store")
    job, bay = make_job(store=there), make_bay("G9", store=there)
    own = plan_job(order=make_order(), by=by, at=NINE)

    with pytest.raises(Missing):
        place_job(job_id=job.pk, bay_id=make_bay("G1").pk, starts_at=NINE, by=by, at=NINE)
    with pytest.raises(Missing):
        place_job(job_id=own.pk, bay_id=bay.pk, starts_at=NINE, by=by, at=NINE)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("starts_at = starts_at + interval '1 minute'", "workshop_job_stands_on_the_grid"),
        ("ends_at = NULL", "workshop_job_has_a_whole_place_or_none"),
        ("state = 'running'", "workshop_job_in_work_has_bay_and_technician"),
        ("state = 'parked', stop_reason = 'part'", "workshop_job_off_the_board_holds_no_bay"),
        ("stop_reason = 'part'", "workshop_job_stopped_has_a_reason"),
    ],
)
def test_the_database_has_the_last_word(change: str, constraint: str) -> None:
    job = make_job()
    sql = f"UPDATE workshop_job SET {change} WHERE tenant_id = %s AND id = %s"  # noqa: S608 - of this table

    with (
        pytest.raises(IntegrityError, match=constraint),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, [job.tenant_id, job.pk])


def test_two_chips_never_overlap_in_one_bay_whatever_the_program_does() -> None:
    first, second = make_job(), make_job()
    assert first.bay is not None

    with pytest.raises(IntegrityError, match="no_overlap_in_a_bay"), transaction.atomic():
        second.place(first.bay, None, starts_at=NINE + minutes(15), at=NINE)

    assert Job.objects.filter(bay=first.bay).count() == 1
