"""A technician's own page: my jobs of today, one at a time on the clock."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.workshop.models import StopReason
from forecourt.workshop.queries.bench import bench as bench_of


@require_GET
@may("workshop.work_job")
def bench(request: StaffRequest) -> HttpResponse:
    name = "workshop/_bench.html" if request.htmx else "workshop/bench.html"
    return render(request, name, _context(request))


def bench_reply(request: StaffRequest) -> HttpResponse:
    """The answer to a technician's click: the page of jobs as it is now."""
    reply = render(request, "workshop/_bench.html", _context(request))
    reply["HX-Retarget"], reply["HX-Reswap"] = "#bench", "morph:outerHTML"
    reply["HX-Trigger"] = "close-dialog"
    return reply


def _context(request: StaffRequest) -> dict[str, object]:
    by, at, zone = request.actor, clock.now(), request.zone
    on = timezone.localdate(at, zone)
    works = bench_of(by, by.staff_id, on=on, zone=zone, at=at) if by.staff_id else ()
    return {"works": works, "at": at, "me": by.staff_id, "reasons": StopReason.choices}
