"""A part of the master, and the bin where a store keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.copying import copy_records
from forecourt.kernel.money import CNY
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models import Store
from forecourt.store.scope import GroupQuerySet, ScopedQuerySet


class OriginClass(models.TextChoices):
    ORIGINAL = "original", _("Original")
    EQUAL_QUALITY = "equal_quality", _("Equal quality")
    REMANUFACTURED = "remanufactured", _("Remanufactured")
    REUSED = "reused", _("Reused")


class PartQuerySet(GroupQuerySet["Part"]):
    def named(self, text: str) -> Self:
        """Parts whose number or one of whose names holds the text."""
        words = text.split()
        rows = self
        for word in words:
            rows = rows.filter(
                Q(number__icontains=word) | Q(name__icontains=word) | Q(name_en__icontains=word)
            )
        return rows

    def rewrite(self, parts: Iterable[Part]) -> None:
        """Write what an import corrected in the master."""
        fields = ["name", "name_en", "unit", "origin_class", "producer", "fits", "price_fen"]
        self.bulk_update(parts, [*fields, "cost_fen"], batch_size=1000)

    def bought_at(self, costs_fen: Mapping[UUID, int]) -> None:
        """Remember the last purchase price of these parts."""
        parts = [Part(pk=part_id, cost_fen=cost) for part_id, cost in sorted(costs_fen.items())]
        self.bulk_update(parts, ["cost_fen"])


class Part(TenantModel):
    """What can be bought, kept and built in; shared by the stores of a dealer group."""

    number = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=12, default="件")
    origin_class = models.CharField(
        max_length=16, choices=OriginClass, default=OriginClass.ORIGINAL
    )
    producer = models.CharField(max_length=80, blank=True)
    fits = models.CharField(max_length=200, blank=True)  # models, in words
    price_fen = models.BigIntegerField(default=0)  # list price to the customer, tax included
    cost_fen = models.BigIntegerField(default=0)  # last purchase price, tax included
    currency = models.CharField(max_length=3, default=CNY)
    replaced_by = TenantForeignKey("self", models.PROTECT, null=True, related_name="replaces")
    is_retired = models.BooleanField(default=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="parts_part_one_per_number"),
            models.CheckConstraint(
                condition=Q(price_fen__gte=0, cost_fen__gte=0),
                name="parts_part_prices_are_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(origin_class__in=OriginClass.values),
                name="parts_part_origin_class_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @classmethod
    def file(
        cls,
        *,
        number: str,
        name: str,
        name_en: str = "",
        unit: str = "件",
        origin_class: str = OriginClass.ORIGINAL,
        producer: str = "",
        fits: str = "",
        price_fen: int = 0,
        cost_fen: int = 0,
    ) -> Part:
        return Part.objects.create(
            number=number,
            name=name,
            name_en=name_en,
            unit=unit,
            origin_class=origin_class,
            producer=producer,
            fits=fits,
            price_fen=price_fen,
            cost_fen=cost_fen,
        )

    @classmethod
    def file_all(cls, parts: Iterable[Part]) -> None:
        """File parts that an import brings."""
        copy_records(parts)

    def change(
        self,
        *,
        name: str,
        name_en: str,
        unit: str,
        origin_class: str,
        producer: str,
        fits: str,
        price_fen: int,
    ) -> None:
        """Correct the master; the number stays, since documents name it."""
        self.name, self.name_en, self.unit = name, name_en, unit
        self.origin_class, self.producer, self.fits = origin_class, producer, fits
        self.price_fen = price_fen
        fields = ["name", "name_en", "unit", "origin_class", "producer", "fits", "price_fen"]
        self.save(update_fields=fields)


class BinQuerySet(ScopedQuerySet["Bin"]):
    def ensured(self, store_id: UUID, codes: Iterable[str]) -> dict[str, Bin]:
        """The bins with these codes, put up where they are missing; two statements."""
        wanted = sorted({code for code in codes if code})
        if not wanted:
            return {}
        fresh = [Bin(store_id=store_id, code=code) for code in wanted]
        self.bulk_create(fresh, ignore_conflicts=True, batch_size=5000)
        return {bin_.code: bin_ for bin_ in self.filter(store_id=store_id, code__in=wanted)}


class Bin(TenantModel):
    """A place on a shelf, such as ``A-03-2``."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)

    objects = BinQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "store", "code"], name="parts_bin_one_code"),
        ]

    def __str__(self) -> str:
        return self.code
