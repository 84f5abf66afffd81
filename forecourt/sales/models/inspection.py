"""A pre-delivery inspection (PDI): every point answered, passed by another than the technician."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.bilingual import said
from forecourt.kernel.flow import Flow
from forecourt.kernel.models import Attachment
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.sales.defaults import Point
from forecourt.sales.models.order import SalesOrder
from forecourt.sales.models.stock import StockUnit
from forecourt.store.models import Staff, Store
from forecourt.store.scope import GroupQuerySet, ScopedQuerySet
from forecourt.workshop.models import Job


class InspectionState(models.TextChoices):
    OPEN = "open", _("Waits")
    IN_WORK = "in_work", _("In inspection")
    DEFECT = "defect", _("Defect found")
    PASSED = "passed", _("Passed")
    EXPIRED = "expired", _("Expired, check again")


_I = InspectionState
INSPECTION_FLOW = Flow(
    {
        _I.OPEN: {_I.IN_WORK},
        _I.IN_WORK: {_I.DEFECT, _I.PASSED},
        _I.DEFECT: {_I.IN_WORK},
        _I.PASSED: {_I.EXPIRED},
        _I.EXPIRED: set(),
    }
)


class Answer(models.TextChoices):
    OK = "ok", _("Fine")
    DEFECT = "defect", _("Defect")
    NOT_FITTED = "not_fitted", _("Not fitted")


class CheckPointQuerySet(GroupQuerySet["CheckPoint"]):
    def on_list(self, checklist: str) -> Self:
        return self.filter(checklist=checklist, is_dropped=False).order_by("position", "pk")


class CheckPoint(TenantModel):
    """A dealer group's own checklist, beside the shipped one; ``checklist`` is pdi or delivery."""

    checklist = models.CharField(max_length=10)
    code = models.CharField(max_length=16)
    group = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField()
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    is_recheck = models.BooleanField(default=False)
    is_law = models.BooleanField(default=False)
    is_paper = models.BooleanField(default=False)
    is_dropped = models.BooleanField(default=False)

    objects = CheckPointQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "checklist", "code"], name="sales_checkpoint_one_per_code"
            ),
            models.CheckConstraint(
                condition=Q(is_law=False) | Q(is_dropped=False),
                name="sales_checkpoint_law_stays_on_the_list",
            ),
        ]

    def __str__(self) -> str:
        return said(self.name_zh, self.name_en)

    @classmethod
    def ship(cls, checklist: str, points: Iterable[Point]) -> None:
        """Load shipped points that are not there yet."""
        CheckPoint.objects.bulk_create(
            [
                CheckPoint(
                    checklist=checklist,
                    code=point.code,
                    group=point.group,
                    position=position,
                    name_zh=point.name_zh,
                    name_en=point.name_en,
                    is_recheck=point.is_recheck,
                    is_law=point.is_law,
                    is_paper=point.is_paper,
                )
                for position, point in enumerate(points, start=1)
            ],
            ignore_conflicts=True,
        )

    @property
    def point(self) -> Point:
        return Point(
            self.code,
            self.group,
            self.name_zh,
            self.name_en,
            is_recheck=self.is_recheck,
            is_law=self.is_law,
            is_paper=self.is_paper,
        )


class InspectionQuerySet(ScopedQuerySet["PreDeliveryInspection"]):
    def unfinished(self) -> Self:
        return self.filter(state__in=[_I.OPEN, _I.IN_WORK, _I.DEFECT])

    def live(self) -> Self:
        return self.exclude(state=_I.EXPIRED)


