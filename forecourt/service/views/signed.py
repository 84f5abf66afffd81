"""Reception at the counter: a whole order in one sheet, for a customer who signs at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.service import commands
from forecourt.service.forms import OpenSignedOrder
from forecourt.service.models import Complaint
from forecourt.service.queries import booking
from forecourt.service.queries.promises import proposed_promise
from forecourt.ui.asked import asked_key
from forecourt.workshop.models import WaitType


@require_GET
@may("service.open_order")
def new(request: StaffRequest) -> HttpResponse:
    """The sheet for the car that ``?vehicle=`` names; without one, first the car is looked for."""
    vehicle_id = asked_key(request.GET.get("vehicle", ""))
    if vehicle_id is None:
        return redirect("service:order_new")
    promise_at = proposed_promise(request.actor, "", at=clock.now())
    values = {
        "vehicle_id": vehicle_id,
        "wait_type": WaitType.WAITS_HERE,
        "promise_at": promise_at,
        "walk_around": OpenSignedOrder.base_fields["walk_around"].initial,
    }
    return _sheet(request, OpenSignedOrder(initial=values), vehicle_id)


def _sheet(
    request: StaffRequest, form: OpenSignedOrder, vehicle_id: UUID | None, status: int = 200
) -> HttpResponse:
    by, at = request.actor, clock.now()
    context: dict[str, Any] = {  # Any: a context
        "form": form,
        "picture": booking.car_picture(by, vehicle_id, at=at) if vehicle_id else None,
        "operations": booking.operations(by) if vehicle_id else [],
        "bays": booking.bays_in_use(by),
    }
    return render(request, "service/order_signed.html", context, status=status)


@require_POST
@may("service.open_order")
@once
def open_signed(request: StaffRequest) -> HttpResponse:
    form = OpenSignedOrder(request.POST)
    if not form.is_valid():
        return _sheet(request, form, form.cleaned_data.get("vehicle_id"), status=422)
    order = commands.open_order_with_lines(
        **_ordered(form.cleaned_data), by=request.actor, at=clock.now()
    )
    return redirect("service:order", order.pk)


def _ordered(values: dict[str, Any]) -> dict[str, Any]:  # Any: cleaned values, a command's
    """The words of the sheet as those of the command."""
    words, bay_id, starts_at = values["words"], values["bay_id"], values["starts_at"]
    taken = ("vehicle_id", "odometer_km", "wait_type", "walk_around", "person", "promise_at")
    codes = [code for code in values["labour_codes"] if code]
    return {name: values[name] for name in taken} | {
        "wishes": commands.Wishes(labour_codes=codes, parts=values["parts"]),
        "concerns": [Complaint(words=words)] if words else [],
        "place": commands.Place(bay_id=bay_id, starts_at=starts_at) if bay_id else None,
    }
