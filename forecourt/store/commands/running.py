"""What is done to the store itself: founding it, hiring, hours, rules, the log of log-ins."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record, record_all
from forecourt.kernel.locking import locked
from forecourt.kernel.models import Tenant
from forecourt.kernel.refusals import Refused, WrongInput, refused_by
from forecourt.kernel.tenancy import tenant_set
from forecourt.store import queries
from forecourt.store.facts import (
    DevicePaired,
    DeviceRevoked,
    LoggedIn,
    LoggedOut,
    PasswordChanged,
    RuleChanged,
    StaffHired,
    StoreFounded,
)
from forecourt.store.models import (
    Account,
    Device,
    DeviceKind,
    Pairing,
    RuleValue,
    Session,
    Staff,
    StaffPost,
    Store,
)
from forecourt.store.roles import Role


class NameTaken(Refused):
    code = "name-taken"


@transaction.atomic
def found_group(*, name: str, at: datetime) -> Tenant:
    """Open the books of a dealer group, with the numbers that Forecourt ships."""
    tenant = Tenant.found(name)
    with tenant_set(tenant.pk):
        ship_rules(at=at)
    return tenant


@transaction.atomic
def ship_rules(*, at: datetime) -> None:
    """Load the shipped rule values that the set tenant lacks; safe to run at every start."""
    rows = [(d.key, str(d.value), d.unit) for d in queries.shipped().values()]
    RuleValue.ship(rows, on=date(2000, 1, 1), at=at)  # in force from the beginning


@transaction.atomic
def found_store(
    *, code: str, name: str, short_name: str, phone: str, address: str, at: datetime
) -> tuple[Store, Actor]:
    """Open a store of the set dealer group and answer it with its system actor."""
    store = Store.open(code=code, name=name, short_name=short_name, phone=phone, address=address)
    system = Actor.system(store.tenant_id, store.pk)
    record(StoreFounded(founded_store_id=store.pk, name=name), by=system, at=at)
    return store, system


@transaction.atomic
def hire(
    *,
    employee_number: str,
    name: str,
    phone: str,
    username: str,
    password: str | None,
    roles: Collection[Role],
    by: Actor,
    at: datetime,
) -> Staff:
    """Take a person on, with a login and roles in the actor's store.

    Raises:
        NameTaken: the login name or the employee number is in use.
    """
    taken = {
        "store_account_username_key": NameTaken(
            _("The login name %(name)s is taken. Choose another.") % {"name": username}
        ),
        "store_staff_one_per_employee_number": NameTaken(
            _("Employee number %(number)s is in use.") % {"number": employee_number}
        ),
    }
    with refused_by(taken):
        account = Account.open(username, password) if username else None
        staff = Staff.hire(employee_number=employee_number, name=name, phone=phone, account=account)
    StaffPost.appoint(staff, queries.store(by), roles)
    record(StaffHired(staff_id=staff.pk, roles=tuple(sorted(roles))), by=by, at=at)
    return staff


@dataclass(frozen=True, slots=True)
class NewStaff:
    """A person as an import brings them; a login is given later."""

    employee_number: str
    name: str
    roles: tuple[Role, ...]
    phone: str = ""
    left_on: date | None = None


@transaction.atomic
def hire_many(*, people: Sequence[NewStaff], by: Actor, at: datetime) -> list[Staff]:
    """Take many people on, without a login; one line in the journal for each.

    Raises:
        NameTaken: an employee number is in use.
    """
    hired = [
        Staff(employee_number=p.employee_number, name=p.name, phone=p.phone, left_on=p.left_on)
        for p in people
    ]
    taken = NameTaken(_("An employee number is in use."))
    with refused_by({"store_staff_one_per_employee_number": taken}):
        Staff.hire_all(hired)
    pairs = list(zip(hired, people, strict=True))
    StaffPost.appoint_all(queries.store(by), [(staff, p.roles) for staff, p in pairs])
    facts = [StaffHired(staff_id=s.pk, roles=tuple(sorted(p.roles))) for s, p in pairs]
    record_all(facts, by=by, at=at)
    return hired


@transaction.atomic
def change_rule(*, key: str, value: str, valid_from: date, by: Actor, at: datetime) -> RuleValue:
    """Put a new version of a rule value in force for the actor's store.

    Raises:
        WrongInput: no room knows the key, or the value is not of the shipped kind.
    """
    default = queries.shipped().get(key)
    if default is None:
        raise WrongInput(_("There is no rule “%(key)s”.") % {"key": key})
    if isinstance(default.value, int) and not value.removeprefix("-").isdecimal():
        raise WrongInput(_("“%(value)s” is not a whole number.") % {"value": value})
    row = RuleValue.change(key, value, default.unit, valid_from=valid_from, by=by, at=at)
    record(RuleChanged(key=key, value=value, valid_from=valid_from), by=by, at=at)
    return row


@transaction.atomic
def log_in(*, session_key: str, account_id: UUID, by: Actor, at: datetime) -> None:
    """Note a login in the journal, and end the oldest sessions over the limit."""
    most = queries.rule(by, "store.sessions_at_once", on=at.date())
    mine = Session.objects.of(account_id).exclude(session_key=session_key)
    kept = mine.order_by("-seen_at").values_list("session_key", flat=True)[: most - 1]
    mine.exclude(session_key__in=list(kept)).end()
    if by.staff_id:
        record(LoggedIn(staff_id=by.staff_id), by=by, at=at)


@transaction.atomic
def end_session(*, session_key: str, account_id: UUID, by: Actor, at: datetime) -> None:
    """End one session of an account: this one at the log-out, or another from the list."""
    Session.objects.of(account_id).filter(session_key=session_key).end()
    if by.staff_id:
        record(LoggedOut(staff_id=by.staff_id), by=by, at=at)


class WrongPassword(WrongInput):
    code = "wrong-password"


@transaction.atomic
def change_password(
    *, account_id: UUID, old: str, new: str, session_key: str, by: Actor, at: datetime
) -> None:
    """Give one's own account a new password, and end all its other sessions.

    Raises:
        WrongPassword: ``old`` is not the present one.
    """
    account = Account.objects.get(pk=account_id)
    if not account.check_password(old):
        raise WrongPassword(_("The present password is not right."))
    account.change_password(new)
    Session.objects.of(account_id).exclude(session_key=session_key).end()
    if by.staff_id:
        record(PasswordChanged(staff_id=by.staff_id), by=by, at=at)


class NoSuchCode(Refused):
    code = "no-such-code"


class DeviceNameTaken(Refused):
    code = "device-name-taken"


@transaction.atomic
def begin_pairing(*, browser: str, at: datetime) -> Pairing:
    """Give a screen a code of eight signs to show; ``browser`` is the secret it holds."""
    code = "".join(secrets.choice(_CODE_SIGNS) for _sign in range(8))
    return Pairing.show(queries.hashed(browser), code, at=at)


@transaction.atomic
def confirm_pairing(*, code: str, name: str, kind: DeviceKind, by: Actor, at: datetime) -> Device:
    """Take a screen that shows this code into the store.

    Raises:
        NoSuchCode: no screen shows it, it ran out, or it was confirmed already.
        DeviceNameTaken: another screen of the store has this name.
    """
    plain = code.upper().replace(" ", "").replace("-", "")
    codes = Pairing.objects.live(at=at).filter(code=plain, device_id__isnull=True)
    pairing = codes.select_for_update().first()
    if pairing is None:
        raise NoSuchCode(_("No screen shows this code now. Read it again, it changes."))
    taken = DeviceNameTaken(_("There is a screen “%(name)s” already.") % {"name": name})
    with refused_by({"store_device_one_per_name": taken}):
        device = Device.pair(queries.store(by), name=name, kind=kind, by_key=by.key, at=at)
    pairing.confirm(by.tenant_id, device.pk)
    record(DevicePaired(device_id=device.pk, name=name, device_kind=kind), by=by, at=at)
    return device


@transaction.atomic
def collect_key(*, browser: str, at: datetime) -> str:
    """Hand the confirmed screen its key, once; empty while nobody has confirmed it."""
    codes = Pairing.objects.live(at=at).of_browser(queries.hashed(browser))
    pairing = codes.filter(device_id__isnull=False).select_for_update().first()
    if pairing is None or pairing.home_tenant_id is None or pairing.device_id is None:
        return ""
    with tenant_set(pairing.home_tenant_id):
        device = Device.objects.select_for_update(no_key=True).get(pk=pairing.device_id)
        key = _new_key(device) if device.revoked_at is None else ""
    pairing.end()
    return key


@transaction.atomic
def rotate_key(*, by: Actor) -> str:
    """Give the device that asks another key; the former one works for an hour."""
    device = locked(Device.objects.seen_by(by), by.device_id or UUID(int=0))
    return _new_key(device)


@transaction.atomic
def revoke_device(*, device_id: UUID, by: Actor, at: datetime) -> Device:
    """Let a screen see nothing any more, from the next moment. Already revoked is fine.

    Raises:
        Missing: this store has no such screen.
    """
    device = locked(Device.objects.seen_by(by), device_id)
    if device.revoked_at is None:
        device.revoke(at=at)
        record(DeviceRevoked(device_id=device.pk, name=device.name), by=by, at=at)
    return device


def _new_key(device: Device) -> str:
    """A cookie that says which device it is, and its secret of 256 bits."""
    secret = secrets.token_urlsafe(32)
    device.change_key(queries.hashed(secret))
    return f"{device.tenant_id}.{device.pk}.{secret}"


_CODE_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that looks like another
