"""Who may use the doors of the desk that show more than one room at once."""

from __future__ import annotations

from forecourt.store.roles import EVERYBODY, MANAGERS, Role

_NO_CUSTOMERS = frozenset(
    {Role.TECHNICIAN, Role.WASHER, Role.PARTS_KEEPER, Role.SYSTEM_ADMINISTRATOR}
)

RIGHTS: dict[str, frozenset[Role]] = {
    "desk.view_customer": EVERYBODY - _NO_CUSTOMERS,
    "desk.view_revenue": MANAGERS | {Role.ACCOUNTANT, Role.SERVICE_ADVISER},
    "desk.query_data": EVERYBODY - {Role.TECHNICIAN, Role.WASHER},
    "desk.export_data": frozenset({Role.ACCOUNTANT, Role.GENERAL_MANAGER}),
}
