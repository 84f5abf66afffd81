"""The owner's door: phone, code, out."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from forecourt.kernel import clock
from forecourt.kernel.http import OwnerRequest, owner_only, public
from forecourt.portal import commands
from forecourt.portal.forms import AskCode, EnterCode
from forecourt.portal.queries.entry import BROWSER_COOKIE, SESSION_COOKIE
from forecourt.ui.asked import sent

BROWSER_SECONDS, SESSION_SECONDS = 3600, 30 * 24 * 3600


@require_http_methods(["GET", "POST"])
@public("the owner's door")
def log_in(request: HttpRequest) -> HttpResponse:
    form = AskCode(sent(request))
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 422
        return render(request, "portal/login.html", {"form": form}, status=status)
    browser, address = secrets.token_urlsafe(32), request.META.get("REMOTE_ADDR", "")
    phone = form.cleaned_data["phone"]
    commands.ask_code(phone=phone, browser=browser, address=address, at=clock.now())
    answer = redirect("portal:code")
    _put(answer, BROWSER_COOKIE, browser, BROWSER_SECONDS)
    return answer


@require_http_methods(["GET", "POST"])
@public("the second half of the owner's door")
def code(request: HttpRequest) -> HttpResponse:
    form = EnterCode(sent(request))
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 422
        return render(request, "portal/code.html", {"form": form}, status=status)
    asked = {"code": form.cleaned_data["code"].strip(), "car": form.cleaned_data["car"]}
    browser, agent = request.COOKIES.get(BROWSER_COOKIE, ""), request.headers.get("User-Agent", "")
    token = commands.enter_code(browser=browser, **asked, user_agent=agent, at=clock.now())
    if token is None:
        form.add_error(
            "code", _("Code or car is not right, or the code is over. Ask for a new one.")
        )
        return render(request, "portal/code.html", {"form": form}, status=422)
    answer = redirect("portal:home")
    _put(answer, SESSION_COOKIE, token, SESSION_SECONDS)
    return answer


@require_POST
@owner_only("ends the own session")
def log_out(request: OwnerRequest) -> HttpResponse:
    commands.leave(token=request.COOKIES.get(SESSION_COOKIE, ""))
    answer = redirect("portal:login")
    answer.delete_cookie(SESSION_COOKIE)
    answer["Clear-Site-Data"] = '"cache"'
    return answer


def _put(answer: HttpResponse, name: str, value: str, seconds: int) -> None:
    answer.set_cookie(
        name, value, max_age=seconds, secure=settings.HTTPS, httponly=True, samesite="Lax"
    )
