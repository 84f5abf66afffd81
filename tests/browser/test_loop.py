"""One customer and one car, all the way round: nineteen steps through the screens."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.browser import buying, keeping
from tests.browser.buying import SELLER
from tests.browser.conftest import House, Visit
from tests.browser.walk import Walk

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("house")]

DAY = timedelta(days=1)
# The budgets of the trade: how many inputs a task may take.
BUDGETS = {
    "walk-in": 4,
    "finding a customer": 1,
    "booking": 8,
    "opening": 6,
    "approval": 2,
}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_one_customer_walks_all_the_way_round(
    own_house: House, own_visit: Visit, language: str
) -> None:
    walk = Walk(own_house, own_visit, language)
    day = walk.now().date()

    with walk.step("leads.prospect_filed", "staff:receptionist"):  # 1
        buying.file_prospect(walk)
    with walk.step("leads.contact_made", f"staff:{SELLER}"):  # 2
        deal = buying.make_contact(walk)
    with walk.step("leads.test_drive_finished", f"staff:{SELLER}"):  # 3
        buying.drive(walk, deal)
    with walk.step("sales.quotation_sent", f"staff:{SELLER}"):  # 4
        quotation = buying.quote(walk, deal)
    with walk.step("sales.order_signed", "staff:sales_manager"):  # 5
        order = buying.sign_order(walk, quotation)
    with walk.step("sales.vehicle_allocated", "staff:allocation_clerk"):  # 6
        vin = buying.allocate(walk, order)
    with walk.step("sales.pdi_passed", "staff:quality_inspector"):  # 7
        buying.inspect(walk, vin)
    with (
        walk.step("sales.vehicle_delivered", "staff:receptionist"),  # 8
        walk.step("portal.owner_page_made", "portal"),  # 10, by itself
    ):
        buying.deliver(walk, order)
    with walk.step("sales.thank_you_done", f"staff:{SELLER}"):  # 9
        buying.thank(walk, order)
    keeping.open_owner_page(walk)  # 10
    keeping.drive_much(walk, day + 29 * DAY)
    with walk.step("followups.reminder_reached", "staff:appointment_clerk"):  # 11
        keeping.remind(walk, day + 30 * DAY)
    with walk.step("service.appointment_booked", "staff:appointment_clerk"):  # 12
        keeping.book(walk)
    with walk.step("service.preparation_ready", "staff:"):  # 13
        keeping.prepare(walk)
    with walk.step("service.repair_order_authorised", "staff:service_adviser"):  # 14
        visit = keeping.receive(walk, day + 31 * DAY)
    keeping.clear_bench(walk)
    with walk.step("workshop.job_finished", "staff:technician", times=2):  # 15
        keeping.produce(walk, visit)
    with walk.step("workshop.quality_passed", "staff:quality_inspector", times=2):  # 16
        keeping.check(walk)
    with walk.step("service.service_closed", "staff:receptionist"):  # 17
        keeping.settle(walk, visit)
    with walk.step("followups.task_done", "staff:relation_agent", times=3):  # 18
        keeping.ask_how_it_was(walk, day + 33 * DAY)
    with walk.step("leads.prospect_filed", f"staff:{SELLER}"):  # 19
        keeping.invite(walk, date(day.year + 3, day.month, day.day) + DAY)

    assert len(walk.logins) >= 10
    assert walk.inputs.keys() == BUDGETS.keys()
    assert [task for task, most in BUDGETS.items() if walk.inputs[task] > most] == []
