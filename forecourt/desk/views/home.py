"""The home screen, and its parts as they are asked for anew."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from forecourt.desk.queries import attention as attention_queries
from forecourt.desk.queries import month as month_queries
from forecourt.desk.queries import plan as plan_queries
from forecourt.desk.queries import ring as ring_queries
from forecourt.desk.queries import tally
from forecourt.desk.queries.stations import BY_KEY
from forecourt.desk.queries.tally import Values
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.ui.context import Frame


@require_GET
@may("store.use_desk")
def home(request: StaffRequest) -> HttpResponse:
    by, values = request.actor, _values(request)
    context = {
        "ring": _ring(request, values),
        "plan": plan_queries.plan(values),
        "attention": attention_queries.attention(by, area=_area(request), values=values),
        "month": month_queries.month(by, values),
    }
    return render(request, "desk/home.html", context)


@require_GET
@may("store.use_desk")
def ring(request: StaffRequest) -> HttpResponse:
    return render(request, "desk/_ring.html", {"ring": _ring(request, _values(request))})


@require_GET
@may("store.use_desk")
def infield(request: StaffRequest, station: str) -> HttpResponse:
    if station not in BY_KEY:
        raise Http404
    by, values = request.actor, _values(request)
    found = ring_queries.ring(by, whose=_whose(request), station=station, values=values)
    return render(request, "desk/_infield.html", {"station": found.station})


@require_GET
@may("store.use_desk")
def plan(request: StaffRequest) -> HttpResponse:
    found = plan_queries.plan(_values(request))
    return render(request, "desk/_plan.html", {"plan": found})


@require_GET
@may("store.use_desk")
def attention(request: StaffRequest) -> HttpResponse:
    by, values = request.actor, _values(request)
    found = attention_queries.attention(by, area=_area(request), values=values)
    return render(request, "desk/_attention.html", {"attention": found})


@require_GET
@may("store.use_desk")
def status(request: StaffRequest) -> HttpResponse:
    by = request.actor
    late = plan_queries.late_count(by, at=clock.now())
    counts = tally.counts_beside(Frame(request).business, _values(request))
    return render(request, "desk/_status.html", {"late": late, "counts": counts})


def _values(request: StaffRequest) -> Values:
    return tally.values(request.actor, at=clock.now())


def _ring(request: StaffRequest, values: Values) -> ring_queries.Ring:
    station = request.GET.get("station", "")
    by, whose = request.actor, _whose(request)
    return ring_queries.ring(by, whose=whose, station=station, values=values)


def _whose(request: StaffRequest) -> str:
    asked = request.GET.get("whose", "")
    return asked if asked == ring_queries.MINE else ring_queries.STORE


def _area(request: StaffRequest) -> str:
    asked = request.GET.get("area", "")
    return asked if asked in attention_queries.AREAS else "all"
