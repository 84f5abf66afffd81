"""Once: the same request twice has one effect, and the repeat gets the first answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import ClassVar, Concatenate, ParamSpec, cast
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from forecourt.kernel.http import StaffRequest
from forecourt.kernel.models import Answer
from forecourt.kernel.refusals import Refused, WrongInput

P = ParamSpec("P")
StaffView = Callable[Concatenate[StaffRequest, P], HttpResponse]
FIELD, HEADER = "idempotency_key", "Idempotency-Key"


class KeyUsedOtherwise(Refused):
    code = "key-used-otherwise"
    status: ClassVar[int] = 422


def once(view: StaffView[P]) -> StaffView[P]:
    """Give a POST its effect once per key; key, effect and answer commit together.

    Raises:
        WrongInput: the request carries no key.
        KeyUsedOtherwise: the key came before, with other content.
    """

    @wraps(view)
    def guarded(request: StaffRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        key, request_hash = _key(request), _hash(request)
        with transaction.atomic():
            claimed = Answer.claim(request.actor.key, key, request_hash)
            if claimed is None:
                return _again(Answer.objects.given(request.actor.key, key), request_hash)
            answer = view(request, *args, **kwargs)
            if answer.status_code >= 400:  # noqa: PLR2004 - nothing was done, so the key stays free
                transaction.set_rollback(True)
            else:
                claimed.keep(
                    status=answer.status_code,
                    headers={name: text for name, text in answer.items() if _is_kept(name)},
                    body=answer.content.decode(),
                )
        return answer

    return cast("StaffView[P]", guarded)  # what wraps() makes is this, with more


def _is_kept(header: str) -> bool:
    """Whether a repeat gets it too: where the browser goes on, what htmx does with the body."""
    return header.lower() in {"location", "content-type"} or header.lower().startswith("hx-")


def _key(request: StaffRequest) -> UUID:
    text = request.headers.get(HEADER, "") or request.POST.get(FIELD, "")
    try:
        return UUID(text)
    except ValueError as error:
        raise WrongInput(_("The form is incomplete. Reload the page and send again.")) from error


def _hash(request: StaffRequest) -> str:
    """What was asked, without the key and the token that guards against forgery."""
    fields = sorted(
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in {FIELD, "csrfmiddlewaretoken"}
    )
    files = sorted((name, str(file)) for name, several in request.FILES.lists() for file in several)
    return sha256(repr((request.path, fields, files)).encode()).hexdigest()


def _again(first: Answer, request_hash: str) -> HttpResponse:
    if first.request_hash != request_hash:
        sentence = _("This form was already sent with other content. Reload the page.")
        raise KeyUsedOtherwise(sentence)
    answer = HttpResponse(first.body, status=first.status)
    for name, text in first.headers.items():
        answer[name] = text
    answer["Idempotent-Replay"] = "true"
    return answer
