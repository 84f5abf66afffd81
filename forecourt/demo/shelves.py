"""Bays, skills and shelves: what the floor of the practice store works in and with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from forecourt.catalog.defaults.standard_work import PARTS
from forecourt.demo.chance import Chance
from forecourt.demo.copying import Keys, Pile
from forecourt.kernel.actor import Actor
from forecourt.parts.models import Bin, Part, Stock, StockMove
from forecourt.store.models import Staff
from forecourt.store.roles import Role
from forecourt.workshop.models import Bay, StaffSkill

# 20 service and 26 body-and-paint stalls: docs/sources.md, anchor reference-store.
REFERENCE_BAYS: Final = {
    "express_two_man": 6,
    "general_lift": 9,
    "diagnosis": 2,
    "alignment": 1,
    "pdi": 2,
    "bp_dismantle": 4,
    "bp_body": 6,
    "bp_prep": 6,
    "bp_paint": 2,
    "bp_bake": 2,
    "bp_polish": 3,
    "bp_assembly": 3,
}
SMALL_BAYS: Final = {
    "express_two_man": 3,
    "general_lift": 3,
    "diagnosis": 1,
    "alignment": 1,
    "pdi": 1,
    "bp_body": 1,
    "bp_paint": 1,
}
SKILLS: Final = ("maintenance", "mechanics", "diagnosis", "high_voltage", "alignment", "pdi")
BODY_SKILLS: Final = ("body", "paint")
BODY_SHARE: Final = 38 / 82  # technicians who do body and paint in the reference store
WORDS: Final = (
    "前制动片", "后制动片", "制动盘", "前减振器", "下摆臂", "轮毂轴承", "蓄电池", "雨刮片",
    "前大灯", "尾灯总成", "前保险杠", "后保险杠", "左前门", "右前翼子板", "后视镜", "水泵",
    "节温器", "发电机皮带", "火花塞", "点火线圈", "氧传感器", "空调压缩机", "冷凝器", "鼓风机",
    "车窗升降器", "门锁", "方向机", "转向拉杆", "平衡杆胶套", "半轴", "球笼防尘套", "发动机脚胶",
)  # fmt: skip


def fill_bays(by: Actor, counts: Mapping[str, int], *, keys: Keys, at: datetime) -> None:
    """Mark out the bays, and note what each technician has learned."""
    bays, position = Pile(Bay, keys), 0
    for kind, count in counts.items():
        for _number in range(count):
            position += 1
            bays.add(at, store_id=by.store_id, kind=kind, name=f"{position:02d}", position=position)
    bays.write()
    skills = Pile(StaffSkill, keys)
    hands = list(Staff.objects.with_role(by, Role.TECHNICIAN).order_by("employee_number"))
    mechanics = round(len(hands) * (1 - BODY_SHARE))
    for place, person in enumerate(hands):
        for skill in SKILLS if place < mechanics else BODY_SKILLS:
            skills.add(
                at, staff_id=person.pk, skill=skill, level=2 + place % 2, reviewed_on=at.date()
            )
    skills.write()


def fill_shelves(by: Actor, count: int, *, seed: int, keys: Keys, at: datetime) -> None:
    """Put ``count`` part numbers on the shelves, those of the service menus first."""
    chance = Chance(seed, "shelves")
    parts, bins, stocks, moves = (Pile(m, keys) for m in (Part, Bin, Stock, StockMove))
    for place in range(max(count, len(PARTS))):
        number, name, name_en, price = _part(place, chance)
        bin_id = bins.add(
            at,
            store_id=by.store_id,
            code=f"{chr(65 + place // 900 % 26)}-{place // 30 % 30:02d}-{place % 30:02d}",
        )
        part_id = parts.add(
            at,
            number=number,
            name=name,
            name_en=name_en,
            price_fen=price,
            cost_fen=price * 62 // 100,
        )
        stocks.add(at, store_id=by.store_id, part_id=part_id, bin_id=bin_id)
        moves.add(
            at,
            store_id=by.store_id,
            part_id=part_id,
            bin_id=bin_id,
            kind="opening",
            quantity=Decimal(400 if place < len(PARTS) else chance.between(2, 40)),
            unit_cost_fen=price * 62 // 100,
            source_kind="demo.opening",
            source_key=number,
            source_line=part_id,
            at=at,
            actor="system",
        )
    for pile in (parts, bins, stocks, moves):
        pile.write()


def _part(place: int, chance: Chance) -> tuple[str, str, str, int]:
    if place < len(PARTS):
        number, (name, name_en, _quantity) = list(PARTS.items())[place]
        return number, name, name_en, (6_800, 4_500, 800, 9_800, 8_800, 5_600, 12_000)[place % 7]
    word = WORDS[place % len(WORDS)]
    return (
        f"HC-{place:05d}",
        f"{word} {place // len(WORDS) + 1} 型",
        "",
        chance.between(20, 1800) * 100,
    )
