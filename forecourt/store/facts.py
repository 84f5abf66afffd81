"""What may happen in the store itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from forecourt.kernel.journal import Fact


@dataclass(frozen=True, slots=True)
class StoreFounded(Fact):
    kind: ClassVar[str] = "store.store_founded"
    founded_store_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class StaffHired(Fact):
    kind: ClassVar[str] = "store.staff_hired"
    staff_id: UUID
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleChanged(Fact):
    kind: ClassVar[str] = "store.rule_changed"
    key: str
    value: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class LoggedIn(Fact):
    kind: ClassVar[str] = "store.logged_in"
    staff_id: UUID


@dataclass(frozen=True, slots=True)
class LoggedOut(Fact):
    kind: ClassVar[str] = "store.logged_out"
    staff_id: UUID


@dataclass(frozen=True, slots=True)
class PasswordChanged(Fact):
    kind: ClassVar[str] = "store.password_changed"
    staff_id: UUID


@dataclass(frozen=True, slots=True)
class DevicePaired(Fact):
    kind: ClassVar[str] = "store.device_paired"
    device_id: UUID
    name: str
    device_kind: str


@dataclass(frozen=True, slots=True)
class DeviceRevoked(Fact):
    kind: ClassVar[str] = "store.device_revoked"
    device_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class HolidayDeclared(Fact):
    kind: ClassVar[str] = "store.holiday_declared"
    on: date
    name: str
    is_worked: bool
    store_opens: bool


@dataclass(frozen=True, slots=True)
class HolidayDropped(Fact):
    kind: ClassVar[str] = "store.holiday_dropped"
    on: date
    name: str


@dataclass(frozen=True, slots=True)
class WorkWeekSet(Fact):
    kind: ClassVar[str] = "store.work_week_set"
    staff_id: UUID
    valid_from: date
    weekdays: str
    begins: str
    ends: str


@dataclass(frozen=True, slots=True)
class RosterPlanned(Fact):
    kind: ClassVar[str] = "store.roster_planned"
    first: date
    until: date
    shift_count: int
