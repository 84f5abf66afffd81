"""Made-up people, phones and cars: from one seed always the same."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final, TypeVar

T = TypeVar("T")

SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾萧田董潘袁蔡蒋余于杜叶程魏"
    "苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾夏韦傅方白邹孟熊秦邱江尹薛阎段雷侯龙史陶黎贺顾毛郝龚邵万"
)
GIVEN: Final = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文斌宇浩然子轩欣怡梓涵诗琪俊雨泽晨曦"
    "博思远嘉豪佳慧雪梅海燕志鹏晓东立新春生庆云凤琴振宁亚男一鸣若溪安然清妍书航景行知行"
)
COMPANY_PLACES: Final = ("上海", "松江", "苏州", "嘉兴", "昆山", "青浦", "闵行", "湖州")
COMPANY_NAMES: Final = (
    "衡远",
    "晟达",
    "鼎诚",
    "瑞禾",
    "通程",
    "博远",
    "华屹",
    "顺泰",
    "云帆",
    "德润",
)
COMPANY_TRADES: Final = ("物流", "建材", "科技", "商贸", "汽车租赁", "装饰工程", "电子", "餐饮管理")

PHONE_BLOCK: Final = 19_900_000_000  # not a reserved block: practice mode never sends
_PRIME: Final = 7_919  # numbers in no order that a person would see
PLATE_HEADS: Final = ("沪A", "沪B", "沪C", "沪D", "沪E", "苏E", "苏U", "浙F", "浙A")
WMI: Final = "LH9"  # no maker of cars has it
_VALUES: Final = dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True)
)
_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_IDENTITY_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_CHECKS: Final = "10X98765432"
_YEAR_CODES: Final = "ABCDEFGHJKLMNPRSTVWXY123456789"  # 2010 onward


class Chance:
    """A source of made-up values; every use of one name draws the same row of them."""

    def __init__(self, seed: int, name: str) -> None:
        self.random = Random(f"{seed}/{name}")  # noqa: S311 - made-up people, not secrets

    def person(self) -> str:
        length = 1 if self.random.random() < 0.25 else 2  # noqa: PLR2004 - a quarter have one sign
        return self.random.choice(SURNAMES) + "".join(self.random.sample(GIVEN, length))

    def company(self) -> str:
        pick = self.random.choice
        return f"{pick(COMPANY_PLACES)}{pick(COMPANY_NAMES)}{pick(COMPANY_TRADES)}有限公司"

    def pick(self, values: Sequence[T]) -> T:
        return self.random.choice(values)

    def weighted(self, values: Sequence[T], weights: Sequence[float]) -> T:
        return self.random.choices(values, weights)[0]

    def happens(self, share_percent: float) -> bool:
        return self.random.random() * 100 < share_percent

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self.random.randint(low, high)


def phone(number: int) -> str:
    """The phone of the n-th person: ten thousand in the block 1990000xxxx, then beyond it."""
    if number < 10_000:  # noqa: PLR2004 - the block
        return f"+86{PHONE_BLOCK + number * _PRIME % 10_000}"
    return f"+86{PHONE_BLOCK + 10_000 + number * _PRIME % 980_000}"


def identity(number: int) -> str:
    """The n-th identity number with the right check digit; no region has the code 990000.

    Source: docs/sources.md#identity-number
    """
    draft = (
        f"990000{1960 + number % 45}{1 + number % 12:02d}{1 + number % 28:02d}{number % 1000:03d}"
    )
    total = sum(int(sign) * weight for sign, weight in zip(draft, _IDENTITY_WEIGHTS, strict=True))
    return draft + _IDENTITY_CHECKS[total % 11]


def plate(number: int, *, new_energy: bool) -> str:
    """The n-th plate: every one differs; blue ones have seven signs, green ones eight."""
    serial = number * _PRIME % 10**5
    head = PLATE_HEADS[(number + number // 10**5) % len(PLATE_HEADS)]
    return f"{head}D{serial:05d}" if new_energy else f"{head}{serial:05d}"


def vin(number: int, *, year: int, model_sign: str) -> str:
    """The n-th VIN of a model year, with the right check digit.

    Source: docs/sources.md#vin
    """
    place = (year - 2010) % 30
    draft = f"{WMI}{model_sign}B4E00{_YEAR_CODES[place]}S{number % 10**6:06d}"
    total = sum(
        weight * (int(sign) if sign.isdigit() else _VALUES[sign])
        for weight, sign in zip(_WEIGHTS, draft, strict=True)
    )
    check = total % 11
    return draft[:8] + ("X" if check == 10 else str(check)) + draft[9:]  # noqa: PLR2004 - the rule
