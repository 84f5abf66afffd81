"""``manage.py make_import_samples``: files as an old system exports them, dirty on purpose."""

from __future__ import annotations

import csv
import io
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

import xlsxwriter
from django.core.management.base import BaseCommand

from forecourt.bridge.rules.cells import Cell
from forecourt.vehicles.rules import sound_vin

SAMPLES: Final = Path(__file__).resolve().parents[2] / "samples"
MADE_AT: Final = datetime(2026, 11, 24)  # noqa: DTZ001 - a workbook has no zone
FAMILY: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN: Final = (
    "伟",
    "芳",
    "娜",
    "秀英",
    "敏",
    "静",
    "丽",
    "强",
    "磊",
    "军",
    "洋",
    "勇",
    "艳",
    "杰",
    "涛",
)
PAIRS: Final = 300  # of family and given name
FIRST_DAY: Final = date(1960, 1, 1)
LARGE_STAFF: Final = 1_000
REPEATED: Final = 10
WRONG_EVERY, WRONG_FIRST = 5_000, 7
_STAFF: Final = ("工号", "姓名", "岗位", "手机", "离职日期")
_CUSTOMERS: Final = ("客户编号", "客户姓名", "手机号码", "性别", "出生日期", "联系地址")
_VEHICLES: Final = (
    "车架号(VIN)",
    "车牌号",
    "车型",
    "发动机号",
    "上牌日期",
    "里程(km)",
    "最近保养日期",
    "最近保养里程",
    "客户编号",
)
_PARTS: Final = (
    "备件编号",
    "备件名称",
    "单位",
    "来源",
    "含税进价",
    "含税售价（元）",
    "货位",
    "库存数量",
)
_LABOUR: Final = ("工时代码", "项目名称", "标准工时", "工种", "工位")
_PRICES: Final = ("类别", "编码", "名称", "新价格")
Table = list[Sequence[Cell]]


class Command(BaseCommand):
    help = "Write the sample files for imports; the same ones each time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, default=SAMPLES)
        parser.add_argument("--rows", type=int, default=0, help="only large files, of so many rows")

    def handle(self, *args: object, out: Path, rows: int, **options: object) -> None:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in large_files(rows) if rows else samples():
            (out / name).write_bytes(content)
            self.stdout.write(f"{name} {len(content):,} bytes")


def samples() -> Iterator[tuple[str, bytes]]:
    """Each file by name."""
    yield "customers.xlsx", workbook(customers())
    yield "customers-english.csv", text(english_customers(), "utf-8-sig", ";")
    yield "vehicles-gb18030.csv", text(vehicles(), "gb18030")
    yield "staff-utf16.csv", text(staff(), "utf-16", "\t")
    yield "parts-with-stock.xlsx", workbook(parts())
    yield "price-list-gb18030.csv", text(prices(), "gb18030")
    yield "labour.csv", text(labour(), "utf-8")
    yield "customers-with-errors.csv", text(wrong_customers(), "gb18030")


