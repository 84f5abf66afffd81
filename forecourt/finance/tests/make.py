"""Makers: bills and money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from forecourt.customers.models import Party
from forecourt.customers.tests.make import make_party
from forecourt.finance import commands
from forecourt.finance.models import Bill, LineKind, NewLine, Receipt
from forecourt.kernel.actor import Actor
from forecourt.kernel.source import Source
from forecourt.store.roles import Role
from forecourt.store.tests.make import NINE, login, make_actor, make_staff, make_store

__all__ = [
    "NINE",
    "ORDER",
    "Role",
    "login",
    "make_actor",
    "make_bill",
    "make_deposit",
    "make_party",
    "make_posted",
    "make_staff",
    "make_store",
    "other_person",
    "plant",
]

ORDER = Source("service.order", "RO-261124-001")
OIL_SERVICE = (
    NewLine("Oil service", Decimal("0.80"), 40_000, LineKind.LABOUR, code="L100"),
    NewLine("Engine oil 5W-30", Decimal("4.50"), 8_800, LineKind.PART, code="90915", unit="L"),
)
OIL_SERVICE_FEN = 32_000 + 39_600


def make_bill(
    lines: Sequence[NewLine] = OIL_SERVICE,
    *,
    party: Party | None = None,
    source: Source = ORDER,
    title: str = "",
    by: Actor | None = None,
) -> Bill:
    """A draft, by default of ¥716.00."""
    return commands.draft_bill(
        source=source,
        party_id=(party or make_party()).pk,
        lines=lines,
        title=title,
        by=by or make_actor(),
        at=NINE,
    )


def make_posted(
    lines: Sequence[NewLine] = OIL_SERVICE,
    *,
    party: Party | None = None,
    source: Source = ORDER,
    by: Actor | None = None,
) -> Bill:
    by = by or make_actor()
    bill = make_bill(lines, party=party, source=source, by=by)
    return commands.post_bill(bill_id=bill.pk, by=by, at=NINE)


def make_deposit(
    amount_fen: int = 500_000,
    *,
    party: Party | None = None,
    kind: str = "deposit",
    source: Source = ORDER,
    note: str = "",
    by: Actor | None = None,
) -> Receipt:
    return commands.take_deposit(
        source=source,
        party_id=(party or make_party()).pk,
        amount_fen=amount_fen,
        kind=kind,
        method="card",
        note=note,
        by=by or make_actor(),
        at=NINE,
    )


def other_person() -> Actor:
    """Somebody with every right who is not the one of ``make_actor``."""
    return replace(make_actor(), key="staff:zhao", name="Zhao Min")


def plant(by: Actor, canary: str) -> dict[str, UUID]:
    """One of each record of this room, with the canary in its texts."""
    party = make_party(f"{canary} payer", phone="")
    source = Source("service.order", canary)
    lines = [NewLine(f"{canary} work", Decimal(1), 10_000)]
    bill = make_posted(lines, party=party, source=source, by=by)
    deposit = make_deposit(party=party, source=source, note=canary, by=by)
    return {"bill_id": bill.pk, "receipt_id": deposit.pk}
