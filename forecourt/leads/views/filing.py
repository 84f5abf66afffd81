"""A new deal for somebody who is on file already: an owner who changes the car, a new wish."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.catalog.queries import models
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.leads import commands, queries
from forecourt.leads.forms import FileOpportunity, StartOpportunity


def _form(
    request: StaffRequest,
    data: Any = None,  # Any: what a browser sent
    **initial: Any,  # Any: a form's values
) -> FileOpportunity:
    by = request.actor
    people = queries.loads(by, at=clock.now())
    if any(load.staff_id == by.staff_id for load in people):
        initial["consultant_id"] = by.staff_id
    elif free := queries.next_free(people):
        initial["consultant_id"] = free.staff_id
    form = FileOpportunity(data, initial=initial)
    form.offer(
        model_id=[(model.pk, str(model)) for model in models(by)],
        consultant_id=[(load.staff_id, f"{load.name} · {load.open_count}") for load in people],
    )
    return form


@require_GET
@may("leads.change_opportunity")
def new(request: StaffRequest) -> HttpResponse:
    asked = StartOpportunity(request.GET)
    if not asked.is_valid():
        return redirect("leads:opportunities")
    who = queries.prospect(request.actor, asked.cleaned_data["party"])
    form = _form(request, **asked.begun(), party_id=who.party_id, present_car=who.present_car)
    return render(request, "leads/deal_new.html", {"form": form, "who": who})


@require_POST
@may("leads.change_opportunity")
@once
def file(request: StaffRequest) -> HttpResponse:
    form = _form(request, request.POST)
    if not form.is_valid():
        context = {"form": form, "who": None}
        return render(request, "leads/deal_new.html", context, status=422)
    deal = commands.file_opportunity(**form.cleaned(), by=request.actor, at=clock.now())
    return redirect("leads:opportunity", deal.pk)
