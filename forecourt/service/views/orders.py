"""Repair orders: the list of those in the house, and one of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.attachments import content
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.service import commands
from forecourt.service.forms import (
    AddConcern,
    AddLines,
    AddSublet,
    AnswerConcern,
    Authorise,
    ChangeOrder,
    ChangePromise,
    Estimate,
    KeepPhoto,
    MakeReady,
    ProposeFinding,
    Reason,
    ReopenOrder,
    checked,
)
from forecourt.service.models import Complaint
from forecourt.service.queries.booking import menus
from forecourt.service.queries.open_orders import SORTS, open_orders_page
from forecourt.service.queries.order_card import OrderCard, order_card
from forecourt.service.queries.promises import proposed_promise
from forecourt.service.queries.walking import photo as kept_photo
from forecourt.ui.paging import page_number, sort_key


@require_GET
@may("service.view_order")
def orders(request: StaffRequest) -> HttpResponse:
    asked = request.GET
    found = open_orders_page(
        request.actor,
        group=asked.get("stage", ""),
        text=asked.get("q", ""),
        sort=sort_key(asked, set(SORTS), "promise"),
        page=page_number(asked),
        is_mine=asked.get("whose") == "mine",
        at=clock.now(),
    )
    context = {"found": found, "page": found.page, "text": asked.get("q", "")}
    return render(request, "service/orders.html", context)


@require_GET
@may("service.view_order")
def order(request: StaffRequest, order_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    card = order_card(by, order_id, at=at)
    context = {"card": card, "at": at, "open_record": card.order.number}
    context["may_open_settlement"] = by.may("service.view_settlement")
    if card.can_change or card.can_add:
        context |= _forms(request, card)
    context |= {"ready": MakeReady(), "reason": Reason(), "authorise": Authorise()}
    context |= {"reopen": ReopenOrder(initial={"odometer_km": card.order.odometer_km})}
    return render(request, "service/order.html", context)


def _forms(request: StaffRequest, card: OrderCard) -> dict[str, Any]:  # Any: a context
    by, at, one = request.actor, clock.now(), card.order
    promise_at = one.promise_at if one.promise_at and one.promise_at > at else None
    proposed = promise_at or proposed_promise(by, "", at=at)
    return {
        "estimate": Estimate(initial={"promise_at": proposed}),
        "promise": ChangePromise(initial={"promise_at": proposed}),
        "concern": AddConcern(),
        "answer": AnswerConcern(),
        "lines": AddLines(),
        "sublet": AddSublet(),
        "finding": ProposeFinding(),
        "photo": KeepPhoto(),
        "menus": menus(by, on=at.astimezone(request.zone).date()),
        "change": ChangeOrder(
            initial={
                "contact_name": one.contact_name,
                "wait_type": one.wait_type,
                "wants_wash": one.wants_wash,
                "wants_old_parts": one.wants_old_parts,
            }
        ),
    }


@require_POST
@may("service.change_order")
def change(request: StaffRequest, order_id: UUID) -> HttpResponse:
    values = checked(ChangeOrder(request.POST))
    commands.change_order(order_id=order_id, **values, by=request.actor, at=clock.now())
    return redirect("service:order", order_id)


@require_POST
@may("service.change_order")
def concern_add(request: StaffRequest, order_id: UUID) -> HttpResponse:
    said = Complaint(**checked(AddConcern(request.POST)))
    commands.add_concern(order_id=order_id, concern=said, by=request.actor, at=clock.now())
    return redirect("service:order", order_id)


@require_POST
@may("service.propose_line")
def concern_answer(request: StaffRequest, concern_id: UUID) -> HttpResponse:
    values = checked(AnswerConcern(request.POST))
    answered = commands.answer_concern(
        concern_id=concern_id, **values, by=request.actor, at=clock.now()
    )
    return redirect("service:order", answered.order_id)


@require_POST
@may("service.change_order")
def promise(request: StaffRequest, order_id: UUID) -> HttpResponse:
    values = checked(ChangePromise(request.POST))
    commands.change_promise(order_id=order_id, **values, by=request.actor, at=clock.now())
    return redirect("service:order", order_id)


@require_POST
@may("service.change_order")
def estimate(request: StaffRequest, order_id: UUID) -> HttpResponse:
    values = checked(Estimate(request.POST))
    commands.estimate_order(order_id=order_id, **values, by=request.actor, at=clock.now())
    return redirect("service:order", order_id)


@require_POST
@may("service.dispatch_order")
@once
def dispatch(request: StaffRequest, order_id: UUID) -> HttpResponse:
    commands.dispatch_order(
        order_id=order_id,
        accept_missing=request.POST.get("accept_missing") == "1",
        by=request.actor,
        at=clock.now(),
    )
    return redirect("service:order", order_id)


@require_POST
@may("service.wash_car")
def wash(request: StaffRequest, order_id: UUID) -> HttpResponse:
    commands.start_wash(order_id=order_id, by=request.actor, at=clock.now())
    return redirect("service:order", order_id)


@require_POST
@may("service.wash_car")
def ready(request: StaffRequest, order_id: UUID) -> HttpResponse:
    values = checked(MakeReady(request.POST))
    commands.make_ready(order_id=order_id, **values, by=request.actor, at=clock.now())
    return redirect("service:order", order_id)


@require_POST
@may("service.void_order")
def void(request: StaffRequest, order_id: UUID) -> HttpResponse:
    values = checked(Reason(request.POST))
    commands.void_order(order_id=order_id, **values, by=request.actor, at=clock.now())
    return redirect("service:order", order_id)


@require_POST
@may("service.reopen_order")
@once
def reopen(request: StaffRequest, order_id: UUID) -> HttpResponse:
    values = checked(ReopenOrder(request.POST))
    new = commands.reopen_order(order_id=order_id, **values, by=request.actor, at=clock.now())
    return redirect("service:order", new.pk)


@require_POST
@may("service.propose_line")
def photo_keep(request: StaffRequest, order_id: UUID) -> HttpResponse:
    values = checked(KeepPhoto(request.POST, request.FILES))
    file = values.pop("photo")
    commands.keep_photo(
        order_id=order_id, file=file, zone=values["zone"], by=request.actor, at=clock.now()
    )
    is_walking = request.POST.get("back") == "walk_around"
    return redirect("service:walk_around" if is_walking else "service:order", order_id)


@require_GET
@may("service.view_order")
def photo(request: StaffRequest, order_id: UUID, photo_id: UUID) -> HttpResponse:
    kept = kept_photo(request.actor, photo_id, order_id=order_id)
    return HttpResponse(content(kept), content_type=kept.media_type)
