"""The calendar of test drives, and the page of one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.leads import commands, queries
from forecourt.leads.forms import BookTestDrive, CancelTestDrive, FinishTestDrive, StartTestDrive
from forecourt.ui.asked import asked_day


def _day(request: StaffRequest, form: BookTestDrive) -> dict[str, Any]:  # Any: a page's values
    by, at = request.actor, clock.now()
    found = queries.drive_day(by, on=asked_day(request.GET.get("on", "")), at=at)
    deals = queries.deal_rows(by, sort="-last_contact_at", at=at).rows
    form.offer(
        demo_car_id=[(lane.demo_car_id, lane.name) for lane in found.lanes if lane.is_fit],
        opportunity_id=[(d.opportunity_id, f"{d.name} · {d.code} · {d.model}") for d in deals],
    )
    return {"day": found, "form": form, "at": at}


@require_GET
@may("leads.view_test_drive")
def day(request: StaffRequest) -> HttpResponse:
    initial = {"opportunity_id": request.GET.get("deal"), "demo_car_id": request.GET.get("car")}
    context = _day(request, BookTestDrive(initial=initial))
    return render(request, "leads/drives.html", context)


@require_POST
@may("leads.book_test_drive")
@once
def book(request: StaffRequest) -> HttpResponse:
    form = BookTestDrive(request.POST)
    if not form.is_valid():
        return render(request, "leads/drives.html", _day(request, form), status=422)
    drive = commands.book_test_drive(**form.cleaned(), by=request.actor, at=clock.now())
    return redirect("leads:drive", drive.pk)


@require_GET
@may("leads.view_test_drive")
def card(request: StaffRequest, test_drive_id: UUID) -> HttpResponse:
    drive = queries.drive_card(request.actor, test_drive_id)
    context: dict[str, Any] = {"drive": drive, "open_record": drive.name}  # Any: a page's values
    if drive.can_start:
        context["form"] = StartTestDrive()
    elif drive.can_finish:
        context["form"] = FinishTestDrive(initial={"km_in": drive.km_out})
    return render(request, "leads/drive.html", {**context, "cancel": CancelTestDrive()})


@require_POST
@may("leads.book_test_drive")
def start(request: StaffRequest, test_drive_id: UUID) -> HttpResponse:
    form = StartTestDrive(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.start_test_drive(test_drive_id=test_drive_id, **form.cleaned_data, by=by, at=at)
    return redirect("leads:drive", test_drive_id)


@require_POST
@may("leads.book_test_drive")
def finish(request: StaffRequest, test_drive_id: UUID) -> HttpResponse:
    form = FinishTestDrive(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.finish_test_drive(test_drive_id=test_drive_id, **form.cleaned(), by=by, at=at)
    return redirect("leads:drive", test_drive_id)


@require_POST
@may("leads.book_test_drive")
def cancel(request: StaffRequest, test_drive_id: UUID) -> HttpResponse:
    form = CancelTestDrive(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.cancel_test_drive(test_drive_id=test_drive_id, **form.cleaned_data, by=by, at=at)
    return redirect("leads:test_drives")
