"""Shipped labour operations, rates and service menus (own defaults, editable)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

# Labour rates in yuan an hour, tax included, by skill.
RATES: Final = {
    "maintenance": 200,
    "repair": 260,
    "diagnosis": 320,
    "high_voltage": 380,
    "alignment": 260,
    "body": 240,
    "paint": 260,
    "inspection": 200,
    "wash": 100,
}


@dataclass(frozen=True, slots=True)
class Operation:
    code: str
    name_zh: str
    name_en: str
    minutes: int
    skill: str = "repair"
    bay: str = "general_lift"


_M, _X = "maintenance", "express_two_man"
OPERATIONS: Final = (
    Operation("CK-SHEET", "保养检查单", "Maintenance check sheet", 20, _M, _X),
    Operation("EN-OIL", "更换机油机滤", "Change engine oil and filter", 18, _M, _X),
    Operation("TY-ROT", "轮胎换位", "Rotate tyres", 18, _M, _X),
    Operation("AC-FLT", "更换空调滤芯", "Change cabin filter", 6, _M, _X),
    Operation("EN-AIR", "更换空气滤芯", "Change engine air filter", 6, _M, _X),
    Operation("BR-FLD", "更换制动液", "Change brake fluid", 24, _M, _X),
    Operation("TR-ATF", "更换自动变速箱油", "Change automatic transmission fluid", 54, _M, _X),
    Operation("EN-PLG", "更换火花塞", "Change spark plugs", 36, _M, _X),
    Operation("CL-CLT", "更换冷却液", "Change coolant", 36, _M, _X),
    Operation("EN-BLT", "检查更换传动皮带", "Check or change drive belt", 30, _M),
    Operation("WP-BLD", "更换雨刮片", "Change wiper blades", 6, _M, _X),
    Operation("BT-12V", "更换 12V 蓄电池", "Change 12 V battery", 18, _M, _X),
    Operation("LM-BLB", "更换灯泡", "Change a bulb", 12, _M, _X),
    Operation("PD-INS", "交付前检查", "Pre-delivery inspection", 70, "inspection", "pdi"),
    Operation("PD-RCK", "库存复检", "Recheck after storage", 25, "inspection", "pdi"),
    Operation("QC-FIN", "终检", "Final inspection", 6, "inspection", "final_inspection"),
    Operation("WS-STD", "标准洗车", "Standard wash", 15, "wash", "wash"),
    Operation("BR-FPD", "更换前制动片", "Change front brake pads", 48),
    Operation("BR-RPD", "更换后制动片", "Change rear brake pads", 54),
    Operation("BR-FDS", "更换前制动盘", "Change front brake discs", 72),
    Operation("BR-RDS", "更换后制动盘", "Change rear brake discs", 78),
    Operation("BR-CAL", "制动分泵检修", "Overhaul a brake caliper", 60),
    Operation("SU-FSH", "更换前减震器", "Change front dampers", 120),
    Operation("SU-RSH", "更换后减震器", "Change rear dampers", 90),
    Operation("SU-ARM", "更换下摆臂", "Change lower control arm", 84),
    Operation("SU-LNK", "更换稳定杆连杆", "Change stabiliser link", 36),
    Operation("ST-TIE", "更换转向横拉杆球头", "Change tie-rod end", 48),
    Operation("WH-BRG", "更换轮毂轴承", "Change wheel bearing", 78),
    Operation("TY-CHG", "更换轮胎一条", "Change one tyre", 18, _M),
    Operation("TY-BAL", "轮胎动平衡一条", "Balance one wheel", 9, _M),
    Operation("AL-4WH", "四轮定位", "Four-wheel alignment", 48, "alignment", "alignment"),
    Operation("AC-SVC", "空调系统清洗加注", "Clean and refill air conditioning", 60),
    Operation("AC-CMP", "更换空调压缩机", "Change air-conditioning compressor", 150),
    Operation("CL-PMP", "更换水泵", "Change water pump", 144),
    Operation("CL-RAD", "更换散热器", "Change radiator", 120),
    Operation("EN-MNT", "更换发动机脚垫", "Change engine mount", 72),
    Operation("EN-GSK", "更换气门室盖垫", "Change cam-cover gasket", 84),
    Operation("EN-INJ", "清洗节气门和喷油嘴", "Clean throttle and injectors", 60),
    Operation("EN-TIM", "更换正时套件", "Change timing kit", 300),
    Operation("EX-SEN", "更换氧传感器", "Change oxygen sensor", 36),
    Operation("EL-ALT", "更换发电机", "Change alternator", 84),
    Operation("EL-STR", "更换起动机", "Change starter", 78),
    Operation("EL-WIN", "更换车窗升降器", "Change window lifter", 66),
    Operation("DG-SCN", "故障诊断", "Diagnosis", 36, "diagnosis", "diagnosis"),
    Operation("DG-DEEP", "疑难诊断", "Deep diagnosis", 90, "diagnosis", "diagnosis"),
    Operation(
        "DG-CAL", "驾驶辅助标定", "Calibrate driver assistance", 60, "diagnosis", "diagnosis"
    ),
    Operation("HV-CHK", "高压系统检查", "High-voltage check", 30, "high_voltage", "ev"),
    Operation("HV-CLT", "更换电池冷却液", "Change battery coolant", 60, "high_voltage", "ev"),
    Operation(
        "HV-PCK", "拆装动力电池", "Remove and refit traction battery", 240, "high_voltage", "ev"
    ),
    Operation("HV-OBC", "更换车载充电机", "Change on-board charger", 120, "high_voltage", "ev"),
    Operation("FT-MAT", "安装脚垫", "Fit floor mats", 10, _M),
    Operation("FT-CAM", "安装行车记录仪", "Fit dash camera", 48),
    Operation("FT-FLM", "贴车窗膜", "Apply window film", 180),
    Operation("FT-TOW", "安装拖车钩", "Fit tow bar", 150),
    Operation("BP-PNL", "钣金整形一块", "Beat one panel", 180, "body", "bp_body"),
    Operation("BP-PNT", "喷漆一块", "Paint one panel", 210, "paint", "bp_paint"),
    Operation("BP-BMP", "拆装保险杠", "Remove and refit a bumper", 60, "body", "bp_dismantle"),
    Operation("BP-POL", "漆面抛光", "Polish paint", 90, "paint", "bp_polish"),
)


@dataclass(frozen=True, slots=True)
class Menu:
    """``yuan`` is the fixed price, tax included, of a mid-size petrol car."""

    code: str
    name_zh: str
    name_en: str
    due_km: int
    bay_minutes: int
    promise_minutes: int
    yuan: int
    labour: tuple[str, ...]
    parts: tuple[str, ...] = ()


# Numbers of the parts that the menus take; the practice store stocks them.
PARTS: Final = {
    "HC-OIL-0W20": ("全合成机油 0W-20", "Engine oil 0W-20", Decimal("4.2")),
    "HC-FLT-OIL": ("机油滤清器", "Oil filter", Decimal(1)),
    "HC-WSH-DRN": ("放油螺塞垫片", "Drain washer", Decimal(1)),
    "HC-FLT-CAB": ("空调滤芯", "Cabin filter", Decimal(1)),
    "HC-FLT-AIR": ("空气滤芯", "Engine air filter", Decimal(1)),
    "HC-BRK-FLD": ("制动液 DOT4", "Brake fluid DOT4", Decimal(1)),
    "HC-ATF": ("自动变速箱油", "Automatic transmission fluid", Decimal(6)),
}
_OIL: Final = ("HC-OIL-0W20", "HC-FLT-OIL", "HC-WSH-DRN")
_M10: Final = ("EN-OIL", "TY-ROT", "CK-SHEET")
_M20: Final = (*_M10, "AC-FLT")
_CABIN: Final = (*_OIL, "HC-FLT-CAB")
MENUS: Final = (
    Menu("M05", "5000 公里免费检查", "Free check at 5,000 km", 5_000, 20, 45, 0, ("CK-SHEET",)),
    Menu("M10", "10000 公里保养", "10,000 km service", 10_000, 30, 60, 480, _M10, _OIL),
    Menu("M20", "20000 公里保养", "20,000 km service", 20_000, 32, 60, 620, _M20, _CABIN),
    Menu(
        "M40",
        "40000 公里保养",
        "40,000 km service",
        40_000,
        45,
        75,
        1_080,
        (*_M20, "EN-AIR", "BR-FLD"),
        (*_CABIN, "HC-FLT-AIR", "HC-BRK-FLD"),
    ),
    Menu(
        "M60",
        "60000 公里保养",
        "60,000 km service",
        60_000,
        60,
        90,
        1_980,
        (*_M20, "TR-ATF"),
        (*_CABIN, "HC-ATF"),
    ),
)
