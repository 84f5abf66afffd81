"""The lead inbox and the calls."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.catalog.queries import models
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.leads import commands, queries
from forecourt.leads.forms import (
    AssignLead,
    ContactLead,
    MarkLeadDuplicate,
    MarkLeadInvalid,
    Offering,
    QualifyLead,
    ReceiveLead,
    TakeCall,
)
from forecourt.leads.models import LeadStatus
from forecourt.store.queries import people
from forecourt.store.roles import Role
from forecourt.ui.paging import page_number, sort_key

_SELLERS = (Role.SALES_CONSULTANT, Role.LEAD_AGENT)


def _offer(form: Offering, request: StaffRequest) -> Offering:
    by = request.actor
    if "model_id" in form.fields:
        form.offer(model_id=[(model.pk, str(model)) for model in models(by)])
    for name in {"consultant_id", "assignee_id"} & set(form.fields):
        form.offer(**{name: [(one.staff_id, one.name) for one in people(by, *_SELLERS)]})
    return form


@require_GET
@may("leads.view_lead")
def page(request: StaffRequest) -> HttpResponse:
    at, text = clock.now(), request.GET.get("q", "")
    status = request.GET.get("status", "open")
    sort = sort_key(request.GET, queries.LEAD_SORTS, "-received_at")
    rows = queries.lead_rows(
        request.actor, text=text, status=status, sort=sort, page=page_number(request.GET), at=at
    )
    context = {"page": rows, "text": text, "status": status, "at": at}
    return render(request, "leads/inbox.html", {**context, "statuses": LeadStatus.choices})


@require_GET
@may("leads.file_lead")
def new(request: StaffRequest) -> HttpResponse:
    return render(request, "leads/lead_new.html", {"form": _offer(ReceiveLead(), request)})


@require_POST
@may("leads.file_lead")
@once
def receive(request: StaffRequest) -> HttpResponse:
    form = ReceiveLead(request.POST)
    if not form.is_valid():
        context = {"form": _offer(form, request)}
        return render(request, "leads/lead_new.html", context, status=422)
    lead = commands.receive_lead(**form.cleaned_data, by=request.actor, at=clock.now())
    return redirect("leads:lead", lead.pk)


@require_GET
@may("leads.view_lead")
def card(request: StaffRequest, lead_id: UUID) -> HttpResponse:
    at = clock.now()
    lead = queries.lead_card(request.actor, lead_id, at=at)
    context = {
        "lead": lead,
        "at": at,
        "open_record": lead.row.name or lead.row.phone,
        "assign": _offer(AssignLead(), request),
        "contact": ContactLead(),
        "qualify": _offer(QualifyLead(initial={"name": lead.row.name}), request),
        "invalid": MarkLeadInvalid(),
    }
    return render(request, "leads/lead.html", context)


@require_GET
@may("leads.view_lead")
def calls(request: StaffRequest) -> HttpResponse:
    text = request.GET.get("q", "")
    rows = queries.call_rows(request.actor, text=text, page=page_number(request.GET))
    form = _offer(TakeCall(initial={"makes_lead": True}), request)
    return render(request, "leads/calls.html", {"page": rows, "text": text, "form": form})


@require_POST
@may("leads.assign_lead")
def assign(request: StaffRequest, lead_id: UUID) -> HttpResponse:
    form = AssignLead(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.assign_lead(lead_id=lead_id, **form.cleaned_data, by=by, at=at)
    return redirect("leads:lead", lead_id)


@require_POST
@may("leads.handle_lead")
def contact(request: StaffRequest, lead_id: UUID) -> HttpResponse:
    form = ContactLead(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.contact_lead(lead_id=lead_id, **form.cleaned_data, by=by, at=at)
    return redirect("leads:lead", lead_id)


@require_POST
@may("leads.handle_lead")
def qualify(request: StaffRequest, lead_id: UUID) -> HttpResponse:
    form = QualifyLead(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    deal = commands.qualify_lead(lead_id=lead_id, **form.cleaned_data, by=by, at=at)
    return redirect("leads:opportunity", deal.pk)


@require_POST
@may("leads.handle_lead")
def invalid(request: StaffRequest, lead_id: UUID) -> HttpResponse:
    form = MarkLeadInvalid(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.mark_lead_invalid(lead_id=lead_id, **form.cleaned_data, by=by, at=at)
    return redirect("leads:lead", lead_id)


@require_POST
@may("leads.handle_lead")
def duplicate(request: StaffRequest, lead_id: UUID) -> HttpResponse:
    form = MarkLeadDuplicate(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.mark_lead_duplicate(lead_id=lead_id, **form.cleaned_data, by=by, at=at)
    return redirect("leads:lead", lead_id)


@require_POST
@may("leads.file_lead")
def take_call(request: StaffRequest) -> HttpResponse:
    form = TakeCall(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.take_call(**form.cleaned_data, by=by, at=at)
    return redirect("leads:calls")
