"""What each role may do in this room; shipped, and changed per dealer group by rows."""

from __future__ import annotations

from forecourt.store.roles import EVERYBODY, MANAGERS, Role

RIGHTS: dict[str, frozenset[Role]] = {
    "catalog.view_catalogue": EVERYBODY,
    "catalog.view_price": EVERYBODY - {Role.TECHNICIAN, Role.WASHER},
    "catalog.change_price": MANAGERS | {Role.ACCOUNTANT, Role.SYSTEM_ADMINISTRATOR},
    "catalog.change_labour": frozenset(
        {Role.SERVICE_MANAGER, Role.GENERAL_MANAGER, Role.SYSTEM_ADMINISTRATOR}
    ),
    "catalog.change_plan": frozenset(
        {Role.SERVICE_MANAGER, Role.GENERAL_MANAGER, Role.SYSTEM_ADMINISTRATOR}
    ),
    "catalog.change_option": frozenset({Role.SALES_MANAGER, Role.SYSTEM_ADMINISTRATOR}),
}
