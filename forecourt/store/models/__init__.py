"""The store, its people, their posts and sessions, its hours, and the numbers it works by."""

from forecourt.store.models.account import Account
from forecourt.store.models.device import Device, DeviceKind, Pairing
from forecourt.store.models.hours import Holiday, OpeningHours, Shift, WorkWeek
from forecourt.store.models.right import RoleRight
from forecourt.store.models.rule import RuleValue
from forecourt.store.models.session import Session
from forecourt.store.models.staff import Staff, StaffPost
from forecourt.store.models.store import Store

__all__ = [
    "Account",
    "Device",
    "DeviceKind",
    "Holiday",
    "OpeningHours",
    "Pairing",
    "RoleRight",
    "RuleValue",
    "Session",
    "Shift",
    "Staff",
    "StaffPost",
    "Store",
    "WorkWeek",
]
