"""The search box: six keys, as one types."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from forecourt.desk.queries import search as queries
from forecourt.kernel.http import StaffRequest, may


@require_GET
@may("store.use_desk")
def search(request: StaffRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:60]
    if request.htmx:
        found = queries.found(request.actor, text, limit=queries.FEW)
        return render(request, "desk/_found.html", {"found": found, "text": text})
    found = queries.found(request.actor, text, limit=queries.MANY)
    return render(request, "desk/search.html", {"found": found, "text": text})
