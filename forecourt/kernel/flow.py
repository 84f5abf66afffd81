"""Flows: the moves a record may make from state to state, written as data."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from forecourt.kernel.refusals import Refused

S = TypeVar("S", bound=TextChoices)


class IllegalMove(Refused):
    code = "illegal-move"


@dataclass(frozen=True, slots=True)
class Flow(Generic[S]):
    """A map of states; it knows which moves exist, never what follows from them."""

    moves: Mapping[S, Collection[S]]

    def allows(self, current: S, target: S) -> bool:
        return target in self.moves[current]

    def check(self, current: S, target: S) -> None:
        """Let an allowed move pass.

        Raises:
            IllegalMove: the map has no arrow from ``current`` to ``target``.
        """
        if not self.allows(current, target):
            sentence = _("This is “%(current)s”; it cannot become “%(target)s”.")
            raise IllegalMove(sentence % {"current": current.label, "target": target.label})
