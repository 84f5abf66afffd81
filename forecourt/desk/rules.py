"""Files for spreadsheets: text stays text, whatever sign it begins with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from xlsxwriter import Workbook

Cell = str | int | float | Decimal | date | None

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CSV_BOM = "\ufeff"  # so that spreadsheets read UTF-8


def harmless(cell: Cell) -> str:
    """A cell of a CSV file; text that a spreadsheet would run as a formula is quoted."""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(DANGEROUS) else cell
    return "" if cell is None else str(cell)


def as_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]], mark: str) -> bytes:
    """A CSV file with a byte-order mark; its last line says who took it out, and when."""
    stream = io.StringIO()
    stream.write(CSV_BOM)
    writer = csv.writer(stream)
    writer.writerow([harmless(word) for word in head])
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    writer.writerow([harmless(mark)])
    return stream.getvalue().encode()


def as_xlsx(head: Sequence[str], rows: Iterable[Sequence[Cell]], mark: str) -> bytes:
    """An XLSX file in constant memory; texts are typed as texts, so no formula can hide."""
    stream = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(stream, options) as book:
        sheet = book.add_worksheet()
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.freeze_panes(1, 0)
        for column, word in enumerate(head):
            sheet.write_string(0, column, word, bold)
        number = 0
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                match cell:
                    case datetime():
                        sheet.write_datetime(number, column, cell, moment)
                    case date():
                        sheet.write_datetime(number, column, cell, day)
                    case Decimal():
                        sheet.write_number(number, column, float(cell), money)
                    case int() | float():
                        sheet.write_number(number, column, cell)
                    case str():
                        sheet.write_string(number, column, cell)
        sheet.write_string(number + 1, 0, mark)
    return stream.getvalue()
