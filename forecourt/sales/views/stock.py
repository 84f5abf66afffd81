"""Cars by VIN: the list, one of them, and what happens to it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.catalog.queries import variants
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.sales import commands, queries
from forecourt.sales.forms import (
    AddCost,
    AdvanceUnit,
    AnnounceVehicle,
    NotePapers,
    ParkVehicle,
    ReceiveVehicle,
    apart,
)
from forecourt.sales.models import StockState
from forecourt.ui.paging import page_number, sort_key


@require_GET
@may("sales.view_stock")
def page(request: StaffRequest) -> HttpResponse:
    get, at = request.GET, clock.now()
    asked = {"text": get.get("q", ""), "state": get.get("state", "live"), "age": get.get("age", "")}
    sort = sort_key(get, queries.STOCK_SORTS, "arrived_on")
    rows = queries.stock_rows(request.actor, **asked, sort=sort, page=page_number(get), at=at)
    context = {**asked, "page": rows, "states": StockState.choices}
    return render(request, "sales/stock.html", context)


@require_GET
@may("sales.change_stock")
def new(request: StaffRequest) -> HttpResponse:
    return render(request, "sales/stock_new.html", {"form": _announce(request)})


def _announce(request: StaffRequest, form: AnnounceVehicle | None = None) -> AnnounceVehicle:
    form = form or AnnounceVehicle()
    on = queries.business_day(request.actor, clock.now())
    form.offer((g.product_code, f"{g} · {g.product_code}") for g in variants(request.actor, on=on))
    return form


@require_POST
@may("sales.change_stock")
@once
def announce(request: StaffRequest) -> HttpResponse:
    form = AnnounceVehicle(request.POST)
    if not form.is_valid():
        context = {"form": _announce(request, form)}
        return render(request, "sales/stock_new.html", context, status=422)
    unit = commands.announce_vehicle(**form.cleaned(), by=request.actor, at=clock.now())
    return redirect("sales:stock_unit", unit.pk)


@require_GET
@may("sales.view_stock")
def card(request: StaffRequest, stock_unit_id: UUID) -> HttpResponse:
    at = clock.now()
    shown = queries.stock_card(request.actor, stock_unit_id, at=at)
    unit = shown.unit
    place = {"location": unit.location, "key_number": unit.key_number}
    use = AdvanceUnit()
    use.offer(queries.uses_of(unit))
    names = ("engine_number", "certificate_number", "purchase_record")
    forms = apart(
        receive=ReceiveVehicle(),
        accept=ParkVehicle(initial=place),
        park=ParkVehicle(initial=place),
        papers=NotePapers(initial={name: getattr(unit, name) for name in names}),
        cost=AddCost(initial={"on": queries.business_day(request.actor, at)}),
        use=use,
    )
    context = {"card": shown, "forms": forms, "open_record": unit.vin}
    return render(request, "sales/stock_unit.html", context)


@require_POST
@may("sales.change_stock")
def receive(request: StaffRequest, stock_unit_id: UUID) -> HttpResponse:
    form = ReceiveVehicle(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.receive_vehicle(stock_unit_id=stock_unit_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:stock_unit", stock_unit_id)


@require_POST
@may("sales.accept_stock")
def accept(request: StaffRequest, stock_unit_id: UUID) -> HttpResponse:
    form = ParkVehicle(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.accept_vehicle(stock_unit_id=stock_unit_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:stock_unit", stock_unit_id)


@require_POST
@may("sales.change_stock")
def park(request: StaffRequest, stock_unit_id: UUID) -> HttpResponse:
    form = ParkVehicle(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.park_vehicle(stock_unit_id=stock_unit_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:stock_unit", stock_unit_id)


@require_POST
@may("sales.change_stock")
def papers(request: StaffRequest, stock_unit_id: UUID) -> HttpResponse:
    form = NotePapers(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.note_papers(stock_unit_id=stock_unit_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:stock_unit", stock_unit_id)


@require_POST
@may("sales.add_cost")
@once
def cost(request: StaffRequest, stock_unit_id: UUID) -> HttpResponse:
    form = AddCost(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.add_cost(stock_unit_id=stock_unit_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:stock_unit", stock_unit_id)


@require_POST
@may("sales.change_stock")
def advance(request: StaffRequest, stock_unit_id: UUID) -> HttpResponse:
    form = AdvanceUnit(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.advance_unit(stock_unit_id=stock_unit_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:stock_unit", stock_unit_id)
