"""The workshop itself: bays, skill map, and how full the coming days are."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.workshop import commands
from forecourt.workshop.forms import ReviewSkill, SetUpBay
from forecourt.workshop.models import Skill
from forecourt.workshop.queries.capacity import capacity as capacity_of
from forecourt.workshop.queries.crew import bays as bays_of
from forecourt.workshop.queries.crew import skill_map
from forecourt.workshop.views.days import day_asked

_DAYS = 7


@require_GET
@may("workshop.view_job")
def bays(request: StaffRequest) -> HttpResponse:
    by, at = request.actor, clock.now()
    context = {
        "bays": bays_of(by, at=at),
        "form": SetUpBay(),
        "can_change": by.may("workshop.change_bay"),
    }
    return render(request, "workshop/bays.html", context)


@require_POST
@may("workshop.change_bay")
def bay_set_up(request: StaffRequest) -> HttpResponse:
    form = SetUpBay(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    commands.set_up_bay(**form.cleaned_data, by=request.actor, at=clock.now())
    return redirect("workshop:bays")


@require_POST
@may("workshop.change_bay")
def bay_close(request: StaffRequest, bay_id: UUID) -> HttpResponse:
    commands.take_bay_out_of_use(bay_id=bay_id, by=request.actor, at=clock.now())
    return redirect("workshop:bays")


@require_POST
@may("workshop.change_bay")
def bay_open(request: StaffRequest, bay_id: UUID) -> HttpResponse:
    commands.put_bay_back_in_use(bay_id=bay_id, by=request.actor, at=clock.now())
    return redirect("workshop:bays")


@require_GET
@may("workshop.view_job")
def skills(request: StaffRequest) -> HttpResponse:
    by = request.actor
    context = {
        "rows": skill_map(by, on=timezone.localdate(clock.now(), request.zone)),
        "skills": Skill,
        "form": ReviewSkill(),
        "can_change": by.may("workshop.change_skill"),
    }
    return render(request, "workshop/skills.html", context)


@require_POST
@may("workshop.change_skill")
def skill_review(request: StaffRequest) -> HttpResponse:
    form = ReviewSkill(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    commands.review_skill(**form.cleaned_data, by=request.actor, at=clock.now())
    return redirect("workshop:skills")


@require_GET
@may("workshop.view_job")
def capacity(request: StaffRequest) -> HttpResponse:
    at = clock.now()
    first = day_asked(request.GET.get("on", ""), request.zone, at)
    days = [first + timedelta(days=ahead) for ahead in range(_DAYS)]
    rows = capacity_of(request.actor, days=days, at=at)
    return render(request, "workshop/capacity.html", {"rows": rows, "days": days, "first": first})
