"""Merging two files: find the other, lay them side by side, merge, take it back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from forecourt.customers import commands, queries
from forecourt.customers.forms import MergeParties
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.ui.replies import done


@require_GET
@may("customers.merge_party")
def choose(request: StaffRequest, party_id: UUID) -> HttpResponse:
    by, text = request.actor, request.GET.get("q", "")
    card = queries.card(by, party_id, on=clock.today(request.zone))
    hits = queries.find(by, text, 20) if text else queries.lookalikes(by, name=card.name, limit=20)
    others = [hit for hit in hits if hit.party_id not in {None, party_id}]
    context = {"card": card, "hits": others, "text": text, "open_record": card.name}
    return render(request, "customers/merge_choose.html", context)


@require_GET
@may("customers.merge_party")
def compare(request: StaffRequest, party_id: UUID, other_id: UUID) -> HttpResponse:
    pair = queries.compare(request.actor, party_id, other_id)
    return render(request, "customers/merge.html", {"pair": pair, "form": MergeParties()})


@require_POST
@may("customers.merge_party")
def merge(request: StaffRequest, party_id: UUID, other_id: UUID) -> HttpResponse:
    form = MergeParties(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at, asked = request.actor, clock.now(), form.cleaned_data
    commands.merge_parties(kept_id=party_id, merged_id=other_id, **asked, by=by, at=at)
    return done(request, "customers:party", party_id)


@require_POST
@may("customers.merge_party")
def undo(request: StaffRequest, merge_id: UUID) -> HttpResponse:
    merge = commands.undo_merge(merge_id=merge_id, by=request.actor, at=clock.now())
    return done(request, "customers:party", merge.kept_id)
