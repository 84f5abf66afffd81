"""Numbers, rates and checklists of the sale that are shipped; rows may put others beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from forecourt.store.defaults import Default

DEFAULTS = (
    Default("sales.quotation_valid_days", 7, "day"),
    Default("sales.discount_limit_x100_sales_consultant", 100, "0.01 percent"),
    Default("sales.discount_limit_x100_sales_manager", 300, "0.01 percent"),
    Default("sales.deposit_most_percent", 20, "percent", "law table SALE-DEP, check with counsel"),
    Default("sales.reservation_hours", 72, "hour"),
    Default("sales.reservation_warn_hours", 24, "hour"),
    Default("sales.stock_amber_days", 30, "day", "published alert limit"),
    Default("sales.stock_red_days", 60, "day"),
    Default("sales.stock_sheet_days", 90, "day"),
    Default("sales.floor_plan_rate_x100", 480, "0.01 percent a year"),
    Default("sales.loan_rate_x100", 396, "0.01 percent a year"),
    Default("sales.pdi_minutes", 70, "minute"),
    Default("sales.pdi_valid_days", 30, "day"),
    Default("sales.pdi_delivery_km", 30, "km"),
    Default("sales.delivery_minutes", 60, "minute"),
    Default("sales.promise_most_days", 730, "day"),
)


@dataclass(frozen=True, slots=True)
class Rate:
    """A shipped row of the on-road table; percentages in hundredths of a percent."""

    code: str
    applies: str = "any"  # any, fuel, new_energy
    cc_from: int = 0
    cc_until: int = 0  # exclusive; 0 is without end
    valid_from: date = date(2000, 1, 1)
    valid_until: date | None = None  # exclusive
    percent_x100: int = 0
    amount_fen: int = 0
    cap_fen: int = 0
    source: str = "own default"


_TAX_SOURCE = "law table, check with counsel"
_NEV_FROM, _NEV_HALF, _NEV_END = date(2024, 1, 1), date(2026, 1, 1), date(2028, 1, 1)

RATES = (
    Rate("vat", valid_from=date(2019, 4, 1), percent_x100=1300, source=_TAX_SOURCE),
    Rate("purchase_tax", percent_x100=1000, source=_TAX_SOURCE),
    Rate(
        "purchase_tax_relief",
        "new_energy",
        valid_from=_NEV_FROM,
        valid_until=_NEV_HALF,
        percent_x100=10_000,
        cap_fen=3_000_000,
        source=_TAX_SOURCE,
    ),
    Rate(
        "purchase_tax_relief",
        "new_energy",
        valid_from=_NEV_HALF,
        valid_until=_NEV_END,
        percent_x100=5000,
        cap_fen=1_500_000,
        source=_TAX_SOURCE,
    ),
    Rate("compulsory_insurance", amount_fen=95_000, source="private car, first year"),
    Rate("commercial_insurance", percent_x100=180),
    Rate("vehicle_tax", "fuel", cc_from=0, cc_until=1001, amount_fen=18_000),
    Rate("vehicle_tax", "fuel", cc_from=1001, cc_until=1601, amount_fen=30_000),
    Rate("vehicle_tax", "fuel", cc_from=1601, cc_until=2001, amount_fen=36_000),
    Rate("vehicle_tax", "fuel", cc_from=2001, cc_until=2501, amount_fen=72_000),
    Rate("vehicle_tax", "fuel", cc_from=2501, cc_until=3001, amount_fen=180_000),
    Rate("vehicle_tax", "fuel", cc_from=3001, cc_until=4001, amount_fen=300_000),
    Rate("vehicle_tax", "fuel", cc_from=4001, amount_fen=450_000),
    Rate("plate_fee", amount_fen=12_500, source="100 + 25 yuan"),
    Rate("service_fee", amount_fen=50_000),
)


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a checklist, in both languages."""

    code: str
    group: str
    name_zh: str
    name_en: str
    is_recheck: bool = False  # also in the short list after a long storage
    is_law: bool = False
    is_paper: bool = False  # a document that is handed over


