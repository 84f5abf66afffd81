"""Numbers of documents: none missing where that is the law, nobody waiting where it is not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from forecourt.kernel import aside
from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Tenant
from forecourt.kernel.numbering import draw_number, draw_number_without_gaps
from forecourt.kernel.tenancy import current_tenant_id, tenant_set

ON = date(2026, 11, 24)
PATIENCE_SECONDS = 10
FAST = "SET LOCAL lock_timeout = '1s'"


@pytest.fixture
def _apart(settings: Settings) -> None:
    settings.NUMBERS_APART = True


def _draw_elsewhere(by: Actor) -> str:
    """What another thread draws meanwhile."""

    def draw() -> str:
        try:
            with tenant_set(by.tenant_id), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(FAST)
                return draw_number(by, "RO", on=ON)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(draw).result(PATIENCE_SECONDS)


@pytest.mark.django_db
def test_a_number_of_a_series_without_gaps_comes_back_with_a_rollback() -> None:
    by = Actor.system(current_tenant_id(), uuid4())
    with transaction.atomic():
        assert draw_number_without_gaps(by, "ST", on=ON) == "ST-261124-0001"
        transaction.set_rollback(True)

    assert draw_number_without_gaps(by, "ST", on=ON) == "ST-261124-0001"
    assert draw_number_without_gaps(by, "ST", on=ON) == "ST-261124-0002"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_apart")
def test_nobody_waits_for_another_transaction_to_end() -> None:
    by = Actor.system(current_tenant_id(), uuid4())
    with transaction.atomic():
        assert draw_number(by, "RO", on=ON) == "RO-261124-001"
        assert _draw_elsewhere(by) == "RO-261124-002"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_apart")
def test_a_transaction_that_comes_to_nothing_leaves_its_number_unused() -> None:
    by = Actor.system(current_tenant_id(), uuid4())
    with transaction.atomic():
        draw_number(by, "RO", on=ON)
        transaction.set_rollback(True)

    assert draw_number(by, "RO", on=ON) == "RO-261124-002"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_apart")
def test_a_line_that_the_server_ended_costs_no_number_and_is_opened_anew() -> None:
    by = Actor.system(current_tenant_id(), uuid4())
    draw_number(by, "RO", on=ON)
    first = aside.first_value("SELECT pg_backend_pid()", {})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [first])

    drawn = [draw_number(by, "RO", on=ON) for _ in range(2)]

    assert drawn == ["RO-261124-002", "RO-261124-003"]
    assert aside.first_value("SELECT pg_backend_pid()", {}) != first


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_apart")
def test_a_group_that_is_founded_in_this_transaction_has_numbers_too() -> None:
    with transaction.atomic():
        group = Tenant.found("Founded just now")
        with tenant_set(group.pk):
            by = Actor.system(group.pk, uuid4())
            drawn = [draw_number(by, "RO", on=ON) for _ in range(2)]

    assert drawn == ["RO-261124-001", "RO-261124-002"]
