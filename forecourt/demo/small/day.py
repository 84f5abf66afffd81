"""The day on which the small store is opened: what came in this morning, and what waits."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from forecourt.demo.chance import Chance, phone
from forecourt.demo.crew import Crew
from forecourt.demo.drawing import signature
from forecourt.demo.small.deals import DAY, Deal, Reach, colour
from forecourt.followups.commands import note_result
from forecourt.followups.models import Result, Task
from forecourt.kernel.actor import Actor
from forecourt.kernel.refusals import Refused
from forecourt.leads import commands as leads
from forecourt.leads.models import (
    Channel,
    ContactResult,
    DemoCar,
    LostReason,
    Opportunity,
    Origin,
    Outcome,
    VisitReason,
)
from forecourt.parts.commands import (
    add_receipt_line,
    move_part_order,
    open_goods_receipt,
    order_missing,
    receive_goods,
)
from forecourt.parts.models import OrderState, Part, Stock
from forecourt.parts.rules import Received
from forecourt.sales import commands as sales
from forecourt.sales.queries import Wish
from forecourt.store.roles import Role

Walked = tuple[Deal, Opportunity]

MINUTE: Final = timedelta(minutes=1)
CALLERS_FROM: Final = 700  # numbers in the phone block that belong to those who ask by phone or web
SUPPLIER: Final = "恒川配件中心"

# When they drive today, and in which demo car; the first one is free until two.
DRIVES: Final = ((time(9), 1), (time(11, 30), 1), (time(14), 0), (time(15, 30), 1), (time(16), 0))
# Origin, minutes before now, who it is with: nobody yet, assigned, or spoken to.
LEADS: Final = (
    (Origin.WEB_FORM, 95, "spoken", "想看 X7，周末方便试驾吗"),
    (Origin.MAKER, 70, "assigned", "官网留资：E6 长续航"),
    (Origin.PORTAL_SITE, 40, "spoken", "问 L3 混动落地价"),
    (Origin.WEB_FORM, 14, "assigned", "置换，手上一台 2018 款轿车"),
    (Origin.REFERRAL, 3, "", "老客户介绍，看 M8 商务"),
)
DISCOUNTS: Final = ((22, "competitor_offer"), (37, "ageing_stock"))  # thousandths of the list


def open_doors(crew: Crew, chance: Chance, deals: list[Walked], at: datetime) -> None:
    """What sales and the front desk have done since the doors opened, and what waits for them."""
    talks = [walked for walked in deals if walked[0].reach is Reach.CONTACTED]
    files = [walked for walked in deals if walked[0].reach is Reach.FILED]
    _drive(crew, [*files, *talks], at)
    _ask_discounts(crew, talks, at)
    _lose(crew, files[-1], at)
    _hear_leads(crew, chance, at)
    _greet(crew, at)


def _drive(crew: Crew, deals: list[Walked], at: datetime) -> None:
    """Test drives of today: one is back, the others come; the first consultant's among them."""
    cars = list(DemoCar.objects.seen_by(crew.system).order_by("name"))
    today = at.astimezone(crew.zone).date()
    first = crew.one(Role.SALES_CONSULTANT).staff_id
    ordered = sorted(deals, key=lambda walked: walked[1].consultant_id != first)
    for (moment, car), (deal, opportunity) in zip(DRIVES, ordered, strict=False):
        starts_at = datetime.combine(today, moment, crew.zone)
        by = crew.one(Role.SALES_CONSULTANT, deal.number)
        drive = leads.book_test_drive(
            demo_car_id=cars[car].pk,
            opportunity_id=opportunity.pk,
            starts_at=starts_at,
            by=by,
            at=min(starts_at, at) - 30 * MINUTE,
        )
        if starts_at + 45 * MINUTE < at:
            leads.start_test_drive(
                test_drive_id=drive.pk,
                licence_valid_until=today + 900 * DAY,
                has_consent=True,
                signature=signature(),
                km_out=2_400,
                by=by,
                at=starts_at,
            )
            leads.finish_test_drive(
                test_drive_id=drive.pk, km_in=2_412, ratings={}, by=by, at=starts_at + 35 * MINUTE
            )


def _ask_discounts(crew: Crew, deals: list[Walked], at: datetime) -> None:
    """Discounts above what a consultant may give: one for the sales manager, one above that."""
    for number, ((deal, opportunity), (share, reason)) in enumerate(
        zip(deals, DISCOUNTS, strict=False)
    ):
        by = crew.one(Role.SALES_CONSULTANT, deal.number)
        moment = at - (50 - 20 * number) * MINUTE
        wish = Wish(
            product_code=deal.variant.product_code,
            paint=colour(deal.variant, "paint"),
            interior=colour(deal.variant, "interior"),
            discount_fen=share * 200_000 * 100 // 1000,
            discount_reason=reason,
            discount_note="客户在看别家的同级车",
        )
        version = sales.draft_quotation(opportunity_id=opportunity.pk, wish=wish, by=by, at=moment)
        sales.ask_discount(version_id=version.pk, by=by, at=moment + 5 * MINUTE)


def _lose(crew: Crew, walked: Walked, at: datetime) -> None:
    """A deal that its consultant gives up; the sales manager has to confirm it."""
    deal, opportunity = walked
    leads.lose_opportunity(
        opportunity_id=opportunity.pk,
        reason=LostReason.PRICE,
        note="预算不够，先买二手车",
        by=crew.one(Role.SALES_CONSULTANT, deal.number),
        at=at - 25 * MINUTE,
    )


