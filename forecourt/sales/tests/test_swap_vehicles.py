"""Two orders exchange their locked cars in one step, or not at all."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from forecourt.customers.tests.make import make_party
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Missing, WrongInput
from forecourt.sales.commands import CannotSwap, DatesNotAccepted, SpecDiffers, swap_vehicles
from forecourt.sales.models import Allocation, OrderState, SideKind, StockState
from forecourt.sales.tests.make import (
    SPEC,
    make_allocation,
    make_inspection,
    make_order,
    make_side_service,
    make_unit,
)
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, login, make_actor, make_staff, make_store

pytestmark = pytest.mark.django_db


def locked_car(
    name: str, *, state: OrderState = OrderState.ALLOCATED, spec: str = SPEC
) -> Allocation:
    order = make_order(make_party(name, phone=""), state=state)
    return make_allocation(order, make_unit(spec=spec))


def swap(first: Allocation, second: Allocation, **more: Any) -> tuple[Allocation, Allocation]:
    values = {"reason": "A asked for the earlier car", "dates_hold": True, **more}
    return swap_vehicles(
        allocation_id=first.pk, other_id=second.pk, by=make_actor(), at=NINE, **values
    )


def cars() -> list[tuple[str, str]]:
    rows = Allocation.objects.live().order_by("order__party__name")
    return [(row.order.party.name, row.stock_unit.vin) for row in rows]


def test_two_orders_exchange_their_cars_and_each_car_brings_its_inspection() -> None:
    first, second = locked_car("A"), locked_car("B", state=OrderState.PAID)
    sheet = make_inspection(first.stock_unit, first.order)
    before = cars()

    mine, theirs = swap(first, second)

    assert cars() == [("A", before[1][1]), ("B", before[0][1])]
    assert (mine.state, theirs.state) == ("locked", "locked")
    first.refresh_from_db()
    assert (first.state, first.end_reason) == ("released", "A asked for the earlier car")
    sheet.refresh_from_db()
    assert sheet.order_id == second.order_id
    units = {first.stock_unit, second.stock_unit}
    for unit in units:
        unit.refresh_from_db()
        assert unit.state == StockState.ALLOCATED
    second.order.refresh_from_db()
    assert second.order.state == OrderState.PAID


def test_the_journal_says_who_let_go_of_what_and_who_got_it() -> None:
    swap(locked_car("A"), locked_car("B"))

    kinds = Entry.objects.order_by("pk").values_list("kind", flat=True)
    assert [kind for kind in kinds if "alloc" in kind] == [
        "sales.allocation_released",
        "sales.allocation_released",
        "sales.vehicle_allocated",
        "sales.vehicle_allocated",
    ]


def test_both_promised_dates_must_hold() -> None:
    first, second = locked_car("A"), locked_car("B")

    with pytest.raises(DatesNotAccepted, match=f"{first.order.number} is promised for 2026-12-10"):
        swap(first, second, dates_hold=False)

    assert Allocation.objects.live().count() == 2
    assert not Entry.objects.exists()


def test_another_specification_needs_the_customers_word_on_each_side() -> None:
    first, second = locked_car("A"), locked_car("B", spec="OTHER|||")

    with pytest.raises(SpecDiffers):
        swap(first, second)
    assert not Entry.objects.exists()
    mine, theirs = swap(first, second, agreed_difference="black is fine")

    assert (mine.agreed_difference, theirs.agreed_difference) == ("black is fine", "")


@pytest.mark.parametrize(
    ("state", "words"),
    [(OrderState.APPROVED, "its car stays"), (OrderState.INVOICED, "its car stays")],
)
def test_only_cars_of_orders_without_an_invoice_are_swapped(state: OrderState, words: str) -> None:
    first, second = locked_car("A"), locked_car("B", state=state)

    with pytest.raises(CannotSwap, match=words):
        swap(first, second)

    assert not Entry.objects.exists()


def test_a_car_that_is_being_fitted_stays() -> None:
    first, second = locked_car("A"), locked_car("B")
    make_side_service(second.order, SideKind.FITTING).start(by=make_actor(), at=NINE)

    with pytest.raises(CannotSwap, match="being fitted"):
        swap(first, second)


def test_a_held_car_is_not_swapped() -> None:
    first = locked_car("A")
    order = make_order(make_party("B", phone=""), state=OrderState.APPROVED)
    held = make_allocation(order, expires_at=NINE)

    with pytest.raises(CannotSwap, match="only locked cars"):
        swap(first, held)


def test_without_a_reason_or_with_itself_nothing_is_swapped() -> None:
    first, second = locked_car("A"), locked_car("B")

    with pytest.raises(WrongInput, match="Say why"):
        swap(first, second, reason=" ")
    with pytest.raises(WrongInput, match="another order"):
        swap(first, first)


def test_a_car_of_another_store_does_not_exist() -> None:
    first = locked_car("A")
    far = make_order(
        make_party("B", phone=""), state=OrderState.ALLOCATED, store=make_store("Second Store")
    )
    there = make_allocation(far, make_unit(store=far.store))

    with pytest.raises(Missing):
        swap(first, there)


def test_the_manager_swaps_on_the_page_and_the_clerk_does_not(client: Client) -> None:
    first, second = locked_car("A"), locked_car("B")
    login(client, make_staff("Zhao Min", Role.SALES_MANAGER))
    address = f"/sales/allocation/{first.pk}/swap/"

    page = client.get(address).text
    sent = {"other_id": second.pk, "reason": "earlier", "idempotency_key": str(uuid4())}
    refused = client.post(f"{address}now/", sent)
    done = client.post(
        f"{address}now/", {**sent, "dates_hold": "on", "idempotency_key": str(uuid4())}
    )
    order = client.get(f"/sales/orders/{first.order_id}/").text

    assert f'id="swap-{second.pk}"' in page
    assert (refused.status_code, done.status_code) == (422, 302)
    assert "/swap/" in order
    assert client.get(address).status_code == 404  # it has let go of its car
    login(client, make_staff("Chen Jie", Role.ALLOCATION_CLERK))
    assert client.get(address).status_code == 403
