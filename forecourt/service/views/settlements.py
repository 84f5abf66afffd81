"""Settlements: explaining the bill to the customer, and taking the money."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.service import commands
from forecourt.service.forms import Reason, TakePayment, checked
from forecourt.service.queries.settling import SORTS, settlement_card, settlement_rows
from forecourt.ui.paging import page_number, sort_key


@require_GET
@may("service.view_settlement")
def settlements(request: StaffRequest) -> HttpResponse:
    text, is_open = request.GET.get("q", ""), request.GET.get("all") != "1"
    page = settlement_rows(
        request.actor,
        text=text,
        is_open=is_open,
        sort=sort_key(request.GET, set(SORTS), "-time"),
        page=page_number(request.GET),
    )
    context = {"page": page, "text": text, "is_open": is_open}
    return render(request, "service/settlements.html", context)


@require_GET
@may("service.view_settlement")
def card(request: StaffRequest, settlement_id: UUID) -> HttpResponse:
    found = settlement_card(request.actor, settlement_id)
    context = {
        "card": found,
        "payment": TakePayment(initial={"amount_fen": f"{found.left_fen / 100:.2f}"}),
        "reason": Reason(),
        "open_record": found.settlement.number,
    }
    return render(request, "service/settlement.html", context)


@require_POST
@may("service.prepare_settlement")
@once
def prepare(request: StaffRequest, order_id: UUID) -> HttpResponse:
    made = commands.prepare_settlement(order_id=order_id, by=request.actor, at=clock.now())
    return redirect("service:settlement", made.pk)


@require_POST
@may("service.prepare_settlement")
@once
def explain(request: StaffRequest, settlement_id: UUID) -> HttpResponse:
    commands.explain_settlement(settlement_id=settlement_id, by=request.actor, at=clock.now())
    return redirect("service:settlement", settlement_id)


@require_POST
@may("service.take_payment")
@once
def pay(request: StaffRequest, settlement_id: UUID) -> HttpResponse:
    values = checked(TakePayment(request.POST))
    commands.take_payment(settlement_id=settlement_id, **values, by=request.actor, at=clock.now())
    return redirect("service:settlement", settlement_id)


@require_POST
@may("service.grant_credit")
@once
def credit(request: StaffRequest, settlement_id: UUID) -> HttpResponse:
    values = checked(Reason(request.POST))
    commands.grant_credit(settlement_id=settlement_id, **values, by=request.actor, at=clock.now())
    return redirect("service:settlement", settlement_id)


@require_POST
@may("service.reverse_settlement")
@once
def reverse(request: StaffRequest, settlement_id: UUID) -> HttpResponse:
    values = checked(Reason(request.POST))
    made = commands.reverse_settlement(
        settlement_id=settlement_id, **values, by=request.actor, at=clock.now()
    )
    return redirect("service:order", made.order_id)
