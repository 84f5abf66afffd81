"""Deliveries: one room, the papers of the law, the right person, the signature."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from forecourt.customers.tests.make import make_party
from forecourt.kernel.attachments import BadImage
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import WrongInput
from forecourt.leads.tests.make import SIGNATURE
from forecourt.sales import commands
from forecourt.sales.commands import (
    ChecklistIncomplete,
    DeliveryPlannedAlready,
    GiftMissing,
    OrderNotReady,
    RoomTaken,
)
from forecourt.sales.models import (
    Delivery,
    DeliveryState,
    GiftIssue,
    OrderState,
    SideKind,
    SideService,
)
from forecourt.sales.tests.make import make_delivery, make_order
from forecourt.store.tests.make import NINE, make_actor

pytestmark = pytest.mark.django_db
TEN = NINE + timedelta(hours=1)


def _plan(order: Any, room: str = "Room 1") -> Delivery:  # Any: an order
    return commands.plan_delivery(
        order_id=order.pk, room=room, starts_at=TEN, by=make_actor(), at=NINE
    )


def test_a_ready_order_gets_an_hour_and_a_sheet() -> None:
    delivery = _plan(make_order(state=OrderState.READY))

    assert (delivery.number, delivery.ends_at) == ("DV-261124-001", TEN + timedelta(minutes=60))
    assert delivery.documents.filter(is_law=True).count() == 6
    assert Entry.objects.get().kind == "sales.delivery_planned"


def test_an_order_that_is_not_ready_is_not_delivered() -> None:
    with pytest.raises(OrderNotReady):
        _plan(make_order(state=OrderState.INVOICED))


def test_one_room_holds_one_delivery() -> None:
    _plan(make_order(make_party("A", phone=""), state=OrderState.READY))
    other = make_order(make_party("B", phone=""), state=OrderState.READY)

    with pytest.raises(RoomTaken, match="Room 1"), transaction.atomic():
        _plan(other)
    _plan(other, "Room 2")
    with pytest.raises(DeliveryPlannedAlready):
        _plan(other, "Room 3")


def test_nothing_is_prepared_without_the_papers_of_the_law() -> None:
    delivery = make_delivery()

    with pytest.raises(ChecklistIncomplete, match="Factory certificate"):
        commands.prepare_delivery(
            delivery_id=delivery.pk, is_washed=True, is_fuelled=True, by=make_actor(), at=NINE
        )


def _prepare(delivery: Delivery) -> Delivery:
    return commands.prepare_delivery(
        delivery_id=delivery.pk, is_washed=True, is_fuelled=True, by=make_actor(), at=NINE
    )


def _with_promised_gift() -> tuple[Delivery, SideService]:
    delivery = make_delivery()
    for document in delivery.documents.all():
        document.tick(is_done=True, by=make_actor(), at=NINE)
    promise = commands.want_side_service(
        order_id=delivery.order_id, kind=SideKind.GIFT, gift="行车记录仪", by=make_actor(), at=NINE
    )
    return delivery, promise


def test_nothing_is_prepared_before_the_promised_gift_is_issued() -> None:
    delivery, promise = _with_promised_gift()

    with pytest.raises(GiftMissing, match="not issued yet: 行车记录仪"):
        _prepare(delivery)
    clerk = make_actor()
    commands.start_side_service(side_service_id=promise.pk, by=clerk, at=NINE)
    commands.finish_side_service(side_service_id=promise.pk, result_number="G-1", by=clerk, at=NINE)

    assert _prepare(delivery).state == DeliveryState.PREPARED
    assert GiftIssue.objects.get().gift == "行车记录仪"


def test_a_gift_handed_out_on_the_order_keeps_the_promise() -> None:
    delivery, promise = _with_promised_gift()

    commands.issue_gift(order_id=delivery.order_id, gift="行车记录仪", by=make_actor(), at=NINE)
    prepared = _prepare(delivery)
    commands.start_side_service(side_service_id=promise.pk, by=make_actor(), at=NINE)
    commands.finish_side_service(
        side_service_id=promise.pk, result_number="G-1", by=make_actor(), at=NINE
    )

    assert prepared.state == DeliveryState.PREPARED
    assert GiftIssue.objects.count() == 1


def test_a_promised_gift_has_a_name() -> None:
    with pytest.raises(WrongInput, match="which gift"):
        commands.want_side_service(
            order_id=make_order().pk, kind=SideKind.GIFT, by=make_actor(), at=NINE
        )


def test_only_the_buyer_starts_the_delivery() -> None:
    delivery = make_delivery(state=DeliveryState.PREPARED)

    with pytest.raises(WrongInput, match="not the paper"):
        commands.start_delivery(
            delivery_id=delivery.pk, identity_tail="9999", by=make_actor(), at=NINE
        )


def _sign(delivery: Delivery, **changes: Any) -> Delivery:  # Any: a test's values
    values: dict[str, Any] = {
        "delivery_id": delivery.pk,
        "signature": SIGNATURE,
        "km": 15,
        "is_page_opened": True,
        "by": make_actor(),
        "at": NINE,
    }
    return commands.sign_delivery(**(values | changes))


def test_the_sheet_is_signed_when_all_of_it_is_ticked() -> None:
    delivery = make_delivery(state=DeliveryState.IN_PROGRESS)

    with pytest.raises(ChecklistIncomplete):
        _sign(delivery)
    for document in delivery.documents.all():
        document.tick(is_done=True, by=make_actor(), at=NINE)
    with pytest.raises(ChecklistIncomplete, match="owner page"):
        _sign(delivery, is_page_opened=False)
    with pytest.raises(BadImage):
        _sign(delivery, signature="")
    _sign(delivery)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.km) == (DeliveryState.SIGNED, 15)


def test_a_moved_delivery_frees_its_room() -> None:
    delivery = make_delivery(starts_at=TEN)

    commands.move_delivery(
        delivery_id=delivery.pk,
        room="Room 2",
        starts_at=TEN + timedelta(days=1),
        reason="Customer asked",
        by=make_actor(),
        at=NINE,
    )

    _plan(make_order(make_party("B", phone=""), state=OrderState.READY))
    delivery.refresh_from_db()
    assert (delivery.room, delivery.state) == ("Room 2", DeliveryState.PLANNED)