def _hear_leads(crew: Crew, chance: Chance, at: datetime) -> None:
    agents = crew.all(Role.LEAD_AGENT)
    for number, (origin, minutes, how_far, words) in enumerate(LEADS):
        agent, moment = agents[0], at - minutes * MINUTE
        lead = leads.receive_lead(
            origin=origin,
            name=chance.person(),
            phone=phone(CALLERS_FROM + number).removeprefix("+86"),
            words=words,
            by=agent,
            at=moment,
        )
        if how_far:
            assert agent.staff_id is not None  # everybody here is staff
            leads.assign_lead(
                lead_id=lead.pk, assignee_id=agent.staff_id, by=agent, at=moment + MINUTE
            )
        if how_far == "spoken":
            leads.contact_lead(
                lead_id=lead.pk,
                channel=Channel.PHONE,
                result=ContactResult.REACHED,
                note="已约周六到店",
                by=agent,
                at=moment + 4 * MINUTE,
            )
    leads.take_call(
        name=chance.person(),
        phone=phone(CALLERS_FROM + 50).removeprefix("+86"),
        words="问年检代办要带什么",
        makes_lead=False,
        by=agents[0],
        at=at - 33 * MINUTE,
    )


def _greet(crew: Crew, at: datetime) -> None:
    """Visitors of the morning: two have left, one is being served, one has just come in."""
    desk, consultant = crew.one(Role.RECEPTIONIST), crew.one(Role.SALES_CONSULTANT)
    for minutes, reason, outcome in (
        (100, VisitReason.SERVICE, Outcome.OWNER),
        (65, VisitReason.NEW_CAR, Outcome.COUNTED),
        (18, VisitReason.AGAIN, None),
        (1, VisitReason.NEW_CAR, None),
    ):
        arrived_at = at - minutes * MINUTE
        visit = leads.greet_visitor(
            reason=reason, party_size=1 + minutes % 3, by=desk, at=arrived_at
        )
        if minutes > 1:
            leads.start_contact(visit_id=visit.pk, by=consultant, at=arrived_at + 2 * MINUTE)
        if outcome:
            leads.close_visit(
                visit_id=visit.pk, outcome=outcome, by=desk, at=arrived_at + 25 * MINUTE
            )


# ---- parts ---------------------------------------------------------------------------------


def scarce_part(crew: Crew) -> tuple[tuple[str, Decimal], ...]:
    """The part of which least lies on the shelves, and one more of it than there is."""
    stock = (
        Stock.objects.seen_by(crew.system)
        .select_related("part")
        .order_by("on_hand", "part__number")[0]
    )
    return ((stock.part.number, stock.on_hand + 1),)


def order_scarce_part(crew: Crew, at: datetime) -> None:
    """The missing part is on its way; a delivery of this morning is counted, one is put away."""
    by = crew.one(Role.PARTS_KEEPER)
    order = order_missing(supplier=SUPPLIER, by=by, at=at - 60 * MINUTE)
    today = at.astimezone(crew.zone).date()
    for number, state in enumerate(
        (OrderState.REPORTED, OrderState.CONFIRMED, OrderState.SHIPPED), start=1
    ):
        move_part_order(
            order_id=order.pk,
            state=state,
            expected_on=today,
            by=by,
            at=at - (60 - 10 * number) * MINUTE,
        )
    parts = list(Part.objects.seen_by(by).order_by("number")[:5])
    lines = [Received(part.pk, Decimal(4), part.cost_fen) for part in parts]
    receive_goods(
        supplier=SUPPLIER, delivery_note="SH-1124-07", lines=lines[:2], by=by, at=at - DAY
    )
    receipt = open_goods_receipt(
        supplier=SUPPLIER, delivery_note="SH-1125-02", by=by, at=at - 20 * MINUTE
    )
    for line in lines[2:]:
        add_receipt_line(receipt_id=receipt.pk, line=line, by=by, at=at - 15 * MINUTE)


# ---- contacts ------------------------------------------------------------------------------


def work_off(crew: Crew, *, until: datetime, of_plan: bool = False) -> None:
    """What was to be done by now is done, but for one in four, by those who were to do it.

    Of the plan of today, every third contact has been made by now.
    """
    actors = {by.staff_id: by for role in Role for by in crew.all(role)}
    ours = Task.objects.seen_by(crew.system).open().select_related("rule")
    rows = ours.filter(planned_on=until.astimezone(crew.zone).date()) if of_plan else ours
    due = rows if of_plan else rows.filter(due_at__lt=until)
    for number, task in enumerate(
        due.order_by("due_at", "rule__code", "step_key", "why_zh", "party__name")
    ):
        by = actors.get(task.assignee_id) or crew.one(Role(task.role), number)
        if number % 3 if of_plan else number % 4 == 0:
            continue
        moment = until - (5 + number % 60) * MINUTE if of_plan else task.due_at - 20 * MINUTE
        _note(task.pk, by, moment)


def _note(task_id: UUID, by: Actor, at: datetime) -> None:
    """Note that the customer was reached; one who may not be called today is left alone."""
    try:
        note_result(task_id=task_id, result=Result.REACHED, note="已联系，客户满意", by=by, at=at)
    except Refused:
        return
