"""A new screen: shows its code, waits for the manager, fetches its key."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel import clock, limits
from forecourt.kernel.http import DeviceRequest, device_only, public
from forecourt.store import commands
from forecourt.store.models import DeviceKind
from forecourt.store.queries import DEVICE_COOKIE, pairing_of

_BROWSER = "__Host-pairing" if settings.HTTPS else "pairing"
_CODES_AN_HOUR = 60  # for one address; a store has a handful of screens
_COOKIE_SECONDS = 400 * 24 * 3600  # as long as browsers keep one


@require_GET
@public("a screen that nobody knows yet shows its code")
def pair(request: HttpRequest) -> HttpResponse:
    if getattr(request, "actor", None):
        return redirect("boards:home")
    found = pairing_of(request.COOKIES.get(_BROWSER, ""), at=clock.now())
    return render(request, "boards/pair.html", {"pairing": found})


@require_POST
@public("a screen that nobody knows yet asks for a code")
def begin(request: HttpRequest) -> HttpResponse:
    limits.knock("pairing", request.META["REMOTE_ADDR"], limit=_CODES_AN_HOUR, seconds=3600)
    browser = secrets.token_urlsafe(32)
    commands.begin_pairing(browser=browser, at=clock.now())
    reply = redirect("boards:pair")
    _give(reply, _BROWSER, browser)
    return reply


@require_POST
@public("a screen asks whether it was confirmed; its browser's secret says which it is")
def collect(request: HttpRequest) -> HttpResponse:
    browser, at = request.COOKIES.get(_BROWSER, ""), clock.now()
    key = commands.collect_key(browser=browser, at=at)
    if key:
        reply = HttpResponse(headers={"HX-Redirect": "/boards/"})
        _give(reply, DEVICE_COOKIE, key)
        reply.delete_cookie(_BROWSER)
        return reply
    if pairing_of(browser, at=at) is None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return HttpResponse(status=204)


@require_GET
@public("sends a screen to its board, and a strange one to the code")
def home(request: HttpRequest) -> HttpResponse:
    actor = getattr(request, "actor", None)
    for kind in DeviceKind:
        if actor and actor.may(kind.right):
            return redirect(f"boards:{kind.value}")
    return redirect("boards:pair")


@require_POST
@device_only(DeviceKind.LOUNGE.right)
def rotate_lounge(request: DeviceRequest) -> HttpResponse:
    return _rotated(request)


@require_POST
@device_only(DeviceKind.WALL.right)
def rotate_wall(request: DeviceRequest) -> HttpResponse:
    return _rotated(request)


def _rotated(request: DeviceRequest) -> HttpResponse:
    reply = HttpResponse(status=204)
    _give(reply, DEVICE_COOKIE, commands.rotate_key(by=request.actor))
    return reply


def _give(reply: HttpResponse, name: str, value: str) -> None:
    reply.set_cookie(
        name,
        value,
        max_age=_COOKIE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
