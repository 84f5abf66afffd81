"""An owner's way in: the page at delivery, the code, the session."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from forecourt.customers.commands import queue_message
from forecourt.customers.models import Channel, ContactKind, Party
from forecourt.customers.queries import allows, preferred_value
from forecourt.kernel import limits
from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.source import Source
from forecourt.kernel.tenancy import tenant_set
from forecourt.portal.facts import OwnerLoggedIn, OwnerPageMade, OwnerPageOpened
from forecourt.portal.models import OwnerCode, OwnerPage, OwnerSession
from forecourt.portal.queries.entry import (
    Owner,
    code_hash,
    has_opened,
    hashed,
    owner_with_phone,
    owns,
)

MINUTE, HOUR = 60, 3600  # seconds
CODES_A_MINUTE: Final = 1
CODES_AN_HOUR: Final = 5
CODES_AN_ADDRESS: Final = 20


@transaction.atomic
def make_page(*, party_id: UUID, vehicle_id: UUID | None, by: Actor, at: datetime) -> OwnerPage:
    """Make an owner's page and invite the owner; a page that is there stays as it is."""
    party = Party.objects.seen_by(by).get(pk=party_id)
    page, is_new = OwnerPage.make(by.store_id, party.merged_into_id or party.pk, at=at)
    if not is_new:
        return page
    record(OwnerPageMade(page.pk, page.party_id, vehicle_id), by=by, at=at)
    may_write = allows(by, page.party_id, purpose="after_sales", channel=Channel.SMS, on=at.date())
    if may_write and preferred_value(by, page.party_id, ContactKind.PHONE):
        queue_message(
            party_id=page.party_id,
            channel=Channel.SMS,
            purpose="after_sales",
            text=_(
                "Your car has its own page: service book, next service, booking. "
                "Open it with your phone number and the last six signs of the VIN: /my/"
            ),
            source=Source("portal.owner_page", str(page.pk)),
            by=by,
            at=at,
        )
    return page


@transaction.atomic
def ask_code(*, phone: str, browser: str, address: str, at: datetime) -> None:
    """Send a code to the phone, if it is an owner's; whoever asks cannot tell which.

    The code is for the browser that asked, and ends the one before.

    Raises:
        TooOften: more than one in a minute or five in an hour for this phone, or twenty an hour
            from this address.
    """
    found = owner_with_phone(phone)
    counted = found[1] if found else "".join(sign for sign in phone if sign.isdigit())
    limits.knock("owner-code", counted, limit=CODES_AN_HOUR, seconds=HOUR)
    limits.knock("owner-code-minute", counted, limit=CODES_A_MINUTE, seconds=MINUTE)
    limits.knock("owner-code-address", address, limit=CODES_AN_ADDRESS, seconds=HOUR)
    code = f"{secrets.randbelow(10**6):06d}"
    owner = found[0] if found else None
    row = OwnerCode.ask(
        pk=uuid7(),
        browser_hash=hashed(browser),
        code_hash=code_hash(browser, code),
        owner=(owner.tenant_id, owner.store_id, owner.party_id) if owner else None,
        at=at,
    )
    if found is not None:
        _send(found[0], found[1], code, row, at)


def _send(owner: Owner, address: str, code: str, row: OwnerCode, at: datetime) -> None:
    with tenant_set(owner.tenant_id):
        queue_message(
            party_id=owner.party_id,
            channel=Channel.SMS,
            purpose="login",
            text=_("Your code is %(code)s. It is good for 5 minutes. Tell it to nobody.")
            % {"code": code},
            source=Source("portal.owner_code", str(row.pk)),
            address=address,
            by=owner.system,
            at=at,
        )


@transaction.atomic
def enter_code(*, browser: str, code: str, car: str, user_agent: str, at: datetime) -> str | None:
    """Let an owner in and answer the session's token; None when something is not right.

    The browser must be the one that asked. Each call takes one of five tries, whatever comes of
    it. The first time, the end of the VIN or the plate of a car of the owner must be said too.
    """
    row = OwnerCode.objects.live(hashed(browser), at=at).select_for_update().first()
    if row is None or not OwnerCode.objects.count_try(row.pk):
        return None
    fits = secrets.compare_digest(row.code_hash, code_hash(browser, code))
    if not fits or row.party_id is None or row.home_tenant_id is None or row.store_id is None:
        return None
    owner = Owner(row.home_tenant_id, row.store_id, row.party_id)
    with tenant_set(owner.tenant_id):
        if not has_opened(owner) and not owns(owner, car):
            return None
        row.use(at=at)
        return _let_in(owner, user_agent, at)


def _let_in(owner: Owner, user_agent: str, at: datetime) -> str:
    by = owner.system
    page, is_new = OwnerPage.make(owner.store_id, owner.party_id, at=at)
    if is_new:
        record(OwnerPageMade(page.pk, page.party_id, None), by=by, at=at)
    if page.opened_at is None:
        page.open(at=at)
        record(OwnerPageOpened(page.pk, page.party_id), by=by, at=at)
    record(OwnerLoggedIn(page.pk, page.party_id), by=by, at=at)
    token = secrets.token_urlsafe(32)
    OwnerSession.begin(
        hashed(token),
        tenant_id=owner.tenant_id,
        store_id=owner.store_id,
        party_id=owner.party_id,
        user_agent=user_agent,
    )
    return token


@transaction.atomic
def leave(*, token: str) -> None:
    """End the session of this token; one that has ended is fine."""
    OwnerSession.objects.end(hashed(token))
