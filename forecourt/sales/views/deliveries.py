"""Deliveries: the coming hours, and the sheet beside the car."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.attachments import content
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.sales import commands, queries
from forecourt.sales.forms import (
    CancelDelivery,
    MoveDelivery,
    PrepareDelivery,
    SignDelivery,
    StartDelivery,
    TickDocument,
    apart,
)
from forecourt.sales.models import DeliveryState
from forecourt.ui.paging import page_number


@require_GET
@may("sales.view_delivery")
def page(request: StaffRequest) -> HttpResponse:
    text, state = request.GET.get("q", ""), request.GET.get("state", "open")
    shown = queries.deliveries(request.actor, text=text, state=state, page=page_number(request.GET))
    context = {"shown": shown, "text": text, "state": state, "at": clock.now()}
    return render(request, "sales/deliveries.html", {**context, "states": DeliveryState.choices})


@require_GET
@may("sales.view_delivery")
def card(request: StaffRequest, delivery_id: UUID) -> HttpResponse:
    shown = queries.delivery_card(request.actor, delivery_id)
    forms = apart(
        move=MoveDelivery(initial={"room": shown.row.room}),
        cancel=CancelDelivery(),
        prepare=PrepareDelivery(),
        start=StartDelivery(),
        sign=SignDelivery(),
    )
    context = {"card": shown, "forms": forms, "open_record": shown.row.number}
    return render(request, "sales/delivery.html", context)


@require_GET
@may("sales.view_delivery")
def paper(request: StaffRequest, delivery_id: UUID) -> HttpResponse:
    shown = queries.delivery_card(request.actor, delivery_id)
    return render(request, "sales/delivery_paper.html", {"card": shown})


@require_GET
@may("sales.view_delivery")
def signature(request: StaffRequest, delivery_id: UUID) -> HttpResponse:
    kept = queries.delivery_signature(request.actor, delivery_id)
    return HttpResponse(content(kept), content_type=kept.media_type)


@require_POST
@may("sales.deliver_car")
def tick(request: StaffRequest, delivery_id: UUID, document_id: UUID) -> HttpResponse:
    form = TickDocument(request.POST)
    form.is_valid()
    by, is_done = request.actor, form.cleaned_data["is_done"]
    commands.tick_document(
        delivery_id=delivery_id, document_id=document_id, is_done=is_done, by=by, at=clock.now()
    )
    if not request.htmx:
        return redirect("sales:delivery", delivery_id)
    shown = queries.delivery_card(by, delivery_id)
    return render(request, "sales/tick.reply.html", {"card": shown})


@require_POST
@may("sales.deliver_car")
@once
def sign(request: StaffRequest, delivery_id: UUID) -> HttpResponse:
    form = SignDelivery(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.sign_delivery(delivery_id=delivery_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:delivery", delivery_id)


@require_POST
@may("sales.deliver_car")
def move(request: StaffRequest, delivery_id: UUID) -> HttpResponse:
    form = MoveDelivery(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.move_delivery(delivery_id=delivery_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:delivery", delivery_id)


@require_POST
@may("sales.deliver_car")
def cancel(request: StaffRequest, delivery_id: UUID) -> HttpResponse:
    form = CancelDelivery(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.cancel_delivery(delivery_id=delivery_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:delivery", delivery_id)


@require_POST
@may("sales.deliver_car")
def prepare(request: StaffRequest, delivery_id: UUID) -> HttpResponse:
    form = PrepareDelivery(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.prepare_delivery(delivery_id=delivery_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:delivery", delivery_id)


@require_POST
@may("sales.deliver_car")
def start(request: StaffRequest, delivery_id: UUID) -> HttpResponse:
    form = StartDelivery(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    by, at = request.actor, clock.now()
    commands.start_delivery(delivery_id=delivery_id, **form.cleaned_data, by=by, at=at)
    return redirect("sales:delivery", delivery_id)


@require_POST
@may("sales.let_car_out")
@once
def let_out(request: StaffRequest, delivery_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    commands.let_car_out(delivery_id=delivery_id, by=by, at=at)
    return redirect("sales:delivery", delivery_id)
