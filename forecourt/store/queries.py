"""Who is at the door, who works here, and which numbers are in force."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.crypto import constant_time_compare
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from forecourt.kernel.actor import Actor, ActorKind
from forecourt.kernel.http import Visitor
from forecourt.kernel.prepared import prepared
from forecourt.kernel.refusals import Missing, WrongInput
from forecourt.kernel.tenancy import all_tenants
from forecourt.store.defaults import Default
from forecourt.store.models import (
    Device,
    DeviceKind,
    Holiday,
    Pairing,
    RuleValue,
    Session,
    Staff,
    StaffPost,
    Store,
    WorkWeek,
)
from forecourt.store.roles import Role

# One statement for every request of every person, so it is written by hand. The session's clock
# is the database's, not the practice clock: moving that by a month must log nobody out.
_WHO = """
SELECT account.username, staff.tenant_id, staff.id, staff.name, store.id, store.name,
       store.zone_name, session.seen_at < now() - interval '1 minute',
       array(SELECT role FROM store_staffpost post
             WHERE post.tenant_id = staff.tenant_id AND post.staff_id = staff.id
               AND post.store_id = store.id ORDER BY role),
       array(SELECT role || ' ' || is_granted || ' ' || "right" FROM store_roleright deviation
             WHERE deviation.tenant_id = staff.tenant_id)
FROM store_session session
JOIN store_account account ON account.id = session.account_id AND account.is_active
JOIN store_staff staff ON staff.tenant_id = session.home_tenant_id AND staff.id = session.staff_id
     AND staff.account_id = account.id AND staff.left_on IS NULL
JOIN store_store store ON store.tenant_id = session.home_tenant_id AND store.id = session.store_id
WHERE session.session_key = %s AND session.expire_date > now()
  AND session.seen_at > now() - make_interval(mins => session.idle_minutes)
"""
_SEEN = "UPDATE store_session SET seen_at = now() WHERE session_key = %s"


def recognise(cookies: Mapping[str, str]) -> Visitor | None:
    """The member of staff whose session cookie this is, with roles and rights."""
    key = cookies.get(settings.SESSION_COOKIE_NAME, "")
    if not key:
        return None
    with prepared() as cursor:
        cursor.execute(_WHO, [key])
        row = cursor.fetchone()
        if row is None:
            return None
        if row[7]:
            cursor.execute(_SEEN, [key])
    username, tenant_id, staff_id, name, store_id, store_name, zone, _stale, roles, deviations = row
    if not roles:
        return None
    actor = Actor(
        tenant_id=tenant_id,
        store_id=store_id,
        key=f"staff:{username}",
        name=name,
        staff_id=staff_id,
        roles=frozenset(roles),
        rights=rights_of(roles, deviations),
        zone=ZoneInfo(zone),
    )
    return Visitor(actor, ZoneInfo(zone), store_name, str(Role(roles[0]).label))


def rights_of(roles: Iterable[str], deviations: Iterable[str] = ()) -> frozenset[str]:
    """The rights of these roles: the shipped matrix, then the dealer group's deviations."""
    held = set(roles)
    rights = {right for right, who in matrix().items() if not held.isdisjoint(who)}
    for line in deviations:
        role, granted, right = line.split(" ", 2)
        if role in held:
            (rights.add if granted == "true" else rights.discard)(right)
    return frozenset(rights)


@cache
def matrix() -> Mapping[str, frozenset[Role]]:
    """The shipped rights of all rooms: right -> roles."""
    return {right: who for module in _modules("rights") for right, who in module.RIGHTS.items()}


@cache
def shipped() -> Mapping[str, Default]:
    """The shipped rule values of all rooms, by key."""
    return {default.key: default for module in _modules("defaults") for default in module.DEFAULTS}


def _modules(name: str) -> Iterator[ModuleType]:
    for app in apps.get_app_configs():
        path = f"{app.name}.{name}"
        if app.name.startswith("forecourt.") and find_spec(path):
            yield import_module(path)


def rule_text(by: Actor, key: str, *, on: date) -> str:
    """The value in force on a day, as text.

    Raises:
        KeyError: no room ships such a value.
    """
    own = RuleValue.objects.seen_by(by).in_force(key, on=on)
    row = own.filter(_store_or_group(by)).first()
    return row.value if row else str(shipped()[key].value)


