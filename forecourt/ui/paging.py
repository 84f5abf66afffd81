"""One page of a long list, and the order it is in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import QueryDict

T = TypeVar("T")
U = TypeVar("U")
M = TypeVar("M", bound=Model)

PAGE_ROWS = 50
MAX_PAGE = 100_000


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list that holds ``total``; ``number`` counts from one."""

    rows: tuple[T, ...]
    number: int
    total: int
    size: int = PAGE_ROWS

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return (self.number - 1) * self.size + len(self.rows) if self.rows else 0

    @property
    def before(self) -> int | None:
        return min(self.number - 1, self.pages) if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None

    def with_rows(self, rows: Sequence[U]) -> Page[U]:
        """The same page, drawn: its records turned into the rows of a screen."""
        return Page(tuple(rows), self.number, self.total, self.size)


def page_of(records: QuerySet[M], number: int, size: int = PAGE_ROWS) -> Page[M]:
    """Read page ``number`` and the count: two statements. ``records`` must be ordered.

    Past the end it is the last page, at the price of reading twice.
    """
    rows, total = _cut(records, number, size), records.count()
    if not rows and total:
        number = -(-total // size)
        rows = _cut(records, number, size)
    return Page(rows, number, total, size)


def _cut(records: QuerySet[M], number: int, size: int) -> tuple[M, ...]:
    start = (number - 1) * size
    return tuple(records[start : start + size])


def page_number(query: QueryDict) -> int:
    """What the address asks for; anything that is no page number is the first page."""
    asked = query.get("page", "")
    return min(max(int(asked), 1), MAX_PAGE) if asked.isascii() and asked.isdigit() else 1


def sort_key(query: QueryDict, allowed: Collection[str], default: str) -> str:
    """The order that the address asks for (``-due_on`` is descending), if it is allowed."""
    asked = query.get("sort", "")
    return asked if asked.removeprefix("-") in allowed else default
