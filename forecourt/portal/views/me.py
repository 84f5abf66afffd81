"""The owner's own things: the driving log, consents, messages, documents."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import OwnerRequest, owner_only
from forecourt.portal import commands
from forecourt.portal.forms import NoteKilometres, SwitchConsent
from forecourt.portal.queries.cars import cars, chosen
from forecourt.portal.queries.me import log, messages, papers, switches


@require_GET
@owner_only("shows the owner's own driving log")
def diary(request: OwnerRequest) -> HttpResponse:
    mine = cars(request.actor)
    car = chosen(mine, request.GET.get("car", ""))
    if car is None:
        return render(request, "portal/empty.html")
    form = NoteKilometres(initial={"vehicle_id": car.vehicle_id})
    rows = log(request.actor, car.vehicle_id)
    return render(request, "portal/diary.html", {"car": car, "form": form, "log": rows})


@require_POST
@owner_only("notes kilometres of the owner's own car")
def note(request: OwnerRequest) -> HttpResponse:
    form = NoteKilometres(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    commands.note_kilometres(**form.cleaned_data, by=request.actor, at=clock.now())
    return redirect("portal:diary")


@require_GET
@owner_only("shows the owner's own consents, messages and documents")
def me(request: OwnerRequest) -> HttpResponse:
    by = request.actor
    mine = cars(by)
    context = {
        "name": by.name,
        "switches": switches(by, on=clock.today(request.zone)),
        "messages": messages(by),
        "papers": papers(by, [car.vehicle_id for car in mine]),
    }
    return render(request, "portal/me.html", context)


@require_POST
@owner_only("changes the owner's own consent")
def consent(request: OwnerRequest) -> HttpResponse:
    form = SwitchConsent(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    commands.switch_consent(**form.cleaned_data, by=request.actor, at=clock.now())
    return redirect("portal:me")
