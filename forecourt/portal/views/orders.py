"""An order as its owner reads it, and the owner's word on its lines."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import OwnerRequest, owner_only
from forecourt.kernel.idempotency import once
from forecourt.portal import commands
from forecourt.portal.forms import AnswerLines
from forecourt.portal.queries.visits import order_page


@require_GET
@owner_only("shows an order of the owner's own car")
def order(request: OwnerRequest, order_id: UUID) -> HttpResponse:
    page = order_page(request.actor, order_id)
    context = {"order": page, "is_agreed_already": "agreed" in request.GET}
    return render(request, "portal/order.html", context)


@require_POST
@owner_only("notes the owner's word on the own order")
@once
def answer(request: OwnerRequest, order_id: UUID) -> HttpResponse:
    form = AnswerLines(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    is_news = commands.answer_lines(
        order_id=order_id,
        versions=form.cleaned_data["lines"],
        is_yes=form.cleaned_data["answer"] == "yes",
        by=request.actor,
        at=clock.now(),
    )
    there = redirect("portal:order", order_id)
    return there if is_news else redirect(f"{there['Location']}?agreed")
