"""Which row holds the headers, which column means what, and what each row says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from forecourt.bridge.rules import cells
from forecourt.bridge.rules.cells import Bad, Cell
from forecourt.bridge.rules.files import FileRefused
from forecourt.bridge.rules.kinds import COLUMNS, Column, ImportKind, plain_header

HEAD_ROWS: Final = 10  # old systems print a title and a day above the headers


@dataclass(frozen=True, slots=True)
class Layout:
    """The headers found in row ``row_number`` (counted from one, as a spreadsheet does)."""

    row_number: int
    places: Mapping[int, Column]  # column of the file -> what it says
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one row, in words."""

    row_number: int
    label: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says, and what is wrong with it."""

    row_number: int
    values: Mapping[str, object]
    problems: tuple[Problem, ...]


def known_headers(kind: ImportKind, own: Mapping[str, str]) -> dict[str, Column]:
    """Header as it is compared -> column; the dealer group's own names before the shipped ones."""
    by_field = {column.field: column for column in COLUMNS[kind]}
    found: dict[str, Column] = {}
    for column in COLUMNS[kind]:
        for alias in (column.field, str(column.label), *column.aliases):
            found.setdefault(plain_header(alias), column)
    return found | {alias: by_field[field] for alias, field in own.items() if field in by_field}


def find_layout(kind: ImportKind, head: Sequence[Sequence[Cell]], own: Mapping[str, str]) -> Layout:
    """The headers among the first rows of a file.

    Raises:
        FileRefused: there are none, a needed column is missing, or one stands there twice.
    """
    names = known_headers(kind, own)
    row_number, header = max(
        enumerate(head, start=1),
        key=lambda row: (sum(plain_header(cell) in names for cell in row[1]), -row[0]),
        default=(0, ()),
    )
    places: dict[int, Column] = {}
    for place, cell in enumerate(header):
        column = names.get(plain_header(cell))
        if column and column not in places.values():
            places[place] = column
    missing = [c for c in COLUMNS[kind] if c.is_needed and c not in places.values()]
    if not places or missing:
        words = ", ".join(str(c.label) for c in missing or COLUMNS[kind][:2])
        sentence = _("The file has no column for: %(words)s. Is it the right kind of file?")
        raise FileRefused(sentence % {"words": words})
    unknown = [
        cells.text(cell)
        for place, cell in enumerate(header)
        if place not in places and cells.text(cell)
    ]
    return Layout(row_number, places, tuple(dict.fromkeys(unknown)))


def said(layout: Layout, rows: Iterator[tuple[int, Sequence[Cell]]]) -> Iterator[Said]:
    """What each row below the headers says; empty rows are passed over."""
    places = tuple(layout.places.items())
    for number, row in rows:
        if number <= layout.row_number or not any(cells.text(cell) for cell in row):
            continue
        values: dict[str, object] = {}
        problems = []
        for place, column in places:
            try:
                values[column.field] = _value(column, row[place] if place < len(row) else None)
            except Bad as bad:
                problems.append(Problem(number, str(column.label), bad.sentence))
        yield Said(number, values, tuple(problems))


def _check_range(column: Column, value: object, cell: Cell) -> None:
    """No number is larger than what is meant by its column, or than its place in the database."""
    if column.most and isinstance(value, int | Decimal) and value > column.most:
        most = column.most // column.shown_in
        sentence = _("“%(text)s” is too large: at most %(most)s.")
        shown = {"text": cells.text(cell), "most": f"{most:,}"}
        raise Bad(sentence % shown)
    if column.earliest and isinstance(value, date) and value < column.earliest:
        raise Bad(_("“%(text)s” lies too long ago.") % {"text": value.isoformat()})


def _value(column: Column, cell: Cell) -> object:
    value = column.read(cell)
    if column.is_needed and (value is None or value in ("", ())):
        raise Bad(_("Nothing is written here."))
    if column.most_signs and len(str(value or "")) > column.most_signs:
        sentence = _("The text is longer than %(most)d signs.")
        raise Bad(sentence % {"most": column.most_signs})
    _check_range(column, value, cell)
    return value
