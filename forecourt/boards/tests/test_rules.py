"""What a board may say of a plate, and how rows fall into pages."""

from __future__ import annotations

import pytest

from forecourt.boards.rules import masked_plate, pages


@pytest.mark.parametrize(
    ("plate", "masked"),
    [
        ("粤A·12345", "粤A·**345"),
        ("粤A12345", "粤A·**345"),
        ("沪AD12345", "沪A·***345"),
        ("AB12", "**12"),
        ("", ""),
    ],
)
def test_a_plate_is_masked_in_the_middle(plate: str, masked: str) -> None:
    assert masked_plate(plate) == masked


@pytest.mark.parametrize(
    ("rows", "sizes"), [(0, []), (12, [12]), (13, [7, 6]), (25, [9, 9, 7]), (24, [12, 12])]
)
def test_pages_are_filled_evenly(rows: int, sizes: list[int]) -> None:
    assert [len(page) for page in pages(range(rows), 12)] == sizes
