"""The preparation sheet: each point ticked by the role that does it, the day before."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor, ActorKind
from forecourt.kernel.journal import record
from forecourt.kernel.refusals import Missing, NotAllowed, Refused
from forecourt.service.facts import PreparationReady, PreparationTicked
from forecourt.service.models import EXPECTED, Appointment, PreparationTick
from forecourt.service.queries.holding import held_appointment
from forecourt.service.queries.preparing import point_of, wanted_codes
from forecourt.store.roles import Role


class NotExpected(Refused):
    code = "not-expected"

    def __init__(self, appointment: Appointment) -> None:
        sentence = _("%(number)s is not expected any more; there is nothing to prepare.")
        super().__init__(sentence % {"number": appointment.number})


@transaction.atomic
def tick_preparation(
    *, appointment_id: UUID, code: str, is_done: bool = True, by: Actor, at: datetime
) -> Appointment:
    """Tick a point of the sheet, or take the tick off; with the last one the car is prepared.

    Raises:
        Missing: no such appointment, or the sheet has no such point.
        NotAllowed: the point belongs to another role.
        NotExpected: the car is here, or does not come.
    """
    point = point_of(code)
    if point is None:
        raise Missing(_("This record does not exist."))
    roles = {point.role, Role.SERVICE_MANAGER}
    if by.kind is ActorKind.STAFF and by.roles and not by.is_any_of(*(r for r in roles if r)):
        label = point.role.label if point.role else ""
        raise NotAllowed(_("This point is ticked by: %(role)s.") % {"role": label})
    appointment = held_appointment(by, appointment_id, at=at)
    if appointment.state not in EXPECTED:
        raise NotExpected(appointment)
    ticks = PreparationTick.objects.seen_by(by).of(appointment)
    if is_done:
        PreparationTick.put(appointment, [code], by=by, at=at)
    else:
        ticks.filter(code=code).take_away()
    record(
        PreparationTicked(appointment_id=appointment.pk, point=code, is_done=is_done), by=by, at=at
    )
    _settle(appointment, by=by, at=at)
    return appointment


def _settle(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """Note whether everything is ready now, or no longer."""
    ticked = PreparationTick.objects.seen_by(by).of(appointment).values_list("code", flat=True)
    is_ready = wanted_codes(by, appointment) <= set(ticked)
    if is_ready == bool(appointment.prepared_at):
        return
    appointment.prepare(is_ready=is_ready, at=at)
    if is_ready and appointment.vehicle_id and appointment.party_id:
        fact = PreparationReady(
            appointment_id=appointment.pk,
            number=appointment.number,
            vehicle_id=appointment.vehicle_id,
            party_id=appointment.party_id,
            arrives_at=appointment.arrives_at,
        )
        record(fact, by=by, at=at)
