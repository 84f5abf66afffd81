"""The counter of the store room: what to pick and hand out, what is missing, what comes back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.parts import commands, queries
from forecourt.parts.forms import ChooseRequests, IssueRequests, OrderMissing, ReturnPart
from forecourt.store.queries import people, store
from forecourt.store.roles import Role
from forecourt.ui.paging import page_number


@require_GET
@may("parts.issue_part")
def picking(request: StaffRequest) -> HttpResponse:
    by, text = request.actor, request.GET.get("q", "").strip()
    context = {
        "groups": queries.picking_list(by, text=text),
        "people": people(by, Role.TECHNICIAN),
        "text": text,
        "at": clock.now(),
    }
    return render(request, "parts/picking.html", context)


@require_POST
@may("parts.issue_part")
def pick(request: StaffRequest) -> HttpResponse:
    form = ChooseRequests(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    commands.pick_requests(**form.cleaned_data, by=request.actor, at=clock.now())
    return redirect("parts:picking")


@require_POST
@may("parts.issue_part")
@once
def issue(request: StaffRequest) -> HttpResponse:
    form = IssueRequests(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    slip = commands.issue_requests(**form.cleaned_data, by=request.actor, at=clock.now())
    return redirect("parts:slip", slip.pk)


@require_GET
@may("parts.view_part")
def missing(request: StaffRequest) -> HttpResponse:
    by = request.actor
    page = queries.missing_rows(by, page=page_number(request.GET))
    may_order = by.may("parts.propose_order")
    context = {"page": page, "form": OrderMissing(), "may_order": may_order, "at": clock.now()}
    return render(request, "parts/missing.html", context)


@require_POST
@may("parts.propose_order")
@once
def order_missing(request: StaffRequest) -> HttpResponse:
    form = OrderMissing(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    order = commands.order_missing(**form.cleaned_data, by=request.actor, at=clock.now())
    return redirect("parts:order", order.pk)


@require_GET
@may("parts.issue_part")
def issued(request: StaffRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    page = queries.issued_rows(request.actor, text=text, page=page_number(request.GET))
    return render(request, "parts/issued.html", {"page": page, "text": text})


@require_POST
@may("parts.issue_part")
@once
def give_back(request: StaffRequest, request_id: UUID) -> HttpResponse:
    form = ReturnPart(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    slip = commands.return_part(request_id=request_id, **form.cleaned_data, by=by, at=at)
    return redirect("parts:slip", slip.pk)


@require_GET
@may("parts.issue_part")
def slip(request: StaffRequest, slip_id: UUID) -> HttpResponse:
    by = request.actor
    context = {"paper": queries.slip_paper(by, slip_id), "store": store(by)}
    return render(request, "parts/slip_paper.html", context)
