"""Makers: parts, stock of them, and needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from uuid_utils.compat import uuid7

from forecourt.kernel.actor import Actor
from forecourt.kernel.source import Source
from forecourt.parts import commands
from forecourt.parts.models import GoodsReceipt, IssueSlip, OrderKind, Part, PartOrder, PartRequest
from forecourt.parts.rules import Received, Wanted
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, login, make_actor, make_staff, make_store

__all__ = [
    "NINE",
    "Role",
    "issue",
    "login",
    "make_actor",
    "make_order",
    "make_part",
    "make_receipt",
    "make_request",
    "make_staff",
    "make_stock",
    "make_store",
    "plant",
]

ORDER = Source("service.order", "RO-261124-001")
_count = iter(range(1, 1_000_000))


def make_part(name: str = "Oil filter", number: str = "", *, price_fen: int = 4_500) -> Part:
    number = number or f"90915-{next(_count):05d}"
    there = Part.objects.filter(number=number).first()  # the stores of a group share the master
    return there or Part.file(number=number, name=name, unit="pc", price_fen=price_fen)


def make_stock(
    part: Part | None = None,
    quantity: int = 10,
    *,
    bin_code: str = "A-01-1",
    by: Actor | None = None,
) -> Part:
    """So many pieces of a part in the actor's store, received on a goods receipt."""
    part = part or make_part()
    make_receipt([(part, quantity)], bin_code=bin_code, by=by)
    return part


def make_receipt(
    lines: Sequence[tuple[Part, int]], *, bin_code: str = "A-01-1", by: Actor | None = None
) -> GoodsReceipt:
    return commands.receive_goods(
        supplier="Hengchuan Parts",
        lines=[Received(part.pk, Decimal(count), 3_000, bin_code) for part, count in lines],
        by=by or make_actor(),
        at=NINE,
    )


def make_request(
    part: Part,
    quantity: int = 1,
    *,
    source: Source = ORDER,
    by: Actor | None = None,
    at: datetime = NINE,
) -> PartRequest:
    return commands.request_parts(
        source=source,
        lines=[Wanted(part.pk, Decimal(quantity), uuid7())],
        text=source.key,
        by=by or make_actor(),
        at=at,
    )[0]


def issue(request: PartRequest, *, by: Actor | None = None) -> IssueSlip:
    """Pick the request and hand it out."""
    by = by or make_actor()
    commands.pick_request(request_id=request.pk, by=by, at=NINE)
    return commands.issue_request(request_id=request.pk, by=by, at=NINE)


def make_order(part: Part, quantity: int = 5, *, by: Actor | None = None) -> PartOrder:
    return commands.propose_part_order(
        kind=OrderKind.STOCK,
        supplier="Hengchuan Parts",
        lines=[(part.pk, Decimal(quantity))],
        by=by or make_actor(),
        at=NINE,
    )


def plant(by: Actor, canary: str) -> dict[str, UUID]:
    """One of each record of this room, with the canary in its texts."""
    part = make_part(f"{canary} filter", number=f"{canary}-1")
    receipt = make_receipt([(part, 5)], bin_code=canary[:20], by=by)
    request = make_request(part, source=Source("service.order", canary), by=by)
    slip = issue(make_request(part, source=Source("service.order", canary), by=by), by=by)
    draft = commands.open_goods_receipt(supplier=f"{canary} supplier", by=by, at=NINE)
    line = commands.add_receipt_line(
        receipt_id=draft.pk, line=Received(part.pk, Decimal(1)), by=by, at=NINE
    )
    return {
        "part_id": part.pk,
        "goods_receipt_id": receipt.pk,
        "request_id": request.pk,
        "slip_id": slip.pk,
        "goods_line_id": line.pk,
        "part_order_id": make_order(part, by=by).pk,
    }
