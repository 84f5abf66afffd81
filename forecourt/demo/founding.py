"""Opens the practice store: group, store, hours, staff with shifts, and what every room ships."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from django.apps import apps
from django.contrib.auth.hashers import make_password

from forecourt.demo.cast import NAMES, PASSWORD, login_name
from forecourt.demo.chance import Chance, phone
from forecourt.kernel.actor import Actor
from forecourt.kernel.tenancy import tenant_set
from forecourt.store import commands
from forecourt.store.models import Account, OpeningHours, Shift, Staff, StaffPost, Store
from forecourt.store.roles import Role

OPENS, CLOSES = time(8, 30), time(17, 30)
SHIFT_DAYS_BACK: Final = 14
STAFF_PHONES: Final = 9_000  # numbers in the phone block that belong to staff


def found(counts: dict[Role, int], *, seed: int, at: datetime) -> Actor:
    """Found the group 恒川华东 with its flagship store and staff; answer the system actor.

    What a room ships (price lists, plans, contact rules) is loaded by its ``load_defaults``.
    """
    tenant = commands.found_group(name="恒川华东汽车集团", at=at)
    with tenant_set(tenant.pk):
        store, system = commands.found_store(
            code="SJ",
            name="恒川松江旗舰店",
            short_name="松江店",
            phone="+862160000000",
            address="上海市松江区沪松公路 100 号",
            at=at,
        )
        OpeningHours.put_up(store, range(1, 8), OPENS, CLOSES)
        staff = _staff(store, counts, seed)
        today = at.astimezone(store.zone).date()
        first = today - timedelta(days=SHIFT_DAYS_BACK)
        days_off = _days_off(counts, today.isoweekday())
        plan_shifts(store, staff, days_off, from_=first, days=SHIFT_DAYS_BACK)
        weeks = _weeks(staff, days_off)
        commands.set_work_weeks(weeks=weeks, valid_from=first, by=system, at=at)
        commands.plan_roster(by=system, at=at)
        for load in _loaders():
            load(by=system, at=at)
    return system


def plan_shifts(
    store: Store, staff: list[Staff], days_off: list[int], *, from_: date, days: int
) -> None:
    """The days that lie behind the founding; what comes is planned by the roster."""
    shifts = [
        Shift(
            store=store,
            staff=person,
            starts_at=datetime.combine(day, OPENS, store.zone),
            ends_at=datetime.combine(day, CLOSES, store.zone),
        )
        for day in (from_ + timedelta(days=n) for n in range(days))
        for person, day_off in zip(staff, days_off, strict=True)
        if day.isoweekday() != day_off
    ]
    Shift.plan_all(shifts)


def _weeks(staff: list[Staff], days_off: list[int]) -> list[commands.NewWeek]:
    """Everybody works opening hours; each has one day off a week, spread over the week."""
    return [
        commands.NewWeek(
            staff_id=person.pk,
            weekdays="1234567".replace(str(day_off), ""),
            begins=OPENS,
            ends=CLOSES,
        )
        for person, day_off in zip(staff, days_off, strict=True)
    ]


def _days_off(counts: dict[Role, int], opened_on: int) -> list[int]:
    """One weekday each; the first of a role, whose login is printed, is there on the first day."""
    days: list[int] = []
    for count in counts.values():
        for number in range(count):
            day = 7 - len(days) % 7
            days.append(day % 7 + 1 if number == 0 and day == opened_on else day)
    return days


def _staff(store: Store, counts: dict[Role, int], seed: int) -> list[Staff]:
    chance, password = Chance(seed, "staff"), make_password(PASSWORD)
    accounts: list[Account] = []
    people: list[Staff] = []
    posts: list[StaffPost] = []
    for role, count in counts.items():
        for number in range(1, count + 1):
            name = NAMES[role] if number == 1 and role in NAMES else chance.person()
            account = Account(username=login_name(role, number), password=password)
            person = Staff(
                account=account,
                employee_number=f"E{len(people) + 1:04d}",
                name=name,
                phone=phone(STAFF_PHONES + len(people)),
            )
            accounts.append(account)
            people.append(person)
            posts.append(StaffPost(staff=person, store=store, role=role))
    Account.objects.bulk_create(accounts)
    Staff.objects.bulk_create(people)
    StaffPost.objects.bulk_create(posts)
    return people


def _loaders() -> Iterator[Callable[..., object]]:
    """What each room ships as tables, from the ground up."""
    for app in apps.get_app_configs():
        path = f"{app.name}.commands"
        room = (
            import_module(path) if app.name.startswith("forecourt.") and find_spec(path) else None
        )
        if load := getattr(room, "load_defaults", None):
            yield load
