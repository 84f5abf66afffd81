"""The business-process area: what of a record is done, where it stands, what may come next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from forecourt.ui.navigation import Label


class StepState(StrEnum):
    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Step:
    label: Label
    state: StepState
    at: datetime | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """A button of the strip: a link when ``is_link``, else a POST to ``url``.

    With a ``refusal`` (a sentence) it is shown, cannot be pressed, and says why. With a
    ``dialog`` (the id of a dialog on the page) it opens that instead. Every POST carries a key, so
    that pressing twice does it once.
    """

    label: Label
    url: str = ""
    icon: str = ""
    is_link: bool = False
    dialog: str = ""
    refusal: Label = ""


@dataclass(frozen=True, slots=True)
class Strip:
    steps: tuple[Step, ...]
    moves: tuple[Move, ...] = ()


def steps(labels: tuple[Label, ...], current: int, *, is_late: bool = False) -> tuple[Step, ...]:
    """Steps in order with number ``current`` (from zero) as the present one."""
    return tuple(
        Step(label, _state(number, current), is_late=is_late and number == current)
        for number, label in enumerate(labels)
    )


def _state(number: int, current: int) -> StepState:
    if number < current:
        return StepState.DONE
    return StepState.NOW if number == current else StepState.LATER
