"""Odometer readings, and the services that the forecast counts from."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Refused, WrongInput
from forecourt.kernel.source import Source
from forecourt.store.queries import rule
from forecourt.vehicles import queries
from forecourt.vehicles.facts import OdometerRead, OdometerStruckOut, ServiceNoted
from forecourt.vehicles.models import OdometerReading, ReadingSource, Vehicle


class LowerThanBefore(Refused):
    code = "lower-than-before"
    field = "km"


class TooFar(WrongInput):
    code = "too-far"


@transaction.atomic
def read_odometer(
    *,
    vehicle_id: UUID,
    km: int,
    reading_source: ReadingSource,
    is_replaced: bool = False,
    source: Source | None = None,
    read_at: datetime | None = None,
    on: date | None = None,
    by: Actor,
    at: datetime,
) -> OdometerReading:
    """Note the kilometres of a car, now or at an earlier ``read_at``.

    Who knows the business day already gives it as ``on``.

    The same source again gets the first reading. Nothing below an earlier reading is taken, unless
    the odometer was replaced.

    Raises:
        Missing: this dealer group has no such car.
        LowerThanBefore: an earlier reading is higher, or a later one lower.
        TooFar: nobody drives that far in the time; asked of owners only (staff see the car).
    """
    moment = read_at or at
    if reading_source == ReadingSource.OWNER_LOG:
        _check_pace(vehicle_id, km, by=by, at=moment)
    if not is_replaced and read_at is None:
        latest = OdometerReading.note_latest(
            vehicle_id,
            km,
            on=on or at.astimezone(queries.zone(by)).date(),
            source=reading_source,
            source_kind=source.kind if source else "",
            source_key=source.key if source else "",
            recorded_by=by.key,
            at=at,
        )
        if latest:
            _record(latest, by=by, at=at)
            return latest
    vehicle = locked(Vehicle.objects.seen_by(by), vehicle_id)
    log = OdometerReading.objects.seen_by(by).filter(vehicle=vehicle)
    if source and (first := log.filter(source_kind=source.kind, source_key=source.key).first()):
        return first
    zone = queries.zone(by)
    # Of readings at one moment the highest counts: keys are drawn before the lock is won.
    earlier = log.filter(read_at__lte=moment)
    before = earlier.order_by("-read_at", "-is_replaced", "-km", "-pk").first()
    if before and km < before.km and not is_replaced:
        raise _lower(before, before.read_at.astimezone(zone).date())
    after = log.filter(read_at__gt=moment).order_by("read_at", "pk").first()
    if after and km > after.km and not after.is_replaced:
        raise _lower(after, after.read_at.astimezone(zone).date())
    reading = OdometerReading.note(
        vehicle,
        km,
        source=reading_source,
        is_replaced=is_replaced,
        source_kind=source.kind if source else "",
        source_key=source.key if source else "",
        recorded_by=by.key,
        at=moment,
    )
    if after is None:
        vehicle.show_km(km, moment.astimezone(zone).date())
    _record(reading, by=by, at=at)
    return reading


def _check_pace(vehicle_id: UUID, km: int, *, by: Actor, at: datetime) -> None:
    """Refuse what is impossible since the last reading, or since the car was handed over."""
    zone = queries.zone(by)
    on = at.astimezone(zone).date()
    vehicle = locked(Vehicle.objects.seen_by(by), vehicle_id)
    log = OdometerReading.objects.seen_by(by).filter(vehicle=vehicle, read_at__lte=at)
    last = log.order_by("-read_at", "-is_replaced", "-km", "-pk").first()
    since = last.read_at.astimezone(zone).date() if last else vehicle.delivered_on
    since = since or vehicle.first_registered_on
    if since is None:
        return
    start_km, days = last.km if last else 0, max((on - since).days, 0) + 1
    most_km = start_km + days * rule(by, "vehicles.owner_most_km_per_day", on=on)
    if km > most_km:
        sentence = _(
            "On %(day)s it was %(before)s km; %(km)s km is too far for the time since. Look at "
            "the odometer again."
        )
        shown = {"day": since.isoformat(), "before": f"{start_km:,}", "km": f"{km:,}"}
        raise TooFar(sentence % shown, "km")


def _record(reading: OdometerReading, *, by: Actor, at: datetime) -> None:
    fact = OdometerRead(
        vehicle_id=reading.vehicle_id,
        reading_id=reading.pk,
        km=reading.km,
        source=reading.source,
        is_replaced=reading.is_replaced,
    )
    record(fact, by=by, at=at)


def _lower(other: OdometerReading, on: date) -> LowerThanBefore:
    sentence = _(
        "On %(day)s the odometer showed %(km)s km. Check the reading, or say that the odometer"
        " was replaced."
    )
    return LowerThanBefore(sentence % {"day": on.isoformat(), "km": f"{other.km:,}"})


@transaction.atomic
def strike_out_reading(
    *, vehicle_id: UUID, reading_id: UUID, reason: str, by: Actor, at: datetime
) -> Vehicle:
    """Take a wrong reading out of a car's log, so that the true one can be noted.

    The car shows the reading before it again; the forecast reckons without it.

    Raises:
        Missing: this dealer group has no such car, or the car no such reading.
        WrongInput: nobody says why.
    """
    vehicle = locked(Vehicle.objects.seen_by(by), vehicle_id)
    log = OdometerReading.objects.seen_by(by).filter(vehicle=vehicle)
    reading = locked(log, reading_id)
    if not reason.strip():
        raise WrongInput(_("Say why the reading is wrong."), "reason")
    fact = OdometerStruckOut(
        vehicle_id=vehicle.pk,
        reading_id=reading.pk,
        km=reading.km,
        source=reading.source,
        read_at=reading.read_at,
        reason=reason.strip(),
    )
    reading.strike_out()
    last = log.order_by("-read_at", "-is_replaced", "-km", "-pk").first()
    on = last.read_at.astimezone(queries.zone(by)).date() if last else None
    vehicle.show_km(last.km if last else None, on)
    record(fact, by=by, at=at)
    return vehicle


@transaction.atomic
def note_service(*, vehicle_id: UUID, km: int, on: date, by: Actor, at: datetime) -> Vehicle:
    """Note that maintenance was done; the next one is reckoned from here.

    An older service than the one noted changes nothing and is not told.

    Raises:
        Missing: this dealer group has no such car.
    """
    vehicle = locked(Vehicle.objects.seen_by(by), vehicle_id)
    if vehicle.last_service_on is not None and on < vehicle.last_service_on:
        return vehicle
    vehicle.note_service(km, on)
    record(ServiceNoted(vehicle_id=vehicle.pk, km=km, on=on), by=by, at=at)
    return vehicle
