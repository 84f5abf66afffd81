"""A grade of a model, with the colours it comes in: one product code for the whole house."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from forecourt.catalog.models.marque import VehicleModel
from forecourt.catalog.scope import MakerQuerySet
from forecourt.kernel.bilingual import said


class Powertrain(models.TextChoices):
    PETROL = "petrol", _("Petrol")
    DIESEL = "diesel", _("Diesel")
    HYBRID = "hybrid", _("Hybrid")
    PLUG_IN_HYBRID = "plug_in_hybrid", _("Plug-in hybrid")
    ELECTRIC = "electric", _("Electric")

    @property
    def is_new_energy(self) -> bool:
        """Whether the car gets a green plate and the tax rules of new energy."""
        return self in {Powertrain.PLUG_IN_HYBRID, Powertrain.ELECTRIC}


class VehicleVariantQuerySet(MakerQuerySet["VehicleVariant"]):
    def on_sale(self, on: date) -> Self:
        """Grades that can be ordered on a day."""
        begun = self.filter(models.Q(sold_from__isnull=True) | models.Q(sold_from__lte=on))
        return begun.filter(models.Q(sold_until__isnull=True) | models.Q(sold_until__gt=on))


class VehicleVariant(models.Model):
    """A grade; ``product_code`` is the maker's code, used from quotation to service."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    model = models.ForeignKey(VehicleModel, models.PROTECT, related_name="variants")
    product_code = models.CharField(max_length=24)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    model_year = models.PositiveSmallIntegerField()
    powertrain = models.CharField(max_length=16, choices=Powertrain)
    seats = models.PositiveSmallIntegerField(default=5)
    displacement_cc = models.PositiveIntegerField(null=True)
    power_kw = models.PositiveSmallIntegerField()
    battery_wh = models.PositiveIntegerField(null=True)
    range_km = models.PositiveSmallIntegerField(null=True)
    gearbox_zh = models.CharField(max_length=40, blank=True)
    gearbox_en = models.CharField(max_length=40, blank=True)
    plan_code = models.CharField(max_length=16, blank=True)  # the maintenance plan it is born with
    prior_km_per_day = models.PositiveSmallIntegerField(null=True)
    sold_from = models.DateField(null=True)
    sold_until = models.DateField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = VehicleVariantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product_code"], name="catalog_vehiclevariant_one_per_product_code"
            ),
            models.CheckConstraint(
                condition=models.Q(powertrain__in=Powertrain.values),
                name="catalog_vehiclevariant_powertrain_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(seats__gte=1, seats__lte=60),
                name="catalog_vehiclevariant_seats_are_possible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.name}"

    @property
    def name(self) -> str:
        return said(self.name_zh, self.name_en)

    @property
    def gearbox(self) -> str:
        return said(self.gearbox_zh, self.gearbox_en)

    @classmethod
    def put(
        cls, model: VehicleModel, product_code: str, **facts: Any
    ) -> VehicleVariant:  # Any: the model's own fields
        """File a grade, or what changed about it."""
        defaults = {"model": model, **facts}
        put = VehicleVariant.objects.update_or_create
        return put(product_code=product_code, defaults=defaults)[0]


class ColourKind(models.TextChoices):
    PAINT = "paint", _("Exterior paint")
    INTERIOR = "interior", _("Interior")


class ColourQuerySet(MakerQuerySet["Colour"]):
    pass


class Colour(models.Model):
    """A paint or an interior of one grade; its price, if any, stands in the option price list."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    variant = models.ForeignKey(VehicleVariant, models.CASCADE, related_name="colours")
    kind = models.CharField(max_length=8, choices=ColourKind)
    code = models.CharField(max_length=12)
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40)
    hex = models.CharField(max_length=7)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ColourQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["variant", "kind", "code"], name="catalog_colour_one_per_code"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ColourKind.values, hex__regex=r"^#[0-9a-f]{6}$"),
                name="catalog_colour_is_a_colour",
            ),
        ]

    def __str__(self) -> str:
        return said(self.name_zh, self.name_en)

    @classmethod
    def ship(cls, rows: Iterable[Colour]) -> None:
        """Load colours that are not there yet."""
        Colour.objects.bulk_create(rows, ignore_conflicts=True)

    @classmethod
    def put(
        cls, variant: VehicleVariant, kind: ColourKind, code: str, **facts: Any
    ) -> Colour:  # Any: own fields
        """File a colour of the grade, or what changed about it."""
        put = Colour.objects.update_or_create
        return put(variant=variant, kind=kind, code=code, defaults=facts)[0]
