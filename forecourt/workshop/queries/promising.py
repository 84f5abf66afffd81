"""Which time a customer can be promised at all."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import WrongInput
from forecourt.store.queries import check_ahead

_A_MONTH = timedelta(days=31)


def check_promise(by: Actor, promise_at: datetime, *, at: datetime) -> None:
    """Let a time pass that a customer can be promised; within a month no rule need be asked.

    Raises:
        WrongInput: it lies in the past, or further ahead than the rule says.
    """
    if promise_at <= at:
        raise WrongInput(_("A promise lies in the future."), field="promise_at")
    if promise_at - at > _A_MONTH:
        key = "workshop.promise_most_days"
        check_ahead(promise_at.date(), key, field="promise_at", by=by, on=at.date())
