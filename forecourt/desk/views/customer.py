"""Customer 360: one customer over all rooms."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from forecourt.customers import queries as customers
from forecourt.desk.queries import customer as queries
from forecourt.desk.queries import tally, timeline
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may


@require_GET
@may("desk.view_customer")
def customer(request: StaffRequest, party_id: UUID) -> HttpResponse:
    by, values = request.actor, tally.values(request.actor, at=clock.now())
    kept_id = customers.standing_id(by, party_id)
    if kept_id != party_id:
        return redirect("desk:customer", kept_id)
    parties = queries.family(by, party_id)
    context = {
        "card": customers.card(by, party_id, on=values["today"]),
        "cars": queries.cars(by, parties, on=values["today"]),
        "figures": queries.figures(parties, values),
        "timeline": timeline.timeline(by, parties, area=_area(request), values=values),
        "todos": queries.todos(by, parties, values),
        "papers": queries.papers(by, parties, values),
        "at": values["at"],
    }
    context["open_record"] = context["card"].name
    return render(request, "desk/customer.html", context)


def _area(request: StaffRequest) -> str:
    asked = request.GET.get("area", "")
    return asked if asked in timeline.AREAS else "all"