def rule(by: Actor, key: str, *, on: date) -> int:
    """The whole number in force on a day; its unit is in the key.

    Raises:
        KeyError: no room ships such a value.
    """
    return int(rule_text(by, key, on=on))


def check_ahead(asked: date, key: str, *, field: str, by: Actor, on: date) -> None:
    """Let a day pass that lies no more days ahead than the rule says; past days are not its affair.

    Raises:
        WrongInput: it is further ahead: a slip of the fingers.
    """
    most = rule(by, key, on=on)
    if (asked - on).days > most:
        sentence = _("Choose a day until %(day)s, at most %(count)d days ahead.")
        last = (on + timedelta(days=most)).isoformat()
        raise WrongInput(sentence % {"day": last, "count": most}, field=field)


def rules(by: Actor, *keys: str, on: date) -> dict[str, int]:
    """Several whole numbers in one statement.

    Raises:
        KeyError: no room ships such a value.
    """
    rows = RuleValue.objects.seen_by(by).filter(_store_or_group(by), key__in=keys)
    found = {key: int(shipped()[key].value) for key in keys}
    best: dict[str, tuple[bool, date, UUID]] = {}
    for row in rows.filter(valid_from__lte=on):
        rank = (row.store_id is not None, row.valid_from, row.pk)
        if row.key not in best or rank > best[row.key]:
            best[row.key], found[row.key] = rank, int(row.value)
    return found


def _store_or_group(by: Actor) -> Q:
    return Q(store_id=by.store_id) | Q(store_id__isnull=True)


@dataclass(frozen=True, slots=True)
class Post:
    """A store that an account may work in."""

    tenant_id: UUID
    staff_id: UUID
    store_id: UUID
    store_name: str
    roles: tuple[str, ...]


def posts_of(account_id: UUID) -> list[Post]:
    """Where this account may work, over all dealer groups; asked at the login only."""
    with all_tenants("login: an account is global, its posts are not"):
        rows = StaffPost.objects.filter(
            staff__account_id=account_id, staff__left_on__isnull=True
        ).select_related("store")
        posts: dict[UUID, Post] = {}
        for row in rows.order_by("store__name", "role", "pk"):
            earlier = posts.get(row.store_id)
            roles = (*(earlier.roles if earlier else ()), row.role)
            posts[row.store_id] = Post(
                row.tenant_id, row.staff_id, row.store_id, row.store.name, roles
            )
    return list(posts.values())


def store(by: Actor) -> Store:
    """The store the actor works in."""
    return Store.objects.seen_by(by).get(pk=by.store_id)


def zone_of(by: Actor) -> ZoneInfo:
    """The zone of the actor's store; asked of the database only where the actor lacks it."""
    return by.zone or store(by).zone


# Asked at every landing on the board and for every free slot, so it is one statement.
_HOURS = """
SELECT weekday, NULL::date, opens, closes, NULL::boolean
FROM store_openinghours WHERE tenant_id = %(tenant)s AND store_id = %(store)s
UNION ALL
SELECT NULL, holiday.on, NULL, NULL, is_worked
FROM store_holiday holiday
WHERE tenant_id = %(tenant)s AND store_id = %(store)s AND NOT store_opens
  AND holiday.on BETWEEN %(first)s AND %(last)s
"""


def open_spans(
    by: Actor, *, first: date, last: date, zone: ZoneInfo | None = None
) -> list[tuple[datetime, datetime]]:
    """When the store is open from the first day to the last, in order; closed days are left out.

    A weekend day that is worked has the hours of its weekday, else those of a Monday. Who knows
    the store's zone already saves a statement by saying it.
    """
    zone = zone or zone_of(by)
    values: dict[str, Any] = {  # Any: keys and days, as the driver takes them
        "tenant": by.tenant_id,
        "store": by.store_id,
        "first": first,
        "last": last,
    }
    with prepared() as cursor:
        cursor.execute(_HOURS, values)
        rows = cursor.fetchall()
    hours = {weekday: (opens, closes) for weekday, _on, opens, closes, _worked in rows if weekday}
    breaks = {on: is_worked for _weekday, on, _opens, _closes, is_worked in rows if on}
    spans = []
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        span = hours.get(day.isoweekday())
        if day in breaks:
            span = (span or hours.get(1)) if breaks[day] else None
        if span:
            opens = datetime.combine(day, span[0], zone).astimezone(UTC)
            spans.append((opens, datetime.combine(day, span[1], zone).astimezone(UTC)))
    return spans


