"""Data query: a slice of any kind of record, kept under a name, taken out as a file."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from forecourt.desk import commands
from forecourt.desk.forms import ExportSlice, SaveQuery
from forecourt.desk.queries import saved, slices, subjects
from forecourt.desk.queries.columns import Subject
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_GET
@may("desk.query_data")
def query_start(request: StaffRequest) -> HttpResponse:
    by = request.actor
    context = {"subjects": subjects.subjects(by), "saved": saved.saved_queries(by)}
    return render(request, "desk/query_start.html", context)


@require_GET
@may("desk.query_data")
def query(request: StaffRequest, subject: str) -> HttpResponse:
    return _page(request, ExportSlice(initial={"file_format": "xlsx"}), subject)


@require_POST
@may("desk.export_data")
def query_export(request: StaffRequest, subject: str) -> HttpResponse:
    form = ExportSlice(request.POST)
    if not form.is_valid():
        return _page(request, form, subject, status=422)
    what = slices.asked(request.actor, _subject(request, subject), request.GET)
    body = commands.export_slice(what=what, **form.cleaned_data, by=request.actor, at=clock.now())
    name = f"{subject}-{clock.today(request.zone):%Y%m%d}.{form.cleaned_data['file_format']}"
    answer = HttpResponse(body, content_type=TYPES[form.cleaned_data["file_format"]])
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer


@require_POST
@may("desk.query_data")
def query_save(request: StaffRequest, subject: str) -> HttpResponse:
    form = SaveQuery(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    _subject(request, subject)
    address = _kept(request.GET)
    by, at = request.actor, clock.now()
    commands.save_query(subject=subject, address=address, **form.cleaned_data, by=by, at=at)
    return redirect(f"{reverse('desk:query', args=[subject])}?{address}")


@require_POST
@may("desk.query_data")
def query_drop(request: StaffRequest, query_id: UUID) -> HttpResponse:
    commands.drop_query(query_id=query_id, by=request.actor)
    return redirect("desk:query_start")


def _subject(request: StaffRequest, key: str) -> Subject:
    found = subjects.subject(request.actor, key)
    if found is None:
        raise Http404
    return found


def _kept(query: QueryDict) -> str:
    """The address without page and empty filters."""
    kept = query.copy()
    kept.pop("page", None)
    for name in [name for name in kept if not any(kept.getlist(name))]:
        kept.pop(name)
    return kept.urlencode()[:2000]


def _page(
    request: StaffRequest, export: ExportSlice, subject: str, status: int = 200
) -> HttpResponse:
    by = request.actor
    what = slices.asked(by, _subject(request, subject), request.GET)
    context = {
        "what": what,
        "page": slices.page(by, what, request.GET),
        "subjects": subjects.subjects(by),
        "export": export,
        "save": SaveQuery(),
        "may_export": by.may("desk.export_data"),
        "address": _kept(request.GET),
    }
    return render(request, "desk/query.html", context, status=status)
