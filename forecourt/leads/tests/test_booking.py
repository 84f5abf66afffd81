"""Test drives: booked, driven with papers, finished with kilometers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from forecourt.customers.models import Consent
from forecourt.kernel.flow import IllegalMove
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, WrongInput
from forecourt.leads import commands
from forecourt.leads.commands import (
    DemoCarNotFit,
    DemoCarTaken,
    LicenceExpired,
    NoConsent,
    OfAnotherDay,
    StoreClosed,
)
from forecourt.leads.models import Stage, TestDrive, TestDriveState
from forecourt.leads.tests.make import (
    SIGNATURE,
    make_demo_car,
    make_drive,
    make_opportunity,
    make_scenes,
)
from forecourt.store.tests.make import NINE, make_actor, make_store

pytestmark = pytest.mark.django_db
TEN = NINE + timedelta(hours=1)


def test_a_free_car_is_booked_for_45_minutes() -> None:
    car, deal = make_demo_car(), make_opportunity()

    drive = commands.book_test_drive(
        demo_car_id=car.pk, opportunity_id=deal.pk, starts_at=TEN, by=make_actor(), at=NINE
    )

    assert (drive.state, drive.ends_at) == ("booked", TEN + timedelta(minutes=45))
    assert Entry.objects.get().kind == "leads.test_drive_booked"


def test_a_taken_car_is_refused_with_the_time() -> None:
    car, deal = make_demo_car(), make_opportunity()
    make_drive(deal, car=car, starts_at=TEN)

    with pytest.raises(DemoCarTaken, match="X5 demo is booked from"):
        commands.book_test_drive(
            demo_car_id=car.pk,
            opportunity_id=deal.pk,
            starts_at=TEN + timedelta(minutes=30),
            by=make_actor(),
            at=NINE,
        )

    assert TestDrive.objects.count() == 1
    assert not Entry.objects.exists()


def test_an_uninsured_car_is_not_lent() -> None:
    car = make_demo_car()
    car.change(
        insured_until=date(2026, 11, 24), inspected_until=date(2030, 1, 1), is_withdrawn=False
    )

    with pytest.raises(DemoCarNotFit):
        commands.book_test_drive(
            demo_car_id=car.pk,
            opportunity_id=make_opportunity().pk,
            starts_at=TEN,
            by=make_actor(),
            at=NINE,
        )


def _start(drive: TestDrive, **changes: object) -> TestDrive:
    values: dict[str, object] = {
        "test_drive_id": drive.pk,
        "licence_valid_until": date(2027, 1, 1),
        "has_consent": True,
        "signature": SIGNATURE,
        "km_out": 1200,
        "by": make_actor(),
        "at": TEN,
    }
    return commands.start_test_drive(**(values | changes))  # type: ignore[arg-type]  # a test's values


def test_nobody_drives_without_licence_consent_and_signature() -> None:
    make_scenes()
    drive = make_drive(starts_at=TEN)

    with pytest.raises(LicenceExpired):
        _start(drive, licence_valid_until=date(2026, 11, 23))
    with pytest.raises(NoConsent):
        _start(drive, has_consent=False)

    drive.refresh_from_db()
    assert drive.state == TestDriveState.BOOKED
    assert not Entry.objects.exists()


def test_a_drive_with_papers_starts_and_finishes() -> None:
    make_scenes()
    deal = make_opportunity(stage=Stage.CONTACTED)
    drive = make_drive(deal, starts_at=TEN)

    _start(drive)
    commands.finish_test_drive(
        test_drive_id=drive.pk,
        km_in=1206,
        ratings={"rating_start": 5, "rating_noise": 4},
        by=make_actor(),
        at=TEN + timedelta(minutes=40),
    )

    drive.refresh_from_db()
    deal.refresh_from_db()
    assert (drive.state, drive.km_in, drive.rating) == ("finished", 1206, 4.5)
    assert (deal.stage, deal.is_driven) == ("test_driven", True)
    assert Consent.objects.get().purpose == "test_drive"
    kinds = list(Entry.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds[-2:] == ["leads.test_drive_started", "leads.test_drive_finished"]


def test_a_car_does_not_come_back_with_fewer_kilometers() -> None:
    drive = make_drive(state=TestDriveState.DRIVING)

    with pytest.raises(WrongInput, match="left with 1200 km"):
        commands.finish_test_drive(
            test_drive_id=drive.pk, km_in=1199, ratings={}, by=make_actor(), at=TEN
        )


def test_a_cancelled_drive_frees_the_car() -> None:
    car, deal = make_demo_car(), make_opportunity()
    drive = make_drive(deal, car=car, starts_at=TEN)

    commands.cancel_test_drive(
        test_drive_id=drive.pk, reason="Customer called", by=make_actor(), at=NINE
    )
    commands.book_test_drive(
        demo_car_id=car.pk, opportunity_id=deal.pk, starts_at=TEN, by=make_actor(), at=NINE
    )

    with pytest.raises(IllegalMove):
        commands.cancel_test_drive(test_drive_id=drive.pk, reason="again", by=make_actor(), at=NINE)


def test_the_drive_of_another_store_does_not_exist() -> None:
    store = make_store()
    drive = make_drive(make_opportunity(store=store), car=make_demo_car(store=store))

    with pytest.raises(Missing):
        commands.cancel_test_drive(test_drive_id=drive.pk, reason="x", by=make_actor(), at=NINE)


@pytest.mark.parametrize("hours", [-6 + 24, 8.25])
def test_nobody_drives_while_the_store_is_closed(hours: float) -> None:
    """Three in the night, and a drive that would end after closing at half past five."""
    with pytest.raises(StoreClosed) as no:
        commands.book_test_drive(
            demo_car_id=make_demo_car().pk,
            opportunity_id=make_opportunity().pk,
            starts_at=NINE + timedelta(hours=hours),
            by=make_actor(),
            at=NINE,
        )

    assert (no.value.field, no.value.status) == ("starts_at", 422)
    assert not TestDrive.objects.exists()


@pytest.mark.parametrize("days", [-1, 1])
def test_a_drive_of_another_day_does_not_start(days: int) -> None:
    make_scenes()
    drive = make_drive(starts_at=TEN + timedelta(days=days))

    with pytest.raises(OfAnotherDay):
        _start(drive)

    drive.refresh_from_db()
    assert drive.state == "booked"


def test_a_drive_is_no_journey() -> None:
    drive = make_drive(state=TestDriveState.DRIVING)

    with pytest.raises(WrongInput, match="at most 200 km") as no:
        commands.finish_test_drive(
            test_drive_id=drive.pk, km_in=999_999, ratings={}, by=make_actor(), at=TEN
        )

    assert (no.value.field, no.value.status) == ("km_in", 422)
