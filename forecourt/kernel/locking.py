"""Row locks. Lock lower floors first, and rows of one table in order of primary key.

And ``joined``, for a command that is a part of another one's transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import ParamSpec, TypeVar, cast
from uuid import UUID

from django.db.models import Manager, Model, QuerySet
from django.utils.translation import gettext as _

from forecourt.kernel.refusals import Missing

M = TypeVar("M", bound=Model)
P = ParamSpec("P")
R = TypeVar("R")


def locked(rows: Manager[M] | QuerySet[M], pk: UUID) -> M:
    """Fetch one of ``rows`` and hold it until the transaction ends.

    Raises:
        Missing: ``rows`` holds no such row.
    """
    row = rows.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()
    if row is None:
        raise Missing(_("This record does not exist."))
    return row


def locked_all(rows: Manager[M] | QuerySet[M], pks: Collection[UUID]) -> list[M]:
    """Fetch and hold several of ``rows``, in order of primary key, so that nobody deadlocks.

    Raises:
        Missing: ``rows`` lacks one of them.
    """
    wanted = set(pks)
    held = rows.select_for_update(of=("self",), no_key=True).filter(pk__in=wanted).order_by("pk")
    found = list(held)
    if len(found) != len(wanted):
        raise Missing(_("This record does not exist."))
    return found


def joined(command: Callable[P, R]) -> Callable[P, R]:
    """A command as a part of the caller's transaction, without a savepoint of its own.

    Saves two round trips on the few paths that every busy minute walks. All or nothing is the
    caller's then: whoever calls a command so never catches what it raises.
    """
    return cast("Callable[P, R]", command.__wrapped__)  # type: ignore[attr-defined]  # by wraps()
