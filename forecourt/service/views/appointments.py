"""Appointments: the day, the booking form, one appointment."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.kernel.idempotency import once
from forecourt.service import commands
from forecourt.service.forms import BookAppointment, ChangeAppointment, Reason, checked
from forecourt.service.queries import booking
from forecourt.ui.asked import asked_day
from forecourt.ui.paging import sort_key
from forecourt.workshop.models import WaitType


@require_GET
@may("service.view_appointment")
def day(request: StaffRequest) -> HttpResponse:
    by, at = request.actor, clock.now()
    on = _day(request, at)
    start = datetime.combine(on, time(), request.zone)
    text = request.GET.get("q", "")
    sort = sort_key(request.GET, {"time", "plate", "customer", "state"}, "time")
    end = start + timedelta(days=1)
    rows = booking.day_rows(by, start=start, end=end, text=text, sort=sort, at=at)
    context = {
        "rows": rows,
        "capacity": booking.day_capacity(by, on, at=at),
        **_around(on, at.astimezone(request.zone).date()),
        "text": text,
        "can_book": by.may("service.book_appointment"),
    }
    return render(request, "service/appointments.html", context)


def _day(request: StaffRequest, at: datetime, ahead: int = 0) -> date:
    """The day that the address asks for; else today, or so many days ahead."""
    asked = asked_day(request.GET.get("on", ""))
    return asked or at.astimezone(request.zone).date() + timedelta(days=ahead)


def _around(on: date, today: date) -> dict[str, date]:
    one = timedelta(days=1)
    return {"on": on, "today": today, "before": on - one, "after": on + one}


@require_GET
@may("service.book_appointment")
def new(request: StaffRequest) -> HttpResponse:
    form = BookAppointment(initial={"wait_type": WaitType.WAITS_HERE})
    return render(request, "service/appointment_new.html", _booking(request, form))


def _booking(request: StaffRequest, form: BookAppointment) -> dict[str, Any]:  # Any: a context
    """What the form shows: the car, the menu, the day, and what is free then."""
    by, at = request.actor, clock.now()
    asked = request.GET if request.method == "GET" else request.POST
    on, menu_code = _day(request, at, ahead=1), asked.get("menu_code", "")
    vehicle_id = _uuid(asked.get("vehicle_id") or asked.get("vehicle", ""))
    text = asked.get("q", "")
    wished_at = _moment(asked.get("arrives_at", ""))
    if wished_at:
        on = wished_at.astimezone(request.zone).date()
    slots = booking.offered_slots(by, menu_code=menu_code, on=on, at=at, wished_at=wished_at)
    return {
        "form": form,
        "text": text,
        "cars": booking.find_cars(by, text) if text and not vehicle_id else [],
        "picture": booking.car_picture(by, vehicle_id, at=at) if vehicle_id else None,
        "menus": booking.menus(by, on=on),
        "menu_code": menu_code,
        "slots": slots,
        "other_days": [] if slots else booking.other_days(by, menu_code=menu_code, on=on, at=at),
        "advisers": booking.advisers(by),
        "wait_types": WaitType.choices,
        **_around(on, at.astimezone(request.zone).date()),
    }


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


@require_POST
@may("service.book_appointment")
@once
def book(request: StaffRequest) -> HttpResponse:
    form = BookAppointment(request.POST)
    if not form.is_valid():
        context = _booking(request, form)
        return render(request, "service/appointment_new.html", context, status=422)
    made = commands.book_slot(**form.cleaned_data, by=request.actor, at=clock.now())
    return redirect("service:appointment", made.pk)


@require_GET
@may("service.view_appointment")
def card(request: StaffRequest, appointment_id: UUID) -> HttpResponse:
    at = clock.now()
    found = booking.appointment_card(request.actor, appointment_id, at=at)
    initial = {"arrives_at": found.appointment.arrives_at}
    context = {
        "card": found,
        "at": at,
        "change": ChangeAppointment(initial=initial),
        "reason": Reason(),
        "open_record": found.row.number,
    }
    return render(request, "service/appointment.html", context)


@require_POST
@may("service.book_appointment")
def confirm(request: StaffRequest, appointment_id: UUID) -> HttpResponse:
    commands.confirm_appointment(appointment_id=appointment_id, by=request.actor, at=clock.now())
    return redirect("service:appointment", appointment_id)


@require_POST
@may("service.book_appointment")
@once
def change(request: StaffRequest, appointment_id: UUID) -> HttpResponse:
    values = checked(ChangeAppointment(request.POST))
    commands.change_appointment(
        appointment_id=appointment_id, **values, by=request.actor, at=clock.now()
    )
    return redirect("service:appointment", appointment_id)


@require_POST
@may("service.book_appointment")
def cancel(request: StaffRequest, appointment_id: UUID) -> HttpResponse:
    values = checked(Reason(request.POST))
    commands.cancel_appointment(
        appointment_id=appointment_id, **values, by=request.actor, at=clock.now()
    )
    return redirect("service:appointment", appointment_id)


@require_POST
@may("service.book_appointment")
def no_show(request: StaffRequest, appointment_id: UUID) -> HttpResponse:
    commands.note_no_show(appointment_id=appointment_id, by=request.actor, at=clock.now())
    return redirect("service:appointment", appointment_id)
