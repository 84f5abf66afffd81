"""Preparation: what has to be ready before tomorrow's cars come."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.service import commands
from forecourt.service.queries.preparing import preparation_rows
from forecourt.ui.asked import asked_day


@require_GET
@may("service.view_appointment")
def sheets(request: StaffRequest) -> HttpResponse:
    one = timedelta(days=1)
    on = _day(request) or clock.now().astimezone(request.zone).date() + one
    start = datetime.combine(on, time(), request.zone)
    text, is_open_only = request.GET.get("q", ""), request.GET.get("open") == "1"
    rows = preparation_rows(
        request.actor, start=start, end=start + one, text=text, is_open_only=is_open_only
    )
    context = {
        "rows": rows,
        "on": on,
        "before": on - one,
        "after": on + one,
        "text": text,
        "is_open_only": is_open_only,
        "ready": sum(row.is_ready for row in rows),
        "can_tick": request.actor.may("service.prepare_appointment"),
    }
    return render(request, "service/preparation.html", context)


def _day(request: StaffRequest) -> date | None:
    return asked_day(request.GET.get("on", ""))


@require_POST
@may("service.prepare_appointment")
def tick(request: StaffRequest, appointment_id: UUID) -> HttpResponse:
    made = commands.tick_preparation(
        appointment_id=appointment_id,
        code=request.POST.get("code", ""),
        is_done=request.POST.get("done") == "1",
        by=request.actor,
        at=clock.now(),
    )
    on = made.arrives_at.astimezone(request.zone).date()
    return redirect(f"{reverse('service:preparation')}?on={on:%Y-%m-%d}")
