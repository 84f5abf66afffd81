"""Two cashiers and one bill; eight bills and one deposit; lines that slip in beside a posting."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection

from forecourt.finance import commands
from forecourt.finance.models import Bill, NewLine, Receipt
from forecourt.finance.tests.make import (
    NINE,
    OIL_SERVICE_FEN,
    make_actor,
    make_bill,
    make_deposit,
    make_posted,
    other_person,
)
from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Entry
from forecourt.kernel.refusals import Refused
from forecourt.kernel.tenancy import tenant_set

pytestmark = pytest.mark.django_db(transaction=True)


def _at_once(by: Actor, acts: list[Callable[[], object]]) -> list[str]:
    """Do all of it at the same moment; what each was told, in order of the words."""
    gate = Barrier(len(acts))

    def do(act: Callable[[], object]) -> str:
        with tenant_set(by.tenant_id):
            connection.ensure_connection()
            gate.wait()
            try:
                act()
            except Refused as no:
                return no.code
            else:
                return "won"
            finally:
                connection.close()

    with ThreadPoolExecutor(max_workers=len(acts)) as people:
        return sorted(people.map(do, acts))


def _paying(bill: Bill, by: Actor) -> Callable[[], object]:
    return lambda: commands.take_payment(
        bill_id=bill.pk, amount_fen=OIL_SERVICE_FEN, method="cash", by=by, at=NINE
    )


@pytest.mark.held_by("finance.Bill")
def test_two_cashiers_and_one_bill_and_one_takes_the_money() -> None:
    bill, chen, zhao = make_posted(), make_actor(), other_person()

    outcomes = _at_once(chen, [_paying(bill, chen), _paying(bill, zhao)])

    assert outcomes == ["too-much", "won"]
    assert Receipt.objects.count() == 1
    assert Bill.objects.get(pk=bill.pk).paid_fen == OIL_SERVICE_FEN


@pytest.mark.held_by("finance.Receipt")
def test_eight_bills_and_one_deposit() -> None:
    deposit, by = make_deposit(OIL_SERVICE_FEN), make_actor()
    bills = [make_posted() for _ in range(8)]

    def using(bill: Bill) -> Callable[[], object]:
        return lambda: commands.use_deposit(receipt_id=deposit.pk, bill_id=bill.pk, by=by, at=NINE)

    outcomes = _at_once(by, [using(bill) for bill in bills])

    assert outcomes == ["nothing-left"] * 7 + ["won"]
    assert Receipt.objects.get(pk=deposit.pk).left_fen == 0


@pytest.mark.held_by("finance.Receipt")
def test_a_deposit_is_used_or_paid_back_and_never_both() -> None:
    deposit, bill, by = make_deposit(OIL_SERVICE_FEN), make_posted(), other_person()

    outcomes = _at_once(
        by,
        [
            lambda: commands.use_deposit(receipt_id=deposit.pk, bill_id=bill.pk, by=by, at=NINE),
            lambda: commands.refund_receipt(
                receipt_id=deposit.pk, amount_fen=OIL_SERVICE_FEN, reason="x", by=by, at=NINE
            ),
        ],
    )

    assert outcomes in (["nothing-left", "won"], ["too-much", "won"])


@pytest.mark.held_by("finance.Bill")
def test_other_lines_never_slip_in_beside_a_posting() -> None:
    bill, by = make_bill(), make_actor()
    lines = [NewLine("Wash", Decimal(1), 3_000)]

    outcomes = _at_once(
        by,
        [
            lambda: commands.post_bill(bill_id=bill.pk, by=by, at=NINE),
            lambda: commands.change_draft(bill_id=bill.pk, lines=lines, by=by, at=NINE),
        ],
    )

    assert outcomes in (["bill-not-open", "won"], ["won", "won"])
    posted = Bill.objects.get(pk=bill.pk)
    assert posted.total_fen == (3_000 if outcomes == ["won", "won"] else OIL_SERVICE_FEN)
    said = Entry.objects.get(kind="finance.bill_posted").payload["total_fen"]
    assert said == posted.total_fen


@pytest.mark.held_by("finance.Bill")
def test_two_accountants_reverse_one_bill() -> None:
    bill, by = make_posted(), make_actor()

    def reverse() -> object:
        return commands.reverse_bill(bill_id=bill.pk, reason="Wrong car", by=by, at=NINE)

    assert _at_once(by, [reverse, reverse]) == ["bill-not-open", "won"]
    assert Bill.objects.count() == 2


def test_receipt_numbers_have_no_gaps_when_eight_cashiers_draw_them() -> None:
    by = make_actor()
    bills = [make_posted() for _ in range(8)]

    _at_once(by, [_paying(bill, by) for bill in bills])

    numbers = sorted(Receipt.objects.values_list("number", flat=True))
    assert numbers == [f"RC-261124-{number:04d}" for number in range(1, 9)]
