"""The audit view of any record."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from forecourt.desk import commands
from forecourt.desk.queries import trail as queries
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.ui.paging import page_number


@require_GET
@may("store.view_audit")
def trail(request: StaffRequest, subject_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    page = queries.trail(by, subject_id, page=page_number(request.GET))
    if page.total:
        commands.note_trail_read(subject_id=subject_id, by=by, at=at)
    context = {"page": page, "subject_id": subject_id, "at": at}
    return render(request, "desk/trail.html", context)
