"""Makers: visitors, leads, deals, demo cars and test drives."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from forecourt.catalog.models import VehicleModel
from forecourt.catalog.tests.make import make_model
from forecourt.customers.models import ConsentPurpose, Party
from forecourt.customers.tests.make import make_consent_text, make_party
from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Attachment
from forecourt.leads.models import (
    Call,
    Channel,
    Contact,
    ContactResult,
    DealKind,
    DemoCar,
    IntentLevel,
    Lead,
    LostReason,
    LostRecord,
    Opportunity,
    Origin,
    Route,
    Stage,
    TestDrive,
    TestDriveState,
    Visit,
    VisitReason,
)
from forecourt.store.models import Staff, Store
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, home_store, make_staff
from forecourt.vehicles.models import Vehicle
from forecourt.vehicles.tests.make import make_vehicle

FAR = date(2030, 1, 1)
# One dot on nothing: the smallest drawing that counts as signed.
SIGNATURE = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAEE"
    "lEQVR4nGP4z8DwnwEZAAAe8wH/0j1gJQAAAABJRU5ErkJggg=="
)


def make_scenes() -> None:
    """The consent texts that the pre-sale asks for."""
    for purpose in (ConsentPurpose.ENQUIRY, ConsentPurpose.TEST_DRIVE):
        make_consent_text(purpose)


def make_consultant(name: str = "Zhou Yang", *, store: Store | None = None) -> Staff:
    return make_staff(name, Role.SALES_CONSULTANT, store=store)


def make_visit(
    *,
    at: datetime = NINE,
    opportunity: Opportunity | None = None,
    consultant: Staff | None = None,
    store: Store | None = None,
) -> Visit:
    visit = Visit.open(
        store_id=(store or home_store()).pk,
        reason=VisitReason.NEW_CAR,
        party_size=1,
        greeter_id=None,
        consultant_id=consultant.pk if consultant else None,
        at=at,
    )
    if opportunity:
        visit.belongs_to(opportunity)
    return visit


def make_lead(
    name: str = "李娜",
    *,
    phone: str = "13900139000",
    model: VehicleModel | None = None,
    assignee: Staff | None = None,
    words: str = "",
    at: datetime = NINE,
    store: Store | None = None,
) -> Lead:
    lead = Lead.receive(
        store_id=(store or home_store()).pk,
        origin=Origin.WEB_FORM,
        outside_key="",
        name=name,
        phone=phone,
        phone_digits=phone,
        plate="",
        address="",
        model_id=model.pk if model else None,
        words=words,
        consent_text_version="1",
        at=at,
    )
    if assignee:
        lead.assign(assignee.pk, at=at)
    return lead


def make_opportunity(
    party: Party | None = None,
    *,
    consultant: Staff | None = None,
    level: IntentLevel = IntentLevel.B,
    stage: Stage = Stage.FILED,
    model: VehicleModel | None = None,
    wish: str = "",
    at: datetime = NINE,
    store: Store | None = None,
) -> Opportunity:
    """A deal of 张伟, as it is when it was filed; brought to ``stage`` where that is asked."""
    deal = Opportunity.file(
        store_id=(store or home_store()).pk,
        party_id=(party or make_party()).pk,
        consultant_id=consultant.pk if consultant else None,
        model_id=(model or make_model()).pk,
        level=level,
        origin=Origin.WALK_IN,
        deal_kind=DealKind.NEW,
        wish=wish,
        present_car="",
        at=at,
    )
    if stage is Stage.POOLED:
        deal.pool(at=at)
    elif stage is Stage.FROZEN:
        deal.freeze(FAR, at=at)
    elif stage is not Stage.FILED:
        deal.move_on(stage, at=at)
    return deal


def make_contact(deal: Opportunity, note: str = "", *, at: datetime = NINE) -> Contact:
    return Contact.note_down(
        store_id=deal.store_id,
        staff_id=deal.consultant_id,
        channel=Channel.PHONE,
        result=ContactResult.REACHED,
        at=at,
        opportunity=deal,
        note=note,
    )


def make_loss(deal: Opportunity, *, by: Staff | None = None, note: str = "") -> LostRecord:
    return LostRecord.propose(
        deal,
        reason=LostReason.PRICE,
        competitor="",
        note=note,
        revisit_on=None,
        by_id=by.pk if by else None,
        at=NINE,
    )


def make_demo_car(
    name: str = "X5 demo", *, vehicle: Vehicle | None = None, store: Store | None = None
) -> DemoCar:
    return DemoCar.put_up(
        store_id=(store or home_store()).pk,
        vehicle_id=(vehicle or make_vehicle()).pk,
        name=name,
        insured_until=FAR,
        inspected_until=FAR,
    )


def make_agreement(store: Store | None = None) -> Attachment:
    return Attachment.keep(
        store_id=(store or home_store()).pk,
        media_type="image/png",
        digest="0" * 64,
        byte_count=1,
        size=(1, 1),
        at=NINE,
        by="staff:zhou",
    )


def make_drive(
    deal: Opportunity | None = None,
    *,
    car: DemoCar | None = None,
    starts_at: datetime = NINE,
    state: TestDriveState = TestDriveState.BOOKED,
) -> TestDrive:
    deal = deal or make_opportunity()
    drive = TestDrive.book(
        demo_car=car or make_demo_car(),
        opportunity=deal,
        consultant_id=deal.consultant_id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=45),
        route=Route.TOWN,
        at=NINE,
    )
    if state is not TestDriveState.BOOKED:
        drive.start(licence_valid_until=FAR, agreement=make_agreement(), km_out=1200, at=starts_at)
    if state is TestDriveState.FINISHED:
        drive.finish(km_in=1206, damage="", ratings={}, compared_with="", at=starts_at)
    return drive


def plant(by: Actor, canary: str) -> dict[str, UUID]:
    """One of each record of this room, with the canary in its texts."""
    make_scenes()
    store = Store.objects.get(pk=by.store_id)
    consultant = make_consultant(f"{canary} Seller", store=store)
    party = make_party(f"{canary} Visitor", phone="")
    deal = make_opportunity(party, consultant=consultant, wish=canary, store=store)
    make_contact(deal, f"{canary} said")
    visit = make_visit(opportunity=deal, store=store)
    lead = make_lead(f"{canary} lead", phone="", assignee=consultant, words=canary, store=store)
    Call.take(
        store_id=store.pk,
        taken_by_id=consultant.pk,
        name=canary,
        phone="",
        words=canary,
        party_id=None,
        lead=lead,
        at=NINE,
    )
    car = make_demo_car(f"{canary} car", vehicle=make_vehicle(), store=store)
    drive = make_drive(deal, car=car)
    loss = make_loss(deal, by=consultant, note=canary)
    return {
        "visit_id": visit.pk,
        "lead_id": lead.pk,
        "opportunity_id": deal.pk,
        "loss_id": loss.pk,
        "demo_car_id": car.pk,
        "test_drive_id": drive.pk,
    }