def name(number: int) -> str:
    return (
        FAMILY[number % 20]
        + GIVEN[number // 20 % 15]
        + (GIVEN[number // PAIRS % 15] if number // PAIRS else "")
    )


def mobile(number: int) -> int:
    return 13_900_000_000 + number


def birthday(number: int) -> date:
    return FIRST_DAY + timedelta(days=number * 37 % 16_000)


def large_files(count: int) -> Iterator[tuple[str, bytes]]:
    """A file of each kind by name, as a large group brings them; in the order to import them in.

    Customers, vehicles and parts have ``count`` rows; one row in five thousand is wrong, and the
    last ten stand there twice.
    """
    book = [_STAFF, *large_staff(min(count, LARGE_STAFF))]
    yield "staff.csv", text(book, "utf-8")
    yield "customers.xlsx", workbook([_CUSTOMERS, *twice(large_customers(count))])
    yield "vehicles.csv", text([_VEHICLES, *twice(large_vehicles(count))], "gb18030")
    yield "parts.xlsx", workbook([_PARTS, *twice(large_parts(count))])
    yield "labour.csv", text([_LABOUR, *large_labour(count // 20)], "gb18030")
    yield "prices.csv", text([_PRICES, *large_prices(count // 5)], "utf-8")


def twice(rows: Iterator[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    """The rows, and the first ten of them once more."""
    first: Table = []
    for row in rows:
        if len(first) < REPEATED:
            first.append(row)
        yield row
    yield from first


def large_customers(count: int) -> Iterator[Sequence[Cell]]:
    """Phones as numbers, now and then shortened by the spreadsheet; days in three ways."""
    for number in range(count):
        phone: Cell = float(mobile(number)) if number % WRONG_EVERY != WRONG_FIRST else "1.39E+10"
        sex = "男" if number % 2 else "女"
        day = birthday(number)
        written = (day.isoformat(), f"{day:%Y/%m/%d}", f"{day:%Y%m%d}")[number % 3]
        place = f"上海市浦东新区世纪大道{number % 2000}号"
        yield f"K{number:06d}", name(number), phone, sex, written, place


def large_vehicles(count: int) -> Iterator[Sequence[Cell]]:
    """Each customer's car, with plate, mileage and last service."""
    for number in range(count):
        vin = sound_vin("LHC", "4E2A5", "RSTV"[number % 4], number)
        plate = f"苏{'ABCDEFGHJK'[number // 90_000 % 10]}·{10_000 + number % 90_000}"
        day = date(2018, 1, 1) + timedelta(days=number % 2_900)
        km = 2_000 + number * 7 % 140_000
        served = f"{day + timedelta(days=200):%Y%m%d}" if number % 3 else ""
        row = (vin, plate, "恒川 H3", f"EN{number:06d}", f"{day:%Y/%m/%d}", f"{km:,}", served)
        yield *row, str(km - 900) if served else "", f"K{number:06d}"


def large_parts(count: int) -> Iterator[Sequence[Cell]]:
    """Parts with prices, bins and stock; now and then a stock below zero."""
    for number in range(count):
        price = 8 + number % 3_000 * 1.5
        stock = float(number % 40) if number % WRONG_EVERY != WRONG_FIRST else -1.0
        place = f"B-{number % 90 + 1:02d}-{number % 20 + 1:02d}"
        row = (f"GR-{number:06d}", f"备件{number}", "个", "原厂件", round(price * 0.62, 2))
        yield *row, f"¥{price:,.2f}", place, stock


def large_staff(count: int) -> Iterator[Sequence[Cell]]:
    roles = ("技师", "服务顾问", "销售顾问", "仓管员", "客服专员")
    for number in range(count):
        phone = str(mobile(500_000 + number))
        yield f"G{number:04d}", name(number), roles[number % 5], phone, ""


def large_labour(count: int) -> Iterator[Sequence[Cell]]:
    for number in range(count):
        hours = f"{0.3 + number % 60 * 0.1:.1f}"
        yield f"GR-L{number:05d}", f"维修项目{number}", hours, "维修", "机修"


def large_prices(count: int) -> Iterator[Sequence[Cell]]:
    for number in range(count):
        yield "备件", f"GR-{number:06d}", "", f"{9 + number % 3_000 * 1.5:,.2f}元"


def customers() -> Table:
    """A title above the headers, phones as numbers, days written in four ways, doubles."""
    rows: Table = [
        ("客户档案明细表", "", "", "", "", "", "", "", ""),
        ("导出日期：2026-11-24", "", "", "", "", "", "", "", ""),
        (
            "客户编号",
            "客户名称",
            "手机号码",
            "备用电话",
            "客户性质",
            "性别",
            "出生日期",
            "联系地址",
            "税号",
        ),
    ]
    for number in range(1, 61):
        phone: Cell = float(mobile(number))
        if number % 3 == 0:
            phone = f"{mobile(number):011d}".translate(_WIDE)
        elif number % 3 == 1:
            phone = (
                f"{str(mobile(number))[:3]}-{str(mobile(number))[3:7]}-{str(mobile(number))[7:]}"
            )
        day = birthday(number)
        written: Cell = (
            day.strftime("%Y/%m/%d"),
            f"{day:%Y%m%d}",
            f"{day.year}年{day.month}月{day.day}日",
            datetime(day.year, day.month, day.day),  # noqa: DTZ001 - a day
        )[number % 4]
        rows.append(
            (
                f"Ｋ{number:04d}" if number % 7 == 0 else f"K{number:04d}",
                f" {name(number)} " if number % 5 else f"{name(number)}\u3000",
                phone,
                "021-58880000" if number % 11 == 0 else "",
                "个人",
                "男" if number % 2 else "女",
                written,
                f"上海市浦东新区世纪大道{number}号",
                "",
            )
        )
    rows.append(
        (
            "K9001",
            "上海恒达物流有限公司",
            "021－5888 1234",
            "",
            "单位",
            "",
            "",
            "上海市嘉定区",
            "91310000MA1FL00009",
        )
    )
    rows += [rows[3], rows[10], rows[20]]  # three customers stand there twice
    return rows


def english_customers() -> Table:
    rows: Table = [
        ("Customer No", "Full Name", "Mobile", "Type", "Gender", "DOB", "Address", "Remarks")
    ]
    for number in range(101, 121):
        day = birthday(number)
        written = f"{day:%d.%m.%Y}" if number % 2 else day.isoformat()
        rows.append(
            (
                f"E{number}",
                name(number),
                f"+86 {mobile(number)}",
                "Individual",
                "M",
                written,
                "Shanghai; Pudong",
                "",
            )
        )
    return rows


def vehicles() -> Table:
    rows: Table = [
        (
            "车架号(VIN)",
            "车牌号",
            "车型",
            "颜色",
            "发动机号",
            "上牌日期",
            "里程(km)",
            "最近保养日期",
            "最近保养里程",
            "客户编号",
            "备用字段1",
        )
    ]
    for number in range(1, 61):
        vin = sound_vin("LHC", "4E2A5", "RSTV"[number % 4], number)
        if number % 4 == 0:
            vin = vin.lower()
        plate = f"沪A{'·' if number % 3 else ' '}{10_000 + number}"
        day = date(2021, 1, 1) + timedelta(days=number * 17)
        km = 4_000 + number * 731
        served = "" if number % 5 else f"{day + timedelta(days=360):%Y%m%d}"
        rows.append(
            (
                vin,
                plate if number % 9 else "未上牌",
                "恒川 H3",
                "珠光白",
                f"EN{number:06d}",
                f"{day:%Y/%m/%d}",
                f"{km:,}" if number % 2 else f"{km}公里",
                served,
                str(km - 900) if served else "",
                f"K{number:04d}",
                "",
            )
        )
    rows.append(rows[5])
    return rows


def staff() -> Table:
    roles = (
        "技师",
        "技师",
        "服务顾问",
        "销售顾问",
        "仓管员",
        "收银员",
        "客服专员",
        "车间主管,质检员",
    )
    rows: Table = [_STAFF]
    rows += [
        (
            f"0{number:03d}",
            name(number + 60),
            roles[number % 8],
            str(mobile(number + 500)),
            "2025/06/30" if number % 12 == 0 else "",
        )
        for number in range(1, 25)
    ]
    return rows


def parts() -> Table:
    names = (
        "机油滤清器",
        "空气滤清器",
        "空调滤清器",
        "前制动片",
        "后制动片",
        "火花塞",
        "雨刮片",
        "蓄电池",
    )
    rows: Table = [_PARTS]
    for number in range(1, 81):
        price = 38 + number * 7.5
        rows.append(
            (
                f"HC-{90_000 + number}",
                f"{names[number % 8]}（H{number % 5 + 1}）",
                "个" if number % 4 else "套",
                "原厂件" if number % 6 else "同质件",
                round(price * 0.62, 2),
                f"¥{price:,.2f}" if number % 3 else price,
                f"A-{number % 12 + 1:02d}-{number % 4 + 1}",
                float(number % 23) if number % 10 else "",
            )
        )
    rows.append(rows[4])
    return rows


def prices() -> Table:
    rows: Table = [_PRICES]
    rows += [("备件", f"HC-{90_000 + n}", "", f"{40 + n * 8}.00元") for n in range(1, 41)]
    rows += [("工时", f"HC-L{n:03d}", "", f"{n * 60:,}") for n in range(1, 21)]
    return rows


def labour() -> Table:
    rows: Table = [_LABOUR]
    jobs = ("更换机油机滤", "更换前制动片", "四轮定位", "电脑诊断", "空调清洗")
    skills = ("保养", "维修", "四轮定位", "诊断", "保养")
    bays = ("快保", "机修", "四轮定位", "诊断", "机修")
    rows += [
        (f"HC-L{n:03d}", f"{jobs[n % 5]} {n}", f"{0.3 + n * 0.1:.1f}", skills[n % 5], bays[n % 5])
        for n in range(1, 31)
    ]
    return rows


def wrong_customers() -> Table:
    """One of each mistake, between sound rows."""
    return [
        ("客户编号", "姓名", "手机", "性别", "生日"),
        ("W1", "郑好", "13912340001", "女", "1990-05-06"),
        ("W2", "", "13912340002", "女", "1990-05-06"),
        ("W3", "郑三", "1.39E+10", "男", "1990-05-06"),
        ("W4", "郑四", "12345", "男", "1990-05-06"),
        ("W5", "郑五", "13912340005", "男", "03/04/1990"),
        ("W6", "郑六", "13912340006", "男", "1990-02-30"),
        ("W7", "郑七", "13912340007", "妖", "1990-05-06"),
        ("", "郑八", "", "男", "1990-05-06"),
        ("W9", "郑九", "13912340009", "男", ""),
    ]


_WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")


def workbook(rows: Sequence[Sequence[Cell]]) -> bytes:
    """An XLSX that is the same, byte for byte, each time."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        book.set_properties({"created": MADE_AT})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("Sheet1")
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(number, place, cell, day)
                elif isinstance(cell, int | float):
                    sheet.write_number(number, place, cell)
                elif cell:
                    sheet.write_string(number, place, str(cell))
    return kept.getvalue()


def text(rows: Sequence[Sequence[Cell]], encoding: str, delimiter: str = ",") -> bytes:
    kept = io.StringIO()
    csv.writer(kept, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return kept.getvalue().encode(encoding)
