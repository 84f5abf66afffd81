"""The wall view of the service board: four hours, eight bays a page, nobody touches it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from forecourt.boards.forms import ShowWall
from forecourt.boards.queries import in_house, screen_rules
from forecourt.kernel import clock
from forecourt.kernel.http import DeviceRequest, device_only
from forecourt.store.models import DeviceKind
from forecourt.store.queries import must_change_key
from forecourt.workshop.queries.wall import wall as wall_of


@require_GET
@device_only(DeviceKind.WALL.right)
def wall(request: DeviceRequest) -> HttpResponse:
    today = timezone.localdate(clock.now(), request.zone)
    context = _context(request)
    context["must_change_key"] = must_change_key(request.actor, on=today)
    return render(request, "boards/wall.html", context)


@require_GET
@device_only(DeviceKind.WALL.right)
def rows(request: DeviceRequest) -> HttpResponse:
    return render(request, "boards/_wall.html", _context(request))


def _context(request: DeviceRequest) -> dict[str, object]:
    by, at = request.actor, clock.now()
    form = ShowWall(request.GET)
    group = form.cleaned_data["group"] if form.is_valid() else ""
    cars, ready = in_house(by)
    rotate, old_after = screen_rules(by, on=at.astimezone(request.zone))
    return {
        "wall": wall_of(by, zone=request.zone, at=at, group=group),
        "group": group,
        "cars": cars,
        "ready": ready,
        "at": at,
        "rotate_seconds": rotate,
        "old_after_seconds": old_after,
        "store_name": request.visitor.store_name,
    }
