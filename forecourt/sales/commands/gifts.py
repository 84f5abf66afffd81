"""Gifts: what was promised to a buyer is handed over, and noted once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import WrongInput
from forecourt.sales.facts import GiftIssued
from forecourt.sales.models import GiftIssue, SalesOrder


@transaction.atomic
def issue_gift(
    *, order_id: UUID, gift: str, quantity: int = 1, by: Actor, at: datetime
) -> GiftIssue:
    """Hand a gift over.

    Raises:
        Missing: no such order of this person.
        WrongInput: the gift has no name.
    """
    order = locked(SalesOrder.objects.seen_by(by), order_id)
    if not gift.strip() or quantity < 1:
        raise WrongInput(_("Say what was given, and how many."))
    return hand_out(order=order, gift=gift, quantity=quantity, by=by, at=at)


@transaction.atomic
def hand_out(
    *, order: SalesOrder, gift: str, quantity: int = 1, by: Actor, at: datetime
) -> GiftIssue:
    """Note the gift of an order that the caller holds locked."""
    row = GiftIssue.hand_out(order, gift, quantity=quantity, by=by, at=at)
    fact = GiftIssued(gift_id=row.pk, order_id=order.pk, party_id=order.party_id, gift=gift)
    record(fact, by=by, at=at)
    return row
