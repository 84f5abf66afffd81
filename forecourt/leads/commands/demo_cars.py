"""Which cars may be driven by customers, and until when."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Refused, refused_by
from forecourt.leads.facts import DemoCarChanged, DemoCarPutUp
from forecourt.leads.models import DemoCar
from forecourt.vehicles.models import Vehicle


class DemoCarNotFit(Refused):
    code = "demo-car-not-fit"

    def __init__(self, car: DemoCar) -> None:
        sentence = _("%(car)s is withdrawn, or its insurance or inspection has run out by then.")
        super().__init__(sentence % {"car": car.name})


class AlreadyDemo(Refused):
    code = "already-demo"

    def __init__(self) -> None:
        super().__init__(_("This car already is a demo car."))


@transaction.atomic
def put_up_demo_car(
    *,
    vehicle_id: UUID,
    name: str,
    insured_until: date,
    inspected_until: date,
    by: Actor,
    at: datetime,
) -> DemoCar:
    """Offer a car for test drives.

    Raises:
        Missing: the dealer group has no such vehicle.
        AlreadyDemo: it is on the calendar already.
    """
    vehicle = locked(Vehicle.objects.seen_by(by), vehicle_id)
    with refused_by({"leads_democar_one_per_vehicle": AlreadyDemo()}):
        car = DemoCar.put_up(
            store_id=by.store_id,
            vehicle_id=vehicle.pk,
            name=name,
            insured_until=insured_until,
            inspected_until=inspected_until,
        )
    record(DemoCarPutUp(demo_car_id=car.pk, vehicle_id=vehicle.pk), by=by, at=at)
    return car


@transaction.atomic
def change_demo_car(
    *,
    demo_car_id: UUID,
    insured_until: date,
    inspected_until: date,
    is_withdrawn: bool,
    by: Actor,
    at: datetime,
) -> DemoCar:
    """New insurance, new inspection, or out of use.

    Raises:
        Missing: the store has no such demo car.
    """
    car = locked(DemoCar.objects.seen_by(by), demo_car_id)
    car.change(
        insured_until=insured_until, inspected_until=inspected_until, is_withdrawn=is_withdrawn
    )
    fact = DemoCarChanged(
        demo_car_id=car.pk,
        insured_until=insured_until,
        inspected_until=inspected_until,
        is_withdrawn=is_withdrawn,
    )
    record(fact, by=by, at=at)
    return car
