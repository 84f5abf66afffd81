"""What happens on a test drive: book, start, finish, cancel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forecourt.customers.models import ConsentPurpose
from forecourt.kernel.actor import Actor
from forecourt.kernel.attachments import keep_signature
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Refused, WrongInput, refused_by
from forecourt.leads.commands.demo_cars import DemoCarNotFit
from forecourt.leads.commands.prospects import give_consent_once
from forecourt.leads.facts import (
    TestDriveBooked,
    TestDriveCancelled,
    TestDriveFinished,
    TestDriveStarted,
)
from forecourt.leads.models import DemoCar, Opportunity, Route, TestDrive, TestDriveState
from forecourt.store.models import Store
from forecourt.store.queries import check_ahead, open_spans, rule


class DemoCarTaken(Refused):
    code = "demo-car-taken"

    def __init__(self, car: DemoCar, held: TestDrive | None = None) -> None:
        if held is None:
            sentence = _("%(car)s was just booked for this time. Choose another time or car.")
            super().__init__(sentence % {"car": car.name})
            return
        sentence = _("%(car)s is booked from %(start)s to %(end)s. Choose another time or car.")
        start, end = (timezone.localtime(moment) for moment in (held.starts_at, held.ends_at))
        words = {"car": car.name, "start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
        super().__init__(sentence % words)


class StoreClosed(WrongInput):
    code = "store-closed"

    def __init__(self) -> None:
        sentence = _("The store is not open for the whole drive. Choose another time.")
        super().__init__(sentence, "starts_at")


class OfAnotherDay(Refused):
    code = "of-another-day"

    def __init__(self, day: date) -> None:
        sentence = _("This drive is booked for %(day)s. Book one for today instead.")
        super().__init__(sentence % {"day": day.isoformat()})


class LicenceExpired(Refused):
    code = "licence-expired"

    def __init__(self) -> None:
        super().__init__(_("The driving licence is not valid today. No test drive."))


class NoConsent(Refused):
    code = "no-consent"

    def __init__(self) -> None:
        super().__init__(_("Without the customer's consent to the test drive nobody drives."))


WEEK = timedelta(days=7)
QUARTER = timedelta(minutes=15)  # of the calendar


@transaction.atomic
def book_test_drive(
    *,
    demo_car_id: UUID,
    opportunity_id: UUID,
    starts_at: datetime,
    minutes: int | None = None,
    route: Route = Route.TOWN,
    by: Actor,
    at: datetime,
) -> TestDrive:
    """Book a demo car for a customer.

    What overlaps is looked for first, for the sake of the sentence; that nothing overlaps is the
    word of the database.

    Raises:
        Missing: no such car, or not a file of this person.
        WrongInput: the time is past, or too far ahead.
        NotInWork: the deal is not open.
        DemoCarNotFit: withdrawn, or not insured or inspected on that day.
        DemoCarTaken: somebody else has the car then.
        StoreClosed: nobody is there to hand the key over, or to take it back.
    """
    car = DemoCar.objects.seen_by(by).filter(pk=demo_car_id).first()
    deal = locked(Opportunity.objects.seen_by(by), opportunity_id)
    if car is None:
        raise WrongInput(_("Choose a demo car."), field="demo_car_id")
    deal.must_be_open()
    if starts_at <= at - QUARTER:  # the quarter of an hour that runs is still free to take
        raise WrongInput(_("This time is past. Choose a later one."), field="starts_at")
    day = _day(by, starts_at)
    check_ahead(day, "leads.test_drive_most_days", field="starts_at", by=by, on=_day(by, at))
    if not car.is_fit(day):
        raise DemoCarNotFit(car)
    length = minutes or rule(by, "leads.test_drive_minutes", on=at.date())
    ends_at = starts_at + timedelta(minutes=length)
    _check_open(starts_at, ends_at, by=by)
    drives = TestDrive.objects.seen_by(by).holding().between(starts_at, ends_at)
    if held := drives.filter(demo_car=car).first():
        raise DemoCarTaken(car, held)
    with refused_by({"leads_testdrive_no_overlap_per_car": DemoCarTaken(car)}):
        drive = TestDrive.book(
            demo_car=car,
            opportunity=deal,
            consultant_id=deal.consultant_id or by.staff_id,
            starts_at=starts_at,
            ends_at=ends_at,
            route=route,
            at=at,
        )
    fact = TestDriveBooked(
        test_drive_id=drive.pk,
        demo_car_id=car.pk,
        opportunity_id=deal.pk,
        party_id=deal.party_id,
        consultant_id=drive.consultant_id,
        starts_at=starts_at,
    )
    record(fact, by=by, at=at)
    return drive


@transaction.atomic
def start_test_drive(
    *,
    test_drive_id: UUID,
    licence_valid_until: date,
    has_consent: bool,
    signature: str,
    km_out: int,
    by: Actor,
    at: datetime,
) -> TestDrive:
    """Hand over the key: licence seen, consent given, agreement signed, kilometers read.

    Raises:
        Missing: the store has no such test drive.
        OfAnotherDay: the drive is booked for another day.
        LicenceExpired: the licence is not valid today.
        NoConsent: the customer does not consent to the drive.
        BadImage: the signature is missing or empty.
        IllegalMove: the drive began already or was cancelled.
    """
    drive = _drive(test_drive_id, by=by)
    today, booked_on = _day(by, at), _day(by, drive.starts_at)
    if drive.state == TestDriveState.BOOKED and booked_on != today:
        raise OfAnotherDay(booked_on)
    if licence_valid_until < today:
        raise LicenceExpired
    if not has_consent:
        raise NoConsent
    party_id = drive.opportunity.party_id
    give_consent_once(
        party_id=party_id,
        purpose=ConsentPurpose.TEST_DRIVE,
        evidence=f"test drive {drive.pk}",
        by=by,
        at=at,
    )
    agreement = keep_signature(signature, by=by, at=at)
    drive.start(licence_valid_until=licence_valid_until, agreement=agreement, km_out=km_out, at=at)
    fact = TestDriveStarted(
        test_drive_id=drive.pk,
        opportunity_id=drive.opportunity_id,
        party_id=party_id,
        km_out=km_out,
    )
    record(fact, by=by, at=at)
    return drive


@transaction.atomic
def finish_test_drive(
    *,
    test_drive_id: UUID,
    km_in: int,
    damage: str = "",
    ratings: Mapping[str, int | None],
    compared_with: str = "",
    by: Actor,
    at: datetime,
) -> TestDrive:
    """Take the key back: kilometers, a look for damage, and what the customer thinks.

    Raises:
        Missing: the store has no such test drive.
        WrongInput: fewer kilometers than at the start, or more than a test drive takes.
        IllegalMove: the car is not on the road.
    """
    drive = _drive(test_drive_id, by=by)
    if drive.km_out is not None and km_in < drive.km_out:
        sentence = _("The car left with %(km)d km; it cannot come back with fewer.")
        raise WrongInput(sentence % {"km": drive.km_out}, "km_in")
    most_km = rule(by, "leads.test_drive_most_km", on=at.date())
    if drive.km_out is not None and km_in - drive.km_out > most_km:
        sentence = _("The car left with %(km)d km; a test drive is at most %(most)d km long.")
        raise WrongInput(sentence % {"km": drive.km_out, "most": most_km}, "km_in")
    deal = locked(Opportunity.objects.seen_by(by), drive.opportunity_id)
    drive.finish(
        km_in=km_in, damage=damage, ratings=dict(ratings), compared_with=compared_with, at=at
    )
    deal.note_driven(at=at)
    fact = TestDriveFinished(
        test_drive_id=drive.pk,
        opportunity_id=deal.pk,
        party_id=deal.party_id,
        consultant_id=drive.consultant_id,
        km_in=km_in,
        level=deal.intent_level,
    )
    record(fact, by=by, at=at)
    return drive


@transaction.atomic
def cancel_test_drive(
    *, test_drive_id: UUID, reason: str, is_no_show: bool = False, by: Actor, at: datetime
) -> TestDrive:
    """Give the car free again.

    Raises:
        Missing: the store has no such test drive.
        WrongInput: no reason is given.
        IllegalMove: the drive began already.
    """
    drive = _drive(test_drive_id, by=by)
    if not reason.strip():
        raise WrongInput(_("Say why the test drive does not take place."))
    drive.cancel(reason, is_no_show=is_no_show, at=at)
    fact = TestDriveCancelled(
        test_drive_id=drive.pk,
        opportunity_id=drive.opportunity_id,
        party_id=drive.opportunity.party_id,
        reason=reason,
        is_no_show=is_no_show,
    )
    record(fact, by=by, at=at)
    return drive


def _drive(test_drive_id: UUID, *, by: Actor) -> TestDrive:
    rows = TestDrive.objects.seen_by(by).select_related("demo_car", "opportunity")
    return locked(rows, test_drive_id)


def _check_open(starts_at: datetime, ends_at: datetime, *, by: Actor) -> None:
    """Let a drive pass that lies within one day's opening hours, where the store has any."""
    day = _day(by, starts_at)
    spans = open_spans(by, first=day - WEEK, last=day + WEEK)
    if spans and not any(opens <= starts_at and ends_at <= closes for opens, closes in spans):
        raise StoreClosed


def _day(by: Actor, at: datetime) -> date:
    zone = Store.objects.seen_by(by).get(pk=by.store_id).zone
    return at.astimezone(zone).date()
