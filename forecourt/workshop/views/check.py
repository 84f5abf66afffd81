"""The inspector's page: work that waits for its check, and the checklist of one job."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.workshop import commands
from forecourt.workshop.forms import CheckJob
from forecourt.workshop.queries.bench import panel
from forecourt.workshop.queries.checking import checklist, waiting_for_check


@require_GET
@may("workshop.check_job")
def checks(request: StaffRequest) -> HttpResponse:
    name = "workshop/_checks.html" if request.htmx else "workshop/checks.html"
    at = clock.now()
    return render(request, name, {"waiting": waiting_for_check(request.actor, at=at), "at": at})


@require_GET
@may("workshop.check_job")
def check(request: StaffRequest, job_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    context = {
        "panel": panel(by, job_id, at=at),
        "points": checklist(by, on=timezone.localdate(at, request.zone)),
        "form": CheckJob(),
        "at": at,
    }
    return render(request, "workshop/check.html", context)


@require_POST
@may("workshop.check_job")
def check_write(request: StaffRequest, job_id: UUID) -> HttpResponse:
    form = CheckJob(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    failed = request.POST.getlist("failed_points")
    by, at = request.actor, clock.now()
    commands.check_job(job_id=job_id, failed_points=failed, **form.cleaned_data, by=by, at=at)
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": "/workshop/checks/"})
    return redirect("workshop:checks")
