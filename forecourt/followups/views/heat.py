"""The heat board: who is late with which rule, and how the plan of the last days was kept."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from forecourt.followups import queries
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may


@require_GET
@may("followups.view_compliance")
def heat(request: StaffRequest) -> HttpResponse:
    context = {"heat": queries.heat(request.actor, at=clock.now())}
    return render(request, "followups/heat.html", context)
