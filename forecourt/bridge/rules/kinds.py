"""What can be imported, and the columns of each kind by the names that old systems give them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forecourt.bridge.rules import cells
from forecourt.bridge.rules.cells import Bad, Cell
from forecourt.customers.rules import is_email
from forecourt.vehicles.rules import plate_of, read_vin

Reader = Callable[[Cell], object]


class ImportKind(TextChoices):
    CUSTOMERS = "customers", _("Customers")
    VEHICLES = "vehicles", _("Vehicles")
    STAFF = "staff", _("Staff")
    PARTS = "parts", _("Parts with stock")
    PRICES = "prices", _("Price list")
    LABOUR = "labour", _("Labour operations")


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that a row says; ``aliases`` are headers that mean it."""

    field: str
    label: str | Promise
    aliases: tuple[str, ...]
    read: Reader = cells.text
    is_needed: bool = False
    most_signs: int = 0
    most: int = 0  # of a number; beyond it somebody slipped a line or a point
    shown_in: int = 1  # how many of the kept unit make one of the file's: fen of a yuan
    earliest: date | None = None
    is_past: bool = False  # a day that has been, or is today


def plain_header(header: Cell) -> str:
    """A header as it is compared: narrow, lower case, without unit in brackets, signs or blanks."""
    plain = unicodedata.normalize("NFKC", cells.text(header)).casefold()
    plain = re.sub(r"[(\[【].*?[)\]】]", "", plain)
    return re.sub(r"[\s_\-*:.,/#]+", "", plain)


def _vin(cell: Cell) -> str:
    plain = cells.code(cell)
    if not plain:
        return ""
    reading = read_vin(plain, latest_year=2100)
    if reading.problem == "length":
        raise Bad(gettext("“%(text)s” is no VIN: it has not 17 signs.") % {"text": plain})
    if reading.problem == "letter":
        raise Bad(
            gettext("“%(text)s” is no VIN: it holds I, O, Q or another sign.") % {"text": plain}
        )
    return reading.vin


def _plate(cell: Cell) -> str:
    plate = plate_of(cells.text(cell))
    return "" if plate in _NO_PLATE else plate


def _email(cell: Cell) -> str:
    plain = cells.text(cell)
    if plain and not is_email(plain):
        raise Bad(gettext("“%(text)s” is no mail address.") % {"text": plain})
    return plain


def _word(words: Mapping[str, str], default: str) -> Reader:
    """A reader of one of these words; nothing means the default."""

    def read(cell: Cell) -> str:
        plain = cells.text(cell)
        if not plain:
            return default
        found = words.get(plain.casefold())
        if found is None:
            raise Bad(gettext("“%(text)s” is not known here.") % {"text": plain})
        return found

    return read


def _words(words: Mapping[str, str]) -> Reader:
    """A reader of several such words, parted by commas or the like."""
    one = _word(words, "")

    def read(cell: Cell) -> tuple[str, ...]:
        parts = re.split(r"[,;、/|]+", cells.text(cell))
        return tuple(str(one(part)) for part in parts if part.strip())

    return read


def _unit_hours(cell: Cell) -> int | None:
    """Minutes from the hours of a labour table: ``0.8``."""
    hours = cells.quantity(cell)
    return None if hours is None else round(hours * 60)


MOST_KM: Final = 2_000_000
MOST_MINUTES: Final = 6_000  # a hundred hours of one job
MOST_FEN: Final = 10_000_000_000  # a hundred million yuan
MOST_PIECES: Final = 1_000_000
_FIRST_CARS: Final = date(1950, 1, 1)

