"""The data sheet of the motor-vehicle invoice: on paper, as CSV, and as JSON."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forecourt.customers.models import Party
from forecourt.sales.models import OrderState, SalesOrder
from forecourt.sales.queries import invoice_sheet
from forecourt.sales.rules import csv_cell
from forecourt.sales.tests.make import make_allocation, make_order, make_unit
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, login, make_actor, make_staff, make_store

pytestmark = pytest.mark.django_db
# docs/sources.md#invoice-sheet, in the order of the form
NAMES = [
    "invoice_code",
    "invoice_number",
    "invoiced_on",
    "machine_number",
    "buyer_name",
    "buyer_id_number",
    "vehicle_type",
    "brand_model",
    "product_code",
    "origin",
    "certificate_number",
    "import_certificate_number",
    "inspection_number",
    "engine_number",
    "vin",
    "purchase_record",
    "total_words",
    "total_fen",
    "vat_rate",
    "vat_fen",
    "net_fen",
    "seller_name",
    "seller_tax_number",
    "seller_address",
    "seller_phone",
    "seller_bank",
    "seller_account",
    "tax_office",
    "tax_office_code",
    "tax_paid_number",
    "tonnage",
    "seats",
    "drawer",
    "remark",
]


@pytest.fixture
def order() -> SalesOrder:
    order = make_order(state=OrderState.INVOICED)
    make_allocation(order, make_unit())
    Party.objects.filter(pk=order.party_id).update(identity_mask="1***************X")
    return order


@pytest.fixture
def books(client: Client) -> Client:
    return login(client, make_staff("Zhao Min", Role.ACCOUNTANT))


def test_the_json_names_every_field_of_the_form(books: Client, order: SalesOrder) -> None:
    reply = books.get(f"/sales/orders/{order.pk}/sheet.json")

    told = reply.json()
    fields = told["fields"]
    assert list(fields) == NAMES
    assert told["number"] == f"{order.number}F"
    assert (fields["total_fen"], fields["net_fen"] + fields["vat_fen"]) == (18_980_000, 18_980_000)
    assert fields["net_fen"] == 16_796_460
    assert fields["total_words"] == "壹拾捌万玖仟捌佰圆整"
    assert fields["buyer_id_number"] == "1***************X"
    assert told["missing"] == []
    assert "enter it on the invoice itself" in told["note"]
    assert reply["Content-Disposition"] == f'attachment; filename="{order.number}F.json"'


def test_the_csv_says_the_same_line_by_line(books: Client, order: SalesOrder) -> None:
    text = books.get(f"/sales/orders/{order.pk}/sheet.csv").content.decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(text)))
    told = {row[0]: row[2] for row in rows[1:]}
    assert [row[0] for row in rows[1:-1]] == NAMES
    assert (told["total_fen"], told["vin"]) == ("18980000", order.allocations.get().stock_unit.vin)
    assert "enter it on the invoice itself" in rows[-1][2]


@pytest.mark.parametrize(
    ("value", "kept"),
    [("=1+1", "'=1+1"), ("+8621", "+8621"), ("-x", "'-x"), ("@a", "'@a"), ("张伟", "张伟"), (5, 5)],
)
def test_no_cell_is_run_as_a_formula(value: str | int, kept: str | int) -> None:
    assert csv_cell(value) == kept


def test_the_paper_says_where_the_number_is_to_be_entered(books: Client, order: SalesOrder) -> None:
    page = books.get(f"/sales/orders/{order.pk}/sheet/").text

    assert "enter it on the invoice itself" in page
    assert "from the certificate" in page


def test_what_is_missing_is_named() -> None:
    order = make_order(state=OrderState.APPROVED)

    sheet = invoice_sheet(make_actor(), order.pk, at=NINE)

    assert sheet.missing == ("certificate_number", "engine_number", "vin", "purchase_record")


def test_only_the_accountant_of_this_store_gets_it(client: Client, order: SalesOrder) -> None:
    login(client, make_staff("Chen Jie", Role.SALES_CONSULTANT))
    assert client.get(f"/sales/orders/{order.pk}/sheet.json").status_code == 403
    far = make_store("Second Store")
    login(client, make_staff("Sun Li", Role.ACCOUNTANT, store=far), store=far)
    assert client.get(f"/sales/orders/{order.pk}/sheet.csv").status_code == 404


def test_the_sheet_is_read_in_a_fixed_number_of_statements(
    order: SalesOrder, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    by = make_actor()
    with django_assert_num_queries(5):
        invoice_sheet(by, order.pk, at=NINE)
