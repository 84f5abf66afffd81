"""Makers: cars in the shop whose customers agreed to be shown, or did not."""

from __future__ import annotations

from datetime import datetime

from forecourt.customers.models import ConsentPurpose
from forecourt.customers.tests.make import make_consent, make_party
from forecourt.kernel.numbering import draw_number
from forecourt.service.models import FloorStage, RepairOrder
from forecourt.store.models import Staff
from forecourt.store.tests.make import NINE, make_actor
from forecourt.vehicles.tests.make import make_vehicle


def make_car_in_shop(
    plate: str = "粤A12345",
    *,
    stage: FloorStage = FloorStage.AUTHORISED,
    agreed: bool = True,
    adviser: Staff | None = None,
    promise_at: datetime | None = None,
    at: datetime = NINE,
) -> RepairOrder:
    """A car that came as far as ``stage``; its customer agreed to be shown, unless not."""
    by, party = make_actor(), make_party(f"Owner of {plate}", phone="")
    if agreed:
        make_consent(party, ConsentPurpose.BOARD_DISPLAY)
    return RepairOrder.objects.create(
        store_id=by.store_id,
        number=draw_number(by, "RO", on=at.date()),
        floor_stage=stage,
        entered_at=at,
        opened_at=at,
        opened_by=by.key,
        vehicle=make_vehicle(plate, owner=party),
        party=party,
        plate=plate,
        model_text="恒川 H5",
        customer_name=party.name,
        odometer_km=1000,
        wait_type="waits_here",
        adviser=adviser,
        first_promise_at=promise_at,
        promise_at=promise_at,
        left_at=at if stage == FloorStage.GATE_OUT else None,
    )
