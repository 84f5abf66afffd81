"""The lounge board: masked plates and promised times for those who wait."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from forecourt.boards.queries import lounge as lounge_of
from forecourt.kernel import clock
from forecourt.kernel.http import DeviceRequest, device_only
from forecourt.store.models import DeviceKind
from forecourt.store.queries import must_change_key


@require_GET
@device_only(DeviceKind.LOUNGE.right)
def lounge(request: DeviceRequest) -> HttpResponse:
    at = clock.now()
    context = {
        "lounge": lounge_of(request.actor, zone=request.zone, at=at),
        "must_change_key": must_change_key(request.actor, on=timezone.localdate(at, request.zone)),
        "at": at,
    }
    return render(request, "boards/lounge.html", context)


@require_GET
@device_only(DeviceKind.LOUNGE.right)
def rows(request: DeviceRequest) -> HttpResponse:
    found = lounge_of(request.actor, zone=request.zone, at=clock.now())
    return render(request, "boards/_lounge.html", {"lounge": found})
