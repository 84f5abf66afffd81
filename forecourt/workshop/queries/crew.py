"""The workshop itself: its bays, the skill map, and how full the coming days are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from forecourt.kernel.actor import Actor
from forecourt.store.models import Staff
from forecourt.store.queries import rule
from forecourt.store.roles import Role
from forecourt.workshop.models import Bay, BayKind, Job, Skill, StaffSkill

_HANDS = (Role.TECHNICIAN, Role.WASHER, Role.TECHNICAL_ADVISER)


@dataclass(frozen=True, slots=True)
class BayRow:
    bay_id: UUID
    position: int
    name: str
    kind_word: str
    is_out_of_use: bool
    chips: int  # from now on


def bays(by: Actor, *, at: datetime) -> tuple[BayRow, ...]:
    """Every bay from the top of the board, with the chips that still stand in it."""
    standing: dict[UUID | None, int] = {}
    rows = Job.objects.seen_by(by).on_the_board().filter(ends_at__gt=at)
    for bay_id in rows.values_list("bay_id", flat=True):
        standing[bay_id] = standing.get(bay_id, 0) + 1
    return tuple(
        BayRow(
            bay_id=bay.pk,
            position=bay.position,
            name=bay.name,
            kind_word=str(BayKind(bay.kind).label),
            is_out_of_use=bay.is_out_of_use,
            chips=standing.get(bay.pk, 0),
        )
        for bay in Bay.objects.seen_by(by).in_order()
    )


@dataclass(frozen=True, slots=True)
class SkillCell:
    level: int  # 0: none
    reviewed_on: date | None
    is_old: bool


@dataclass(frozen=True, slots=True)
class SkillRow:
    staff_id: UUID
    name: str
    cells: tuple[SkillCell, ...]


def skill_map(by: Actor, *, on: date) -> tuple[SkillRow, ...]:
    """Who can do what; a cell is old when its review is."""
    months = rule(by, "workshop.skill_review_months", on=on)
    known: dict[tuple[UUID, str], StaffSkill] = {}
    for row in StaffSkill.objects.seen_by(by):
        known[row.staff_id, row.skill] = row
    crew = Staff.objects.with_role(by, *_HANDS).order_by("name", "pk")
    return tuple(
        SkillRow(
            staff.pk,
            staff.name,
            tuple(_cell(known.get((staff.pk, skill)), on, months) for skill in Skill),
        )
        for staff in crew
    )


def _cell(row: StaffSkill | None, on: date, months: int) -> SkillCell:
    if row is None:
        return SkillCell(0, None, is_old=False)
    return SkillCell(row.level, row.reviewed_on, (on - row.reviewed_on).days > months * 31)
