"""Plates: put on a car, moved to another, taken off."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Missing, Refused, WrongInput, refused_by
from forecourt.vehicles import rules
from forecourt.vehicles.commands.index import index_vehicle
from forecourt.vehicles.facts import PlatePut, PlateTakenOff
from forecourt.vehicles.models import PlateHistory, Vehicle


class PlateTaken(Refused):
    code = "plate-taken"

    def __init__(self, plate: str) -> None:
        sentence = _("Plate %(plate)s is on another car at that time. Take it off there first.")
        super().__init__(sentence % {"plate": rules.shown_plate(plate)})


class TooEarly(Refused):
    code = "too-early"


@transaction.atomic
def put_plate(
    *, vehicle_id: UUID, plate: str, kind: str = "", held_from: date, by: Actor, at: datetime
) -> PlateHistory:
    """Put a plate on a car from a day on; the one it carried ends with that day.

    The kind follows from the form of the plate; a temporary, military, embassy or foreign plate
    has free text and names its kind.

    Raises:
        Missing: this dealer group has no such car.
        WrongInput: the plate has no known form, or too many signs.
        TooEarly: the car's present plate was put on later than that.
        PlateTaken: another car carries it at that time.
    """
    text = rules.plate_of(plate)
    found = kind if kind in rules.FREE_KINDS else rules.plate_kind(text)
    if not found or not text or len(text) > rules.MOST_SIGNS:
        raise WrongInput(
            _("“%(plate)s” is no plate. Check it, or choose its kind.") % {"plate": plate}
        )
    vehicle = locked(Vehicle.objects.seen_by(by), vehicle_id)
    present = PlateHistory.objects.seen_by(by).open().filter(vehicle=vehicle).first()
    if present and present.plate == text:
        return present
    if present:
        _end(present, held_from)
    taken = PlateTaken(text)
    with refused_by(
        {
            "vehicles_platehistory_one_vehicle_per_plate": taken,
            "vehicles_platehistory_one_plate_per_vehicle": TooEarly(
                _("The car carried another plate on that day.")
            ),
        }
    ):
        row = PlateHistory.put(vehicle, text, found, held_from=held_from)
    vehicle.carry_plate(text, found)
    index_vehicle(vehicle=vehicle, by=by)
    fact = PlatePut(vehicle_id=vehicle.pk, plate=text, plate_kind=found, held_from=held_from)
    record(fact, by=by, at=at)
    return row


@transaction.atomic
def take_off_plate(*, vehicle_id: UUID, held_until: date, by: Actor, at: datetime) -> PlateHistory:
    """Take the present plate off; it may go to another car from that day on.

    Raises:
        Missing: this dealer group has no such car, or it carries no plate.
        TooEarly: the plate was put on later than that.
    """
    vehicle = locked(Vehicle.objects.seen_by(by), vehicle_id)
    present = PlateHistory.objects.seen_by(by).open().filter(vehicle=vehicle).first()
    if present is None:
        raise Missing(_("This car carries no plate."))
    _end(present, held_until)
    vehicle.carry_plate("", "")
    index_vehicle(vehicle=vehicle, by=by)
    fact = PlateTakenOff(vehicle_id=vehicle.pk, plate=present.plate, held_until=held_until)
    record(fact, by=by, at=at)
    return present


def _end(present: PlateHistory, held_until: date) -> None:
    if held_until < present.held_from:
        sentence = _("Plate %(plate)s was put on later, on %(day)s.")
        words = {"plate": rules.shown_plate(present.plate), "day": present.held_from.isoformat()}
        raise TooEarly(sentence % words)
    present.take_off(held_until)
