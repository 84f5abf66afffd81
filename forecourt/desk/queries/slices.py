"""Slices of data: chosen columns of one kind of record, filtered, in order, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date

from forecourt.desk.queries.columns import Column, Form, Subject, exported, shown
from forecourt.desk.queries.subjects import columns
from forecourt.desk.rules import Cell
from forecourt.kernel.actor import Actor
from forecourt.kernel.http import right_of
from forecourt.ui.paging import Page, page_number, page_of

YES, NO = "yes", "no"
FEN_PER_YUAN = 100
LONGEST_TEXT = 80


@dataclass(frozen=True, slots=True)
class Filter:
    """A column with what the person wrote to filter by it."""

    column: Column
    text: str
    low: str
    high: str

    @property
    def is_set(self) -> bool:
        return bool(self.text or self.low or self.high)

    @property
    def said(self) -> str:
        """The filter as the journal keeps it."""
        return f"{self.column.key}: {self.text or f'{self.low}..{self.high}'}"


@dataclass(frozen=True, slots=True)
class Row:
    href: str
    cells: tuple[tuple[Column, str], ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """What somebody asked for, as the address says it."""

    subject: Subject
    offered: tuple[Column, ...]
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...]
    sort: str

    @property
    def chosen_keys(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.columns)

    @property
    def set_filters(self) -> tuple[Filter, ...]:
        return tuple(each for each in self.filters if each.is_set)


def asked(by: Actor, of: Subject, query: QueryDict) -> Slice:
    """Read the address; what it names and the person may not see is left out."""
    offered = columns(by, of)
    wanted = set(query.getlist("col"))
    chosen = tuple(c for c in offered if (c.key in wanted if wanted else c.is_shown))
    filters = tuple(
        Filter(
            column,
            query.get(f"f_{column.key}", "")[:LONGEST_TEXT].strip(),
            query.get(f"f_{column.key}_from", "")[:LONGEST_TEXT].strip(),
            query.get(f"f_{column.key}_to", "")[:LONGEST_TEXT].strip(),
        )
        for column in offered
    )
    return Slice(of, offered, chosen or offered, filters, query.get("sort", ""))


def page(by: Actor, what: Slice, query: QueryDict) -> Page[Row]:
    """One page of the slice: two statements."""
    found = page_of(_values(by, what), page_number(query))
    return found.with_rows([_row(by, what, values) for values in found.rows])


def export_rows(by: Actor, what: Slice, *, most: int) -> Iterator[list[Cell]]:
    """The rows for a file, ``most`` of them at the utmost."""
    for values in _values(by, what)[:most]:
        yield [exported(c, v) for c, v in zip(what.columns, values[1:], strict=True)]


def count(by: Actor, what: Slice) -> int:
    return _found(by, what).count()


def _values(by: Actor, what: Slice) -> QuerySet[Any, Any]:  # Any: tuples of the chosen fields
    paths = {column.key: column.path for column in what.offered}
    descending = what.sort.startswith("-")
    path = paths.get(what.sort.removeprefix("-"))
    order = what.subject.order if path is None else f"-{path}" if descending else path
    fields = (what.subject.link_path, *(column.path for column in what.columns))
    return _found(by, what).order_by(order, "pk").values_list(*fields)


def _found(by: Actor, what: Slice) -> QuerySet[Any]:  # Any: records of any room
    rows = what.subject.rows(by)
    for each in what.set_filters:
        rows = _filtered(rows, each)
    return rows


def _filtered(rows: QuerySet[Any], each: Filter) -> QuerySet[Any]:  # Any: as above
    path, form = each.column.path, each.column.form
    if each.column.is_range:
        low, high = _bound(form, each.low), _bound(form, each.high, is_end=True)
        if low is not None:
            rows = rows.filter(**{f"{path}__gte": low})
        if high is not None:
            word = "lt" if form is Form.MOMENT else "lte"
            rows = rows.filter(**{f"{path}__{word}": high})
        return rows
    if each.column.choices is not None:
        return rows.filter(**{path: each.text})
    if form is Form.FLAG:
        return rows.filter(**{path: each.text == YES})
    text = each.text.replace("·", "") if form is Form.PLATE else each.text
    return rows.filter(**{f"{path}__icontains": text})


def _bound(form: Form, text: str, *, is_end: bool = False) -> Decimal | date | datetime | None:
    if form in {Form.DAY, Form.MOMENT}:
        try:
            on = parse_date(text)
        except ValueError:
            return None
        if on is None or form is Form.DAY:
            return on
        begin = datetime.combine(on + timedelta(days=is_end), time())
        return timezone.make_aware(begin)
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    return number * FEN_PER_YUAN if form is Form.MONEY else number


def _row(by: Actor, what: Slice, values: Sequence[Any]) -> Row:  # Any: what the database holds
    pairs = zip(what.columns, values[1:], strict=True)
    cells = tuple((column, shown(column, value)) for column, value in pairs)
    return Row(_href(by, what.subject, values[0]), cells)


def _href(by: Actor, of: Subject, key: UUID | None) -> str:
    right = right_of(of.url)
    return reverse(of.url, args=[key]) if key and right and by.may(right) else ""
