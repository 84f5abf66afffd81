"""The service board: which job stands where, and who works on it."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.workshop.models import BayGroup
from forecourt.workshop.queries.board import board as board_of
from forecourt.workshop.views.days import day_asked, neighbours


@require_GET
@may("workshop.view_job")
def board(request: StaffRequest) -> HttpResponse:
    return render(request, "workshop/board.html", _context(request, request.GET.dict()))


@require_GET
@may("workshop.view_job")
def rows(request: StaffRequest) -> HttpResponse:
    return render(request, "workshop/_board.html", _context(request, request.GET.dict()))


def board_reply(request: StaffRequest, *warnings: str) -> HttpResponse:
    """The answer to whatever changed the board: the board as the person looks at it."""
    if not request.htmx:
        return redirect("workshop:board")
    asked = parse_qs(urlsplit(request.htmx.current_url or "").query)
    context = _context(request, {name: values[-1] for name, values in asked.items()})
    context["warnings"] = warnings
    reply = render(request, "workshop/board.reply.html", context)
    reply["HX-Trigger"] = "close-dialog"
    reply["HX-Retarget"], reply["HX-Reswap"] = "#board", "morph:outerHTML"
    return reply


def _context(request: StaffRequest, asked: dict[str, str]) -> dict[str, object]:
    at = clock.now()
    on = day_asked(asked.get("on", ""), request.zone, at)
    group = asked.get("group", "") if asked.get("group") in BayGroup.values else ""
    zoom = "2" if asked.get("zoom") == "2" else ""
    return {
        "board": board_of(request.actor, on=on, zone=request.zone, at=at, group=group),
        "groups": [("", _("All")), *((one.value, one.label) for one in BayGroup)],
        "group": group,
        "zoom": zoom,
        "at": at,
        "address": _address("workshop:board_rows", on, group, zoom),
        "days": neighbours(on),
        "can_plan": request.actor.may("workshop.plan_job"),
    }


def _address(name: str, on: date, group: str, zoom: str) -> str:
    query = QueryDict(mutable=True)
    query["on"] = on.isoformat()
    if group:
        query["group"] = group
    if zoom:
        query["zoom"] = zoom
    return f"{reverse(name)}?{query.urlencode()}"
