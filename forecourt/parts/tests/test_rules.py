"""Who gets what is there."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from forecourt.parts.rules import Wanted, served

OIL, FILTER = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("oil", "filters", "wants", "lines"),
    [
        (5, 0, [(OIL, 4)], {0}),
        (4, 0, [(OIL, 4)], {0}),
        (3, 0, [(OIL, 4)], set()),
        (5, 0, [(OIL, 4), (OIL, 2), (OIL, 1)], {0, 2}),
        (5, 1, [(FILTER, 1), (OIL, 5), (FILTER, 1)], {0, 1}),
        (0, 0, [(OIL, 1), (FILTER, 1)], set()),
    ],
)
def test_a_line_gets_all_it_asks_for_or_nothing(
    oil: int, filters: int, wants: list[tuple[UUID, int]], lines: set[int]
) -> None:
    free = {OIL: Decimal(oil), FILTER: Decimal(filters)}
    asked = [
        Wanted(part_id, Decimal(quantity), UUID(int=100 + number))
        for number, (part_id, quantity) in enumerate(wants)
    ]

    assert served(free, asked) == {UUID(int=100 + number) for number in lines}
