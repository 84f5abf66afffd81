"""The owner's word: on lines, on kilometres, on consents; each through the room that keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.customers.commands import give_consent, queue_message, withdraw_consent
from forecourt.customers.models import Channel, ConsentPurpose, ContactKind
from forecourt.customers.queries import allows, preferred_value, standing_id
from forecourt.kernel.actor import Actor
from forecourt.kernel.locking import locked
from forecourt.kernel.refusals import Missing, WrongInput
from forecourt.kernel.source import Source
from forecourt.portal.models import OwnerPage
from forecourt.portal.queries.cars import car
from forecourt.portal.queries.me import SWITCHES, own_consent
from forecourt.portal.queries.visits import order_page
from forecourt.service.commands import authorise_lines, defer_line
from forecourt.service.models import JobLine, Method, RepairOrder
from forecourt.vehicles.commands import read_odometer
from forecourt.vehicles.models import OdometerReading, ReadingSource

LATER: Final = timedelta(days=30)


@transaction.atomic
def answer_lines(
    *, order_id: UUID, versions: Mapping[UUID, int], is_yes: bool, by: Actor, at: datetime
) -> bool:
    """Agree to the chosen lines in the version that was read, or put all that are asked off.

    A line that is agreed to already in that version, from another window, is left as it is;
    answers whether anything was left to do.

    Raises:
        Missing: it is not an order of this owner's car.
        WrongInput: nothing was chosen.
        TextChanged: a line is not what was read.
        NotEstimated, NotPriced, NotAllowed, IllegalMove: as the service room says.
    """
    page = order_page(by, order_id)
    if is_yes:
        if not versions:
            raise WrongInput(_("Choose at least one line, or put all of them off."))
        locked(RepairOrder.objects.seen_by(by), order_id)
        agreed = JobLine.objects.seen_by(by).of(order_id).authorised()
        known = dict(agreed.values_list("pk", "text_version"))
        versions = {key: said for key, said in versions.items() if known.get(key) != said}
        if not versions:
            return False
        authorise_lines(
            order_id=order_id,
            versions=versions,
            method=Method.PORTAL,
            person=by.name,
            by=by,
            at=at,
        )
        return True
    for line_id in page.versions:
        defer_line(
            line_id=line_id,
            until_on=(at + LATER).date(),
            method=Method.PORTAL,
            person=by.name,
            by=by,
            at=at,
        )
    return bool(page.versions)


@transaction.atomic
def note_kilometres(*, vehicle_id: UUID, km: int, by: Actor, at: datetime) -> OdometerReading:
    """Note what the owner read; it weighs less than the workshop's own reading.

    Raises:
        Missing: it is not a car of this owner.
        LowerThanBefore: the odometer showed more before.
    """
    if car(by, vehicle_id) is None:
        raise Missing(_("This record does not exist."))
    return read_odometer(
        vehicle_id=vehicle_id, km=km, reading_source=ReadingSource.OWNER_LOG, by=by, at=at
    )


@transaction.atomic
def switch_consent(*, purpose: str, is_on: bool, by: Actor, at: datetime) -> None:
    """Give or withdraw one of the consents that an owner switches here.

    Raises:
        Missing: nothing of that kind can be switched here.
    """
    if purpose not in SWITCHES or by.party_id is None:
        raise Missing(_("This record does not exist."))
    if is_on:
        give_consent(
            party_id=by.party_id,
            purpose=ConsentPurpose(purpose),
            evidence="click /my/me/",
            by=by,
            at=at,
        )
    else:
        withdraw_consent(consent_id=own_consent(by, purpose), reason="/my/me/", by=by, at=at)


@transaction.atomic
def ask_word(*, order_id: UUID, party_id: UUID, title: str, by: Actor, at: datetime) -> None:
    """Send the owner the way to the lines that wait for a word; one message a minute is enough.

    Who has no page, no phone or does not want to be written to is asked by the adviser only.
    """
    party_id = standing_id(by, party_id)
    may_write = allows(by, party_id, purpose="after_sales", channel=Channel.SMS, on=at.date())
    if not may_write or not preferred_value(by, party_id, ContactKind.PHONE):
        return
    if not OwnerPage.objects.seen_by(by).filter(party_id=party_id).exists():
        return
    words = _("We found something on your car: %(title)s. See it and answer: %(address)s")
    queue_message(
        party_id=party_id,
        channel=Channel.SMS,
        purpose="after_sales",
        text=words % {"title": title, "address": f"/my/orders/{order_id}/"},
        source=Source("portal.word", f"{order_id} {at:%y%m%d%H%M}"),
        by=by,
        at=at,
    )
