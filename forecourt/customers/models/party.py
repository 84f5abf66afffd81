"""A party: a person or a company that the store knows, filed once for the whole dealer group."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.copying import copy_records
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models import Staff, Store
from forecourt.store.scope import GroupQuerySet


class PartyKind(models.TextChoices):
    PERSON = "person", _("Private person")
    ORGANIZATION = "organization", _("Company")


class Salutation(models.TextChoices):
    UNKNOWN = "", _("Not known")
    MR = "mr", _("Mr")
    MS = "ms", _("Ms")


class HouseholdQuerySet(GroupQuerySet["Household"]):
    pass


class Household(TenantModel):
    """People who share an address and the limit of contacts."""

    name = models.CharField(max_length=80)
    address = models.CharField(max_length=200, blank=True)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.name

    @classmethod
    def form(cls, name: str, address: str) -> Household:
        return Household.objects.create(name=name, address=address)


class PartyQuerySet(GroupQuerySet["Party"]):
    def standing(self) -> Self:
        """Files that were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def family_of(self, party_id: UUID) -> Self:
        """The file and those that were merged into it."""
        return self.filter(Q(pk=party_id) | Q(merged_into_id=party_id))

    def repoint(self, into: Party) -> int:
        """Let these merged files lead to another one."""
        return self.update(merged_into=into)


# What a merge may choose between, and what a person may change.
OWN_FIELDS: Final = (
    "name",
    "salutation",
    "born_on",
    "tax_number",
    "identity_kind",
    "identity_mask",
    "identity_digest",
    "note",
    "household_id",
    "consultant_id",
)


class Party(TenantModel):
    kind = models.CharField(max_length=12, choices=PartyKind)
    name = models.CharField(max_length=120)
    pinyin = models.CharField(max_length=240, blank=True)  # without spaces: zhangwei
    initials = models.CharField(max_length=60, blank=True)
    salutation = models.CharField(max_length=2, choices=Salutation, blank=True)
    born_on = models.DateField(null=True)
    tax_number = models.CharField(max_length=20, blank=True)
    # An identity number is kept masked, with a keyed digest to find it again; never in clear.
    identity_kind = models.CharField(max_length=12, blank=True)
    identity_mask = models.CharField(max_length=24, blank=True)
    identity_digest = models.CharField(max_length=64, blank=True)
    note = models.CharField(max_length=400, blank=True)
    household = TenantForeignKey(Household, models.PROTECT, null=True, related_name="members")
    consultant = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    home_store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    merged_into = TenantForeignKey("self", models.PROTECT, null=True, related_name="merged")

    objects = PartyQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=PartyKind.values, salutation__in=Salutation.values),
                name="customers_party_words_are_known",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="customers_party_has_a_name"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="customers_party_is_not_its_own_heir",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "identity_digest"],
                condition=~Q(identity_digest=""),
                name="customers_party_by_identity",
            ),
            models.Index(fields=["tenant", "pinyin", "id"], name="customers_party_by_pinyin"),
            models.Index(fields=["tenant", "filed_at", "id"], name="customers_party_by_filing"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def file(
        cls,
        kind: PartyKind,
        name: str,
        *,
        pinyin: str,
        initials: str,
        home_store_id: UUID,
        at: datetime,
        salutation: str = "",
        born_on: date | None = None,
        tax_number: str = "",
        note: str = "",
        consultant_id: UUID | None = None,
    ) -> Party:
        return Party.objects.create(
            kind=kind,
            name=name,
            pinyin=pinyin,
            initials=initials,
            salutation=salutation,
            born_on=born_on,
            tax_number=tax_number,
            note=note,
            consultant_id=consultant_id,
            home_store_id=home_store_id,
            filed_at=at,
            changed_at=at,
        )

    @classmethod
    def file_all(cls, parties: list[Party]) -> None:
        """File parties that an import made."""
        copy_records(parties)

    def change(
        self, values: Mapping[str, Any], *, at: datetime
    ) -> tuple[str, ...]:  # Any: own fields
        """Write the fields that differ and answer their names; nothing is written if none does."""
        changed = tuple(name for name, new in values.items() if getattr(self, name) != new)
        if changed:
            for name in changed:
                setattr(self, name, values[name])
            self.changed_at = at
            self.save(update_fields=[*(name.removesuffix("_id") for name in changed), "changed_at"])
        return changed

    def restore(self, values: Mapping[str, Any]) -> None:  # Any: own fields, as a merge kept them
        """Put fields back as they were, the time of the last change included."""
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=[name.removesuffix("_id") for name in values])

    def merge_into(self, kept: Party) -> None:
        """Let this file lead to another from now on; nothing in it changes."""
        self.merged_into = kept
        self.save(update_fields=["merged_into"])

    def stand_again(self) -> None:
        self.merged_into = None
        self.save(update_fields=["merged_into"])
