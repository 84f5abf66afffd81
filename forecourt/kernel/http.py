"""Doors: who may open a view, and how a refusal or an accident reaches the person."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, Concatenate, ParamSpec, Protocol, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DataError, IntegrityError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from forecourt.kernel.actor import Actor, ActorKind
from forecourt.kernel.refusals import Missing, NotAllowed, Refused
from forecourt.kernel.tenancy import tenant_set

P = ParamSpec("P")
GetResponse = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)

MOST_TRIES = 3
DIALOG = "X-Dialog"
_TRY_AGAIN = frozenset({"40001", "40P01"})  # serialization failure, deadlock
_REFUSED_BY_DATABASE = frozenset({"23P01", "23505", "23514", "23503"})


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whom a cookie stands for, and what pages need of their store."""

    actor: Actor
    zone: ZoneInfo
    store_name: str
    title: str = ""  # the person's role, in words


class StaffRequest(HttpRequest):
    """A request of somebody the house knows."""

    actor: Actor
    zone: ZoneInfo
    visitor: Visitor
    htmx: HtmxDetails


OwnerRequest = StaffRequest
DeviceRequest = StaffRequest


@dataclass(frozen=True, slots=True)
class Access:
    """What a view declares: ``may`` a right, ``public`` and why, ``owner`` or ``device``."""

    how: str
    what: str


class View(Protocol):
    access: Access

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse: ...


StaffView = Callable[Concatenate[StaffRequest, P], HttpResponse]
OpenView = Callable[Concatenate[HttpRequest, P], HttpResponse]


def may(right: str) -> Callable[[StaffView[P]], OpenView[P]]:
    """Open the view to staff who have ``right`` (``room.verb_noun``)."""

    def check(actor: Actor) -> None:
        if actor.kind is not ActorKind.STAFF or not actor.may(right):
            raise NotAllowed(_("Your role does not include this. Ask your manager for the right."))

    return _door(Access("may", right), check, settings.LOGIN_URL)


def owner_only(why: str) -> Callable[[StaffView[P]], OpenView[P]]:
    """Open the view to owners who have logged in; queries show each only their own."""

    def check(actor: Actor) -> None:
        if actor.kind is not ActorKind.OWNER:
            raise Missing(_("This record does not exist."))

    return _door(Access("owner", why), check, "portal:login")


def device_only(kind: str) -> Callable[[StaffView[P]], OpenView[P]]:
    """Open the view to paired devices whose kind has this right."""

    def check(actor: Actor) -> None:
        if actor.kind is not ActorKind.DEVICE or not actor.may(kind):
            raise Missing(_("This record does not exist."))

    return _door(Access("device", kind), check, "boards:pair")


def public(why: str) -> Callable[[OpenView[P]], OpenView[P]]:
    """Open the view to everybody; ``why`` is for the reader of the code."""

    def door(view: OpenView[P]) -> OpenView[P]:
        @wraps(view)
        def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            return _with_retries(lambda: view(request, *args, **kwargs))

        cast("View", opened).access = Access("public", why)
        return cast("OpenView[P]", opened)  # what wraps() makes is this, with more

    return door


def _door(
    access: Access, check: Callable[[Actor], None], login: str
) -> Callable[[StaffView[P]], OpenView[P]]:
    def door(view: StaffView[P]) -> OpenView[P]:
        @wraps(view)
        def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if getattr(request, "actor", None) is None:
                return _to_login(request, login)
            known = cast("StaffRequest", request)
            check(known.actor)
            return _with_retries(lambda: view(known, *args, **kwargs))

        cast("View", opened).access = access
        return cast("OpenView[P]", opened)  # what wraps() makes is this, with more

    return door


def _to_login(request: HttpRequest, login: str) -> HttpResponse:
    from django.contrib.auth.views import redirect_to_login  # noqa: PLC0415 - needs loaded apps

    if getattr(request, "htmx", None):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return redirect_to_login(request.get_full_path(), login)


