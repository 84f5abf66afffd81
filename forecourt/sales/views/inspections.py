"""Pre-delivery inspections: the list, and the sheet on a tablet."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.attachments import content
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.sales import commands, queries
from forecourt.sales.forms import (
    AnswerGroup,
    AnswerPoint,
    PassInspection,
    ReportDefect,
    StartInspection,
    apart,
)
from forecourt.sales.models import InspectionState
from forecourt.ui.paging import page_number


@require_GET
@may("sales.view_pdi")
def page(request: StaffRequest) -> HttpResponse:
    text, state = request.GET.get("q", ""), request.GET.get("state", "open")
    rows = queries.inspection_rows(
        request.actor, text=text, state=state, page=page_number(request.GET)
    )
    context = {"page": rows, "text": text, "state": state, "at": clock.now()}
    return render(request, "sales/inspections.html", {**context, "states": InspectionState.choices})


@require_GET
@may("sales.view_pdi")
def card(request: StaffRequest, inspection_id: UUID) -> HttpResponse:
    shown = queries.inspection_card(request.actor, inspection_id)
    forms = apart(start=StartInspection(), defect=ReportDefect(), succeed=PassInspection())
    context = {"card": shown, "forms": forms, "open_record": shown.row.number}
    return render(request, "sales/inspection.html", context)


@require_GET
@may("sales.view_pdi")
def paper(request: StaffRequest, inspection_id: UUID) -> HttpResponse:
    shown = queries.inspection_card(request.actor, inspection_id)
    return render(request, "sales/inspection_paper.html", {"card": shown})


@require_GET
@may("sales.view_pdi")
def photo(request: StaffRequest, inspection_id: UUID, point_id: UUID) -> HttpResponse:
    kept = queries.point_photo(request.actor, inspection_id, point_id)
    return HttpResponse(content(kept), content_type=kept.media_type)


@require_POST
@may("sales.inspect_car")
def answer(request: StaffRequest, inspection_id: UUID, point_id: UUID) -> HttpResponse:
    form = AnswerPoint(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, said = request.actor, form.cleaned_data["answer"]
    commands.answer_point(
        inspection_id=inspection_id, point_id=point_id, answer=said, by=by, at=clock.now()
    )
    if not request.htmx:
        return redirect("sales:inspection", inspection_id)
    shown = queries.inspection_card(by, inspection_id)
    return render(request, "sales/answer.reply.html", {"card": shown})


@require_POST
@may("sales.inspect_car")
def defect(request: StaffRequest, inspection_id: UUID, point_id: UUID) -> HttpResponse:
    form = ReportDefect(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    commands.report_defect(
        inspection_id=inspection_id,
        point_id=point_id,
        **form.cleaned_data,
        by=request.actor,
        at=clock.now(),
    )
    return redirect("sales:inspection", inspection_id)


@require_POST
@may("sales.inspect_car")
def repair(request: StaffRequest, inspection_id: UUID, point_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    commands.note_repair(inspection_id=inspection_id, point_id=point_id, by=by, at=at)
    return redirect("sales:inspection", inspection_id)


@require_POST
@may("sales.allocate_vehicle")
@once
def open_sheet(request: StaffRequest, stock_unit_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    sheet = commands.open_inspection(stock_unit_id=stock_unit_id, by=by, at=at)
    return redirect("sales:inspection", sheet.pk)


@require_POST
@may("sales.inspect_car")
def start(request: StaffRequest, inspection_id: UUID) -> HttpResponse:
    form = StartInspection(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.start_inspection(inspection_id=inspection_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:inspection", inspection_id)


@require_POST
@may("sales.inspect_car")
def answer_all(request: StaffRequest, inspection_id: UUID) -> HttpResponse:
    form = AnswerGroup(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.answer_group(inspection_id=inspection_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:inspection", inspection_id)


@require_POST
@may("sales.pass_car")
def succeed(request: StaffRequest, inspection_id: UUID) -> HttpResponse:
    form = PassInspection(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.pass_inspection(inspection_id=inspection_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:inspection", inspection_id)
