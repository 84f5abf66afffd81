"""An appointment: a time at reception, with the bay time behind it already spoken for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.catalog.models import ServiceMenu
from forecourt.customers.models import Party
from forecourt.kernel.actor import Actor
from forecourt.kernel.flow import Flow
from forecourt.kernel.source import Source
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models import Staff, Store
from forecourt.store.scope import ScopedQuerySet
from forecourt.vehicles.models import Vehicle
from forecourt.workshop.models import BayKind, WaitType


class AppointmentState(models.TextChoices):
    HELD = "held", _("Slot held")
    RELEASED = "released", _("Slot released")
    BOOKED = "booked", _("Booked")
    CONFIRMED = "confirmed", _("Confirmed")
    ARRIVED = "arrived", _("Has come")
    CHECKED_IN = "checked_in", _("Checked in")
    FULFILLED = "fulfilled", _("Fulfilled")
    CANCELLED = "cancelled", _("Cancelled")
    NO_SHOW = "no_show", _("Did not come")


APPOINTMENT_FLOW = Flow(
    {
        AppointmentState.HELD: {AppointmentState.BOOKED, AppointmentState.RELEASED},
        AppointmentState.RELEASED: set(),
        AppointmentState.BOOKED: {
            AppointmentState.BOOKED,  # changed
            AppointmentState.CONFIRMED,
            AppointmentState.CANCELLED,
            AppointmentState.ARRIVED,
            AppointmentState.NO_SHOW,
        },
        AppointmentState.CONFIRMED: {
            AppointmentState.BOOKED,  # changed
            AppointmentState.CANCELLED,
            AppointmentState.ARRIVED,
            AppointmentState.NO_SHOW,
        },
        AppointmentState.ARRIVED: {AppointmentState.CHECKED_IN},
        AppointmentState.CHECKED_IN: {AppointmentState.FULFILLED},
        AppointmentState.FULFILLED: set(),
        AppointmentState.CANCELLED: set(),
        AppointmentState.NO_SHOW: {AppointmentState.ARRIVED},  # came late, as a walk-in
    }
)
EXPECTED = (AppointmentState.BOOKED, AppointmentState.CONFIRMED)
MOVED = ("state", "entered_at")


class Channel(models.TextChoices):
    PHONE = "phone", _("By phone")
    COUNTER = "counter", _("At the counter")
    PORTAL = "portal", _("Owner's page")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A time that was offered: when the customer comes and when the work begins."""

    arrives_at: datetime
    work_at: datetime
    minutes: int
    bay_kind: BayKind
    skill: str = ""
    menu: ServiceMenu | None = None
    title: str = ""


class AppointmentQuerySet(ScopedQuerySet["Appointment"]):
    def expected(self) -> Self:
        """Booked or confirmed, and not here yet."""
        return self.filter(state__in=EXPECTED)

    def between(self, start: datetime, end: datetime) -> Self:
        return self.filter(arrives_at__gte=start, arrives_at__lt=end)

    def of_vehicle(self, vehicle_id: UUID) -> Self:
        return self.filter(vehicle_id=vehicle_id)

    def missed(self, *, since: datetime) -> Self:
        return self.filter(state=AppointmentState.NO_SHOW, arrives_at__gt=since)

    def run_out(self, at: datetime) -> Self:
        """Held slots whose time to book is over."""
        return self.filter(state=AppointmentState.HELD, held_until__lte=at)

    def overdue(self, before: datetime) -> Self:
        return self.expected().filter(arrives_at__lte=before)

    def shown(self) -> Self:
        """Those that a list shows: everything but slots that were only held."""
        return self.exclude(state__in=(AppointmentState.HELD, AppointmentState.RELEASED))


