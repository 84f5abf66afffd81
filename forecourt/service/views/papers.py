"""What is printed: the repair order, the settlement, the gate pass."""

from __future__ import annotations

from uuid import UUID

import segno
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.service.queries.order_card import order_card
from forecourt.service.queries.settling import gate_pass as given_pass
from forecourt.service.queries.settling import settlement_card
from forecourt.service.queries.walking import walk_card
from forecourt.store.queries import store


def _qr(text: str) -> SafeString:
    """The code as an image of its own, made of squares only."""
    drawn = segno.make(text, error="m", micro=False)
    return SafeString(drawn.svg_inline(scale=3, border=2))


@require_GET
@may("service.view_order")
def order(request: StaffRequest, order_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    card = order_card(by, order_id, at=at)
    context = {
        "card": card,
        "walk": walk_card(by, order_id),
        "store": store(by),
        "at": at,
        "qr": _qr(card.order.number),
    }
    return render(request, "service/order_paper.html", context)


@require_GET
@may("service.view_settlement")
def settlement(request: StaffRequest, settlement_id: UUID) -> HttpResponse:
    by = request.actor
    context = {"card": settlement_card(by, settlement_id), "store": store(by), "at": clock.now()}
    return render(request, "service/settlement_paper.html", context)


@require_GET
@may("service.view_order")
def gate_pass(request: StaffRequest, pass_id: UUID) -> HttpResponse:
    by = request.actor
    found = given_pass(by, pass_id)
    context = {"gate_pass": found, "store": store(by), "qr": _qr(found.token), "at": clock.now()}
    return render(request, "service/gate_pass_paper.html", context)
