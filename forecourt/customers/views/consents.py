"""The consent ledger of a file: give, withdraw."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from forecourt.customers import commands
from forecourt.customers.forms import GiveConsent, Reason
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.ui.replies import done


@require_POST
@may("customers.change_consent")
def give(request: StaffRequest, party_id: UUID) -> HttpResponse:
    form = GiveConsent(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.give_consent(party_id=party_id, **form.cleaned(), by=by, at=at)
    return done(request, "customers:party", party_id)


@require_POST
@may("customers.change_consent")
def withdraw(request: StaffRequest, consent_id: UUID) -> HttpResponse:
    form = Reason(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    consent = commands.withdraw_consent(consent_id=consent_id, **form.cleaned_data, by=by, at=at)
    return done(request, "customers:party", consent.party_id)
