"""Opportunities: list, board, and the page of one."""

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
    AssignOpportunity,
    ChangeOpportunity,
    FreezeOpportunity,
    LoseOpportunity,
    MakeContact,
    SetLevel,
    apart,
)
from forecourt.leads.models import IntentLevel, Stage
from forecourt.store.queries import people
from forecourt.store.roles import Role
from forecourt.ui.paging import page_number, sort_key


@require_GET
@may("leads.view_opportunity")
def page(request: StaffRequest) -> HttpResponse:
    at, get = clock.now(), request.GET
    asked = {"text": get.get("q", ""), "stage": get.get("stage", "open")}
    asked["level"] = get.get("level", "")
    sort = sort_key(get, queries.DEAL_SORTS, "intent_level")
    is_mine = get.get("mine") == "1"
    rows = queries.deal_rows(
        request.actor, **asked, mine=is_mine, sort=sort, page=page_number(get), at=at
    )
    context = {**asked, "page": rows, "mine": is_mine, "at": at, "stages": Stage.choices}
    return render(request, "leads/deals.html", {**context, "levels": IntentLevel.values})


@require_GET
@may("leads.view_opportunity")
def board(request: StaffRequest) -> HttpResponse:
    at, text, is_mine = clock.now(), request.GET.get("q", ""), request.GET.get("mine") == "1"
    columns = queries.deal_board(request.actor, text=text, mine=is_mine, at=at)
    context = {"columns": columns, "text": text, "mine": is_mine, "at": at}
    return render(request, "leads/deal_board.html", context)


@require_GET
@may("leads.view_opportunity")
def card(request: StaffRequest, opportunity_id: UUID) -> HttpResponse:
    at = clock.now()
    deal = queries.deal_card(request.actor, opportunity_id, at=at)
    forms = apart(
        contact=MakeContact(),
        level=SetLevel(initial={"level": deal.row.level}),
        change=_change(request, deal),
        assign=_assign(request),
        lose=LoseOpportunity(),
        freeze=FreezeOpportunity(),
    )
    context = {"deal": deal, "at": at, "open_record": deal.row.name, "forms": forms}
    return render(request, "leads/deal.html", context)


def _change(request: StaffRequest, deal: queries.DealCard) -> ChangeOpportunity:
    now = {"model_id": deal.model_id, "wish": deal.row.wish, "present_car": deal.present_car}
    form = ChangeOpportunity(initial=now)
    form.offer(model_id=[(model.pk, str(model)) for model in models(request.actor)])
    return form


def _assign(request: StaffRequest) -> AssignOpportunity:
    form = AssignOpportunity()
    persons = people(request.actor, Role.SALES_CONSULTANT)
    form.offer(consultant_id=[(one.staff_id, one.name) for one in persons])
    return form


@require_POST
@may("leads.change_opportunity")
@once
def contact(request: StaffRequest, opportunity_id: UUID) -> HttpResponse:
    form = MakeContact(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.make_contact(opportunity_id=opportunity_id, **form.cleaned(), by=by, at=at)
    return redirect("leads:opportunity", opportunity_id)


@require_POST
@may("leads.change_opportunity")
def level(request: StaffRequest, opportunity_id: UUID) -> HttpResponse:
    form = SetLevel(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.set_level(opportunity_id=opportunity_id, **form.cleaned_data, by=by, at=at)
    return redirect("leads:opportunity", opportunity_id)


@require_POST
@may("leads.change_opportunity")
def change(request: StaffRequest, opportunity_id: UUID) -> HttpResponse:
    form = ChangeOpportunity(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.change_opportunity(opportunity_id=opportunity_id, **form.cleaned_data, by=by, at=at)
    return redirect("leads:opportunity", opportunity_id)


@require_POST
@may("leads.assign_opportunity")
def assign(request: StaffRequest, opportunity_id: UUID) -> HttpResponse:
    form = AssignOpportunity(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.assign_opportunity(opportunity_id=opportunity_id, **form.cleaned_data, by=by, at=at)
    return redirect("leads:opportunity", opportunity_id)
