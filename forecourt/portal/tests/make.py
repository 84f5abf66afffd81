"""Makers: owners with a page and an open session."""

from __future__ import annotations

from uuid import UUID

from django.test import Client

from forecourt.customers.models import Party
from forecourt.customers.tests.make import make_party
from forecourt.kernel.actor import Actor, ActorKind
from forecourt.portal.models import OwnerPage, OwnerSession
from forecourt.portal.queries.entry import SESSION_COOKIE, hashed
from forecourt.store.tests.make import NINE, home_store
from forecourt.vehicles.models import Vehicle
from forecourt.vehicles.tests.make import make_vehicle


def make_owner(
    name: str = "Zhao Min", *, phone: str = "+8613800138000", plate: str = ""
) -> tuple[Party, Vehicle]:
    """A party with a phone and a car."""
    party = make_party(name, phone=phone)
    return party, make_vehicle(plate, owner=party)


def make_page(party: Party) -> OwnerPage:
    page, _is_new = OwnerPage.make(party.home_store_id, party.pk, at=NINE)
    page.open(at=NINE)
    return page


def make_owner_actor(party: Party) -> Actor:
    store = home_store()
    return Actor(
        tenant_id=store.tenant_id,
        store_id=store.pk,
        key=f"owner:{party.pk}",
        kind=ActorKind.OWNER,
        name=party.name,
        party_id=party.pk,
    )


def login_owner(client: Client, party: Party, *, language: str = "en") -> Client:
    """Let an owner in without a code."""
    token = f"token-of-{party.pk}"
    OwnerSession.begin(
        hashed(token),
        tenant_id=party.tenant_id,
        store_id=party.home_store_id,
        party_id=party.pk,
        user_agent="test",
    )
    client.cookies[SESSION_COOKIE] = token
    client.cookies["language"] = language
    return client


def plant(by: Actor, canary: str) -> dict[str, UUID]:
    """An owner with a page; the addresses of this room take no key of staff."""
    party = make_party(f"{canary} Owner", phone="")
    OwnerPage.make(by.store_id, party.pk, at=NINE)
    return {}
