"""What is changed on the page of a car: facts, plate, people, kilometres."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from forecourt.customers import queries as customers
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.ui.replies import done
from forecourt.vehicles import commands, queries
from forecourt.vehicles.forms import (
    ChangeVehicle,
    EndVehicleParty,
    PutPlate,
    ReadOdometer,
    SellOn,
    SetVehicleParty,
    StrikeReading,
    TakeOffPlate,
)


@require_POST
@may("vehicles.change_vehicle")
def change(request: StaffRequest, vehicle_id: UUID) -> HttpResponse:
    form = ChangeVehicle(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.change_vehicle(vehicle_id=vehicle_id, **form.cleaned_data, by=by, at=at)
    return done(request, "vehicles:vehicle", vehicle_id)


@require_POST
@may("vehicles.change_vehicle")
def plate(request: StaffRequest, vehicle_id: UUID) -> HttpResponse:
    form = PutPlate(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.put_plate(vehicle_id=vehicle_id, **form.cleaned_data, by=by, at=at)
    return done(request, "vehicles:vehicle", vehicle_id)


@require_POST
@may("vehicles.change_vehicle")
def plate_off(request: StaffRequest, vehicle_id: UUID) -> HttpResponse:
    form = TakeOffPlate(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.take_off_plate(vehicle_id=vehicle_id, **form.cleaned_data, by=by, at=at)
    return done(request, "vehicles:vehicle", vehicle_id)


@require_GET
@may("vehicles.change_owner")
def find_person(request: StaffRequest, vehicle_id: UUID) -> HttpResponse:
    queries.vehicle(request.actor, vehicle_id)
    hits = customers.find(request.actor, request.GET.get("who", ""), 8)
    field = "to_party_id" if request.GET.get("for") == "sold" else "party_id"
    context = {"hits": [hit for hit in hits if hit.party_id], "field": field}
    return render(request, "vehicles/_persons.html", context)


@require_POST
@may("vehicles.change_owner")
def person(request: StaffRequest, vehicle_id: UUID) -> HttpResponse:
    form = SetVehicleParty(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.set_vehicle_party(vehicle_id=vehicle_id, **form.cleaned_data, by=by, at=at)
    return done(request, "vehicles:vehicle", vehicle_id)


@require_POST
@may("vehicles.change_owner")
def person_end(request: StaffRequest, vehicle_party_id: UUID) -> HttpResponse:
    form = EndVehicleParty(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    row = commands.end_vehicle_party(
        vehicle_party_id=vehicle_party_id, **form.cleaned_data, by=by, at=at
    )
    return done(request, "vehicles:vehicle", row.vehicle_id)


@require_POST
@may("vehicles.change_owner")
def sold(request: StaffRequest, vehicle_id: UUID) -> HttpResponse:
    form = SellOn(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.sell_on(vehicle_id=vehicle_id, **form.cleaned_data, by=by, at=at)
    return done(request, "vehicles:vehicle", vehicle_id)


@require_POST
@may("vehicles.read_odometer")
def km(request: StaffRequest, vehicle_id: UUID) -> HttpResponse:
    form = ReadOdometer(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.read_odometer(vehicle_id=vehicle_id, **form.cleaned_data, by=by, at=at)
    return done(request, "vehicles:vehicle", vehicle_id)


@require_POST
@may("vehicles.strike_reading")
def strike_out(request: StaffRequest, vehicle_id: UUID) -> HttpResponse:
    form = StrikeReading(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.strike_out_reading(vehicle_id=vehicle_id, **form.cleaned_data, by=by, at=at)
    return done(request, "vehicles:vehicle", vehicle_id)