PDI_POINTS = (
    Point(
        "P1-vin",
        "P1",
        "车架、车门、风挡、随车资料VIN一致",
        "VIN equal on frame, door, glass, papers",
        is_recheck=True,
    ),
    Point(
        "P1-engine", "P1", "发动机号/电机号核对", "Engine or motor number checked", is_recheck=True
    ),
    Point(
        "P1-keys",
        "P1",
        "钥匙2把、合格证、说明书、保修手册",
        "Two keys, certificate, manual, warranty book",
        is_recheck=True,
    ),
    Point(
        "P2-paint",
        "P2",
        "去除运输膜，逐块检查漆面与缝隙",
        "Transport film off; paint of each panel, gaps",
        is_recheck=True,
    ),
    Point("P2-glass", "P2", "玻璃、灯具、雨刮、车标", "Glass, lamps, wipers, badges"),
    Point(
        "P2-tyres",
        "P2",
        "轮辋、胎压调至交车值、气门帽",
        "Wheels, tyre pressure at delivery value, valve caps",
        is_recheck=True,
    ),
    Point(
        "P3-fluids", "P3", "机油、冷却液、制动液、玻璃水", "Oil, coolant, brake fluid, washer fluid"
    ),
    Point(
        "P3-battery",
        "P3",
        "蓄电池≥12.5V或高压电池状态，桩头",
        "Battery at least 12.5 V or high-voltage state, terminals",
        is_recheck=True,
    ),
    Point("P3-leaks", "P3", "管路、皮带、铭牌、无渗漏", "Hoses, belts, labels, no leaks"),
    Point(
        "P4-blocks",
        "P4",
        "拆除运输垫块，底盘螺栓力矩",
        "Transport blocks out, chassis bolts at torque",
    ),
    Point("P4-lines", "P4", "管线、防尘套、护板", "Lines, boots, shields"),
    Point(
        "P5-seats",
        "P5",
        "座椅、安全带、气囊灯、内饰、地毯",
        "Seats, belts, airbag lamp, trim, carpet",
    ),
    Point(
        "P5-kit",
        "P5",
        "备胎、工具、千斤顶、三角牌、脚垫；运输熔断器装回",
        "Spare, tools, jack, triangle, mats; transport fuse in",
    ),
    Point(
        "P6-lamps",
        "P6",
        "全部灯光、喇叭、雨刮、门窗、后视镜、门锁、遥控",
        "All lamps, horn, wipers, windows, mirrors, locks, remote",
    ),
    Point(
        "P6-air",
        "P6",
        "空调、暖风、音响、摄像头、雷达",
        "Air conditioning, heater, audio, camera, radar",
    ),
    Point(
        "P6-settings",
        "P6",
        "时钟、语言、导航、手机互联设置",
        "Clock, language, navigation, phone link set",
        is_recheck=True,
    ),
    Point(
        "P7-assist",
        "P7",
        "驾驶辅助标定有效，故障码清除",
        "Driver assistance calibrated, fault memory clear",
    ),
    Point(
        "P7-software",
        "P7",
        "软件版本与厂家清单一致，服务活动已做",
        "Software level equal to the list, campaigns done",
    ),
    Point(
        "P8-start",
        "P8",
        "起动、怠速、换挡、方向正直",
        "Start, idle, gear change, steering straight",
    ),
    Point(
        "P8-brakes",
        "P8",
        "制动、异响、定速、驻车；电动车试充电",
        "Brakes, noise, cruise, parking brake; charge test",
    ),
    Point(
        "P9-memory",
        "P9",
        "再次读取故障码，里程≤30 km",
        "Fault memory again, km noted, at most 30 km",
        is_recheck=True,
    ),
    Point("P9-wash", "P9", "清洗，贴交车标识", "Washed, delivery mark", is_recheck=True),
)

DELIVERY_POINTS = (
    Point(
        "D1",
        "papers",
        "出厂合格证（进口车：进口凭证）",
        "Factory certificate (import papers)",
        is_law=True,
        is_paper=True,
    ),
    Point("D2", "papers", "一致性证书", "Certificate of conformity", is_law=True, is_paper=True),
    Point(
        "D3", "papers", "中文产品使用说明书", "Chinese owner's manual", is_law=True, is_paper=True
    ),
    Point(
        "D4",
        "papers",
        "产品保修、维修保养手册",
        "Warranty and maintenance book",
        is_law=True,
        is_paper=True,
    ),
    Point("D5", "papers", "三包凭证", "Statutory 三包 certificate", is_law=True, is_paper=True),
    Point(
        "D6",
        "papers",
        "核对购车人身份、合同已签、开具真实发票",
        "Identity checked, contract signed, true invoice issued",
        is_law=True,
        is_paper=True,
    ),
    Point(
        "D7",
        "papers",
        "完税证明、交强险/商业险、号牌或临牌、行驶证",
        "Tax proof, insurance, plate or temporary plate, licence",
        is_paper=True,
    ),
    Point(
        "D8",
        "money",
        "款项结清、收据、贷款资料、钥匙2把",
        "Money settled, receipts, loan papers, key 2 of 2",
        is_paper=True,
    ),
    Point(
        "D9",
        "car",
        "车辆清洁、油/电量、里程、胎压",
        "Car clean, fuelled or charged, km read, tyre pressure",
    ),
    Point(
        "D10",
        "car",
        "精品按订单安装，说明配件来源",
        "Accessories fitted as ordered, origin class shown",
    ),
    Point(
        "D11",
        "explain",
        "8项讲解：座椅后视镜、灯光雨刮、安全、泊车、音响手机、充电加油、警示灯、应急",
        "Explained in 8 blocks: seat, lights, safety, parking, audio and phone, "
        "charging or fuel, warning lamps, emergency",
    ),
    Point(
        "D12",
        "explain",
        "保修条款、5,000 km首保、不保项目、三包权益",
        "Warranty terms, first service at 5,000 km, exclusions, statutory rights",
    ),
    Point(
        "D13",
        "service",
        "当面介绍服务顾问，参观维修区，存预约电话",
        "Service adviser introduced, workshop shown, number saved",
    ),
    Point(
        "D14",
        "service",
        "车主专属网页在客户手机打开，授权由客户设置，首次里程",
        "Owner page opened on the customer's phone, consents set, first km",
    ),
    Point(
        "D15",
        "ceremony",
        "礼品、合影（经同意）、三方签字",
        "Gift, photo (only with consent), three signatures",
    ),
    Point(
        "D16",
        "ceremony",
        "共同绕车检查无损伤，置换旧车手续完成",
        "Walked round together, no damage, trade-in papers done",
    ),
)
