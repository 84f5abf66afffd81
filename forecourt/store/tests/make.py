"""Makers: the smallest valid store, its people, and somebody who does things."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Final
from uuid import UUID

from django.conf import settings
from django.test import Client

from forecourt.kernel.actor import Actor
from forecourt.kernel.models import Tenant
from forecourt.kernel.tenancy import current_tenant_id, tenant_set
from forecourt.store.models import (
    Account,
    Device,
    DeviceKind,
    Holiday,
    OpeningHours,
    Staff,
    StaffPost,
    Store,
)
from forecourt.store.queries import DEVICE_COOKIE, hashed, matrix, rights_of
from forecourt.store.roles import Role
from forecourt.store.sessions import POST, SessionStore

NINE: Final = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # Tuesday, 09:00 in Shanghai

HOME: Final = UUID("00000000-0000-7000-8000-000000000001")  # the dealer group of every test
TWIN: Final = UUID("00000000-0000-7000-8000-000000000002")  # another, with overlapping data
HOME_STORE: Final = UUID("00000000-0000-7000-8000-000000000011")
TWIN_STORE: Final = UUID("00000000-0000-7000-8000-000000000012")

_STORES = {HOME: HOME_STORE, TWIN: TWIN_STORE}


def make_tenants() -> None:
    """The two dealer groups that every test database holds, each with a store S1."""
    for tenant_id, store_id in _STORES.items():
        tenant, is_new = Tenant.objects.get_or_create(
            pk=tenant_id, defaults={"name": f"Group {tenant_id.int & 0xF}"}
        )
        if is_new:
            with tenant_set(tenant.pk):
                store = Store.objects.create(
                    pk=store_id, code="S1", name="First Store", short_name="First"
                )
                OpeningHours.put_up(store, range(1, 8), time(8, 30), time(17, 30))


def home_store() -> Store:
    return Store.objects.get(pk=_STORES[current_tenant_id()])


def make_store(name: str = "Second Store", code: str = "") -> Store:
    """Another store of the same dealer group."""
    store = Store.open(code=code or name[:12], name=name, short_name=name[:20])
    OpeningHours.put_up(store, range(1, 8), time(8, 30), time(17, 30))
    return store


def make_staff(name: str = "Chen Jie", *roles: Role, store: Store | None = None) -> Staff:
    """A person with a login (no password: use ``login``) and these roles."""
    username = f"{name.replace(' ', '').lower()}-{current_tenant_id().int & 0xF}"
    account = Account.open(username, None)
    staff = Staff.hire(employee_number=username[:20], name=name, account=account)
    StaffPost.appoint(staff, store or home_store(), roles or (Role.JOB_CONTROLLER,))
    return staff


def make_actor(*roles: Role, store: Store | None = None, staff: Staff | None = None) -> Actor:
    """Somebody with these roles, by default one with every right, at the home store."""
    store = store or home_store()
    return Actor(
        tenant_id=store.tenant_id,
        store_id=store.pk,
        key="staff:chen",
        name="Chen Jie",
        staff_id=staff.pk if staff else None,
        roles=frozenset(roles),
        rights=rights_of(roles) if roles else frozenset(matrix()),
    )


def login(
    client: Client, staff: Staff, *, store: Store | None = None, language: str = "en"
) -> Client:
    """Log a person in without a password, in a language."""
    store = store or home_store()
    session = SessionStore()
    session["_auth_user_id"] = str(staff.account_id)
    session[POST] = {
        "tenant_id": str(staff.tenant_id),
        "staff_id": str(staff.pk),
        "store_id": str(store.pk),
        "user_agent": "test",
        "idle_minutes": 30,
    }
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def make_device(
    name: str = "Lounge", kind: DeviceKind = DeviceKind.LOUNGE, *, store: Store | None = None
) -> Device:
    return Device.pair(store or home_store(), name=name, kind=kind, by_key="staff:chen", at=NINE)


def hang_up(client: Client, device: Device) -> Client:
    """Let this browser be the device."""
    secret = f"secret of {device.name}"
    device.change_key(hashed(secret))
    client.cookies[DEVICE_COOKIE] = f"{device.tenant_id}.{device.pk}.{secret}"
    return client


def plant(by: Actor, canary: str) -> dict[str, UUID]:
    """One of each record of this room, with the canary in its texts."""
    store = Store.objects.get(pk=by.store_id)
    staff = make_staff(f"{canary} Person", Role.TECHNICIAN, store=store)
    device = make_device(f"{canary} screen", store=store)
    day = Holiday.declare(store, date(2027, 3, 1), f"{canary} day"[:40], is_worked=False)
    return {"staff_id": staff.pk, "device_id": device.pk, "holiday_id": day.pk}
