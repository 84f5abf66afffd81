"""Eight consultants book one demo car for the same time at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from forecourt.customers.tests.make import make_party
from forecourt.kernel.tenancy import tenant_set
from forecourt.leads.commands import DemoCarTaken, book_test_drive
from forecourt.leads.models import Opportunity, TestDrive
from forecourt.leads.tests.make import make_demo_car, make_opportunity
from forecourt.store.tests.make import HOME, NINE, make_actor


@pytest.mark.held_by("leads_testdrive_no_overlap_per_car")
@pytest.mark.django_db(transaction=True)
def test_one_books_and_the_others_are_told() -> None:
    car = make_demo_car()
    deals = [make_opportunity(make_party(f"Customer {n}", phone="")) for n in range(8)]
    by, gate = make_actor(), Barrier(8)

    def book(deal: Opportunity) -> str:
        connection.ensure_connection()
        gate.wait()
        try:
            with tenant_set(HOME):
                book_test_drive(
                    demo_car_id=car.pk, opportunity_id=deal.pk, starts_at=NINE, by=by, at=NINE
                )
        except DemoCarTaken:
            return "told"
        else:
            return "won"
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as consultants:
        outcomes = sorted(consultants.map(book, deals))

    assert outcomes == ["told"] * 7 + ["won"]
    assert TestDrive.objects.count() == 1