def stores_to_roster(*, at: datetime) -> list[tuple[UUID, UUID]]:
    """Stores with work weeks whose shifts do not reach far enough, over all dealer groups."""
    with all_tenants("the roster is planned for every store"):
        kept = set(WorkWeek.objects.store_ids())
        rows = [row for row in Store.objects.order_by("pk") if row.pk in kept]
        return [(row.tenant_id, row.pk) for row in rows if _roster_ends_soon(row, at)]


def _roster_ends_soon(row: Store, at: datetime) -> bool:
    by, today = Actor.system(row.tenant_id, row.pk), at.astimezone(row.zone).date()
    weeks = rule(by, "store.roster_weeks_ahead", on=today)
    return row.roster_until is None or row.roster_until < today + timedelta(weeks=weeks)


def shifts_wanted(
    by: Actor, zone: ZoneInfo, people: Collection[UUID] | None, *, first: date, until: date
) -> Iterator[tuple[UUID, datetime, datetime]]:
    """Who should work from when to when, by the work weeks in force; of some people, or of all.

    Nobody works on a day when the store is closed, and nobody who has left.
    """
    open_days = {
        opens.astimezone(zone).date()
        for opens, _closes in open_spans(by, first=first, last=until, zone=zone)
    }
    rows = WorkWeek.objects.seen_by(by).filter(
        valid_from__lte=until, staff__in=Staff.objects.seen_by(by).working()
    )
    if people is not None:
        rows = rows.filter(staff__in=people)
    weeks: dict[UUID, list[WorkWeek]] = {}
    for row in rows.order_by("staff", "valid_from"):
        weeks.setdefault(row.staff_id, []).append(row)
    for day in sorted(open_days):
        for staff_id, versions in weeks.items():
            week = next((row for row in reversed(versions) if row.valid_from <= day), None)
            if week and week.works_on(day):
                begins = datetime.combine(day, week.begins, zone)
                yield staff_id, begins, datetime.combine(day, week.ends, zone)


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One person of the roster: the work week in force, the next one, and the shifts ahead."""

    staff_id: UUID
    name: str
    roles: str
    week: WorkWeek | None
    coming: WorkWeek | None
    planned_until: date | None

    @property
    def days(self) -> str:
        """Weekdays in words."""
        return _in_words(self.week)

    @property
    def coming_days(self) -> str:
        return _in_words(self.coming)

    def proposal(self, valid_from: date) -> dict[str, Any]:  # Any: what a form begins with
        """What a new work week begins with."""
        week = self.coming or self.week
        return {
            "valid_from": valid_from,
            "weekdays": [int(sign) for sign in week.weekdays] if week else [1, 2, 3, 4, 5],
            "begins": week.begins if week else None,
            "ends": week.ends if week else None,
        }


def _in_words(week: WorkWeek | None) -> str:
    return " ".join(str(WEEKDAYS_ABBR[int(sign) - 1]) for sign in week.weekdays) if week else ""


def roster_line(by: Actor, staff_id: UUID, *, on: date) -> RosterLine:
    """One person of the roster.

    Raises:
        Missing: nobody with this key works here.
    """
    found = [line for line in roster(by, on=on) if line.staff_id == staff_id]
    if not found:
        raise Missing(_("This record does not exist."))
    return found[0]


def roster(by: Actor, *, on: date, text: str = "") -> list[RosterLine]:
    """Everybody of the store with how they work, by name; four statements."""
    people = Staff.objects.seen_by(by).working().filter(name__icontains=text).order_by("name", "pk")
    posts: dict[UUID, list[str]] = {}
    for post in StaffPost.objects.seen_by(by).order_by("role", "pk"):
        posts.setdefault(post.staff_id, []).append(str(Role(post.role).label))
    weeks: dict[UUID, list[WorkWeek]] = {}
    for row in WorkWeek.objects.seen_by(by).order_by("valid_from", "pk"):
        weeks.setdefault(row.staff_id, []).append(row)
    until = Store.objects.seen_by(by).get(pk=by.store_id).roster_until
    lines = []
    for person in people:
        own = weeks.get(person.pk, [])
        lines.append(
            RosterLine(
                staff_id=person.pk,
                name=person.name,
                roles=", ".join(posts.get(person.pk, ())),
                week=next((row for row in reversed(own) if row.valid_from <= on), None),
                coming=next((row for row in own if row.valid_from > on), None),
                planned_until=until if own else None,
            )
        )
    return lines


def holidays(by: Actor, year: int) -> list[Holiday]:
    """The days of a year that break the week, in their order."""
    return list(Holiday.objects.seen_by(by).of_year(year).order_by("on", "pk"))


def business_day(by: Actor, at: datetime) -> date:
    """The day that a document of this moment carries, in the store's zone."""
    return at.astimezone(zone_of(by)).date()


