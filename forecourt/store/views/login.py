"""Logging in, choosing the store, logging out."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forecourt.kernel import clock, limits
from forecourt.kernel.actor import Actor
from forecourt.kernel.http import StaffRequest, may, public
from forecourt.kernel.refusals import Missing
from forecourt.kernel.tenancy import tenant_set
from forecourt.store import commands, queries
from forecourt.store.forms import ChooseStore, LogIn
from forecourt.store.models import Account
from forecourt.store.sessions import POST
from forecourt.ui.asked import sent

HOUR_SECONDS = 3600


@require_http_methods(["GET", "POST"])
@public("the door of the house")
def log_in(request: HttpRequest) -> HttpResponse:
    form = LogIn(sent(request))
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 422
        return render(request, "store/login.html", {"form": form}, status=status)
    account = _authenticated(request, form.cleaned_data["username"], form.cleaned_data["password"])
    posts = queries.posts_of(account.pk) if account else []
    if account is None or not posts:
        form.add_error(None, _("Login name or password is wrong."))
        return render(request, "store/login.html", {"form": form}, status=422)
    _begin(request, account, posts[0])
    return redirect(_next(request))


@require_POST
@may("store.use_desk")
def choose_store(request: StaffRequest) -> HttpResponse:
    form = ChooseStore(request.POST)
    account = Account.objects.get(username=request.actor.key.removeprefix("staff:"))
    posts = {post.store_id: post for post in queries.posts_of(account.pk)}
    post = posts.get(form.cleaned_data["store_id"]) if form.is_valid() else None
    if post is None:
        raise Missing(_("This record does not exist."))
    _begin(request, account, post)
    return redirect("/")


@require_POST
@may("store.use_desk")
def log_out(request: StaffRequest) -> HttpResponse:
    key, by = request.session.session_key or "", request.actor
    account_id = UUID(request.session["_auth_user_id"])
    commands.end_session(session_key=key, account_id=account_id, by=by, at=clock.now())
    logout(request)
    answer = redirect("store:login")
    answer["Clear-Site-Data"] = '"cache"'
    return answer


@require_GET
@may("store.use_desk")
def whoami(request: StaffRequest) -> HttpResponse:
    """The smallest answer for a logged-in person: who the house takes them for."""
    return HttpResponse(f"{request.actor.key} {request.visitor.store_name}")


def _authenticated(request: HttpRequest, username: str, password: str) -> Account | None:
    """The account, or None; only wrong tries are counted, so a shared address locks nobody out."""
    address = request.META.get("REMOTE_ADDR", "")
    limits.check("login-account", username, limit=10, seconds=HOUR_SECONDS)
    limits.check("login-address", address, limit=60, seconds=HOUR_SECONDS)
    account = authenticate(request, username=username, password=password)
    if isinstance(account, Account):
        return account
    limits.count("login-account", username, seconds=HOUR_SECONDS)
    limits.count("login-address", address, seconds=HOUR_SECONDS)
    return None


def _begin(request: HttpRequest, account: Account, post: queries.Post) -> None:
    login(request, account)
    actor = Actor(
        tenant_id=post.tenant_id,
        store_id=post.store_id,
        key=f"staff:{account.username}",
        staff_id=post.staff_id,
    )
    with tenant_set(post.tenant_id):
        request.session[POST] = {
            "tenant_id": str(post.tenant_id),
            "staff_id": str(post.staff_id),
            "store_id": str(post.store_id),
            "user_agent": request.headers.get("User-Agent", "")[:120],
            "idle_minutes": queries.idle_minutes(actor, post.roles, on=clock.now().date()),
        }
        request.session.save()
        commands.log_in(
            session_key=request.session.session_key or "",
            account_id=account.pk,
            by=actor,
            at=clock.now(),
        )


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or "/"
    return target if url_has_allowed_host_and_scheme(target, {request.get_host()}) else "/"