_NO_PLATE: Final = frozenset({"无", "未上牌", "暂无", "新车", "无牌"})
_PARTY_KINDS: Final = {
    "个人": "person",
    "私人": "person",
    "person": "person",
    "individual": "person",
    "p": "person",
    "单位": "organization",
    "公司": "organization",
    "企业": "organization",
    "company": "organization",
    "organization": "organization",
    "c": "organization",
}
_SEXES: Final = {
    "男": "mr",
    "先生": "mr",
    "m": "mr",
    "male": "mr",
    "mr": "mr",
    "女": "ms",
    "女士": "ms",
    "f": "ms",
    "female": "ms",
    "ms": "ms",
    "未知": "",
    "不详": "",
}
_ORIGINS: Final = {
    "原厂": "original",
    "原厂件": "original",
    "正厂": "original",
    "original": "original",
    "oem": "original",
    "同质": "equal_quality",
    "同质件": "equal_quality",
    "同质配件": "equal_quality",
    "品牌件": "equal_quality",
    "equal quality": "equal_quality",
    "再制造": "remanufactured",
    "再制造件": "remanufactured",
    "remanufactured": "remanufactured",
    "回用": "reused",
    "回用件": "reused",
    "拆车件": "reused",
    "reused": "reused",
}
_PRICE_KINDS: Final = {
    "备件": "part",
    "配件": "part",
    "part": "part",
    "parts": "part",
    "工时": "labour",
    "labour": "labour",
    "labor": "labour",
    "整车": "car",
    "车型": "car",
    "car": "car",
    "选装": "option",
    "option": "option",
    "套餐": "menu",
    "menu": "menu",
}
_SKILLS: Final = {
    "保养": "maintenance",
    "maintenance": "maintenance",
    "维修": "repair",
    "机修": "repair",
    "修理": "repair",
    "repair": "repair",
    "诊断": "diagnosis",
    "电器": "diagnosis",
    "diagnosis": "diagnosis",
    "高压": "high_voltage",
    "high voltage": "high_voltage",
    "四轮定位": "alignment",
    "alignment": "alignment",
    "钣金": "body",
    "body": "body",
    "喷漆": "paint",
    "paint": "paint",
    "检查": "inspection",
    "质检": "inspection",
    "inspection": "inspection",
    "洗车": "wash",
    "wash": "wash",
}
_BAYS: Final = {
    "快保": "express_two_man",
    "express": "express_two_man",
    "机修": "general_lift",
    "举升": "general_lift",
    "general": "general_lift",
    "诊断": "diagnosis",
    "diagnosis": "diagnosis",
    "高压": "ev",
    "ev": "ev",
    "定位": "alignment",
    "四轮定位": "alignment",
    "alignment": "alignment",
    "洗车": "wash",
    "wash": "wash",
    "钣金": "bp_body",
    "body": "bp_body",
    "喷漆": "bp_paint",
    "paint": "bp_paint",
}
_ROLES: Final = {
    "总经理": "general_manager",
    "销售总监": "sales_manager",
    "销售经理": "sales_manager",
    "展厅经理": "showroom_manager",
    "前台": "receptionist",
    "接待": "receptionist",
    "销售顾问": "sales_consultant",
    "网电销专员": "lead_agent",
    "计划员": "allocation_clerk",
    "交车专员": "delivery_specialist",
    "上牌专员": "registration_clerk",
    "保险专员": "insurance_clerk",
    "金融专员": "finance_clerk",
    "精品专员": "accessory_clerk",
    "评估师": "appraiser",
    "二手车销售": "used_car_seller",
    "服务经理": "service_manager",
    "服务顾问": "service_adviser",
    "预约专员": "appointment_clerk",
    "车间主管": "job_controller",
    "调度": "job_controller",
    "技师": "technician",
    "机修": "technician",
    "技术总监": "technical_adviser",
    "质检员": "quality_inspector",
    "洗车员": "washer",
    "索赔员": "warranty_clerk",
    "备件经理": "parts_manager",
    "仓管员": "parts_keeper",
    "库管": "parts_keeper",
    "客服": "relation_agent",
    "客服专员": "relation_agent",
    "客户关系经理": "relation_manager",
    "收银": "cashier",
    "收银员": "cashier",
    "财务": "accountant",
    "会计": "accountant",
    "信息员": "system_administrator",
    "cashier": "cashier",
    "accountant": "accountant",
    "technician": "technician",
    "service adviser": "service_adviser",
    "service advisor": "service_adviser",
    "sales consultant": "sales_consultant",
    "parts keeper": "parts_keeper",
    "receptionist": "receptionist",
}

