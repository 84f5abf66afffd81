"""The answer to a POST that went well: go and look at it, with htmx or without."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url


def done(request: HttpRequest, to: str, *args: object) -> HttpResponse:
    """Send the browser to a page; htmx is told in its own words, so that the page is new."""
    if getattr(request, "htmx", None):
        return HttpResponse(headers={"HX-Redirect": resolve_url(to, *args)})
    return redirect(to, *args)
