"""Odometer readings, and the services that the forecast counts from."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Refused
from forecourt.kernel.source import Source
from forecourt.vehicles import queries
from forecourt.vehicles.facts import OdometerRead, ServiceNoted
from forecourt.vehicles.models import OdometerReading, ReadingSource, Vehicle


class LowerThanBefore(Refused):
    code = "lower-than-before"


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
    """
    moment = read_at or at
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