COLUMNS: Final[Mapping[ImportKind, tuple[Column, ...]]] = {
    ImportKind.CUSTOMERS: (
        Column(
            "number",
            _("Customer number"),
            ("客户编号", "客户代码", "会员卡号", "customer no", "customer number", "id"),
            cells.code,
            most_signs=60,
        ),
        Column(
            "name",
            _("Name"),
            (
                "客户名称",
                "客户姓名",
                "姓名",
                "名称",
                "车主",
                "customer",
                "customer name",
                "full name",
            ),
            is_needed=True,
            most_signs=120,
        ),
        Column(
            "phone",
            _("Phone"),
            ("手机", "手机号", "手机号码", "电话", "联系电话", "mobile", "mobile phone", "tel"),
            cells.phone,
        ),
        Column(
            "phone2",
            _("Second phone"),
            ("电话2", "备用电话", "家庭电话", "固定电话", "phone 2", "home phone", "landline"),
            cells.phone,
        ),
        Column(
            "kind",
            _("Person or company"),
            ("客户类型", "客户性质", "类型", "customer type", "type"),
            _word(_PARTY_KINDS, ""),
        ),
        Column("salutation", _("Sex"), ("性别", "称谓", "gender", "sex"), _word(_SEXES, "")),
        Column(
            "born_on",
            _("Birthday"),
            ("生日", "出生日期", "birth date", "dob"),
            cells.day,
            is_past=True,
        ),
        Column(
            "tax_number",
            _("Tax number"),
            ("税号", "统一社会信用代码", "tax no", "tax id"),
            cells.code,
            most_signs=20,
        ),
        Column("address", _("Address"), ("地址", "联系地址", "通讯地址"), most_signs=200),
        Column("email", _("E-mail"), ("邮箱", "电子邮件", "mail"), _email, most_signs=200),
        Column("wechat", _("WeChat"), ("微信", "微信号"), most_signs=200),
        Column("note", _("Note"), ("备注", "说明", "remark", "remarks", "comment"), most_signs=400),
    ),
    ImportKind.VEHICLES: (
        Column(
            "vin",
            _("VIN"),
            ("车架号", "底盘号", "车辆识别代号", "vin码", "vin no", "chassis", "chassis no"),
            _vin,
        ),
        Column(
            "plate",
            _("Plate"),
            ("车牌", "车牌号", "车牌号码", "牌照", "牌照号", "license plate", "plate no"),
            _plate,
            most_signs=16,
        ),
        Column("model", _("Model"), ("车型", "车型名称", "车系", "model name"), most_signs=80),
        Column(
            "product_code", _("Product code"), ("产品代码", "车型代码", "model code"), cells.code
        ),
        Column("colour", _("Colour"), ("颜色", "车身颜色", "color"), most_signs=40),
        Column(
            "engine_number",
            _("Engine number"),
            ("发动机号", "电机号", "engine no", "engine"),
            cells.code,
            most_signs=30,
        ),
        Column(
            "first_registered_on",
            _("First registered"),
            ("上牌日期", "登记日期", "注册日期", "registration date", "reg date"),
            cells.day,
            is_past=True,
            earliest=_FIRST_CARS,
        ),
        Column(
            "delivered_on",
            _("Delivery day"),
            ("交车日期", "购车日期", "销售日期", "delivery date", "sold on"),
            cells.day,
            is_past=True,
            earliest=_FIRST_CARS,
        ),
        Column(
            "km",
            _("Mileage"),
            ("里程", "公里数", "行驶里程", "mileage", "km"),
            cells.whole,
            most=MOST_KM,
        ),
        Column(
            "km_on",
            _("Read on"),
            ("里程日期", "抄表日期", "mileage date"),
            cells.day,
            is_past=True,
            earliest=_FIRST_CARS,
        ),
        Column(
            "last_service_on",
            _("Last service"),
            ("上次保养日期", "最近保养日期", "最后进厂日期", "last service date"),
            cells.day,
            is_past=True,
            earliest=_FIRST_CARS,
        ),
        Column(
            "last_service_km",
            _("Kilometres at the last service"),
            ("上次保养里程", "最近保养里程", "last service mileage", "last service km"),
            cells.whole,
            most=MOST_KM,
        ),
        Column(
            "owner_number",
            _("Customer number"),
            ("客户编号", "客户代码", "车主编号", "customer no", "customer number"),
            cells.code,
        ),
        Column("owner_name", _("Owner"), ("车主", "车主姓名", "客户名称", "owner name")),
        Column(
            "owner_phone",
            _("Owner's phone"),
            ("车主电话", "车主手机", "手机", "手机号", "联系电话", "owner phone"),
            cells.phone,
        ),
    ),
    ImportKind.STAFF: (
        Column(
            "number",
            _("Employee number"),
            ("工号", "员工编号", "人员编号", "employee no", "staff no", "emp id"),
            cells.code,
            is_needed=True,
            most_signs=20,
        ),
        Column(
            "name",
            _("Name"),
            ("姓名", "员工姓名", "employee name", "staff name"),
            is_needed=True,
            most_signs=40,
        ),
        Column("phone", _("Phone"), ("手机", "手机号", "电话", "联系电话", "mobile"), cells.phone),
        Column(
            "roles",
            _("Roles"),
            ("岗位", "职务", "职位", "角色", "position", "role", "title"),
            _words(_ROLES),
            is_needed=True,
        ),
        Column("left_on", _("Left on"), ("离职日期", "leave date", "left"), cells.day),
    ),
    ImportKind.PARTS: (
        Column(
            "number",
            _("Part number"),
            ("备件编号", "备件号", "配件编号", "零件号", "零件编号", "part no", "item no", "sku"),
            cells.code,
            is_needed=True,
            most_signs=40,
        ),
        Column(
            "name",
            _("Part name"),
            ("备件名称", "配件名称", "零件名称", "名称", "description", "item name"),
            is_needed=True,
            most_signs=120,
        ),
        Column("name_en", _("English name"), ("英文名称", "name en", "english"), most_signs=120),
        Column("unit", _("Unit"), ("单位", "计量单位", "uom"), most_signs=12),
        Column(
            "origin_class",
            _("Origin class"),
            ("配件来源", "来源", "件类", "品质", "origin"),
            _word(_ORIGINS, "original"),
        ),
        Column(
            "producer", _("Producer"), ("生产厂", "厂家", "品牌", "brand", "maker"), most_signs=80
        ),
        Column("fits", _("Fits"), ("适用车型", "车型", "models"), most_signs=200),
        Column(
            "price_fen",
            _("Price with tax"),
            ("售价", "销售价", "零售价", "含税售价", "price", "retail price", "list price"),
            cells.money,
            most=MOST_FEN,
            shown_in=100,
        ),
        Column(
            "cost_fen",
            _("Unit cost"),
            ("进价", "成本价", "采购价", "含税进价", "cost", "purchase price"),
            cells.money,
            most=MOST_FEN,
            shown_in=100,
        ),
        Column("bin_code", _("Bin"), ("货位", "库位", "仓位", "location", "shelf"), most_signs=20),
        Column(
            "quantity",
            _("On hand"),
            ("库存", "库存数量", "数量", "现存量", "qty", "stock", "quantity"),
            cells.quantity,
            most=MOST_PIECES,
        ),
    ),
    ImportKind.PRICES: (
        Column(
            "list",
            _("Kind of prices"),
            ("价格类别", "类别", "price type", "kind"),
            _word(_PRICE_KINDS, "part"),
        ),
        Column(
            "code",
            _("Code"),
            ("编码", "编号", "代码", "备件编号", "产品代码", "工时代码", "part no", "item"),
            cells.code,
            is_needed=True,
            most_signs=40,
        ),
        Column("name", _("Name of the item"), ("名称", "备件名称", "description")),
        Column(
            "price_fen",
            _("Price with tax"),
            ("价格", "售价", "含税价", "新价格", "price", "retail price"),
            cells.money,
            most=MOST_FEN,
            shown_in=100,
            is_needed=True,
        ),
    ),
    ImportKind.LABOUR: (
        Column(
            "code",
            _("Code"),
            (
                "工时代码",
                "项目代码",
                "作业代码",
                "代码",
                "operation",
                "operation code",
                "labour code",
            ),
            cells.code,
            is_needed=True,
            most_signs=20,
        ),
        Column(
            "name",
            _("Name of the item"),
            ("项目名称", "作业名称", "工时名称", "名称", "operation name", "description"),
            is_needed=True,
            most_signs=80,
        ),
        Column("name_en", _("English name"), ("英文名称", "name en", "english"), most_signs=80),
        Column(
            "hours",
            _("Hours"),
            ("标准工时", "工时", "工时数", "standard hours", "labour hours", "frt"),
            _unit_hours,
            most=MOST_MINUTES,
            shown_in=60,
        ),
        Column(
            "minutes",
            _("Minutes"),
            ("分钟", "标准分钟", "standard minutes", "min"),
            cells.whole,
            most=MOST_MINUTES,
        ),
        Column("skill", _("Skill"), ("工种", "技能", "skill"), _word(_SKILLS, "repair")),
        Column(
            "bay_kind",
            _("Bay"),
            ("工位", "工位类型", "bay", "bay type"),
            _word(_BAYS, "general_lift"),
        ),
    ),
}
