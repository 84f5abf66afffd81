"""The hour of delivery: plan, prepare, start, tick, sign, out of the gate; gifts and thanks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.customers import commands as customers
from forecourt.kernel.actor import Actor
from forecourt.kernel.attachments import keep_image, keep_signature
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.numbering import draw_number
from forecourt.kernel.refusals import Refused, WrongInput, refused_by
from forecourt.kernel.source import Source
from forecourt.leads import commands as leads
from forecourt.sales.facts import (
    DeliveryMoved,
    DeliveryPlanned,
    ThankYouDone,
    VehicleDelivered,
)
from forecourt.sales.models import (
    Allocation,
    Delivery,
    DeliveryDocument,
    DeliveryState,
    GiftIssue,
    OrderState,
    SalesOrder,
    SideKind,
    SideService,
    StockState,
    StockUnit,
)
from forecourt.sales.queries.days import business_day
from forecourt.sales.queries.gifts import is_issued
from forecourt.sales.queries.quoting import checklist
from forecourt.store.queries import rule
from forecourt.vehicles import commands as vehicles
from forecourt.vehicles.models import ReadingSource, Vehicle, VehicleRole


class RoomTaken(Refused):
    code = "room-taken"

    def __init__(self, room: str) -> None:
        sentence = _("%(room)s is taken at that time. Choose another time or room.")
        super().__init__(sentence % {"room": room})


class DeliveryPlannedAlready(Refused):
    code = "delivery-planned"

    def __init__(self) -> None:
        super().__init__(_("This order already has a delivery. Move that one."))


class OrderNotReady(Refused):
    code = "order-not-ready"

    def __init__(self) -> None:
        super().__init__(_("The order is not ready for delivery yet."))


class ChecklistIncomplete(Refused):
    code = "checklist-incomplete"


class GiftMissing(Refused):
    code = "gift-missing"

    def __init__(self, gift: str) -> None:
        sentence = _("The promised gift is not issued yet: %(gift)s.")
        super().__init__(sentence % {"gift": gift})


class ThankedAlready(Refused):
    code = "thanked-already"

    def __init__(self) -> None:
        super().__init__(_("This customer was thanked already."))


@transaction.atomic
def plan_delivery(
    *,
    order_id: UUID,
    room: str,
    starts_at: datetime,
    specialist_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Delivery:
    """Give the customer an hour and a room.

    Raises:
        Missing: the store has no such order.
        OrderNotReady: something on the order is not done.
        WrongInput: the hour is past, or no room is named.
        RoomTaken: another delivery has the room then.
        DeliveryPlannedAlready: the order has its delivery.
    """
    order = locked(SalesOrder.objects.seen_by(by), order_id)
    if order.state != OrderState.READY:
        raise OrderNotReady
    _check_hour(room, starts_at, at=at)
    today = business_day(by, at)
    minutes = rule(by, "sales.delivery_minutes", on=today)
    taken = {
        "sales_delivery_no_overlap_per_room": RoomTaken(room),
        "sales_delivery_one_live_per_order": DeliveryPlannedAlready(),
    }
    with refused_by(taken):
        delivery = Delivery.plan(
            order,
            checklist(by, "delivery"),
            number=draw_number(by, "DV", on=today),
            room=room,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=minutes),
            specialist_id=specialist_id or by.staff_id,
            at=at,
        )
    fact = DeliveryPlanned(
        delivery_id=delivery.pk,
        order_id=order.pk,
        party_id=order.party_id,
        consultant_id=order.consultant_id,
        starts_at=starts_at,
        room=room,
    )
    record(fact, by=by, at=at)
    return delivery


def _check_hour(room: str, starts_at: datetime, *, at: datetime) -> None:
    if not room.strip():
        raise WrongInput(_("Say in which room the car is handed over."))
    if starts_at < at - timedelta(minutes=15):
        raise WrongInput(_("This time is past. Choose a later one."))


@transaction.atomic
def move_delivery(
    *,
    delivery_id: UUID,
    room: str,
    starts_at: datetime,
    reason: str,
    by: Actor,
    at: datetime,
) -> Delivery:
    """Another hour, told to the customer.

    Raises:
        Missing: the store has no such delivery.
        WrongInput: no reason, no room, or a past hour.
        RoomTaken: another delivery has the room then.
        IllegalMove: the customer is here already.
    """
    delivery = _delivery(delivery_id, by=by)
    if not reason.strip():
        raise WrongInput(_("Say why the delivery moves."))
    _check_hour(room, starts_at, at=at)
    length = delivery.ends_at - delivery.starts_at
    with refused_by({"sales_delivery_no_overlap_per_room": RoomTaken(room)}):
        delivery.move(
            room=room, starts_at=starts_at, ends_at=starts_at + length, reason=reason, at=at
        )
    return _moved(delivery, by=by, at=at, reason=reason)


@transaction.atomic
def cancel_delivery(*, delivery_id: UUID, reason: str, by: Actor, at: datetime) -> Delivery:
    """No delivery at that hour; the order stays ready.

    Raises:
        Missing: the store has no such delivery.
        WrongInput: no reason is given.
        IllegalMove: the customer is here already.
    """
    delivery = _delivery(delivery_id, by=by)
    if not reason.strip():
        raise WrongInput(_("Say why the delivery does not take place."))
    delivery.cancel(reason, at=at)
    return _moved(delivery, by=by, at=at, reason=reason)


@transaction.atomic
def prepare_delivery(
    *, delivery_id: UUID, is_washed: bool, is_fuelled: bool, by: Actor, at: datetime
) -> Delivery:
    """The car is clean and fuelled or charged, papers of the law and promised gifts are there.

    Raises:
        Missing: the store has no such delivery.
        ChecklistIncomplete: names the papers that are missing, or car and tank.
        GiftMissing: names the promised gift that nobody has issued.
        IllegalMove: it is not planned.
    """
    delivery = _delivery(delivery_id, by=by)
    if not (is_washed and is_fuelled):
        raise ChecklistIncomplete(_("Wash the car and fuel or charge it first."))
    papers = DeliveryDocument.objects.seen_by(by).missing().filter(delivery=delivery, is_law=True)
    _must_be_empty([row.name for row in papers.order_by("position")])
    promised = SideService.objects.seen_by(by).unfinished().filter(kind=SideKind.GIFT)
    for promise in promised.filter(order=delivery.order).order_by("pk"):
        if not is_issued(delivery.order, promise.gift, by=by):
            raise GiftMissing(promise.gift or promise.label)
    delivery.prepare(at=at)
    return _moved(delivery, by=by, at=at)


@transaction.atomic
def tick_document(
    *, delivery_id: UUID, document_id: UUID, is_done: bool, by: Actor, at: datetime
) -> DeliveryDocument:
    """A paper is given or a thing explained, or not; small steps leave no fact of their own.

    Raises:
        Missing: no such delivery or line.
        IllegalMove: the sheet is signed.
    """
    delivery = _delivery(delivery_id, by=by)
    if delivery.state in {DeliveryState.SIGNED, DeliveryState.DONE, DeliveryState.CANCELLED}:
        raise ChecklistIncomplete(_("The sheet is closed; nothing on it changes any more."))
    rows = DeliveryDocument.objects.seen_by(by).filter(delivery=delivery)
    document = locked(rows, document_id)
    document.tick(is_done=is_done, by=by, at=at)
    return document


@transaction.atomic
def start_delivery(*, delivery_id: UUID, identity_tail: str, by: Actor, at: datetime) -> Delivery:
    """The customer is here, and is the one who bought.

    Raises:
        Missing: the store has no such delivery.
        WrongInput: another paper than at the signing.
        IllegalMove: it is not prepared.
    """
    delivery = _delivery(delivery_id, by=by)
    if identity_tail.strip().upper() != delivery.order.identity_tail.upper():
        raise WrongInput(_("This is not the paper that was seen at the signing. Check who it is."))
    delivery.start(at=at)
    return _moved(delivery, by=by, at=at)


@transaction.atomic
def sign_delivery(
    *,
    delivery_id: UUID,
    signature: str,
    km: int,
    is_page_opened: bool,
    may_photograph: bool = False,
    photo: BinaryIO | None = None,
    by: Actor,
    at: datetime,
) -> Delivery:
    """The customer signs the sheet.

    Raises:
        Missing: the store has no such delivery.
        ChecklistIncomplete: names what is not ticked, or the owner page.
        WrongInput: a photo without the customer's yes.
        BadImage: the signature is missing.
        IllegalMove: the customer is not here.
    """
    delivery = _delivery(delivery_id, by=by)
    rows = DeliveryDocument.objects.seen_by(by).missing().filter(delivery=delivery)
    _must_be_empty([row.name for row in rows.order_by("position")])
    if not is_page_opened:
        raise ChecklistIncomplete(_("Open the owner page on the customer's phone first."))
    if photo is not None and not may_photograph:
        raise WrongInput(_("No photo without the customer's consent."))
    kept = keep_signature(signature, by=by, at=at)
    delivery.sign(signature=kept, km=km, may_photograph=may_photograph, at=at)
    if photo is not None:
        delivery.keep_photo(keep_image(photo, by=by, at=at))
    return _moved(delivery, by=by, at=at)


def _must_be_empty(names: list[str]) -> None:
    if names:
        sentence = _("Not ticked yet: %(what)s.")
        raise ChecklistIncomplete(sentence % {"what": "; ".join(names)})


@transaction.atomic
def let_car_out(*, delivery_id: UUID, by: Actor, at: datetime) -> Delivery:
    """The gate opens: the car is its owner's, and everybody hears of it.

    Raises:
        Missing: the store has no such delivery.
        IllegalMove: the sheet is not signed.
    """
    delivery = _delivery(delivery_id, by=by)
    order = locked(SalesOrder.objects.seen_by(by.house()), delivery.order_id)
    held = Allocation.objects.seen_by(by).live().filter(order=order).first()
    if held is None:
        raise OrderNotReady
    unit = locked(StockUnit.objects.seen_by(by).select_related("variant"), held.stock_unit_id)
    allocation = locked(Allocation.objects.seen_by(by), held.pk)
    today = business_day(by, at)
    delivery.let_out(draw_number(by, "GP", on=today, width=4), at=at)
    allocation.fulfil(at=at)
    unit.move(StockState.DELIVERED, at=at)
    order.note_delivered(at=at)
    leads.mark_delivered(opportunity_id=order.opportunity_id, by=by, at=at)
    _hand_over(order, unit, delivery, by=by, at=at)
    return delivery


def _hand_over(
    order: SalesOrder, unit: StockUnit, delivery: Delivery, *, by: Actor, at: datetime
) -> None:
    """The car knows its owner, first reading and day of delivery; the buyer has a consultant."""
    vehicle_id, km, today = unit.vehicle_id, delivery.km, business_day(by, at)
    assert vehicle_id is not None and km is not None  # noqa: PT018 - signed with both
    vehicles.set_vehicle_party(
        vehicle_id=vehicle_id,
        party_id=order.party_id,
        role=VehicleRole.OWNER,
        held_from=today,
        by=by,
        at=at,
    )
    vehicles.read_odometer(
        vehicle_id=vehicle_id,
        km=km,
        reading_source=ReadingSource.DELIVERY,
        source=Source("sales.delivery", str(delivery.pk)),
        by=by,
        at=at,
    )
    car = Vehicle.objects.seen_by(by).get(pk=vehicle_id)
    vehicles.change_vehicle(
        vehicle_id=vehicle_id,
        vin=car.vin,
        vin_reason=car.vin_reason,
        product_code=unit.variant.product_code,
        model_text=car.model_text,
        colour_text=car.colour_text,
        engine_number=unit.engine_number or car.engine_number,
        first_registered_on=car.first_registered_on or today,
        delivered_on=today,
        is_severe_use=car.is_severe_use,
        note=car.note,
        by=by,
        at=at,
    )
    if order.consultant_id:
        customers.look_after(
            party_id=order.party_id, consultant_id=order.consultant_id, by=by, at=at
        )
    policy = (
        SideService.objects.seen_by(by)
        .filter(order=order, kind=SideKind.INSURANCE, state="done")
        .first()
    )
    fact = VehicleDelivered(
        delivery_id=delivery.pk,
        order_id=order.pk,
        opportunity_id=order.opportunity_id,
        party_id=order.party_id,
        vehicle_id=vehicle_id,
        consultant_id=order.consultant_id,
        km=km,
        delivered_on=today,
        invoiced_on=order.invoiced_on,
        insurance_ends_on=policy.ends_on if policy else None,
    )
    record(fact, by=by, at=at)


@transaction.atomic
def thank_customer(
    *, order_id: UUID, channel: str, gift: str, by: Actor, at: datetime
) -> GiftIssue:
    """The letter of thanks, with its gift, has gone out after the delivery.

    Raises:
        Missing: no such order of this person.
        OrderNotReady: the car is not delivered yet.
        ThankedAlready: it was done.
    """
    order = locked(SalesOrder.objects.seen_by(by), order_id)
    if order.state not in {OrderState.DELIVERED, OrderState.REPORTED}:
        raise OrderNotReady
    done = Allocation.objects.seen_by(by).filter(order=order, state="fulfilled")
    unit = done.select_related("stock_unit").get().stock_unit
    assert unit.vehicle_id is not None
    with refused_by({"sales_giftissue_thanks_once": ThankedAlready()}):
        row = GiftIssue.hand_out(
            order, gift or _("Letter of thanks"), is_thanks=True, channel=channel, by=by, at=at
        )
    fact = ThankYouDone(
        order_id=order.pk, party_id=order.party_id, vehicle_id=unit.vehicle_id, channel=channel
    )
    record(fact, by=by, at=at)
    return row


def _delivery(delivery_id: UUID, *, by: Actor) -> Delivery:
    return locked(Delivery.objects.seen_by(by).select_related("order"), delivery_id)


def _moved(delivery: Delivery, *, by: Actor, at: datetime, reason: str = "") -> Delivery:
    fact = DeliveryMoved(
        delivery_id=delivery.pk,
        order_id=delivery.order_id,
        party_id=delivery.order.party_id,
        state=delivery.state,
        reason=reason,
    )
    record(fact, by=by, at=at)
    return delivery
