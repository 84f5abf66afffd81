"""A repair order: a promise to a customer about one car, from the key to the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.customers.models import Party
from forecourt.kernel.flow import Flow
from forecourt.kernel.money import CNY
from forecourt.kernel.rows import insert_rows
from forecourt.kernel.source import Source
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.service.models.appointment import Appointment
from forecourt.store.models import Staff, Store
from forecourt.store.scope import ScopedQuerySet
from forecourt.vehicles.models import Vehicle
from forecourt.workshop.models import StopReason, WaitType

SOURCE_KIND = "service.order"


class FloorStage(models.TextChoices):
    OPENED = "opened", _("Order opened")
    INSPECTED = "inspected", _("Walk-around done")
    ESTIMATED = "estimated", _("Estimated")
    AUTHORISED = "authorised", _("Authorised")
    DISPATCHED = "dispatched", _("Dispatched")
    WORKING = "working", _("Being worked on")
    STOPPED = "stopped", _("Stopped")
    WORK_DONE = "work_done", _("Work done")
    IN_QUALITY_CHECK = "in_quality_check", _("Quality check")
    QUALITY_PASSED = "quality_passed", _("Quality passed")
    WASHING = "washing", _("Being washed")
    READY = "ready", _("Ready")
    SETTLED = "settled", _("Settled")
    GATE_OUT = "gate_out", _("Left the store")
    CLOSED = "closed", _("Closed")
    VOID = "void", _("Void")


_S = FloorStage
FLOOR_FLOW = Flow(
    {
        _S.OPENED: {_S.INSPECTED, _S.VOID},
        _S.INSPECTED: {_S.ESTIMATED, _S.VOID},
        _S.ESTIMATED: {_S.ESTIMATED, _S.AUTHORISED, _S.READY, _S.VOID},
        _S.AUTHORISED: {_S.DISPATCHED, _S.ESTIMATED, _S.VOID},
        _S.DISPATCHED: {_S.WORKING, _S.VOID},
        _S.WORKING: {_S.STOPPED, _S.WORK_DONE},
        _S.STOPPED: {_S.WORKING},
        _S.WORK_DONE: {_S.IN_QUALITY_CHECK, _S.DISPATCHED},
        _S.IN_QUALITY_CHECK: {_S.DISPATCHED, _S.QUALITY_PASSED},
        _S.QUALITY_PASSED: {_S.WASHING, _S.READY},
        _S.WASHING: {_S.READY},
        _S.READY: {_S.SETTLED},
        _S.SETTLED: {_S.GATE_OUT, _S.READY},  # a corrected bill brings it back
        _S.GATE_OUT: {_S.CLOSED},
        _S.CLOSED: set(),
        _S.VOID: set(),
    }
)
"""Beside the trade's table: ``work_done`` goes back to ``dispatched`` when more was authorised
after the rest was done, ``authorised`` to ``estimated`` when the only yes is taken back."""

BEFORE_DISPATCH = (_S.OPENED, _S.INSPECTED, _S.ESTIMATED, _S.AUTHORISED)
ON_THE_FLOOR = (_S.DISPATCHED, _S.WORKING, _S.STOPPED, _S.WORK_DONE, _S.IN_QUALITY_CHECK)
ENDED = (_S.GATE_OUT, _S.CLOSED, _S.VOID)
IN_HOUSE = tuple(stage for stage in _S if stage not in ENDED)
MOVED = ("floor_stage", "entered_at", "stop_reason")


class Told(models.TextChoices):
    FACE = "face", _("Face to face")
    PHONE = "phone", _("By phone")
    SMS = "sms", _("By text message")
    WECHAT = "wechat", _("By WeChat")
    PORTAL = "portal", _("Owner's page")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """What the adviser takes down with car and keys."""

    vehicle_id: UUID
    plate: str
    model_text: str
    party_id: UUID
    customer_name: str
    contact_name: str
    contact_phone: str
    odometer_km: int
    wait_type: str
    adviser_id: UUID | None
    appointment_id: UUID | None = None
    reopened_from_id: UUID | None = None
    is_repeat: bool = False
    wants_wash: bool = True
    wants_old_parts: bool = False
    promise_at: datetime | None = None


class RepairOrderQuerySet(ScopedQuerySet["RepairOrder"]):
    def in_house(self) -> Self:
        """Cars that have not left yet."""
        return self.filter(floor_stage__in=IN_HOUSE)

    def of_vehicle(self, vehicle_id: UUID) -> Self:
        return self.filter(vehicle_id=vehicle_id)

    def left_before(self, at: datetime) -> Self:
        return self.filter(floor_stage=FloorStage.GATE_OUT, entered_at__lte=at)


class RepairOrder(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=24)
    floor_stage = models.CharField(max_length=16, choices=FloorStage)
    entered_at = models.DateTimeField()  # when the order entered its present stage
    stop_reason = models.CharField(max_length=12, choices=StopReason, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)

    vehicle = TenantForeignKey(
        Vehicle, models.PROTECT, related_name="repair_orders", db_index=False
    )
    party = TenantForeignKey(Party, models.PROTECT, related_name="+", db_index=False)
    appointment = TenantForeignKey(Appointment, models.PROTECT, null=True, related_name="orders")
    adviser = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    reopened_from = TenantForeignKey("self", models.PROTECT, null=True, related_name="reopened")
    plate = models.CharField(max_length=16, blank=True)  # as on the day; papers keep it
    model_text = models.CharField(max_length=80, blank=True)
    customer_name = models.CharField(max_length=120)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=24, blank=True)
    odometer_km = models.PositiveIntegerField()
    wait_type = models.CharField(max_length=16, choices=WaitType)
    wants_wash = models.BooleanField(default=True)
    wants_old_parts = models.BooleanField(default=False)
    is_repeat = models.BooleanField(default=False)
    currency = models.CharField(max_length=3, default=CNY)

    first_promise_at = models.DateTimeField(null=True)
    promise_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)  # the customer knows that the car is ready
    told_how = models.CharField(max_length=12, choices=Told, blank=True)
    left_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)

    objects = RepairOrderQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "number"], name="service_repairorder_one_per_number"
            ),
            models.UniqueConstraint(
                fields=["tenant", "appointment"],
                condition=Q(appointment__isnull=False) & ~Q(floor_stage="void"),
                name="service_repairorder_one_per_appointment",
            ),
            models.UniqueConstraint(
                fields=["tenant", "store", "vehicle"],
                condition=~Q(floor_stage__in=["gate_out", "closed", "void"]),
                name="service_repairorder_one_in_the_house_per_car",
            ),
            models.CheckConstraint(
                condition=Q(floor_stage__in=FloorStage.values, wait_type__in=WaitType.values),
                name="service_repairorder_words_are_known",
            ),
            models.CheckConstraint(
                condition=(Q(floor_stage="stopped") & ~Q(stop_reason=""))
                | (~Q(floor_stage="stopped") & Q(stop_reason="")),
                name="service_repairorder_stopped_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(floor_stage="void") | ~Q(void_reason=""),
                name="service_repairorder_void_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(promise_at__isnull=True, first_promise_at__isnull=True)
                | Q(promise_at__isnull=False, first_promise_at__isnull=False),
                name="service_repairorder_remembers_its_first_promise",
            ),
            models.CheckConstraint(
                condition=~Q(floor_stage__in=["gate_out", "closed"]) | Q(left_at__isnull=False),
                name="service_repairorder_left_at_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "store", "promise_at", "id"],
                condition=~Q(floor_stage__in=["gate_out", "closed", "void"]),
                name="service_order_in_house",
            ),
            models.Index(fields=["tenant", "store", "opened_at"], name="service_order_by_day"),
            models.Index(fields=["tenant", "vehicle", "opened_at"], name="service_order_by_car"),
            models.Index(fields=["tenant", "party", "opened_at"], name="service_order_by_party"),
            models.Index(
                fields=["tenant", "store", "entered_at"],
                condition=Q(floor_stage="gate_out"),
                name="service_order_left",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def source(self) -> Source:
        """What the rooms below know it by."""
        return Source(SOURCE_KIND, str(self.pk))

    @classmethod
    def prepared(
        cls, reception: Reception, *, by_key: str, store_id: UUID, at: datetime
    ) -> RepairOrder:
        """An order that is not written yet: it has its id, so that lines can point at it."""
        return RepairOrder(
            store_id=store_id,
            floor_stage=FloorStage.OPENED,
            entered_at=at,
            opened_at=at,
            opened_by=by_key,
            vehicle_id=reception.vehicle_id,
            party_id=reception.party_id,
            appointment_id=reception.appointment_id,
            adviser_id=reception.adviser_id,
            reopened_from_id=reception.reopened_from_id,
            plate=reception.plate,
            model_text=reception.model_text[:80],
            customer_name=reception.customer_name,
            contact_name=reception.contact_name,
            contact_phone=reception.contact_phone,
            odometer_km=reception.odometer_km,
            wait_type=reception.wait_type,
            wants_wash=reception.wants_wash,
            wants_old_parts=reception.wants_old_parts,
            is_repeat=reception.is_repeat,
            first_promise_at=reception.promise_at,
            promise_at=reception.promise_at,
        )

    def open(self, number: str, *, through: Sequence[FloorStage] = ()) -> None:
        """Write a prepared order, already brought through these stages one after another."""
        for stage in through:
            self._enter(stage, at=self.entered_at)
        self.number = number
        insert_rows([self])

    def move(self, *stages: FloorStage, at: datetime, stop_reason: str = "") -> None:
        """Take the order along its flow, through each of these stages."""
        for stage in stages:
            self._enter(stage, at=at)
        self.stop_reason = stop_reason if self.floor_stage == FloorStage.STOPPED else ""
        self.save(update_fields=MOVED)

    def promise(self, promise_at: datetime) -> None:
        """Give or change the promise; the first one is kept for ever."""
        self.promise_at = promise_at
        self.first_promise_at = self.first_promise_at or promise_at
        self.save(update_fields=["promise_at", "first_promise_at"])

    def tell(self, how: str, *, at: datetime) -> None:
        """Note that the customer knows that the car is ready."""
        self.told_at, self.told_how = at, how
        self.save(update_fields=["told_at", "told_how"])

    def leave(self, *, at: datetime) -> None:
        self._enter(FloorStage.GATE_OUT, at=at)
        self.left_at = at
        self.save(update_fields=[*MOVED, "left_at"])

    def void(self, reason: str, *, at: datetime) -> None:
        self._enter(FloorStage.VOID, at=at)
        self.void_reason = reason
        self.save(update_fields=[*MOVED, "void_reason"])

    def change(
        self,
        *,
        contact_name: str,
        contact_phone: str,
        wait_type: str,
        wants_wash: bool,
        wants_old_parts: bool,
        adviser_id: UUID | None,
    ) -> None:
        """Correct what was taken down at reception."""
        self.contact_name, self.contact_phone = contact_name, contact_phone
        self.wait_type, self.wants_wash = wait_type, wants_wash
        self.wants_old_parts, self.adviser_id = wants_old_parts, adviser_id
        fields = ["contact_name", "contact_phone", "wait_type", "wants_wash", "wants_old_parts"]
        self.save(update_fields=[*fields, "adviser"])

    def _enter(self, stage: FloorStage, *, at: datetime) -> None:
        FLOOR_FLOW.check(FloorStage(self.floor_stage), stage)
        self.floor_stage, self.entered_at = stage, at


class ConcernQuerySet(ScopedQuerySet["Concern"]):
    def of(self, order: RepairOrder) -> Self:
        return self.filter(order=order).order_by("position", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A concern as it is said: in the customer's words, and by the six questions."""

    words: str
    what: str = ""
    where: str = ""
    when: str = ""
    who_drives: str = ""
    how_often: str = ""
    how_strong: str = ""


