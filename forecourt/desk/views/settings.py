"""One's own settings: language, theme, rows, password, and where one is logged in."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from forecourt.desk.forms import ChangePassword, EndSession
from forecourt.kernel import clock
from forecourt.kernel.http import StaffRequest, may
from forecourt.store import commands, queries


@require_GET
@may("store.use_desk")
def settings(request: StaffRequest) -> HttpResponse:
    return _page(request, ChangePassword())


@require_POST
@may("store.use_desk")
def password(request: StaffRequest) -> HttpResponse:
    form = ChangePassword(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    commands.change_password(
        account_id=_account_id(request),
        old=form.cleaned_data["old"],
        new=form.cleaned_data["new"],
        session_key=request.session.session_key or "",
        by=request.actor,
        at=clock.now(),
    )
    return redirect("desk:settings")


@require_POST
@may("store.use_desk")
def session_end(request: StaffRequest) -> HttpResponse:
    form = EndSession(request.POST)
    account = _account_id(request)
    if form.is_valid():
        key = queries.session_key_of(account, form.cleaned_data["handle"])
        commands.end_session(session_key=key, account_id=account, by=request.actor, at=clock.now())
    return redirect("desk:settings")


def _account_id(request: StaffRequest) -> UUID:
    return UUID(request.session["_auth_user_id"])


def _page(request: StaffRequest, form: ChangePassword, status: int = 200) -> HttpResponse:
    sessions = queries.own_sessions(_account_id(request), request.session.session_key or "")
    context = {"form": form, "sessions": sessions, "at": clock.now()}
    return render(request, "desk/settings.html", context, status=status)
