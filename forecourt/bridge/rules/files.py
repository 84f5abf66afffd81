"""From the bytes of a file to rows of cells; what is broken, or a bomb, is refused in words."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Final
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from forecourt.bridge.rules.cells import Cell
from forecourt.kernel.refusals import WrongInput

MIB: Final = 1024 * 1024
MOST_BYTES: Final = 20 * MIB
MOST_ENTRIES: Final = 200
MOST_UNPACKED: Final = 240 * MIB  # 100,000 rows of 16 columns unpack to about 90
MOST_RATIO: Final = 100
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 200
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BOOK_NAMES: Final = (".xlsx", ".xlsm", ".xls")
_PAGE: Final = re.compile(r"\s*<(!doctype|html|\?xml|table|head|body)", re.IGNORECASE)
_BOOK: Final = "xl/workbook.xml"
_HEAD: Final = 4096

Row = Sequence[Cell]


class FileRefused(WrongInput):
    """The file cannot be used; nothing of it is kept."""

    code = "file-refused"


def check(data: bytes, name: str = "") -> None:
    """Look at a file from the outside, before anything in it is unpacked.

    Raises:
        FileRefused: it is empty, too large, of a wrong kind, broken, or a bomb.
    """
    if not data:
        raise FileRefused(_("The file is empty."))
    if len(data) > MOST_BYTES:
        most = MOST_BYTES // MIB
        raise FileRefused(_("The file is larger than %(most)d MiB. Split it.") % {"most": most})
    if data.startswith(_OLE):
        raise FileRefused(_("This is an old .xls file. Save it as .xlsx or CSV."))
    if data.startswith(_ZIP):
        _check_book(data)
    elif name.lower().endswith(_BOOK_NAMES) or _PAGE.match(decoded(data)):
        raise FileRefused(_("This is no Excel workbook. Send .xlsx or CSV."))


def _check_book(data: bytes) -> None:
    try:
        with ZipFile(io.BytesIO(data)) as book:
            entries = book.infolist()
            if _BOOK not in book.namelist():
                raise FileRefused(_("This is no Excel workbook. Send .xlsx or CSV."))
            unpacked = sum(entry.file_size for entry in entries)
            is_bomb = (
                len(entries) > MOST_ENTRIES
                or unpacked > MOST_UNPACKED
                or unpacked > MOST_RATIO * max(len(data), MIB // 10)
                or any(".." in entry.filename or entry.flag_bits & 1 for entry in entries)
            )
            if is_bomb or any(_has_doctype(book, entry.filename) for entry in entries):
                raise FileRefused(_("This workbook is not built like one. Save it anew."))
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise FileRefused(_("The file is broken. Save it anew and send it again.")) from error


def _has_doctype(book: ZipFile, name: str) -> bool:
    """A document type has no place in a workbook; it is where the attacks begin."""
    if not name.endswith((".xml", ".rels")):
        return False
    with book.open(name) as part:
        return b"<!DOCTYPE" in part.read(_HEAD).upper()


def rows(data: bytes) -> Iterator[Row]:
    """The rows of the first sheet that holds any, or of the CSV.

    Raises:
        FileRefused: it is broken, or has too many rows or columns.
    """
    found = _book_rows(data) if data.startswith(_ZIP) else _text_rows(data)
    for number, row in enumerate(found):
        if number >= MOST_ROWS:
            sentence = _("The file has more than %(most)d rows. Split it.")
            raise FileRefused(sentence % {"most": MOST_ROWS})
        if len(row) > MOST_COLUMNS:
            raise FileRefused(
                _("The file has more than %(most)d columns.") % {"most": MOST_COLUMNS}
            )
        yield row


def _book_rows(data: bytes) -> Iterator[Row]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.height:
                yield from sheet.iter_rows()
                return
    except CalamineError as error:
        raise FileRefused(_("The file is broken. Save it anew and send it again.")) from error


def _text_rows(data: bytes) -> Iterator[Row]:
    body = decoded(data)
    try:
        for row in csv.reader(io.StringIO(body, newline=""), delimiter=_delimiter(body)):
            yield list(row)
    except csv.Error as error:
        raise FileRefused(_("The file is broken. Save it anew and send it again.")) from error


def decoded(data: bytes) -> str:
    """Text in UTF-8, UTF-16 with its mark, or GB18030.

    Raises:
        FileRefused: it is no text.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            body = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in body:
            return body
    raise FileRefused(_("This is neither a workbook nor a text. Send .xlsx or CSV."))


def _delimiter(body: str) -> str:
    head = "\n".join(body.splitlines()[:10])
    return max((",", "\t", ";", "|"), key=head.count)
