"""The outbox: what waits for a line to the outside."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from forecourt.customers import commands, queries
from forecourt.customers.models import MessageState
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.ui.paging import page_number, sort_key
from forecourt.ui.replies import done


@require_GET
@may("customers.view_message")
def page(request: StaffRequest) -> HttpResponse:
    get = request.GET
    asked = {"text": get.get("q", ""), "state": get.get("state", "")}
    sort = sort_key(get, {"queued_at", "channel", "state"}, "-queued_at")
    rows = queries.message_rows(request.actor, **asked, sort=sort, page=page_number(get))
    context = {**asked, "page": rows, "states": MessageState.choices}
    return render(request, "customers/messages.html", context)


@require_POST
@may("customers.change_message")
def sent(request: StaffRequest, message_id: UUID) -> HttpResponse:
    commands.mark_message_sent(message_id=message_id, by=request.actor, at=clock.now())
    return done(request, "customers:messages")


@require_POST
@may("customers.change_message")
def retry(request: StaffRequest, message_id: UUID) -> HttpResponse:
    commands.retry_message(message_id=message_id, by=request.actor, at=clock.now())
    return done(request, "customers:messages")


@require_POST
@may("customers.change_message")
def cancel(request: StaffRequest, message_id: UUID) -> HttpResponse:
    why = request.POST.get("reason", "")[:200]
    commands.cancel_message(message_id=message_id, why=why, by=request.actor, at=clock.now())
    return done(request, "customers:messages")
