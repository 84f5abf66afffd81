"""What clerks do for buyers beside the car."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.sales import commands, queries
from forecourt.sales.forms import DropSideService, FinishSideService, WaitSideService
from forecourt.sales.models import SideKind, SideState
from forecourt.ui.paging import page_number


@require_GET
@may("sales.do_side_service")
def page(request: StaffRequest) -> HttpResponse:
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "open")
    rows = queries.side_rows(
        request.actor, kind=kind, state=state, page=page_number(request.GET), at=clock.now()
    )
    context = {"page": rows, "kind": kind, "state": state, "at": clock.now()}
    context |= {"kinds": SideKind.choices, "states": SideState.choices}
    context["in_work"] = [_work(row) for row in rows.rows if row.state == SideState.IN_WORK]
    return render(request, "sales/side_services.html", context)


def _work(row: queries.SideRow) -> dict[str, object]:
    """The two ways on from work that was taken up, each a dialog of its own."""
    key = row.side_service_id
    finish = FinishSideService(auto_id=f"finish-{key}-%s")
    return {"row": row, "finish": finish, "wait": WaitSideService(auto_id=f"wait-{key}-%s")}


@require_POST
@may("sales.do_side_service")
def start(request: StaffRequest, side_service_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    commands.start_side_service(side_service_id=side_service_id, by=by, at=at)
    return redirect("sales:side_services")


@require_POST
@may("sales.do_side_service")
def wait(request: StaffRequest, side_service_id: UUID) -> HttpResponse:
    form = WaitSideService(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.wait_side_service(side_service_id=side_service_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:side_services")


@require_POST
@may("sales.do_side_service")
def resume(request: StaffRequest, side_service_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    commands.resume_side_service(side_service_id=side_service_id, by=by, at=at)
    return redirect("sales:side_services")


@require_POST
@may("sales.do_side_service")
def finish(request: StaffRequest, side_service_id: UUID) -> HttpResponse:
    form = FinishSideService(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.finish_side_service(side_service_id=side_service_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:side_services")


@require_POST
@may("sales.order_side_service")
def drop(request: StaffRequest, side_service_id: UUID) -> HttpResponse:
    form = DropSideService(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    service = commands.drop_side_service(
        side_service_id=side_service_id, **form.cleaned_data, by=by, at=at
    )
    return redirect("sales:order", service.order_id)
