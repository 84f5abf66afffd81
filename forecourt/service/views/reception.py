"""Reception: who comes today, and opening a repair order for the car at the door."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.kernel.refusals import WrongInput
from forecourt.service import commands
from forecourt.service.forms import OpenOrder
from forecourt.service.models import Complaint
from forecourt.service.queries import booking
from forecourt.service.queries.promises import proposed_promise
from forecourt.workshop.models import WaitType


@require_GET
@may("service.view_appointment")
def arrivals(request: StaffRequest) -> HttpResponse:
    by, at = request.actor, clock.now()
    start = datetime.combine(at.astimezone(request.zone).date(), time(), request.zone)
    text = request.GET.get("q", "")
    rows = booking.day_rows(by, start=start, end=start + timedelta(days=1), at=at)
    context = {
        "rows": rows,
        "at": at,
        "text": text,
        "cars": booking.find_cars(by, text) if text else [],
        "can_open": by.may("service.open_order"),
        "can_receive": by.may("service.receive_customer"),
    }
    return render(request, "service/reception.html", context)


@require_POST
@may("service.receive_customer")
def arrive(request: StaffRequest, appointment_id: UUID) -> HttpResponse:
    commands.note_arrival(appointment_id=appointment_id, by=request.actor, at=clock.now())
    return redirect("service:reception")


@require_GET
@may("service.open_order")
def new(request: StaffRequest) -> HttpResponse:
    by, at = request.actor, clock.now()
    initial: dict[str, Any] = {"wait_type": WaitType.WAITS_HERE}  # Any: a form's values
    if text := request.GET.get("appointment", ""):
        made = booking.appointment_card(by, _key(text), at=at).appointment
        initial |= {
            "vehicle_id": made.vehicle_id,
            "appointment_id": made.pk,
            "words": made.words,
            "menu_code": made.menu.code if made.menu else "",
            "wait_type": made.wait_type,
        }
    elif text := request.GET.get("vehicle", ""):
        initial["vehicle_id"] = _key(text)
    initial["promise_at"] = proposed_promise(by, initial.get("menu_code", ""), at=at)
    context = _opening(request, OpenOrder(initial=initial), initial.get("vehicle_id"))
    return render(request, "service/order_new.html", context)


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise WrongInput(text) from error


def _opening(
    request: StaffRequest, form: OpenOrder, vehicle_id: UUID | None
) -> dict[str, Any]:  # Any: a context
    by, at = request.actor, clock.now()
    text = request.GET.get("q", "")
    return {
        "form": form,
        "text": text,
        "cars": booking.find_cars(by, text) if text and not vehicle_id else [],
        "picture": booking.car_picture(by, vehicle_id, at=at) if vehicle_id else None,
        "menus": booking.menus(by, on=at.astimezone(request.zone).date()),
    }


@require_POST
@may("service.open_order")
@once
def open_order(request: StaffRequest) -> HttpResponse:
    form = OpenOrder(request.POST)
    if not form.is_valid():
        vehicle_id = form.cleaned_data.get("vehicle_id")
        context = _opening(request, form, vehicle_id)
        return render(request, "service/order_new.html", context, status=422)
    values = form.cleaned_data
    words, menu_code = values.pop("words"), values.pop("menu_code")
    order = commands.open_order(
        **values,
        concerns=[Complaint(words=words)] if words else [],
        wishes=commands.Wishes(menu_codes=[menu_code] if menu_code else []),
        by=request.actor,
        at=clock.now(),
    )
    return redirect("service:order", order.pk)
