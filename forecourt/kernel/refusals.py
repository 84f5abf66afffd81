"""Refusals: an answer of no, with a stable code and a sentence for the person at the desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import ClassVar

from django.db import IntegrityError


class Refused(Exception):
    """The state of things does not allow this; the sentence says what is in the way."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    field = ""  # of the form, where one field is to blame

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Missing(Refused):
    """There is no such record, or not for this person; both get the same words."""

    code = "missing"
    status = 404


class NotAllowed(Refused):
    """The person may see it but may not do this."""

    code = "not-allowed"
    status = 403


class WrongInput(Refused):
    """A value has the wrong shape, found where only the command could find it."""

    code = "wrong-input"
    status = 422

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


def constraint_name(error: IntegrityError) -> str:
    """The database constraint that said no, or ``""``."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


@contextmanager
def refused_by(sentences: Mapping[str, Refused]) -> Iterator[None]:
    """Turn the word of the database into a refusal: constraint name -> what the person reads.

    The transaction is over then; the refusal leaves the command, so that is right.
    """
    try:
        yield
    except IntegrityError as error:
        refusal = sentences.get(constraint_name(error))
        if refusal is None:
            raise
        raise refusal from error
