"""A bay: a place where one car is worked on; its kind says what can be done there."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models import Store
from forecourt.store.scope import ScopedQuerySet


class BayKind(models.TextChoices):
    EXPRESS_TWO_MAN = "express_two_man", _("Express, two technicians")
    GENERAL_LIFT = "general_lift", _("General lift")
    DIAGNOSIS = "diagnosis", _("Diagnosis")
    EV = "ev", _("Electric cars")
    ALIGNMENT = "alignment", _("Alignment")
    PDI = "pdi", _("Pre-delivery inspection")
    WASH = "wash", _("Wash")
    FINAL_INSPECTION = "final_inspection", _("Final inspection")
    BP_DISMANTLE = "bp_dismantle", _("Dismantling")
    BP_BODY = "bp_body", _("Body work")
    BP_PREP = "bp_prep", _("Paint preparation")
    BP_PAINT = "bp_paint", _("Paint booth")
    BP_BAKE = "bp_bake", _("Bake booth")
    BP_POLISH = "bp_polish", _("Polishing")
    BP_ASSEMBLY = "bp_assembly", _("Reassembly")


class BayGroup(models.TextChoices):
    """How the board is split when one screen is not enough."""

    MECHANICAL = "mechanical", _("Mechanical")
    FINISH = "finish", _("Finishing")
    BODY = "body", _("Body")

    @property
    def kinds(self) -> frozenset[BayKind]:
        return _KINDS[self]


_FINISH = frozenset({BayKind.WASH, BayKind.FINAL_INSPECTION})
_BODY = frozenset(kind for kind in BayKind if kind.value.startswith("bp_"))
_KINDS = {
    BayGroup.MECHANICAL: frozenset(BayKind) - _FINISH - _BODY,
    BayGroup.FINISH: _FINISH,
    BayGroup.BODY: _BODY,
}


class BayQuerySet(ScopedQuerySet["Bay"]):
    def in_use(self) -> Self:
        return self.filter(is_out_of_use=False)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class Bay(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=BayKind)
    name = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()  # from the top of the board
    is_out_of_use = models.BooleanField(default=False)

    objects = BayQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "name"], name="workshop_bay_one_per_name"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in BayKind]),
                name="workshop_bay_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def set_up(cls, store: Store, *, kind: BayKind, name: str, position: int) -> Bay:
        return Bay.objects.create(store=store, kind=kind, name=name, position=position)

    def take_out_of_use(self) -> None:
        self.is_out_of_use = True
        self.save(update_fields=["is_out_of_use"])

    def put_back_in_use(self) -> None:
        self.is_out_of_use = False
        self.save(update_fields=["is_out_of_use"])
