"""The audit view of any record: who opens it is written down too."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from forecourt.desk import commands
from forecourt.desk.queries import trail as queries
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.ui.paging import page_number


@require_GET
@may("store.view_audit")
def trail(request: StaffRequest, subject_id: UUID) -> HttpResponse:
    count = queries.trail_length(request.actor, subject_id)
    context = {"count": count, "subject_id": subject_id, "number": page_number(request.GET)}
    return render(request, "desk/trail.html", context)


@require_POST
@may("store.view_audit")
def trail_read(request: StaffRequest, subject_id: UUID) -> HttpResponse:
    by = request.actor
    queries.trail_length(by, subject_id)
    commands.note_trail_read(subject_id=subject_id, by=by, at=clock.now())
    page = queries.trail(by, subject_id, page=page_number(request.POST))
    context = {"page": page, "subject_id": subject_id}
    template = "desk/_trail.html" if request.htmx else "desk/trail_read.html"
    return render(request, template, context)