class Concern(TenantModel):
    """What brings the customer, in own words; later its cause and what was done about it."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+", db_index=False)
    order = TenantForeignKey(RepairOrder, models.CASCADE, related_name="concerns", db_index=False)
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=400)
    what = models.CharField(max_length=120, blank=True)
    where = models.CharField(max_length=120, blank=True)
    when = models.CharField(max_length=120, blank=True)
    who_drives = models.CharField(max_length=120, blank=True)
    how_often = models.CharField(max_length=120, blank=True)
    how_strong = models.CharField(max_length=120, blank=True)
    cause = models.CharField(max_length=400, blank=True)
    correction = models.CharField(max_length=400, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "order", "position"], name="service_concern_one_per_position"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="service_concern_says_something"),
        ]

    def __str__(self) -> str:
        return self.words

    @classmethod
    def write(
        cls, order: RepairOrder, complaints: Sequence[Complaint], *, after: int = 0
    ) -> list[Concern]:
        written = [
            Concern(
                store_id=order.store_id,
                order=order,
                position=after + number,
                words=one.words,
                what=one.what,
                where=one.where,
                when=one.when,
                who_drives=one.who_drives,
                how_often=one.how_often,
                how_strong=one.how_strong,
            )
            for number, one in enumerate(complaints, 1)
        ]
        insert_rows(written)
        return written

    def answer(self, *, cause: str, correction: str) -> None:
        self.cause, self.correction = cause, correction
        self.save(update_fields=["cause", "correction"])
