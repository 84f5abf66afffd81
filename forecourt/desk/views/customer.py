"""Customer 360: one customer over all rooms."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.customers import queries as customers
from forecourt.desk.forms import LogContact
from forecourt.desk.queries import customer as queries
from forecourt.desk.queries import tally, timeline
from forecourt.kernel import clock
from forecourt.kernel.actor import Actor
from forecourt.kernel.http import StaffRequest, may
from forecourt.leads.commands import make_contact
from forecourt.leads.models.contact import Channel, ContactResult


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
        "may_book": by.may("service.book_appointment"),
        "at": values["at"],
    }
    context |= {"open_record": context["card"].name, "log": _log(by, context["figures"])}
    return render(request, "desk/customer.html", context)


@require_POST
@may("leads.change_opportunity")
def contact_log(request: StaffRequest, party_id: UUID) -> HttpResponse:
    form = LogContact(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    kept_id, values = customers.standing_id(request.actor, party_id), form.cleaned_data
    make_contact(
        opportunity_id=values["opportunity_id"],
        channel=Channel(values["channel"]),
        result=ContactResult(values["result"]),
        note=values["note"],
        by=request.actor,
        at=clock.now(),
    )
    return redirect("desk:customer", kept_id)


def _log(by: Actor, figures: queries.Figures) -> LogContact | None:
    """The box to write a talk into, where there is a deal to write it to."""
    if figures.open_deal_id is None or not by.may("leads.change_opportunity"):
        return None
    return LogContact(initial={"opportunity_id": figures.open_deal_id})


def _area(request: StaffRequest) -> str:
    asked = request.GET.get("area", "")
    return asked if asked in timeline.AREAS else "all"
