"""Who stands at the owner's door."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac

from forecourt.customers.rules import phone_e164
from forecourt.kernel.actor import Actor, ActorKind
from forecourt.kernel.http import Visitor
from forecourt.portal.models import OwnerPage
from forecourt.vehicles.models import VehicleParty

SESSION_COOKIE: Final = "__Host-owner" if settings.HTTPS else "owner"
BROWSER_COOKIE: Final = "__Host-owner-browser" if settings.HTTPS else "owner-browser"
_VIN_TAIL: Final = 6

_WHO = """
SELECT session.home_tenant_id, session.store_id, party.id, party.name, store.name,
       store.zone_name, session.seen_at < now() - interval '1 hour'
FROM portal_ownersession session
JOIN store_store store ON store.tenant_id = session.home_tenant_id AND store.id = session.store_id
JOIN customers_party filed ON filed.tenant_id = session.home_tenant_id
     AND filed.id = session.party_id
JOIN customers_party party ON party.tenant_id = filed.tenant_id
     AND party.id = coalesce(filed.merged_into_id, filed.id)
WHERE session.token_hash = %s AND session.expires_at > now()
"""
_SEEN = """
UPDATE portal_ownersession SET seen_at = now(), expires_at = now() + interval '30 days'
WHERE token_hash = %s
"""
# Over all dealer groups, since nobody knows yet whose customer calls: who has this phone and a car,
# those with a page first.
_BY_PHONE = """
SELECT party.tenant_id, party.home_store_id, party.id
FROM customers_contactpoint point
JOIN customers_party filed ON filed.tenant_id = point.tenant_id AND filed.id = point.party_id
JOIN customers_party party ON party.tenant_id = filed.tenant_id
     AND party.id = coalesce(filed.merged_into_id, filed.id)
LEFT JOIN portal_ownerpage page ON page.tenant_id = party.tenant_id AND page.party_id = party.id
WHERE point.kind = 'phone' AND point.value = %s AND point.ended_at IS NULL
  AND EXISTS (SELECT 1 FROM vehicles_vehicleparty held
              WHERE held.tenant_id = party.tenant_id AND held.party_id = party.id
                AND held.role = 'owner' AND held.held_until IS NULL)
ORDER BY page.made_at DESC NULLS LAST, party.id LIMIT 1
"""


def recognise(cookies: Mapping[str, str]) -> Visitor | None:
    """The owner whose cookie this is."""
    token = cookies.get(SESSION_COOKIE, "")
    if not token:
        return None
    digest = hashed(token)
    with connection.cursor() as cursor:
        cursor.execute(_WHO, [digest])
        row = cursor.fetchone()
        if row is None:
            return None
        if row[6]:
            cursor.execute(_SEEN, [digest])
    tenant_id, store_id, party_id, name, store_name, zone, _stale = row
    actor = Actor(
        tenant_id=tenant_id,
        store_id=store_id,
        key=f"owner:{party_id}",
        kind=ActorKind.OWNER,
        name=name,
        party_id=party_id,
    )
    return Visitor(actor, ZoneInfo(zone), store_name)


def hashed(token: str) -> str:
    """What is kept of a random token."""
    return sha256(token.encode()).hexdigest()


def code_hash(browser: str, code: str) -> str:
    """What is kept of a code: useless without the browser's cookie and the house's key."""
    return salted_hmac("portal.code", f"{browser}:{code}", algorithm="sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Owner:
    tenant_id: UUID
    store_id: UUID
    party_id: UUID

    @property
    def system(self) -> Actor:
        """The house, acting for this owner's store."""
        return Actor.system(self.tenant_id, self.store_id, key="portal")


def owner_with_phone(phone: str) -> tuple[Owner, str] | None:
    """The owner whom a phone in any spelling reaches, and the phone as it is kept."""
    value = phone_e164(phone)
    if value is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_BY_PHONE, [value])
        row = cursor.fetchone()
    return (Owner(*row), value) if row else None


def has_opened(owner: Owner) -> bool:
    """Whether the owner proved a car before."""
    pages = OwnerPage.objects.seen_by(owner.system)
    return pages.filter(party_id=owner.party_id, opened_at__isnull=False).exists()


def owns(owner: Owner, said: str) -> bool:
    """Whether this is the end of a VIN or the plate of a car that the owner has today."""
    sign = re.sub(r"[\s·•.\-]+", "", said).upper()
    if not sign:
        return False
    cars = VehicleParty.objects.seen_by(owner.system).open().filter(party_id=owner.party_id)
    names = cars.filter(role="owner").values_list("vehicle__vin", "vehicle__plate")
    return any(
        sign == plate or (len(sign) >= _VIN_TAIL and vin.endswith(sign)) for vin, plate in names
    )
