"""A stock unit: our record of a car by VIN, where it stands, what it cost, how old it is."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forecourt.catalog.models import Colour, VehicleVariant
from forecourt.kernel.actor import Actor
from forecourt.kernel.flow import Flow
from forecourt.kernel.tenancy import TenantForeignKey, TenantModel
from forecourt.store.models import Store
from forecourt.store.scope import ScopedQuerySet
from forecourt.vehicles.models import Vehicle


class StockState(models.TextChoices):
    PLANNED = "planned", _("Car planned")
    FUNDED = "funded", _("Funded")
    IN_PRODUCTION = "in_production", _("In production")
    IN_YARD = "in_yard", _("In the maker's yard")
    IN_TRANSIT = "in_transit", _("In transit")
    ARRIVED = "arrived", _("Arrived")
    DAMAGED = "damaged", _("Damaged in transport")
    IN_STOCK = "in_stock", _("For sale")
    ALLOCATED = "allocated", _("Allocated")
    INVOICED = "invoiced", _("Invoiced")
    DELIVERED = "delivered", _("Delivered")
    DEMO = "demo", _("Demo car")
    DISPLAY = "display", _("On display")
    TRADED_OUT = "traded_out", _("Traded to a dealer")
    RETURNED = "returned", _("Returned to the maker")


_S = StockState
STOCK_FLOW = Flow(
    {
        _S.PLANNED: {_S.FUNDED},
        _S.FUNDED: {_S.IN_PRODUCTION},
        _S.IN_PRODUCTION: {_S.IN_YARD},
        _S.IN_YARD: {_S.IN_TRANSIT},
        _S.IN_TRANSIT: {_S.ARRIVED, _S.RETURNED},
        _S.ARRIVED: {_S.IN_STOCK, _S.DAMAGED},
        _S.DAMAGED: {_S.IN_STOCK},
        _S.IN_STOCK: {_S.ALLOCATED, _S.DEMO, _S.DISPLAY, _S.TRADED_OUT, _S.RETURNED},
        _S.ALLOCATED: {_S.IN_STOCK, _S.INVOICED},
        _S.INVOICED: {_S.DELIVERED, _S.IN_STOCK},  # back when the invoice is reversed
        _S.DELIVERED: set(),
        _S.DEMO: {_S.IN_STOCK},
        _S.DISPLAY: {_S.IN_STOCK},
        _S.TRADED_OUT: set(),
        _S.RETURNED: set(),
    }
)
GONE = (_S.DELIVERED, _S.TRADED_OUT, _S.RETURNED)
BEFORE_VIN = (_S.PLANNED, _S.FUNDED, _S.IN_PRODUCTION)
_MOVED = ("state", "entered_at")


class StockUnitQuerySet(ScopedQuerySet["StockUnit"]):
    def here(self) -> Self:
        """Cars on our ground: arrived, not gone."""
        gone = [*GONE, *BEFORE_VIN, _S.IN_YARD, _S.IN_TRANSIT]
        return self.exclude(state__in=gone)

    def live(self) -> Self:
        return self.exclude(state__in=GONE)

    def older_than(self, on: date, days: int) -> Self:
        """Cars that came at least so many days before ``on``."""
        return self.filter(arrived_on__lte=on - timedelta(days=days))

    def coming(self) -> Self:
        """Cars that are ordered, built or on the way: none of them has an order of a customer."""
        return self.filter(state__in=[*BEFORE_VIN, _S.IN_YARD, _S.IN_TRANSIT, _S.ARRIVED])

    def free(self) -> Self:
        return self.filter(state=_S.IN_STOCK)


class StockUnit(TenantModel):
    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    vehicle = TenantForeignKey(Vehicle, models.PROTECT, null=True, related_name="+")
    vin = models.CharField(max_length=17, blank=True)  # the vehicle's, for lists and search
    variant = models.ForeignKey(VehicleVariant, models.PROTECT, related_name="+")
    paint = models.ForeignKey(Colour, models.PROTECT, null=True, related_name="+")
    interior = models.ForeignKey(Colour, models.PROTECT, null=True, related_name="+")
    option_codes = models.CharField(max_length=300, blank=True)
    spec_key = models.CharField(max_length=400)
    state = models.CharField(max_length=14, choices=StockState)
    entered_at = models.DateTimeField()
    location = models.CharField(max_length=40, blank=True)
    key_number = models.CharField(max_length=20, blank=True)
    engine_number = models.CharField(max_length=30, blank=True)
    certificate_number = models.CharField(max_length=30, blank=True)
    purchase_record = models.CharField(max_length=40, blank=True)  # the maker's invoice of this VIN
    eta_on = models.DateField(null=True)
    arrived_on = models.DateField(null=True)
    is_damage_disclosed = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)
    aged_days = models.PositiveSmallIntegerField(default=0)  # the last age limit that was reported

    objects = StockUnitQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "vehicle"],
                condition=~Q(state__in=[state.value for state in GONE]),
                name="sales_stockunit_one_live_per_vin",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in BEFORE_VIN])
                | Q(vehicle__isnull=False),
                name="sales_stockunit_has_a_vin",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["in_stock", "allocated", "invoiced"])
                | (~Q(location="") & ~Q(key_number="") & Q(arrived_on__isnull=False)),
                name="sales_stockunit_has_place_and_key",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "store", "state", "arrived_on"], name="sales_stockunit_by_state"
            ),
            models.Index(
                fields=["tenant", "store", "spec_key", "state"], name="sales_stockunit_by_spec"
            ),
        ]

    def __str__(self) -> str:
        return self.vin or self.spec_key

    @classmethod
    def take_in(
        cls,
        *,
        store_id: UUID,
        vehicle: Vehicle | None,
        variant: VehicleVariant,
        paint: Colour | None,
        interior: Colour | None,
        option_codes: tuple[str, ...],
        spec_key: str,
        state: StockState,
        eta_on: date | None,
        purchase_record: str,
        engine_number: str,
        certificate_number: str,
        at: datetime,
    ) -> StockUnit:
        return StockUnit.objects.create(
            store_id=store_id,
            vehicle=vehicle,
            vin=vehicle.vin if vehicle else "",
            variant=variant,
            paint=paint,
            interior=interior,
            option_codes=" ".join(option_codes),
            spec_key=spec_key,
            state=state,
            entered_at=at,
            eta_on=eta_on,
            purchase_record=purchase_record,
            engine_number=engine_number,
            certificate_number=certificate_number,
        )

    @property
    def is_free(self) -> bool:
        return self.state == StockState.IN_STOCK

    def move(self, state: StockState, *, at: datetime) -> None:
        """One step along the pipeline that asks for nothing else."""
        self._enter(state, at=at)
        self.save(update_fields=_MOVED)

    def know_vin(self, vehicle: Vehicle, *, at: datetime) -> None:
        """The planned car came off the line."""
        self._enter(StockState.IN_YARD, at=at)
        self.vehicle, self.vin = vehicle, vehicle.vin
        self.save(update_fields=[*_MOVED, "vehicle", "vin"])

    def arrive(self, *, on: date, location: str, at: datetime) -> None:
        self._enter(StockState.ARRIVED, at=at)
        self.arrived_on, self.location = on, location
        self.save(update_fields=[*_MOVED, "arrived_on", "location"])

    def accept(self, *, location: str, key_number: str, at: datetime) -> None:
        """The arrival check is fine, or the damage is repaired: for sale from now on."""
        if self.state == StockState.DAMAGED:
            self.is_damage_disclosed = True
        self._enter(StockState.IN_STOCK, at=at)
        self.location, self.key_number = location, key_number
        self.save(update_fields=[*_MOVED, "location", "key_number", "is_damage_disclosed"])

    def park(self, *, location: str, key_number: str) -> None:
        """Stand somewhere else."""
        self.location, self.key_number = location, key_number
        self.save(update_fields=["location", "key_number"])

    def note_papers(
        self, *, engine_number: str, certificate_number: str, purchase_record: str
    ) -> None:
        self.engine_number, self.certificate_number = engine_number, certificate_number
        self.purchase_record = purchase_record
        self.save(update_fields=["engine_number", "certificate_number", "purchase_record"])

    def note_age(self, limit_days: int) -> None:
        """Remember which age limit was reported, so that it is reported once."""
        self.aged_days = limit_days
        self.save(update_fields=["aged_days"])

    def _enter(self, state: StockState, *, at: datetime) -> None:
        STOCK_FLOW.check(StockState(self.state), state)
        self.state, self.entered_at = state, at


class CostKind(models.TextChoices):
    PURCHASE = "purchase", _("Purchase")
    FREIGHT = "freight", _("Freight")
    INTEREST = "interest", _("Interest")
    PDI = "pdi", _("Pre-delivery inspection")
    ACCESSORY = "accessory", _("Accessory")
    OTHER = "other", _("Other")


class CostLayerQuerySet(ScopedQuerySet["CostLayer"]):
    pass


class CostLayer(TenantModel):
    """One cost on a car; put right by another layer, never changed."""

    store = TenantForeignKey(Store, models.PROTECT, related_name="+")
    stock_unit = TenantForeignKey(StockUnit, models.PROTECT, related_name="cost_layers")
    kind = models.CharField(max_length=10, choices=CostKind)
    amount_fen = models.BigIntegerField()
    on = models.DateField()
    note = models.CharField(max_length=120, blank=True)
    added_by = models.CharField(max_length=80)

    objects = CostLayerQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=~Q(amount_fen=0), name="sales_costlayer_is_something"),
        ]
        indexes = [models.Index(fields=["tenant", "stock_unit"], name="sales_costlayer_by_unit")]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_fen}"

    @classmethod
    def add(
        cls, unit: StockUnit, kind: CostKind, amount_fen: int, *, on: date, note: str, by: Actor
    ) -> CostLayer:
        return CostLayer.objects.create(
            store_id=unit.store_id,
            stock_unit=unit,
            kind=kind,
            amount_fen=amount_fen,
            on=on,
            note=note,
            added_by=by.key,
        )
