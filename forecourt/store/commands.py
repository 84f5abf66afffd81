"""What is done to the store itself: founding it, hiring, hours, rules, the log of log-ins."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from forecourt.kernel.actor import Actor
from forecourt.kernel.journal import record
from forecourt.kernel.models import Tenant
from forecourt.kernel.refusals import Refused, WrongInput, refused_by
from forecourt.kernel.tenancy import tenant_set
from forecourt.store import queries
from forecourt.store.facts import (
    LoggedIn,
    LoggedOut,
    PasswordChanged,
    RuleChanged,
    StaffHired,
    StoreFounded,
)
from forecourt.store.models import Account, RuleValue, Session, Staff, StaffPost, Store
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