@dataclass(frozen=True, slots=True)
class Person:
    """One of the staff, for a list to choose from."""

    staff_id: UUID
    name: str


def people(by: Actor, *roles: Role) -> list[Person]:
    """Staff of the store who have one of these roles, by name."""
    rows = Staff.objects.with_role(by, *roles).order_by("name", "pk")
    return [Person(staff.pk, staff.name) for staff in rows]


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One login of an account; ``handle`` names it without giving its key away."""

    handle: str
    user_agent: str
    begun_at: datetime
    seen_at: datetime
    is_this: bool


def own_sessions(account_id: UUID, session_key: str) -> list[OwnSession]:
    """Where this account is logged in, the latest used first."""
    rows = Session.objects.of(account_id).order_by("-seen_at", "session_key")
    return [
        OwnSession(
            handle=_handle(row.session_key),
            user_agent=row.user_agent,
            begun_at=row.begun_at,
            seen_at=row.seen_at,
            is_this=row.session_key == session_key,
        )
        for row in rows
    ]


def session_key_of(account_id: UUID, handle: str) -> str:
    """The key behind a handle of this account's own list; "" when it is over."""
    keys = Session.objects.of(account_id).values_list("session_key", flat=True)
    return next((key for key in keys if _handle(key) == handle), "")