class Appointment(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=24, blank=True)  # drawn when it is booked
    state = models.CharField(max_length=12, choices=AppointmentState)
    entered_at = models.DateTimeField()
    channel = models.CharField(max_length=8, choices=Channel)

    arrives_at = models.DateTimeField()
    work_at = models.DateTimeField()
    minutes = models.PositiveIntegerField()  # of bay time
    bay_kind = models.CharField(max_length=20, choices=BayKind)
    skill = models.CharField(max_length=20, blank=True)
    held_until = models.DateTimeField(null=True)
    held_for = TenantForeignKey(Party, models.PROTECT, null=True, related_name="+")

    vehicle = TenantForeignKey(Vehicle, models.PROTECT, null=True, related_name="appointments")
    party = TenantForeignKey(Party, models.PROTECT, null=True, related_name="+")
    plate = models.CharField(max_length=16, blank=True)  # as it was when booked
    model_text = models.CharField(max_length=80, blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=24, blank=True)
    menu = TenantForeignKey(ServiceMenu, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=120, blank=True)
    words = models.CharField(max_length=400, blank=True)  # what the customer said
    wait_type = models.CharField(max_length=16, choices=WaitType, blank=True)
    adviser = TenantForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    booked_at = models.DateTimeField(null=True)
    booked_by = models.CharField(max_length=80, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    prepared_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    is_walk_in = models.BooleanField(default=False)  # came after its time was given away
    reason = models.CharField(max_length=200, blank=True)  # of a change or cancellation

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "store", "number"],
                condition=~Q(number=""),
                name="service_appointment_one_per_number",
            ),
            models.UniqueConstraint(
                fields=["tenant", "vehicle", "arrives_at"],
                condition=Q(state__in=["booked", "confirmed"]),
                name="service_appointment_car_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=AppointmentState.values, channel__in=Channel.values),
                name="service_appointment_words_are_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["held", "released"])
                | (
                    Q(vehicle__isnull=False, party__isnull=False, booked_at__isnull=False)
                    & ~Q(wait_type="")
                    & ~Q(number="")
                ),
                name="service_appointment_booked_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_until__isnull=False),
                name="service_appointment_held_until_a_time",
            ),
            models.CheckConstraint(
                condition=Q(work_at__gte=models.F("arrives_at"), minutes__gt=0),
                name="service_appointment_work_follows_arrival",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "store", "arrives_at"], name="service_appt_by_day"),
            models.Index(fields=["tenant", "vehicle", "arrives_at"], name="service_appt_by_car"),
            models.Index(
                fields=["tenant", "store", "held_until"],
                condition=Q(state="held"),
                name="service_appt_held",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.arrives_at:%m-%d %H:%M}"

    @property
    def source(self) -> Source:
        """What the workshop knows it by."""
        return Source("service.appointment", str(self.pk))

    @classmethod
    def hold(
        cls,
        slot: Slot,
        *,
        store_id: UUID,
        channel: str,
        held_for_id: UUID | None,
        held_until: datetime,
        at: datetime,
    ) -> Appointment:
        return Appointment.objects.create(
            store_id=store_id,
            state=AppointmentState.HELD,
            entered_at=at,
            channel=channel,
            arrives_at=slot.arrives_at,
            work_at=slot.work_at,
            minutes=slot.minutes,
            bay_kind=slot.bay_kind,
            skill=slot.skill,
            menu=slot.menu,
            title=slot.title,
            held_for_id=held_for_id,
            held_until=held_until,
        )

    def book(
        self,
        *,
        number: str,
        vehicle_id: UUID,
        plate: str,
        model_text: str,
        party_id: UUID,
        contact_name: str,
        contact_phone: str,
        words: str,
        wait_type: str,
        adviser_id: UUID | None,
        by: Actor,
        at: datetime,
    ) -> None:
        """Make a held slot an appointment of this car."""
        self._enter(AppointmentState.BOOKED, at=at)
        self.number, self.vehicle_id, self.party_id = number, vehicle_id, party_id
        self.plate, self.model_text = plate, model_text[:80]
        self.contact_name, self.contact_phone = contact_name, contact_phone
        self.words, self.wait_type, self.adviser_id = words, wait_type, adviser_id
        self.booked_at, self.booked_by, self.held_until = at, by.key, None
        self.save()

    def confirm(self, *, at: datetime) -> None:
        self._enter(AppointmentState.CONFIRMED, at=at)
        self.confirmed_at = at
        self.save(update_fields=[*MOVED, "confirmed_at"])

    def change(self, slot: Slot, *, reason: str, at: datetime) -> None:
        """Move it to another time; it wants confirming and preparing anew."""
        self._enter(AppointmentState.BOOKED, at=at)
        self.arrives_at, self.work_at = slot.arrives_at, slot.work_at
        self.confirmed_at = self.prepared_at = None
        self.reason = reason
        fields = [*MOVED, "arrives_at", "work_at", "confirmed_at", "prepared_at", "reason"]
        self.save(update_fields=fields)

    def cancel(self, reason: str, *, at: datetime) -> None:
        self._enter(AppointmentState.CANCELLED, at=at)
        self.reason = reason
        self.save(update_fields=[*MOVED, "reason"])

    def release(self, *, at: datetime) -> None:
        self._enter(AppointmentState.RELEASED, at=at)
        self.save(update_fields=MOVED)

    def prepare(self, *, is_ready: bool, at: datetime) -> None:
        """Note that everything is ready for the car, or no longer."""
        self.prepared_at = at if is_ready else None
        self.save(update_fields=["prepared_at"])

    def arrive(self, *, at: datetime) -> None:
        self.is_walk_in = self.state == AppointmentState.NO_SHOW
        self._enter(AppointmentState.ARRIVED, at=at)
        self.arrived_at = at
        self.save(update_fields=[*MOVED, "arrived_at", "is_walk_in"])

    def check_in(self, *, at: datetime) -> None:
        self._enter(AppointmentState.CHECKED_IN, at=at)
        self.save(update_fields=MOVED)

    def fulfil(self, *, at: datetime) -> None:
        self._enter(AppointmentState.FULFILLED, at=at)
        self.save(update_fields=MOVED)

    def miss(self, *, at: datetime) -> None:
        """Nobody came and nobody called."""
        self._enter(AppointmentState.NO_SHOW, at=at)
        self.save(update_fields=MOVED)

    def _enter(self, state: AppointmentState, *, at: datetime) -> None:
        APPOINTMENT_FLOW.check(AppointmentState(self.state), state)
        self.state, self.entered_at = state, at


class PreparationTickQuerySet(ScopedQuerySet["PreparationTick"]):
    def of(self, appointment: Appointment) -> Self:
        return self.filter(appointment=appointment)

    def take_away(self) -> int:
        """Take ticks off again."""
        return self.delete()[0]


class PreparationTick(TenantModel):
    """One point of an appointment's preparation sheet that somebody has done."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+", db_index=False)
    appointment = TenantForeignKey(Appointment, models.CASCADE, related_name="ticks")
    code = models.CharField(max_length=24)
    ticked_at = models.DateTimeField()
    ticked_by = models.CharField(max_length=80)
    ticker_name = models.CharField(max_length=40, blank=True)

    objects = PreparationTickQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "appointment", "code"], name="service_preparationtick_once"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @classmethod
    def put(
        cls, appointment: Appointment, codes: Iterable[str], *, by: Actor, at: datetime
    ) -> None:
        """Tick these points; one that is ticked already keeps its first tick."""
        PreparationTick.objects.bulk_create(
            [
                PreparationTick(
                    store_id=appointment.store_id,
                    appointment=appointment,
                    code=code,
                    ticked_at=at,
                    ticked_by=by.key,
                    ticker_name=by.name[:40],
                )
                for code in codes
            ],
            ignore_conflicts=True,
        )
