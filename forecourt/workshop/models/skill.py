"""What a technician can do, how well, and when that was last looked at."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models import Staff
from forecourt.store.scope import GroupQuerySet


class Skill(models.TextChoices):
    MAINTENANCE = "maintenance", _("Maintenance")
    MECHANICS = "mechanics", _("Mechanics")
    DIAGNOSIS = "diagnosis", _("Diagnosis")
    HIGH_VOLTAGE = "high_voltage", _("High-voltage certificate")
    ALIGNMENT = "alignment", _("Alignment")
    PDI = "pdi", _("Pre-delivery inspection")
    BODY = "body", _("Body")
    PAINT = "paint", _("Paint")
    WASH = "wash", _("Wash")


CERTIFICATES = frozenset({Skill.HIGH_VOLTAGE})  # without it the law says no, not the controller


class StaffSkillQuerySet(GroupQuerySet["StaffSkill"]):
    pass


class StaffSkill(TenantModel):
    staff = TenantForeignKey(Staff, models.CASCADE, related_name="skills")
    skill = models.CharField(max_length=20, choices=Skill)
    level = models.PositiveSmallIntegerField(default=2)  # 1 learns, 2 works alone, 3 teaches
    reviewed_on = models.DateField()

    objects = StaffSkillQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "staff", "skill"], name="workshop_staffskill_once"
            ),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=3), name="workshop_staffskill_level_1_to_3"
            ),
            models.CheckConstraint(
                condition=Q(skill__in=[skill.value for skill in Skill]),
                name="workshop_staffskill_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.skill} {self.level}"

    @classmethod
    def review(cls, staff: Staff, skill: Skill, *, level: int, on: date) -> StaffSkill:
        """Put down the level found on this day; the map keeps the last review."""
        row, _created = StaffSkill.objects.update_or_create(
            staff=staff, skill=skill, defaults={"level": level, "reviewed_on": on}
        )
        return row
