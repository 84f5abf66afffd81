"""A merge of two files of the same party; it can be undone."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from forecourt.customers.models.party import Party
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.scope import GroupQuerySet


class MergeRecordQuerySet(GroupQuerySet["MergeRecord"]):
    def standing(self) -> Self:
        """Merges that were not undone."""
        return self.filter(undone_at__isnull=True)


class MergeRecord(TenantModel):
    """``kept`` goes on and ``merged`` leads to it.

    ``before`` and ``after`` are the fields of ``kept`` that the merge changed; ``repointed`` are
    files that led to ``merged`` until then. With them the undo puts back every byte.
    """

    kept = TenantForeignKey(Party, models.PROTECT, related_name="+")
    merged = TenantForeignKey(Party, models.PROTECT, related_name="+")
    before = models.JSONField()
    after = models.JSONField()
    repointed = models.JSONField()
    reason = models.CharField(max_length=200, blank=True)
    merged_at = models.DateTimeField()
    merged_by = models.CharField(max_length=60)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=60, blank=True)

    objects = MergeRecordQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "merged"],
                condition=Q(undone_at__isnull=True),
                name="customers_mergerecord_merged_once",
            ),
            models.CheckConstraint(
                condition=~Q(kept=models.F("merged")), name="customers_mergerecord_joins_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} -> {self.kept_id}"

    @classmethod
    def keep(
        cls,
        kept: Party,
        merged: Party,
        *,
        before: dict[str, Any],  # Any: fields of a party
        after: dict[str, Any],
        repointed: list[str],
        reason: str,
        by_key: str,
        at: datetime,
    ) -> MergeRecord:
        return MergeRecord.objects.create(
            kept=kept,
            merged=merged,
            before=before,
            after=after,
            repointed=repointed,
            reason=reason,
            merged_by=by_key,
            merged_at=at,
        )

    def undo(self, *, by_key: str, at: datetime) -> None:
        self.undone_at, self.undone_by = at, by_key
        self.save(update_fields=["undone_at", "undone_by"])
