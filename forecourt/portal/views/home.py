"""The owner's first page: the car, what happens with it now, what comes next."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from forecourt.kernel.http import OwnerRequest, owner_only
from forecourt.portal.queries.cars import cars


@require_GET
@owner_only("shows the owner's own cars")
def home(request: OwnerRequest) -> HttpResponse:
    return render(request, "portal/home.html", {"cars": cars(request.actor)})
