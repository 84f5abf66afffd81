"""What each role may do in this room; shipped, and changed per dealer group by rows."""

from __future__ import annotations

from forecourt.store.roles import EVERYBODY, MANAGERS, Role

RIGHTS: dict[str, frozenset[Role]] = {
    "store.use_desk": EVERYBODY,
    "store.view_staff": EVERYBODY,
    "store.change_staff": frozenset({Role.SYSTEM_ADMINISTRATOR, Role.GENERAL_MANAGER}),
    "store.change_rule": MANAGERS | {Role.SYSTEM_ADMINISTRATOR},
    "store.view_roster": EVERYBODY,
    "store.change_roster": MANAGERS | {Role.SYSTEM_ADMINISTRATOR, Role.JOB_CONTROLLER},
    "store.change_holiday": frozenset({Role.SYSTEM_ADMINISTRATOR, Role.GENERAL_MANAGER}),
    "store.change_device": MANAGERS | {Role.SYSTEM_ADMINISTRATOR, Role.JOB_CONTROLLER},
    "store.view_audit": frozenset({Role.ACCOUNTANT, Role.GENERAL_MANAGER}),
}
