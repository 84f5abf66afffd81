"""The practice store's outbox: what a real store would have sent, codes included."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from forecourt.kernel.http import StaffRequest, may
from forecourt.portal.queries.outbox import outbox_rows
from forecourt.ui.paging import page_number


@require_GET
@may("store.use_desk")
def outbox(request: StaffRequest) -> HttpResponse:
    if not settings.PRACTICE:
        raise Http404
    text = request.GET.get("q", "")
    page = outbox_rows(request.actor, text=text, page=page_number(request.GET))
    return render(request, "portal/outbox.html", {"page": page, "text": text})