class PreDeliveryInspection(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    number = models.CharField(max_length=24)
    stock_unit = TenantForeignKey(StockUnit, models.PROTECT, related_name="inspections")
    order = TenantForeignKey(SalesOrder, models.PROTECT, null=True, related_name="inspections")
    job = TenantForeignKey(Job, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=InspectionState, default=InspectionState.OPEN)
    entered_at = models.DateTimeField()
    is_recheck = models.BooleanField(default=False)
    technician = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    passed_by = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    passed_at = models.DateTimeField(null=True)
    km = models.PositiveIntegerField(null=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "number"], name="sales_inspection_one_per_number"
            ),
            models.UniqueConstraint(
                fields=["tenant", "stock_unit"],
                condition=~Q(state="expired"),
                name="sales_inspection_one_live_per_car",
            ),
            models.CheckConstraint(
                condition=Q(passed_by__isnull=True) | ~Q(passed_by=F("technician")),
                name="sales_inspection_passed_by_another_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="passed") | Q(passed_at__isnull=False, km__isnull=False),
                name="sales_inspection_passed_has_km",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "store", "state", "entered_at"], name="sales_inspection_by_state"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def open(
        cls,
        unit: StockUnit,
        order: SalesOrder | None,
        points: Iterable[Point],
        *,
        number: str,
        is_recheck: bool,
        at: datetime,
    ) -> PreDeliveryInspection:
        """Open the sheet with a copy of the points, so that a later list does not change it."""
        row = PreDeliveryInspection.objects.create(
            store_id=unit.store_id,
            number=number,
            stock_unit=unit,
            order=order,
            entered_at=at,
            is_recheck=is_recheck,
        )
        InspectionPoint.copy(row, points)
        return row

    def note_job(self, job_id: UUID) -> None:
        self.job_id = job_id
        self.save(update_fields=["job"])

    def belongs_to(self, order: SalesOrder | None) -> None:
        """The car was given to an order, or to another one, or to none."""
        self.order = order
        self.save(update_fields=["order"])

    def start(self, technician_id: UUID | None, *, at: datetime) -> None:
        self._enter(InspectionState.IN_WORK, at=at)
        self.technician_id, self.started_at = technician_id, at
        self.save(update_fields=["state", "entered_at", "technician", "started_at"])

    def find_defect(self, *, at: datetime) -> None:
        self._enter(InspectionState.DEFECT, at=at)
        self.save(update_fields=["state", "entered_at"])

    def go_on(self, *, at: datetime) -> None:
        """The defect is repaired."""
        self._enter(InspectionState.IN_WORK, at=at)
        self.save(update_fields=["state", "entered_at"])

    def note_km(self, km: int) -> None:
        self.km = km
        self.save(update_fields=["km"])

    def succeed(self, *, by: Actor, at: datetime) -> None:
        self._enter(InspectionState.PASSED, at=at)
        self.passed_by_id, self.passed_at = by.staff_id, at
        self.save(update_fields=["state", "entered_at", "passed_by", "passed_at"])

    def expire(self, *, at: datetime) -> None:
        self._enter(InspectionState.EXPIRED, at=at)
        self.save(update_fields=["state", "entered_at"])

    def _enter(self, state: InspectionState, *, at: datetime) -> None:
        INSPECTION_FLOW.check(InspectionState(self.state), state)
        self.state, self.entered_at = state, at


class InspectionPointQuerySet(ScopedQuerySet["InspectionPoint"]):
    def unanswered(self) -> Self:
        return self.filter(answer="")

    def broken(self) -> Self:
        return self.filter(answer=Answer.DEFECT, repaired_at__isnull=True)


class InspectionPoint(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    inspection = TenantForeignKey(PreDeliveryInspection, models.PROTECT, related_name="points")
    code = models.CharField(max_length=16)
    group = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField()
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    defect_code = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=200, blank=True)
    photo = TenantForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    repaired_at = models.DateTimeField(null=True)

    objects = InspectionPointQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "inspection", "code"], name="sales_inspectionpoint_once"
            ),
            models.CheckConstraint(
                condition=~Q(answer="defect") | (~Q(defect_code="") & Q(photo__isnull=False)),
                name="sales_inspectionpoint_defect_has_code_and_photo",
            ),
        ]

    def __str__(self) -> str:
        return said(self.name_zh, self.name_en)

    @classmethod
    def copy(cls, inspection: PreDeliveryInspection, points: Iterable[Point]) -> None:
        InspectionPoint.objects.bulk_create(
            [
                InspectionPoint(
                    store_id=inspection.store_id,
                    inspection=inspection,
                    code=point.code,
                    group=point.group,
                    position=position,
                    name_zh=point.name_zh,
                    name_en=point.name_en,
                )
                for position, point in enumerate(points, start=1)
            ]
        )

    @property
    def name(self) -> str:
        return said(self.name_zh, self.name_en)

    def say(self, answer: Answer, *, by: Actor, at: datetime) -> None:
        """Fine, or not fitted."""
        self.answer, self.answered_by_id, self.answered_at = answer, by.staff_id, at
        self.save(update_fields=["answer", "answered_by", "answered_at"])

    def say_defect(
        self, *, defect_code: str, note: str, photo: Attachment, by: Actor, at: datetime
    ) -> None:
        self.answer, self.answered_by_id, self.answered_at = Answer.DEFECT, by.staff_id, at
        self.defect_code, self.note, self.photo, self.repaired_at = defect_code, note, photo, None
        self.save(
            update_fields=[
                "answer",
                "answered_by",
                "answered_at",
                "defect_code",
                "note",
                "photo",
                "repaired_at",
            ]
        )

    def note_repair(self, *, at: datetime) -> None:
        self.repaired_at = at
        self.save(update_fields=["repaired_at"])
