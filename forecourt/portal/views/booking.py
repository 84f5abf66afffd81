"""Booking by the owner: what, which day, which really free time."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import OwnerRequest, owner_only
from forecourt.kernel.idempotency import once
from forecourt.portal.forms import BookSlot, CancelBooking
from forecourt.portal.queries.cars import cars, chosen
from forecourt.portal.queries.coming import booked, booking, next_service
from forecourt.service.commands import book_slot, cancel_appointment, confirm_appointment
from forecourt.ui.asked import asked_day
from forecourt.workshop.models import WaitType


@require_GET
@owner_only("offers free times to the owner")
def book(request: OwnerRequest) -> HttpResponse:
    by, at, asked = request.actor, clock.now(), request.GET
    mine = cars(by)
    car = chosen(mine, asked.get("car", ""))
    if car is None:
        return render(request, "portal/empty.html")
    upcoming = next_service(by, car.vehicle_id, at=at)
    menu_code = asked.get("menu", upcoming.menu_code)
    offer = booking(by, menu_code=menu_code, on=asked_day(asked.get("on", "")), at=at)
    ahead = booked(by, car.vehicle_id, at=at)
    context = {"car": car, "offer": offer, "booked": ahead, "waits": WaitType.choices}
    return render(request, "portal/book.html", context)


@require_POST
@owner_only("books for the owner's own car")
@once
def take(request: OwnerRequest) -> HttpResponse:
    form = BookSlot(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    book_slot(**form.cleaned_data, by=request.actor, at=clock.now())
    return redirect("portal:home")


@require_POST
@owner_only("confirms the owner's own appointment")
def confirm(request: OwnerRequest, appointment_id: UUID) -> HttpResponse:
    confirm_appointment(appointment_id=appointment_id, by=request.actor, at=clock.now())
    return redirect("portal:home")


@require_POST
@owner_only("cancels the owner's own appointment")
def cancel(request: OwnerRequest, appointment_id: UUID) -> HttpResponse:
    form = CancelBooking(request.POST)
    if not form.is_valid():
        return render(request, "ui/_form_errors.html", {"form": form}, status=422)
    reason, by, at = form.cleaned_data["reason"], request.actor, clock.now()
    cancel_appointment(appointment_id=appointment_id, reason=reason, by=by, at=at)
    return redirect("portal:home")
