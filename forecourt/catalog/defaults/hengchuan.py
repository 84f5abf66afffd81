"""The made-up marque 恒川: models, grades, colours, options and their prices in yuan.

No maker stands behind any of this; the practice store needs cars that nobody mistakes for real.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MARQUE: Final = ("HC", "恒川", "Hengchuan")


@dataclass(frozen=True, slots=True)
class Model:
    code: str
    name_zh: str
    name_en: str
    body: str


MODELS: Final = (
    Model("E6", "恒川 E6", "Hengchuan E6", "saloon"),
    Model("L3", "恒川 L3", "Hengchuan L3", "saloon"),
    Model("X5", "恒川 X5", "Hengchuan X5", "suv"),
    Model("X7", "恒川 X7", "Hengchuan X7", "suv"),
    Model("M8", "恒川 M8", "Hengchuan M8", "mpv"),
)


@dataclass(frozen=True, slots=True)
class Grade:
    """``yuan`` is the list price, tax included."""

    product_code: str
    name_zh: str
    name_en: str
    powertrain: str
    power_kw: int
    yuan: int
    displacement_cc: int | None = None
    battery_wh: int | None = None
    range_km: int | None = None
    seats: int = 5

    @property
    def model(self) -> str:
        return self.product_code.split("-")[0]

    @property
    def gearbox(self) -> tuple[str, str]:
        if self.powertrain == "electric":
            return "单速减速器", "Single-speed"
        if self.powertrain == "petrol":
            return "8 速自动", "8-speed automatic"
        return "混动专用变速箱", "Hybrid transmission"


MODEL_YEAR: Final = 2026
GRADES: Final = (
    Grade(
        "E6-SR-26",
        "纯电 标准续航",
        "Electric Standard Range",
        "electric",
        150,
        159_800,
        None,
        56_000,
        460,
    ),
    Grade(
        "E6-LR-26",
        "纯电 长续航",
        "Electric Long Range",
        "electric",
        180,
        189_800,
        None,
        78_000,
        640,
    ),
    Grade(
        "E6-AWD-26",
        "纯电 四驱性能",
        "Electric AWD Performance",
        "electric",
        320,
        229_800,
        None,
        82_000,
        580,
    ),
    Grade("L3-15-COM-26", "1.5L 舒适", "1.5 Comfort", "petrol", 88, 98_800, 1497),
    Grade("L3-HEV-LUX-26", "混动 1.5T 豪华", "Hybrid 1.5T Luxury", "hybrid", 138, 129_800, 1498),
    Grade("L3-HEV-PRE-26", "混动 1.5T 尊享", "Hybrid 1.5T Premium", "hybrid", 138, 145_800, 1498),
    Grade("X5-280T-26", "280T 两驱", "280T 2WD", "petrol", 125, 169_800, 1498),
    Grade("X5-380T-26", "380T 两驱豪华", "380T 2WD Luxury", "petrol", 162, 199_800, 1998),
    Grade("X5-380T-AWD-26", "380T 四驱", "380T AWD", "petrol", 162, 225_800, 1998),
    Grade(
        "X5-PHEV-26", "插混 四驱", "Plug-in AWD", "plug_in_hybrid", 240, 239_800, 1498, 21_000, 105
    ),
    Grade(
        "X7-380T-26", "380T 七座", "380T seven seats", "petrol", 170, 259_800, 1998, None, None, 7
    ),
    Grade(
        "X7-380T-AWD-26",
        "380T 四驱 七座",
        "380T AWD seven seats",
        "petrol",
        170,
        289_800,
        1998,
        None,
        None,
        7,
    ),
    Grade(
        "X7-PHEV-26",
        "插混 四驱 七座",
        "Plug-in AWD seven seats",
        "plug_in_hybrid",
        265,
        319_800,
        1498,
        31_000,
        150,
        7,
    ),
    Grade("M8-380T-26", "380T 商务", "380T Business", "petrol", 170, 279_800, 1998, None, None, 7),
    Grade("M8-HEV-26", "混动 尊贵", "Hybrid Prestige", "hybrid", 185, 329_800, 1998, None, None, 7),
    Grade(
        "M8-PHEV-26",
        "插混 旗舰",
        "Plug-in Flagship",
        "plug_in_hybrid",
        265,
        369_800,
        1498,
        28_000,
        140,
        7,
    ),
)


@dataclass(frozen=True, slots=True)
class Shade:
    """A paint or interior; its code in the house is ``<model>-<code>``."""

    kind: str
    code: str
    name_zh: str
    name_en: str
    hex: str
    yuan: int = 0


SHADES: Final = (
    Shade("paint", "W1", "冰川白", "Glacier white", "#eef0f1"),
    Shade("paint", "G1", "月岩灰", "Moonrock grey", "#7d8387"),
    Shade("paint", "B1", "曜石黑", "Obsidian black", "#15171a"),
    Shade("paint", "T1", "深海青", "Deep-sea petrol", "#0f4c5c", 3_000),
    Shade("paint", "R1", "赤霞红", "Sunset red", "#8e1b22", 3_000),
    Shade("interior", "IB", "玄墨黑", "Ink black", "#1d1f22"),
    Shade("interior", "IW", "云母白", "Mica white", "#e6e1d8"),
    Shade("interior", "IC", "焦糖棕", "Caramel brown", "#8a5a36", 2_000),
)


@dataclass(frozen=True, slots=True)
class Extra:
    """An option of some models; its code in the house is ``<model>-<code>``."""

    code: str
    name_zh: str
    name_en: str
    group: str
    yuan: int
    models: tuple[str, ...] = ("E6", "L3", "X5", "X7", "M8")
    is_standard: bool = False


_TALL: Final = ("X5", "X7")
EXTRAS: Final = (
    Extra("W18", "18 寸轮毂", "18-inch wheels", "exterior", 0, is_standard=True),
    Extra("W20", "20 寸轮毂", "20-inch wheels", "exterior", 6_000, ("E6", "X5", "X7")),
    Extra("SPORT", "运动套件", "Sport package", "exterior", 9_800, ("E6", "L3", "X5")),
    Extra("TOW", "拖车钩", "Tow bar", "exterior", 3_200, _TALL),
    Extra("ROOF", "全景天窗", "Panoramic roof", "exterior", 8_000),
    Extra("AUDB", "标准音响", "Standard audio", "interior", 0, is_standard=True),
    Extra("AUDP", "剧院音响 18 喇叭", "Concert audio, 18 speakers", "interior", 6_800),
    Extra("LEA", "真皮座椅", "Leather seats", "interior", 7_500),
    Extra("VENT", "前排座椅通风按摩", "Ventilated massage front seats", "comfort", 5_000),
    Extra("HUD", "抬头显示", "Head-up display", "comfort", 4_000),
    Extra("GATE", "电动感应尾门", "Powered tailgate", "comfort", 2_600, ("E6", "X5", "X7", "M8")),
    Extra("BENCH", "二排联排座椅", "Second-row bench", "interior", 0, ("M8",), is_standard=True),
    Extra("CAPT", "二排航空座椅", "Second-row captain's seats", "interior", 12_000, ("M8",)),
    Extra("FRIDGE", "车载冰箱", "Refrigerator", "comfort", 4_500, ("X7", "M8")),
    Extra("ADAS", "高阶辅助驾驶", "Advanced driver assistance", "assistance", 16_000),
    Extra("PARK", "自动泊车", "Automatic parking", "assistance", 4_800),
    Extra("HEAT", "热泵空调", "Heat pump", "drive", 5_000, ("E6",)),
    Extra("V2L", "外放电", "Vehicle-to-load", "drive", 1_800, ("E6",)),
    Extra("AIRS", "空气悬架", "Air suspension", "drive", 18_000, ("X7", "M8")),
    Extra("MAT", "全包围脚垫", "Fitted floor mats", "accessory", 680),
    Extra("FILM", "车窗隔热膜", "Window film", "accessory", 3_800),
    Extra("CAM", "行车记录仪", "Dash camera", "accessory", 1_280),
)

# (option, kind, other); a rule holds on every grade that has both.
EXTRA_RULES: Final = (
    ("W20", "replaces", "W18"),
    ("AUDP", "replaces", "AUDB"),
    ("CAPT", "replaces", "BENCH"),
    ("VENT", "requires", "LEA"),
    ("ADAS", "requires", "HUD"),
    ("PARK", "requires", "ADAS"),
    ("FRIDGE", "requires", "CAPT"),
    ("SPORT", "requires", "W20"),
    ("SPORT", "excludes", "TOW"),
    ("AIRS", "excludes", "TOW"),
)
