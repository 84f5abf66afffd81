"""Contact points of a file: add, prefer, end, and read one in clear."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from forecourt.customers import commands, queries
from forecourt.customers.forms import AddContact, Reveal
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.ui.replies import done


@require_POST
@may("customers.change_party")
def add(request: StaffRequest, party_id: UUID) -> HttpResponse:
    form = AddContact(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.add_contact_point(party_id=party_id, **form.cleaned_data, by=by, at=at)
    return done(request, "customers:party", party_id)


@require_POST
@may("customers.change_party")
def prefer(request: StaffRequest, contact_point_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    point = commands.prefer_contact_point(contact_point_id=contact_point_id, by=by, at=at)
    return done(request, "customers:party", point.party_id)


@require_POST
@may("customers.change_party")
def end(request: StaffRequest, contact_point_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    point = commands.end_contact_point(contact_point_id=contact_point_id, by=by, at=at)
    return done(request, "customers:party", point.party_id)


@require_POST
@may("customers.reveal_contact")
def reveal(request: StaffRequest, contact_point_id: UUID) -> HttpResponse:
    form = Reveal(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    reason, by, at = form.cleaned_data["reason"], request.actor, clock.now()
    point = commands.reveal_contact(contact_point_id=contact_point_id, reason=reason, by=by, at=at)
    row = queries.contact_row(point, clear=point.value)
    return render(request, "customers/_contact.html", {"row": row, "can_change": True})
