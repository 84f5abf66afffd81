"""Capacity that the phone desk, the owner's page and the board ask: holds and free slots."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from forecourt.kernel.models import Entry
from forecourt.store.roles import Role
from forecourt.workshop.commands import (
    HoldRunOut,
    NothingHeld,
    SlotTaken,
    book_hold,
    hold_capacity,
    release_hold,
)
from forecourt.workshop.models import BayKind, CapacityHold, JobState
from forecourt.workshop.queries import capacity, free_slots
from forecourt.workshop.tests.make import (
    NINE,
    TODAY,
    make_actor,
    make_bay,
    make_hold,
    make_job,
    make_shift,
    make_staff,
    make_technician,
    make_wish,
    minutes,
)

pytestmark = pytest.mark.django_db


def slots(length: int = 60, hours: int = 3) -> list[str]:
    found = free_slots(
        make_actor(),
        bay_kind=BayKind.GENERAL_LIFT,
        minutes=length,
        from_=NINE,
        until=NINE + timedelta(hours=hours),
        at=NINE,
    )
    return [f"{(slot.starts_at + timedelta(hours=8)):%H:%M}" for slot in found]


def test_jobs_holds_and_hands_leave_what_is_free() -> None:
    bay = make_bay("G1")
    make_technician("Li Wei")
    make_job(bay=bay, starts_at=NINE, standard_minutes=30)
    make_hold(starts_at=NINE + minutes(105), length=60)

    assert slots() == ["09:30", "09:45", "11:45"]


def test_without_technicians_nothing_is_free() -> None:
    make_bay("G1")
    make_technician("Li Wei", is_on_shift=False)

    assert slots() == []


def test_a_hold_that_ran_out_counts_no_more() -> None:
    make_bay("G1")
    make_technician("Li Wei")
    make_hold(starts_at=NINE, length=180, expires_at=NINE)

    assert slots(hours=1) == ["09:00", "09:15", "09:30", "09:45"]


def test_finished_and_parked_work_holds_no_cells() -> None:
    bay = make_bay("G1")
    li = make_technician("Li Wei")
    make_job(bay=bay, technician=li, state=JobState.FINISHED)

    assert slots(hours=1) == ["09:00", "09:15", "09:30", "09:45"]


def test_an_adviser_receives_one_customer_at_a_time() -> None:
    for name in ("G1", "G2"):
        make_bay(name)
    make_technician("Li Wei")
    make_technician("Sun Hao")
    make_shift(make_staff("Wang Fang", Role.SERVICE_ADVISER))
    make_hold(starts_at=NINE)

    assert slots(hours=1) == ["09:15", "09:30", "09:45"]


def test_free_slots_need_a_fixed_number_of_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_bay("G1")
    make_technician("Li Wei")

    # the actor's store, rules, jobs, holds, shifts, bays, store, hours
    with django_assert_num_queries(8):
        first = slots()
    make_job(bay=make_bay("G2"))
    with django_assert_num_queries(8):
        slots()
    assert first


def test_a_hold_runs_out_and_is_booked_before() -> None:
    make_bay("G1")
    make_technician("Li Wei")
    wish = make_wish()

    hold = hold_capacity(wish=wish, by=make_actor(), at=NINE)
    assert hold.expires_at == NINE + minutes(10)
    booked = book_hold(source=wish.source, plate="粤A·55555", by=make_actor(), at=NINE + minutes(9))

    assert (booked.pk, booked.expires_at) == (hold.pk, None)
    assert Entry.objects.get().kind == "workshop.capacity_held"


def test_a_hold_that_ran_out_cannot_be_booked() -> None:
    make_bay("G1")
    make_technician("Li Wei")
    wish = make_wish()
    hold_capacity(wish=wish, by=make_actor(), at=NINE)

    with pytest.raises(HoldRunOut):
        book_hold(source=wish.source, by=make_actor(), at=NINE + minutes(10))
    with pytest.raises(NothingHeld):
        book_hold(source=make_wish().source, by=make_actor(), at=NINE)


def test_a_taken_slot_is_refused_with_the_next_free_ones() -> None:
    make_bay("G1")
    make_technician("Li Wei")
    make_hold(starts_at=NINE, length=60)

    with pytest.raises(SlotTaken, match=r"09:00 is taken\. Free next: 10:00, 10:15, 10:30"):
        hold_capacity(wish=make_wish(), by=make_actor(), at=NINE)

    assert CapacityHold.objects.count() == 1


def test_an_appointment_that_moves_gives_up_its_old_time() -> None:
    make_bay("G1")
    make_technician("Li Wei")
    wish = make_wish()
    hold_capacity(wish=wish, by=make_actor(), at=NINE, is_booked=True)
    later = make_wish(starts_at=NINE + minutes(30), key=wish.source.key)

    moved = hold_capacity(wish=later, by=make_actor(), at=NINE, is_booked=True)

    assert list(CapacityHold.objects.unreleased()) == [moved]


def test_a_released_slot_is_free_again() -> None:
    make_bay("G1")
    make_technician("Li Wei")
    wish = make_wish(length=180)
    hold_capacity(wish=wish, by=make_actor(), at=NINE, is_booked=True)
    assert slots(hours=1) == []

    release_hold(source=wish.source, by=make_actor(), at=NINE)

    assert slots(hours=1) == ["09:00", "09:15", "09:30", "09:45"]
    assert release_hold(source=wish.source, by=make_actor(), at=NINE) is None


def test_a_day_says_how_full_each_kind_of_bay_is() -> None:
    bay = make_bay("G1")
    make_technician("Li Wei")
    make_job(bay=bay, starts_at=NINE, standard_minutes=60)
    make_hold(starts_at=NINE + minutes(120), length=60)

    (day,) = capacity(make_actor(), days=[TODAY], at=NINE)

    assert (day.bay_kind, day.bays, day.open_minutes) == (BayKind.GENERAL_LIFT, 1, 540)
    assert (day.job_minutes, day.held_minutes, day.free_minutes) == (60, 60, 420)
    assert (day.load_percent, day.level_percent) == (22, 450)
