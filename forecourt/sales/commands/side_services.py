"""What clerks do for the buyer beside the car: loan, insurance, tax, plate, fitting."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Refused, WrongInput, refused_by
from forecourt.sales.commands.gifts import hand_out
from forecourt.sales.commands.payments import check_paid
from forecourt.sales.facts import SideServiceMoved
from forecourt.sales.models import (
    Allocation,
    OrderState,
    SalesOrder,
    SideKind,
    SideService,
)
from forecourt.sales.queries.days import business_day
from forecourt.sales.queries.gifts import is_issued
from forecourt.store.roles import Role
from forecourt.vehicles import commands as vehicles

CLERKS = {
    SideKind.LOAN: Role.FINANCE_CLERK,
    SideKind.MORTGAGE: Role.FINANCE_CLERK,
    SideKind.INSURANCE: Role.INSURANCE_CLERK,
    SideKind.PURCHASE_TAX: Role.REGISTRATION_CLERK,
    SideKind.PLATE: Role.REGISTRATION_CLERK,
    SideKind.FITTING: Role.ACCESSORY_CLERK,
    SideKind.GIFT: Role.ACCESSORY_CLERK,
}


class AlreadyWanted(Refused):
    code = "already-wanted"

    def __init__(self) -> None:
        super().__init__(_("This service is on the order already."))


class NotYourWork(Refused):
    code = "not-your-work"


class OrderClosed(Refused):
    code = "order-closed"


@transaction.atomic
def want_side_service(
    *, order_id: UUID, kind: SideKind, gift: str = "", by: Actor, at: datetime
) -> SideService:
    """Put a service on the order; of a gift it says what is promised.

    Raises:
        Missing: no such order of this person.
        OrderClosed: the car is delivered or the order cancelled.
        AlreadyWanted: it is on the order.
        WrongInput: nobody says which gift is promised.
    """
    order = locked(SalesOrder.objects.seen_by(by), order_id)
    if not order.is_open:
        label = OrderState(order.state).label
        raise OrderClosed(_("This order is “%(state)s”.") % {"state": label})
    gift = gift.strip() if kind == SideKind.GIFT else ""
    if kind == SideKind.GIFT and not gift:
        raise WrongInput(_("Say which gift is promised."), field="gift")
    with refused_by({"sales_sideservice_one_per_kind": AlreadyWanted()}):
        service = SideService.want(order, kind, gift=gift, at=at)
    _moved(service, by=by, at=at)
    return service


@transaction.atomic
def start_side_service(*, side_service_id: UUID, by: Actor, at: datetime) -> SideService:
    """Take it up: the documents are complete.

    Raises:
        Missing: the store has no such service.
        NotYourWork: another clerk does this kind.
        IllegalMove: it was taken up, finished or dropped.
    """
    service = _service(side_service_id, by=by)
    service.start(by=by, at=at)
    _moved(service, by=by, at=at)
    return service


@transaction.atomic
def wait_side_service(
    *, side_service_id: UUID, waits_for: str, waits_until: date, by: Actor, at: datetime
) -> SideService:
    """Somebody outside has it: who, and until when.

    Raises:
        Missing: the store has no such service.
        NotYourWork: another clerk does this kind.
        WrongInput: nobody is named, or the day is past.
        IllegalMove: it is not in work.
    """
    service = _service(side_service_id, by=by)
    if not waits_for.strip() or waits_until < business_day(by, at):
        raise WrongInput(_("Say who has it and until when."))
    service.wait(waits_for=waits_for, waits_until=waits_until, at=at)
    _moved(service, by=by, at=at)
    return service


@transaction.atomic
def resume_side_service(*, side_service_id: UUID, by: Actor, at: datetime) -> SideService:
    """The answer is here.

    Raises:
        Missing: the store has no such service.
        NotYourWork: another clerk does this kind.
        IllegalMove: it does not wait.
    """
    service = _service(side_service_id, by=by)
    service.resume(at=at)
    _moved(service, by=by, at=at)
    return service


@transaction.atomic
def finish_side_service(
    *,
    side_service_id: UUID,
    result_number: str,
    amount_fen: int = 0,
    ends_on: date | None = None,
    by: Actor,
    at: datetime,
) -> SideService:
    """It is done: policy, tax proof, plate or loan has a number.

    A plate goes onto the car; a loan counts as paid by the bank; a gift is issued, unless that
    was noted on the order before.

    Raises:
        Missing: the store has no such service.
        NotYourWork: another clerk does this kind.
        WrongInput: no number, a loan without an amount, a plate without a car.
        IllegalMove: it is not in work.
    """
    service = _service(side_service_id, by=by)
    order = locked(SalesOrder.objects.seen_by(by.house()), service.order_id)
    if not result_number.strip():
        raise WrongInput(_("Write down the number of the policy, proof, plate or loan."))
    if service.kind == SideKind.LOAN and not 0 < amount_fen <= order.total_fen:
        raise WrongInput(_("Say how much the bank lends; not more than the car costs."))
    service.finish(result_number=result_number, amount_fen=amount_fen, ends_on=ends_on, at=at)
    _moved(service, by=by, at=at)
    if service.kind == SideKind.LOAN:
        order.note_loan(amount_fen)
        check_paid(order_id=order.pk, by=by, at=at)
    if service.kind == SideKind.PLATE:
        _put_plate(order, result_number, by=by, at=at)
    if service.kind == SideKind.GIFT and not is_issued(order, service.gift, by=by):
        hand_out(order=order, gift=service.gift or service.label, by=by, at=at)
    return service


def _put_plate(order: SalesOrder, plate: str, *, by: Actor, at: datetime) -> None:
    held = Allocation.objects.seen_by(by).live().filter(order=order)
    allocation = held.select_related("stock_unit").first()
    if allocation is None or allocation.stock_unit.vehicle_id is None:
        raise WrongInput(_("No car is allocated yet; a plate belongs to a car."))
    vehicles.put_plate(
        vehicle_id=allocation.stock_unit.vehicle_id,
        plate=plate,
        held_from=business_day(by, at),
        by=by,
        at=at,
    )
    order.note_plate(plate)


@transaction.atomic
def drop_side_service(
    *, side_service_id: UUID, reason: str, by: Actor, at: datetime
) -> SideService:
    """The customer does not want it any more.

    Raises:
        Missing: the store has no such service.
        WrongInput: the customer's words are missing.
        IllegalMove: it is done or dropped.
    """
    rows = SideService.objects.seen_by(by).select_related("order")
    service = locked(rows, side_service_id)
    if not reason.strip():
        raise WrongInput(_("Write down what the customer said."))
    service.drop(reason, at=at)
    _moved(service, by=by, at=at)
    return service


def _service(side_service_id: UUID, *, by: Actor) -> SideService:
    rows = SideService.objects.seen_by(by).select_related("order")
    service = locked(rows, side_service_id)
    role = CLERKS[SideKind(service.kind)]
    if by.roles and not by.is_any_of(role):
        sentence = _("%(kind)s is the work of: %(role)s.")
        words = {"kind": SideKind(service.kind).label, "role": role.label}
        raise NotYourWork(sentence % words)
    return service


def _moved(service: SideService, *, by: Actor, at: datetime) -> None:
    fact = SideServiceMoved(
        side_service_id=service.pk,
        order_id=service.order_id,
        service_kind=service.kind,
        state=service.state,
    )
    record(fact, by=by, at=at)
