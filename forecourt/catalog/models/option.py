"""Factory options of a grade, and which of them need, forbid or replace each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from forecourt.catalog.models.variant import VehicleVariant
from forecourt.catalog.scope import MakerQuerySet
from forecourt.kernel.bilingual import said


class OptionGroup(models.TextChoices):
    EXTERIOR = "exterior", _("Outside")
    INTERIOR = "interior", _("Inside")
    COMFORT = "comfort", _("Comfort")
    ASSISTANCE = "assistance", _("Driver assistance")
    DRIVE = "drive", _("Chassis and drive")
    ACCESSORY = "accessory", _("Accessory")


class OptionQuerySet(MakerQuerySet["Option"]):
    pass


class Option(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    variant = models.ForeignKey(VehicleVariant, models.CASCADE, related_name="options")
    code = models.CharField(max_length=16)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    group = models.CharField(max_length=12, choices=OptionGroup)
    is_standard = models.BooleanField(default=False)  # part of the grade, without a price
    position = models.PositiveSmallIntegerField(default=0)

    objects = OptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["variant", "code"], name="catalog_option_one_per_code"),
            models.CheckConstraint(
                condition=models.Q(group__in=OptionGroup.values),
                name="catalog_option_group_is_known",
            ),
        ]

    def __str__(self) -> str:
        return said(self.name_zh, self.name_en)

    @classmethod
    def ship(cls, rows: Iterable[Option]) -> None:
        """Load options that are not there yet."""
        Option.objects.bulk_create(rows, ignore_conflicts=True)

    @classmethod
    def put(cls, variant: VehicleVariant, code: str, **facts: Any) -> Option:  # Any: own fields
        """File an option of the grade, or what changed about it."""
        return Option.objects.update_or_create(variant=variant, code=code, defaults=facts)[0]


class OptionRuleKind(models.TextChoices):
    REQUIRES = "requires", _("requires")
    EXCLUDES = "excludes", _("excludes")
    REPLACES = "replaces", _("replaces")


class OptionRuleQuerySet(MakerQuerySet["OptionRule"]):
    pass


class OptionRule(models.Model):
    """``option`` requires, excludes or replaces ``other``; both belong to the same grade."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    option = models.ForeignKey(Option, models.CASCADE, related_name="rules")
    kind = models.CharField(max_length=8, choices=OptionRuleKind)
    other = models.ForeignKey(Option, models.CASCADE, related_name="+")

    objects = OptionRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["option", "kind", "other"], name="catalog_optionrule_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=OptionRuleKind.values)
                & ~models.Q(option=models.F("other")),
                name="catalog_optionrule_names_two_options",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.option_id} {self.kind} {self.other_id}"

    @classmethod
    def ship(cls, rows: Iterable[OptionRule]) -> None:
        """Load rules that are not there yet."""
        OptionRule.objects.bulk_create(rows, ignore_conflicts=True)

    @classmethod
    def put(cls, option: Option, kind: OptionRuleKind, other: Option) -> OptionRule:
        return OptionRule.objects.get_or_create(option=option, kind=kind, other=other)[0]
