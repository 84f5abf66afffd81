"""Standard work: labour operations, and service menus made of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.bilingual import said
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.scope import GroupQuerySet


class BayKind(models.TextChoices):
    EXPRESS_TWO_MAN = "express_two_man", _("Express bay for two")
    GENERAL_LIFT = "general_lift", _("General lift")
    DIAGNOSIS = "diagnosis", _("Diagnosis bay")
    EV = "ev", _("High-voltage bay")
    ALIGNMENT = "alignment", _("Wheel alignment")
    PDI = "pdi", _("Pre-delivery bay")
    WASH = "wash", _("Wash bay")
    FINAL_INSPECTION = "final_inspection", _("Final inspection")
    BP_DISMANTLE = "bp_dismantle", _("Body: dismantling")
    BP_BODY = "bp_body", _("Body: panel beating")
    BP_PREP = "bp_prep", _("Body: preparation")
    BP_PAINT = "bp_paint", _("Body: paint booth")
    BP_BAKE = "bp_bake", _("Body: baking")
    BP_POLISH = "bp_polish", _("Body: polishing")
    BP_ASSEMBLY = "bp_assembly", _("Body: assembly")


class SkillCode(models.TextChoices):
    MAINTENANCE = "maintenance", _("Maintenance")
    REPAIR = "repair", _("General repair")
    DIAGNOSIS = "diagnosis", _("Diagnosis")
    HIGH_VOLTAGE = "high_voltage", _("High voltage")
    ALIGNMENT = "alignment", _("Wheel alignment")
    BODY = "body", _("Body work")
    PAINT = "paint", _("Paint work")
    INSPECTION = "inspection", _("Inspection")
    WASH = "wash", _("Washing")


class LabourOperationQuerySet(GroupQuerySet["LabourOperation"]):
    def current(self) -> Self:
        """Operations that may still be sold."""
        return self.filter(is_withdrawn=False)


class LabourOperation(TenantModel):
    """A standard operation. Its price is its row in the labour list, or its minutes at the rate."""

    code = models.CharField(max_length=20)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    standard_minutes = models.PositiveSmallIntegerField()
    skill = models.CharField(max_length=16, choices=SkillCode)
    bay_kind = models.CharField(max_length=20, choices=BayKind)
    is_withdrawn = models.BooleanField(default=False)

    objects = LabourOperationQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "code"], name="catalog_labouroperation_one_per_code"
            ),
            models.CheckConstraint(
                condition=Q(
                    standard_minutes__gte=1,
                    standard_minutes__lte=6000,
                    skill__in=SkillCode.values,
                    bay_kind__in=BayKind.values,
                ),
                name="catalog_labouroperation_words_are_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return said(self.name_zh, self.name_en)

    @classmethod
    def file(cls, **facts: Any) -> LabourOperation:  # Any: own fields
        return LabourOperation.objects.create(**facts)

    @classmethod
    def ship(cls, rows: Sequence[dict[str, Any]]) -> None:
        """Load operations that are not there yet."""
        fresh = [LabourOperation(**row) for row in rows]
        LabourOperation.objects.bulk_create(fresh, batch_size=1000, ignore_conflicts=True)

    def change(
        self, *, name_zh: str, name_en: str, standard_minutes: int, skill: str, bay_kind: str
    ) -> None:
        self.name_zh, self.name_en = name_zh, name_en
        self.standard_minutes, self.skill, self.bay_kind = standard_minutes, skill, bay_kind
        self.is_withdrawn = False
        self.save()

    def withdraw(self) -> None:
        """Take the operation off sale; old orders keep it."""
        self.is_withdrawn = True
        self.save(update_fields=["is_withdrawn"])


class MenuLineKind(models.TextChoices):
    LABOUR = "labour", _("Labour")
    PART = "part", _("Part")


class ServiceMenuQuerySet(GroupQuerySet["ServiceMenu"]):
    pass


class ServiceMenu(TenantModel):
    """A service sold as one thing: fixed price (menu price list), bay minutes and promise."""

    code = models.CharField(max_length=12)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    bay_minutes = models.PositiveSmallIntegerField()
    technicians = models.PositiveSmallIntegerField(default=2)
    promise_minutes = models.PositiveSmallIntegerField()
    due_km = models.PositiveIntegerField(null=True)  # the visit it is made for
    bay_kind = models.CharField(max_length=20, choices=BayKind, default=BayKind.EXPRESS_TWO_MAN)
    skill = models.CharField(max_length=16, choices=SkillCode, default=SkillCode.MAINTENANCE)

    objects = ServiceMenuQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "code"], name="catalog_servicemenu_one_per_code"
            ),
            models.CheckConstraint(
                condition=Q(
                    bay_minutes__gte=1,
                    technicians__gte=1,
                    technicians__lte=4,
                    promise_minutes__gte=models.F("bay_minutes"),
                ),
                name="catalog_servicemenu_promise_covers_the_work",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return said(self.name_zh, self.name_en)

    @classmethod
    def file(cls, code: str, **facts: Any) -> tuple[ServiceMenu, bool]:  # Any: own fields
        """File a menu unless there is one with this code; whether it is new."""
        return ServiceMenu.objects.get_or_create(code=code, defaults=facts)

    def change(
        self,
        *,
        name_zh: str,
        name_en: str,
        bay_minutes: int,
        technicians: int,
        promise_minutes: int,
    ) -> None:
        self.name_zh, self.name_en = name_zh, name_en
        self.bay_minutes, self.technicians = bay_minutes, technicians
        self.promise_minutes = promise_minutes
        self.save()


class MenuLineQuerySet(GroupQuerySet["MenuLine"]):
    pass


class MenuLine(TenantModel):
    """A labour operation or a part (by its code) inside a menu."""

    menu = TenantForeignKey(ServiceMenu, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=MenuLineKind)
    code = models.CharField(max_length=40)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    quantity = models.DecimalField(max_digits=9, decimal_places=3, default=Decimal(1))

    objects = MenuLineQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "menu", "position"], name="catalog_menuline_one_per_position"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=MenuLineKind.values, quantity__gt=0),
                name="catalog_menuline_has_a_quantity",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return said(self.name_zh, self.name_en)

    @classmethod
    def write(cls, menu: ServiceMenu, rows: Sequence[dict[str, Any]]) -> None:  # Any: own fields
        """Write the lines of a menu in their order; the old ones go."""
        MenuLine.objects.filter(menu=menu).delete()
        MenuLine.objects.bulk_create(
            [MenuLine(menu=menu, position=number, **row) for number, row in enumerate(rows, 1)]
        )
