"""Shipped maintenance plans; which figure is confirmed stands in ``basis``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Item:
    """Intervals are (kilometres, months); None where the plan names none."""

    item: str
    name_zh: str
    name_en: str
    action: str
    first: tuple[int | None, int | None]
    repeat: tuple[int | None, int | None] = (None, None)
    severe: tuple[int | None, int | None] = (None, None)
    minutes: int = 0
    applies_to: str = ""
    basis: str = "(default)"


_KM: Final = "km confirmed; months (default)"
_COMBUSTION: Final = "combustion"
_EV: Final = "new_energy"

CN_10K: Final = (
    Item(
        "first_check",
        "5000公里免费检查",
        "Free first check",
        "I",
        (5_000, 6),
        minutes=40,
        basis=_KM,
    ),
    Item(
        "engine_oil",
        "机油机滤",
        "Engine oil and filter",
        "R",
        (10_000, 12),
        (10_000, 12),
        (5_000, 6),
        10,
        _COMBUSTION,
        "km and OEM-paid confirmed; months (default)",
    ),
    Item(
        "cabin_filter",
        "空调滤芯",
        "Cabin filter",
        "R",
        (20_000, 24),
        (20_000, 24),
        minutes=4,
        basis=_KM,
    ),
    Item(
        "air_filter",
        "空气滤芯",
        "Engine air filter",
        "R",
        (40_000, 48),
        (40_000, 48),
        (20_000, 24),
        4,
        _COMBUSTION,
        _KM,
    ),
    Item(
        "brake_fluid",
        "制动液",
        "Brake fluid",
        "R",
        (40_000, 24),
        (40_000, 24),
        minutes=26,
        basis=_KM,
    ),
    Item(
        "spark_plugs",
        "火花塞",
        "Spark plugs",
        "R",
        (100_000, None),
        (100_000, None),
        minutes=36,
        applies_to=_COMBUSTION,
    ),
    Item(
        "coolant",
        "冷却液",
        "Coolant, long life",
        "R",
        (160_000, 120),
        (80_000, 60),
        minutes=36,
        applies_to=_COMBUSTION,
    ),
    Item(
        "transmission_fluid",
        "变速箱油",
        "Automatic or CVT fluid",
        "R",
        (60_000, 48),
        (60_000, 48),
        (40_000, 36),
        56,
        _COMBUSTION,
        "(default), 40,000-80,000 by use",
    ),
    Item(
        "drive_belt",
        "传动皮带",
        "Drive belt",
        "I",
        (60_000, 48),
        (20_000, 24),
        minutes=6,
        applies_to=_COMBUSTION,
    ),
    Item(
        "tyres_brakes",
        "轮胎换位、制动、蓄电池、底盘螺栓",
        "Tyres, brakes, battery, chassis bolts",
        "I",
        (10_000, 12),
        (10_000, 12),
    ),
    Item("wiper_blades", "雨刮片", "Wiper blades", "I", (10_000, 12), (10_000, 12), minutes=3),
    Item(
        "high_voltage",
        "动力电池冷却液、高压检查",
        "Battery coolant, high-voltage check",
        "I",
        (20_000, 12),
        (20_000, 12),
        minutes=30,
        applies_to=_EV,
    ),
)
EU_15K: Final = (
    Item(
        "engine_oil",
        "机油机滤",
        "Engine oil and filter",
        "R",
        (15_000, 12),
        (15_000, 12),
        (7_500, 6),
        basis="confirmed",
    ),
    Item(
        "air_filter",
        "空气滤芯检查",
        "Engine air filter, look",
        "I",
        (None, 24),
        (None, 24),
        basis="confirmed",
    ),
    Item(
        "air_filter_new",
        "空气滤芯",
        "Engine air filter",
        "R",
        (None, 48),
        (None, 48),
        basis="confirmed",
    ),
    Item("brake_fluid", "制动液", "Brake fluid", "R", (None, 24), (None, 24), (None, 12)),
    Item(
        "spark_plugs",
        "火花塞",
        "Spark plugs",
        "R",
        (90_000, None),
        (90_000, None),
        basis="confirmed",
    ),
    Item(
        "ribbed_belt",
        "多楔皮带",
        "V-ribbed belt",
        "I",
        (105_000, None),
        (15_000, None),
        basis="confirmed",
    ),
    Item(
        "timing_belt",
        "正时皮带",
        "Timing belt, if fitted",
        "R",
        (150_000, None),
        (150_000, None),
        basis="confirmed",
    ),
    Item(
        "transmission_fluid",
        "变速箱油",
        "Automatic fluid",
        "I",
        (None, 48),
        (None, 48),
        basis="confirmed / (default)",
    ),
    Item(
        "chassis_bolts",
        "底盘螺栓紧固",
        "Chassis bolts",
        "T",
        (None, 24),
        (None, 24),
        (None, 12),
        basis="confirmed",
    ),
)
PLANS: Final = (
    ("CN-10K", "一万公里保养计划", "China 10,000 km plan", CN_10K),
    ("EU-15K", "一万五千公里保养计划", "Europe 15,000 km plan", EU_15K),
)
