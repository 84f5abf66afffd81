"""Rate limits, counted in the database so that every process counts together.

Keys are hashed: the table keeps no addresses and no phones.
"""

from __future__ import annotations

from hashlib import sha256
from typing import ClassVar

from django.utils.translation import gettext as _

from forecourt.kernel.models import Bucket
from forecourt.kernel.refusals import Refused


class TooOften(Refused):
    code = "too-often"
    status: ClassVar[int] = 429


def knock(kind: str, key: str, *, limit: int, seconds: int) -> None:
    """Count one try of this kind and let it pass.

    Raises:
        TooOften: more than ``limit`` tries within ``seconds``.
    """
    if count(kind, key, seconds=seconds) > limit:
        raise _too_often(seconds)


def count(kind: str, key: str, *, seconds: int) -> int:
    """Count one try and answer how many there were in the window."""
    return Bucket.knock(_digest(kind, key), seconds=seconds)


def check(kind: str, key: str, *, limit: int, seconds: int) -> None:
    """Let a try pass without counting it.

    Raises:
        TooOften: ``limit`` tries were counted within ``seconds``.
    """
    if Bucket.knocks_of(_digest(kind, key), seconds=seconds) >= limit:
        raise _too_often(seconds)


def _digest(kind: str, key: str) -> str:
    return sha256(f"{kind}:{key}".encode()).hexdigest()


def _too_often(seconds: int) -> TooOften:
    sentence = _("Too many tries. Wait %(minutes)s minutes and try again.")
    return TooOften(sentence % {"minutes": max(1, seconds // 60)})