def _with_retries(call: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer a deadlock by trying again; the idempotency key makes that harmless."""
    for _attempt in range(MOST_TRIES - 1):
        try:
            return call()
        except OperationalError as error:
            if connection.in_atomic_block or _state(error) not in _TRY_AGAIN:
                raise
    return call()


def _state(error: BaseException) -> str:
    return getattr(error.__cause__, "sqlstate", None) or ""


# Who is it?


@cache
def _recognisers() -> tuple[tuple[str, Callable[[Mapping[str, str]], Visitor | None]], ...]:
    return tuple((prefix, import_string(path)) for prefix, path in settings.RECOGNISERS)


class WhoIsIt:
    """Turns a cookie into an actor; sets tenant and store zone for as long as the request lasts."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        visitor = self._visitor(request)
        if visitor is None:
            return self.get_response(request)
        known = cast("StaffRequest", request)
        known.visitor, known.actor, known.zone = visitor, visitor.actor, visitor.zone
        with tenant_set(visitor.actor.tenant_id), timezone.override(visitor.zone):
            return self.get_response(request)

    def _visitor(self, request: HttpRequest) -> Visitor | None:
        for prefix, recognise in _recognisers():
            if request.path.startswith(prefix):
                return recognise(request.COOKIES)
        return None


def live_topics(cookies: Mapping[str, str]) -> tuple[str, ...] | None:
    """The event topics that these cookies may hear, ``<tenant>/<store>``; None for strangers."""
    visitors = [recognise(cookies) for _prefix, recognise in _recognisers()]
    topics = {f"{v.actor.tenant_id}/{v.actor.store_id}" for v in visitors if v}
    return tuple(sorted(topics)) or None


# What goes wrong


class Refusals:
    """Shows refusals: to htmx in ``#notices``, else as a page; nothing was changed.

    What the database cannot even hold is refused as well: the last net under the forms.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):  # no column and no address can hold it
            sentence = _("This address is broken. Open the page anew.")
            return refused(request, sentence, "broken-address", 400)
        answer = self.get_response(request)
        if _is_from_dialog(request) and "Location" in answer:
            return _without_leaving(answer)
        return answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            answer = refused(request, error.sentence, error.code, error.status)
            if error.field:
                answer["X-Refusal-Field"] = error.field
            return answer
        if isinstance(error, IntegrityError) and _state(error) in _REFUSED_BY_DATABASE:
            log.warning("refused by the database: %s", error)
            sentence = _("Somebody else was faster, or the values contradict each other. Reload.")
            return refused(request, sentence, "refused-by-database", 409)
        if isinstance(error, DataError | OverflowError):  # the latter: no calendar goes so far
            log.warning("no value for the database: %s", error)
            sentence = _("A value is too large, or holds a sign that no text has. Check the form.")
            return refused(request, sentence, "wrong-input", 422)
        return None


def _is_from_dialog(request: HttpRequest) -> bool:
    """Whether a script sends a form, and shows there what is wrong (forms.js)."""
    return DIALOG in request.headers


def _without_leaving(answer: HttpResponse) -> HttpResponse:
    """The way to go on as a header: a redirect that a script follows tells it nothing."""
    told = HttpResponse(status=204, headers={"X-Location": answer["Location"]})
    told.cookies = answer.cookies
    return told


def refused(request: HttpRequest, sentence: str, code: str, status: int) -> HttpResponse:
    """The answer to a refusal, in the same words for a person and for a machine."""
    context = {"sentence": sentence, "code": code, "status": status}
    if _is_from_dialog(request):
        answer = render(request, "ui/_refusal.html", context, status=status)
    elif getattr(request, "htmx", None):
        answer = render(request, "ui/_refusal.html", context, status=status)
        answer["HX-Retarget"], answer["HX-Reswap"] = "#notices", "innerHTML"
    else:
        answer = render(request, "ui/refused.html", context, status=status)
    answer["X-Refusal"] = code
    return answer


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The page for an address that does not exist: the same as for a record that does not."""
    return refused(request, _("This record does not exist."), "missing", 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    sentence = _("This page has been open too long. Reload it and send again.")
    return refused(request, sentence, "stale-page", 403)


def accident(request: HttpRequest) -> HttpResponse:
    """The last page: 503 while the database is away, else 500; nothing was half done."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError):
        answer = render(request, "ui/unavailable.html", status=503)
        answer["Retry-After"] = "5"
        return answer
    return render(request, "ui/accident.html", status=500)


class Headers:
    """Headers that every answer carries; data is never kept by a browser."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        answer.setdefault("Cache-Control", "no-store")
        answer["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
        answer["Cross-Origin-Resource-Policy"] = "same-origin"
        return answer


# Does every view say who may open it?


class UndeclaredView(RuntimeError):
    """A view has neither ``@may`` nor ``@public``; the server does not start."""


def views() -> Iterator[tuple[str, str, Any]]:
    """Every address of the house: pattern, name, view."""
    from django.urls import get_resolver  # noqa: PLC0415 - needs loaded apps

    yield from _views(get_resolver().url_patterns, "", "")


def _views(
    patterns: Any, prefix: str, space: str
) -> Iterator[tuple[str, str, Any]]:  # Any: Django's tree
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _views(pattern.url_patterns, path, inner)
        else:
            yield path, f"{space}{pattern.name}", pattern.callback


def check_every_view_declares_its_right() -> None:
    """Refuse to start with an undeclared view.

    Raises:
        UndeclaredView: names each of them.
    """
    bare = [path for path, _name, view in views() if not isinstance(_access(view), Access)]
    if bare:
        sentence = f"These addresses declare neither @may nor @public: {', '.join(bare)}"
        raise UndeclaredView(sentence)


def _access(view: Any) -> object:  # Any: a view of any make
    return getattr(view, "access", None)


@cache
def _rights() -> dict[str, str]:
    doors = ((name, _access(view)) for _path, name, view in views())
    return {name: a.what for name, a in doors if isinstance(a, Access) and a.how == "may"}


def right_of(name: str) -> str:
    """The right that opens an address to staff; "" when there is no such address."""
    return _rights().get(name, "")


def tenant_of(request: HttpRequest) -> UUID | None:
    actor = getattr(request, "actor", None)
    return actor.tenant_id if actor else None
