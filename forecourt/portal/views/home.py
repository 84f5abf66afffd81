"""The owner's first page: the car, what happens with it now, what comes next."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from forecourt.kernel import clock
from forecourt.kernel.attachments import content
from forecourt.kernel.http import OwnerRequest, owner_only
from forecourt.portal.queries.cars import cars, chosen
from forecourt.portal.queries.coming import booked, next_service
from forecourt.portal.queries.visits import history, photo, visit_now


@require_GET
@owner_only("shows the owner's own cars")
def home(request: OwnerRequest) -> HttpResponse:
    by, at = request.actor, clock.now()
    mine = cars(by)
    car = chosen(mine, request.GET.get("car", ""))
    if car is None:
        return render(request, "portal/empty.html")
    context = {
        "cars": mine,
        "car": car,
        "visit": visit_now(by, car.vehicle_id, at=at),
        "next": next_service(by, car.vehicle_id, at=at),
        "booked": booked(by, car.vehicle_id, at=at),
        "history": history(by, car.vehicle_id, limit=3),
        "at": at,
    }
    return render(request, "portal/home.html", context)


@require_GET
@owner_only("shows the visit of the owner's own car")
def visit(request: OwnerRequest, vehicle_id: UUID) -> HttpResponse:
    by, at = request.actor, clock.now()
    car = chosen(cars(by), str(vehicle_id))
    found = visit_now(by, vehicle_id, at=at) if car else None
    return render(request, "portal/_visit.html", {"visit": found, "car": car, "at": at})


@require_GET
@owner_only("shows the service book of the owner's own car")
def visits(request: OwnerRequest, vehicle_id: UUID) -> HttpResponse:
    car = chosen(cars(request.actor), str(vehicle_id))
    rows = history(request.actor, vehicle_id) if car else ()
    return render(request, "portal/visits.html", {"car": car, "history": rows})


@require_GET
@owner_only("shows a photo of the owner's own car")
def picture(request: OwnerRequest, photo_id: UUID) -> HttpResponse:
    attachment = photo(request.actor, photo_id)
    answer = HttpResponse(content(attachment), content_type=attachment.media_type)
    disposition = content_disposition_header(as_attachment=False, filename=f"{photo_id}.jpg")
    answer["Content-Disposition"] = disposition or "inline"
    return answer
