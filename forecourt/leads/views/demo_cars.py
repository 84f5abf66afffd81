"""Which cars customers may drive."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.leads import commands, queries
from forecourt.leads.forms import ChangeDemoCar, PutUpDemoCar
from forecourt.ui.paging import page_number


@require_GET
@may("leads.change_demo_car")
def page(request: StaffRequest) -> HttpResponse:
    by, text = request.actor, request.GET.get("q", "")
    form = PutUpDemoCar()
    form.offer(vehicle_id=queries.vehicles_to_offer(by, text))
    rows = queries.demo_car_rows(by, page=page_number(request.GET), on=clock.now().date())
    return render(request, "leads/demo_cars.html", {"page": rows, "text": text, "form": form})


@require_POST
@may("leads.change_demo_car")
def put_up(request: StaffRequest) -> HttpResponse:
    form = PutUpDemoCar(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.put_up_demo_car(**form.cleaned_data, by=by, at=at)
    return redirect("leads:demo_cars")


@require_POST
@may("leads.change_demo_car")
def change(request: StaffRequest, demo_car_id: UUID) -> HttpResponse:
    form = ChangeDemoCar(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.change_demo_car(demo_car_id=demo_car_id, **form.cleaned_data, by=by, at=at)
    return redirect("leads:demo_cars")
