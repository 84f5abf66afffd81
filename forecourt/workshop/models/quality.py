"""A quality check: the points looked at after the work, each fine or not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

from django.db import models

from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models import Staff, Store
from forecourt.store.scope import GroupQuerySet, ScopedQuerySet
from forecourt.workshop.models.job import Job


class QualityPointQuerySet(ScopedQuerySet["QualityPoint"]):
    def in_force(self, on: date) -> Self:
        return self.filter(valid_from__lte=on).exclude(valid_until__lte=on)


class QualityPoint(TenantModel):
    """One line of the store's own checklist; without any the shipped one is used."""

    store = TenantForeignKey(Store, models.CASCADE, related_name="+", db_index=False)
    code = models.CharField(max_length=24)
    text = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    objects = QualityPointQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "code", "valid_from"],
                name="workshop_qualitypoint_one_version_per_day",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def put(
        cls, store: Store, code: str, text: str, *, position: int, valid_from: date
    ) -> QualityPoint:
        return QualityPoint.objects.create(
            store=store, code=code, text=text, position=position, valid_from=valid_from
        )


class QualityCheckQuerySet(ScopedQuerySet["QualityCheck"]):
    pass


class QualityCheck(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    job = TenantForeignKey(Job, models.PROTECT, related_name="checks")
    inspector = TenantForeignKey(Staff, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()
    round_number = models.PositiveSmallIntegerField()  # 1 for the first look at this job
    is_passed = models.BooleanField()
    note = models.CharField(max_length=200, blank=True)

    objects = QualityCheckQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "job", "round_number"], name="workshop_qualitycheck_round_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "store", "checked_at"], name="workshop_qualitycheck_by_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job_id} {self.round_number} {'+' if self.is_passed else '-'}"

    @classmethod
    def write(
        cls,
        job: Job,
        inspector: Staff,
        points: Iterable[tuple[str, str, bool]],
        *,
        note: str,
        at: datetime,
    ) -> QualityCheck:
        """Keep a check with its points (code, words, fine); one bad point fails it."""
        rows = list(points)
        check = QualityCheck.objects.create(
            store_id=job.store_id,
            job=job,
            inspector=inspector,
            checked_at=at,
            round_number=job.failed_checks + 1,
            is_passed=all(is_fine for _code, _text, is_fine in rows),
            note=note,
        )
        QualityResult.objects.bulk_create(
            [
                QualityResult(quality_check=check, code=code, text=text, is_fine=is_fine)
                for code, text, is_fine in rows
            ]
        )
        return check


class QualityResultQuerySet(GroupQuerySet["QualityResult"]):
    pass


class QualityResult(TenantModel):
    """One point of one check, in the words it had then."""

    quality_check = TenantForeignKey(QualityCheck, models.CASCADE, related_name="results")
    code = models.CharField(max_length=24)
    text = models.CharField(max_length=120)
    is_fine = models.BooleanField()

    objects = QualityResultQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "quality_check", "code"], name="workshop_qualityresult_point_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {'+' if self.is_fine else '-'}"
