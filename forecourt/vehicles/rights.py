"""What each role may do in this room; shipped, and changed per dealer group by rows."""

from __future__ import annotations

from forecourt.store.roles import EVERYBODY, Role

_DESK = frozenset(
    {
        Role.SALES_CONSULTANT,
        Role.SALES_MANAGER,
        Role.SHOWROOM_MANAGER,
        Role.RECEPTIONIST,
        Role.LEAD_AGENT,
        Role.DELIVERY_SPECIALIST,
        Role.REGISTRATION_CLERK,
        Role.INSURANCE_CLERK,
        Role.SERVICE_ADVISER,
        Role.SERVICE_MANAGER,
        Role.APPOINTMENT_CLERK,
        Role.RELATION_AGENT,
        Role.RELATION_MANAGER,
        Role.USED_CAR_SELLER,
        Role.APPRAISER,
        Role.WARRANTY_CLERK,
    }
)

RIGHTS: dict[str, frozenset[Role]] = {
    "vehicles.view_vehicle": EVERYBODY,
    "vehicles.change_vehicle": _DESK,
    "vehicles.change_owner": _DESK,
    "vehicles.read_odometer": _DESK | {Role.TECHNICIAN, Role.QUALITY_INSPECTOR},
    "vehicles.strike_reading": frozenset(
        {Role.SERVICE_ADVISER, Role.SERVICE_MANAGER, Role.SALES_MANAGER}
    ),
}
