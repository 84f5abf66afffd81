"""The reception: who comes in, how long they have waited, who they are."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from forecourt.catalog.queries import models
from forecourt.customers.queries import lookalikes, scene
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.leads import commands, queries
from forecourt.leads.forms import CloseVisit, FileVisit, GreetVisitor
from forecourt.leads.models import Outcome, VisitReason
from forecourt.ui.paging import page_number


def _form(request: StaffRequest, data: Any = None) -> FileVisit:  # Any: what a browser sent
    by, at = request.actor, clock.now()
    people = queries.loads(by, at=at)
    free = queries.next_free(people)
    visit = request.GET.get("visit", "")
    initial = {"consultant_id": free.staff_id if free else None, "visit_id": visit}
    form = FileVisit(data, initial=initial)
    form.offer(
        model_id=[(model.pk, str(model)) for model in models(by)],
        consultant_id=[(load.staff_id, f"{load.name} · {load.open_count}") for load in people],
    )
    return form


@require_GET
@may("leads.view_visit")
def page(request: StaffRequest) -> HttpResponse:
    by, at, text = request.actor, clock.now(), request.GET.get("q", "")
    context = {
        "log": queries.reception(by, text=text, page=page_number(request.GET), at=at),
        "text": text,
        "at": at,
        "reasons": VisitReason.choices,
        "outcomes": Outcome.choices,
        "form": _form(request) if by.may("leads.file_visit") else None,
        "notice": scene(by, "enquiry", on=at.date()),
    }
    return render(request, "leads/reception.html", context)


@require_GET
@may("leads.file_visit")
def alike(request: StaffRequest) -> HttpResponse:
    name, phone = request.GET.get("name", ""), request.GET.get("phone", "")
    hits = lookalikes(request.actor, name=name, phone=phone)
    return render(request, "leads/_alike.html", {"hits": hits})


@require_POST
@may("leads.file_visit")
@once
def file(request: StaffRequest) -> HttpResponse:
    form = _form(request, request.POST)
    if not form.is_valid():
        return render(request, "leads/_file_visit.html", {"form": form}, status=422)
    commands.file_visit(**form.cleaned(), by=request.actor, at=clock.now())
    if not request.htmx:
        return redirect("leads:reception")
    return HttpResponse(headers={"HX-Redirect": reverse("leads:reception")})


@require_POST
@may("leads.file_visit")
@once
def greet(request: StaffRequest) -> HttpResponse:
    form = GreetVisitor(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.greet_visitor(**form.cleaned(), by=by, at=at)
    return redirect("leads:reception")


@require_POST
@may("leads.file_visit")
def start(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    commands.start_contact(visit_id=visit_id, by=by, at=at)
    return redirect("leads:reception")


@require_POST
@may("leads.file_visit")
def close(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    form = CloseVisit(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.close_visit(visit_id=visit_id, **form.cleaned_data, by=by, at=at)
    return redirect("leads:reception")
