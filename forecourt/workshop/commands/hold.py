"""Speaking for capacity before there is a job: an appointment's time in a kind of bay."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Missing, Refused, WrongInput
from forecourt.kernel.source import Source
from forecourt.store.queries import rule, zone_of
from forecourt.workshop.facts import CapacityHeld, CapacityReleased
from forecourt.workshop.models import CapacityDay, CapacityHold, Wish
from forecourt.workshop.queries.capacity import free_slots
from forecourt.workshop.rules import is_on_grid, span_minutes


class SlotTaken(Refused):
    code = "slot-taken"


class HoldRunOut(Refused):
    code = "hold-run-out"


class NothingHeld(Missing):
    code: ClassVar[str] = "nothing-held"


@transaction.atomic
def hold_capacity(*, wish: Wish, by: Actor, at: datetime, is_booked: bool = False) -> CapacityHold:
    """Speak for a slot; unless it is booked at once, it runs out after a few minutes.

    The row of the day and kind of bay is locked first, so two owners cannot take one slot.
    What the same source held before is given up in the same breath.

    Raises:
        WrongInput: the time is not on a quarter of an hour.
        SlotTaken: no bay, no technician or no adviser is free then.
    """
    if not is_on_grid(wish.starts_at):
        raise WrongInput(_("An appointment begins on a quarter of an hour."))
    zone = zone_of(by)
    day = CapacityDay.open(by.store_id, wish.starts_at.astimezone(zone).date(), wish.bay_kind)
    locked(CapacityDay.objects.seen_by(by), day)
    earlier = _unreleased(by, wish.source)
    _check_free(by, wish, earlier, at=at)
    if earlier:
        _release(earlier, by=by, at=at)
    minutes = rule(by, "workshop.hold_minutes", on=at.date())
    hold = CapacityHold.take(
        wish,
        store_id=by.store_id,
        ends_at=wish.starts_at + timedelta(minutes=span_minutes(wish.minutes)),
        expires_at=None if is_booked else at + timedelta(minutes=minutes),
    )
    fact = CapacityHeld(
        hold_id=hold.pk,
        source_kind=hold.source_kind,
        source_key=hold.source_key,
        bay_kind=hold.bay_kind,
        starts_at=hold.starts_at,
        ends_at=hold.ends_at,
    )
    record(fact, by=by, at=at)
    return hold


@transaction.atomic
def book_hold(
    *,
    source: Source,
    plate: str = "",
    title: str = "",
    wait_type: str = "",
    by: Actor,
    at: datetime,
) -> CapacityHold:
    """Make a hold firm: the appointment is booked.

    Raises:
        NothingHeld: this source holds nothing.
        HoldRunOut: it took too long; the slot is offered to others again.
    """
    hold = _unreleased(by, source)
    if hold is None:
        raise NothingHeld(_("No time is held for this appointment. Choose one."))
    hold = locked(CapacityHold.objects.seen_by(by), hold.pk)
    if hold.released_at or (hold.expires_at and hold.expires_at <= at):
        raise HoldRunOut(_("The time was held too long ago and is free again. Choose it anew."))
    hold.book(plate=plate, title=title, wait_type=wait_type)
    return hold


@transaction.atomic
def release_hold(*, source: Source, by: Actor, at: datetime) -> CapacityHold | None:
    """Give the slot back: cancelled, not come, or now a job. Nothing held is fine, answers None."""
    hold = _unreleased(by, source)
    if hold:
        hold = locked(CapacityHold.objects.seen_by(by), hold.pk)
    if hold is None or hold.released_at:
        return None
    _release(hold, by=by, at=at)
    return hold


def _unreleased(by: Actor, source: Source) -> CapacityHold | None:
    return CapacityHold.objects.seen_by(by).of(source).unreleased().first()


def _release(hold: CapacityHold, *, by: Actor, at: datetime) -> None:
    hold.release(at=at)
    fact = CapacityReleased(
        hold_id=hold.pk, source_kind=hold.source_kind, source_key=hold.source_key
    )
    record(fact, by=by, at=at)


def _check_free(by: Actor, wish: Wish, earlier: CapacityHold | None, *, at: datetime) -> None:
    zone = zone_of(by)
    slots = free_slots(
        by,
        bay_kind=wish.bay_kind,
        skill=wish.skill,
        minutes=wish.minutes,
        from_=wish.starts_at,
        until=wish.starts_at + timedelta(days=1),
        at=at,
        limit=3,
        leaving_out=earlier,
    )
    if slots and slots[0].starts_at == wish.starts_at:
        return
    offers = ", ".join(f"{slot.starts_at.astimezone(zone):%H:%M}" for slot in slots)
    when = f"{wish.starts_at.astimezone(zone):%H:%M}"
    if offers:
        sentence = _("%(when)s is taken. Free next: %(offers)s.")
        raise SlotTaken(sentence % {"when": when, "offers": offers})
    raise SlotTaken(_("%(when)s is taken. Choose another day.") % {"when": when})
