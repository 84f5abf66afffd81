"""A relation between two parties, with its dates."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.fields.ranges import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forecourt.customers.models.party import Party
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.scope import GroupQuerySet


class RelationKind(models.TextChoices):
    SPOUSE_OF = "spouse_of", _("Spouse of")
    PARENT_OF = "parent_of", _("Parent of")
    EMPLOYEE_OF = "employee_of", _("Works for")
    REFERRED_BY = "referred_by", _("Referred by")


class PartyRelationQuerySet(GroupQuerySet["PartyRelation"]):
    pass


class PartyRelation(TenantModel):
    """``party`` is the spouse of, works for, was referred by ``other``."""

    party = TenantForeignKey(Party, models.CASCADE, related_name="relations")
    other = TenantForeignKey(Party, models.CASCADE, related_name="relations_from")
    kind = models.CharField(max_length=12, choices=RelationKind)
    held_from = models.DateField()
    held_until = models.DateField(null=True)
    during = models.GeneratedField(
        expression=models.Func(F("held_from"), F("held_until"), function="daterange"),
        output_field=DateRangeField(),
        db_persist=True,
    )

    objects = PartyRelationQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=RelationKind.values) & ~Q(party=F("other")),
                name="customers_partyrelation_joins_two",
            ),
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(held_until__gte=F("held_from")),
                name="customers_partyrelation_ends_after_start",
            ),
            ExclusionConstraint(
                name="customers_partyrelation_once_at_a_time",
                expressions=[
                    ("tenant", RangeOperators.EQUAL),
                    ("party", RangeOperators.EQUAL),
                    ("other", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.kind} {self.other_id}"

    @classmethod
    def tie(
        cls, party: Party, kind: RelationKind, other: Party, *, held_from: date
    ) -> PartyRelation:
        return PartyRelation.objects.create(
            party=party, kind=kind, other=other, held_from=held_from
        )

    def end(self, held_until: date) -> None:
        self.held_until = held_until
        self.save(update_fields=["held_until"])
