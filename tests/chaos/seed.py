"""Found the smallest store that a browser can log in to, and what it is to work on.

Prints, as JSON, the key of an unpaid bill and of counted goods receipts: the nth of n pieces.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from forecourt.kernel.actor import Actor

BILL_FEN = 1_000_000


def main(username: str, password: str, receipts: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forecourt.config.settings")
    django.setup()
    from forecourt.kernel import clock  # noqa: PLC0415 - needs loaded apps
    from forecourt.kernel.tenancy import tenant_set  # noqa: PLC0415
    from forecourt.store import commands  # noqa: PLC0415
    from forecourt.store.roles import Role  # noqa: PLC0415

    at = clock.now()
    tenant = commands.found_group(name="Chaos Group", at=at)
    with tenant_set(tenant.pk):
        _store, system = commands.found_store(
            code="S1", name="First Store", short_name="First", phone="", address="", at=at
        )
        commands.hire(
            employee_number="1",
            name="Wang Fang",
            phone="",
            username=username,
            password=password,
            roles=(Role.SALES_MANAGER, Role.RECEPTIONIST, Role.CASHIER, Role.PARTS_KEEPER),
            by=system,
            at=at,
        )
        seeded = {"bill": _bill(system, at), "receipts": _receipts(system, int(receipts), at)}
        sys.stdout.write(json.dumps(seeded))


def _bill(by: Actor, at: datetime) -> str:
    from forecourt.customers.commands import file_person  # noqa: PLC0415
    from forecourt.finance.commands import draft_bill, post_bill  # noqa: PLC0415
    from forecourt.finance.models import NewLine  # noqa: PLC0415
    from forecourt.kernel.source import Source  # noqa: PLC0415

    party = file_person(name="Zhao Min", phone="", by=by, at=at)
    source, lines = Source("service.order", "RO-1"), [NewLine("Work", Decimal(1), BILL_FEN)]
    bill = draft_bill(source=source, party_id=party.pk, lines=lines, by=by, at=at)
    return str(post_bill(bill_id=bill.pk, by=by, at=at).pk)


def _receipts(by: Actor, count: int, at: datetime) -> list[str]:
    from forecourt.parts import commands  # noqa: PLC0415
    from forecourt.parts.rules import Received  # noqa: PLC0415

    part, keys = commands.file_part(number="P-1", name="Oil filter", by=by, at=at), []
    for number in range(1, count + 1):
        receipt = commands.open_goods_receipt(supplier="Depot", by=by, at=at)
        line = Received(part.pk, Decimal(number), 3_000, "A-01-1")
        commands.add_receipt_line(receipt_id=receipt.pk, line=line, by=by, at=at)
        keys.append(str(receipt.pk))
    return keys


if __name__ == "__main__":
    main(*sys.argv[1:])
