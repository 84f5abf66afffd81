"""Holidays of a year, and the roster: how each person works, week after week."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.store import commands, queries
from forecourt.store.forms import DeclareHoliday, SetWorkWeek
from forecourt.ui.asked import sent


@require_GET
@may("store.view_roster")
def holidays(request: StaffRequest) -> HttpResponse:
    return _holidays(request, DeclareHoliday())


@require_POST
@may("store.change_holiday")
def declare(request: StaffRequest) -> HttpResponse:
    form = DeclareHoliday(request.POST)
    if not form.is_valid():
        return _holidays(request, form, status=422)
    day = commands.declare_holiday(**form.cleaned_data, by=request.actor, at=clock.now())
    return redirect(f"/settings/holidays/?year={day.on.year}")


@require_POST
@may("store.change_holiday")
def drop(request: StaffRequest, holiday_id: UUID) -> HttpResponse:
    commands.drop_holiday(holiday_id=holiday_id, by=request.actor, at=clock.now())
    return redirect("store:holidays")


def _holidays(request: StaffRequest, form: DeclareHoliday, status: int = 200) -> HttpResponse:
    this = clock.today(request.zone).year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == len("2026") else this
    context = {
        "year": year,
        "years": (this - 1, this, this + 1),
        "days": queries.holidays(request.actor, year),
        "form": form,
        "may_change": request.actor.may("store.change_holiday"),
    }
    return render(request, "store/holidays.html", context, status=status)


@require_GET
@may("store.view_roster")
def roster(request: StaffRequest) -> HttpResponse:
    today, text = clock.today(request.zone), request.GET.get("q", "").strip()
    context = {
        "lines": queries.roster(request.actor, on=today, text=text),
        "text": text,
        "may_change": request.actor.may("store.change_roster"),
    }
    return render(request, "store/roster.html", context)


@require_http_methods(["GET", "POST"])
@may("store.change_roster")
def work_week(request: StaffRequest, staff_id: UUID) -> HttpResponse:
    today = clock.today(request.zone)
    line = queries.roster_line(request.actor, staff_id, on=today)
    form = SetWorkWeek(sent(request), initial=line.proposal(today + timedelta(days=1)))
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"line": line, "form": form}
        return render(request, "store/work_week.html", context, status=status)
    by, at = request.actor, clock.now()
    commands.set_work_week(staff_id=staff_id, **form.cleaned_data, by=by, at=at)
    return redirect("store:roster")
