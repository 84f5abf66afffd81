"""Files of cars: the list with its search, registering, and one file with its forecast."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from forecourt.catalog import queries as catalog
from forecourt.customers import queries as customers
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.ui.paging import page_number, sort_key
from forecourt.ui.replies import done
from forecourt.vehicles import commands, queries
from forecourt.vehicles.forms import (
    ChangeVehicle,
    EndVehicleParty,
    PutPlate,
    ReadOdometer,
    RegisterVehicle,
    SellOn,
    SetVehicleParty,
    TakeOffPlate,
)
from forecourt.vehicles.models import VinState
from forecourt.vehicles.rules import read_vin


def _grades(request: StaffRequest) -> list[tuple[str, str]]:
    rows = catalog.variants(request.actor, on=clock.today(request.zone))
    return [(row.product_code, f"{row} · {row.product_code}") for row in rows]


@require_GET
@may("vehicles.view_vehicle")
def page(request: StaffRequest) -> HttpResponse:
    get = request.GET
    asked = {"text": get.get("q", ""), "state": get.get("state", "")}
    sort = sort_key(get, set(queries.VEHICLE_SORTS), "-filed")
    rows = queries.vehicle_rows(request.actor, **asked, sort=sort, page=page_number(get))
    context = {**asked, "page": rows, "states": VinState.choices}
    return render(request, "vehicles/vehicles.html", context)


@require_GET
@may("vehicles.view_vehicle")
def find(request: StaffRequest) -> HttpResponse:
    hits = queries.find(request.actor, request.GET.get("q", ""), 20)
    return render(request, "vehicles/_hits.html", {"hits": hits})


@require_GET
@may("vehicles.view_vehicle")
def vin(request: StaffRequest) -> HttpResponse:
    """What a VIN says, while it is typed."""
    text = request.GET.get("vin", "")
    reading = read_vin(text, latest_year=clock.today(request.zone).year + 1) if text else None
    known = queries.by_vin(request.actor, text) if reading and reading.is_vin else None
    return render(request, "vehicles/_vin.html", {"reading": reading, "known": known})


@require_GET
@may("vehicles.change_vehicle")
def new(request: StaffRequest) -> HttpResponse:
    names = ("vin", "plate", "owner_id")
    form = RegisterVehicle(initial={name: request.GET.get(name, "") for name in names})
    form.offer(_grades(request))
    return render(request, "vehicles/vehicle_new.html", {"form": form})


@require_POST
@may("vehicles.change_vehicle")
@once
def register(request: StaffRequest) -> HttpResponse:
    form = RegisterVehicle(request.POST)
    form.offer(_grades(request))
    if not form.is_valid():
        return render(request, "vehicles/_register.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    vehicle = commands.register_vehicle(**form.cleaned_data, by=by, at=at)
    return done(request, "vehicles:vehicle", vehicle.pk)


@require_GET
@may("vehicles.view_vehicle")
def of_party(request: StaffRequest, party_id: UUID) -> HttpResponse:
    customers.standing_id(request.actor, party_id)
    rows = queries.vehicles_of(request.actor, party_id)
    return render(request, "vehicles/_of_party.html", {"rows": rows, "party_id": party_id})


@require_GET
@may("vehicles.view_vehicle")
def card(request: StaffRequest, vehicle_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    found = queries.card(by, vehicle_id, at=at)
    forecast = queries.forecast(by, vehicle_id, at)
    context = {
        "card": found,
        "forecast": forecast,
        "chart": queries.chart(found, forecast),
        "forms": _forms(request, found),
        "open_record": found.plate or found.vin,
    }
    return render(request, "vehicles/vehicle.html", context)


def _forms(request: StaffRequest, found: queries.VehicleCard) -> dict[str, Any]:  # Any: forms
    today = clock.today(request.zone)
    change = ChangeVehicle(
        initial={name: getattr(found, name) for name in ChangeVehicle.base_fields}
    )
    change.offer(_grades(request))
    return {
        "change": change,
        "plate": PutPlate(initial={"held_from": today}),
        "plate_off": TakeOffPlate(initial={"held_until": today}),
        "person": SetVehicleParty(initial={"held_from": today}),
        "person_end": EndVehicleParty(initial={"held_until": today}),
        "sold": SellOn(initial={"on": today}),
        "km": ReadOdometer(),
    }