def _handle(session_key: str) -> str:
    return sha256(session_key.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One number of the trade with its history, for the table of rules."""

    key: str
    value: str
    unit: str
    source: str
    is_shipped: bool
    changed_by: str
    changed_at: datetime | None
    valid_from: date | None
    coming: tuple[tuple[date, str], ...]


def rule_lines(by: Actor, *, on: date) -> list[RuleLine]:
    """Every rule value of the house as it is in force on a day, and what is to come."""
    rows = RuleValue.objects.seen_by(by).filter(_store_or_group(by)).order_by("valid_from", "pk")
    versions: dict[str, list[RuleValue]] = {}
    for row in rows:
        versions.setdefault(row.key, []).append(row)
    return [
        _rule_line(default, versions.get(key, []), on=on)
        for key, default in sorted(shipped().items())
    ]


def _rule_line(default: Default, versions: list[RuleValue], *, on: date) -> RuleLine:
    begun = [row for row in versions if row.valid_from <= on]
    row = max(
        begun, key=lambda row: (row.store_id is not None, row.valid_from, row.pk), default=None
    )
    is_shipped = row is None or row.origin == "shipped"
    return RuleLine(
        key=default.key,
        value=row.value if row else str(default.value),
        unit=default.unit,
        source=default.source,
        is_shipped=is_shipped,
        changed_by="" if row is None or is_shipped else row.origin,
        changed_at=None if row is None or is_shipped else row.changed_at,
        valid_from=None if row is None or is_shipped else row.valid_from,
        coming=tuple((row.valid_from, row.value) for row in versions if row.valid_from > on),
    )


_SHOP_FLOOR = frozenset({Role.JOB_CONTROLLER, Role.TECHNICIAN, Role.WASHER})


def idle_minutes(by: Actor, roles: Iterable[str], *, on: date) -> int:
    """After so many minutes without a request the session of these roles ends."""
    keys = ("store.session_idle_minutes", "store.session_idle_minutes_shop_floor")
    minutes = rules(by, *keys, on=on)
    return minutes[keys[1] if _SHOP_FLOOR.issuperset(roles) else keys[0]]


_DEVICE = """
SELECT device.name, device.kind, device.store_id, store.name, store.zone_name, device.key_hash,
       CASE WHEN device.key_made_at > now() - interval '1 hour'
            THEN device.former_key_hash ELSE '' END,
       coalesce(device.seen_at < now() - interval '1 minute', true)
FROM store_device device
JOIN store_store store ON store.tenant_id = device.tenant_id AND store.id = device.store_id
WHERE device.tenant_id = %s AND device.id = %s AND device.revoked_at IS NULL
"""
_DEVICE_SEEN = "UPDATE store_device SET seen_at = now() WHERE tenant_id = %s AND id = %s"
DEVICE_COOKIE = "__Host-device" if settings.HTTPS else "device"


def recognise_device(cookies: Mapping[str, str]) -> Visitor | None:
    """The paired screen whose cookie this is; it has one right."""
    tenant_id, device_id, secret = _device_key(cookies.get(DEVICE_COOKIE, ""))
    if tenant_id is None:
        return None
    with prepared() as cursor:
        cursor.execute(_DEVICE, [tenant_id, device_id])
        row = cursor.fetchone()
        if row is None or not any(
            known and constant_time_compare(known, hashed(secret)) for known in row[5:7]
        ):
            return None
        if row[7]:
            cursor.execute(_DEVICE_SEEN, [tenant_id, device_id])
    name, kind, store_id, store_name, zone = row[:5]
    actor = Actor(
        tenant_id=tenant_id,
        store_id=store_id,
        key=f"device:{device_id}",
        kind=ActorKind.DEVICE,
        name=name,
        device_id=device_id,
        roles=frozenset({Role.DEVICE}),
        rights=frozenset({DeviceKind(kind).right}),
    )
    return Visitor(actor, ZoneInfo(zone), store_name)


def _device_key(text: str) -> tuple[UUID | None, UUID | None, str]:
    try:
        tenant, device, secret = text.split(".")
        return UUID(tenant), UUID(device), secret
    except ValueError:
        return None, None, ""


def hashed(secret: str) -> str:
    """What is kept of a random secret."""
    return sha256(secret.encode()).hexdigest()


def pairing_of(browser: str, *, at: datetime) -> Pairing | None:
    """The code that this browser shows, while it lasts."""
    return Pairing.objects.live(at=at).of_browser(hashed(browser)).first()


def must_change_key(by: Actor, *, on: date) -> bool:
    """Whether the key of the device that asks is older than the store allows."""
    days = rule(by, "store.device_key_days", on=on)
    old = Device.objects.seen_by(by).filter(key_made_at__lt=Now() - timedelta(days=days))
    return by.device_id is not None and old.filter(pk=by.device_id).exists()


def devices(by: Actor) -> list[Device]:
    """The screens of the store, those that work first."""
    found = list(Device.objects.seen_by(by).in_order())
    names = actor_names(by, (device.paired_by for device in found))
    for device in found:
        device.paired_by = names[device.paired_by]  # for the screen alone
    return found


def staff_names(by: Actor, keys: Iterable[str]) -> Mapping[str, str]:
    """The names behind ``staff:<login name>`` keys, in one statement."""
    logins = {key.removeprefix("staff:") for key in keys if key.startswith("staff:")}
    if not logins:
        return {}
    people = Staff.objects.seen_by(by).filter(account__username__in=logins)
    pairs = people.values_list("account__username", "name")
    return {f"staff:{login}": name for login, name in pairs}


def actor_names(by: Actor, keys: Iterable[str]) -> Mapping[str, str]:
    """A name or a word for each actor that the journal and the papers keep, in one statement.

    A key such as ``staff:chen`` never reaches a screen.
    """
    asked = set(keys)
    names = staff_names(by, asked)
    return {key: names.get(key) or _actor_word(key) for key in asked}


def _actor_word(key: str) -> str:
    kind, _colon, rest = key.partition(":")
    if kind == "staff":
        return pgettext("actor", "somebody who has left") if rest.isascii() else rest
    words = {"owner": pgettext("actor", "the owner"), "device": pgettext("actor", "a screen")}
    return words.get(kind) or pgettext("actor", "the system")
