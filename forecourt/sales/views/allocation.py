"""Orders that want a car beside the cars that fit."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.sales import commands, queries
from forecourt.sales.forms import ReleaseVehicle, ReserveVehicle, SwapVehicles
from forecourt.ui.paging import page_number


@require_GET
@may("sales.allocate_vehicle")
def page(request: StaffRequest) -> HttpResponse:
    asked = ReserveVehicle({"order_id": request.GET.get("order", "")})
    asked.is_valid()
    order_id, at = asked.cleaned_data.get("order_id"), clock.now()
    shown = queries.allocating(
        request.actor, order_id=order_id, page=page_number(request.GET), at=at
    )
    context = {"shown": shown, "at": at, "release": ReleaseVehicle()}
    return render(request, "sales/allocation.html", context)


@require_POST
@may("sales.allocate_vehicle")
@once
def reserve(request: StaffRequest) -> HttpResponse:
    form = ReserveVehicle(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    allocation = commands.reserve_vehicle(**form.cleaned_data, by=by, at=at)
    return redirect("sales:order", allocation.order_id)


@require_POST
@may("sales.allocate_vehicle")
@once
def release(request: StaffRequest, allocation_id: UUID) -> HttpResponse:
    form = ReleaseVehicle(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.release_vehicle(allocation_id=allocation_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:allocation")


@require_GET
@may("sales.swap_vehicles")
def swap_page(request: StaffRequest, allocation_id: UUID) -> HttpResponse:
    context = {"shown": queries.swapping(request.actor, allocation_id)}
    return render(request, "sales/swap.html", context)


@require_POST
@may("sales.swap_vehicles")
@once
def swap(request: StaffRequest, allocation_id: UUID) -> HttpResponse:
    form = SwapVehicles(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    mine, _other = commands.swap_vehicles(
        allocation_id=allocation_id, **form.cleaned_data, by=by, at=at
    )
    return redirect("sales:order", mine.order_id)
