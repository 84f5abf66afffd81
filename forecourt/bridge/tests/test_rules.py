"""Cells, files and headers of old systems."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from forecourt.bridge.rules import cells, files
from forecourt.bridge.rules.cells import Bad
from forecourt.bridge.rules.files import FileRefused
from forecourt.bridge.rules.kinds import COLUMNS, ImportKind, plain_header
from forecourt.bridge.rules.layout import find_layout, said


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        (13800138000.0, "13800138000"),
        ("　王　伟 ", "王 伟"),
        ("ＡＢＣ１２３", "ABC123"),
        ("a\u200bb\ufeff", "ab"),
        (None, ""),
        (datetime(2026, 1, 2, 3), "2026-01-02"),  # noqa: DTZ001 - a workbook has no zone
        (12.5, "12.5"),
    ],
)
def test_text_is_narrow_and_tidy(cell: object, kept: str) -> None:
    assert cells.text(cell) == kept


@pytest.mark.parametrize(
    "cell",
    [
        13800138000.0,
        13800138000,
        "138 0013 8000",
        "138-0013-8000",
        "+86 13800138000",
        "１３８００１３８０００",
    ],
)
def test_a_phone_is_read_however_it_is_written(cell: object) -> None:
    assert cells.phone(cell) == "+8613800138000"


def test_a_landline_keeps_its_area() -> None:
    assert cells.phone("021-58880000") == "+862158880000"


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-11-24", date(2026, 11, 24)),
        ("2026/1/5", date(2026, 1, 5)),
        ("20261124", date(2026, 11, 24)),
        (20261124.0, date(2026, 11, 24)),
        ("2026年1月5日", date(2026, 1, 5)),
        ("24.11.2026", date(2026, 11, 24)),
        ("2026-11-24 08:30:00", date(2026, 11, 24)),
        ("25/12/2026", date(2026, 12, 25)),
        ("12/25/2026", date(2026, 12, 25)),
        (datetime(2026, 11, 24, 8), date(2026, 11, 24)),  # noqa: DTZ001 - a workbook has no zone
        (45_000.0, date(2023, 3, 15)),
        ("", None),
        ("0000-00-00", None),
    ],
)
def test_a_day_is_read_however_it_is_written(cell: object, day: date | None) -> None:
    assert cells.day(cell) == day


@pytest.mark.parametrize(
    ("read", "cell", "sentence"),
    [
        (cells.day, "03/04/2021", "may be two days"),
        (cells.day, "2021-02-30", "not in the calendar"),
        (cells.day, "soon", "is no day"),
        (cells.day, "0990-01-01", "lies too long ago"),
        (cells.day, "2999-01-01", "lies in the future"),
        (cells.phone, "12345", "is no phone number"),
        (cells.phone, "1.38E+10", "was shortened by the spreadsheet"),
        (cells.money, "-5", "is below zero"),
        (cells.money, "12.345", "at most two decimals"),
        (cells.quantity, "1.234", "more than two decimals"),
        (cells.quantity, "many", "is no number"),
        (cells.whole, "12.5", "is no whole number"),
        (cells.whole, "-100", "is below zero"),
        (cells.whole, "－100 km", "is below zero"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(
    read: Callable[[object], object], cell: object, sentence: str
) -> None:
    with pytest.raises(Bad, match=sentence):
        read(cell)


def test_amounts_and_quantities_are_read() -> None:
    assert [cells.money(cell) for cell in ("¥1,234.50", "88元", 12.34, "")] == [
        123_450,
        8_800,
        1_234,
        None,
    ]
    assert cells.quantity("1,200.5") == Decimal("1200.50")
    assert cells.whole("45,210 公里") == 45_210


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_in_any_of_its_encodings(encoding: str, delimiter: str) -> None:
    body = f"姓名{delimiter}手机\r\n王伟{delimiter}13800138000\r\n".encode(encoding)

    assert list(files.rows(body)) == [["姓名", "手机"], ["王伟", "13800138000"]]


def _zip(**parts: bytes) -> bytes:
    kept = io.BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name.replace("__", "/"), content)
    return kept.getvalue()


_BOOK = {"xl__workbook.xml": b"<workbook/>"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"x" * (files.MOST_BYTES + 1), "larger than 20 MiB"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, r"old \.xls"),
        (b"PK\x03\x04broken", "is broken"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xff", "neither a workbook nor a text"),
        (b"%PDF-1.7\x00\xff\xfe\x81", "neither a workbook nor a text"),
        (_zip(**{"word__document.xml": b"<w/>"}), "no Excel workbook"),
        (_zip(**_BOOK, **{"xl__sheet1.xml": b"0" * 60_000_000}), "not built like one"),
        (_zip(**_BOOK, **{f"a{n}": b"" for n in range(300)}), "not built like one"),
        (_zip(**_BOOK, **{"..__evil.xml": b""}), "not built like one"),
        (_zip(**{"xl__workbook.xml": b"<!DOCTYPE a><a/>"}), "not built like one"),
    ],
    ids=["empty", "large", "xls", "broken", "png", "pdf", "docx", "bomb", "entries", "path", "dtd"],
)
def test_a_bad_file_is_refused_from_the_outside(content: bytes, sentence: str) -> None:
    with pytest.raises(FileRefused, match=sentence):
        files.check(content)


def test_a_workbook_without_sheets_is_broken() -> None:
    with pytest.raises(FileRefused, match="is broken"):
        list(files.rows(_zip(**_BOOK)))


def test_every_shipped_header_means_one_thing_in_its_kind() -> None:
    for kind in ImportKind:
        seen: dict[str, str] = {}
        for column in COLUMNS[kind]:
            for alias in column.aliases:
                header = plain_header(alias)
                assert seen.setdefault(header, column.field) == column.field, (kind, alias)


def test_headers_are_found_below_a_title_and_however_they_are_written() -> None:
    head = [["客户档案表", ""], ["", ""], ["客 户 姓 名：", "Mobile_Phone", "备用"], ["王伟", "1"]]

    layout = find_layout(ImportKind.CUSTOMERS, head, {})

    assert layout.row_number == 3
    assert {place: column.field for place, column in layout.places.items()} == {
        0: "name",
        1: "phone",
    }
    assert layout.unknown == ("备用",)


def test_the_dealers_own_header_goes_before_the_shipped_ones() -> None:
    head = [["姓名", "老系统号", "手机"]]

    layout = find_layout(ImportKind.CUSTOMERS, head, {"老系统号": "number", "手机": "phone2"})

    assert [column.field for column in layout.places.values()] == ["name", "number", "phone2"]


def test_the_wrong_kind_of_file_is_refused() -> None:
    with pytest.raises(FileRefused, match="no column for: Employee number, Roles"):
        find_layout(ImportKind.STAFF, [["姓名", "手机"]], {})


def test_each_problem_names_its_row_and_column() -> None:
    rows = [["姓名", "手机"], ["王伟", "13800138000"], ["", ""], ["", "12"]]
    layout = find_layout(ImportKind.CUSTOMERS, rows, {})

    lines = list(said(layout, enumerate(rows, start=1)))

    assert [(line.row_number, len(line.problems)) for line in lines] == [(2, 0), (4, 2)]
    assert [problem.label for problem in lines[1].problems] == ["Name", "Phone"]
