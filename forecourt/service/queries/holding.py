"""Records that a command is about to change: locked, and seen with the eyes of who asks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor, ActorKind
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Missing, NotAllowed
from forecourt.service.models import Appointment, JobLine, RepairOrder
from forecourt.service.queries.cars import check_is_own
from forecourt.store.queries import business_day


def held_appointment(by: Actor, appointment_id: UUID, *, at: datetime) -> Appointment:
    """The appointment, held until the transaction ends.

    Raises:
        Missing: this store has no such appointment, or it is not this owner's.
    """
    appointment = locked(Appointment.objects.seen_by(by), appointment_id)
    if by.kind is ActorKind.OWNER and by.party_id not in {
        appointment.held_for_id,
        appointment.party_id,
    }:
        if appointment.vehicle_id is None:
            raise Missing(_("This record does not exist."))
        check_is_own(by, appointment.vehicle_id, on=business_day(by, at))
    return appointment


def held_order(by: Actor, order_id: UUID) -> RepairOrder:
    """The order, held until the transaction ends, for whoever may read it.

    Raises:
        Missing: this store has no such order.
    """
    return locked(RepairOrder.objects.seen_by(by), order_id)


def own_order(by: Actor, order_id: UUID) -> RepairOrder:
    """The order, held until the transaction ends, for the adviser whose order it is.

    Raises:
        Missing: this store has no such order.
        NotAllowed: it is another adviser's, and this person may not change those.
    """
    order = locked(RepairOrder.objects.seen_by(by), order_id)
    is_own = order.adviser_id is None or by.staff_id is None or order.adviser_id == by.staff_id
    if not is_own and not by.may("service.change_any_order"):
        raise NotAllowed(_("Another adviser looks after %(order)s.") % {"order": order.number})
    return order


def order_of_line(by: Actor, line_id: UUID) -> UUID:
    """Which order a line stands on.

    Raises:
        Missing: this store has no such line.
    """
    found = JobLine.objects.seen_by(by).filter(pk=line_id).values_list("order_id", flat=True)
    order_id = found.first()
    if order_id is None:
        raise Missing(_("This record does not exist."))
    return order_id


def check_may_answer(by: Actor, order: RepairOrder, *, at: datetime) -> None:
    """Let staff pass, and the customer of this order or the owner of its car.

    Raises:
        Missing: it is somebody else's order.
    """
    if by.kind is ActorKind.OWNER and order.party_id != by.party_id:
        check_is_own(by, order.vehicle_id, on=business_day(by, at))
