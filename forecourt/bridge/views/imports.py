"""Imports: a file is uploaded, looked at, accepted, and followed until it is written."""

from __future__ import annotations

import csv
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forecourt.bridge import commands, queries
from forecourt.bridge.forms import AcceptImport, NameHeader, UploadFile
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.ui.asked import sent
from forecourt.ui.paging import page_number, sort_key


@require_GET
@may("bridge.import_file")
def run_list(request: StaffRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    sort = sort_key(request.GET, queries.RUN_SORTS, "-uploaded_at")
    number = page_number(request.GET)
    page = queries.run_rows(request.actor, text=text, sort=sort, page=number)
    return render(request, "bridge/run_list.html", {"page": page, "text": text})


@require_http_methods(["GET", "POST"])
@may("bridge.import_file")
def upload(request: StaffRequest) -> HttpResponse:
    form = UploadFile(sent(request), request.FILES or None)
    form.fields["kind"].choices = [(k.value, k.label) for k in queries.kinds(request.actor)]  # type: ignore[attr-defined]  # a ChoiceField
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "bridge/upload.html", {"form": form}, status=status)
    file, by, at = form.cleaned_data["file"], request.actor, clock.now()
    run = commands.upload_import(
        kind=form.cleaned_data["kind"],
        file_name=file.name or "",
        content=file.read(),
        language=get_language() or "zh-hans",
        by=by,
        at=at,
    )
    return redirect("bridge:run", run.pk)


@require_GET
@may("bridge.import_file")
def run(request: StaffRequest, run_id: UUID) -> HttpResponse:
    card = queries.run_card(request.actor, run_id)
    context = {"card": card, "open_record": card.row.file_name}
    return render(request, "bridge/run.html", context)


@require_POST
@may("bridge.import_file")
@once
def accept(request: StaffRequest, run_id: UUID) -> HttpResponse:
    form = AcceptImport(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    queries.run_card(by, run_id)  # what this person may not see does not exist
    commands.accept_import(run_id=run_id, **form.cleaned_data, by=by, at=at)
    return redirect("bridge:run", run_id)


@require_POST
@may("bridge.import_file")
def name_header(request: StaffRequest, run_id: UUID) -> HttpResponse:
    form = NameHeader(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    queries.run_card(by, run_id)  # what this person may not see does not exist
    commands.name_header(run_id=run_id, **form.cleaned_data, by=by, at=at)
    return redirect("bridge:run", run_id)


@require_POST
@may("bridge.import_file")
def retry(request: StaffRequest, run_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    queries.run_card(by, run_id)  # what this person may not see does not exist
    commands.retry_import(run_id=run_id, by=by, at=at)
    return redirect("bridge:run", run_id)


@require_POST
@may("bridge.import_file")
def drop(request: StaffRequest, run_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    queries.run_card(by, run_id)  # what this person may not see does not exist
    commands.drop_import(run_id=run_id, by=by, at=at)
    return redirect("bridge:run_list")


@require_GET
@may("bridge.import_file")
def problems(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """The list of what is wrong, for whoever mends the file in a spreadsheet."""
    card = queries.run_card(request.actor, run_id)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="problems.csv"'
    writer = csv.writer(answer)
    writer.writerow([_("Row"), _("Column"), _("What is wrong")])
    writer.writerows([p.row_number, p.label, p.sentence] for p in card.problems)
    return answer
