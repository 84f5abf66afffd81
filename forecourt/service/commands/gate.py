"""The gate: a pass for a settled car, and the car leaves."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.numbering import draw_number
from forecourt.kernel.refusals import Missing, Refused, refused_by
from forecourt.service.facts import GatePassGiven, ServiceClosed
from forecourt.service.models import (
    Appointment,
    AppointmentState,
    FloorStage,
    GatePass,
    JobLine,
    RepairOrder,
    Settlement,
    SettlementState,
)
from forecourt.service.queries.facts import about_order
from forecourt.service.queries.holding import held_order
from forecourt.store.queries import business_day
from forecourt.vehicles.commands import note_service


class NotSettled(Refused):
    code = "not-settled"

    def __init__(self, order: RepairOrder) -> None:
        stage = FloorStage(order.floor_stage).label
        sentence = _("%(order)s is “%(stage)s”. The pass is given once it is paid or on credit.")
        super().__init__(sentence % {"order": order.number, "stage": stage})


class PassGiven(Refused):
    code = "pass-given"

    def __init__(self, order: RepairOrder) -> None:
        sentence = _("%(order)s has its gate pass already. Print that one again.")
        super().__init__(sentence % {"order": order.number})


class PassUsed(Refused):
    code = "pass-used"

    def __init__(self, gate_pass: GatePass) -> None:
        sentence = _("Pass %(number)s was used before. Stop the car and ask the adviser.")
        super().__init__(sentence % {"number": gate_pass.number})


@transaction.atomic
def give_gate_pass(*, order_id: UUID, by: Actor, at: datetime) -> GatePass:
    """Give the permit to leave.

    Raises:
        Missing: this store has no such order.
        NotSettled: money is due.
        PassGiven: there is one already.
    """
    order = held_order(by, order_id)
    settled = Settlement.objects.seen_by(by).of(order.pk).live()
    may_leave = settled.filter(state__in=(SettlementState.PAID, SettlementState.ON_CREDIT))
    if GatePass.objects.seen_by(by).filter(order=order).exists():
        raise PassGiven(order)
    if order.floor_stage != FloorStage.SETTLED or not may_leave.exists():
        raise NotSettled(order)
    number = draw_number(by, "GP", on=business_day(by, at), width=4)
    with refused_by({"service_gatepass_one_per_car": PassGiven(order)}):
        gate_pass = GatePass.give(order, number, by=by, at=at)
    fact = GatePassGiven(
        *about_order(order), gate_pass_id=gate_pass.pk, pass_number=gate_pass.number
    )
    record(fact, by=by, at=at)
    return gate_pass


@transaction.atomic
def open_gate(*, code: str, by: Actor, at: datetime) -> RepairOrder:
    """Let the car out whose pass has this number, or whose QR code says this.

    Raises:
        Missing: this store gave no such pass.
        PassUsed: a car left with it before.
        NotSettled: the settlement was reversed after the pass was given.
    """
    typed = code.strip()
    found = GatePass.objects.seen_by(by).filter(Q(number=typed.upper()) | Q(token=typed)).first()
    if found is None:
        raise Missing(_("There is no gate pass “%(code)s”.") % {"code": typed[:40]})
    order = held_order(by, found.order_id)
    gate_pass = locked(GatePass.objects.seen_by(by), found.pk)
    if gate_pass.used_at:
        raise PassUsed(gate_pass)
    if order.floor_stage != FloorStage.SETTLED:
        raise NotSettled(order)
    settlement = Settlement.objects.seen_by(by).of(order.pk).live().first()
    if settlement and settlement.state != SettlementState.RELEASED:
        settlement.move(SettlementState.RELEASED, at=at)
    _fulfil_appointment(order, by=by, at=at)
    gate_pass.use(by=by, at=at)
    order.leave(at=at)
    closed = _closed(order, settlement, by=by, at=at)
    if closed.is_maintenance:
        on = business_day(by, at)
        note_service(vehicle_id=order.vehicle_id, km=order.odometer_km, on=on, by=by, at=at)
    record(closed, by=by, at=at)
    return order


def _fulfil_appointment(order: RepairOrder, *, by: Actor, at: datetime) -> None:
    if order.appointment_id is None:
        return
    appointment = locked(Appointment.objects.seen_by(by), order.appointment_id)
    if appointment.state == AppointmentState.CHECKED_IN:
        appointment.fulfil(at=at)


def _closed(
    order: RepairOrder, settlement: Settlement | None, *, by: Actor, at: datetime
) -> ServiceClosed:
    done = JobLine.objects.seen_by(by).of(order.pk).authorised()
    codes = sorted({code for code in done.values_list("menu_code", flat=True) if code})
    return ServiceClosed(
        *about_order(order),
        odometer_km=order.odometer_km,
        closed_at=at,
        total_fen=settlement.total_fen if settlement else 0,
        menu_codes=tuple(codes),
        is_maintenance=bool(codes),
        appointment_id=order.appointment_id,
    )
