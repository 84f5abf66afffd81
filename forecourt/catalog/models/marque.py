"""A marque and its models: what the maker sells, the same for every dealer group."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from forecourt.catalog.scope import MakerQuerySet
from forecourt.kernel.bilingual import said


class Body(models.TextChoices):
    SALOON = "saloon", _("Saloon")
    HATCHBACK = "hatchback", _("Hatchback")
    SUV = "suv", _("SUV")
    MPV = "mpv", _("People carrier")


class MarqueQuerySet(MakerQuerySet["Marque"]):
    pass


class Marque(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=12)
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40)

    objects = MarqueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="catalog_marque_one_per_code"),
        ]

    def __str__(self) -> str:
        return said(self.name_zh, self.name_en)

    @classmethod
    def put(cls, code: str, *, name_zh: str, name_en: str) -> Marque:
        """File the marque, or its new names."""
        names = {"name_zh": name_zh, "name_en": name_en}
        return Marque.objects.update_or_create(code=code, defaults=names)[0]


class VehicleModelQuerySet(MakerQuerySet["VehicleModel"]):
    pass


class VehicleModel(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    marque = models.ForeignKey(Marque, models.PROTECT, related_name="models")
    code = models.CharField(max_length=12)
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40)
    body = models.CharField(max_length=12, choices=Body)
    position = models.PositiveSmallIntegerField(default=0)

    objects = VehicleModelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["marque", "code"], name="catalog_vehiclemodel_one_per_code"
            ),
            models.CheckConstraint(
                condition=models.Q(body__in=Body.values), name="catalog_vehiclemodel_body_is_known"
            ),
        ]

    def __str__(self) -> str:
        return said(self.name_zh, self.name_en)

    @classmethod
    def put(
        cls, marque: Marque, code: str, *, name_zh: str, name_en: str, body: str, position: int
    ) -> VehicleModel:
        """File a model of the marque, or what changed about it."""
        facts = {"name_zh": name_zh, "name_en": name_en, "body": body, "position": position}
        return VehicleModel.objects.update_or_create(marque=marque, code=code, defaults=facts)[0]
