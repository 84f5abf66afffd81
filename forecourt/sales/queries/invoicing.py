"""What the tax system is told about a sold car; never something that looks like the invoice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from forecourt.customers.models import Party, PartyKind
from forecourt.kernel.actor import Actor
from forecourt.kernel.money import in_words, net_of_gross_fen
from forecourt.sales.models import SalesOrder, SideKind, SideService, SideState
from forecourt.sales.queries.days import business_day
from forecourt.sales.queries.orders import allocation_of, order
from forecourt.sales.queries.quotations import line_rows
from forecourt.sales.queries.quoting import rates

FORMAT_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class SheetField:
    """One field of the data sheet, by the name of the tax form; amounts in fen.

    Empty ones that are needed say so; those ``from_elsewhere`` are filled in the tax system, from
    the certificate or from the paper itself.
    """

    name: str
    label: str
    value: str | int
    is_needed: bool = False
    from_elsewhere: str = ""

    @property
    def is_missing(self) -> bool:
        return self.is_needed and not self.value


@dataclass(frozen=True, slots=True)
class InvoiceSheet:
    """The data sheet of an order's car. Source: docs/sources.md#invoice-sheet."""

    order: SalesOrder
    fields: tuple[SheetField, ...]
    total_fen: int
    net_fen: int
    vat_fen: int
    words: str

    @property
    def number(self) -> str:
        return f"{self.order.number}F"

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields if field.is_missing)

    @property
    def identity_note(self) -> str:
        return _(
            "The identity number is kept masked only: read it from the buyer's paper and enter it "
            "on the invoice itself."
        )


def invoice_sheet(by: Actor, order_id: UUID, *, at: datetime) -> InvoiceSheet:
    """The data sheet of an order's car: five statements.

    Raises:
        Missing: no such order of this person.
    """
    row = order(by, order_id)
    allocation = allocation_of(by, row)
    unit = allocation.stock_unit if allocation else None
    on = row.invoiced_on or business_day(by, at)
    vat = next((r for r in rates(by) if r.code == "vat" and r.valid_from <= on), None)
    percent = Decimal(vat.percent_x100) / 100 if vat else Decimal(0)
    lines = line_rows(by, row.version_id)
    total = sum(line.amount_fen for line in lines if line.is_goods and line.kind != "accessory")
    net = net_of_gross_fen(total, percent)
    grade, shop = row.variant, row.store
    tax_system, certificate = _("from the tax system"), _("from the certificate")
    papers, settings = _("from the import papers"), _("from the store's tax registration")
    fields = (
        SheetField("invoice_code", _("Invoice code"), row.invoice_code, from_elsewhere=tax_system),
        SheetField(
            "invoice_number", _("Invoice number"), row.invoice_number, from_elsewhere=tax_system
        ),
        SheetField(
            "invoiced_on",
            _("Invoice date"),
            row.invoiced_on.isoformat() if row.invoiced_on else "",
            from_elsewhere=tax_system,
        ),
        SheetField("machine_number", _("Machine number"), "", from_elsewhere=tax_system),
        SheetField("buyer_name", _("Buyer"), row.party.name, is_needed=True),
        _buyer_number(row.party),
        SheetField("vehicle_type", _("Vehicle type"), "", from_elsewhere=certificate),
        SheetField(
            "brand_model", _("Brand and model"), f"{grade.model.marque} {grade}", is_needed=True
        ),
        SheetField("product_code", _("Product code"), grade.product_code, is_needed=True),
        SheetField("origin", _("Place of origin"), "", from_elsewhere=certificate),
        SheetField(
            "certificate_number",
            _("Certificate number"),
            unit.certificate_number if unit else "",
            is_needed=True,
        ),
        SheetField(
            "import_certificate_number", _("Import certificate number"), "", from_elsewhere=papers
        ),
        SheetField(
            "inspection_number", _("Commodity inspection number"), "", from_elsewhere=papers
        ),
        SheetField(
            "engine_number", _("Engine number"), unit.engine_number if unit else "", is_needed=True
        ),
        SheetField("vin", "VIN", unit.vin if unit else "", is_needed=True),
        SheetField(
            "purchase_record",
            _("Maker's invoice of this VIN"),
            unit.purchase_record if unit else "",
            is_needed=True,
        ),
        SheetField("total_words", _("Total with tax, in words"), in_words(total), is_needed=True),
        SheetField("total_fen", _("Total with tax"), total, is_needed=True),
        SheetField("vat_rate", _("VAT rate"), f"{percent.normalize():f} %", is_needed=True),
        SheetField("vat_fen", _("VAT"), total - net, is_needed=True),
        SheetField("net_fen", _("Without VAT"), net, is_needed=True),
        SheetField("seller_name", _("Seller"), shop.name, is_needed=True),
        SheetField("seller_tax_number", _("Seller's tax number"), "", from_elsewhere=settings),
        SheetField("seller_address", _("Seller's address"), shop.address),
        SheetField("seller_phone", _("Seller's phone"), shop.phone),
        SheetField("seller_bank", _("Seller's bank"), "", from_elsewhere=settings),
        SheetField("seller_account", _("Seller's account"), "", from_elsewhere=settings),
        SheetField("tax_office", _("Tax office"), "", from_elsewhere=settings),
        SheetField("tax_office_code", _("Code of the tax office"), "", from_elsewhere=settings),
        SheetField("tax_paid_number", _("Tax-paid certificate"), _tax_paid(by, row)),
        SheetField("tonnage", _("Tonnage"), "", from_elsewhere=certificate),
        SheetField("seats", _("Seats"), grade.seats, is_needed=True),
        SheetField("drawer", _("Drawn by"), by.name),
        SheetField("remark", _("Remark"), row.number),
    )
    return InvoiceSheet(row, fields, total, net, total - net, in_words(total))


def _buyer_number(party: Party) -> SheetField:
    """A company's tax number in clear; of a person only the mask that is kept."""
    label, name = _("Buyer's identity or tax number"), "buyer_id_number"
    if party.kind == PartyKind.ORGANIZATION:
        return SheetField(name, label, party.tax_number, is_needed=True)
    return SheetField(name, label, party.identity_mask, from_elsewhere=_("from the buyer's paper"))


def _tax_paid(by: Actor, row: SalesOrder) -> str:
    paid = SideService.objects.seen_by(by).filter(
        order=row, kind=SideKind.PURCHASE_TAX, state=SideState.DONE
    )
    return paid.values_list("result_number", flat=True).first() or ""
