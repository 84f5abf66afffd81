"""The screens of the store: pair one by its code, revoke one with a click."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock, limits
from forecourt.kernel.http import StaffRequest, may
from forecourt.store import commands, queries
from forecourt.store.forms import PairDevice

_TRIES_AN_HOUR = 30  # of typing a code; it has eight signs


@require_GET
@may("store.change_device")
def devices(request: StaffRequest) -> HttpResponse:
    return _page(request, PairDevice())


@require_POST
@may("store.change_device")
def pair(request: StaffRequest) -> HttpResponse:
    form = PairDevice(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    limits.knock("pair", request.actor.key, limit=_TRIES_AN_HOUR, seconds=3600)
    commands.confirm_pairing(**form.cleaned_data, by=request.actor, at=clock.now())
    return redirect("store:devices")


@require_POST
@may("store.change_device")
def revoke(request: StaffRequest, device_id: UUID) -> HttpResponse:
    commands.revoke_device(device_id=device_id, by=request.actor, at=clock.now())
    return redirect("store:devices")


def _page(request: StaffRequest, form: PairDevice, status: int = 200) -> HttpResponse:
    context = {"devices": queries.devices(request.actor), "form": form}
    return render(request, "store/devices.html", context, status=status)
