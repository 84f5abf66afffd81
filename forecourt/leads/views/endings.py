"""Lost, frozen, pooled, claimed: how a deal ends or rests."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.leads import commands, queries
from forecourt.leads.forms import FreezeOpportunity, LoseOpportunity
from forecourt.ui.paging import page_number


@require_GET
@may("leads.confirm_loss")
def losses(request: StaffRequest) -> HttpResponse:
    rows = queries.loss_rows(request.actor, page=page_number(request.GET))
    return render(request, "leads/losses.html", {"page": rows, "at": clock.now()})


@require_POST
@may("leads.change_opportunity")
def lose(request: StaffRequest, opportunity_id: UUID) -> HttpResponse:
    form = LoseOpportunity(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.lose_opportunity(opportunity_id=opportunity_id, **form.cleaned_data, by=by, at=at)
    return redirect("leads:opportunity", opportunity_id)


@require_POST
@may("leads.change_opportunity")
def freeze(request: StaffRequest, opportunity_id: UUID) -> HttpResponse:
    form = FreezeOpportunity(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.freeze_opportunity(opportunity_id=opportunity_id, **form.cleaned_data, by=by, at=at)
    return redirect("leads:opportunity", opportunity_id)


@require_POST
@may("leads.change_opportunity")
def revive(request: StaffRequest, opportunity_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    commands.revive_opportunity(opportunity_id=opportunity_id, by=by, at=at)
    return redirect("leads:opportunity", opportunity_id)


@require_POST
@may("leads.claim_opportunity")
def claim(request: StaffRequest, opportunity_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    commands.claim_opportunity(opportunity_id=opportunity_id, by=by, at=at)
    return redirect("leads:opportunity", opportunity_id)


@require_POST
@may("leads.assign_opportunity")
def pool(request: StaffRequest, opportunity_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    commands.pool_opportunity(opportunity_id=opportunity_id, by=by, at=at)
    return redirect("leads:opportunity", opportunity_id)


@require_POST
@may("leads.confirm_loss")
def confirm(request: StaffRequest, loss_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    commands.confirm_loss(loss_id=loss_id, by=by, at=at)
    return redirect("leads:losses")


@require_POST
@may("leads.confirm_loss")
def refuse(request: StaffRequest, loss_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    commands.refuse_loss(loss_id=loss_id, by=by, at=at)
    return redirect("leads:losses")
