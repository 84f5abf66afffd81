"""What a station's cases are made of: the colored shares in the infield."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from forecourt.desk.queries.tally import Tally
from forecourt.ui.navigation import Label

WEIGHTS = 12  # classes fx-1 to fx-12

_WORDS: Mapping[str, tuple[str, Label]] = {
    "late": ("late", _("Late")),
}


@dataclass(frozen=True, slots=True)
class Share:
    """So many of a station's cases; ``stage`` is a class st-*, ``weight`` a class fx-*."""

    stage: str
    label: str
    count: int
    weight: int


def shares_of(rows: Iterable[Tally], *, mine_only: bool) -> tuple[Share, ...]:
    """The shares that hold a case, in the order in which the trade walks them."""
    counted = {row.share: row.mine if mine_only else row.count for row in rows}
    whole = sum(counted.values())
    return tuple(
        Share(stage, str(label), counted[key], max(1, round(WEIGHTS * counted[key] / whole)))
        for key, (stage, label) in _WORDS.items()
        if counted.get(key)
    )
