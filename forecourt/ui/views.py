"""Choices of looks (language, theme, density), and the page that shows all components."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_GET, require_POST

from forecourt.kernel.http import public
from forecourt.ui import samples
from forecourt.ui.context import DENSITIES, THEMES

A_YEAR_SECONDS = 365 * 24 * 3600


@require_POST
@public("a choice of language changes a cookie and nothing else")
def language(request: HttpRequest) -> HttpResponse:
    code = request.POST.get("language", "")
    known = code in dict(settings.LANGUAGES) and check_for_language(code)
    return _back(request, settings.LANGUAGE_COOKIE_NAME, code if known else "")


@require_POST
@public("a choice of theme changes a cookie and nothing else")
def theme(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("theme", "")
    return _back(request, "theme", chosen if chosen in THEMES else "")


@require_POST
@public("a choice of density changes a cookie and nothing else")
def density(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("density", "")
    return _back(request, "density", chosen if chosen in DENSITIES else "")


@require_GET
@public("shows components with made-up values, no record of any store")
def style(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/style.html", samples.context())


def _back(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    """Return to where the choice was made; an empty ``value`` changes nothing."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    reply = HttpResponseRedirect(target)
    if value:
        secure = settings.HTTPS
        reply.set_cookie(cookie, value, max_age=A_YEAR_SECONDS, samesite="Lax", secure=secure)
    return reply
